"""Every telling of the policy, in every state of consent, with the name and without: as the file's own words say.

What is expected is worked out here from the YAML as it stands, and shares no code with what decides in the app.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest
import yaml
from sqlmodel import col, select, update

from app.access.actor import Actor, ActorKind
from app.access.rules import CaseRole, Compartment, Office
from app.cases import records
from app.cases.access import HeldCase
from app.cases.models import Case, Consent, ConsentAsked, Disclosure, Wish
from app.connected import case_hooks
from app.core import clock
from app.core.database import Database, Session
from app.core.errors import DomainError
from app.core.ids import new_id
from app.disclosures import service as danger
from app.plans import doing
from app.plans.models import CaseFact, CaseStep
from app.plans.rules import StepStatus
from app.policy import loader
from app.policy.terms import Category, Condition, Recipient
from tests.support.cases import Member, a_case, a_member

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]

FILE: dict[str, Any] = yaml.safe_load((loader.PLANS / "standard" / "1.yaml").read_text(encoding="utf-8"))
STATES = ("none", "asked", "given", "refused", "withdrawn", "expired")
WISHES = ("asked without the name", "asked for by name", "taken back")
"""What was last said of every recipient, beside what was answered to every question."""
TRIED = [
    *((state, "none") for state in STATES),
    *zip(("none", "refused", "given"), WISHES, strict=True),
    ("refused", "asked without the name"),
]
PLANS = {"party": ["party"], "municipal": ["municipal"], "internal": ["internal"]}
TELLING = [
    pytest.param(
        category,
        marks=pytest.mark.policy(
            "CGR-01" if category == "internal" else "CON-05",
            *{step["ref"] for plan in plans for step in FILE["plans"][plan] if step.get("informs")},
            "SOM-04",
            *(["SOI-02"] if category == "internal" else []),
        ),
    )
    for category, plans in PLANS.items()
]
HALF_A_YEAR = timedelta(days=180)
YEARS = timedelta(days=800)


class Oracle:
    """What the file says of one category, while every question and every recipient has had the same said of it."""

    def __init__(self, category: str, state: str, wish: str) -> None:
        self._category, self._wish = category, wish
        self._lines = {line["to"]: line for line in FILE["disclosure"][category]["allow"]}
        self._questions = {each["id"]: each for each in FILE["consents"]}
        self._state = state

    def is_yes(self, question: str) -> bool:
        """What is said long ago holds still where the file lets it."""
        runs_out = "expires_after" in self._questions[question]
        return self._state == "given" or (self._state == "expired" and not runs_out)

    def telling(self, recipient: str, *, with_name: bool) -> str:
        line = self._lines.get(recipient)
        if line is None and recipient in {"chair", "vice_chair"}:
            line = self._lines.get("board")
        if line is None:
            return self._left_out(recipient, with_name=with_name)
        if "consent" in line and not self.is_yes(line["consent"]):
            return "consent-missing"
        if with_name and line.get("names") == "never":
            return "name-never-said"
        if with_name and line.get("names") == "with_consent" and not self.is_yes(line["names_consent"]):
            return "consent-missing"
        return "told"

    def may_be_asked_for(self, recipient: str) -> bool:
        listed = recipient in self._lines or (recipient in {"chair", "vice_chair"} and "board" in self._lines)
        rule = FILE["wishes"]
        return not listed and self._category in rule["categories"] and recipient not in rule["never"]

    def _left_out(self, recipient: str, *, with_name: bool) -> str:
        if not self._wish.startswith("asked") or not self.may_be_asked_for(recipient):
            return "recipient-not-allowed"
        return "consent-missing" if with_name and self._wish != "asked for by name" else "told"

    def told_on_a_wish(self, *, with_name: bool) -> set[str]:
        told = {each.value for each in Recipient if self.telling(each.value, with_name=with_name) == "told"}
        return {each for each in told if self.may_be_asked_for(each)}

    def step(self, step: dict[str, Any], telling: dict[str, str], *, with_name: bool) -> str:
        if "consent" in step and not self.is_yes(step["consent"]):
            return "consent-missing"
        if with_name and telling.get("names") == "never":
            return "name-never-said"
        return self.telling(telling["to"], with_name=with_name)

    def in_danger(self, recipient: str, *, with_name: bool) -> str:
        """Two together go over consent and list, for whom the file names; never for what goes without them."""
        if recipient not in FILE["emergency_override"]["tells"]:
            return "invalid-input"
        return "override-not-needed" if self.telling(recipient, with_name=with_name) == "told" else "told"


@asynccontextmanager
async def undone(database: Database) -> AsyncIterator[Session]:
    """What is tried leaves nothing behind."""
    async with database.writing() as db:
        yield db
        await db.rollback()


def held_by(case: Case, member: Member, *roles: CaseRole) -> HeldCase:
    actor = Actor(kind=ActorKind.PERSON, tag=member.tag, person_id=member.person_id)
    return HeldCase(case, actor, frozenset(roles), frozenset(Compartment), frozenset())


async def answer_all(db: Session, case_id: UUID, category: str, state: str) -> None:
    now = clock.now()
    said: dict[str, list[tuple[bool, timedelta]]] = {
        "given": [(True, timedelta(days=1))],
        "refused": [(False, timedelta(days=1))],
        "withdrawn": [(True, timedelta(days=2)), (False, timedelta(days=1))],
        "expired": [(True, YEARS)],
    }
    for question in FILE["consents"]:
        if category not in question["categories"] or "keeps_out" in question:
            continue
        if state == "asked":
            db.add(ConsentAsked(case_id=case_id, question=question["id"], asked_by="test", asked_at=now))
        for is_given, ago in said.get(state, []):
            answer = Consent(
                id=new_id(),
                case_id=case_id,
                question=question["id"],
                is_given=is_given,
                recorded_by="test",
                recorded_at=now - ago,
            )
            db.add(answer)
    await db.flush()


async def wish_all(db: Session, case_id: UUID, wish: str) -> None:
    """Also for whom nobody may ask: a row alone opens nothing."""
    said = {
        "none": [],
        "asked without the name": [(True, True), (True, False)],
        "asked for by name": [(True, False), (False, False), (True, True)],
        "taken back": [(True, True), (False, True)],
    }[wish]
    for recipient, (days, (is_asked_for, with_name)) in product(Recipient, enumerate(reversed(said), 1)):
        row = Wish(
            id=new_id(),
            case_id=case_id,
            recipient=recipient.value,
            is_asked_for=is_asked_for,
            with_name=with_name,
            recorded_by="test",
            recorded_at=clock.now() - timedelta(days=days) * 400,
        )
        db.add(row)
    await db.flush()


async def told_on_a_wish(db: Session, case_id: UUID) -> set[str]:
    """Every other line of the ledger rests on something else."""
    rows = await db.exec(select(Disclosure).where(Disclosure.case_id == case_id))
    return {each.recipient for each in rows.all() if each.wish_id is not None}


async def set_done(db: Session, *which: Any) -> None:
    done = update(CaseStep).where(*which)
    await db.exec(done.values(status=StepStatus.DONE, finished_at=clock.now(), finished_by="test"))


async def all_else_done(db: Session, case_id: UUID, steps: set[str]) -> dict[str, UUID]:
    """The steps that tell stand open, whatever comes before them is done and each of their questions answered yes."""
    await set_done(db, CaseStep.case_id == case_id, col(CaseStep.code).not_in(steps))
    for condition in Condition:
        fact = CaseFact(case_id=case_id, condition=condition, is_true=True, recorded_by="test", recorded_at=clock.now())
        db.add(fact)
    await db.flush()
    rows = await db.exec(select(CaseStep.code, CaseStep.id).where(CaseStep.case_id == case_id))
    return {code: step_id for code, step_id in rows.all() if code in steps}


async def outcome(trying: Any) -> str:
    try:
        await trying
    except DomainError as refusal:
        return refusal.code
    return "told"


async def finish(db: Session, held: HeldCase, step: dict[str, Any], step_id: UUID, *, with_name: bool) -> str:
    this = await doing.hold_step(db, held, step_id)
    telling = doing.StepTelling(with_name)
    if step["kind"] == "assess":
        return await outcome(doing.assess(db, this, is_yes=True, reason="It helps.", telling=telling))
    return await outcome(doing.complete(db, this, telling=telling))


@pytest.mark.parametrize("category", TELLING)
async def test_each_telling_is_blocked_allowed_or_overridden_by_two_as_the_file_says(
    database: Database, category: str
) -> None:
    async with database.writing() as db:
        officer = await a_member(db, Office.SECURITY_OFFICER)
        chair, affected = await a_member(db, Office.CHAIR), await a_member(db)
        others = {CaseRole.ACCOUNTABLE: [chair]} if category == "internal" else {}
        made = await a_case(
            db, category=Category(category), officer=officer, chair=chair, affected=affected, others=others
        )
        case_id = made.id
    steps = {step["id"]: step for plan in PLANS[category] for step in FILE["plans"][plan] if step.get("informs")}
    assert steps
    seen: set[str] = set()
    for (state, wish), with_name in product(TRIED, (False, True)):
        oracle = Oracle(category, state, wish)
        async with undone(database) as db:
            case = (await db.exec(select(Case).where(Case.id == case_id))).one()
            await answer_all(db, case_id, category, state)
            held = held_by(case, officer, CaseRole.SECURITY_OFFICER)
            await wish_all(db, case_id, wish)
            for recipient in Recipient:
                found = await outcome(records.record_disclosure(db, held, records.Told(recipient, with_name, "Why.")))
                said = oracle.telling(recipient.value, with_name=with_name)
                assert found == said, (state, wish, recipient, with_name)
                seen.add(found)
            assert await told_on_a_wish(db, case_id) == oracle.told_on_a_wish(with_name=with_name)
        async with undone(database) as db:
            case = (await db.exec(select(Case).where(Case.id == case_id))).one()
            await answer_all(db, case_id, category, state)
            await wish_all(db, case_id, wish)
            ids = await all_else_done(db, case_id, set(steps))
            assert ids.keys() == steps.keys()
            leads = held_by(case, officer, CaseRole.SECURITY_OFFICER, CaseRole.ACCOUNTABLE)
            for code, step in steps.items():
                step_id = ids[code]
                (telling,) = step["informs"]
                found = await finish(db, leads, step, step_id, with_name=with_name)
                said = oracle.step(step, telling, with_name=with_name)
                assert found == said, (state, wish, code, with_name)
                if found != "told":
                    await set_done(db, CaseStep.id == step_id)  # nothing else waits for one that was refused
        async with undone(database) as db:
            case = (await db.exec(select(Case).where(Case.id == case_id))).one()
            await answer_all(db, case_id, category, state)
            await wish_all(db, case_id, wish)
            first = held_by(case, officer, CaseRole.SECURITY_OFFICER)
            second = held_by(case, chair, CaseRole.ACCOUNTABLE)
            for recipient in Recipient:
                wanted, override_id = danger.Telling(recipient, with_name), new_id()
                found = await outcome(
                    danger.ask(db, first, wanted, reason="They are in danger.", override_id=override_id)
                )
                said = oracle.in_danger(recipient.value, with_name=with_name)
                assert found == said, (state, wish, recipient, with_name)
                if found == "told":
                    assert (
                        await outcome(danger.agree(db, first, override_id, hooks=case_hooks()))
                        == "another-person-needed"
                    )
                    assert await outcome(danger.agree(db, second, override_id, hooks=case_hooks())) == "told"
    assert seen >= {"told", "consent-missing", "recipient-not-allowed"}


def test_every_step_of_a_case_that_tells_is_tried_or_is_done_where_it_is_worked_with() -> None:
    tried = {step["id"] for plans in PLANS.values() for plan in plans for step in FILE["plans"][plan]}
    others = {
        step["id"]: step.get("act")
        for plan, steps in FILE["plans"].items()
        for step in steps
        if step.get("informs") and step["id"] not in tried
    }
    assert others == {
        "UNK-03": "interview_suspected",
        "KNO-01d": "interview_accused",
        "KNO-08": "raise_confidence",
        "KNO-10d": "require_care",
    }, "each of these has a route of its own, which asks the same gate"


def test_a_yes_that_only_lets_somebody_be_told_runs_out_and_one_that_opens_or_keeps_out_does_not() -> None:
    gives_keys = {rule.get("consent") for rules in FILE["access"].values() for rule in rules}
    for question in FILE["consents"]:
        only_tells = question["id"] not in gives_keys and "keeps_out" not in question
        assert question.get("expires_after") == (FILE["deadlines"]["consent_lasts"] if only_tells else None)
        if only_tells:
            assert "ours" in question
    assert FILE["deadlines"]["consent_lasts"] == f"{HALF_A_YEAR.days}d"
