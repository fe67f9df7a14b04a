"""Whatever anyone of a case asks for, in whatever order, its life cycles come to no state that is forbidden.

A walk begins at some place in a case's life and goes on by what `tests/support/acts.py` knows can be done where it
stands, first of all by what no walk has done yet; every fourth act is a wrong one: by anyone, with an old version, about
something else, out of its order, with any body, or the same again. After each that was let through the database is
looked at (`tests/support/forbidden.py` lists what must never be there).

The walks are the same each time, so that they are as sure as any other test. `VARNA_WALK=7` takes others.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI

from app.core import clock
from app.votes.rules import Outcome
from app.worker import work
from scripts.openapi import SNAPSHOT
from tests.support.actors import Actors
from tests.support.acts import ACTS, CASE, Act, Ask, spoiled
from tests.support.cast import FIRST, PLACES, RETURNS, Cast, a_cast
from tests.support.forbidden import Stored, forbidden_in
from tests.support.shapes import body_of

DESCRIPTION: dict[str, Any] = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
"""Of the API; another test holds that it is as the program is."""

WALK = int(os.environ.get("VARNA_WALK", "1"))
STEPS = 8
"""Of a walk, after what its place is there for."""
WRONG = 0.25

ELSEWHERE = {
    "POST /cases/{case_id}/compartments/{compartment}/opening": "reads",
    "POST /cases/{case_id}/contact/opening": "reads",
    "POST /cases/{case_id}/contact/entries": "moves no life but the plan's own step; tests/company",
    "POST /cases/{case_id}/contact/messages": "words between people",
    "PUT /cases/{case_id}/contact/rhythm": "as the entries",
    "PUT /cases/{case_id}/contact/pause": "as the entries",
    "POST /cases/{case_id}/contact/resumption": "as the entries",
    "POST /cases/{case_id}/exclusion-cases/{exclusion_id}/opening": "reads",
    "POST /cases/{case_id}/exclusion-cases/{exclusion_id}/letters/{letter}.pdf": "reads",
    "POST /cases/{case_id}/contact/days": "words between people; tests/company",
    "PUT /cases/{case_id}/contact/days/{day_id}": "as above",
    "PUT /cases/{case_id}/contact/days/{day_id}/state": "as above",
    "PUT /cases/{case_id}/contact/days/{day_id}/wish": "as above",
    "PUT /cases/{case_id}/contact/days/{day_id}/company": "as above",
    "PUT /cases/{case_id}/contact/days/{day_id}/answer": "as above",
    "POST /cases/{case_id}/disclosures/{disclosure_id}/reason": "reads",
    "POST /cases/{case_id}/wishes": "a wish is in no life; tests/disclosures/test_wishes.py",
    "POST /cases/{case_id}/wishes/{wish_id}/words": "reads",
    "POST /cases/{case_id}/consents/{question}/asking": "a question is in no life; tests/disclosures/test_ledger.py",
    "POST /cases/{case_id}/files": "a file is in no life; test_files.py",
    "POST /cases/{case_id}/files/opening": "reads",
    "DELETE /cases/{case_id}/files/{file_id}/upload": "as of the file",
    "PATCH /cases/{case_id}/files/{file_id}/upload": "as of the file",
    "POST /cases/{case_id}/files/{file_id}/upload/end": "as of the file",
    "POST /cases/{case_id}/files/{file_id}/content": "reads",
    "POST /cases/{case_id}/files/{file_id}/picture": "reads",
    "POST /cases/{case_id}/files/{file_id}/copy": "reads",
    "POST /cases/{case_id}/files/{file_id}/words": "reads",
    "POST /cases/{case_id}/files/{file_id}/verification": "reads",
    "POST /cases/{case_id}/police-package": "reads",
    "POST /cases/{case_id}/police-package/texts": "reads",
    "POST /cases/{case_id}/hearings/preview": "reads",
    "POST /cases/{case_id}/hearings/{hearing_id}/opening": "reads",
    "POST /cases/{case_id}/holds": "of a case that has been closed for a year; test_destroying.py",
    "POST /cases/{case_id}/holds/{hold_id}/agreement": "as above; its rules are walked in tests/retention/test_rules.py",
    "POST /cases/{case_id}/holds/{hold_id}/end": "as above",
    "POST /cases/{case_id}/holds/{hold_id}/reason": "reads",
    "POST /cases/{case_id}/holds/{hold_id}/refusal": "as above",
    "POST /cases/{case_id}/measures/opening": "reads",
    "POST /cases/{case_id}/media-plan/opening": "reads",
    "POST /cases/{case_id}/meetings/{meeting_id}/minutes.pdf": "reads",
    "POST /cases/{case_id}/meetings/{meeting_id}/opening": "reads",
    "POST /cases/{case_id}/overrides/{override_id}/reason": "reads",
    "POST /cases/{case_id}/own-data": "reads",
    "POST /cases/{case_id}/parties/opening": "reads",
    "POST /cases/{case_id}/people/{grant_id}/affected": "of somebody with a receipt code; tests/my_case",
    "POST /cases/{case_id}/safety/opening": "reads",
    "POST /cases/{case_id}/safety/assessments": "of no internal case: its plan asks for none; tests/safety",
    "POST /cases/{case_id}/safety/reviews": "as above",
    "POST /cases/{case_id}/safety/measures": "as above",
    "PATCH /cases/{case_id}/safety/measures/{measure_id}": "as above",
    "POST /cases/{case_id}/support/opening": "reads",
    "POST /exclusion-cases/{exclusion_id}/letters/{letter}.pdf": "reads",
    "POST /hearings/{hearing_id}/file": "reads",
    "POST /hearings/{hearing_id}/opening": "reads",
    "POST /cases/{case_id}/steps/{step_id}/sign-off": "no step of such a case: the media plan is signed where it is read",
    "POST /exclusion-cases/{exclusion_id}/acts": "of no case; the same acts, in test_exclusion_cases.py",
}
"""Routes that no walk takes, and why. Those of votes have their own life, walked in `tests/votes`."""

OF_LIVES = ("/cases/{case_id}/", "/hearings/", "/exclusion-cases/", "/reentries", "/nomination-checks")


class Never(Exception):
    """Something came about that is forbidden, or an answer that nobody may get."""


@dataclass
class Walks:
    cast: Cast
    description: dict[str, Any]
    draw: Random
    done: Counter[str] = field(default_factory=Counter)
    tried: Counter[str] = field(default_factory=Counter)
    refused: dict[str, str] = field(default_factory=dict)
    """What was answered to each act the last time that it was not let through."""
    story: list[str] = field(default_factory=list)
    """Of the walk that goes on: what was done, for whoever has to find out how it came there."""
    turned: timedelta = timedelta()
    first: list[str] = field(default_factory=list)
    """What is still to be tried first of this walk."""

    async def walk(self, place: str) -> None:
        self.story, self.turned = [f"from {place!r}, VARNA_WALK={WALK}"], timedelta(minutes=10)
        case_id = await self.cast.begin(place)
        rows = self.cast.stored(case_id)
        self._look(rows, rows, case_id)
        before: tuple[Act, Ask] | None = None
        self.first = list(FIRST.get(place, ()))
        for _ in range(len(self.first) + STEPS):
            # Somebody always does the next thing a little later.
            self.turned += timedelta(seconds=30)
            with ExitStack() as stack:
                stack.enter_context(clock.turned(self.turned))
                before = await self._step(case_id, rows, before)
                after = self.cast.stored(case_id)
            self._look(rows, after, case_id)
            rows = after

    async def _step(self, case_id: UUID, rows: Stored, before: tuple[Act, Ask] | None) -> tuple[Act, Ask] | None:
        is_first = bool(self.first)
        if not is_first and await self._happened(case_id):
            return before
        act, ask = self._chosen(self._possible(rows))
        if is_first or self.draw.random() >= WRONG:
            if await self._let_through(act, ask, rows, is_right=True):
                return act, ask
            return before
        how = self.draw.choice(["spoiled", "again", "out of order"])
        if how == "again" and before is not None:
            await self._let_through(*before, rows, is_right=False)
        elif how == "out of order":
            await self._let_through(*self._out_of_order(rows), rows, is_right=False)
        else:
            why, wrong = spoiled(ask, self.draw, list(self.cast.members))
            is_through = await self._let_through(act, wrong, rows, is_right=False)
            if is_through and why == "with an old version" and self._wants_version(act):
                raise Never(f"changed by somebody who saw an old version\n{self._told()}")
        return before

    def _possible(self, rows: Stored) -> list[tuple[Act, Ask]]:
        seen = self.cast.see(rows, self.draw)
        return [(act, ask) for act in ACTS if (ask := act.make(seen)) is not None and self._fits(act, rows)]

    @staticmethod
    def _fits(act: Act, rows: Stored) -> bool:
        """A matter of return has a life of its own, and of an internal case's but the board's meetings."""
        is_return = rows.case["category"] == "reentry"
        is_shared = "/meetings" in act.path
        return not act.path.startswith(CASE) or is_shared or is_return == ("/reentry/" in act.path)

    def _chosen(self, found: list[tuple[Act, Ask]]) -> tuple[Act, Ask]:
        if self.first:
            wanted = self.first.pop(0)
            found = [(act, ask) for act, ask in found if act.name == wanted] or found
        weights = [1 / 4 if self.done[act.name] else 8 / (1 + self.tried[act.name]) for act, _ in found]
        (chosen,) = self.draw.choices(found, [max(weight, 1 / 8) for weight in weights])
        return chosen

    async def _happened(self, case_id: UUID) -> bool:
        """What comes from elsewhere: time goes by, a vote has its result, a result falls."""
        happens: Mapping[str, Callable[[], Awaitable[bool]]] = {
            "the group denies its confidence": lambda: self.cast.result(case_id, Outcome.NO_CONFIDENCE),
            "the group keeps its confidence": lambda: self.cast.result(case_id, Outcome.CONFIDENCE_RETAINED),
            "too few took part": lambda: self.cast.result(case_id, Outcome.INQUORATE),
            "the result falls": lambda: self.cast.fall(case_id),
            "two weeks go by": self._two_weeks,
        }
        if self.draw.random() > 0.08:
            return False
        what = self.draw.choice(sorted(happens))
        if await happens[what]():
            self.done[what] += 1
            self.story.append(what)
            return True
        return False

    async def _two_weeks(self) -> bool:
        self.turned += timedelta(days=15)
        with clock.turned(timedelta(days=15)):
            await work(self.cast.database, self.cast.app.state.due_work)
        return True

    def _out_of_order(self, rows: Stored) -> tuple[Act, Ask]:
        """Any act, on anything of the case that its path could mean, with a body of the right shape."""
        act = self.draw.choice(ACTS)
        ids: dict[str, object] = {"compartment": "decisions"}
        for name in re.findall(r"{(\w+)}", act.path):
            if table := TABLES.get(name):
                ids[name] = self.draw.choice(rows[table])["id"] if rows[table] else uuid4()
        people = [str(each.person_id) for each in self.cast.members.values()]
        schema = self._operation(act).get("requestBody", {}).get("content", {}).get("application/json", {})
        body = body_of(self.description, schema["schema"], self.draw, people=people) if schema else None
        return act, Ask(self.draw.choice(list(self.cast.members)), body, ids)

    def _operation(self, act: Act) -> dict[str, Any]:
        found: dict[str, Any] = self.description["paths"][f"/api/v1{act.path}"][act.method.lower()]
        return found

    def _wants_version(self, act: Act) -> bool:
        return any(each["name"].lower() == "if-match" for each in self._operation(act).get("parameters", ()))

    async def _let_through(self, act: Act, ask: Ask, rows: Stored, *, is_right: bool) -> bool:
        path = act.path.format(**{"case_id": rows.case["id"], "condition": "goes_to_court"} | dict(ask.ids))
        version = rows.case["version"] if ask.version is None else ask.version
        answer = await self.cast.clients[ask.who].request(
            act.method,
            f"/api/v1{path}",
            json=ask.body,
            headers={"If-Match": f'"{version}"', "Idempotency-Key": uuid4().hex},
        )
        told = f"{ask.who}: {act.name} {ask.body} -> {answer.status_code} {answer.text[:200]}"
        if answer.status_code >= 500:
            raise Never(f"{told}\n{self._told()}")
        is_through = answer.status_code < 300
        is_out = self.cast.bars(rows.case["id"])[ask.who] in {row["tag"] for row in rows["case_bar"]}
        if is_out and act.path.startswith(CASE) and answer.status_code not in {401, 404}:
            raise Never(f"kept out, and told something: {told}\n{self._told()}")
        if is_through:
            self.story.append(told)
        if is_right:
            self.tried[act.name] += 1
            if is_through:
                self.done[act.name] += 1
            else:
                self.refused[act.name] = told
        return is_through

    def _look(self, before: Stored, after: Stored, case_id: UUID) -> None:
        found = forbidden_in(after, self.cast.people(case_id)) + changed_after_its_end(before, after)
        if found:
            raise Never(f"{found}\n{self._told()}")

    def _told(self) -> str:
        return "\n".join(self.story)


TABLES = {
    "bar_id": "case_bar",
    "check_id": "mapping_check",
    "decision_id": "case_decision",
    "exclusion_id": "exclusion_case",
    "finding_id": "mapping_finding",
    "grant_id": "case_grant",
    "hearing_id": "hearing",
    "item_id": "case_agenda_item",
    "measure_id": "case_measure",
    "meeting_id": "case_meeting",
    "override_id": "case_override",
    "proposal_id": "mapping_proposal",
    "step_id": "case_step",
    "talk_id": "mapping_talk",
}
"""Where the things that a path names are found."""

ENDS: Mapping[str, tuple[str, Mapping[str, set[str]]]] = {
    "case_measure": ("status", {"ended": set(), "converted": set(), "resigned": set(), "completed": set()}),
    "case_meeting": ("status", {"approved": set(), "cancelled": set(), "handed_over": set()}),
    "exclusion_case": (
        "status",
        {each: set() for each in ("declined", "closed", "lifted", "taken_over", "ground_fell")},
    ),
    "mapping_finding": ("status", {"agreed": {"set_aside"}, "sent_back": {"set_aside"}, "set_aside": set()}),
    "mapping_proposal": ("status", {each: set() for each in ("approved", "refused", "withdrawn")}),
    "mapping_talk": ("status", {each: set() for each in ("held", "declined", "time_ran_out", "called_off")}),
    "reentry": ("status", {"denied": set(), "full": set(), "ended": set()}),
}
"""What is over, and what it may still become."""


def changed_after_its_end(before: Stored, after: Stored) -> list[str]:
    found = []
    for table, (column, ends) in ENDS.items():
        key = "case_id" if table == "reentry" else "id"
        now = {row[key]: row[column] for row in after[table]}
        for row in before[table]:
            was, became = row[column], now.get(row[key], "gone")
            if was in ends and became != was and became not in ends[was]:
                found.append(f"{table}: {was} became {became}")
    return found


@pytest.mark.anyio
@pytest.mark.one_database
@pytest.mark.slow
@pytest.mark.policy(
    "KNO-01", "KNO-02", "KNO-04", "KNO-05", "KNO-07", "KNO-09", "KNO-10", "KNO-12", "CON-01", "CON-04", "CON-05"
)
@pytest.mark.policy("UNK-01", "UNK-02", "CGR-06", "REE-02", "REE-03", "REE-04", "REE-05", "REE-06", "PRN-05")
async def test_no_order_of_acts_leads_to_a_forbidden_state_and_every_act_is_done(
    app: FastAPI, as_actor: Actors
) -> None:
    walks = Walks(await a_cast(app, as_actor), DESCRIPTION, Random(WALK))
    for place in (*PLACES, *RETURNS):
        await walks.walk(place)
    report = [f"{walks.done[act.name]:3} of {walks.tried[act.name]:3}  {act.name}" for act in ACTS]
    print("\n".join(report))  # noqa: T201 - shown with a failure, and with -s
    left = {act.name: walks.refused.get(act.name, "never possible") for act in ACTS if not walks.done[act.name]}
    assert left == {}, "acts that no walk has done:\n" + "\n".join(left.values())


def test_every_route_of_the_lives_is_an_act_or_says_why_not() -> None:
    routes = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, operations in DESCRIPTION["paths"].items()
        for method in operations
        if method != "get" and any(f"/api/v1{part}" in path for part in OF_LIVES)
    }
    walked = {f"{act.method} {act.path}" for act in ACTS}
    assert routes - walked == ELSEWHERE.keys()
    assert walked <= routes
