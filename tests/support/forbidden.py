"""What no case may ever come to, looked for in the rows of its tables, whatever led there.

Written from the requirements and not from the program's rules: it asks no transition table and calls no service.

    rows = stored(connection, case_id)
    assert forbidden_in(rows, people) == []

Who takes part
    barred-holds-part: whoever is kept out holds a part of the case all the same. CON-01
    barred-opens-more: an accused opens more than what is released to them. CON-01
    barred-has-key: a key to the case lies sealed to somebody who is kept out. CON-01
    barred-at-board: somebody sat at a meeting who was kept out as it was held. CON-01
    role-opens-more: a part opens what its role never opens. CON-01, ORG-04
    affected-in-office: the affected person investigates, decides or leads in their own case. CON-01
    too-many-investigate: more than three in the closed group. UNK-01
    investigator-supports: one person investigates and is the contact person. CON-04
    page-without-release: an accused is let in and nothing was ever released to them. KNO-01
    media-plan-by-one: a media plan passes for agreed on without both sides, or over somebody's no. KNO-11
    glass-broken-by-one: opened or told in danger on one person's word. CON-05

Whether it is known who it is, and what was found
    known-without-accused: a known person, and nobody is accused. KNO-12
    accused-while-unknown: nobody is known to be the one, and somebody is firmly accused. KNO-12
    who-settled-by-one: accused, or accused no more, by whoever proposed it. KNO-12
    concluded-for-nobody: a conclusion that its phase does not have. UNK-02, KNO-01
    concluded-without-finding: a conclusion, of the case or about one accused, that no agreed finding says. UNK-02, KNO-01
    concluded-beside: a case says another thing than the gravest of what was found about anyone. KNO-05, KNO-10
    two-findings: two findings stand about one accused. UNK-02
    decided-in-the-dark: before the board without a conclusion. KNO-04
    found-by-one: a finding settled by whoever proposed it, or by nobody. UNK-02, KNO-01
    looked-at-by-one: a finding agreed on while something had not been looked at by two. UNK-02, KNO-01
    found-unheard: a finding agreed on before the affected person, or whom it accuses, had their chance. KNO-01
    time-ran-out: an answer was taken for given by anyone but an accused. PRN-04

The board
    decided-without-meeting: a decision stands that no opened meeting of the board took, nor the federation. KNO-04
    decided-without-quorum: too few sat there, or too few took part. KNO-04
    adopted-by-minority: carried against more, or lost with more for it. KNO-04
    decided-unmapped: something was decided about somebody before a mapping came to anything about them. KNO-04
    decided-beside-conclusion: decided about somebody what follows from another's conclusion. KNO-05, KNO-10, PRN-05
    ruled-by-one: what the federation decided counts by the word of one alone. CON-02
    minutes-by-one: minutes approved by fewer than two of those who decided. KNO-04
    stage-without-meeting: a case is before the board, and nobody called the board. KNO-04
    two-boards: two of the board's meetings are open at once. KNO-04

What is asked of an accused
    measure-out-of-life: a measure in a state that its kind does not have. KNO-02, KNO-10
    active-without-answer: a time-out goes on, or has ended, that nobody said yes to. KNO-02
    leaving-undecided: somebody is to leave an assignment without the board's decision. KNO-05, KNO-10
    continued-undecided: a time-out goes on after the conclusion without the board's decision. KNO-10
    ended-undecided: a time-out has ended without the board's decision. KNO-10
    returned-without-word: a time-out that went on has ended without the affected person's word. KNO-10
    care-undecided: care is required without the board's decision. KNO-10
    asked-of-nobody: something is asked of somebody who is not accused. PRN-05
    asked-for-nothing: something is asked of somebody about whom nothing was substantiated. PRN-05
    asked-for-another: something is asked of somebody by a decision about another. KNO-05, KNO-10

Exclusion and the group's vote
    excluded-by-board: excluded or kept without the federation. KNO-07
    recommended-unheard: the board recommends before the person has been told and heard. KNO-07
    exclusion-out-of-order: what comes later has a day before what comes first, or without it. KNO-07
    opened-undecided: the board's own is opened, or declined, without a decision of the board that stands. KNO-07
    exclusion-for-nothing: the board's own goes on about somebody about whom nothing was substantiated. KNO-07, PRN-05
    mandatory-without-vote: a mandatory one without a certified vote of no confidence. KNO-09
    mandatory-declined: a mandatory one declined, lifted or taken over. KNO-09
    denied-without-exclusion: no confidence is certified, and no exclusion case is there. KNO-09, CGR-06
    closed-while-appealable: closed while the person could still appeal. KNO-07
    two-exclusions: two that are not with the federation yet, about one person. KNO-09

Coming back
    returned-unheard: decided before the talk, the affected person's answer or what the group once said. REE-02, REE-03
    returned-unconsulted: decided after no confidence without the group's advice. REE-04
    advice-without-vote: the group's advice without a vote of it that is certified. REE-04
    trial-without-day: on trial, or deferred, without a day to look at it again. REE-05
    return-undecided: where it is says that the board decided, and no decision that two vouch for does. REE-01, REE-05
    nominated-by-asker: whoever asks about a nomination confirms the answer. REE-06

The end
    closed-with-duties: closed while a measure, a vote or an exclusion case is open. KNO-10
    closed-unasked: closed without the affected person having been asked. AFF-06
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, select, text

from app.tables import metadata

Row = Mapping[str, Any]

OF_CASE = (
    "case_bar",
    "case_bar_lifting",
    "case_conclusion",
    "case_consent",
    "case_decision",
    "case_grant",
    "case_measure",
    "case_meeting",
    "case_override",
    "case_return_word",
    "case_step",
    "compartment",
    "exclusion_case",
    "hearing",
    "mapping_check",
    "mapping_finding",
    "mapping_lead",
    "mapping_proposal",
    "mapping_talk",
    "media_plan_text",
    "reentry",
    "reentry_decision",
    "vote",
)
BELOW = {
    "case_agenda_item": ("meeting_id", "case_meeting"),
    "case_federation_ruling": ("decision_id", "case_decision"),
    "case_meeting_seat": ("meeting_id", "case_meeting"),
    "compartment_version": ("compartment_id", "compartment"),
    "hearing_release": ("hearing_id", "hearing"),
    "key_wrap": ("version_id", "compartment_version"),
    "mapping_look": ("check_id", "mapping_check"),
    "media_plan_answer": ("plan_id", "media_plan_text"),
}
"""What belongs to a case by something that belongs to it."""
OF_NO_CASE = ("nomination_check", "nomination_word")


class Stored:
    """The rows of one case by table; `case` is its own."""

    def __init__(self, case: Row, rows: Mapping[str, list[Row]]) -> None:
        self.case = case
        self._rows = rows

    def __getitem__(self, table: str) -> list[Row]:
        return self._rows[table]

    def one(self, table: str, key: object) -> Row | None:
        return next((row for row in self._rows[table] if row["id"] == key), None)

    def of(self, table: str, **wanted: object) -> list[Row]:
        return [row for row in self._rows[table] if all(row[name] == value for name, value in wanted.items())]


@cache
def _rows_of(name: str, column: str | None) -> Select[Any]:
    table = metadata.tables[name]
    # In the order in which they came: ids of one moment have none.
    query = select(table).order_by(text("rowid"))
    return query if column is None else query.where(table.c[column].in_(bindparam("among", expanding=True)))


def stored(connection: Connection, case_id: UUID) -> Stored:
    def read(name: str, column: str | None = None, among: list[object] | None = None) -> list[Row]:
        if among == []:
            return []
        found = connection.execute(_rows_of(name, column), {"among": among} if among else {})
        return [dict(row) for row in found.mappings()]

    (case,) = read("matter", "id", [case_id])
    rows = {name: read(name, "case_id", [case_id]) for name in OF_CASE if name != "case_bar_lifting"}
    rows["case_bar_lifting"] = read("case_bar_lifting", "bar_id", [row["id"] for row in rows["case_bar"]])
    for name in ("compartment_version", *(BELOW.keys() - {"compartment_version"})):
        column, above = BELOW[name]
        rows[name] = read(name, column, [row["id"] for row in rows[above]])
    for name in OF_NO_CASE:
        rows[name] = read(name)
    return Stored(case, rows)


@dataclass(frozen=True)
class Somebody:
    """How one person stands in a case's tables: as somebody who holds a part, as one who is kept out, and their key."""

    name: str
    tag: str
    bar: str
    wraps: Callable[[UUID], str]
    """The tag that a key of this version has when it is sealed to them."""


People = list[Somebody]
Found = Iterator[str]
Rule = Callable[[Stored, People], Found]
RULES: dict[str, Rule] = {}
"""By the names that the docstring above lists."""


def forbidden_in(rows: Stored, people: People) -> list[str]:
    return sorted({name for name, rule in RULES.items() for _ in rule(rows, people)})


def _is_forbidden(rule: Rule) -> Rule:
    RULES[rule.__name__.strip("_").replace("_", "-")] = rule
    return rule


# Who takes part


def _holding(rows: Stored, *roles: str) -> set[str]:
    return {row["holder"] for row in rows["case_grant"] if row["ended_at"] is None and row["role"] in roles}


def _out(rows: Stored, people: People) -> People:
    kept_out = {row["tag"] for row in rows["case_bar"]}
    return [each for each in people if each.bar in kept_out]


@_is_forbidden
def barred_holds_part(rows: Stored, people: People) -> Found:
    holding = {row["holder"] for row in rows["case_grant"] if row["ended_at"] is None}
    yield from (each.name for each in _out(rows, people) if each.tag in holding)


@_is_forbidden
def barred_opens_more(rows: Stored, people: People) -> Found:
    for row in rows["case_grant"]:
        is_theirs = row["ended_at"] is None and row["holder"] in {each.bar for each in people}
        if is_theirs and (row["role"] != "accused" or set(row["compartments"]) != {"hearing"}):
            yield row["holder"]


@_is_forbidden
def barred_has_key(rows: Stored, people: People) -> Found:
    sealed_to = {row["tag"] for row in rows["key_wrap"]}
    closed = {row["id"] for row in rows["compartment"] if row["name"] != "hearing"}
    for version in rows["compartment_version"]:
        if version["compartment_id"] in closed:
            yield from (each.name for each in _out(rows, people) if each.wraps(version["id"]) in sealed_to)


@_is_forbidden
def barred_at_board(rows: Stored, people: People) -> Found:
    since = {row["tag"]: row["made_at"] for row in rows["case_bar"]}
    for meeting in rows["case_meeting"]:
        if meeting["held_at"] is None:
            continue
        sat = {row["person"] for row in rows.of("case_meeting_seat", meeting_id=meeting["id"], is_present=True)}
        for each in people:
            if each.tag in sat and each.bar in since and since[each.bar] < meeting["held_at"]:
                yield each.name


_OPENS = {
    "reporter": {"submission"},
    "affected": {"submission", "report", "support", "media_plan"},
    "contact_person": {"support"},
    "consulted": {"report"},
    "accountable": {"report", "decisions", "hearing", "account", "media_plan"},
    "investigator": {"investigation", "hearing", "report"},
    "decider": {"decisions", "hearing", "account"},
    "accused": {"hearing"},
    "group_member": {"account"},
    "called_in": {"submission", "report", "support", "decisions"},
}


@_is_forbidden
def role_opens_more(rows: Stored, _people: People) -> Found:
    for row in rows["case_grant"]:
        if row["role"] in _OPENS and not set(row["compartments"]) <= _OPENS[row["role"]]:
            yield row["role"]


@_is_forbidden
def affected_in_office(rows: Stored, _people: People) -> Found:
    yield from _holding(rows, "affected") & _holding(
        rows, "security_officer", "accountable", "investigator", "decider", "consulted"
    )


@_is_forbidden
def too_many_investigate(rows: Stored, _people: People) -> Found:
    found = _holding(rows, "investigator")
    if len(found) > 3:
        yield from found


@_is_forbidden
def investigator_supports(rows: Stored, _people: People) -> Found:
    yield from _holding(rows, "investigator") & _holding(rows, "contact_person")


@_is_forbidden
def page_without_release(rows: Stored, _people: People) -> Found:
    told = {row["hearing_id"] for row in rows["hearing_release"]}
    heard = {row["subject"] for row in rows["hearing"] if row["id"] in told}
    yield from _holding(rows, "accused") - heard


@_is_forbidden
def media_plan_by_one(rows: Stored, _people: People) -> Found:
    is_done = any(row["status"] == "done" for row in rows.of("case_step", code="KNO-11a", superseded_at=None))
    if not is_done or not rows["media_plan_text"]:
        return
    newest = max(rows["media_plan_text"], key=lambda row: row["number"])
    said = {row["answered_by"]: row for row in rows.of("media_plan_answer", plan_id=newest["id"])}
    sides = {row["party"] for row in said.values()}
    if len(sides) < 2 or not all(row["is_yes"] for row in said.values()):
        yield str(newest["number"])


@_is_forbidden
def glass_broken_by_one(rows: Stored, _people: People) -> Found:
    for row in rows["case_override"]:
        is_done = row["status"] == "agreed" or row["grant_id"] is not None or row["disclosure_id"] is not None
        if is_done and row["answered_by"] in {None, row["asked_by"]}:
            yield row["asked_by"]


# Whether it is known who it is, and what was found


def _accused(rows: Stored) -> set[str]:
    return {row["tag"] for row in rows["case_bar"] if row["why"] == "accused" and not row["is_provisional"]}


@_is_forbidden
def known_without_accused(rows: Stored, _people: People) -> Found:
    if rows.case["phase"] == "known" and not _accused(rows):
        yield "phase"


@_is_forbidden
def accused_while_unknown(rows: Stored, _people: People) -> Found:
    if rows.case["phase"] == "unknown":
        yield from _accused(rows)


@_is_forbidden
def who_settled_by_one(rows: Stored, _people: People) -> Found:
    for row in rows.of("mapping_proposal", status="approved"):
        if row["settled_by"] in {None, row["proposed_by"]}:
            yield row["proposed_by"]


_PHASE_OF = {
    "severe": {"known"},
    "not_severe": {"known"},
    "perpetrator_unidentified": {"unknown"},
    "not_substantiated": {"known", "unknown"},
}


@_is_forbidden
def concluded_for_nobody(rows: Stored, _people: People) -> Found:
    said = rows.case["conclusion"]
    if said is not None and rows.case["phase"] not in _PHASE_OF[said]:
        yield said
    accused = _accused(rows)
    for row in rows["case_conclusion"]:
        if rows.case["phase"] != "known" or row["conclusion"] not in _ABOUT_SOMEBODY or row["subject"] not in accused:
            yield row["conclusion"]


_ABOUT_SOMEBODY = ("severe", "not_severe", "not_substantiated")


def _concluded(rows: Stored) -> dict[str, Row]:
    return {row["subject"]: row for row in rows["case_conclusion"]}


@_is_forbidden
def concluded_without_finding(rows: Stored, _people: People) -> Found:
    said = rows.case["conclusion"]
    if said is not None and not rows.of("mapping_finding", status="agreed", outcome=said):
        yield said
    for row in rows["case_conclusion"]:
        wanted = {"status": "agreed", "outcome": row["conclusion"], "subject": row["subject"]}
        if not rows.of("mapping_finding", **wanted):
            yield row["conclusion"]


@_is_forbidden
def concluded_beside(rows: Stored, _people: People) -> Found:
    said, about_each = rows.case["conclusion"], {row["conclusion"] for row in rows["case_conclusion"]}
    if (
        said is not None
        and rows.case["phase"] == "known"
        and said != next((each for each in _ABOUT_SOMEBODY if each in about_each), None)
    ):
        yield said


@_is_forbidden
def two_findings(rows: Stored, _people: People) -> Found:
    many = Counter(row["subject"] for row in rows.of("mapping_finding", status="agreed") if row["subject"])
    yield from (subject for subject, count in many.items() if count > 1)


@_is_forbidden
def decided_in_the_dark(rows: Stored, _people: People) -> Found:
    if rows.case["stage"] in {"concluded", "decision"} and rows.case["conclusion"] is None:
        yield rows.case["stage"]


@_is_forbidden
def found_by_one(rows: Stored, _people: People) -> Found:
    for row in rows["mapping_finding"]:
        if row["status"] in {"agreed", "sent_back"} and row["settled_by"] in {None, row["proposed_by"]}:
            yield row["status"]


@_is_forbidden
def looked_at_by_one(rows: Stored, _people: People) -> Found:
    for finding in rows.of("mapping_finding", status="agreed"):
        for check in rows["mapping_check"]:
            looks = rows.of("mapping_look", check_id=check["id"])
            by_then = {row["looked_by"] for row in looks if row["looked_at"] <= finding["settled_at"]}
            if check["put_up_at"] <= finding["settled_at"] and len(by_then) < 2:
                yield str(check["id"])


_HAD_THEIR_CHANCE = {"held", "declined", "time_ran_out"}


@_is_forbidden
def found_unheard(rows: Stored, _people: People) -> Found:
    for finding in rows.of("mapping_finding", status="agreed"):
        heard = {
            row["talk"]
            for row in rows["mapping_talk"]
            if row["status"] in _HAD_THEIR_CHANCE
            and row["settled_at"] <= finding["settled_at"]
            and row["subject"] in {None, finding["subject"]}
        }
        both = {"affected", "accused"} if finding["phase"] == "known" else {"affected"}
        yield from both - heard


@_is_forbidden
def time_ran_out(rows: Stored, _people: People) -> Found:
    for row in rows.of("mapping_talk", status="time_ran_out"):
        if row["talk"] != "accused":
            yield row["talk"]


# The board


def _standing(rows: Stored) -> list[Row]:
    return [row for row in rows["case_decision"] if row["withdrawn_at"] is None]


def _ruled(rows: Stored, decision: Row) -> Row | None:
    """That it is the federation's, in the board's stead."""
    return next(iter(rows.of("case_federation_ruling", decision_id=decision["id"])), None)


@_is_forbidden
def decided_without_meeting(rows: Stored, _people: People) -> Found:
    for row in _standing(rows):
        meeting = rows.one("case_meeting", row["meeting_id"])
        if _ruled(rows, row) is not None:
            is_there = meeting is not None and meeting["status"] == "handed_over" and meeting["kind"] == "decision"
        else:
            is_boards = meeting is not None and meeting["kind"] == "decision" and meeting["held_at"] is not None
            is_there = meeting is not None and is_boards and meeting["status"] in {"held", "approved"}
        if not is_there:
            yield row["kind"]


_FOLLOWS = {
    "severe": {"leave_assignments", "end_time_out", "open_exclusion"},
    "not_severe": {"leave_assignments", "continue_time_out", "end_time_out", "require_care", "open_exclusion"},
    "not_substantiated": set[str](),
}
_WHATEVER = {"no_exclusion", "raise_confidence", "other", "state_distance"}


_OF_A_RETURN = {
    "deny_return",
    "defer_return",
    "try_return",
    "approve_return",
    "complete_return",
    "end_return",
}


@_is_forbidden
def decided_unmapped(rows: Stored, _people: People) -> Found:
    for row in _standing(rows):
        found = [
            each
            for each in rows.of("mapping_finding", subject=row["subject"], phase="known")
            if each["status"] in {"agreed", "set_aside"} and each["settled_at"] is not None
        ]
        is_about = row["subject"] is not None and row["kind"] != "other"
        # A return rests on no mapping; its answers are of a return alone.
        is_of_return = row["kind"] in _OF_A_RETURN and any(rows["reentry"])
        if is_about and not is_of_return and not any(each["settled_at"] <= row["decided_at"] for each in found):
            yield row["kind"]


@_is_forbidden
def decided_beside_conclusion(rows: Stored, _people: People) -> Found:
    concluded = _concluded(rows)
    for row in _standing(rows):
        about = concluded.get(row["subject"])
        if about is not None and row["decided_at"] >= about["concluded_at"]:
            yield from {row["kind"]} - _FOLLOWS[about["conclusion"]] - _WHATEVER


@_is_forbidden
def ruled_by_one(rows: Stored, _people: People) -> Found:
    for row in rows["case_federation_ruling"]:
        is_whole = (row["confirmed_by"] is None) is (row["confirmed_at"] is None)
        if not is_whole or row["confirmed_by"] == row["entered_by"]:
            yield row["entered_by"]


@_is_forbidden
def decided_without_quorum(rows: Stored, _people: People) -> Found:
    for row in _standing(rows):
        if _ruled(rows, row) is not None:
            continue
        meeting = rows.one("case_meeting", row["meeting_id"])
        if meeting is None or meeting["board"] is None or meeting["board"] < 3:
            yield row["kind"]
            continue
        sat = rows.of("case_meeting_seat", meeting_id=meeting["id"], votes=True, is_present=True)
        took_part = row["in_favour"] + row["against"] + row["abstained"]
        if 2 * took_part <= meeting["board"] or took_part > len(sat):
            yield row["kind"]


@_is_forbidden
def adopted_by_minority(rows: Stored, _people: People) -> Found:
    for row in rows["case_decision"]:
        if _ruled(rows, row) is not None:
            continue
        ahead = row["in_favour"] - row["against"]
        settled = row["is_settled_by_chair"] and ahead == 0 and row["against"] > 0
        if not settled and row["is_adopted"] is not (ahead > 0):
            yield row["kind"]


@_is_forbidden
def minutes_by_one(rows: Stored, _people: People) -> Found:
    for row in rows.of("case_meeting", status="approved"):
        sat = {
            seat["person"] for seat in rows.of("case_meeting_seat", meeting_id=row["id"], votes=True, is_present=True)
        }
        two = {row["led_by"], row["adjuster"]} & sat
        if row["led_approved_at"] is None or row["adjuster_approved_at"] is None or len(two) != 2:
            yield str(row["number"])


@_is_forbidden
def stage_without_meeting(rows: Stored, _people: People) -> Found:
    if rows.case["stage"] == "decision" and not rows.of("case_meeting", kind="decision"):
        yield "decision"


@_is_forbidden
def two_boards(rows: Stored, _people: People) -> Found:
    going_on = [row for row in rows.of("case_meeting", kind="decision") if row["status"] in {"called", "held"}]
    if len(going_on) > 1:
        yield from (str(row["number"]) for row in going_on)


# What is asked of an accused


_LIVES = {
    "time_out": {"demanded", "active", "refused", "unanswered", "ended", "converted", "lifted"},
    "leaving": {"demanded", "refused", "unanswered", "resigned", "lifted"},
    "care": {"required", "offered", "started", "completed", "declined", "lifted"},
}
_WAITS = {"demanded", "active", "required"}


def _waits(row: Row) -> bool:
    """Whether something is asked of an accused: care that was held out to the affected person is not."""
    return row["subject"] is not None and (row["status"] in _WAITS or row["status"] == "started")


def _rests_on(rows: Stored, measure: Row, kind: str) -> bool:
    decision = rows.one("case_decision", measure["decision_id"])
    ruling = _ruled(rows, decision) if decision is not None else None
    return (
        decision is not None
        and (ruling is None or ruling["confirmed_at"] is not None)
        and decision["kind"] == kind
        and decision["subject"] == measure["subject"]
        and decision["is_adopted"]
        and decision["withdrawn_at"] is None
    )


@_is_forbidden
def measure_out_of_life(rows: Stored, _people: People) -> Found:
    for row in rows["case_measure"]:
        if row["status"] not in _LIVES[row["kind"]] or (row["kind"] != "care" and row["subject"] is None):
            yield row["status"]


@_is_forbidden
def active_without_answer(rows: Stored, _people: People) -> Found:
    for row in rows.of("case_measure", kind="time_out"):
        said_yes = row["answered_at"] is not None and row["active_since"] is not None
        if row["status"] in {"active", "ended"} and not (said_yes and row["active_since"] >= row["asked_at"]):
            yield row["status"]


@_is_forbidden
def leaving_undecided(rows: Stored, _people: People) -> Found:
    for row in rows.of("case_measure", kind="leaving"):
        if row["status"] != "lifted" and not _rests_on(rows, row, "leave_assignments"):
            yield row["status"]


@_is_forbidden
def continued_undecided(rows: Stored, _people: People) -> Found:
    for row in rows.of("case_measure", kind="time_out"):
        goes_on = row["continued_at"] is not None and row["status"] in {"demanded", "active", "refused", "unanswered"}
        if goes_on and not _rests_on(rows, row, "continue_time_out"):
            yield row["status"]


@_is_forbidden
def ended_undecided(rows: Stored, _people: People) -> Found:
    for row in rows.of("case_measure", kind="time_out", status="ended"):
        if not _rests_on(rows, row, "end_time_out"):
            yield row["status"]


@_is_forbidden
def returned_without_word(rows: Stored, _people: People) -> Found:
    for row in rows.of("case_measure", kind="time_out", status="ended"):
        if row["continued_at"] is None:
            continue
        words = rows.of("case_return_word", subject=row["subject"])
        said = [
            word
            for word in words
            if row["continued_at"] <= word["recorded_at"] <= row["over_at"]
            and (word["lapsed_at"] is None or row["over_at"] < word["lapsed_at"])
        ]
        if not said or max(said, key=lambda word: word["recorded_at"])["is_content"] is False:
            yield row["status"]


@_is_forbidden
def care_undecided(rows: Stored, _people: People) -> Found:
    for row in rows.of("case_measure", kind="care"):
        if row["subject"] is not None and row["status"] != "lifted" and not _rests_on(rows, row, "require_care"):
            yield row["status"]


@_is_forbidden
def asked_of_nobody(rows: Stored, _people: People) -> Found:
    accused = _accused(rows)
    yield from (row["kind"] for row in rows["case_measure"] if _waits(row) and row["subject"] not in accused)


@_is_forbidden
def asked_for_nothing(rows: Stored, _people: People) -> Found:
    nothing = {"not_substantiated", "perpetrator_unidentified"}
    about = {row["subject"] for row in rows["case_conclusion"] if row["conclusion"] in nothing}
    for row in rows["case_measure"]:
        if _waits(row) and (rows.case["conclusion"] in nothing or row["subject"] in about):
            yield row["kind"]


@_is_forbidden
def asked_for_another(rows: Stored, _people: People) -> Found:
    for row in rows["case_measure"]:
        decision = rows.one("case_decision", row["decision_id"])
        if decision is not None and decision["subject"] != row["subject"]:
            yield row["kind"]


# Exclusion and the group's vote


@_is_forbidden
def excluded_by_board(rows: Stored, _people: People) -> Found:
    for row in rows["exclusion_case"]:
        if row["outcome"] in {"excluded", "retained"} and row["referred_on"] is None:
            yield row["outcome"]


@_is_forbidden
def recommended_unheard(rows: Stored, _people: People) -> Found:
    for row in rows["exclusion_case"]:
        if row["recommended_on"] is not None and (row["notified_on"] is None or row["statement_ended_at"] is None):
            yield row["status"]


_IN_ORDER = ("notified_on", "recommended_on", "referred_on", "decided_on", "appealed_on", "appeal_decided_on")


@_is_forbidden
def exclusion_out_of_order(rows: Stored, _people: People) -> Found:
    for row in rows["exclusion_case"]:
        has_left = "left" in {row["outcome"], row["appeal_outcome"]}
        steps = [row[name] for name in _IN_ORDER]
        taken = [day for day in steps if day is not None]
        is_gapless = has_left or taken == steps[: len(taken)]
        if not is_gapless or (taken != sorted(taken) and not has_left):
            yield row["status"]


@_is_forbidden
def opened_undecided(rows: Stored, _people: People) -> Found:
    for row in rows.of("exclusion_case", ground="by_board"):
        if row["status"] in {"assessing", "lifted", "taken_over"} or (row["opened_at"] is None and _has_left(row)):
            continue
        wanted = "no_exclusion" if row["status"] == "declined" else "open_exclusion"
        if not _rests_on(rows, row, wanted):
            yield row["status"]


def _has_left(row: Row) -> bool:
    return bool(row["outcome"] == "left")


@_is_forbidden
def exclusion_for_nothing(rows: Stored, _people: People) -> Found:
    about = {row["subject"] for row in rows.of("case_conclusion", conclusion="not_substantiated")}
    for row in rows.of("exclusion_case", ground="by_board"):
        if row["status"] in _NOT_SENT and row["subject"] in about:
            yield row["status"]


@_is_forbidden
def mandatory_without_vote(rows: Stored, _people: People) -> Found:
    for row in rows.of("exclusion_case", ground="mandatory_after_no_confidence"):
        vote = rows.one("vote", row["vote_id"])
        is_denied = vote is not None and vote["certified_at"] is not None and vote["outcome"] == "no_confidence"
        # What the federation had decided before the result fell is its own.
        fell = vote is not None and vote["overturned_at"] is not None
        if not is_denied and not (fell and row["status"] in {"ground_fell", "decided", "appeal", "closed"}):
            yield row["status"]


@_is_forbidden
def mandatory_declined(rows: Stored, _people: People) -> Found:
    for row in rows.of("exclusion_case", ground="mandatory_after_no_confidence"):
        if row["status"] in {"assessing", "declined", "lifted", "taken_over"}:
            yield row["status"]


@_is_forbidden
def denied_without_exclusion(rows: Stored, _people: People) -> Found:
    for vote in rows.of("vote", kind="confidence", outcome="no_confidence"):
        is_certified = vote["certified_at"] is not None and vote["status"] in {"certified", "minutes_approved"}
        if is_certified and len(rows.of("exclusion_case", vote_id=vote["id"])) != 1:
            yield str(vote["id"])


@_is_forbidden
def closed_while_appealable(rows: Stored, _people: People) -> Found:
    for row in rows.of("exclusion_case", status="closed"):
        until, is_settled = row["appeal_until"], row["appeal_decided_on"] is not None or _has_left(row)
        if until is not None and not is_settled and row["ended_at"].date() <= until:
            yield str(until)


_NOT_SENT = {"assessing", "opened", "notified", "statement", "recommended"}


@_is_forbidden
def two_exclusions(rows: Stored, _people: People) -> Found:
    many = Counter(row["subject"] for row in rows["exclusion_case"] if row["status"] in _NOT_SENT and row["subject"])
    yield from (subject for subject, count in many.items() if count > 1)


# Coming back


_TAKEN_UP = {"denied", "trial", "approved", "review", "full"}


@_is_forbidden
def returned_unheard(rows: Stored, _people: People) -> Found:
    for row in rows["reentry"]:
        if row["status"] in _TAKEN_UP and None in {row["talk"], row["affected"], row["no_confidence_before"]}:
            yield row["status"]


@_is_forbidden
def returned_unconsulted(rows: Stored, _people: People) -> Found:
    for row in rows["reentry"]:
        if row["status"] in _TAKEN_UP and row["no_confidence_before"] and row["advice"] is None:
            yield row["status"]


@_is_forbidden
def advice_without_vote(rows: Stored, _people: People) -> Found:
    for row in rows["reentry"]:
        vote = rows.one("vote", row["consultation_id"])
        is_certified = vote is not None and vote["kind"] == "consultation" and vote["certified_at"] is not None
        if row["advice"] is not None and not is_certified:
            yield row["advice"]


@_is_forbidden
def trial_without_day(rows: Stored, _people: People) -> Found:
    for row in rows["reentry"]:
        if row["status"] in {"deferred", "trial", "approved"} and row["due_on"] is None:
            yield row["status"]


@_is_forbidden
def return_undecided(rows: Stored, _people: People) -> Found:
    for row in rows["reentry"]:
        if row["status"] in _DECIDED_BY:
            moved = rows.of("reentry_decision", status=row["status"])
            decided = [rows.one("case_decision", each["decision_id"]) for each in moved]
            if not any(_is_vouched_for(rows, each, _DECIDED_BY[row["status"]]) for each in decided):
                yield row["status"]


_DECIDED_BY = {
    "denied": "deny_return",
    "deferred": "defer_return",
    "trial": "try_return",
    "approved": "approve_return",
    "full": "complete_return",
}


def _is_vouched_for(rows: Stored, decision: Row | None, kind: str) -> bool:
    """Carried, standing, and by two: in minutes that are approved, or by the federation's letter."""
    if decision is None or decision["kind"] != kind or not decision["is_adopted"] or decision["withdrawn_at"]:
        return False
    ruling, meeting = _ruled(rows, decision), rows.one("case_meeting", decision["meeting_id"])
    if ruling is not None:
        return ruling["confirmed_at"] is not None
    return meeting is not None and meeting["status"] == "approved"


@_is_forbidden
def nominated_by_asker(rows: Stored, _people: People) -> Found:
    asked_by = {row["id"]: row["asked_by"] for row in rows["nomination_check"]}
    yield from (row["said_by"] for row in rows["nomination_word"] if asked_by.get(row["check_id"]) == row["said_by"])


# The end


_VOTE_UNDER_WAY = {"raised", "hearing", "convened", "roll_locked", "credentials_out", "open", "closed", "counted"}


@_is_forbidden
def closed_with_duties(rows: Stored, _people: People) -> Found:
    if rows.case["stage"] != "closed":
        return
    yield from (row["kind"] for row in rows["case_measure"] if _waits(row))
    yield from (str(row["id"]) for row in rows["vote"] if row["status"] in _VOTE_UNDER_WAY)
    under_way = _NOT_SENT | {"referred", "decided", "appeal"}
    yield from (str(row["id"]) for row in rows["exclusion_case"] if row["status"] in under_way)


@_is_forbidden
def closed_unasked(rows: Stored, _people: People) -> Found:
    if rows.case["stage"] == "closed" and rows.case["category"] != "reentry" and rows.case["affected_asked_at"] is None:
        yield "affected person"
