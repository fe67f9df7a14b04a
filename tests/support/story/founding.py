"""The association is founded, its people are registered and appointed, and those who need it get an account."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr

from tests.support.story.cast import Cast
from tests.support.story.installation import Installation
from tests.support.story.telling import API, Deviation, Someone, Story

INVITATION = re.compile(r"/inbjudan#([A-Za-z0-9_-]{43})")
PASSWORD = "aldrig samma visa två gånger"
NEUTRAL_NAME = "Tisdagsgruppen"
MANY_AT_ONCE = 6


@dataclass
class Association:
    """Everyone who has signed in, and the council group by person."""

    cast: Cast
    administrator: Someone
    chair: Someone
    officer: Someone
    second_officer: Someone
    contact_person: Someone
    accused: Someone
    voter: Someone
    """One of the group, with an account."""
    group: dict[str, str]
    """Name to person id."""


def address_of(name: str) -> str:
    plain = name.lower().translate(str.maketrans("åäöéü ", "aaoeu."))
    return f"{plain}@example.org"


def found(story: Story, installation: Installation, cast: Cast) -> dict[str, str]:
    """`varna migrate` and `varna setup` by the operator; gives the one-time tokens by name."""
    story.chapter("The association is founded")
    installation.varna("migrate")
    three = (cast.administrator, cast.chair, cast.officer)
    answers = ["Sällskapet Tisdagsgruppen", NEUTRAL_NAME, "Lillköping", "sv"]
    for name in three:
        answers += [name, address_of(name)]
    printed = installation.varna("setup", answers=tuple(answers))
    tokens = dict(zip(three, INVITATION.findall(printed), strict=True))
    for token in tokens.values():
        story.keep_secret("invitation", token)
    for share in re.findall(r"Part \d:\s+(.+)", printed):
        story.keep_secret("recovery share", share)
    story.say("varna setup asked for administrator, chair and security officer, and printed a link for each")
    return tokens


async def accept(story: Story, name: str, token: str) -> Someone:
    """Choose a password by the link, then sign in."""
    someone = story.someone(name, email=address_of(name))
    password = story.keep_secret("password", f"{PASSWORD} {name.split(maxsplit=1)[0].lower()}")
    await someone.post("/auth/invitations/accept", {"token": token, "password": password}, expect=204)
    await sign_in(story, someone, password)
    someone.person_id = (await someone.get("/me")).json()["person_id"]
    return someone


async def sign_in(story: Story, someone: Someone, password: str) -> None:
    form = {"grant_type": "password", "username": someone.email, "password": password}
    answer = await someone.client.post(f"{API}/auth/token", data=form)
    if answer.status_code != 200:
        raise Deviation(f"{someone.name} could not sign in: {answer.text}")
    token = story.keep_secret("access token", answer.json()["access_token"])
    for cookie in someone.client.cookies.jar:
        story.keep_secret(f"cookie {cookie.name}", cookie.value or "")
    someone.client.headers["Authorization"] = f"Bearer {token}"


async def invite(story: Story, by: Someone, name: str, person_id: str) -> Someone:
    """By mail: whoever invites never sees the link."""
    answer = await by.post(f"/people/{person_id}/invitation", expect=204)
    story.require(that="whoever invites gets no link", holds=answer.content == b"")

    async def invited() -> str | None:
        found = [INVITATION.search(mail.text) for mail in story.mails() if is_to(mail.to, name)]
        return next((each[1] for each in found if each), None)

    token = await story.wait_for(f"the invitation of {name}", invited)
    return await accept(story, name, story.keep_secret("mailed invitation", token))


async def gather_people(story: Story, tokens: dict[str, str], cast: Cast) -> Association:
    """Register and appoint everyone; two security officers, a board and the council group."""
    story.chapter("People and offices")
    administrator, chair, officer = [
        await accept(story, name, tokens[name]) for name in (cast.administrator, cast.chair, cast.officer)
    ]
    story.say("the three chose passwords and signed in")
    await _appoint(administrator, cast.vice_chair, "vice_chair")
    await _confirm_the_one_proposed(administrator, chair)
    ids = {name: await _appoint(administrator, name, "board_member") for name in cast.board_members}
    ids[cast.second_officer] = await _appoint_second_officer(story, administrator, chair, cast)
    group = {}
    for number, name in enumerate(cast.group_names()):
        office = "council_member" if number < cast.members else "council_substitute"
        group[name] = await _appoint(administrator, name, office)
    offices = {each["office"]: each["holders"] for each in (await chair.get("/offices")).json()["items"]}
    found = len(offices["council_member"]), len(offices["council_substitute"]), len(offices["security_officer"])
    story.require(that="every office is held by whom it was given", holds=found == (cast.members, cast.substitutes, 2))
    story.say(f"{len(group)} in the council group: {cast.members} members and {cast.substitutes} substitutes")
    voter = list(group)[1]
    second_officer, contact_person, accused, with_account = [
        await invite(story, administrator, name, person_id)
        for name, person_id in (
            (cast.second_officer, ids[cast.second_officer]),
            (cast.contact_person, ids[cast.contact_person]),
            (cast.accused, group[cast.accused]),
            (voter, group[voter]),
        )
    ]
    story.say("four more have an account by a one-time link; nobody needs one to vote")
    return Association(
        cast=cast,
        administrator=administrator,
        chair=chair,
        officer=officer,
        second_officer=second_officer,
        contact_person=contact_person,
        accused=accused,
        voter=with_account,
        group=group,
    )


async def _register(by: Someone, name: str) -> str:
    described = {"display_name": name, "email": address_of(name), "language": "sv"}
    person_id: str = (await by.post("/people", described, expect=201)).json()["id"]
    return person_id


async def _appoint(by: Someone, name: str, office: str) -> str:
    person_id = await _register(by, name)
    term = {"person_id": person_id, "office": office, "starts_on": datetime.now(UTC).date().isoformat()}
    made = (await by.post("/terms", term, expect=201)).json()
    if (made["status"] == "proposed") is not (office in {"security_officer", "vice_chair"}):
        raise Deviation(f"{name} as {office} is {made['status']}")
    return person_id


async def _confirm_the_one_proposed(administrator: Someone, chair: Someone) -> str:
    """By the chair, and not by the administrator who proposed it; gives the term's id."""
    [term] = (await chair.get("/terms?status=proposed")).json()["items"]
    path = f"/terms/{term['id']}"
    await administrator.post(f"{path}/confirmation", seen=await administrator.get(path), expect=403)
    await chair.post(f"{path}/confirmation", seen=await chair.get(path))
    term_id: str = term["id"]
    return term_id


async def _appoint_second_officer(story: Story, administrator: Someone, chair: Someone, cast: Cast) -> str:
    """Needs a second person, and is told to the municipality. Source: ORG-05, ORG-06."""
    person_id = await _appoint(administrator, cast.second_officer, "security_officer")
    term_id = await _confirm_the_one_proposed(administrator, chair)
    report = {"reported_on": datetime.now(UTC).date().isoformat(), "receipt": "KS 2026:17"}
    await chair.post(f"/terms/{term_id}/municipality-report", report)
    story.say("the second security officer was proposed by the administrator, who could not confirm it; the chair did")
    return person_id


def is_to(address: str, name: str) -> bool:
    return parseaddr(address)[1] == address_of(name)
