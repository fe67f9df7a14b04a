"""What is due when, and what is doubtful in a text: purely."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access.rules import Office
from app.informing.rules import Contact, Doubt, Sheet, digest, doubts, due_for_new, due_on

DAY = date(2026, 5, 4)
OLD = timedelta(days=90)
OFFICER = Contact(UUID(int=1), "Bo", Office.SECURITY_OFFICER, "+46701740605", DAY)
CHAIR = Contact(UUID(int=2), "Alva", Office.CHAIR)
SHEET = Sheet(
    "Hit", "Ring 112", "Hör av dig", "Så når du oss", ("Bo, 070-174 06 05",), ("Svarar ingen?",), "Föreningen"
)

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


@pytest.mark.policy("ORG-05")
@given(last=days, every=st.timedeltas(min_value=timedelta(days=1), max_value=timedelta(days=400)))
def test_everyone_is_told_again_as_often_as_the_policy_says_and_at_once_if_they_never_were(
    last: date, every: timedelta
) -> None:
    assert due_on(last, every=every, today=DAY) == last + every
    assert due_on(None, every=every, today=DAY) == DAY
    assert due_on(last, every=None, today=DAY) is None
    assert due_for_new(last, within=every) == last + every
    assert due_for_new(None, within=every) is None


@pytest.mark.policy("ORG-06")
@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ([OFFICER, CHAIR], []),
        ([OFFICER], [(Doubt.NOBODY, Office.CHAIR)]),
        ([CHAIR], [(Doubt.NOBODY, Office.SECURITY_OFFICER)]),
        ([replace(OFFICER, telephone=None), CHAIR], [(Doubt.NO_NUMBER, Office.SECURITY_OFFICER)]),
        (
            [OFFICER, replace(OFFICER, person_id=UUID(int=3), telephone=None), CHAIR],
            [(Doubt.NOT_PUBLISHED, Office.SECURITY_OFFICER)],
        ),
        ([replace(OFFICER, verified_on=None), CHAIR], [(Doubt.NEVER_VERIFIED, Office.SECURITY_OFFICER)]),
        ([replace(OFFICER, verified_on=DAY - OLD), CHAIR], []),
        (
            [replace(OFFICER, verified_on=DAY - OLD - timedelta(days=1)), CHAIR],
            [(Doubt.TOO_OLD, Office.SECURITY_OFFICER)],
        ),
    ],
)
def test_a_number_that_is_missing_withdrawn_or_old_is_said_before_the_text_goes_out(
    contacts: list[Contact], expected: list[tuple[Doubt, Office]]
) -> None:
    found = doubts(contacts, offices=[Office.SECURITY_OFFICER, Office.CHAIR], today=DAY, grows_old=OLD)
    assert [(each.doubt, each.office) for each in found] == expected


@pytest.mark.policy("ORG-05")
@given(field=st.sampled_from(["title", "lead", "emergency", "contacts", "after", "sender"]), other=st.text(min_size=1))
def test_any_other_word_is_another_text(field: str, other: str) -> None:
    given_words: dict[str, Any] = {field: (other,) if field in {"contacts", "after"} else other}
    changed = replace(SHEET, **given_words)
    assert (digest([changed]) == digest([SHEET])) is (changed.text == SHEET.text)
    assert digest([SHEET, changed]) != digest([changed, SHEET]) or changed.text == SHEET.text
