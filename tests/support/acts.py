"""Everything that somebody can do about an internal case and what comes of it, each with how it is done rightly.

An act reads the rows of its case and says who could do it now and with what; None where there is nothing to do it to.
That it says so promises nothing: whether it is let through is what the program decides.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from app.core import clock
from app.people.rules import local_date
from tests.support.forbidden import Row, Stored

WORDS = "Det är som det är."
BOARD = ("chair", "vice", "decider", "eva")
"""Those on the board who are no part of any matter from the beginning."""


@dataclass(frozen=True)
class Ask:
    """One request, for a route's path, as one of the cast."""

    who: str
    body: Any = None
    ids: Mapping[str, object] = field(default_factory=dict)
    version: int | None = None
    """None: that of the case."""


class Seen:
    """A case as its rows say, and the cast by their names in it."""

    def __init__(
        self, rows: Stored, *, ids: Mapping[str, UUID], tags: Mapping[str, str], bars: Mapping[str, str], draw: Random
    ) -> None:
        self.rows, self.case, self.draw = rows, rows.case, draw
        self._ids, self.tags, self.bars = ids, tags, bars
        self.names = {tag: name for name, tag in tags.items()}
        self.kept_out = {row["tag"]: row for row in rows["case_bar"]}

    def id(self, name: str) -> str:
        return str(self._ids[name])

    def holding(self, *roles: str) -> list[str]:
        """Who can act in one of these roles: let in, with keys, and not kept out."""
        found = [
            self.names[row["holder"]]
            for row in self.rows["case_grant"]
            if row["ended_at"] is None and row["role"] in roles and row["holder"] in self.names
        ]
        return [name for name in dict.fromkeys(found) if self.bars[name] not in self.kept_out]

    def one(self, *roles: str, but: Sequence[str | None] = ()) -> str | None:
        """`but`: tags of those who cannot."""
        found = [name for name in self.holding(*roles) if self.tags[name] not in but]
        return self.draw.choice(found) if found else None

    @property
    def leads(self) -> str | None:
        return self.one("security_officer", "accountable")

    def any(self, among: Sequence[Any]) -> Any:
        return self.draw.choice(among) if among else None

    def row(self, table: str, *statuses: str, **wanted: object) -> Any:
        found = self.rows.of(table, **wanted)
        return self.any([row for row in found if not statuses or row["status"] in statuses])

    def accused(self) -> list[str]:
        """Whom a board can decide something about: in a matter of return, whoever wants back."""
        why = "returning" if self.case["category"] == "reentry" else "accused"
        return [
            name
            for name, tag in self.bars.items()
            if (row := self.kept_out.get(tag)) and row["why"] == why and not row["is_provisional"]
        ]

    def barred_as(self, why: str) -> list[str]:
        return [name for name, tag in self.bars.items() if (row := self.kept_out.get(tag)) and row["why"] == why]

    def free(self, *names: str) -> list[str]:
        """Of these, who has no part in the case and is not kept out of it."""
        holding = {row["holder"] for row in self.rows["case_grant"] if row["ended_at"] is None}
        return [each for each in names if self.tags[each] not in holding and self.bars[each] not in self.kept_out]

    @property
    def about(self) -> dict[str, Any] | None:
        accused = self.any(self.accused())
        return {"person_id": self.id(accused)} if accused else None

    def is_at(self, *stages: str) -> bool:
        return self.case["stage"] in stages


def day(days: int = 0) -> str:
    return (local_date(clock.now()) + timedelta(days=days)).isoformat()


def moment(**ahead: int) -> str:
    return (clock.now() + timedelta(**ahead)).isoformat()


Make = Callable[[Seen], Ask | None]


@dataclass(frozen=True)
class Act:
    method: str
    path: str
    kind: str
    """Of several that one route does, which."""
    make: Make

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}" + (f" [{self.kind}]" if self.kind else "")


ACTS: list[Act] = []
CASE = "/cases/{case_id}"


def _act(method: str, path: str, kind: str = "") -> Callable[[Make], Make]:
    def note(make: Make) -> Make:
        ACTS.append(Act(method, path, kind, make))
        return make

    return note


def _simple(method: str, path: str, make: Make, kind: str = "") -> None:
    _act(method, path, kind)(make)


def _ask(who: str | None, body: Any = None, of: Row | None = None, /, **ids: object) -> Ask | None:
    """Nobody to do it: nothing to do."""
    return Ask(who, body, ids, of["version"] if of is not None and "version" in of else None) if who else None


# The case and its people


_simple("POST", CASE + "/acknowledgement", lambda s: _ask(s.leads) if s.is_at("reported") else None)
_simple("POST", CASE + "/affected-asked", lambda s: _ask(s.leads))
_simple("POST", CASE + "/closing", lambda s: _ask(s.leads, {"reason": WORDS}) if s.is_at("follow_up") else None)
_simple("POST", CASE + "/reopening", lambda s: _ask(s.leads, {"reason": WORDS}) if s.is_at("closed") else None)

_ONWARD: Mapping[str, tuple[str, ...]] = {
    "acknowledged": ("assessing",),
    "assessing": ("triage",),
    "triage": ("mapping",),
    "concluded": ("mapping",),
    "decision": ("mapping",),
    "reopened": ("triage", "mapping", "follow_up"),
}


@_act("PUT", CASE + "/stage")
def _stage(s: Seen) -> Ask | None:
    to = s.any(_ONWARD.get(s.case["stage"], ()))
    phase = s.case["phase"] or ("known" if s.accused() else "unknown")
    more = {"phase": phase, "reason": WORDS} if to == "mapping" else {}
    return _ask(s.leads, {"stage": to} | more) if to else None


@_act("PUT", CASE + "/category")
def _category(s: Seen) -> Ask | None:
    # Back to where it was more often than away: the lives that are walked here are those of an internal case.
    to = "internal" if s.case["category"] != "internal" else s.any(["internal"] * 5 + ["party"])
    return _ask(s.leads, {"category": to, "reason": WORDS})


_simple(
    "POST",
    CASE + "/compartments/{compartment}/texts",
    lambda s: _ask(s.leads, {"kind": "note", "text": WORDS}, compartment="decisions"),
)
_simple(
    "POST",
    CASE + "/conflict-declaration",
    lambda s: _ask(s.one("contact_person", "consulted", "called_in"), {"reason": WORDS}),
)


@_act("POST", CASE + "/parties")
def _party(s: Seen) -> Ask | None:
    is_unknown = s.case["phase"] == "unknown"
    role, names = s.any(
        [
            ("suspected", ["suspect"]),
            ("suspected" if is_unknown else "accused", ["accused", "suspect", "other"]),
            ("witness", ["stranger"]),
        ]
    )
    who = s.any(s.free(*names) or (names if role == "suspected" else []))
    return _ask(s.leads, {"role": role, "person_id": s.id(who)}) if who else None


@_act("POST", CASE + "/bars/{bar_id}/confirmation")
def _confirm_bar(s: Seen) -> Ask | None:
    row = s.any([row for row in s.rows.of("case_bar", is_provisional=True) if row["why"] != "suspected"])
    return _ask(s.leads, {"role": "witness"}, bar_id=row["id"]) if row else None


@_act("POST", CASE + "/bars/{bar_id}/lifting")
def _lift(s: Seen) -> Ask | None:
    firm = s.case["phase"] == "known"
    row = s.any([row for row in s.rows["case_bar"] if row["why"] != "accused" or not firm])
    first = row and s.rows.of("case_bar_lifting", bar_id=row["id"])
    who = row and s.one("security_officer", "accountable", but=[each["asked_by"] for each in first])
    return _ask(who, {"reason": WORDS}, bar_id=row["id"]) if who else None


@_act("DELETE", CASE + "/bars/{bar_id}/lifting")
def _keep_bar(s: Seen) -> Ask | None:
    row = s.row("case_bar_lifting")
    return _ask(s.leads, None, bar_id=row["bar_id"]) if row else None


@_act("POST", CASE + "/people")
def _let_in(s: Seen) -> Ask | None:
    who = s.any(s.free("leader"))
    has_agreed = any(row["is_given"] for row in s.rows.of("case_consent", question="involve_group_leader"))
    body = {"role": "consulted", "compartments": ["report"]}
    return _ask(s.leads, body | {"person_id": s.id(who)}) if who and has_agreed else None


@_act("POST", CASE + "/people/{grant_id}/end")
def _let_out(s: Seen) -> Ask | None:
    rows = [row for row in s.rows.of("case_grant", ended_at=None) if row["role"] in {"consulted", "decider"}]
    row = s.any(rows)
    return _ask(s.leads, None, grant_id=row["id"]) if row else None


@_act("POST", CASE + "/people/{grant_id}/key")
def _give_key(s: Seen) -> Ask | None:
    row = s.row("case_grant", ended_at=None, role="consulted", awaits_key=True) or s.row(
        "case_grant", ended_at=None, role="decider"
    )
    return _ask(s.leads, None, grant_id=row["id"]) if row else None


_QUESTIONS = (
    "involve_group_leader",
    "name_to_federation",
    "statement_to_members",
    "name_to_group",
    "involve_vice_chair",
)


def _answer_to(s: Seen) -> dict[str, Any]:
    first = not s.rows.of("case_consent", question=_QUESTIONS[0])
    question = _QUESTIONS[0] if first else s.any(_QUESTIONS)
    return {"question": question, "is_given": first or s.any([True, False])}


_simple(
    "POST",
    CASE + "/consents",
    lambda s: _ask(s.one("affected") or s.leads, _answer_to(s)),
)
_simple(
    "POST",
    CASE + "/disclosures",
    lambda s: _ask(s.leads, {"recipient": "federation", "reason": WORDS, "with_name": False}),
)
_simple("POST", CASE + "/events", lambda s: _ask(s.leads, {"happens_at": moment(days=9)}))
_simple(
    "PUT",
    CASE + "/facts/{condition}",
    lambda s: _ask(s.leads, {"is_true": s.any([True, False])}, condition="goes_to_court"),
)


@_act("PUT", CASE + "/contact-person")
def _contact(s: Seen) -> Ask | None:
    who = s.any(s.free("contact", "stranger", "leader"))
    return _ask(s.leads, {"person_id": s.id(who)}) if who else None


@_act("POST", CASE + "/contact-person/decline")
def _no_contact(s: Seen) -> Ask | None:
    there = s.row("case_grant", ended_at=None, role="contact_person")
    return _ask(s.one("affected"), {"wants_another": True}) if there else None


@_act("POST", CASE + "/overrides")
def _in_danger(s: Seen) -> Ask | None:
    if s.draw.random() < 0.5:
        told = {"kind": "telling", "recipient": "group_leader", "with_name": False}
        return _ask(s.leads, told | {"reason": WORDS})
    who = s.any(s.free("vice", "eva", "decider", "leader"))
    opened = {"kind": "opening", "compartment": "report", "reason": WORDS}
    return _ask(s.leads, opened | {"person_id": s.id(who)}) if who else None


@_act("POST", CASE + "/overrides/{override_id}/agreement")
def _agree_in_danger(s: Seen) -> Ask | None:
    row = s.row("case_override", "asked")
    who = row and s.one("security_officer", "accountable", but=[row["asked_by"], row["opens_for"]])
    return _ask(who, None, override_id=row["id"]) if who else None


@_act("POST", CASE + "/overrides/{override_id}/refusal")
def _refuse_in_danger(s: Seen) -> Ask | None:
    row = s.row("case_override", "asked")
    return _ask(s.leads, None, override_id=row["id"]) if row else None


# The plan


def _step(s: Seen, *statuses: str, codes: Sequence[str]) -> Any:
    rows = [row for row in s.rows["case_step"] if row["status"] in statuses and row["superseded_at"] is None]
    return s.any([row for row in rows if row["code"] in codes])


def _on_step(path: str, body: Callable[[Seen], Any], *statuses: str, codes: Sequence[str]) -> None:
    """`codes`: of steps that those who lead, or the affected person, can do that with in most cases."""

    def make(s: Seen) -> Ask | None:
        row = _step(s, *statuses, codes=codes)
        who = s.one("affected") if row and row["code"].startswith("AFF") else s.leads
        return _ask(who, body(s), row, step_id=row["id"]) if row else None

    _simple("PUT" if path == "assignment" else "POST", f"{CASE}/steps/{{step_id}}/{path}", make)


_on_step("completion", lambda _: {"note": WORDS}, "open", codes=["SOI-01"])
_on_step("assessment", lambda s: {"is_yes": s.any([True, False]), "reason": WORDS}, "open", codes=["AFF-04"])
_on_step("not-applicable", lambda _: {"reason": WORDS}, "open", codes=["INT-02", "SOI-01"])
_on_step("reopening", lambda _: {"reason": WORDS}, "done", "not_applicable", codes=["SOI-01", "AFF-04", "INT-02"])
_on_step("assignment", lambda s: {"person_id": s.any([None, s.id("officer")])}, "open", codes=["SOI-01", "SOI-04a"])
_on_step("delegation", lambda s: {"person_id": s.id(s.any(["chair", "officer"]))}, "open", codes=["SOI-04a"])


def _media_version(s: Seen) -> int:
    return len(s.rows["media_plan_text"]) + len(s.rows["media_plan_answer"])


@_act("POST", CASE + "/media-plan/texts")
def _write_media_plan(s: Seen) -> Ask | None:
    body = {"who_answers": "Ordföranden", "we_say": WORDS, "we_leave_out": "Namnen"}
    return Ask(s.leads, body, version=_media_version(s)) if s.leads else None


@_act("POST", CASE + "/media-plan/answers")
def _answer_media_plan(s: Seen) -> Ask | None:
    texts = s.rows["media_plan_text"]
    who = s.one("affected", "accountable")
    if not texts or who is None:
        return None
    said = [row for row in s.rows["media_plan_answer"] if row["answered_by"] == s.tags[who]]
    is_yes = not said or not said[-1]["is_yes"]
    body = {"digest": texts[-1]["digest"], "is_yes": is_yes, "word": WORDS}
    return Ask(who, body, version=_media_version(s))


# The mapping


@_act("PUT", CASE + "/investigators")
def _investigators(s: Seen) -> Ask | None:
    officer = s.any(s.holding("security_officer"))
    others = [name for name in ("vice", "decider", "eva") if s.bars[name] not in s.kept_out]
    group = [officer, *s.draw.sample(others, min(len(others), s.any([1, 2])))] if officer else []
    return _ask(s.leads, {"person_ids": [s.id(name) for name in group]}) if group else None


@_act("PUT", CASE + "/mapping/lead")
def _lead(s: Seen) -> Ask | None:
    who = s.one("investigator")
    return _ask(who, {"person_id": s.id(who)}) if who and s.is_at("mapping") else None


@_act("POST", CASE + "/mapping/talks")
def _plan_talk(s: Seen) -> Ask | None:
    suspected, accused = s.barred_as("suspected"), s.accused()
    kinds: list[dict[str, Any]] = [{"talk": "affected"}, {"talk": "witness", "whom": "Grannen"}]
    kinds += [{"talk": "accused", "person_id": s.id(name)} for name in accused]
    kinds += [{"talk": "suspected", "person_id": s.id(name)} for name in suspected]
    body = s.any(kinds) | {"planned_for": moment(minutes=1)}
    return _ask(s.one("investigator"), body) if s.is_at("mapping") else None


@_act("POST", CASE + "/mapping/talks/{talk_id}/notes")
def _talked(s: Seen) -> Ask | None:
    row, who = s.row("mapping_talk", "planned"), s.one("investigator")
    if row is None or who is None:
        return None
    about = {"names_affected": False} if row["talk"] in {"accused", "suspected"} else {}
    return _ask(who, {"notes": WORDS, "held_by": [s.id(who)], "is_read_back": True} | about, row, talk_id=row["id"])


@_act("POST", CASE + "/mapping/talks/{talk_id}/end")
def _talk_ends(s: Seen) -> Ask | None:
    row = s.row("mapping_talk", "planned")
    # Nobody but an accused owes an answer, and they only once their time is up.
    ends = ["declined", "called_off", *(["time_ran_out"] if row and row["talk"] == "accused" else [])]
    return _ask(s.one("investigator"), {"status": s.any(ends), "note": WORDS}, row, talk_id=row["id"]) if row else None


@_act("PUT", CASE + "/mapping/talks/{talk_id}/read-back")
def _read_back(s: Seen) -> Ask | None:
    row = s.row("mapping_talk", "held")
    return _ask(s.one("investigator"), {"is_read_back": True}, row, talk_id=row["id"]) if row else None


@_act("POST", CASE + "/mapping/checks")
def _put_up(s: Seen) -> Ask | None:
    return _ask(s.one("investigator"), {"thing": "Meddelandena"}) if s.is_at("mapping") else None


@_act("POST", CASE + "/mapping/checks/{check_id}/looks")
def _look(s: Seen) -> Ask | None:
    for check in s.rows["mapping_check"]:
        looked = [row["looked_by"] for row in s.rows.of("mapping_look", check_id=check["id"])]
        who = s.one("investigator", but=looked)
        if who and s.is_at("mapping") and len(looked) < 2:
            return _ask(who, {"verdict": s.any(["fits", "uncertain"]), "words": WORDS}, check_id=check["id"])
    return None


_FINDINGS: Mapping[str, tuple[str, ...]] = {
    "known": ("severe", "not_severe", "not_severe", "not_substantiated"),
    "unknown": ("points_at_person", "person_established", "perpetrator_unidentified", "not_substantiated"),
}
_GO_ON = {"points_at_person", "person_established"}


@_act("POST", CASE + "/mapping/findings")
def _find(s: Seen) -> Ask | None:
    if not s.is_at("mapping"):
        return None
    found = s.any(_FINDINGS[s.case["phase"]])
    body = {"outcome": found, "reasons": WORDS} | ({} if found in _GO_ON else {"summary": WORDS})
    if s.case["phase"] == "known":
        # First of those about whom there is nothing yet.
        done = {row["subject"] for row in s.rows["mapping_finding"] if row["status"] in {"proposed", "agreed"}}
        who = s.any([name for name in s.accused() if s.bars[name] not in done] or s.accused())
        body |= {"person_id": s.id(who)} if who else {}
    lead = [s.names.get(row["lead"]) for row in s.rows["mapping_lead"]]
    return _ask(s.any([name for name in s.holding("investigator") if name in lead]), body)


@_act("POST", CASE + "/mapping/findings/{finding_id}/agreement")
def _agree(s: Seen) -> Ask | None:
    row = s.row("mapping_finding", "proposed")
    who = row and s.one("investigator", but=[row["proposed_by"]])
    return _ask(who, None, finding_id=row["id"]) if who else None


@_act("POST", CASE + "/mapping/findings/{finding_id}/return")
def _send_back(s: Seen) -> Ask | None:
    row = s.row("mapping_finding", "proposed")
    who = row and s.one("investigator", but=[row["proposed_by"]])
    return _ask(who, {"missing": WORDS}, finding_id=row["id"]) if who else None


@_act("POST", CASE + "/who-it-is")
def _who(s: Seen) -> Ask | None:
    waiting = {row["subject"] for row in s.rows.of("mapping_proposal", status="proposed")}
    is_known = s.case["phase"] == "known"
    named = s.accused() if is_known else s.barred_as("suspected")
    who = s.any([name for name in named if s.bars[name] not in waiting])
    becomes = s.any(["suspected", "cleared"]) if is_known else "accused"
    body = {"becomes": becomes, "reasons": WORDS}
    return _ask(s.one("investigator"), body | {"person_id": s.id(who)}) if who else None


def _on_proposal(path: str, role: str, body: Any) -> None:
    def make(s: Seen) -> Ask | None:
        row = s.row("mapping_proposal", "proposed")
        who = row and s.one(role, but=[row["proposed_by"]] if role == "accountable" else [])
        return _ask(who, body, proposal_id=row["id"]) if who else None

    _simple("POST", f"{CASE}/who-it-is/{{proposal_id}}/{path}", make)


_on_proposal("approval", "accountable", None)
_on_proposal("refusal", "accountable", {"reason": WORDS})
_on_proposal("withdrawal", "investigator", None)


# The hearing


@_act("POST", CASE + "/hearings/releases")
def _release(s: Seen) -> Ask | None:
    told = {"allegations": "Det som påstås.", "contact": "security_officer"}
    body = s.about and s.about | {"told": told, "names_confirmed": True}
    return _ask(s.one("investigator", "security_officer"), body) if body else None


@_act("POST", CASE + "/hearings/{hearing_id}/telling")
def _told(s: Seen) -> Ask | None:
    row = s.row("hearing_release", told_at=None)
    body = row and {"release_id": str(row["id"]), "way": "letter", "told_at": moment()}
    return _ask(s.one("investigator"), body, hearing_id=row["hearing_id"]) if row else None


@_act("POST", CASE + "/hearings/{hearing_id}/access")
def _page(s: Seen) -> Ask | None:
    row = s.row("hearing")
    return _ask(s.one("investigator"), None, hearing_id=row["id"]) if row else None


@_act("POST", CASE + "/hearings/{hearing_id}/answers")
def _take_down(s: Seen) -> Ask | None:
    told = s.any([row for row in s.rows["hearing_release"] if row["told_at"] is not None])
    body = {"way": "letter", "given_at": moment(), "text": WORDS}
    return _ask(s.one("investigator"), body, hearing_id=told["hearing_id"]) if told else None


@_act("POST", "/hearings/{hearing_id}/answers")
def _answers(s: Seen) -> Ask | None:
    row = s.row("hearing")
    who = row and next((name for name, tag in s.bars.items() if tag == row["subject"]), None)
    return _ask(who, {"text": WORDS}, hearing_id=row["id"]) if who else None


@_act("POST", "/hearings/{hearing_id}/measures/{measure_id}/answer")
def _answers_measure(s: Seen) -> Ask | None:
    row = s.row("hearing")
    asked = row and s.row("case_measure", "demanded", "refused", "unanswered", subject=row["subject"])
    who = asked and next((name for name, tag in s.bars.items() if tag == row["subject"]), None)
    return (
        _ask(who, {"answer": s.any(["yes", "yes", "no"])}, hearing_id=row["id"], measure_id=asked["id"])
        if who
        else None
    )


# What is asked of an accused


def _has_decided(s: Seen, kind: str) -> bool:
    return any(row["is_adopted"] and row["withdrawn_at"] is None for row in s.rows.of("case_decision", kind=kind))


_simple("POST", CASE + "/measures/time-outs", lambda s: _ask(s.leads, s.about) if s.about else None)


def _by_board(path: str, kind: str, more: dict[str, Any]) -> None:
    def make(s: Seen) -> Ask | None:
        return _ask(s.leads, s.about | more) if s.about and _has_decided(s, kind) else None

    _simple("POST", f"{CASE}/measures/{path}", make)


_by_board("leavings", "leave_assignments", {})
_by_board("continuation", "continue_time_out", {})
_by_board("care", "require_care", {"text": WORDS})


@_act("POST", CASE + "/measures/{measure_id}/answer")
def _measure_answer(s: Seen) -> Ask | None:
    rows = [row for row in s.rows["case_measure"] if row["kind"] != "care"]
    row = s.any([row for row in rows if row["status"] in {"demanded", "refused", "unanswered"}])
    said = s.any(["yes", "no", "none"]) if row and row["status"] == "demanded" else "yes"
    return _ask(s.leads, {"answer": said}, row, measure_id=row["id"]) if row else None


@_act("POST", CASE + "/measures/{measure_id}/review")
def _review(s: Seen) -> Ask | None:
    row = s.row("case_measure", "active", kind="time_out")
    return _ask(s.leads, {"reason": WORDS}, row, measure_id=row["id"]) if row else None


@_act("POST", CASE + "/measures/{measure_id}/end")
def _end_time_out(s: Seen) -> Ask | None:
    row = s.row("case_measure", "active", kind="time_out")
    return _ask(s.leads, {"reason": WORDS}, row, measure_id=row["id"]) if row else None


@_act("POST", CASE + "/measures/{measure_id}/care")
def _care_step(s: Seen) -> Ask | None:
    rows = [row for row in s.rows.of("case_measure", kind="care") if row["subject"]]
    row = s.any([row for row in rows if row["status"] in {"required", "started", "declined"}])
    step = "completed" if row and row["status"] == "started" else s.any(["started", "declined"])
    return _ask(s.leads, {"step": step}, row, measure_id=row["id"]) if row else None


_simple("POST", CASE + "/support/care", lambda s: _ask(s.one("contact_person"), {"text": WORDS}))


@_act("POST", CASE + "/support/care/{measure_id}")
def _own_care(s: Seen) -> Ask | None:
    row = s.row("case_measure", "offered", "started", "declined", kind="care", subject=None)
    step = "completed" if row and row["status"] == "started" else "started"
    return _ask(s.one("contact_person", "affected"), {"step": step}, row, measure_id=row["id"]) if row else None


@_act("POST", CASE + "/support/returns/{measure_id}")
def _word(s: Seen) -> Ask | None:
    rows = [row for row in s.rows.of("case_measure", kind="time_out") if row["continued_at"]]
    row = s.any([row for row in rows if row["status"] in {"active", "demanded"}])
    was_asked = row and s.rows.of("case_return_word", subject=row["subject"])
    is_content = s.any([True, False, None]) if was_asked else True
    body = {"is_content": is_content, "text": WORDS if is_content is None else s.any([WORDS, ""])}
    return _ask(s.one("affected", "contact_person"), body, measure_id=row["id"]) if row else None


# The board


@_act("POST", CASE + "/meetings")
def _call(s: Seen) -> Ask | None:
    kind = "decision" if s.is_at("active", "concluded", "decision", "follow_up") else "triage"
    body = {"kind": kind, "starts_at": moment(minutes=5), "place": "Lilla salen"}
    return _ask(s.leads, body) if not s.row("case_meeting", "called", kind=kind) else None


@_act("POST", CASE + "/meetings/{meeting_id}/holding")
def _hold(s: Seen) -> Ask | None:
    row = s.row("case_meeting", "called")
    if row is None:
        return None
    seats = s.rows.of("case_meeting_seat", meeting_id=row["id"])
    there = [s.names[seat["person"]] for seat in seats if seat["person"] in s.names]
    there = [name for name in there if s.bars[name] not in s.kept_out]
    board = [s.names[seat["person"]] for seat in seats if seat["votes"] and s.names.get(seat["person"]) in there]
    body: dict[str, Any] = {"present": [s.id(name) for name in there]}
    if row["kind"] == "decision":
        return _ask(s.leads, body | {"led_by": s.id(board[0])}, row, meeting_id=row["id"]) if board else None
    phase = s.case["phase"] or ("known" if s.accused() else "unknown")
    return _ask(s.leads, body | {"words": WORDS, "phase": phase}, row, meeting_id=row["id"])


@_act("POST", CASE + "/meetings/{meeting_id}/approval")
def _approve(s: Seen) -> Ask | None:
    row = s.row("case_meeting", "held", kind="decision")
    if row is None:
        return None
    sat = s.rows.of("case_meeting_seat", meeting_id=row["id"], votes=True, is_present=True)
    can = {s.names.get(seat["person"]) for seat in sat} & {*s.holding("accountable", "decider")}
    led = {s.names.get(row["led_by"])} & can
    left = (led if row["led_approved_at"] is None else set()) | (can - led if row["adjuster"] is None else set())
    who = s.any(sorted(name for name in left if name))
    return _ask(who, None, row, meeting_id=row["id"]) if who else None


def _why_not(path: str, *statuses: str, kind: str | None = None) -> None:
    def make(s: Seen) -> Ask | None:
        row = s.row("case_meeting", *statuses, **({"kind": kind} if kind else {}))
        return _ask(s.leads, {"reason": WORDS}, row, meeting_id=row["id"]) if row else None

    _simple("POST", f"{CASE}/meetings/{{meeting_id}}/{path}", make)


_why_not("cancellation", "called", "held")
_why_not("handing-over", "called", kind="decision")


def _going_on(s: Seen) -> Any:
    return s.row("case_meeting", "called", "held", kind="decision")


@_act("POST", CASE + "/meetings/{meeting_id}/items")
def _add_item(s: Seen) -> Ask | None:
    row = _going_on(s)
    return _ask(s.leads, {"title": "Något eget"}, row, meeting_id=row["id"]) if row else None


@_act("DELETE", CASE + "/meetings/{meeting_id}/items/{item_id}")
def _drop_item(s: Seen) -> Ask | None:
    row = _going_on(s)
    item = row and s.row("case_agenda_item", meeting_id=row["id"], topic=None)
    return _ask(s.leads, None, row, meeting_id=row["id"], item_id=item["id"]) if item else None


@_act("PUT", CASE + "/meetings/{meeting_id}/items/{item_id}/note")
def _note_item(s: Seen) -> Ask | None:
    row = s.row("case_meeting", "held", kind="decision")
    item = row and s.row("case_agenda_item", meeting_id=row["id"])
    return _ask(s.leads, {"text": WORDS}, row, meeting_id=row["id"], item_id=item["id"]) if item else None


_KINDS: Mapping[str, tuple[str, ...]] = {
    "assignments": ("leave_assignments",),
    "time_out": ("continue_time_out", "end_time_out", "require_care"),
    "exclusion": ("open_exclusion", "no_exclusion"),
    "confidence": ("raise_confidence",),
}


@_act("POST", CASE + "/meetings/{meeting_id}/items/{item_id}/decisions")
def _decide(s: Seen) -> Ask | None:
    row = s.row("case_meeting", "held", kind="decision")
    items = s.rows.of("case_agenda_item", meeting_id=row["id"]) if row else []
    item = s.any([each for each in items if each["topic"] not in {"return", "return_review"}])
    if item is None:
        return None
    kind = s.any(_KINDS.get(str(item["topic"]), ("other",)))
    sat = len(s.rows.of("case_meeting_seat", meeting_id=row["id"], votes=True, is_present=True))
    numbers = s.any([(sat, 0, 0), (sat - 1, 1, 0), (sat - 1, 0, 1), (0, sat, 0)])
    body = {"kind": kind, "text": WORDS} | dict(zip(("in_favour", "against", "abstained"), numbers, strict=True))
    about = {} if kind == "other" else s.about
    if about is None:
        return None
    return _ask(s.leads, body | about, row, meeting_id=row["id"], item_id=item["id"])


def _answer(kind: str, topic: str, *statuses: str, **more: Callable[[], Any]) -> None:
    def make(s: Seen) -> Ask | None:
        row, about = s.row("case_meeting", "held", kind="decision"), s.about
        item = row and s.row("case_agenda_item", meeting_id=row["id"], topic=topic)
        if item is None or about is None or not s.row("reentry", *statuses):
            return None
        sat = len(s.rows.of("case_meeting_seat", meeting_id=row["id"], votes=True, is_present=True))
        numbers = {"in_favour": sat - 1, "against": 0, "abstained": 1}
        body = {"kind": kind, "text": WORDS} | numbers | {name: make() for name, make in more.items()}
        return _ask(s.leads, body | about, row, meeting_id=row["id"], item_id=item["id"])

    _simple("POST", CASE + "/meetings/{meeting_id}/items/{item_id}/decisions", make, kind)


_CONSIDERED = ("interviews", "consultation")
_answer("deny_return", "return", *_CONSIDERED)
_answer("defer_return", "return", "applied", *_CONSIDERED, due_on=lambda: day(30))
_answer("try_return", "return", *_CONSIDERED, due_on=lambda: day(30), assignment=lambda: "Vårens möten")
_answer("approve_return", "return", *_CONSIDERED, due_on=lambda: day(30))
_answer("complete_return", "return_review", "review")
_answer("end_return", "return_review", "trial", "approved", "review")


@_act("DELETE", CASE + "/meetings/{meeting_id}/decisions/{decision_id}")
def _take_back(s: Seen) -> Ask | None:
    row = s.row("case_meeting", "held", kind="decision")
    made = row and s.row("case_decision", meeting_id=row["id"], withdrawn_at=None)
    return _ask(s.leads, None, row, meeting_id=row["id"], decision_id=made["id"]) if made else None


@_act("POST", CASE + "/meetings/{meeting_id}/items/{item_id}/rulings")
def _rule(s: Seen) -> Ask | None:
    row = s.row("case_meeting", "handed_over", kind="decision")
    items = s.rows.of("case_agenda_item", meeting_id=row["id"]) if row else []
    can = [(item, kind) for item in items for kind in _KINDS.get(str(item["topic"]), ("other",))]
    # Few meetings are handed over: most often it is what can be decided whatever was found.
    sure = [each for each in can if each[1] in {"no_exclusion", "raise_confidence", "other"}]
    chosen = s.any(sure if sure and s.any([True, True, False]) else can)
    if chosen is None:
        return None
    item, kind = chosen
    about = {} if kind == "other" else s.about
    if about is None:
        return None
    body = {"kind": kind, "text": WORDS, "is_adopted": s.any([True, False]), "reference": "FS 1", "decided_on": day()}
    return _ask(s.leads, body | about, row, meeting_id=row["id"], item_id=item["id"])


@_act("POST", CASE + "/meetings/{meeting_id}/decisions/{decision_id}/confirmation")
def _vouch(s: Seen) -> Ask | None:
    waits = s.row("case_federation_ruling", confirmed_at=None)
    made = waits and s.rows.one("case_decision", waits["decision_id"])
    row = made and s.rows.one("case_meeting", made["meeting_id"])
    # Most often by another than who has entered it.
    other = s.one("security_officer", "accountable", but=[waits["entered_by"]]) if waits else None
    return _ask(other or s.leads, None, row, meeting_id=row["id"], decision_id=made["id"]) if made and row else None


# Exclusion and the group's vote


@_act("POST", CASE + "/votes")
def _raise(s: Seen) -> Ask | None:
    who = s.any(s.accused())
    body = {"account": WORDS, "names_affected": False}
    return _ask(s.one("accountable"), body | {"concerns": s.id(who)}) if who else None


@_act("POST", CASE + "/exclusion-cases")
def _begin_exclusion(s: Seen) -> Ask | None:
    who = s.any(s.accused())
    return _ask(s.one("accountable"), {"concerns": s.id(who)}) if who else None


_S_NOTIFIED = ("notified", "statement", "recommended")
_EXCLUSION: Mapping[str, tuple[tuple[str, ...], Callable[[Seen], dict[str, Any]]]] = {
    "follow_board": (("assessing",), lambda _: {}),
    "notify": (("opened",), lambda _: {"told_on": day()}),
    "receive_statement": (_S_NOTIFIED, lambda _: {"received_on": day()}),
    "recommend": (("statement",), lambda _: {"decided_on": day()}),
    "refer": (
        ("recommended",),
        lambda s: {"sent_on": day(), "way": s.any(["letter", "email"]), "names_affected": False},
    ),
    "record_decision": (
        ("referred",),
        lambda s: (
            {"decided_on": day()}
            | s.any(
                [
                    {"outcome": "excluded", "appeal_until": day(14)},
                    {"outcome": "retained", "appeal_until": day(14)},
                ]
            )
        ),
    ),
    "record_decision, for good": (("referred",), lambda _: {"decided_on": day(), "outcome": "retained"}),
    "record_appeal": (("decided",), lambda _: {"appealed_on": day()}),
    "record_appeal_outcome": (
        ("appeal",),
        lambda s: {"outcome": s.any(["excluded", "retained"]), "decided_on": day()},
    ),
    "record_leaving": (("opened", "notified", "referred", "decided"), lambda _: {"left_on": day()}),
    "close": (("decided",), lambda _: {}),
}


def _left(row: Row) -> bool:
    return "left" in {row["outcome"], row["appeal_outcome"]}


def _exclusion_act(act: str) -> None:
    where, said = _EXCLUSION[act]

    def in_case(s: Seen) -> Ask | None:
        can_be = [row for row in s.rows["exclusion_case"] if row["status"] in where]
        if act == "record_appeal":
            can_be = [row for row in can_be if row["appeal_until"] and row["appealed_on"] is None and not _left(row)]
        row = s.any(can_be)
        words = {"text": WORDS} if act in {"receive_statement", "recommend"} else {}
        body = {"act": act.partition(",")[0]} | said(s) | words
        return _ask(s.one("accountable"), body, row, exclusion_id=row["id"]) if row else None

    _simple("POST", CASE + "/exclusion-cases/{exclusion_id}/acts", in_case, act)


for _name in _EXCLUSION:
    _exclusion_act(_name)


# Coming back


def _back(s: Seen, *statuses: str) -> Any:
    return s.row("reentry", *statuses) if s.case["category"] == "reentry" else None


_TALKING = ("applied", "interviews", "consultation", "deferred")
_CARRY = ("security_officer", "accountable")


def _on_return(  # each is one act of the room
    method: str, path: str, body: Callable[[Seen], Any], *statuses: str, who: Sequence[str] = _CARRY
) -> None:
    def make(s: Seen) -> Ask | None:
        row = _back(s, *statuses)
        return _ask(s.one(*who), body(s), row) if row else None

    _simple(method, f"{CASE}/reentry/{path}", make)


_on_return("POST", "interviews", lambda _: None, "applied", "deferred")
_on_return(
    "PUT",
    "talk",
    lambda _: {"outcome": "held", "apologised": "yes", "takes_responsibility": "partly", "note": WORDS},
    *_TALKING,
)
_on_return("PUT", "affected", lambda s: {"answer": s.any(["talked", "declined"])}, *_TALKING)
_on_return("PUT", "no-confidence", lambda _: {"is_true": True}, *_TALKING)
_on_return("POST", "consultation", lambda _: {"account": WORDS}, "interviews", "consultation", who=("accountable",))


_on_return("POST", "review", lambda _: None, "trial", "approved", who=("accountable",))
_on_return("POST", "end", lambda _: {"reason": WORDS}, "applied", "interviews", "deferred", who=("accountable",))


_simple(
    "POST",
    "/reentries",
    lambda s: _ask("chair", {"concerns": s.id(s.any(["accused", "suspect"])), "words": WORDS}),
)
_simple("POST", "/nomination-checks", lambda s: _ask("leader", {"person_id": s.id(s.any(["accused", "suspect"]))}))


@_act("POST", "/nomination-checks/{check_id}/confirmation")
def _confirm_nomination(s: Seen) -> Ask | None:
    row = s.any(s.rows["nomination_check"][-3:])
    said = {each["said_by"] for each in s.rows["nomination_word"] if row and each["check_id"] == row["id"]}
    who = s.any([name for name in ("officer", *BOARD) if s.tags[name] not in said])
    body = {"answer": s.any(["clear", "consultation_required", "refused"]), "reason": WORDS}
    return _ask(who, body, check_id=row["id"]) if row and who else None


def spoiled(ask: Ask, draw: Random, everyone: Sequence[str]) -> tuple[str, Ask]:
    """The same, done by anyone at all or with what was seen before: how it is spoiled, and the request."""
    how = draw.choice(["by anyone", "with an old version", "about another"])
    if how == "by anyone":
        return how, replace(ask, who=draw.choice(everyone))
    if how == "with an old version":
        return how, replace(ask, version=(ask.version or 1) + draw.choice([-1, 1, 7]))
    return how, replace(ask, ids={name: UUID(int=draw.getrandbits(128)) for name in ask.ids})
