"""How often somebody is in touch with the affected person, and when next. Pure. Source: ASP-01, ASM-03, KNO-03."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from app.people.rules import TIMEZONE, local_date


@dataclass(frozen=True)
class Rhythm:
    """What was agreed on with the affected person. Neither `every` nor `weekdays`: as often as the policy says.

    Paused without an end it is silent until they say so.
    """

    every: timedelta | None = None
    weekdays: Sequence[int] = ()
    """1 for Monday to 7 for Sunday."""
    is_paused: bool = False
    paused_until: datetime | None = None
    by: timedelta = timedelta()
    """How far into a day that was agreed on."""

    def after(self, last: datetime, *, usual: timedelta) -> datetime:
        """When the next contact is due after one that there was, whether or not it is paused."""
        if not self.weekdays:
            return last + (self.every or usual)
        coming = (local_date(last) + timedelta(days=ahead) for ahead in range(1, 8))
        day = next(each for each in coming if each.isoweekday() in self.weekdays)
        # By the clock on the wall: six in the evening is six in the evening in winter too.
        return (datetime.combine(day, time(), TIMEZONE) + self.by).astimezone(UTC)

    def held_back(self, due_at: datetime | None) -> datetime | None:
        """Nothing falls due in a pause, and what would have does at its end."""
        if not self.is_paused or due_at is None:
            return due_at
        return None if self.paused_until is None else max(due_at, self.paused_until)

    def is_silent(self, *, now: datetime) -> bool:
        return self.is_paused and (self.paused_until is None or now < self.paused_until)


def can_be_agreed(*, every: timedelta | None, weekdays: Sequence[int], shortest: timedelta, longest: timedelta) -> bool:
    """A number of days within what the policy lets, or days of the week, once each."""
    if weekdays:
        return every is None and len(set(weekdays)) == len(weekdays) and all(1 <= day <= 7 for day in weekdays)
    return every is None or shortest <= every <= longest
