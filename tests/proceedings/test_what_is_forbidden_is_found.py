"""The look at the database finds what it is there to find: each forbidden state is written into it, and is seen.

A look that finds nothing wherever it is sent would let every walk of `test_forbidden_states.py` pass.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import delete, insert, update

from app.core import clock
from app.tables import metadata
from tests.support import forbidden
from tests.support.actors import Actors
from tests.support.cast import Cast, a_cast
from tests.support.forbidden import RULES, Row, Stored, forbidden_in, stored

LISTED = re.compile(r"^    ([a-z-]+): .* [A-Z]{3}-\d\d", re.MULTILINE)


@dataclass(frozen=True)
class There:
    """A case, and what is written into it past the program."""

    cast: Cast
    rows: Stored

    def tag(self, name: str) -> str:
        return self.cast.tags[name]

    def subject(self, name: str = "accused") -> str:
        return self.cast.bars(self.rows.case["id"])[name]

    def write(self, table: str, values: Mapping[str, Any], **wanted: object) -> None:
        """Into the rows that are so."""
        kept = metadata.tables[table]
        query = update(kept).values(values)
        if "case_id" in kept.c:
            query = query.where(kept.c.case_id == self.rows.case["id"])
        if table == "matter":
            query = query.where(kept.c.id == self.rows.case["id"])
        for name, value in wanted.items():
            query = query.where(kept.c[name] == value)
        changed = self.cast.connection.execute(query).rowcount
        assert changed > 0, f"nothing to change in {table}"

    def again(self, table: str, **values: Any) -> Row:
        """One more row, as the first of them but for `values`."""
        row = dict(self.rows[table][0]) | ({"id": uuid4()} if "id" in self.rows[table][0] else {}) | values
        self.cast.connection.execute(insert(metadata.tables[table]).values(row))
        return row

    def gone(self, table: str, **wanted: object) -> None:
        kept = metadata.tables[table]
        query = delete(kept)
        for name, value in wanted.items():
            query = query.where(kept.c[name] == value)
        assert self.cast.connection.execute(query).rowcount > 0


Wrong = Callable[[There], object]
HOUR = timedelta(hours=1)
LATER = timedelta(days=30)


def _override(t: There) -> None:
    """No place has one yet."""
    values = {
        "id": uuid4(),
        "case_id": t.rows.case["id"],
        "kind": "opening",
        "status": "agreed",
        "with_name": False,
        "reason_text_id": uuid4(),
        "asked_by": t.tag("officer"),
        "asked_at": clock.now(),
        "answer_by": clock.now(),
        "answered_by": t.tag("officer"),
    }
    t.cast.connection.execute(insert(metadata.tables["case_override"]).values(values))


def _proposal(t: There) -> None:
    values = {
        "id": uuid4(),
        "case_id": t.rows.case["id"],
        "subject": t.subject("suspect"),
        "becomes": "accused",
        "status": "approved",
        "text_id": uuid4(),
        "proposed_by": t.tag("vice"),
        "proposed_at": clock.now(),
        "settled_by": t.tag("vice"),
    }
    t.cast.connection.execute(insert(metadata.tables["mapping_proposal"]).values(values))


def _nomination(t: There) -> None:
    check_id, asker = uuid4(), t.tag("leader")
    times = {"asked_at": clock.now(), "ends_at": clock.now()}
    check = {"id": check_id, "asked_by": asker, "sealed_subject": b""} | times
    t.cast.connection.execute(insert(metadata.tables["nomination_check"]).values(check))
    word = {"id": uuid4(), "check_id": check_id, "said_by": asker, "sealed": b"", "said_at": clock.now()}
    t.cast.connection.execute(insert(metadata.tables["nomination_word"]).values(word))


def _no_meeting(t: There) -> None:
    t.write("matter", {"stage": "decision"})
    t.gone("case_meeting", case_id=t.rows.case["id"])


def _media_plan(t: There) -> None:
    """Done with the association's word alone."""
    plan_id, now = uuid4(), clock.now()
    plan = {"case_id": t.rows.case["id"], "number": 1, "text_id": uuid4(), "digest": "0" * 64}
    plan |= {"id": plan_id, "written_by": t.tag("chair"), "written_at": now}
    t.cast.connection.execute(insert(metadata.tables["media_plan_text"]).values(plan))
    said = {"id": uuid4(), "plan_id": plan_id, "digest": "0" * 64, "party": "association", "is_yes": True}
    said |= {"answered_by": t.tag("chair"), "answered_at": now}
    t.cast.connection.execute(insert(metadata.tables["media_plan_answer"]).values(said))
    t.write("case_step", {"status": "done"}, code="KNO-11a")


def _key(t: There) -> None:
    (report,) = t.rows.of("compartment", name="report")
    version = t.rows.of("compartment_version", compartment_id=report["id"])[-1]
    (accused,) = [each for each in t.cast.people(t.rows.case["id"]) if each.name == "accused"]
    t.again("key_wrap", tag=accused.wraps(version["id"]), version_id=version["id"])


def _returned(t: There) -> None:
    """Without the word of the affected person; the board's decision is there."""
    (end,) = t.rows.of("case_decision", kind="end_time_out")
    ended = {"status": "ended", "over_at": clock.now() + HOUR, "decision_id": end["id"]}
    t.write("case_measure", ended, kind="time_out")


def _ruling(t: There) -> None:
    decision, one = t.rows["case_decision"][0], t.tag("officer")
    row = {"decision_id": decision["id"], "reference_text_id": decision["text_id"], "decided_on": clock.now().date()}
    vouched = {"entered_by": one, "confirmed_by": one, "confirmed_at": clock.now()}
    t.cast.connection.execute(insert(metadata.tables["case_federation_ruling"]).values(row | vouched))


def _in_favour(t: There) -> None:
    t.write("case_decision", {"in_favour": 1, "against": 3}, kind="open_exclusion")


def _to_nothing(t: There) -> None:
    """About one of them, whose time-out goes on all the same; the other's may."""
    t.write("case_conclusion", {"conclusion": "not_substantiated"}, subject=t.subject("other"))


def _by_anothers(t: There) -> None:
    (decision,) = t.rows["case_decision"]
    t.write("case_measure", {"decision_id": decision["id"]}, subject=t.subject("other"))


def _excluded_for_nothing(t: There) -> None:
    _to_nothing(t)
    begun = {"id": uuid4(), "case_id": t.rows.case["id"], "subject": t.subject("other"), "ground": "by_board"}
    begun |= {"status": "assessing", "begun_at": clock.now(), "version": 1}
    t.cast.connection.execute(insert(metadata.tables["exclusion_case"]).values(begun))


WRONGS: Mapping[str, Mapping[str, Wrong]] = {
    "established": {
        "accused-while-unknown": lambda t: t.write("case_bar", {"why": "accused"}),
        "who-settled-by-one": _proposal,
        "found-by-one": lambda t: t.write("mapping_finding", {"settled_by": t.tag("vice")}),
        "looked-at-by-one": lambda t: t.gone("mapping_look", looked_by=t.tag("vice")),
        "found-unheard": lambda t: t.write("mapping_talk", {"status": "called_off"}, talk="affected"),
        "time-ran-out": lambda t: t.write("mapping_talk", {"status": "time_ran_out"}, talk="affected"),
        "too-many-investigate": lambda t: [
            t.again("case_grant", holder=t.tag(name), role="investigator", compartments=["report"])
            for name in ("decider", "eva")
        ],
        "investigator-supports": lambda t: t.again(
            "case_grant", holder=t.tag("vice"), role="contact_person", compartments=["support"]
        ),
        "glass-broken-by-one": _override,
        "nominated-by-asker": _nomination,
    },
    "going on": {
        "barred-holds-part": lambda t: t.again("case_grant", holder=t.tag("accused")),
        "barred-opens-more": lambda t: t.again(
            "case_grant", holder=t.subject(), role="accused", compartments=["hearing", "decisions"]
        ),
        "barred-has-key": _key,
        "barred-at-board": lambda t: t.again("case_meeting_seat", person=t.tag("accused"), is_present=True),
        "role-opens-more": lambda t: t.write("case_grant", {"compartments": ["investigation"]}, role="decider"),
        "affected-in-office": lambda t: t.again("case_grant", holder=t.tag("affected"), role="decider"),
        "page-without-release": lambda t: t.again(
            "case_grant", holder=t.subject(), role="accused", compartments=["hearing"]
        ),
        "known-without-accused": lambda t: t.write("case_bar", {"why": "witness"}),
        "concluded-for-nobody": lambda t: t.write("matter", {"conclusion": "perpetrator_unidentified"}),
        "concluded-without-finding": lambda t: t.write("mapping_finding", {"status": "set_aside"}),
        "decided-in-the-dark": lambda t: t.write("matter", {"stage": "decision", "conclusion": None}),
        "decided-without-meeting": lambda t: t.write("case_meeting", {"status": "cancelled"}),
        "decided-without-quorum": lambda t: t.write("case_decision", {"in_favour": 2}),
        "ruled-by-one": _ruling,
        "minutes-by-one": lambda t: t.write("case_meeting", {"adjuster": t.tag("chair")}),
        "media-plan-by-one": _media_plan,
        "stage-without-meeting": _no_meeting,
        "two-boards": lambda t: [t.again("case_meeting", status="called", number=number) for number in (8, 9)],
        "measure-out-of-life": lambda t: t.write("case_measure", {"status": "resigned"}, kind="time_out"),
        "active-without-answer": lambda t: t.write("case_measure", {"answered_at": None}, kind="time_out"),
        "continued-undecided": lambda t: t.write("case_measure", {"decision_id": None}, kind="time_out"),
        "ended-undecided": lambda t: t.write("case_measure", {"status": "ended", "over_at": clock.now()}),
        "returned-without-word": _returned,
        "care-undecided": lambda t: t.again("case_measure", kind="care", status="required", decision_id=None),
        "asked-of-nobody": lambda t: t.write("case_measure", {"subject": t.subject("suspect")}),
        "closed-with-duties": lambda t: t.write("matter", {"stage": "closed"}),
        "closed-unasked": lambda t: t.write("matter", {"stage": "closed", "affected_asked_at": None}),
    },
    "two differ": {
        "concluded-beside": lambda t: t.write("matter", {"conclusion": "not_severe"}),
        "two-findings": lambda t: t.again("mapping_finding"),
        "decided-unmapped": lambda t: t.write("mapping_finding", {"status": "sent_back"}, subject=t.subject()),
        "decided-beside-conclusion": lambda t: t.write("case_decision", {"subject": t.subject("other")}),
        "asked-for-nothing": _to_nothing,
        "asked-for-another": _by_anothers,
        "exclusion-for-nothing": _excluded_for_nothing,
    },
    "referred": {
        "adopted-by-minority": _in_favour,
        "leaving-undecided": lambda t: t.write(
            "case_decision", {"withdrawn_at": clock.now()}, kind="leave_assignments"
        ),
        "excluded-by-board": lambda t: t.write("exclusion_case", {"outcome": "excluded", "referred_on": None}),
        "recommended-unheard": lambda t: t.write("exclusion_case", {"statement_ended_at": None}),
        "exclusion-out-of-order": lambda t: t.write(
            "exclusion_case", {"decided_on": clock.now().date() - timedelta(days=400)}
        ),
        "opened-undecided": lambda t: t.write("case_decision", {"is_adopted": False}, kind="open_exclusion"),
        "closed-while-appealable": lambda t: t.write(
            "exclusion_case",
            {"status": "closed", "ended_at": clock.now(), "appeal_until": (clock.now() + LATER).date()},
        ),
        "two-exclusions": lambda t: [t.again("exclusion_case", status="assessing", decision_id=None) for _ in range(2)],
    },
    "denied": {
        "mandatory-without-vote": lambda t: t.write("vote", {"outcome": "confidence_retained"}),
        "mandatory-declined": lambda t: t.write("exclusion_case", {"status": "lifted"}),
        "denied-without-exclusion": lambda t: t.gone("exclusion_case", case_id=t.rows.case["id"]),
    },
    "heard": {
        "returned-unheard": lambda t: t.write("reentry", {"status": "trial", "talk": None}),
        "returned-unconsulted": lambda t: t.write("reentry", {"status": "approved", "no_confidence_before": True}),
        "advice-without-vote": lambda t: t.write("reentry", {"advice": "not_against"}),
        "trial-without-day": lambda t: t.write("reentry", {"status": "trial", "due_on": None}),
        "return-undecided": lambda t: t.write("reentry", {"status": "full"}),
    },
}


@pytest.mark.anyio
@pytest.mark.one_database
@pytest.mark.policy("CON-01", "KNO-04", "KNO-07", "KNO-09", "KNO-10", "KNO-12", "REE-04", "UNK-02")
async def test_each_forbidden_state_is_found_where_it_is_written(app: FastAPI, as_actor: Actors) -> None:
    cast = await a_cast(app, as_actor)
    not_found = []
    for place, wrongs in WRONGS.items():
        case_id = await cast.begin(place)
        people, rows = cast.people(case_id), cast.stored(case_id)
        assert forbidden_in(rows, people) == [], f"nothing is wrong with {place!r}"
        for name, wrong in wrongs.items():
            wrong(There(cast, rows))
            found = forbidden_in(stored(cast.connection, case_id), people)
            cast.connection.rollback()
            if name not in found:
                not_found.append((name, found))
    assert not_found == []


def test_each_forbidden_state_is_listed_and_tried() -> None:
    listed = LISTED.findall(forbidden.__doc__ or "")
    assert sorted(listed) == sorted(RULES)
    assert sorted(name for wrongs in WRONGS.values() for name in wrongs) == sorted(RULES)
