"""A report at night becomes a case, is acknowledged, and its plan is worked."""

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import httpx

from app.core.ids import ALPHABET
from tests.support.story.cast import Words
from tests.support.story.founding import Association, is_to
from tests.support.story.telling import Someone, Story

CODE_LETTERS = 25
"""Of five bits each."""


@dataclass(frozen=True)
class Matter:
    """The case as its officer holds it, and the code that brings its reporter back."""

    case_id: str
    reference: str
    receipt_code: str

    @property
    def path(self) -> str:
        return f"/cases/{self.case_id}"


def new_receipt_code() -> str:
    """As the reporter's page makes it."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LETTERS))


def report_of(words: Words, *, accused: str, code: str) -> dict[str, Any]:
    return {
        "receipt_code": code,
        "concerns": "internal",
        "about_names": accused,
        "happened": words.happened,
        "safe_now": "unsure",
        "needs": words.needs,
        "must_not_know": words.must_not_know,
        "reach": {"email": words.reach},
        "language": "sv",
    }


async def report(story: Story, association: Association) -> Matter:
    """Without an account; sent twice on a bad line, it is one case. Whoever is named in it learns nothing."""
    story.chapter("A report at night")
    words, accused = association.cast.words, association.cast.accused
    reporter = story.someone("the reporter")
    code = story.keep_secret("receipt code", new_receipt_code())
    written = report_of(words, accused=accused, code=code)
    first = await reporter.post("/reports", written, expect=201)
    again = await reporter.post("/reports", written, expect=201)
    story.require(that="sent twice it is one report", holds=first.json() == again.json())
    story.require(that="an officer is to call", holds=first.json()["caller"] == association.officer.name)
    story.say(f"a report without account: {first.json()['caller']} will get in touch")
    [line] = (await association.officer.get("/cases")).json()["items"]
    matter = Matter(line["id"], line["reference"], code)

    async def both_told() -> bool | None:
        told = story.mails()
        officers = (association.officer.name, association.second_officer.name)
        return all(any(is_to(mail.to, name) for mail in told) for name in officers) or None

    await story.wait_for("the officers' notices", both_told)
    secret = (words.happened, words.needs, accused, matter.reference, matter.case_id)
    told = "".join(mail.subject + mail.text for mail in story.mails())
    story.require(that="no notice says anything", holds=not any(each in told for each in secret))
    story.say("both officers were told that something needs them, and nothing else")
    await nobody_else_learns(story, association, matter)
    return matter


async def nobody_else_learns(story: Story, association: Association, matter: Matter) -> None:
    """Administrator, chair before being told, the accused, a substitute, a stranger and another system."""
    system = await _another_system(story, association.administrator)
    outside = [association.administrator, association.chair, association.accused, association.voter, system]
    nowhere = f"/cases/{'0' * 8}-0000-4000-8000-{'0' * 12}"
    for someone in (*outside, story.someone("a stranger")):
        answers = [await someone.client.get(f"/api/v1{path}") for path in (matter.path, nowhere)]
        there, not_there = [(each.status_code, each.text.replace(nowhere, "").strip()) for each in answers]
        story.require(that=f"{someone.name} gets the same answer as for a case that is not", holds=there == not_there)
        if someone in outside[:-1]:
            listed = (await someone.get("/cases")).json()
            story.require(that=f"{someone.name} has no case", holds=listed["items"] == [])
    story.say("administrator, chair, the accused, a voter, another system, a stranger: for them there is no such case")


async def _another_system(story: Story, administrator: Someone) -> Someone:
    wanted = {"name": "Medlemsregistret", "scopes": ["people:read", "policy:read"]}
    made = (await administrator.post("/api-clients", wanted, expect=201)).json()
    system = story.someone("another system")
    form = {
        "grant_type": "client_credentials",
        "client_id": made["id"],
        "client_secret": story.keep_secret("client secret", made["secret"]),
    }
    token = (await system.client.post("/api/v1/auth/token", data=form)).json()["access_token"]
    system.client.headers["Authorization"] = f"Bearer {story.keep_secret('access token', token)}"
    await system.get("/people")
    return system


async def acknowledge(story: Story, association: Association, matter: Matter) -> None:
    story.chapter("A human has it")
    officer, words = association.officer, association.cast.words
    waiting = (await officer.get("/now")).json()["to_acknowledge"]
    story.require(that="it waits for the officer", holds=[each["case_id"] for each in waiting] == [matter.case_id])
    await officer.post(f"{matter.path}/acknowledgement")
    reporter = story.someone("the reporter, again")
    seen = (await reporter.post("/reports/receipt", {"receipt_code": matter.receipt_code})).json()
    story.require(that="the reporter sees who has it", holds=seen["acknowledged_by"] == officer.name)
    opened = (await officer.post(f"{matter.path}/compartments/submission/opening")).json()["items"]
    story.require(that="the officer reads what was told", holds=words.happened in [each["text"] for each in opened])
    story.say(f"{officer.name} acknowledged with one tap and reads it; the reporter's code says who has it")


# --- the plan ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Plan:
    """Steps by the policy's code, as one person works them."""

    matter: Matter
    who: Someone

    async def step(self, code: str) -> dict[str, Any]:
        """The newest occurrence."""
        groups = (await self.who.get(f"{self.matter.path}/steps")).json()["groups"]
        found = [step for group in groups for step in group["steps"] if step["code"] == code]
        newest: dict[str, Any] = max(found, key=lambda step: step["occurrence"])
        return newest

    async def do(self, code: str, what: str, *, expect: int = 200, **body: Any) -> httpx.Response:
        path = f"{self.matter.path}/steps/{(await self.step(code))['id']}"
        return await self.who.post(f"{path}/{what}", body, seen=await self.who.get(path), expect=expect)

    async def progress(self) -> tuple[int, int]:
        told = (await self.who.get(f"{self.matter.path}/progress")).json()
        return told["done"], told["of"]

    async def move_on(self, stage: str, **more: str) -> None:
        seen = await self.who.get(self.matter.path)
        await self.who.put(f"{self.matter.path}/stage", {"stage": stage, **more}, seen=seen)


async def work_plan(story: Story, association: Association, matter: Matter) -> None:
    """Listen, agree who may know, inform, assess with a reason, and someone to lean on."""
    story.chapter("The plan is worked")
    officer, chair, words = association.officer, association.chair, association.cast.words
    plan = Plan(matter, officer)
    before, _ = await plan.progress()
    await plan.do("SOI-01", "completion", note=words.listened)
    await plan.do("SOI-02", "completion", note=words.agreed)
    await officer.post(f"{matter.path}/consents", {"question": "involve_chair", "is_given": True}, expect=201)
    await chair.get(matter.path, expect=404)
    await plan.do("SOI-03a", "completion", with_name=False)
    await chair.get(matter.path)
    story.say("listened, agreed who may know; the chair is told without a name, and only now sees that there is a case")
    await plan.do("SOI-04a", "completion", note=words.federation, with_name=False)
    await plan.do("SOI-04b", "assessment", is_yes=False, expect=422)
    await plan.do("SOI-04b", "assessment", is_yes=False, reason=words.national)
    story.say("the federation is told without names; the national organisation was considered: no, with a reason")
    await plan.move_on("assessing")
    text = {"kind": "narrative", "text": words.narrative}
    await officer.post(f"{matter.path}/compartments/report/texts", text, expect=201)
    await contact_person(story, association, matter)
    done, of = await plan.progress()
    story.require(that="the plan has come further", holds=done > before)
    story.say(f"{done} of {of} steps are done")


async def first_meeting(story: Story, association: Association, matter: Matter, *, phase: str) -> None:
    """Called by the officer, held by both; nobody ticks its step off by hand. Source: SOI-03."""
    officer, chair, words = association.officer, association.chair, association.cast.words
    await Plan(matter, officer).do("SOI-03b", "completion", expect=409)
    wanted = {"kind": "triage", "starts_at": datetime.now(tz=UTC).isoformat(), "place": words.place}
    await officer.post(f"{matter.path}/meetings", wanted, expect=201)
    [meeting] = (await chair.get(f"{matter.path}/meetings")).json()["items"]
    story.require(that="the chair reads where it is", holds=meeting["place"] == words.place)
    holding = f"{matter.path}/meetings/{meeting['id']}/holding"
    seen = httpx.Response(200, headers={"ETag": f'"{meeting["version"]}"'})
    outcome = {"words": words.met, "phase": phase}
    alone = {"present": [officer.person_id], **outcome}
    await officer.post(holding, alone, seen=seen, expect=409)
    both = {"present": [officer.person_id, chair.person_id], **outcome}
    await officer.post(holding, both, seen=seen, expect=204)
    told = (await officer.get(matter.path)).json()
    story.require(that="the case goes on to be mapped", holds=told["stage"] == "mapping")
    story.say("the first meeting was held by the officer and the chair, and by neither alone")


async def contact_person(story: Story, association: Association, matter: Matter) -> None:
    """Source: ORG-03."""
    them = association.contact_person
    await them.get(f"{matter.path}/steps", expect=404)
    await association.officer.put(f"{matter.path}/contact-person", {"person_id": them.person_id})
    theirs = replace(Plan(matter, association.officer), who=them)
    await theirs.do("KNO-03b", "completion", note=association.cast.words.in_touch)
    again = await theirs.step("KNO-03b")
    story.require(that="the next contact is due", holds=again["occurrence"] == 2 and again["due_at"])
    opened = (await them.post(f"{matter.path}/compartments/support/opening")).json()["items"]
    story.require(
        that="they read their own note", holds=association.cast.words.in_touch in [each["text"] for each in opened]
    )
    await them.post(f"{matter.path}/compartments/submission/opening", expect=403)
    story.say(f"{them.name} is contact person, got in touch, and cannot open what was reported")


async def name_accused(story: Story, association: Association, matter: Matter) -> None:
    """Whoever the report may have meant was kept out from the first second; now an officer says that it is them.

    Nobody asks the group about somebody who is not accused in the case. Source: CON-01, CON-03, CGR-01.
    """
    story.chapter("The accused is named")
    officer, accused = association.officer, association.accused
    wanted = {"concerns": accused.person_id, "account": "", "names_affected": False}
    too_early = await association.chair.post(f"{matter.path}/votes", wanted, expect=409)
    no_question = too_early.json()["code"] == "no-confidence-question-here"
    story.require(that="nothing is asked while nobody is known", holds=no_question)
    readers = (await officer.get(f"{matter.path}/readers")).json()["items"]
    opened = {each["person"]["display_name"] for each in readers if each["person"] and each["opened"]}
    story.require(that="it shows first who has read it", holds=officer.name in opened and accused.name not in opened)
    [bar] = (await officer.get(f"{matter.path}/bars")).json()["items"]
    meant = bar["person"]["person_id"] == accused.person_id and bar["is_provisional"]
    story.require(that="the report barred whom it may mean", holds=meant)
    await association.chair.get(f"{matter.path}/bars", expect=403)
    await officer.post(f"{matter.path}/bars/{bar['id']}/confirmation", {"role": "accused"}, expect=204)
    parties = (await officer.post(f"{matter.path}/parties/opening")).json()["items"]
    story.require(
        that="the accused is a party",
        holds=("accused", accused.person_id)
        in [(each["role"], (each["person"] or {}).get("person_id")) for each in parties],
    )
    await accused.get(matter.path, expect=404)
    alone = f"{matter.path}/bars/{bar['id']}/lifting"
    first = await officer.post(alone, {"reason": "ett prov"})
    again = await officer.post(alone, {"reason": "ett prov"})
    story.require(that="one person lifts no bar", holds=not first.json()["is_lifted"] and not again.json()["is_lifted"])
    await officer.client.delete(f"/api/v1{alone}")
    await first_meeting(story, association, matter, phase="known")
    story.say(f"{officer.name} looked at who has read the case and confirmed who is accused; lifting that takes two")
