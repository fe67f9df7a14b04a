import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.contact import normalised_email, normalised_telephone


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Anna@Example.org", "anna@example.org"),
        ("  anna@example.org ", "anna@example.org"),
        ("anna@räksmörgås.example", "anna@xn--rksmrgs-5wao1o.example"),
    ],
)
def test_one_address_has_one_form(written: str, kept: str) -> None:
    assert normalised_email(written) == kept


@pytest.mark.parametrize(
    "written",
    ["", "anna", "anna@", "@example.org", "anna@localhost", "a b@example.org", "a@b@example.org", "a@example..org",
     "Anna <anna@example.org>", "anna@example.org\nBcc: x@example.org", "a@" + "x" * 70 + ".org", "å@example.org"],
)  # fmt: skip
def test_what_no_mail_can_reach_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is no e-mail address"):
        normalised_email(written)


@pytest.mark.parametrize(
    "written",
    ["070 174 06 05", "+46 70 174 06 05", "0046701740605", "+46 (0)70-174 06 05", "070\u2011174\u00a006\u00a005"],
)
def test_one_number_has_one_form(written: str) -> None:
    assert normalised_telephone(written) == "+46701740605"


@pytest.mark.parametrize(
    "written", ["", "+", "12", "070-CALLME", "+4670174060512345678", "070;174", "\u0660\u0661\u0662\u0663x"]
)
def test_what_nobody_can_dial_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is no telephone number"):
        normalised_telephone(written)


def test_short_numbers_stay_as_they_are() -> None:
    assert normalised_telephone("114 14") == "11414"


@given(st.text(max_size=40))
def test_normal_forms_are_their_own_normal_forms(written: str) -> None:
    for normalised in (normalised_email, normalised_telephone):
        try:
            kept = normalised(written)
        except ValueError:
            continue
        assert normalised(kept) == kept
