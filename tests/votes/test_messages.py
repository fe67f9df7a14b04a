"""Byte layouts; the browser's tests read the same vectors."""

import json

import pytest

from tests.support.ballot_vectors import FILE, computed


@pytest.mark.parametrize("name", sorted(computed()))
def test_a_layout_is_what_pages_and_stored_votes_rely_on(name: str) -> None:
    assert computed()[name] == json.loads(FILE.read_text(encoding="utf-8"))[name]


def test_no_message_is_the_beginning_of_another() -> None:
    """What is signed for one purpose must never pass for another."""
    layouts = computed()
    tellers = [layouts[name] for name in ("teller_key", "teller_confirmation", "shares_message")]
    signed = [*layouts["choices"].values(), layouts["cast"], layouts["receipt"], layouts["bulletin"], *tellers]
    blind = [prepared[64:] for prepared in layouts["prepared"].values()]
    sealing = [layouts["ballot_seal_context"], layouts["shares_context"], *layouts["key_seal_contexts"]]
    everything = [*signed, *blind, *sealing]
    for one in everything:
        assert [other for other in everything if other.startswith(one)] == [one]
