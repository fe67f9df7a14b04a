"""Before lock everything is read through and answered; what has changed since is read again, and nothing is skipped."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from app.access.rules import Office
from app.audit.models import AuditEvent
from app.core import clock
from app.core.keys import Keys
from app.people.models import Association, Term
from app.people.rules import Language
from app.votes import conflicts, preflight, preflight_rules
from app.votes.access import load
from app.votes.kinds import HearingOutcome, Statute
from app.votes.models import Vote, VoteConflict
from app.votes.rules import MajorityBase, MajorityRule, Tally, Turnout, confidence_is_denied
from tests.support.actors import ActorClient
from tests.support.factories import a_person, a_term, days_ago, today
from tests.support.preflight import GROUP, POLICY, answers_to
from tests.support.telling import TellerPage, appointed
from tests.support.voting import Assemble, Assembly

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]

ALL_PARTS = {"statute", "roll", "rule", "question", "caution", "conflicts", "warnings"}
HELD = {"outcome": "held", "heard_on": today().isoformat()}


async def convened(assemble: Assemble, size: int = 6) -> Assembly:
    assembly = await assemble(size)
    await assembly.raise_vote()
    await assembly.convene()
    return assembly


def parts(told: dict[str, Any]) -> set[str]:
    return {field["field"].rpartition(".")[2] for field in told["errors"]}


async def refused(assembly: Assembly) -> tuple[str, set[str]]:
    """The code with which locking is refused, and the parts it names."""
    told = await assembly.lead("lock", expect=409)
    return told["code"], parts(told)


async def somebody_joins(assembly: Assembly, office: Office = Office.COUNCIL_MEMBER) -> UUID:
    async with assembly.database.writing() as db:
        person = await a_person(db, name="Kanarie Ny")
        await a_term(db, office, person=person)
    return person.id


async def tellers_of(assembly: Assembly) -> list[TellerPage]:
    return await appointed(assembly, [await assembly.as_actor() for _ in range(3)])


async def reached_by_mail(assembly: Assembly, office: Office, email: str) -> ActorClient:
    async with assembly.database.writing() as db:
        person = await a_person(db, email=email)
    return await assembly.as_actor(office, person=person.id)


def under(sheet: dict[str, Any], statute: str) -> dict[str, Any]:
    [found] = [each for each in sheet["statutes"] if each["statute"] == statute]
    return dict(found)


# --- it cannot be skipped --------------------------------------------------------------------------------------


@pytest.mark.policy("CGR-05", "CON-01")
async def test_the_roll_is_not_locked_before_every_part_is_answered(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    assert (await assembly.read())["preflight"]["missing"] == sorted(ALL_PARTS)
    assert await refused(assembly) == ("preflight-missing", ALL_PARTS)
    whole = answers_to(await assembly.sheet())
    of_field = {"conflicted": "conflicts"}
    for field in whole:
        await assembly.answer(whole | {field: None})
        part = of_field.get(field, field)
        told = (await assembly.read())["preflight"]
        assert (told["missing"], told["outdated"]) == ([part], [])
        assert await refused(assembly) == ("preflight-missing", {part})
    await assembly.answer(whole)
    assert (await assembly.lead("lock"))["status"] == "roll_locked"


async def test_answers_are_kept_one_by_one(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    whole, given = answers_to(await assembly.sheet()), {}
    for field in ("statute", "roll", "rule", "question", "caution", "conflicted", "warnings"):
        given[field] = whole[field]
        told = await assembly.answer(given)
        assert len(told["preflight"]["missing"]) == len(whole) - len(given)
    assert (await assembly.lead("lock"))["status"] == "roll_locked"


async def test_it_is_answered_when_convened_and_only_then(assemble: Assemble) -> None:
    assembly = await assemble(5)
    await assembly.raise_vote()
    assert (await assembly.read())["preflight"] is None
    early = answers_to(await assembly.sheet())
    assert (await assembly.answer(early, expect=409))["code"] == "vote-has-moved-on"
    await assembly.convene()
    await assembly.lock()
    late = await assembly.answer(early, expect=409)
    assert late["code"] == "vote-has-moved-on"
    sheet = await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/preflight")
    assert (sheet.status_code, sheet.json()["code"]) == (409, "vote-has-moved-on")


async def test_nobody_answers_what_another_has_changed_meanwhile(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    answers, path = answers_to(await assembly.sheet()), f"/api/v1/votes/{assembly.vote_id}/preflight"
    assert (await assembly.chair.put(path, json=answers)).status_code == 428
    old = await assembly.chair.put(path, json=answers, headers={"If-Match": f'"{assembly.version - 1}"'})
    assert (old.status_code, old.json()["code"]) == (412, "version-mismatch")


@pytest.mark.policy("CON-01", "ORG-04")
async def test_only_whoever_leads_reads_and_answers_it(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    answers, path = answers_to(await assembly.sheet()), f"/api/v1/votes/{assembly.vote_id}"
    officer = await assembly.as_actor(Office.SECURITY_OFFICER)
    voter = await assembly.as_actor(person=assembly.voters[0])
    accused = await assembly.as_actor(Office.VICE_CHAIR, person=assembly.accused.person_id)
    match = {"If-Match": f'"{assembly.version}"'}
    for client, status in ((officer, 403), (voter, 404), (accused, 404), (await assembly.as_actor(), 404)):
        asked = [
            await client.get(f"{path}/preflight"),
            await client.put(f"{path}/preflight", json=answers, headers=match),
            await client.post(f"{path}/stepping-aside"),
        ]
        assert [each.status_code for each in asked] == [status] * 3
    assert (await officer.get(path)).json()["preflight"] is None, "before lock it is the leader's"


# --- what has changed is read again ----------------------------------------------------------------------------


@pytest.mark.policy("CGR-05")
async def test_someone_who_joins_before_lock_is_read_with_the_rest(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    before = await assembly.sheet()
    await assembly.read_through()
    await somebody_joins(assembly)
    told = (await assembly.read())["preflight"]
    assert (told["missing"], told["outdated"]) == ([], ["roll", "rule"])
    assert await refused(assembly) == ("preflight-outdated", {"roll", "rule"})
    stale = await assembly.answer(answers_to(before), expect=409)
    assert (stale["code"], parts(stale)) == ("preflight-outdated", {"roll", "rule"})
    locked = await assembly.lock()
    assert (locked["roll_size"], locked["preflight"]["roll_count"], locked["preflight"]["of"]) == (7, 7, 7)


@pytest.mark.policy("CGR-05")
async def test_one_who_takes_anothers_place_changes_the_roll_though_not_its_number(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    before = await assembly.sheet()
    await assembly.read_through()
    async with assembly.database.writing() as db:
        [term] = (await db.exec(select(Term).where(Term.person_id == assembly.voters[0]))).all()
        term.ends_on = days_ago(1)
    await somebody_joins(assembly)
    after = await assembly.sheet()
    assert under(before, POLICY)["roll"]["count"] == under(after, POLICY)["roll"]["count"]
    assert await refused(assembly) == ("preflight-outdated", {"roll"})
    stale = await assembly.answer(answers_to(before), expect=409)
    assert (stale["code"], parts(stale)) == ("preflight-outdated", {"roll"})
    await assembly.lock()


@pytest.mark.policy("CGR-04")
@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("roll", {"count": 7}),
        ("roll", {"mark": "ab" * 16}),
        ("rule", {"of": 7}),
        ("rule", {"needed": 3}),
        ("rule", {"needed": None}),
        ("rule", {"mark": "ab" * 16}),
    ],
)
async def test_numbers_that_are_not_the_votes_are_refused(
    assemble: Assemble, field: str, shown: dict[str, Any]
) -> None:
    assembly = await convened(assemble)
    answers = answers_to(await assembly.sheet())
    told = await assembly.answer(answers | {field: answers[field] | shown}, expect=409)
    assert (told["code"], parts(told)) == ("preflight-outdated", {field})
    assert (await assembly.read())["preflight"]["missing"] == sorted(ALL_PARTS), "nothing of it was kept"


async def test_a_question_a_caution_or_a_warning_of_another_vote_is_refused(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    answers = answers_to(await assembly.sheet())
    others = {"question": "Something else?", "caution": "tellers-open", "warnings": []}
    for field, other in others.items():
        told = await assembly.answer(answers | {field: other}, expect=409)
        assert (told["code"], parts(told)) == ("preflight-outdated", {field})


async def test_with_tellers_the_caution_says_something_else_and_is_read_again(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    await assembly.read_through()
    await tellers_of(assembly)
    assert await refused(assembly) == ("preflight-outdated", {"caution"})
    await assembly.lock()


async def test_a_question_in_another_language_is_read_again(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    await assembly.read_through()
    async with assembly.database.writing() as db:
        house = (await db.exec(select(Association))).one()
        house.language = Language.ENGLISH
    assert await refused(assembly) == ("preflight-outdated", {"question"})


@pytest.mark.parametrize("was_locked", [False, True])
async def test_convened_anew_it_is_all_read_anew(assemble: Assemble, *, was_locked: bool) -> None:
    assembly = await convened(assemble)
    await assembly.read_through(statute=GROUP, federation=HELD, conflicted=[str(assembly.voters[0])])
    if was_locked:
        await assembly.lead("lock")
    await assembly.set_times()
    told = await assembly.read()
    assert (told["statute"], set(told["preflight"]["missing"])) == (POLICY, ALL_PARTS)
    assert told["preflight"]["conflicted"] == [str(assembly.voters[0])], "what somebody said of themselves stays said"
    assert (await refused(assembly))[0] == "preflight-missing"
    await assembly.lock()


# --- which statute ---------------------------------------------------------------------------------------------


@pytest.mark.policy("CGR-05")
async def test_the_groups_statute_leaves_substitutes_without_the_vote(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    sheet = await assembly.sheet()
    by_policy, by_group = under(sheet, POLICY), under(sheet, GROUP)
    assert [len(by_policy[who]) for who in ("members", "substitutes")] == [4, 2]
    assert (by_group["members"], by_group["substitutes"]) == (by_policy["members"], [])
    assert [(each["rule"]["of"], each["rule"]["needed"]) for each in (by_policy, by_group)] == [(6, 4), (4, 3)]
    told = await assembly.read_through(statute=GROUP, federation=HELD, paragraph="§ 7")
    assert (told["statute"], told["voters_today"], told["preflight"]["roll_count"]) == (GROUP, 4, 4)
    await assembly.lead("lock")
    roll = (await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/roll")).json()["entries"]
    assert {line["name"] for line in roll} == {line["name"] for line in by_group["members"]}
    substitute = await assembly.as_actor(person=assembly.voters[2])
    await assembly.lead("summons")
    assert (await substitute.get(f"/api/v1/votes/{assembly.vote_id}")).status_code == 404


async def test_what_was_read_under_the_other_statute_counts_for_nothing(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    answers = answers_to(await assembly.sheet())
    told = await assembly.answer(answers | {"statute": GROUP, "federation": HELD}, expect=409)
    assert (told["code"], parts(told)) == ("preflight-outdated", {"roll", "rule", "warnings"})
    assert (await assembly.read())["statute"] == POLICY


async def test_the_groups_statute_waits_for_both_hearings(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    told = await assembly.read_through(statute=GROUP)
    assert told["preflight"]["missing"] == ["hearing"]
    assert await refused(assembly) == ("preflight-missing", {"hearing"})
    await assembly.read_through(statute=GROUP, federation=HELD)
    assert (await assembly.lead("lock"))["preflight"]["federation"] == HELD


@pytest.mark.policy("REE-04")
async def test_where_the_policy_asks_for_no_hearing_the_groups_statute_does(assemble: Assemble) -> None:
    assembly = await assemble(5)
    await assembly.raise_vote(kind="consultation")
    await assembly.set_times()
    await assembly.read_through(statute=GROUP, federation=HELD)
    assert await refused(assembly) == ("preflight-missing", {"hearing"})
    heard = await assembly.lead("hearing", {"outcome": "declined", "note": "They had nothing to add"})
    assert (heard["status"], heard["hearing"]) == ("convened", "declined")
    again = await assembly.lead("hearing", {"outcome": "declined", "note": "Once more"}, expect=409)
    assert again["code"] == "vote-transition-not-allowed"
    assert (await assembly.lead("lock"))["status"] == "roll_locked"


async def test_a_consultation_under_the_policy_needs_no_hearing(assemble: Assemble) -> None:
    assembly = await assemble(5)
    await assembly.raise_vote(kind="consultation")
    await assembly.set_times()
    assert (await assembly.lock())["hearing"] is None


async def test_the_federations_hearing_is_dated_when_held_and_over_when_its_time_is(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    yet_to_come = (today() + timedelta(days=1)).isoformat()
    for federation, statute in (
        ({"outcome": "held"}, GROUP),
        ({"outcome": "declined", "heard_on": today().isoformat()}, GROUP),
        ({"outcome": "held", "heard_on": yet_to_come}, GROUP),
        (HELD, POLICY),
    ):
        sheet = await assembly.sheet()
        told = await assembly.answer(answers_to(sheet, statute=statute, federation=federation), expect=422)
        assert told["code"] == "invalid-input"
    ran_out = {"outcome": "time_ran_out", "heard_on": None}
    sheet = await assembly.sheet()
    early = await assembly.answer(answers_to(sheet, statute=GROUP, federation=ran_out), expect=409)
    assert early["code"] == "federation-time-not-over"
    with clock.turned(timedelta(days=15)):
        assembly.chair = await assembly.as_actor(person=assembly.chair.person_id)
        told = await assembly.read_through(statute=GROUP, federation=ran_out)
    assert (told["preflight"]["federation"], told["preflight"]["missing"]) == (ran_out, [])


# --- who is part of it -----------------------------------------------------------------------------------------


@pytest.mark.policy("CON-01", "CON-04")
async def test_whoever_declares_a_conflict_neither_assists_nor_counts_and_keeps_their_vote(
    assemble: Assemble,
) -> None:
    assembly = await convened(assemble)
    officer = await assembly.as_actor(Office.SECURITY_OFFICER)
    pages = await tellers_of(assembly)
    voter = assembly.voters[0]
    named = [str(officer.person_id), str(pages[0].client.person_id), str(voter)]
    told = await assembly.read_through(conflicted=named)
    assert told["preflight"]["declared"] == 3
    assert set(told["preflight"]["conflicted"]) == set(named)
    assert told["voters_today"] == 6, "nothing is taken from the roll"
    for client in (officer, pages[0].client):
        assert (await client.get(f"/api/v1/votes/{assembly.vote_id}")).status_code == 404
    assert len((await pages[1].told())["tellers"]) == 2
    wish = {"person_ids": named[1:2] + [str(each.client.person_id) for each in pages[1:]], "threshold": 2}
    again = await assembly.chair.put(
        f"/api/v1/votes/{assembly.vote_id}/tellers", json=wish, headers={"If-Match": f'"{assembly.version}"'}
    )
    assert again.json()["code"] == "teller-not-eligible"
    await assembly.lead("lock")
    await assembly.lead("summons")
    client = await assembly.as_actor(person=voter)
    seen = await assembly.read(client)
    assert (seen["preflight"]["declared"], seen["preflight"]["conflicted"]) == (3, None), "a number, and nobody"


@pytest.mark.policy("CON-01")
async def test_one_who_was_named_by_mistake_is_let_back_and_one_who_is_barred_is_not(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    officer = await assembly.as_actor(Office.SECURITY_OFFICER)
    barred = await assembly.as_actor(Office.SECURITY_OFFICER)

    async def bar(person_id: UUID, *, again: bool) -> None:
        async with assembly.database.writing() as db:
            vote = await load(db, UUID(assembly.vote_id), to_change=True)
            if again:
                await conflicts.let_back(db, vote, person_id)
            else:
                await conflicts.keep_away(db, vote, person_id, is_off_roll=False, by="test")

    async def sees(client: ActorClient) -> bool:
        return (await client.get(f"/api/v1/votes/{assembly.vote_id}")).status_code == 200

    await bar(barred.person_id, again=False)
    told = await assembly.read_through(conflicted=[str(officer.person_id), str(barred.person_id)])
    assert told["preflight"]["declared"] == 2
    assert [await sees(each) for each in (officer, barred)] == [False, False]
    told = await assembly.read_through(conflicted=[])
    assert (told["preflight"]["declared"], told["preflight"]["conflicted"]) == (0, []), "a bar does not show"
    assert [await sees(each) for each in (officer, barred)] == [True, False]
    await assembly.read_through(conflicted=[str(barred.person_id)])
    await bar(barred.person_id, again=True)
    assert await sees(barred) is False, "the bar is lifted, and what they said of themselves stands"
    await assembly.read_through(conflicted=[])
    assert await sees(barred) is True
    async with assembly.database.reading() as db:
        assert (await db.exec(select(VoteConflict))).all() == []


async def test_only_people_of_the_register_are_named_and_never_whom_it_concerns(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    for person_id in (str(assembly.accused.person_id), "00000000-0000-4000-8000-000000000000"):
        sheet = await assembly.sheet()
        told = await assembly.answer(answers_to(sheet, conflicted=[person_id]), expect=422)
        assert [field["field"] for field in told["errors"]] == ["body.conflicted.0"]
    twice = [str(assembly.voters[0])] * 2
    assert (await assembly.answer(answers_to(await assembly.sheet(), conflicted=twice), expect=422))["code"]


@pytest.mark.policy("CON-01", "CON-02")
async def test_a_leader_who_is_part_of_it_steps_aside_and_the_next_reads_it_all_anew(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    vice_chair = await reached_by_mail(assembly, Office.VICE_CHAIR, "vice@example.org")
    await assembly.as_actor(Office.COUNCIL_MEMBER, person=assembly.chair.person_id)
    told = await assembly.answer(
        answers_to(await assembly.sheet(), conflicted=[str(assembly.chair.person_id)]), expect=409
    )
    assert told["code"] == "leader-in-conflict"
    await assembly.read_through()
    path, aside = f"/api/v1/votes/{assembly.vote_id}", assembly.chair
    assert (await aside.post(f"{path}/stepping-aside")).status_code == 204
    assert [(await aside.get(path)).status_code, (await aside.post(f"{path}/stepping-aside")).status_code] == [404] * 2
    await assembly.due()
    assert [mail.to for mail in assembly.mail.sent] == ["vice@example.org"], "and nobody else"
    assembly.chair = vice_chair
    assembly.version = (await assembly.read())["version"]
    assert (await refused(assembly)) == ("preflight-missing", ALL_PARTS)
    told = await assembly.read_through(conflicted=[])
    assert (told["preflight"]["declared"], told["preflight"]["conflicted"]) == (1, []), "no answer takes it back"
    assert (await aside.get(path)).status_code == 404
    await assembly.lead("lock")
    await assembly.lead("summons")
    assert (await aside.get(path)).json()["leads"] is False, "they have a vote like everyone"


@pytest.mark.policy("CON-02")
async def test_when_chair_and_vice_chair_are_part_of_it_the_board_is_told_and_leads(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    vice_chair = await reached_by_mail(assembly, Office.VICE_CHAIR, "vice@example.org")
    board_member = await reached_by_mail(assembly, Office.BOARD_MEMBER, "board@example.org")
    path = f"/api/v1/votes/{assembly.vote_id}"
    assert (await board_member.get(path)).status_code == 404
    for leader in (assembly.chair, vice_chair):
        assert (await leader.post(f"{path}/stepping-aside")).status_code == 204
    assert (await board_member.get(path)).json()["leads"] is True
    await assembly.due()
    assert [mail.to for mail in assembly.mail.sent] == ["vice@example.org", "board@example.org"]
    assert assembly.mail.sent[1].subject == "Något väntar på dig", "it says nothing of the matter"


@pytest.mark.policy("CON-02")
async def test_with_nobody_left_to_lead_the_federation_is_told_that_help_is_needed(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    await reached_by_mail(assembly, Office.FEDERATION, "federation@example.org")
    path = f"/api/v1/votes/{assembly.vote_id}"
    assert (await assembly.chair.post(f"{path}/stepping-aside")).status_code == 204
    await assembly.due()
    assert [(mail.to, mail.subject) for mail in assembly.mail.sent] == [
        ("federation@example.org", "Föreningen behöver er hjälp")
    ]


async def test_nobody_steps_aside_from_what_is_over(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    await assembly.lead("cancellation", {"reason": "It was withdrawn"})
    answer = await assembly.chair.post(f"/api/v1/votes/{assembly.vote_id}/stepping-aside")
    assert (answer.status_code, answer.json()["code"]) == (409, "vote-has-moved-on")


# --- what is kept, and told ------------------------------------------------------------------------------------


async def test_the_group_reads_the_answers_from_lock_on_and_minutes_have_them(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    paragraph = "§ 12 tredje stycket"
    await assembly.read_through(statute=GROUP, federation=HELD, paragraph=paragraph)
    async with assembly.database.reading() as db:
        assert await preflight.answers_of(db, await load(db, UUID(assembly.vote_id), to_change=False)) is None
    await assembly.lead("lock")
    await assembly.lead("summons")
    member = await assembly.as_actor(person=assembly.voters[0])
    told = (await assembly.read(member))["preflight"]
    assert told == {
        "statute": GROUP,
        "paragraph": paragraph,
        "federation": HELD,
        "roll_count": 4,
        "of": 4,
        "needed": 3,
        "declared": 0,
        "warnings": ["small_group", "too_few_to_open"],
        "missing": [],
        "outdated": [],
        "conflicted": None,
    }
    async with assembly.database.reading() as db:
        found = await preflight.answers_of(db, await load(db, UUID(assembly.vote_id), to_change=False))
        assert found is not None
        assert (found.statute, found.paragraph, found.roll) == (Statute.GROUP_STATUTE, paragraph, 4)
        assert (found.of, found.needed, found.declared) == (4, 3, 0)
        assert (found.hearing, found.heard_on) == (HearingOutcome.HELD, today())


async def test_a_teller_from_outside_the_group_is_not_told_of_it(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    pages = await tellers_of(assembly)
    await assembly.lock()
    answer = await pages[0].client.get(f"/api/v1/votes/{assembly.vote_id}")
    assert (answer.status_code, answer.json()["preflight"]) == (200, None)


async def test_the_database_holds_no_answer_in_clear_and_the_log_one_line(assemble: Assemble) -> None:
    assembly = await convened(assemble)
    paragraph = "Kanarie paragraf"
    await assembly.read_through(statute=GROUP, federation=HELD, paragraph=paragraph)
    await assembly.read_through(statute=GROUP, federation=HELD, paragraph=paragraph)
    async with assembly.database.reading() as db:
        kept = (await db.exec(select(Vote.sealed_preflight))).one()
        assert kept is not None
        for shown in (paragraph, "held", *map(str, assembly.voters)):
            assert shown.encode() not in kept
        events = (await db.exec(select(AuditEvent).where(AuditEvent.kind == "vote-preflight-done"))).all()
        assert len(events) == 1


# --- arithmetic ------------------------------------------------------------------------------------------------

RULES = st.builds(
    lambda part, more, base, strict: MajorityRule(part, part + more, base, strict and more > 0),
    st.integers(1, 9),
    st.integers(0, 9),
    st.sampled_from(MajorityBase),
    st.booleans(),
)


@pytest.mark.policy("CGR-04")
@given(rule=RULES, voters=st.integers(0, 200))
def test_the_number_that_is_read_is_the_least_that_denies_confidence_if_all_take_a_stand(
    rule: MajorityRule, voters: int
) -> None:
    of, needed = preflight_rules.numbers_of(rule, voters=voters)
    assert of == voters
    turnout = Turnout(roll=voters, present=voters, drawn=voters, envelopes=voters)
    denying = [n for n in range(voters + 1) if confidence_is_denied(Tally(n, voters - n, 0), rule, turnout)]
    assert needed == (denying[0] if denying else None)
    assert denying == ([] if needed is None else list(range(needed, voters + 1)))


@pytest.mark.policy("CGR-04")
def test_of_35_deciding_24_are_read() -> None:
    assert preflight_rules.numbers_of(MajorityRule(2, 3, MajorityBase.DECIDED, strict=False), voters=35) == (35, 24)


@given(one=st.lists(st.uuids(), unique=True, max_size=8), other=st.lists(st.uuids(), unique=True, max_size=8))
def test_a_roll_has_one_mark_in_any_order_and_another_roll_another(one: list[UUID], other: list[UUID]) -> None:
    keys, vote_id = Keys(b"k" * 32), UUID(int=1)

    def mark(voters: list[UUID], *, vote_id: UUID = vote_id, statute: Statute = Statute.GROUP_STATUTE) -> str:
        return preflight.mark_of_roll(keys, vote_id=vote_id, statute=statute, voters=voters)

    assert mark(one) == mark(one[::-1])
    assert (mark(one) == mark(other)) == (set(one) == set(other))
    assert mark(one) != mark(one, vote_id=UUID(int=2))
    assert mark(one) != mark(one, statute=Statute.ASSOCIATION_POLICY)
