from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jose import jwt

from app.auth.addresses import address_to_count
from app.auth.passwords import Cost, PasswordTooWeak, derive_keys, new_salt, require_strong
from app.auth.slow_down import FORGOTTEN_AFTER, LONGEST_WAIT, buckets, next_state, taken_back, wait_after
from app.auth.tokens import GRACE, RefreshToken, make_access_token, read_access_token, rotation
from app.core import clock
from app.core.keys import Keys
from app.core.settings import networks_of

NOW = datetime(2026, 11, 23, 23, tzinfo=UTC)
CHEAP = Cost(time=1, memory_kib=64, parallelism=1)


def test_one_run_gives_a_verifier_and_a_key_that_do_not_tell_of_each_other() -> None:
    salt = new_salt()
    keys = derive_keys("correct horse battery", salt=salt, cost=CHEAP)
    again = derive_keys("correct horse battery", salt=salt, cost=CHEAP)
    other = derive_keys("correct horse batterz", salt=salt, cost=CHEAP)
    assert again.fits(keys.verifier)
    assert not other.fits(keys.verifier)
    assert keys.account_key not in {keys.verifier, other.account_key}
    assert not derive_keys("correct horse battery", salt=new_salt(), cost=CHEAP).fits(keys.verifier)


def test_a_cost_survives_being_written_down() -> None:
    assert Cost.of(CHEAP.text) == CHEAP


@pytest.mark.parametrize(
    "password",
    ["short", "aaaaaaaaaaaaaaaa", "123456789012345", "abcdefghijklmnop", "Testbergsson1", "ababababababab", "x" * 257],
)
def test_what_anyone_would_guess_first_is_refused(password: str) -> None:
    with pytest.raises(PasswordTooWeak):
        require_strong(password, known=("maja", "Testbergsson"))


@pytest.mark.parametrize("password", ["rostig cykel under bron", "k7#mQ2!vB9xw", "Testbergsson cyklar aldrig i regn"])
def test_length_is_enough_and_no_composition_is_asked_for(password: str) -> None:
    require_strong(password, known=("maja", "Testbergsson"))


@given(st.integers(0, 200), st.integers(0, 50))
def test_waiting_never_shrinks_with_failures_and_has_an_end(failures: int, free: int) -> None:
    assert wait_after(failures, free=free) <= wait_after(failures + 1, free=free) <= LONGEST_WAIT
    assert wait_after(min(failures, free), free=free) == timedelta()


def test_a_try_is_counted_before_its_password_is_looked_at() -> None:
    failures, not_before = 0, NOW
    for _ in range(6):
        state = next_state(failures=failures, not_before=not_before, last_at=NOW, free=5, now=NOW)
        assert isinstance(state, tuple)
        failures, not_before = state
    assert next_state(failures=failures, not_before=not_before, last_at=NOW, free=5, now=NOW) == timedelta(seconds=1)


def test_a_free_try_does_not_wait_for_one_that_overtook_it() -> None:
    moment_later = NOW + timedelta(milliseconds=1)
    state = next_state(failures=5, not_before=moment_later, last_at=moment_later, free=5, now=NOW)
    assert isinstance(state, tuple)
    assert state[0] == 6


def test_an_hour_of_quiet_forgets() -> None:
    later = NOW + FORGOTTEN_AFTER + timedelta(seconds=1)
    assert next_state(failures=99, not_before=later + LONGEST_WAIT, last_at=NOW, free=5, now=later) == (1, later)


def test_a_stranger_shares_no_bucket_with_an_account_or_address_under_attack() -> None:
    attacked = {bucket.key for bucket in buckets(account="a@example.org", address="192.0.2.1", device=None)}
    stranger = {bucket.key for bucket in buckets(account="b@example.org", address="192.0.2.2", device=None)}
    owner = {bucket.key for bucket in buckets(account="a@example.org", address="192.0.2.1", device="own phone")}
    assert attacked.isdisjoint(stranger)
    assert attacked.isdisjoint(owner)


def counted_at(peer: str | None, *told: str, trusted: str = "") -> str | None:
    return address_to_count(peer=peer, forwarded_for=told, trusted=networks_of(trusted))


def test_an_ipv6_customer_is_counted_as_one() -> None:
    assert counted_at("2001:db8:1:2::1") == counted_at("2001:db8:1:2:ffff::9") == "2001:db8:1:2::/64"
    assert counted_at("192.0.2.7") == counted_at("::ffff:192.0.2.7") == "192.0.2.7"


def test_an_address_that_may_be_everyones_is_nobodys() -> None:
    for peer in (
        None,
        "",
        "testclient",
        "127.0.0.1",
        "::1",
        "172.18.0.3",
        "::ffff:10.0.0.1",
        "fe80::1%eth0",
        "fd00::5",
    ):
        assert counted_at(peer) is None
        assert counted_at(peer, "203.0.113.9") is None, "nobody said that this one is a proxy of ours"


def test_of_what_is_forwarded_only_the_word_of_our_own_proxies_holds() -> None:
    proxies = "172.18.0.0/16, 2001:db8::5"
    assert counted_at("172.18.0.3", "203.0.113.9", trusted=proxies) == "203.0.113.9"
    assert counted_at("172.18.0.3", "198.51.100.1, 203.0.113.9", trusted=proxies) == "203.0.113.9"
    assert counted_at("172.18.0.3", "198.51.100.1", "203.0.113.9", trusted=proxies) == "203.0.113.9"
    assert counted_at("172.18.0.3", "203.0.113.9, 2001:db8::5", trusted=proxies) == "203.0.113.9"
    assert counted_at("203.0.113.9", "198.51.100.1", trusted=proxies) == "203.0.113.9"
    for said in ((), ("",), ("made up",), ("203.0.113.9, unknown",), ("172.18.0.9",), ("192.168.1.7",)):
        assert counted_at("172.18.0.3", *said, trusted=proxies) is None


def test_a_right_try_is_taken_back_without_lifting_a_wait_that_came_after_it() -> None:
    later = NOW + timedelta(seconds=9)
    assert taken_back(failures=7, not_before=later, last_at=NOW, counted_at=NOW) == (6, NOW)
    assert taken_back(failures=7, not_before=later, last_at=later, counted_at=NOW) == (6, later)
    assert taken_back(failures=0, not_before=NOW, last_at=NOW, counted_at=NOW) == (0, NOW)


def test_without_an_address_the_account_is_still_counted() -> None:
    (only,) = buckets(account="a@example.org", address=None, device=None)
    assert not only.is_shared


def test_the_token_before_works_for_a_minute_and_gets_the_same_successor() -> None:
    assert rotation(presented=4, current=4, since_rotation=timedelta(days=1)) == 5
    assert rotation(presented=4, current=5, since_rotation=GRACE) == 5
    assert rotation(presented=4, current=5, since_rotation=GRACE + timedelta(seconds=1)) is None
    assert rotation(presented=3, current=5, since_rotation=timedelta()) is None
    assert rotation(presented=6, current=5, since_rotation=timedelta()) is None


def test_a_refresh_token_cannot_be_made_or_changed_without_the_key(keys: Keys) -> None:
    token = RefreshToken(uuid4(), 3)
    text = token.text(keys)
    assert RefreshToken.read(keys, text) == token
    session, counter, seal = text.split(".")
    for forged in (f"{session}.4.{seal}", f"{uuid4().hex}.{counter}.{seal}", f"{session}.{counter}.", "", "a.b.c", "."):
        assert RefreshToken.read(keys, forged) is None
    assert RefreshToken.read(Keys(b"another installation's secret...."), text) is None


def _token(keys: Keys, minutes: int = 15) -> str:
    return make_access_token(
        keys, subject=uuid4(), session_id=uuid4(), roles=["chair"], scopes=[], valid_for=timedelta(minutes=minutes)
    )


def test_an_access_token_runs_out_by_our_clock(keys: Keys) -> None:
    token = _token(keys)
    assert read_access_token(keys, token) is not None
    with clock.turned(timedelta(minutes=16)):
        assert read_access_token(keys, token) is None


def test_foreign_unsigned_and_incomplete_tokens_are_nobodys(keys: Keys) -> None:
    claims = jwt.get_unverified_claims(_token(keys))
    assert read_access_token(Keys(b"another installation's secret...."), _token(keys)) is None
    for missing in ("exp", "sub", "aud", "iss", "iat"):
        less = {name: value for name, value in claims.items() if name != missing}
        assert read_access_token(keys, jwt.encode(less, keys.tokens, algorithm="HS256")) is None
    assert read_access_token(keys, jwt.encode(claims, keys.tokens, algorithm="HS512")) is None
    header, payload, _ = _token(keys).split(".")
    assert read_access_token(keys, f"{header}.{payload}.") is None
    assert read_access_token(keys, "eyJhbGciOiJub25lIn0." + payload + ".") is None
    for garbage in ("", "a", "a.b.c", "å.ä.ö"):
        assert read_access_token(keys, garbage) is None
