"""States, closing, progress and change of plan, tried with whatever order people could do things in."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.access.rules import COMPARTMENTS, Action, CaseRole, Compartment, case_actions
from app.plans import rules
from app.plans.changing import reconcile
from app.plans.obstacles import AGREED_APART, APPOINTING, Obstacle, StepAction, obstacle
from app.plans.rules import Plan, StepRow, StepState, StepStatus
from app.plans.working import CLOSED, Reader, can_be_given, may, may_see, may_work, telling_of_suspicion
from app.policy import rules as policy_rules
from app.policy.loader import current
from app.policy.schema import Step
from app.policy.terms import ORIGINS, Act, Anchor, Category, Condition, Kind, Owner, Phase

POLICY = current("standard")
ALL = {step.id: step for _, step in POLICY.all_steps()}
OPENED = datetime(2026, 1, 5, 20, 0, tzinfo=UTC)
LIVES = [life for life in policy_rules.PLANS_OF if life[0] in ORIGINS]
CASE = uuid4()

lives = st.sampled_from(LIVES)
answers = st.dictionaries(st.sampled_from(list(Condition)), st.booleans())
consents = st.dictionaries(st.sampled_from([each.id for each in POLICY.consents]), st.booleans())
moments = st.integers(min_value=0, max_value=400 * 24).map(lambda hours: OPENED + timedelta(hours=hours))


def a_row(code: str, **about: object) -> StepRow:
    row = StepRow(
        id=uuid4(),
        case_id=CASE,
        code=code,
        occurrence=1,
        status=StepStatus.OPEN,
        opened_at=OPENED,
        due_at=None,
        event_at=None,
        finished_at=None,
        finished_by=None,
        superseded_at=None,
        assessed=None,
        assignee=None,
        note_text_id=None,
        reason_text_id=None,
        version=1,
    )
    return replace(row, **about)  # type: ignore[arg-type]  # each test says what matters


def a_plan(
    life: tuple[Category, Phase | None],
    *,
    answers: dict[Condition, bool] | None = None,
    consents: dict[str, bool] | None = None,
) -> Plan:
    steps = _steps(life)
    rows = [a_row(code) for code in steps]
    return _with_due(Plan(steps, rows, answers or {}, consents or {}))


def _steps(life: tuple[Category, Phase | None]) -> dict[str, Step]:
    return {step.id: step for step in policy_rules.steps_for(POLICY, category=life[0], phase=life[1])}


def _with_due(plan: Plan) -> Plan:
    known = {Anchor.OPENED: OPENED, Anchor.PHASE_SET: OPENED}
    return replace(plan, rows=[replace(row, due_at=rules.due_of(plan, row, moments=known)) for row in plan.rows])


def _finished(plan: Plan, row_id: UUID, status: StepStatus, *, at: datetime) -> Plan:
    rows: list[StepRow] = []
    for row in plan.rows:
        if row.id != row_id:
            rows.append(row)
            continue
        rows.append(replace(row, status=status, finished_at=at))
        again = policy_rules.next_occurrence(plan.steps[row.code], finished_at=at)
        if status is StepStatus.DONE and again is not None:
            rows.append(a_row(row.code, occurrence=row.occurrence + 1, due_at=again))
    return _with_due(replace(plan, rows=rows))


@settings(max_examples=150)
@given(data=st.data(), life=lives, answers=answers, consents=consents)
@pytest.mark.policy("SOP-03", "SOP-05", "ASP-07", "KNO-04")
def test_nothing_is_ever_finished_before_what_it_comes_after(
    data: st.DataObject, life: tuple[Category, Phase | None], answers: dict[Condition, bool], consents: dict[str, bool]
) -> None:
    plan, at = a_plan(life, answers=answers, consents=consents), OPENED
    for _ in range(data.draw(st.integers(1, 25))):
        at += timedelta(hours=1)
        row = data.draw(st.sampled_from(plan.current))
        action = data.draw(st.sampled_from([StepAction.COMPLETE, StepAction.ASSESS, StepAction.SIGN_OFF]))
        if obstacle(plan, row, action) is not None:
            continue
        step = plan.steps[row.code]
        assert all(before in plan.finished or before not in plan.applying for before in step.after)
        assert plan.applies(step) is True
        assert not step.automatic
        assert step.act not in APPOINTING | AGREED_APART
        if step.consent is not None and action is not StepAction.ASSESS:
            assert consents.get(step.consent) is True
        assert step.is_assessed == (action is StepAction.ASSESS)
        assert bool(step.joint_sign_off) == (action is StepAction.SIGN_OFF)
        plan = _finished(plan, row.id, StepStatus.DONE, at=at)
        assert plan.state(next(each for each in plan.rows if each.id == row.id)) is StepState.DONE


@settings(max_examples=100)
@given(life=lives, answers=answers, consents=consents, now=moments)
@pytest.mark.policy("PRN-04")
def test_the_affected_persons_step_is_never_late_nor_asked_for_as_the_next(
    life: tuple[Category, Phase | None], answers: dict[Condition, bool], consents: dict[str, bool], now: datetime
) -> None:
    plan = a_plan(life, answers=answers, consents=consents)
    # Not even with a due time that should not be there.
    plan = replace(plan, rows=[replace(row, due_at=row.due_at or OPENED) for row in plan.rows])
    offers = [row for row in plan.current if plan.steps[row.code].owner is Owner.AFFECTED]
    assert offers
    assert not any(plan.is_late(row, now=now) for row in offers)
    assert not set(offers) & set(rules.next_steps(plan, now=now))


@settings(max_examples=100)
@given(life=lives, answers=answers, now=moments)
def test_waiting_for_consent_is_never_late_for_the_answer_is_the_affected_persons(
    life: tuple[Category, Phase | None], answers: dict[Condition, bool], now: datetime
) -> None:
    plan = a_plan(life, answers=answers)
    plan = replace(plan, rows=[replace(row, due_at=OPENED) for row in plan.rows])
    for row in plan.current:
        if plan.state(row) in {StepState.WAITS_FOR_CONSENT, StepState.CONSENT_REFUSED, StepState.DOES_NOT_APPLY}:
            assert not plan.is_late(row, now=now)


@settings(max_examples=100)
@given(life=lives, answers=answers, consents=consents, now=moments)
def test_every_mandatory_step_that_applies_holds_the_closing_until_it_is_finished(
    life: tuple[Category, Phase | None], answers: dict[Condition, bool], consents: dict[str, bool], now: datetime
) -> None:
    plan = a_plan(life, answers=answers, consents=consents)
    for row in plan.current:
        step = plan.steps[row.code]
        applies = plan.applies(step)
        must = (step.kind is Kind.MANDATORY or step.is_assessed) and applies is not False
        if step.automatic:
            must = must and applies is True
        assert plan.holds_closing(row, now=now) == must
        for status in (StepStatus.DONE, StepStatus.NOT_APPLICABLE):
            over = replace(plan, rows=[replace(each, status=status) if each == row else each for each in plan.rows])
            assert not over.holds_closing(replace(row, status=status), now=now)


@settings(max_examples=60)
@given(life=lives, answers=answers, consents=consents)
def test_when_all_that_counts_is_done_nothing_but_an_offer_holds_the_closing(
    life: tuple[Category, Phase | None], answers: dict[Condition, bool], consents: dict[str, bool]
) -> None:
    plan = a_plan(life, answers=answers, consents=consents)
    done = replace(
        plan,
        rows=[
            row if plan.steps[row.code].is_offer else replace(row, status=StepStatus.DONE, finished_at=OPENED)
            for row in plan.rows
        ],
    )
    counted = rules.progress(done, now=OPENED)
    assert counted.done == counted.of
    held = {row.code for row in done.current if done.holds_closing(row, now=OPENED)}
    assert all(done.steps[code].is_offer for code in held)


@pytest.mark.policy("ASP-03", "ASM-04")
def test_a_step_that_came_back_holds_the_closing_only_once_it_is_late_again() -> None:
    plan = a_plan((Category.PARTY, None))
    (first,) = (row for row in plan.rows if row.code == "ASP-03")
    plan = _finished(plan, first.id, StepStatus.DONE, at=OPENED)
    again = plan.newest("ASP-03")
    assert again is not None
    assert again.due_at == OPENED + POLICY.deadlines.check_in
    assert not plan.holds_closing(again, now=again.due_at)
    assert plan.holds_closing(again, now=again.due_at + timedelta(minutes=1))


def test_a_step_set_aside_does_not_come_back() -> None:
    plan = a_plan((Category.PARTY, None))
    (first,) = (row for row in plan.rows if row.code == "ASP-03")
    assert len(_finished(plan, first.id, StepStatus.NOT_APPLICABLE, at=OPENED).rows) == len(plan.rows)


@pytest.mark.policy("SOP-04")
def test_an_assessment_can_come_to_no_without_consent_but_a_telling_waits() -> None:
    plan = a_plan((Category.PARTY, None))
    by_code = {row.code: row for row in plan.current}
    assert obstacle(plan, by_code["SOP-04"], StepAction.ASSESS) is None
    assert obstacle(plan, by_code["ASP-06"], StepAction.COMPLETE) is Obstacle.WAITS_FOR_CONSENT


@pytest.mark.policy("PRN-02")
@pytest.mark.parametrize("later", [timedelta(days=-1), timedelta(days=800)], ids=["nothing late", "all late"])
def test_the_next_step_is_the_one_that_is_due_first_and_what_goes_on_beside_comes_after_unless_it_is_late(
    later: timedelta,
) -> None:
    for life in LIVES:
        plan = a_plan(life)
        now = min(row.due_at for row in plan.current if row.due_at is not None) + later
        following = rules.next_steps(plan, now=now)
        theirs = [row for row in following if plan.steps[row.code].owner is Owner.CONTACT_PERSON]
        waits = [row in theirs and not plan.is_late(row, now=now) for row in following]
        if any(row.due_at is not None for row in theirs) and later > timedelta():
            assert sum(waits) < len(theirs), "what is late keeps its place"
        assert waits == sorted(waits)
        for is_beside in (False, True):
            mine = [row for row, each in zip(following, waits, strict=True) if each is is_beside]
            due = [row.due_at for row in mine if row.due_at is not None]
            assert due == sorted(due)


# Change of plan


@settings(max_examples=150)
@given(data=st.data(), walk=st.lists(lives, min_size=2, max_size=8))
@pytest.mark.policy("PRN-02", "KNO-12")
def test_however_the_plan_changes_it_has_each_of_its_steps_once_and_what_was_done_stays_done(
    data: st.DataObject, walk: list[tuple[Category, Phase | None]]
) -> None:
    # code -> is done, of what is current and of what was superseded; together they never lose a row.
    now: dict[str, bool] = dict.fromkeys(_steps(walk[0]), False)
    superseded: dict[str, bool] = {}
    for before, after in pairwise(walk):
        if data.draw(st.booleans()):
            now[data.draw(st.sampled_from(sorted(now)))] = True
        done_keys = {ALL[code].equals or code for code, is_done in (now | superseded).items() if is_done}
        survivors = policy_rules.equal_steps(
            POLICY,
            before_category=before[0],
            before_phase=before[1],
            after_category=after[0],
            after_phase=after[1],
        )
        wanted = list(_steps(after))
        changes = reconcile(current=now, superseded_before=superseded, survivors=survivors, wanted=wanted, steps=ALL)
        rows = len(now) + len(superseded)
        old, was_superseded = now, superseded
        superseded = {code: is_done for code, is_done in superseded.items() if code not in changes.revived}
        superseded |= {code: old[code] for code in changes.superseded}
        now = {changes.renamed.get(code, code): done for code, done in old.items() if code not in changes.superseded}
        now |= {new: was_superseded[code] for code, new in changes.revived.items()}
        now |= dict.fromkeys(changes.added, False)
        assert sorted(now) == sorted(wanted)
        assert not set(now) & set(superseded)
        assert len(now) + len(superseded) == rows + len(changes.added)
        for code, is_done in now.items():
            if (ALL[code].equals or code) in done_keys:
                assert is_done


# Who


def _readers() -> Iterable[Reader]:
    for role in CaseRole:
        for compartments in (frozenset[Compartment](), frozenset(Compartment)):
            yield Reader("a" * 32, frozenset({role}), compartments)


@pytest.mark.policy("CON-01", "ORG-04")
@pytest.mark.parametrize("role", [CaseRole.ACCUSED, CaseRole.GROUP_MEMBER])
def test_the_accused_and_the_council_group_see_no_step(role: CaseRole) -> None:
    reader = Reader("a" * 32, frozenset({role}), frozenset(Compartment))
    for step in ALL.values():
        assert not may_see(reader, step)
        assert not any(may(reader, step, action, assignee=reader.tag) for action in StepAction)


@pytest.mark.policy("CON-04")
@given(others=st.frozensets(st.sampled_from(list(CaseRole))))
def test_the_contact_person_never_investigates_whatever_else_they_are(others: frozenset[CaseRole]) -> None:
    reader = Reader("a" * 32, others | {CaseRole.CONTACT_PERSON}, frozenset(Compartment))
    for step in ALL.values():
        if step.owner is Owner.INVESTIGATORS or step.compartment is Compartment.INVESTIGATION:
            assert not may_see(reader, step)
            assert not may_work(reader, step, assignee=reader.tag)
            assert not can_be_given(step, to=reader, by=StepAction.DELEGATE)


@pytest.mark.policy("UNK-05")
@pytest.mark.parametrize(
    "role", [CaseRole.AFFECTED, CaseRole.REPORTER, CaseRole.CONTACT_PERSON, CaseRole.CONSULTED, CaseRole.DECIDER]
)
def test_how_far_the_suspicions_have_come_is_seen_only_by_who_holds_that_part(role: CaseRole) -> None:
    reader = Reader("a" * 32, frozenset({role}), frozenset())
    closed = [step for step in ALL.values() if step.compartment in CLOSED]
    assert closed
    assert not any(may_see(reader, step) for step in closed)


@pytest.mark.policy("ASP-05", "ASM-06", "KNO-11")
@pytest.mark.parametrize("role", list(CaseRole))
def test_nobody_is_given_the_media_plan_who_cannot_read_it(role: CaseRole) -> None:
    reader = Reader("a" * 32, frozenset({role}), COMPARTMENTS[role] - {Compartment.MEDIA_PLAN})
    steps = [step for step in ALL.values() if step.act is Act.AGREE_MEDIA_PLAN]
    assert len(steps) == 3
    assert not any(can_be_given(step, to=reader, by=action) for step in steps for action in StepAction)


@pytest.mark.policy("UNK-05", "UNK-03", "KNO-12")
def test_steps_that_tell_of_a_suspicion_are_neither_seen_nor_counted_by_who_may_not_know_it() -> None:
    """Whoever answers for the case sees how far its mapping is otherwise."""
    unseen = telling_of_suspicion(ALL)
    assert unseen == {"UNK-02d", "UNK-03", "KNO-12"}
    everyone = frozenset({CaseRole.ACCOUNTABLE, CaseRole.SECURITY_OFFICER})
    reader = Reader("a" * 32, everyone, frozenset(Compartment) - {Compartment.INVESTIGATION}, unseen)
    for code in unseen:
        assert not may_see(reader, ALL[code])
        assert not any(may(reader, ALL[code], action, assignee=reader.tag) for action in StepAction)
    assert may_see(reader, ALL["UNK-02b"])
    assert not any(set(ALL[code].after) & unseen for code in ALL.keys() - unseen), "nor is anything seen to wait for it"


@pytest.mark.policy("ORG-01")
def test_every_step_of_a_case_is_somebodys_to_do() -> None:
    readers = list(_readers())
    for life in LIVES:
        for step in _steps(life).values():
            assert any(may_work(reader, step, assignee=None) for reader in readers), step.id


def test_nobody_without_work_in_the_case_is_given_a_step() -> None:
    for reader in _readers():
        for step in ALL.values():
            for by in (StepAction.ASSIGN, StepAction.DELEGATE):
                if can_be_given(step, to=reader, by=by):
                    assert Action.WORK_STEPS in case_actions(reader.roles)
                    assert CaseRole.AFFECTED not in reader.roles or step.is_offer


@pytest.mark.policy("ORG-03")
def test_a_case_has_one_step_that_appoints_the_contact_person_in_every_category() -> None:
    for life in LIVES:
        assert [step.act for step in _steps(life).values()].count(Act.APPOINT_CONTACT_PERSON) == 1
