"""Who sees a case, who opens what, and that everyone else gets a stranger's answer."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access.rules import CASE_ACTIONS, COMPARTMENTS, Action, CaseRole, Compartment, Office
from app.audit.models import AuditEvent
from app.auth.hooks import account_rekeyed
from app.cases.hooks import CaseHooks
from app.cases.models import Grant
from app.cases.opening import BarredIsSeated, NamedParty
from app.cases.rules import PartyRole
from app.policy.terms import ORIGINS, Category
from app.vault import service as vault
from tests.support.actors import Actors
from tests.support.held_cases import CANARY, Keyholder, OpenedCase, a_case, a_keyholder, without_key
from tests.support.stored import everything_stored, holds

pytestmark = pytest.mark.anyio

SUPPORT_ONLY = {"contact": (CaseRole.CONTACT_PERSON, [Compartment.SUPPORT])}


async def test_the_officer_finds_the_case_and_reads_what_was_told(app: FastAPI, as_actor: Actors) -> None:
    case = await a_case(app, as_actor)
    officer = case.holders["officer"].client
    listed = (await officer.get("/api/v1/cases")).json()
    assert [line["reference"] for line in listed["items"]] == [case.case.reference]
    opened = await officer.post(f"{case.url}/compartments/submission/opening")
    assert [text["text"] for text in opened.json()["items"]] == [CANARY]


@pytest.mark.policy("CON-01", "ORG-04")
@pytest.mark.parametrize(
    "offices",
    [(), (Office.ADMINISTRATOR,), (Office.CHAIR,), (Office.SECURITY_OFFICER,), (Office.COUNCIL_SUBSTITUTE,)],
    ids=["stranger", "administrator", "chair", "another officer", "substitute"],
)
async def test_an_office_alone_opens_no_case_and_shows_none(
    app: FastAPI, as_actor: Actors, offices: tuple[Office, ...]
) -> None:
    case = await a_case(app, as_actor)
    outsider = (await a_keyholder(app, as_actor, *offices)).client
    there, nowhere = await outsider.get(case.url), await outsider.get(f"/api/v1/cases/{uuid4()}")
    assert there.status_code == nowhere.status_code == 404
    assert there.content == nowhere.content
    assert there.headers.keys() == nowhere.headers.keys()
    assert (await outsider.get("/api/v1/cases")).json() == {"items": [], "next": None}


async def test_a_refusal_is_recorded_for_what_is_not_there_too(app: FastAPI, as_actor: Actors) -> None:
    case = await a_case(app, as_actor)
    outsider = (await a_keyholder(app, as_actor)).client
    nowhere = uuid4()
    await outsider.get(case.url)
    await outsider.get(f"/api/v1/cases/{nowhere}")
    async with app.state.database.reading() as db:
        refused = (await db.exec(select(AuditEvent).where(AuditEvent.kind == "refused"))).all()
    assert {event.subject for event in refused} == {str(case.id), str(nowhere)}
    assert {event.actor for event in refused} == {outsider.tag}


@pytest.mark.policy("CON-01")
async def test_a_bar_beats_a_grant_that_was_left_behind(app: FastAPI, as_actor: Actors) -> None:
    chair = await a_keyholder(app, as_actor, Office.CHAIR)
    case = await a_case(app, as_actor, barred=[chair.person_id])
    async with app.state.database.writing() as db:
        db.add(
            Grant(
                case_id=case.id,
                holder=chair.tag,
                role=CaseRole.ACCOUNTABLE,
                compartments=["report", "decisions"],
                why="left behind",
                given_by="test",
                given_at=case.case.opened_at,
            )
        )
    assert (await chair.client.get(case.url)).status_code == 404
    assert (await chair.client.get("/api/v1/cases")).json()["items"] == []


@pytest.mark.policy("CON-01")
async def test_nobody_can_seat_someone_the_same_draft_bars(app: FastAPI, as_actor: Actors) -> None:
    officer = await a_keyholder(app, as_actor, Office.SECURITY_OFFICER)
    with pytest.raises(BarredIsSeated):
        await a_case(app, as_actor, officer=officer, barred=[officer.person_id])


@pytest.mark.policy("KNO-01", "PRN-05")
async def test_the_accused_opens_what_is_released_to_them_and_cannot_see_the_case(
    app: FastAPI, as_actor: Actors
) -> None:
    case = await a_case(app, as_actor, seats={"accused": (CaseRole.ACCUSED, [Compartment.HEARING])})
    accused = case.holders["accused"].client
    assert (await accused.get(case.url)).status_code == 404
    assert (await accused.get("/api/v1/cases")).json()["items"] == []
    for compartment in Compartment:
        answer = await accused.post(f"{case.url}/compartments/{compartment.value}/opening")
        assert answer.status_code == 404


async def test_a_contact_person_opens_support_and_nothing_else(app: FastAPI, as_actor: Actors) -> None:
    case = await a_case(app, as_actor, seats=SUPPORT_ONLY)
    contact = case.holders["contact"].client
    assert (await contact.get(case.url)).json()["my_compartments"] == ["support"]
    assert (await contact.post(f"{case.url}/compartments/support/opening")).status_code == 200
    for compartment in set(Compartment) - {Compartment.SUPPORT}:
        answer = await contact.post(f"{case.url}/compartments/{compartment.value}/opening")
        assert answer.json()["code"] == "compartment-not-open"
    refused = await contact.post(f"{case.url}/acknowledgement")
    assert refused.status_code == 403


async def test_a_grant_row_that_says_more_than_its_role_is_not_believed(app: FastAPI, as_actor: Actors) -> None:
    case = await a_case(app, as_actor, seats=SUPPORT_ONLY)
    async with app.state.database.writing() as db:
        grant = (await db.exec(select(Grant).where(Grant.role == CaseRole.CONTACT_PERSON))).one()
        grant.compartments = ["support", "investigation"]
        db.add(grant)
    seen = (await case.holders["contact"].client.get(case.url)).json()
    assert seen["my_compartments"] == ["support"]


async def test_without_the_vaults_cookie_nothing_opens(app: FastAPI, as_actor: Actors) -> None:
    case = await a_case(app, as_actor)
    officer = without_key(case.holders["officer"], as_actor)
    texts = (await officer.post(f"{case.url}/compartments/submission/opening")).json()["items"]
    assert [text["text"] for text in texts] == [None]


async def test_opening_a_compartment_leaves_a_trace(app: FastAPI, as_actor: Actors) -> None:
    case = await a_case(app, as_actor)
    await case.holders["officer"].client.post(f"{case.url}/compartments/submission/opening")
    async with app.state.database.reading() as db:
        events = (await db.exec(select(AuditEvent).where(AuditEvent.kind == "compartment-opened"))).all()
    assert [(event.actor, event.subject, event.codes) for event in events] == [
        (case.holders["officer"].tag, str(case.id), {"compartment": "submission"})
    ]


@pytest.mark.policy("SOI-02")
async def test_in_an_internal_case_the_chair_reads_the_report_only_after_the_affected_said_yes(
    app: FastAPI, as_actor: Actors
) -> None:
    case = await a_case(app, as_actor)
    officer = case.holders["officer"].client
    chair = await a_keyholder(app, as_actor, Office.CHAIR)
    wanted = {"person_id": str(chair.person_id), "role": "accountable", "compartments": ["report"]}
    assert (await officer.post(f"{case.url}/people", json=wanted)).json()["code"] == "consent-missing"
    answer = {"question": "involve_chair", "is_given": True}
    assert (await officer.post(f"{case.url}/consents", json=answer)).status_code == 201
    let_in = await officer.post(f"{case.url}/people", json=wanted)
    assert let_in.status_code == 201, let_in.text
    assert let_in.json()["awaits_key"] is False
    written = {"kind": "narrative", "text": "what happened, in order"}
    await officer.post(f"{case.url}/compartments/report/texts", json=written)
    read = (await chair.client.post(f"{case.url}/compartments/report/opening")).json()["items"]
    assert [text["text"] for text in read] == ["what happened, in order"]


@pytest.mark.policy("SOI-02", "SOI-03")
async def test_a_chair_who_was_told_first_gets_the_report_when_the_yes_comes_later(
    app: FastAPI, as_actor: Actors
) -> None:
    case = await a_case(app, as_actor)
    officer = case.holders["officer"].client
    chair = await a_keyholder(app, as_actor, Office.CHAIR)
    written = {"kind": "narrative", "text": "what happened, in order"}
    await officer.post(f"{case.url}/compartments/report/texts", json=written)
    to = {"person_id": str(chair.person_id), "role": "accountable"}
    first = await officer.post(f"{case.url}/people", json=to | {"compartments": ["decisions"]})
    assert first.status_code == 201, first.text
    more = to | {"compartments": ["report"]}
    assert (await officer.post(f"{case.url}/people", json=more)).json()["code"] == "consent-missing"
    await officer.post(f"{case.url}/consents", json={"question": "involve_chair", "is_given": True})
    let_in = await officer.post(f"{case.url}/people", json=more)
    assert let_in.status_code == 201, let_in.text
    assert let_in.json()["id"] == first.json()["id"], "the same grant opens more"
    assert let_in.json()["compartments"] == ["decisions", "report"]
    read = (await chair.client.post(f"{case.url}/compartments/report/opening")).json()["items"]
    assert [text["text"] for text in read] == ["what happened, in order"]
    assert (await officer.post(f"{case.url}/people", json=more)).json()["code"] == "not-eligible"
    await officer.post(f"{case.url}/consents", json={"question": "involve_chair", "is_given": False})
    assert (await chair.client.post(f"{case.url}/compartments/report/opening")).status_code == 403


async def test_letting_in_gives_the_keys_to_what_was_written_before(app: FastAPI, as_actor: Actors) -> None:
    case = await a_case(app, as_actor)
    officer = case.holders["officer"].client
    await officer.post(f"{case.url}/compartments/decisions/texts", json={"kind": "note", "text": "before"})
    member = await a_keyholder(app, as_actor, Office.BOARD_MEMBER)
    made = (await officer.post(f"{case.url}/people", json=as_decider(member))).json()
    read = (await member.client.post(f"{case.url}/compartments/decisions/opening")).json()["items"]
    assert [text["text"] for text in read] == ["before"]
    assert (await officer.post(f"{case.url}/people/{made['id']}/end")).status_code == 204
    assert (await member.client.get(case.url)).status_code == 404


def as_decider(member: Keyholder) -> dict[str, Any]:
    return {"person_id": str(member.person_id), "role": "decider", "compartments": ["decisions"]}


OWN_ACTS = ["reporter", "affected", "accused", "group_member", "contact_person", "investigator"]


@pytest.mark.policy("SOI-02", "UNK-05", "ORG-04", "CON-05")
@pytest.mark.parametrize("role", OWN_ACTS)
async def test_nobody_lets_themself_or_another_in_round_the_policy(app: FastAPI, as_actor: Actors, role: str) -> None:
    """A chair who may not read an internal report has keys that stand by; no role given by hand makes them open."""
    chair = await a_keyholder(app, as_actor, Office.CHAIR, Office.BOARD_MEMBER)
    case = await a_case(app, as_actor, standby=[chair])
    async with app.state.database.writing() as db:
        db.add(a_grant(case, chair, role=CaseRole.ACCOUNTABLE, compartments=["decisions"]))
    friend = await a_keyholder(app, as_actor, Office.BOARD_MEMBER)
    for compartment in COMPARTMENTS[CaseRole(role)]:
        for whom in (chair, friend):
            for by in (chair.client, case.holders["officer"].client):
                wanted = {"person_id": str(whom.person_id), "role": role, "compartments": [compartment]}
                answer = await by.post(f"{case.url}/people", json=wanted)
                assert (answer.status_code, answer.json()["code"]) == (409, "not-eligible")
    assert (await chair.client.post(f"{case.url}/people", json=as_decider(chair))).status_code == 409
    for closed in ("submission", "report", "investigation"):
        opened = await chair.client.post(f"{case.url}/compartments/{closed}/opening")
        assert opened.json()["code"] == "compartment-not-open"
    assert (await friend.client.get(case.url)).status_code == 404


def a_grant(case: OpenedCase, whom: Keyholder, *, role: CaseRole, compartments: list[str]) -> Grant:
    return Grant(
        case_id=case.id,
        holder=whom.tag,
        role=role,
        compartments=compartments,
        why="test",
        given_by="test",
        given_at=case.case.opened_at,
    )


@pytest.mark.policy("SOI-02")
async def test_a_consent_that_is_taken_back_takes_the_reading_back(app: FastAPI, as_actor: Actors) -> None:
    chair = await a_keyholder(app, as_actor, Office.CHAIR)
    case = await a_case(app, as_actor, standby=[chair])
    officer = case.holders["officer"].client
    opens = {"person_id": str(chair.person_id), "role": "accountable", "compartments": ["report"]}
    for is_given in (True, False):
        await officer.post(f"{case.url}/consents", json={"question": "involve_chair", "is_given": is_given})
        if is_given:
            assert (await officer.post(f"{case.url}/people", json=opens)).status_code == 201
            assert (await chair.client.post(f"{case.url}/compartments/report/opening")).status_code == 200
    assert (await chair.client.post(f"{case.url}/compartments/report/opening")).status_code in {403, 404}
    async with app.state.database.reading() as db:
        assert "report" not in await vault.names_wrapped_to(db, case_id=case.id, holder_id=chair.holder.id) or (
            await vault.open_versions(
                db,
                await vault.version_ids(db, case_id=case.id, names=["report"]),
                holder_id=chair.holder.id,
                seed=chair.client.actor.holder_seed,
            )
            == {}
        )


@pytest.mark.policy("CON-05")
async def test_who_leads_is_not_put_out_by_one_other_hand(app: FastAPI, as_actor: Actors) -> None:
    chair = await a_keyholder(app, as_actor, Office.CHAIR)
    case = await a_case(app, as_actor)
    async with app.state.database.writing() as db:
        theirs = a_grant(case, chair, role=CaseRole.ACCOUNTABLE, compartments=["decisions"])
        db.add(theirs)
    officer = case.holders["officer"].client
    grants = (await officer.get(f"{case.url}/people")).json()["items"]
    for by in (chair.client, officer):
        for each in grants:
            if each["person"]["person_id"] != str(by.person_id):
                ended = await by.post(f"{case.url}/people/{each['id']}/end")
                assert ended.json()["code"] == "not-let-out-by-hand"
    own = next(each for each in grants if each["person"]["person_id"] == str(chair.person_id))
    assert (await chair.client.post(f"{case.url}/people/{own['id']}/end")).status_code == 204
    last = next(each for each in grants if each["person"]["person_id"] == str(officer.person_id))
    assert (await officer.post(f"{case.url}/people/{last['id']}/end")).status_code == 409, "the last stays"


async def test_who_has_no_key_to_hand_on_leaves_the_new_one_waiting(app: FastAPI, as_actor: Actors) -> None:
    case = await a_case(app, as_actor)
    member = await a_keyholder(app, as_actor, Office.BOARD_MEMBER)
    keyless = without_key(case.holders["officer"], as_actor)
    made = (await keyless.post(f"{case.url}/people", json=as_decider(member))).json()
    assert made["awaits_key"] is True
    given = await case.holders["officer"].client.post(f"{case.url}/people/{made['id']}/key")
    assert given.json()["awaits_key"] is False


async def test_an_account_with_new_keys_is_nobody_until_someone_has_checked(app: FastAPI, as_actor: Actors) -> None:
    case = await a_case(app, as_actor, seats=SUPPORT_ONLY)
    contact, officer = case.holders["contact"], case.holders["officer"].client
    async with app.state.database.writing() as db:
        await account_rekeyed(db, contact.person_id)
    assert (await contact.client.get(case.url)).status_code == 404
    assert (await contact.client.get("/api/v1/cases")).json()["items"] == []
    (waiting,) = [one for one in (await officer.get(f"{case.url}/people")).json()["items"] if one["awaits_key"]]
    await officer.post(f"{case.url}/people/{waiting['id']}/key")
    assert (await contact.client.get(case.url)).status_code == 200


@pytest.mark.policy("SOM-04")
async def test_a_municipal_case_is_told_to_nobody_off_its_list(app: FastAPI, as_actor: Actors) -> None:
    case = await a_case(app, as_actor, category=Category.MUNICIPAL)
    officer = case.holders["officer"].client
    told = {"recipient": "federation", "with_name": False, "reason": "they asked"}
    refused = await officer.post(f"{case.url}/disclosures", json=told)
    assert refused.json()["code"] == "recipient-not-allowed"
    allowed = {"recipient": "municipal_security_officer", "with_name": True, "reason": "SOM-03"}
    assert (await officer.post(f"{case.url}/disclosures", json=allowed)).status_code == 201
    listed = (await officer.get(f"{case.url}/disclosures")).json()["items"]
    assert [(one["recipient"], one["with_name"]) for one in listed] == [("municipal_security_officer", True)]


async def test_a_new_category_takes_at_once_what_it_does_not_give(app: FastAPI, as_actor: Actors) -> None:
    case = await a_case(
        app,
        as_actor,
        seats={
            "investigator": (CaseRole.INVESTIGATOR, [Compartment.INVESTIGATION]),
            "contact": (CaseRole.CONTACT_PERSON, [Compartment.SUPPORT]),
        },
    )
    head = await case.holders["officer"].client.get(case.url)
    changed = await case.holders["officer"].client.put(
        f"{case.url}/category",
        json={"category": "party", "reason": "it came from outside"},
        headers={"If-Match": head.headers["ETag"]},
    )
    assert changed.status_code == 200, changed.text
    assert (await case.holders["investigator"].client.get(case.url)).status_code == 404
    assert (await case.holders["contact"].client.get(case.url)).json()["my_compartments"] == ["support"]


@pytest.mark.policy("PRN-02")
async def test_category_never_sets_the_order_of_a_list(app: FastAPI, as_actor: Actors) -> None:
    officer = await a_keyholder(app, as_actor, Office.SECURITY_OFFICER)
    made = [await a_case(app, as_actor, officer=officer, category=category) for category in ORIGINS]
    seen = []
    after: str | None = None
    for _ in ORIGINS:
        query = "?limit=1" + (f"&after={after}" if after else "")
        page = (await officer.client.get(f"/api/v1/cases{query}")).json()
        seen += [line["id"] for line in page["items"]]
        after = page["next"]
    assert after is None
    assert seen == [str(case.id) for case in reversed(made)]


async def test_stages_follow_one_another_and_say_what_they_need(app: FastAPI, as_actor: Actors) -> None:
    case = await a_case(app, as_actor)
    officer = case.holders["officer"].client
    acknowledged = await officer.post(f"{case.url}/acknowledgement")
    assert acknowledged.json()["stage"] == "acknowledged"
    again = await officer.post(f"{case.url}/acknowledgement")
    assert again.json()["version"] == acknowledged.json()["version"]
    seen = {"If-Match": again.headers["ETag"]}
    jumped = await officer.put(f"{case.url}/stage", json={"stage": "mapping"}, headers=seen)
    assert jumped.json()["code"] == "stage-not-next"
    unasked = await officer.put(f"{case.url}/stage", json={"stage": "assessing"})
    assert unasked.json()["code"] == "precondition-required"
    moved = await officer.put(f"{case.url}/stage", json={"stage": "assessing"}, headers=seen)
    stale = await officer.put(f"{case.url}/stage", json={"stage": "triage"}, headers=seen)
    assert stale.json()["code"] == "version-mismatch"
    triage = await officer.put(
        f"{case.url}/stage", json={"stage": "triage"}, headers={"If-Match": moved.headers["ETag"]}
    )
    unsaid = await officer.put(
        f"{case.url}/stage", json={"stage": "mapping"}, headers={"If-Match": triage.headers["ETag"]}
    )
    assert unsaid.json()["errors"] == [{"field": "body.phase", "code": "missing"}]


async def test_closing_waits_until_the_affected_person_was_asked(app: FastAPI, as_actor: Actors) -> None:
    app.state.case_hooks = CaseHooks(
        duties=(), category_changed=(), stage_changed=()
    )  # no plan: only the asking is left
    case = await a_case(app, as_actor, category=Category.PARTY)
    officer = case.holders["officer"].client
    head = await officer.post(f"{case.url}/acknowledgement")
    for stage in ("assessing", "active", "follow_up"):
        head = await officer.put(f"{case.url}/stage", json={"stage": stage}, headers={"If-Match": head.headers["ETag"]})
    closing = {"reason": "the threats have stopped"}
    held = await officer.post(f"{case.url}/closing", json=closing, headers={"If-Match": head.headers["ETag"]})
    assert held.json()["errors"] == [{"field": "case", "code": "affected-not-asked"}]
    head = await officer.post(f"{case.url}/affected-asked")
    closed = await officer.post(f"{case.url}/closing", json=closing, headers={"If-Match": head.headers["ETag"]})
    assert closed.json()["stage"] == "closed"
    late = await officer.post(f"{case.url}/compartments/report/texts", json={"kind": "note", "text": "more"})
    assert late.json()["code"] == "case-closed"
    reopened = await officer.post(
        f"{case.url}/reopening", json={"reason": "it began again"}, headers={"If-Match": closed.headers["ETag"]}
    )
    assert reopened.json()["stage"] == "reopened"


async def test_a_changed_category_shuts_the_stage_that_the_new_one_does_not_have(
    app: FastAPI, as_actor: Actors
) -> None:
    case = await a_case(app, as_actor)
    officer = case.holders["officer"].client
    head = await officer.post(f"{case.url}/acknowledgement")
    for stage in ("assessing", "triage"):
        head = await officer.put(f"{case.url}/stage", json={"stage": stage}, headers={"If-Match": head.headers["ETag"]})
    changed = await officer.put(
        f"{case.url}/category",
        json={"category": "party", "reason": "it came from outside"},
        headers={"If-Match": head.headers["ETag"]},
    )
    assert (changed.json()["category"], changed.json()["stage"]) == ("party", "assessing")
    log = (await officer.get(f"{case.url}/log")).json()["items"]
    assert log[0]["kind"] == "category-changed"


async def test_what_is_written_stands_nowhere_in_clear_and_no_party_by_name(
    app: FastAPI, as_actor: Actors, tmp_path: Path
) -> None:
    affected = await a_keyholder(app, as_actor, name="Kontrollkanarie Testsson")
    party = NamedParty(PartyRole.AFFECTED, affected.person_id, "Hemligkanarie Testsson")
    case = await a_case(app, as_actor, parties=[party])
    officer = case.holders["officer"].client
    await officer.post(f"{case.url}/compartments/report/texts", json={"kind": "note", "text": "notkanarie"})
    stored = await everything_stored(app.state.database, tmp_path)
    assert holds(stored, "Kontrollkanarie Testsson"), "the register does hold names: the search is not blind"
    for secret in (CANARY, "Hemligkanarie", "notkanarie"):
        assert not holds(stored, secret)


def test_the_table_gives_the_accused_and_the_group_no_action_in_a_case() -> None:

    assert CASE_ACTIONS[CaseRole.ACCUSED] == CASE_ACTIONS[CaseRole.GROUP_MEMBER] == frozenset()
    assert all(Action.SEE in actions for role, actions in CASE_ACTIONS.items() if actions), "acting needs seeing"
