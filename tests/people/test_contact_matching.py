from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.contact_matching import ways_to_reach

pytestmark = pytest.mark.policy("SOI-02", "CON-01")

WORDS = st.lists(st.sampled_from(["Du", "ropade", "på", "mötet", "klockan", "18", "och", "Det", "sades", "3 gånger"]))
NAMES = st.text("abcdefghijklmnopqrstuvwxyzåäö0123456789._-", min_size=1, max_size=12).filter(str.isalnum)


@given(WORDS, NAMES, st.sampled_from(["@", " @ ", "(at)", " [at] ", "(snabel-a)"]), WORDS)
def test_an_address_is_found_wherever_it_stands(before: list[str], name: str, at: str, after: list[str]) -> None:
    assert ways_to_reach(" ".join([*before, f"{name}{at}example.org", *after]))


BEGINNINGS = ["0", "+46", "0046", "+46 (0)", "(0"]
BETWEEN = ["", " ", "-", ".", "\u2011", "\u00a0", " - "]


@given(WORDS, st.text("0123456789", min_size=6, max_size=9), st.sampled_from(BEGINNINGS), st.data())
def test_a_number_is_found_however_it_is_written(
    words: list[str], digits: str, begins: str, data: st.DataObject
) -> None:
    between, group = data.draw(st.sampled_from(BETWEEN)), data.draw(st.integers(1, 3))
    written = begins + between.join(digits[at : at + group] for at in range(0, len(digits), group))
    assert ways_to_reach(" ".join(["Ring", *words, "numret:", written, "-", *words]))


@given(WORDS, st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.times(), st.times())
def test_a_day_and_a_time_are_nobodys(words: list[str], day: date, begins: time, ends: time) -> None:
    for written in (
        f"{day.isoformat()} {begins:%H.%M}\u2013{ends:%H.%M}",
        f"den {day.day}/{day.month}-{day.year} kl. {begins:%H:%M}-{ends:%H:%M}",
        f"{day.day}.{day.month}.{day.year}, {begins:%H.%M}",
    ):
        assert ways_to_reach(" ".join([*words, written, "i lilla salen, sal 3. Ring 114 14 eller 112."])) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hon bor på Storgatan 12 B i stan", ["Storgatan 12 B"]),
        ("Skicka till Box, 123 45 Exempelstad", ["123 45 Exempelstad"]),
        ("Kvarnbacken 3 och Västra vägen 7", ["Kvarnbacken 3", "Västra vägen 7"]),
        ("Född 800101-1234", ["800101-1234"]),
        ("Skriv till Anna.Ek@example.org, eller 070-174 06 05.", ["Anna.Ek@example.org", "070-174 06 05"]),
        ("Sal 2 08-112 34 56", ["2 08-112 34 56"]),
        ("Ring 070-12.34-16.18, kl. 18.00-19.30", ["070-12.34-16.18"]),
        ("Mötet är 27/11 18.00-19.30", []),
        ("Det hände på Storgatan i maj, 3 gånger 2025", []),
        ("Handlingsplan 2025 finns på plan 3", []),
        ("Vi var 12 345 personer. Stämman var den 3 juni", []),
    ],
)
def test_what_is_found_and_what_is_not(text: str, found: list[str]) -> None:
    assert ways_to_reach(text) == found
