"""Shamir's secret sharing over GF(2^8), in the form of npm's `shamir-secret-sharing`.

A share is one byte of each polynomial, then the point at which all were evaluated. For tests: it takes time that
tells what it computes with.
"""

import secrets
from collections.abc import Sequence
from functools import reduce

MODULUS = 0x11B
"""The polynomial x^8 + x^4 + x^3 + x + 1."""


def split(secret: bytes, *, shares: int, threshold: int) -> list[bytes]:
    """Any `threshold` of the shares give the secret, fewer tell nothing; the points are drawn, and tell no order."""
    points = secrets.SystemRandom().sample(range(1, 256), shares)
    polynomials = [[byte, *secrets.token_bytes(threshold - 1)] for byte in secret]
    return [bytes([*(_evaluate(polynomial, point) for polynomial in polynomials), point]) for point in points]


def combine(shares: Sequence[bytes]) -> bytes:
    """Whatever they give; fewer than the threshold give something else. Raises ValueError for a point twice."""
    points = [share[-1] for share in shares]
    if len(set(points)) != len(points) or len({len(share) for share in shares}) != 1:
        raise ValueError("shares of different lengths, or one point twice")
    weights = [
        reduce(_times, (_times(other, _inverse(other ^ point)) for other in points if other != point), 1)
        for point in points
    ]
    return bytes(
        reduce(lambda sum_, term: sum_ ^ term, (_times(y, weight) for y, weight in zip(ys, weights, strict=True)))
        for ys in zip(*(share[:-1] for share in shares), strict=True)
    )


def _evaluate(coefficients: Sequence[int], point: int) -> int:
    return reduce(lambda value, coefficient: _times(value, point) ^ coefficient, reversed(coefficients), 0)


def _times(one: int, other: int) -> int:
    product = 0
    while other:
        product ^= one if other & 1 else 0
        one = one << 1 ^ (MODULUS if one & 0x80 else 0)
        other >>= 1
    return product


def _inverse(one: int) -> int:
    # one^254: the group has 255 elements.
    return reduce(_times, [one] * 254, 1)
