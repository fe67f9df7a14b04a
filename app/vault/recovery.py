"""The association's recovery key as three word lists, any two of which restore it (SLIP-39)."""

from shamir_mnemonic import combine_mnemonics, generate_mnemonics
from shamir_mnemonic.utils import MnemonicError

from app.core.errors import DomainError
from app.vault.crypto import SEED_BYTES, KeyPair

SHARES = 3
NEEDED = 2


class SharesDoNotFit(DomainError):
    code = "shares-do-not-fit"
    status = 422
    title = "These word lists do not belong together, or a word is wrong."


def split(pair: KeyPair) -> list[str]:
    """Three lists of words; print each on a paper of its own, one kept outside the board."""
    (shares,) = generate_mnemonics(1, [(NEEDED, SHARES)], pair.seed)
    return list(shares)


def restore(shares: list[str]) -> KeyPair:
    try:
        seed = combine_mnemonics([" ".join(share.lower().split()) for share in shares])
    except (MnemonicError, ValueError, KeyError, IndexError):
        raise SharesDoNotFit from None
    if len(seed) != SEED_BYTES:
        raise SharesDoNotFit
    return KeyPair(seed)
