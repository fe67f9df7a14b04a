"""The media plan: both sides read one text and sign it, and nobody else reads any of it."""

from hashlib import sha256
from pathlib import Path

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from app.access.rules import CaseRole, Compartment
from app.audit.models import AuditEvent
from app.cases.models import Grant, SealedText
from app.cases.rules import TextKind
from app.core.database import Database
from app.plans.media.models import MediaPlanAnswer, MediaPlanText
from app.plans.media.rules import (
    Answer,
    MediaPlanState,
    PlanWords,
    digest,
    side_to_answer_for,
    state_of,
    waits_for,
    words_of,
    written,
)
from app.policy.terms import Category, Owner
from tests.support.actors import ActorClient, Actors
from tests.support.cases import Staffed, staffed
from tests.support.media_plans import (
    WORDS,
    answer_media_plan,
    media_plan,
    opened_media_plan,
    write_media_plan,
)
from tests.support.steps import codes_of, do, step
from tests.support.stored import everything_stored, found_in

pytestmark = pytest.mark.anyio

SIDES = (Owner.AFFECTED, Owner.ASSOCIATION)
LISTED = [Category.PARTY, Category.MUNICIPAL]

people = st.sampled_from("abcd")
answers = st.lists(st.builds(Answer, people, st.sampled_from(SIDES), st.booleans()), max_size=8)
words = st.builds(PlanWords, st.text(min_size=3), st.text(min_size=3), st.text(min_size=3))


@given(answers)
def test_a_plan_is_agreed_only_with_both_sides_and_never_over_somebodys_no(given_: list[Answer]) -> None:
    state = state_of(is_asked=True, is_written=True, answers=given_, sides=SIDES)
    last = {each.by: each for each in given_}
    refused = any(not each.is_yes for each in last.values())
    assert (state is MediaPlanState.REFUSED) == refused
    if state is MediaPlanState.AGREED:
        assert {each.party for each in last.values() if each.is_yes} == set(SIDES)
    assert state_of(is_asked=False, is_written=True, answers=given_, sides=SIDES) is MediaPlanState.NOT_ASKED


@given(answers, people)
def test_one_person_speaks_for_one_side(given_: list[Answer], who: str) -> None:
    side = side_to_answer_for(who, sides=SIDES, answers=given_)
    spoken = [each.party for each in given_ if each.by == who]
    assert side == (spoken[-1] if spoken else Owner.AFFECTED)
    assert side_to_answer_for(who, sides=(), answers=given_) is None


@given(answers)
@pytest.mark.policy("PRN-04")
def test_the_affected_person_is_asked_once_there_is_something_to_read_and_once_for_each_text(
    given_: list[Answer],
) -> None:
    assert not waits_for("a", is_written=False, answers=[], side=Owner.AFFECTED)
    has_spoken = any(each.by == "a" for each in given_)
    assert waits_for("a", is_written=True, answers=given_, side=Owner.AFFECTED) is not has_spoken


@given(words, words)
def test_what_is_signed_is_the_words_and_its_hash_tells_nothing_without_the_salt(
    some: PlanWords, others: PlanWords
) -> None:
    text = written(some, salt="1" * 64)
    assert words_of(text) == some
    assert (digest(text) == digest(written(others, salt="1" * 64))) == (some == others)
    assert digest(text) != digest(written(some, salt="2" * 64))


@pytest.mark.policy("ASP-05", "ASM-06", "KNO-11")
async def test_both_read_one_text_and_the_plan_is_done_when_both_have_signed_it(
    database: Database, as_actor: Actors, tmp_path: Path
) -> None:
    case = await staffed(database, as_actor)
    assert (await media_plan(case.affected, case.path))["state"] == "not_written"
    assert (await media_plan(case.affected, case.path))["my_acts"] == []
    await write_media_plan(case.officer, case.path)
    for who in (case.affected, case.chair, case.officer):
        (text,) = await opened_media_plan(who, case.path)
        assert {name: text[name] for name in WORDS} == WORDS
    await answer_media_plan(case.chair, case.path, word="I have time for it.")
    waits = await media_plan(case.affected, case.path)
    assert (waits["state"], waits["waits_for"], waits["my_acts"]) == ("waits", ["affected"], ["sign", "say_no"])
    assert (await step(case, case.chair, "ASP-05"))["state"] == "open"
    await answer_media_plan(case.affected, case.path)
    agreed = await media_plan(case.chair, case.path)
    assert (agreed["state"], agreed["waits_for"]) == ("agreed", [])
    assert [(each["party"], each["is_yes"]) for each in agreed["texts"][0]["answers"]] == [
        ("association", True),
        ("affected", True),
    ]
    done = await step(case, case.affected, "ASP-05")
    assert (done["state"], [side["party"] for side in done["sides"] if side["signed_at"]]) == (
        "done",
        ["affected", "association"],
    )
    (opened,) = await opened_media_plan(case.affected, case.path)
    assert [each["word"] for each in opened["words"]] == ["I have time for it.", None]
    assert found_in(await everything_stored(database, tmp_path), [*WORDS.values(), "I have time for it."]) == []


@pytest.mark.one_database
@pytest.mark.policy("ASP-05", "ASM-06", "KNO-11")
async def test_what_was_signed_is_kept_with_its_hash_and_its_time(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    await write_media_plan(case.officer, case.path)
    await answer_media_plan(case.affected, case.path)
    first = (await media_plan(case.affected, case.path))["texts"][0]
    await write_media_plan(case.officer, case.path, we_say="Nothing at all.")
    newer, older = (await media_plan(case.affected, case.path))["texts"]
    assert older == first
    assert (newer["number"], newer["answers"]) == (2, [])
    async with database.reading() as db:
        (signed,) = (await db.exec(select(MediaPlanAnswer))).all()
        texts = (await db.exec(select(MediaPlanText).order_by(col(MediaPlanText.number)))).all()
        logged = (await db.exec(select(AuditEvent).where(AuditEvent.kind == "media-plan-signed"))).one()
    assert signed.digest == texts[0].digest == first["digest"] == logged.codes["digest"]
    assert signed.answered_at.isoformat()[:19] == first["answers"][0]["answered_at"][:19]
    plain = "".join(WORDS[name] for name in sorted(WORDS))
    assert first["digest"] != sha256(plain.encode()).hexdigest()


@pytest.mark.one_database
@pytest.mark.policy("ASP-05", "ASM-06", "KNO-11")
async def test_a_changed_text_takes_both_signatures_anew(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    await write_media_plan(case.officer, case.path)
    for who in (case.affected, case.chair):
        await answer_media_plan(who, case.path)
    read = (await media_plan(case.affected, case.path))["texts"][0]["digest"]
    await write_media_plan(case.officer, case.path, we_say="Something else.")
    again = await step(case, case.chair, "ASP-05")
    assert (again["state"], [side["signed_at"] for side in again["sides"]]) == ("open", [None, None])
    changed = await media_plan(case.affected, case.path)
    assert (changed["state"], changed["waits_for"]) == ("waits", ["affected", "association"])
    stale = await case.affected.post(
        f"{case.path}/media-plan/answers",
        json={"digest": read, "is_yes": True},
        headers={"If-Match": f'"{changed["version"]}"'},
    )
    assert codes_of(stale) == {"media-plan-changed"}
    unseen = await case.affected.post(
        f"{case.path}/media-plan/answers",
        json={"digest": changed["texts"][0]["digest"], "is_yes": True},
        headers={"If-Match": '"1"'},
    )
    assert unseen.status_code == 412


@pytest.mark.one_database
@pytest.mark.policy("KNO-11", "PRN-04")
async def test_a_no_needs_no_reason_of_the_affected_person_and_holds_until_they_say_otherwise(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor)
    await write_media_plan(case.officer, case.path)
    await answer_media_plan(case.chair, case.path)
    assert await asked(case.affected, "ASP-05")
    assert not await asked(case.chair, "ASP-05")
    await answer_media_plan(case.affected, case.path, is_yes=False)
    assert (await media_plan(case.chair, case.path))["state"] == "refused"
    assert await asked(case.chair, "ASP-05")
    assert not await asked(case.affected, "ASP-05")
    twice = await answer_media_plan(case.affected, case.path, is_yes=False, expect=409)
    assert codes_of(twice) == {"media-plan-answered"}
    await answer_media_plan(case.affected, case.path, word="With the chair it is fine.")
    assert (await step(case, case.chair, "ASP-05"))["state"] == "done"
    # Whoever it is about can take it back, also afterwards; the association says why.
    await answer_media_plan(case.affected, case.path, is_yes=False, word="Not any more.")
    assert (await step(case, case.chair, "ASP-05"))["state"] == "open"
    mute = await answer_media_plan(case.chair, case.path, is_yes=False, expect=422)
    assert codes_of(mute) == {"invalid-input", "missing"}


async def asked(client: ActorClient, code: str) -> bool:
    """Whether it stands among what needs them."""
    now = (await client.get("/api/v1/now")).json()
    return code in {each["code"] for shelf in ("late", "due_today", "coming") for each in now[shelf]}


@pytest.mark.one_database
@pytest.mark.policy("KNO-11")
async def test_it_is_asked_of_the_affected_person_once_it_can_be_read_and_ticked_off_by_nobody(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor)
    assert await asked(case.chair, "ASP-05")
    assert not await asked(case.affected, "ASP-05")
    for who, action in ((case.chair, "completion"), (case.affected, "sign-off"), (case.chair, "sign-off")):
        assert codes_of(await do(case, who, "ASP-05", action)) == {"step-held-back", "own-route"}
    # They can want none. It is set aside with words that they read, and taken up again.
    assert (await do(case, case.chair, "ASP-05", "not-applicable", reason="She wants no plan.")).status_code == 200
    assert (await media_plan(case.affected, case.path))["state"] == "not_asked"
    refused = await write_media_plan(case.officer, case.path, expect=409)
    assert codes_of(refused) == {"media-plan-not-asked"}
    read = (await case.affected.post(f"{case.path}/compartments/media_plan/opening")).json()["items"]
    assert [each["text"] for each in read] == ["She wants no plan."]
    assert (await do(case, case.chair, "ASP-05", "reopening", reason="Now she does.")).status_code == 200
    await write_media_plan(case.officer, case.path)
    assert not [each for each in read if WORDS["we_say"] in (each["text"] or "")]


@pytest.mark.one_database
@pytest.mark.policy("KNO-11", "CON-01", "SOI-02")
async def test_nobody_but_the_two_sides_reads_it_and_the_affected_person_reads_nothing_else(
    database: Database, as_actor: Actors
) -> None:
    """An accused and a member get what a stranger gets; whoever else is in the case does not open it."""
    others = [role for role in CaseRole if role not in SIGN | {CaseRole.ACCUSED}]
    case = await staffed(database, as_actor, others=others)
    await write_media_plan(case.officer, case.path)
    version = '"1"'
    digest_ = (await media_plan(case.chair, case.path))["texts"][0]["digest"]
    answer = {"digest": digest_, "is_yes": True}
    outside = ["accused", "stranger", "administrator", *(role.value for role in others if role in UNSEEN)]
    inside = [role.value for role in others if role not in UNSEEN]
    for name in (*outside, *inside):
        client = case.clients[name]
        refused = [
            await client.get(f"{case.path}/media-plan"),
            await client.post(f"{case.path}/media-plan/opening"),
            await client.post(f"{case.path}/media-plan/texts", json=WORDS, headers={"If-Match": version}),
            await client.post(f"{case.path}/media-plan/answers", json=answer, headers={"If-Match": version}),
            await client.post(f"{case.path}/compartments/media_plan/opening"),
        ]
        expected = {404} if name in outside else {403}
        assert {each.status_code for each in refused} == expected, name
    kept = set(Compartment) - {
        Compartment.SUBMISSION,
        Compartment.REPORT,
        Compartment.SUPPORT,
        Compartment.MEDIA_PLAN,
    }
    for compartment in kept:
        closed = await case.affected.post(f"{case.path}/compartments/{compartment.value}/opening")
        assert codes_of(closed) == {"compartment-not-open"}
    # Nor does what the plan says stand among the texts of the part it lies in.
    assert (await case.affected.post(f"{case.path}/compartments/media_plan/opening")).json()["items"] == []


SIGN = {CaseRole.AFFECTED, CaseRole.SECURITY_OFFICER, CaseRole.ACCOUNTABLE}
UNSEEN = {CaseRole.GROUP_MEMBER}


@pytest.mark.one_database
@pytest.mark.policy("KNO-11", "CON-01")
async def test_nobody_signs_for_another_nor_without_the_key(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    await write_media_plan(case.officer, case.path)
    assert (await answer_media_plan(case.officer, case.path, expect=403)).status_code == 403
    assert (await write_media_plan(case.affected, case.path, expect=403)).status_code == 403
    plan = await media_plan(case.affected, case.path)
    member = case.members["affected"]
    keyless = await as_actor(person=member.person_id, holder_id=member.holder.id, holder_seed=None)
    answer = await keyless.post(
        f"{case.path}/media-plan/answers",
        json={"digest": plan["texts"][0]["digest"], "is_yes": True},
        headers={"If-Match": f'"{plan["version"]}"'},
    )
    assert codes_of(answer) == {"key-not-held"}
    assert (await media_plan(case.affected, case.path))["version"] == plan["version"]


@pytest.mark.one_database
@pytest.mark.policy("KNO-11")
async def test_a_text_that_was_swapped_in_the_database_is_signed_by_nobody(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor)
    for we_say in ("What was read.", "What was never shown."):
        await write_media_plan(case.officer, case.path, we_say=we_say)
    plan = await media_plan(case.affected, case.path)
    async with database.writing() as db:
        older, newer = (await db.exec(select(MediaPlanText).order_by(col(MediaPlanText.number)))).all()
        newer.text_id = older.text_id
        db.add(newer)
    answer = await case.affected.post(
        f"{case.path}/media-plan/answers",
        json={"digest": plan["texts"][0]["digest"], "is_yes": True},
        headers={"If-Match": f'"{plan["version"]}"'},
    )
    assert codes_of(answer) == {"media-plan-changed"}


@pytest.mark.one_database
@pytest.mark.policy("KNO-11", "CON-01")
async def test_a_chair_who_becomes_part_of_the_matter_reads_no_text_that_comes_after(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor)
    await write_media_plan(case.officer, case.path)
    named = await case.officer.post(
        f"{case.path}/parties", json={"role": "witness", "person_id": str(case.members["chair"].person_id)}
    )
    assert named.status_code in {200, 201}, named.text
    assert (await case.chair.get(f"{case.path}/media-plan")).status_code == 404
    await write_media_plan(case.officer, case.path, we_say="Nothing.")
    (newest, _) = await opened_media_plan(case.affected, case.path)
    assert newest["we_say"] == "Nothing."
    async with database.reading() as db:
        rows = (await db.exec(select(SealedText).where(SealedText.kind == TextKind.MEDIA_PLAN))).all()
        grants = (await db.exec(select(Grant).where(Grant.holder == case.members["chair"].tag))).all()
    assert len({row.version_id for row in rows}) == 2
    assert all(grant.ended_at is not None for grant in grants)


@pytest.mark.one_database
@pytest.mark.policy("KNO-11", "SOI-02")
async def test_in_an_internal_case_the_chair_signs_without_learning_whom_it_happened_to(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL)
    assert (await case.chair.get(f"{case.path}/media-plan")).status_code == 404
    seen = await told_chair(case)
    assert seen == {"decisions", "media_plan"}
    assert (await media_plan(case.chair, case.path))["state"] == "not_asked"
    names = {each["person"]["person_id"] for each in (await case.chair.get(f"{case.path}/people")).json()["items"]}
    assert str(case.members["affected"].person_id) not in names


async def told_chair(case: Staffed) -> set[str]:
    answer = await do(case, case.officer, "SOI-03a", "completion", with_name=False)
    assert answer.status_code == 200, answer.text
    return set((await case.chair.get(case.path)).json()["my_compartments"])
