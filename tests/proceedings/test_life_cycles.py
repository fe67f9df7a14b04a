"""Each life cycle of an internal case, walked by its own rules alone, against what it must never come to.

The rules say what may follow what; each machine does whatever they let it do, and keeps beside them, in its own words,
what has really happened. What is forbidden is asked of that memory and of no table. That the program does what its
rules say, with people, keys and a database, is for `test_forbidden_states.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from hypothesis import Phase as GeneratePhase
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from app.cases import rules as cases
from app.cases.rules import ClosingFacts, Conclusion
from app.policy.terms import AgendaTopic, Category, Phase, Stage
from app.proceedings.exclusion import rules as exclusion
from app.proceedings.exclusion.rules import (
    ExclusionAct,
    ExclusionGround,
    ExclusionOutcome,
    ExclusionStatus,
    Standing,
)
from app.proceedings.hearing import rules as hearing
from app.proceedings.hearing.rules import Answered, AnswerKind, HearingState
from app.proceedings.mapping import rules as mapping
from app.proceedings.mapping.rules import Facts, FindingOutcome, FindingStatus, Talk, TalkStatus
from app.proceedings.measures import rules as measures
from app.proceedings.measures.rules import Answer, MeasureFacts, MeasureKind, MeasureStatus, WordFacts
from app.proceedings.meetings import rules as meetings
from app.proceedings.meetings.rules import Count, DecisionKind, MeetingAct, MeetingKind, MeetingStatus, QuorumRule
from app.reentry import rules as reentry
from app.reentry.nominations import rules as nominations
from app.reentry.nominations.rules import Behind, NominationAnswer, Word
from app.reentry.rules import Advice, AffectedAnswer, Heard, ReentryStatus, TalkOutcome
from app.votes import rules as votes
from app.votes.rules import VoteStatus

pytestmark = pytest.mark.policy(
    "KNO-01", "KNO-02", "KNO-04", "KNO-07", "KNO-09", "KNO-10", "REE-02", "REE-04", "UNK-02"
)

START = datetime(2026, 11, 2, 12, tzinfo=UTC)
WALKED = settings(max_examples=30, stateful_step_count=25)


@dataclass(frozen=True)
class Move:
    do: Callable[..., None]
    drawn: Mapping[str, st.SearchStrategy[Any]]
    times: int
    """As often as others: less for what ends a life before anything has come of it."""
    when: Callable[[Any], bool] = field(default=lambda _: True)


def move(times: int = 4, **drawn: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Move]:
    return lambda do: Move(do, drawn, times)


def when(condition: Callable[[Any], bool]) -> Callable[[Move], Move]:
    return lambda made: replace(made, when=condition)


class Life(RuleBasedStateMachine):
    """One rule that chooses among all moves: of several, Hypothesis leaves some out of each walk, which then ends early."""

    @rule(data=st.data())
    def goes_on(self, data: st.DataObject) -> None:
        named = [each for kind in type(self).__mro__ for each in vars(kind).values()]
        moves = [each for each in named if isinstance(each, Move) and each.when(self)]
        chosen = data.draw(st.sampled_from([each for each in moves for _ in range(each.times)]))
        drawn = {name: data if name == "data" else data.draw(each) for name, each in chosen.drawn.items()}
        chosen.do(self, **drawn)


class CaseLife(Life):
    """The stages of an internal case."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = Stage.REPORTED
        self.met = self.mapped = self.has_decided = self.is_reopened = self.is_sealed = False

    @move(data=st.data(), duties=st.sampled_from([0, 0, 1]), was_asked=st.sampled_from([True, True, False]))
    def goes_over(self, *, data: st.DataObject, duties: int, was_asked: bool) -> None:
        onward = [to for to in Stage if cases.may_move(Category.INTERNAL, from_=self.stage, to=to)]
        if not onward:
            return
        to = data.draw(st.sampled_from(onward))
        if to is Stage.CLOSED:
            if cases.closing_obstacles(ClosingFacts(open_duties=duties, affected_was_asked=was_asked)):
                return
            assert duties == 0, "closed over something open"
            assert was_asked, "closed without the affected person"
            assert self.has_decided or self.is_reopened, "closed before the board met"
        assert not self.is_sealed, "what is anonymised comes back"
        if to is Stage.MAPPING:
            assert self.met or self.is_reopened, "mapped before anybody met"
            self.mapped = self.has_decided = False
        if to is Stage.CONCLUDED:
            assert self.stage is Stage.MAPPING, "concluded without a mapping"
        if to is Stage.DECISION:
            assert self.mapped or self.is_reopened, "the board decides in the dark"
        if to is Stage.FOLLOW_UP:
            assert self.stage in {Stage.DECISION, Stage.REOPENED}, "followed up without a decision"
        self.met |= to is Stage.TRIAGE
        self.mapped |= to is Stage.CONCLUDED
        self.has_decided |= to is Stage.DECISION
        self.is_reopened |= to is Stage.REOPENED
        self.is_sealed |= to is Stage.ANONYMISED
        self.stage = to


class TimeOutLife(Life):
    """A time-out from one assignment, or the demand to leave it; `hours` only go forward."""

    def __init__(self) -> None:
        super().__init__()
        self.hours = 0
        self.kind = MeasureKind.TIME_OUT
        self.status = MeasureStatus.DEMANDED
        self.conclusion: Conclusion | None = None
        self.active_since: datetime | None = None
        self.continued_at: datetime | None = None
        self.decided_at: datetime | None = None
        self.word: WordFacts | None = None
        self.last_answer: Answer | None = None

    @initialize(kind=st.sampled_from([MeasureKind.TIME_OUT, MeasureKind.TIME_OUT, MeasureKind.LEAVING]))
    def begins(self, kind: MeasureKind) -> None:
        self.kind = kind

    def now(self) -> datetime:
        self.hours += 1
        return START + timedelta(hours=self.hours)

    @property
    def facts(self) -> MeasureFacts:
        return MeasureFacts(self.kind, self.status, "somebody", self.active_since, self.continued_at)

    def go(self, to: MeasureStatus) -> None:
        assert not self.facts.is_over, "what is over goes on"
        assert measures.may_go(self.kind, from_=self.status, to=to)
        self.status = to

    @move(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        possible = measures.answers_to(self.facts)
        if possible:
            given = self.last_answer = data.draw(st.sampled_from(possible))
            self.go(measures.status_after(self.kind, given))
            if self.status is MeasureStatus.ACTIVE:
                self.active_since = self.now()

    @move(conclusion=st.sampled_from(Conclusion))
    def conclude(self, conclusion: Conclusion) -> None:
        self.conclusion = conclusion

    @when(lambda self: self.kind is MeasureKind.TIME_OUT)
    @move()
    def let_it_go_on(self) -> None:
        if self.facts.is_over:
            return
        self.continued_at = self.now()
        if measures.may_go(self.kind, from_=self.status, to=MeasureStatus.DEMANDED):
            self.go(MeasureStatus.DEMANDED)
            self.last_answer = None

    @move()
    def decide_to_end_it(self) -> None:
        self.decided_at = self.now()

    @move(is_content=st.sampled_from([True, False, None]))
    def ask_about_return(self, *, is_content: bool | None) -> None:
        self.word = WordFacts(is_content, self.now())

    @move()
    def end(self) -> None:
        obstacle = measures.end_obstacle(
            self.facts, conclusion=self.conclusion, decided_at=self.decided_at, word=self.word
        )
        if obstacle is not None:
            return
        assert self.kind is MeasureKind.TIME_OUT, "a demand to leave ends by leaving"
        assert self.decided_at is not None, "nobody decided it"
        since = max(each for each in (self.active_since, self.continued_at) if each)
        assert self.decided_at >= since, "decided about an earlier one"
        if self.conclusion is Conclusion.NOT_SEVERE or self.continued_at is not None:
            assert self.word is not None, "nobody asked the affected person"
            assert self.word.recorded_at >= since, "they were asked about an earlier one"
            assert self.word.is_content is not False, "they said no"
        self.go(MeasureStatus.ENDED)

    @move(times=1, to=st.sampled_from([MeasureStatus.LIFTED, MeasureStatus.CONVERTED]))
    def is_lifted_or_has_nothing_left(self, to: MeasureStatus) -> None:
        if measures.may_go(self.kind, from_=self.status, to=to):
            self.go(to)

    @invariant()
    def goes_on_by_a_yes_alone(self) -> None:
        if self.status in {MeasureStatus.ACTIVE, MeasureStatus.RESIGNED, MeasureStatus.ENDED}:
            assert self.last_answer is Answer.YES, "silence, or a no, taken for a yes"
        assert (self.status is MeasureStatus.RESIGNED) <= (self.kind is MeasureKind.LEAVING)


_OF_ACTS = {
    ExclusionAct.NOTIFY: ExclusionStatus.NOTIFIED,
    ExclusionAct.RECOMMEND: ExclusionStatus.RECOMMENDED,
    ExclusionAct.REFER: ExclusionStatus.REFERRED,
    ExclusionAct.RECORD_DECISION: ExclusionStatus.DECIDED,
    ExclusionAct.RECORD_APPEAL: ExclusionStatus.APPEAL,
    ExclusionAct.RECORD_APPEAL_OUTCOME: ExclusionStatus.DECIDED,
    ExclusionAct.RECORD_LEAVING: ExclusionStatus.DECIDED,
    ExclusionAct.CLOSE: ExclusionStatus.CLOSED,
}


class ExclusionLife(Life):
    """An exclusion case of either ground; days go by."""

    def __init__(self) -> None:
        super().__init__()
        self.ground = ExclusionGround.BY_BOARD
        self.standing = Standing(ExclusionStatus.ASSESSING)
        self.today = START.date()
        self.done: list[str] = []

    @initialize(ground=st.sampled_from(ExclusionGround))
    def begins(self, ground: ExclusionGround) -> None:
        self.ground = ground
        if ground is ExclusionGround.MANDATORY_AFTER_NO_CONFIDENCE:
            self.standing = Standing(ExclusionStatus.OPENED)
            self.done.append("opened")

    def go(self, to: ExclusionStatus, **more: object) -> None:
        exclusion.check_transition(self.standing.status, to=to, ground=self.ground)
        known = {name: getattr(self.standing, name) for name in Standing.__dataclass_fields__}
        self.standing = Standing(**known | {"status": to} | more)

    @move(
        times=16,
        nth=st.sampled_from([0, 0, 0, 0, 0, 1, 2]),
        opens=st.sampled_from([True, True, False]),
        outcome=st.sampled_from([ExclusionOutcome.EXCLUDED, ExclusionOutcome.RETAINED]),
        may_appeal=st.booleans(),
    )
    def act(self, *, nth: int, opens: bool, outcome: ExclusionOutcome, may_appeal: bool) -> None:
        """What is proposed first more often than the rest, so that it comes somewhere."""
        possible = exclusion.acts_of(self.standing, today=self.today)
        if not possible:
            return
        act = possible[nth % len(possible)]
        if act is ExclusionAct.FOLLOW_BOARD:
            assert self.ground is ExclusionGround.BY_BOARD, "the board is asked about the group's answer"
            self.go(ExclusionStatus.OPENED if opens else ExclusionStatus.DECLINED)
            self.done.append("opened" if opens else "declined")
            return
        if act is ExclusionAct.RECEIVE_STATEMENT:
            assert "notified" in self.done, "heard before they were told"
            is_first = self.standing.status is ExclusionStatus.NOTIFIED
            self.go(ExclusionStatus.STATEMENT if is_first else self.standing.status, has_statement=True)
            self.done.append("heard")
            return
        self._check(act)
        more: dict[str, object] = {}
        if act is ExclusionAct.RECORD_DECISION:
            more = {"outcome": outcome, "appeal_until": self.today + timedelta(days=14) if may_appeal else None}
        elif act is ExclusionAct.RECORD_APPEAL:
            more = {"was_appealed": True}
        elif act is ExclusionAct.RECORD_APPEAL_OUTCOME:
            more = {"outcome": outcome}
        elif act is ExclusionAct.RECORD_LEAVING:
            more = {"outcome": ExclusionOutcome.LEFT}
        self.go(_OF_ACTS[act], **more)
        self.done.append(_OF_ACTS[act].value if act is not ExclusionAct.RECORD_LEAVING else "left")

    def _check(self, act: ExclusionAct) -> None:
        match act:
            case ExclusionAct.NOTIFY:
                assert "opened" in self.done, "told of what nobody opened"
            case ExclusionAct.RECOMMEND:
                assert {"heard", "time over"} & set(self.done), "recommended before they could answer"
            case ExclusionAct.REFER:
                assert "recommended" in self.done, "sent on without the board's words"
            case ExclusionAct.RECORD_DECISION:
                assert "referred" in self.done, "decided by somebody else than the federation"
            case ExclusionAct.RECORD_APPEAL:
                assert "decided" in self.done, "appealed against nothing"
                assert "left" not in self.done, "whoever left appeals"
            case ExclusionAct.CLOSE:
                until = self.standing.appeal_until
                is_final = until is None or self.today > until or {"left", "appeal"} & set(self.done)
                assert is_final, "closed while it can be appealed"
            case _:
                assert "declined" not in self.done

    @move(days=st.sampled_from([1, 14, 15, 40]))
    def days_go_by(self, days: int) -> None:
        self.today += timedelta(days=days)
        if self.standing.status is ExclusionStatus.NOTIFIED and days >= 14:
            self.go(ExclusionStatus.STATEMENT)
            self.done.append("time over")

    @move(
        times=3, to=st.sampled_from([ExclusionStatus.LIFTED, ExclusionStatus.TAKEN_OVER, ExclusionStatus.GROUND_FELL])
    )
    def something_else_ends_it(self, to: ExclusionStatus) -> None:
        try:
            self.go(to)
        except exclusion.IllegalTransition:
            return
        assert (to is ExclusionStatus.GROUND_FELL) is (self.ground is not ExclusionGround.BY_BOARD), (
            "the group's answer is set aside by something else than its own fall"
        )
        assert "decided" not in self.done, "what the federation decided is taken back"

    @invariant()
    def nobody_is_out_without_the_federation(self) -> None:
        if self.standing.outcome in {ExclusionOutcome.EXCLUDED, ExclusionOutcome.RETAINED}:
            assert "referred" in self.done


HALF = QuorumRule(1, 2, strict=True, fewest=3)


class BoardLife(Life):
    """A meeting of the board that decides from a conclusion."""

    def __init__(self) -> None:
        super().__init__()
        self.status = MeetingStatus.CALLED
        self.conclusion: Conclusion | None = None
        self.board = self.present = 0
        self.decided: list[meetings.Decided] = []
        self.is_over = False

    @initialize(conclusion=st.sampled_from(Conclusion), board=st.sampled_from([1, 2, 3, 4, 5, 6, 7, 9]))
    def begins(self, conclusion: Conclusion, board: int) -> None:
        self.conclusion, self.board = conclusion, board

    def go(self, act: MeetingAct) -> bool:
        to = meetings.next_status(MeetingKind.DECISION, self.status, act)
        if to is None:
            return False
        assert not self.is_over, "what two have approved, or somebody called off, goes on"
        self.status = to
        self.is_over = not meetings.is_open(MeetingKind.DECISION, to)
        return True

    @move(absent=st.integers(0, 4))
    def hold(self, absent: int) -> None:
        present = max(0, self.board - absent)
        if self.status is MeetingStatus.CALLED and meetings.is_quorate(HALF, present=present, board=self.board):
            assert self.board >= 3, "too few left to be a board"
            assert 2 * present > self.board, "half of it is not more than half"
            self.present = present
            self.go(MeetingAct.HOLD)

    @move(times=1)
    def hand_over(self) -> None:
        if not meetings.can_be_quorate(HALF, board=self.board) and self.go(MeetingAct.HAND_OVER):
            assert self.board < 3, "handed over by a board that could decide"
            assert self.decided == []

    @when(lambda self: self.status is MeetingStatus.HELD)
    @move(
        data=st.data(),
        shares=st.tuples(st.integers(0, 4), st.integers(0, 4)),
        chair_is_for=st.sampled_from([True, False, None]),
    )
    def decide(self, *, data: st.DataObject, shares: tuple[int, int], chair_is_for: bool | None) -> None:
        kinds = [
            kind
            for topic in meetings.KINDS_OF
            for kind in meetings.decidable(topic, conclusion=self.conclusion, has_someone=True)
        ]
        kind = data.draw(st.sampled_from(kinds))
        against = min(shares[0], self.present)
        abstained = min(shares[1], self.present - against)
        count = Count(self.present - against - abstained, against, abstained)
        if not meetings.is_quorate(HALF, present=count.taking_part, board=self.board):
            return
        carried = meetings.is_adopted(count, chair_is_for=chair_is_for, chair_settles_ties=True)
        if carried is None:
            assert count.in_favour == count.against > 0, "put off though it was settled"
            return
        nothing = {Conclusion.NOT_SUBSTANTIATED, Conclusion.PERPETRATOR_UNIDENTIFIED}
        demands = {
            DecisionKind.LEAVE_ASSIGNMENTS,
            DecisionKind.CONTINUE_TIME_OUT,
            DecisionKind.REQUIRE_CARE,
            DecisionKind.OPEN_EXCLUSION,
        }
        assert not (self.conclusion in nothing and kind in demands), "something is demanded for nothing"
        assert 2 * count.taking_part > self.board, "decided by too few"
        assert not carried or count.in_favour >= count.against, "carried by fewer"
        assert carried or count.against >= count.in_favour, "lost by more"
        self.decided.append(meetings.Decided(kind, "somebody", carried))

    @move()
    def approve(self) -> None:
        left = meetings.owed(conclusion=self.conclusion, subjects=["somebody"], decided=self.decided)
        if left or not self.go(MeetingAct.APPROVE):
            return
        put = {each.kind for each in self.decided}
        assert {DecisionKind.OPEN_EXCLUSION, DecisionKind.NO_EXCLUSION} & put, "nobody weighed an exclusion case"
        assert DecisionKind.RAISE_CONFIDENCE in put, "nobody raised the question of confidence"
        if self.conclusion is Conclusion.SEVERE:
            assert DecisionKind.LEAVE_ASSIGNMENTS in put, "severe, and nobody asked for the assignments"

    @move(times=1)
    def cancel(self) -> None:
        if not self.decided:
            self.go(MeetingAct.CANCEL)


class MappingLife(Life):
    """Talks, things looked at by two, and a finding by two."""

    def __init__(self) -> None:
        super().__init__()
        self.phase = Phase.KNOWN
        self.talks: list[tuple[Talk, TalkStatus]] = []
        self.looks: list[set[int]] = []
        self.finding: tuple[FindingOutcome, int, FindingStatus] | None = None

    @initialize(phase=st.sampled_from(Phase))
    def begins(self, phase: Phase) -> None:
        self.phase = phase

    @move(talk=st.sampled_from([Talk.AFFECTED, Talk.ACCUSED, Talk.WITNESS]))
    def plan(self, talk: Talk) -> None:
        self.talks.append((talk, TalkStatus.PLANNED))

    @when(lambda self: self.talks)
    @move(data=st.data(), to=st.sampled_from(TalkStatus))
    def settle(self, *, data: st.DataObject, to: TalkStatus) -> None:
        nth = data.draw(st.integers(0, len(self.talks) - 1))
        talk, was = self.talks[nth]
        if mapping.may_become(talk, from_=was, to=to):
            assert was is TalkStatus.PLANNED, "what was settled is settled again"
            assert to is not TalkStatus.TIME_RAN_OUT or talk is Talk.ACCUSED, "somebody else owes an answer"
            self.talks[nth] = talk, to

    @move()
    def put_up(self) -> None:
        self.looks.append(set())

    @when(lambda self: self.looks)
    @move(data=st.data(), who=st.integers(1, 3))
    def look(self, data: st.DataObject, who: int) -> None:
        data.draw(st.sampled_from(self.looks)).add(who)

    def _missing(self, outcome: FindingOutcome) -> bool:
        def heard(talk: Talk) -> bool:
            return any(each is talk and status in mapping.ANSWERED for each, status in self.talks)

        facts = Facts(
            has_lead=True,
            affected_heard=heard(Talk.AFFECTED),
            accused=1 if self.phase is Phase.KNOWN else 0,
            accused_heard=int(heard(Talk.ACCUSED)),
            suspected=0,
            suspected_heard=0,
            points_at_person=False,
            open_checks=sum(len(each) < mapping.LOOKED_AT_BY for each in self.looks),
        )
        return bool(mapping.missing_for(outcome, facts, phase=self.phase))

    @move(data=st.data(), by=st.integers(1, 3))
    def propose(self, *, data: st.DataObject, by: int) -> None:
        is_waiting = self.finding is not None and self.finding[2] is FindingStatus.PROPOSED
        ready = [outcome for outcome in mapping.OUTCOMES[self.phase] if not self._missing(outcome)]
        if ready and not is_waiting:
            self.finding = data.draw(st.sampled_from(ready)), by, FindingStatus.PROPOSED

    @when(lambda self: self.finding is not None)
    @move(data=st.data(), by=st.integers(1, 3))
    def answer(self, *, data: st.DataObject, by: int) -> None:
        assert self.finding is not None
        outcome, proposed_by, was = self.finding
        following = sorted(mapping.NEXT_FINDING[was], reverse=True)
        if not following or by == proposed_by or self._missing(outcome):
            return
        to = data.draw(st.sampled_from(following))
        assert was is FindingStatus.PROPOSED or to is FindingStatus.SET_ASIDE, "what two agreed on is answered anew"
        self.finding = outcome, proposed_by, to
        if to is FindingStatus.AGREED:
            chances = {TalkStatus.HELD, TalkStatus.DECLINED, TalkStatus.TIME_RAN_OUT}
            heard = {talk for talk, status in self.talks if status in chances}
            assert Talk.AFFECTED in heard, "the affected person was not heard"
            assert self.phase is Phase.UNKNOWN or Talk.ACCUSED in heard, "the accused was not heard"
            assert all(len(each) > 1 for each in self.looks), "something was looked at by one"
            said = mapping.CONCLUDES.get(outcome)
            of_known = {Conclusion.SEVERE, Conclusion.NOT_SEVERE}
            assert self.phase is Phase.KNOWN or said not in of_known, "severe, and nobody known did it"


class ReturnLife(Life):
    """A matter of return, from the wish to its end."""

    def __init__(self) -> None:
        super().__init__()
        self.status = ReentryStatus.APPLIED
        self.talk: TalkOutcome | None = None
        self.affected: AffectedAnswer | None = None
        self.denied_before: bool | None = None
        self.advice: Advice | None = None
        self.was_on_trial = self.is_consulting = False

    @property
    def is_considered(self) -> bool:
        return self.status in {ReentryStatus.INTERVIEWS, ReentryStatus.CONSULTATION}

    @move(to=st.sampled_from([ReentryStatus.INTERVIEWS, ReentryStatus.CONSULTATION, ReentryStatus.REVIEW]))
    def goes_over(self, to: ReentryStatus) -> None:
        if reentry.may_move(self.status, to=to) and not (self.is_consulting and to is ReentryStatus.CONSULTATION):
            self.status = to
            if to is ReentryStatus.CONSULTATION:
                self.is_consulting, self.advice = True, None

    @when(lambda self: self.is_considered)
    @move(talk=st.sampled_from(TalkOutcome))
    def talked(self, talk: TalkOutcome) -> None:
        self.talk = talk

    @when(lambda self: self.is_considered)
    @move(word=st.sampled_from(AffectedAnswer))
    def asked_affected(self, word: AffectedAnswer) -> None:
        self.affected = word

    @when(lambda self: self.is_considered)
    @move(is_true=st.booleans())
    def said_of_before(self, *, is_true: bool) -> None:
        self.denied_before = is_true

    @when(lambda self: self.is_consulting)
    @move(advice=st.sampled_from(Advice))
    def advised(self, advice: Advice) -> None:
        self.advice, self.is_consulting = advice, False

    @move(data=st.data())
    def decide(self, *, data: st.DataObject) -> None:
        heard = Heard(self.talk, self.affected, self.denied_before, self.advice, is_consulting=self.is_consulting)
        possible = [each for each in reentry.answers(self.status) if not reentry.missing_for(each, heard)]
        if not possible:
            return
        answer = data.draw(st.sampled_from(possible))
        assert self.status not in reentry.OVER, "what is over ends again"
        if answer in meetings.KINDS_OF[AgendaTopic.RETURN] and answer is not DecisionKind.DEFER_RETURN:
            assert self.talk is not None, "decided before anybody talked with them"
            assert self.affected is not None, "decided before the affected person was asked"
            assert self.denied_before is not None
            assert not self.denied_before or self.advice is not None, "after no confidence, without the group"
            assert not self.is_consulting, "decided while the group is asked"
        self.status = reentry.LEADS_TO[answer]
        needs_day = self.status in reentry.WAITS_FOR_A_DAY
        assert (answer in meetings.NEEDS_DAY) is needs_day, "nobody looks at it again"
        assert self.status is not ReentryStatus.FULL or self.was_on_trial, "back for good without ever being tried"
        self.was_on_trial |= self.status in {ReentryStatus.TRIAL, ReentryStatus.APPROVED}

    @when(lambda self: self.status in reentry.BEING_CONSIDERED)
    @move(times=1)
    def take_back(self) -> None:
        assert reentry.may_move(self.status, to=ReentryStatus.ENDED)
        self.status = ReentryStatus.ENDED


class VoteLife(Life):
    """The states of a vote; its counting and secrecy are held in `tests/votes`."""

    def __init__(self) -> None:
        super().__init__()
        self.lived = [VoteStatus.RAISED]

    @move(data=st.data())
    def go(self, data: st.DataObject) -> None:
        # What puts it aside is drawn seldom: it ends everything.
        possible = [to for to in VoteStatus if self._may_go(to)]
        onward = [to for to in possible for _ in range(1 if to in {VoteStatus.VOID, VoteStatus.CANCELLED} else 5)]
        if not onward:
            return
        to = data.draw(st.sampled_from(onward))
        was_open = VoteStatus.OPEN in self.lived
        assert not (was_open and to in {VoteStatus.CONVENED, VoteStatus.OPEN, VoteStatus.CANCELLED}), (
            "a box opened twice"
        )
        assert to is not VoteStatus.OPEN or VoteStatus.ROLL_LOCKED in self.lived, "opened without a locked roll"
        assert to is not VoteStatus.CERTIFIED or self.lived[-1] is VoteStatus.COUNTED, "certified and never counted"
        assert to is not VoteStatus.COUNTED or VoteStatus.CLOSED in self.lived, "counted while people vote"
        assert {VoteStatus.VOID, VoteStatus.CANCELLED}.isdisjoint(self.lived), "what was put aside goes on"
        self.lived.append(to)

    def _may_go(self, to: VoteStatus) -> bool:
        try:
            votes.check_transition(self.lived[-1], to=to)
        except votes.IllegalTransition:
            return False
        return True


class HearingLife(Life):
    """What is told to an accused and what they answer; the clock decides the rest."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.told: list[datetime] = []
        self.answers: list[Answered] = []

    @move(hours=st.integers(1, 400))
    def time_goes_by(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @move()
    def tell(self) -> None:
        self.told.append(self.now)

    @when(lambda self: self.told)
    @move(kind=st.sampled_from(AnswerKind))
    def answer(self, kind: AnswerKind) -> None:
        self.answers.append(Answered(kind, self.now))

    @invariant()
    def nobody_is_late_before_their_time(self) -> None:
        within = timedelta(days=14)
        state = hearing.state_at(self.now, told=self.told, answers=self.answers, within=within)
        assert (state is HearingState.NOT_TOLD) is (not self.told), "their time goes by untold"
        if state is HearingState.TIME_RAN_OUT:
            assert self.now - max(self.told) >= within, "their time was cut short by what was told last"
        if state in {HearingState.ANSWERED, HearingState.DECLINED}:
            assert any(each.at >= max(self.told) for each in self.answers), "an answer to something else"


class NominationLife(Life):
    """Who is asked about a nomination, what they see, and whose word counts."""

    def __init__(self) -> None:
        super().__init__()
        self.line = [UUID(int=nth) for nth in range(4)]
        self.behind: list[Behind] = []
        self.barred: dict[UUID, set[UUID]] = {person: set() for person in self.line}
        self.words: list[Word] = []
        self.waited = timedelta()

    @move(nth=st.integers(0, 3), status=st.sampled_from([None, ReentryStatus.APPLIED, ReentryStatus.TRIAL]))
    def something_lies_behind(self, nth: int, status: ReentryStatus | None) -> None:
        self.behind.append(Behind(UUID(int=nth + 10), status))

    @move(who=st.integers(0, 3), nth=st.integers(0, 3))
    def is_kept_out(self, who: int, nth: int) -> None:
        self.barred[self.line[who]].add(UUID(int=nth + 10))

    @move(days=st.integers(0, 9))
    def waits(self, days: int) -> None:
        self.waited += timedelta(days=days)

    @move(who=st.integers(0, 3), answer=st.sampled_from(NominationAnswer))
    def says(self, who: int, answer: NominationAnswer) -> None:
        person = self.line[who]
        asked = nominations.asked_to_confirm(
            self.line, self.behind, barred=self.barred, waited=self.waited, next_after=timedelta(days=3)
        )
        if person in asked:
            counts = nominations.word_counts(self.behind, barred_from=self.barred[person])
            self.words.append(Word(answer, counts, START + timedelta(hours=len(self.words))))

    @invariant()
    def nobody_learns_or_decides_what_keeps_them_out(self) -> None:
        for kept_out in self.barred.values():
            seen = nominations.seen_by(self.behind, barred_from=kept_out)
            assert not {each.case_id for each in seen} & kept_out, "told of a case that keeps them out"
            if kept_out & {each.case_id for each in self.behind}:
                assert not nominations.word_counts(self.behind, barred_from=kept_out), "their word settled it"
        said = nominations.answer_in(self.words)
        assert said is None or said.counts
        if nominations.suggested(self.behind) is NominationAnswer.CLEAR:
            assert not self.behind, "clear, and something lies behind"


LIVES: tuple[type[Life], ...] = (
    CaseLife,
    TimeOutLife,
    ExclusionLife,
    BoardLife,
    MappingLife,
    ReturnLife,
    VoteLife,
    HearingLife,
    NominationLife,
)
for _life in LIVES:
    _life.TestCase.settings = WALKED
    globals()[f"Test{_life.__name__}"] = _life.TestCase
del _life


# That they would find it

_NOTHING_MISSING: Callable[..., tuple[str, ...]] = lambda *_, **__: ()  # noqa: E731 - in the place of several rules
BROKEN: Mapping[str, tuple[type[Life], ModuleType, str, Any]] = {
    "closed over what is open": (CaseLife, cases, "closing_obstacles", _NOTHING_MISSING),
    "a return that nobody was asked about": (TimeOutLife, measures, "needs_word", lambda *_: False),
    "silence is a yes": (TimeOutLife, measures, "status_after", lambda *_: MeasureStatus.ACTIVE),
    "the group's answer is lifted": (ExclusionLife, exclusion, "NOT_FOR_MANDATORY", frozenset()),
    "one of them is a board": (BoardLife, meetings, "is_quorate", lambda *_, present, board: present <= board),
    "nothing is owed": (BoardLife, meetings, "owed", lambda **_: []),
    "nobody has to be heard": (MappingLife, mapping, "missing_for", _NOTHING_MISSING),
    "no talk, no affected person, no group": (ReturnLife, reentry, "missing_for", _NOTHING_MISSING),
    "a box opened again": (
        VoteLife,
        votes,
        "LEGAL_TRANSITIONS",
        {**votes.LEGAL_TRANSITIONS, VoteStatus.CLOSED: {VoteStatus.OPEN, VoteStatus.COUNTED}},
    ),
    "time goes by from the first": (
        HearingLife,
        hearing,
        "answer_by",
        lambda told, within: min(told, default=START) + within,
    ),
    "whoever is kept out sees it": (NominationLife, nominations, "seen_by", lambda behind, **_: list(behind)),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_rule_is_found(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    life, module, name, instead = BROKEN[what]
    monkeypatch.setattr(module, name, instead)
    looking = settings(WALKED, max_examples=400, phases=[GeneratePhase.generate], database=None)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(life, settings=looking)
