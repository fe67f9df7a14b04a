from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.vault.crypto import PUBLIC_KEY_BYTES, CannotOpen, KeyPair, open_with, place, seal_to, seal_with
from app.vault.recovery import NEEDED, SHARES, SharesDoNotFit, restore, split

HERE = place("sealed_text", uuid4(), "sealed", version=uuid4())
THERE = place("sealed_text", uuid4(), "sealed", version=uuid4())


@given(plaintext=st.binary(max_size=2000))
def test_what_is_sealed_either_way_opens_with_the_pair(plaintext: bytes) -> None:
    pair = KeyPair.generate()
    assert pair.open(seal_to(pair.public_key, plaintext, context=HERE), context=HERE) == plaintext
    assert pair.open(pair.seal(plaintext, context=HERE), context=HERE) == plaintext


def test_a_pair_follows_from_its_seed_alone() -> None:
    pair = KeyPair.generate()
    assert KeyPair(pair.seed).public_key == pair.public_key
    assert len(pair.public_key) == PUBLIC_KEY_BYTES


@pytest.mark.parametrize("by", ["hpke", "content key"])
def test_a_sealed_value_opens_only_at_its_own_place_and_unchanged(by: str) -> None:
    pair = KeyPair.generate()
    sealed = seal_to(pair.public_key, b"secret", context=HERE) if by == "hpke" else pair.seal(b"secret", context=HERE)
    with pytest.raises(CannotOpen):
        pair.open(sealed, context=THERE)
    for position in (0, 1, len(sealed) // 2, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[position] ^= 1
        with pytest.raises(CannotOpen):
            pair.open(bytes(changed), context=HERE)
    with pytest.raises(CannotOpen):
        KeyPair.generate().open(sealed, context=HERE)
    for cut in (b"", sealed[:1], sealed[:20]):
        with pytest.raises(CannotOpen):
            pair.open(cut, context=HERE)


def test_neither_key_nor_plaintext_stands_in_what_is_sealed() -> None:
    pair = KeyPair.generate()
    sealed = pair.seal(b"a long and recognisable plaintext", context=HERE)
    assert b"recognisable" not in sealed
    assert pair.seed not in sealed
    assert pair.seal(b"same", context=HERE) != pair.seal(b"same", context=HERE)


def test_a_seed_is_not_shown_when_a_pair_is_printed() -> None:
    pair = KeyPair.generate()
    assert pair.seed.hex() not in repr(pair)
    assert repr(pair.seed) not in repr(pair)


def test_a_symmetric_seal_is_bound_to_its_place() -> None:
    sealed = seal_with(b"k" * 32, b"seed", context=HERE)
    assert open_with(b"k" * 32, sealed, context=HERE) == b"seed"
    with pytest.raises(CannotOpen):
        open_with(b"k" * 32, sealed, context=THERE)


def test_any_two_of_three_word_lists_restore_the_recovery_key() -> None:
    pair = KeyPair.generate()
    shares = split(pair)
    assert len(shares) == SHARES
    for left_out in range(SHARES):
        two = [share for number, share in enumerate(shares) if number != left_out]
        assert len(two) == NEEDED
        assert restore(two).seed == pair.seed
    with pytest.raises(SharesDoNotFit):
        restore(shares[:1])
    with pytest.raises(SharesDoNotFit):
        restore([shares[0], split(KeyPair.generate())[1]])
    with pytest.raises(SharesDoNotFit):
        restore(["not words at all", shares[0]])
