"""One Argon2id run per sign-in gives both the verifier that is stored and the key that is not.

The run is passlib's (as libpass); its raw 64-byte digest is split by HKDF. Whoever steals the database has the
verifier, and learns nothing of the key from it.
"""

import hmac
import os
from dataclasses import dataclass, field
from itertools import pairwise

from passlib.hash import argon2

from app.core.errors import InvalidInput
from app.core.keys import derive

SALT_BYTES = 16
DIGEST_BYTES = 64
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256
FEWEST_DISTINCT_LETTERS = 6


@dataclass(frozen=True)
class Cost:
    """Argon2id's parameters: passes, memory in KiB, lanes. Kept with each account, so that they can grow."""

    time: int
    memory_kib: int
    parallelism: int

    @property
    def text(self) -> str:
        return f"t={self.time},m={self.memory_kib},p={self.parallelism}"

    @classmethod
    def of(cls, text: str) -> "Cost":
        values = dict(part.split("=") for part in text.split(","))
        return cls(time=int(values["t"]), memory_kib=int(values["m"]), parallelism=int(values["p"]))


@dataclass(frozen=True)
class DerivedKeys:
    verifier: bytes = field(repr=False)
    account_key: bytes = field(repr=False)

    def fits(self, verifier: bytes) -> bool:
        return hmac.compare_digest(self.verifier, verifier)


def new_salt() -> bytes:
    return os.urandom(SALT_BYTES)


def derive_keys(password: str, *, salt: bytes, cost: Cost) -> DerivedKeys:
    """Slow on purpose: run it in the bounded workers, never on the event loop or in a transaction."""
    hasher = argon2.using(
        type="ID",
        salt=salt,
        digest_size=DIGEST_BYTES,
        time_cost=cost.time,
        memory_cost=cost.memory_kib,
        parallelism=cost.parallelism,
    )
    digest = argon2.from_string(hasher.hash(password)).checksum
    return DerivedKeys(verifier=derive(digest, "password verifier"), account_key=derive(digest, "account key"))


class PasswordTooWeak(InvalidInput):
    code = "password-too-weak"
    title = "Choose a longer password: at least twelve characters, not your name or address, not a pattern."


def require_strong(password: str, *, known: tuple[str, ...]) -> None:
    """Length over ceremony (NIST SP 800-63B): no rules of composition, but nothing anyone would guess first.

    Args:
        known: what others know of the person: address, parts of the name.
    """
    lowered = password.casefold()
    is_weak = (
        not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD
        or len(set(lowered)) < FEWEST_DISTINCT_LETTERS
        or _is_run(lowered)
        or any(len(word) >= 4 and word.casefold() in lowered and len(password) < len(word) + 8 for word in known)
    )
    if is_weak:
        raise PasswordTooWeak(fields=[("password", "too-weak")])


def _is_run(password: str) -> bool:
    """`123456789012`, `abcdefghijkl`: nearly every letter follows the one before."""
    steps = [ord(after) - ord(before) for before, after in pairwise(password)]
    return bool(steps) and max(steps.count(step) for step in (-1, 0, 1)) > 0.6 * len(steps)
