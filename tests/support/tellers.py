"""A vote's tellers in Python: what in life runs in their own pages only (`frontend/src/counting/`).

Plain functions of bytes and records; who asks whom in what order is the caller's. A teller is meant by their number
in the manifest.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

from app.votes import messages, p256, rules
from app.votes.bulletin import Body, Bulletin, BulletinSignature, EnvelopeLine, RejectedLine, sign_body
from app.votes.counting import Attendance, Opening, body_of, envelope_lines
from app.votes.envelope import CheckedCast, EnvelopeRejected, Rejection, open_envelope
from app.votes.manifest import Manifest, Mode, Teller
from app.votes.rules import Turnout
from tests.support import shamir
from tests.support.ballots import SUITE, Election, a_manifest, an_election

SEED_BYTES = 16
SHARE_BYTES = 33
LINE_BYTES = 32 + 1 + SHARE_BYTES
"""Row key | whether there is a share | share, or zeros."""

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_LABEL = b"HPKE-v1" + b"KEM" + (0x0010).to_bytes(2, "big")

Shares = Mapping[bytes, bytes | None]
"""By row key; None where the sealed share would not open."""


@dataclass(frozen=True)
class TellerKeys:
    sealing: ec.EllipticCurvePrivateKey = field(repr=False)
    signing: ec.EllipticCurvePrivateKey = field(repr=False)

    @property
    def public(self) -> Teller:
        return Teller(sealing_key=p256.point_of(self.sealing), signing_key=p256.point_of(self.signing))


@dataclass(frozen=True)
class Package:
    """One teller's shares of all envelopes, on their way to another."""

    from_: int
    to: int
    sealed: bytes
    signature: bytes


class PackageRefused(Exception):
    """Not signed by whom it says, not sealed to this teller, or not about these envelopes."""


def keys_from_seed(vote_id: str, seed: bytes) -> TellerKeys:
    """The same keys again from the paper on which the seed was printed."""
    return TellerKeys(
        sealing=_derive(f"varna/1/teller/{vote_id}/sealing", seed),
        signing=_derive(f"varna/1/teller/{vote_id}/signing", seed),
    )


def _derive(info: str, seed: bytes) -> ec.EllipticCurvePrivateKey:
    if len(seed) != SEED_BYTES:
        raise ValueError(f"a seed is {SEED_BYTES} random bytes")
    ikm = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info.encode()).derive(seed)
    return derive_key(ikm)


def derive_key(ikm: bytes) -> ec.EllipticCurvePrivateKey:
    """Source: RFC 9180, 7.1.3, DeriveKeyPair of DHKEM(P-256, HKDF-SHA256)."""
    prk = hmac.digest(b"", _LABEL + b"dkp_prk" + ikm, hashlib.sha256)
    for counter in range(256):
        info = (32).to_bytes(2, "big") + _LABEL + b"candidate" + bytes([counter])
        scalar = HKDFExpand(algorithm=hashes.SHA256(), length=32, info=info).derive(prk)
        if 0 < int.from_bytes(scalar, "big") < P256_ORDER:
            return p256.key_from_bytes(scalar)
    raise ValueError("no key follows from this")


def possession(vote_id: str, keys: TellerKeys) -> bytes:
    """Signature that goes with the public keys, before lock."""
    public = keys.public
    message = messages.teller_key_message(vote_id, sealing=public.sealing_key, signing=public.signing_key)
    return p256.sign(keys.signing, message)


def confirmation(manifest: Manifest, keys: TellerKeys) -> bytes:
    """Signature that these keys stand in the locked manifest. Raises ValueError when they do not."""
    if keys.public not in manifest.tellers:
        raise ValueError("another's keys stand in the manifest")
    return p256.sign(keys.signing, messages.teller_confirmation_message(manifest))


def number_of(manifest: Manifest, keys: TellerKeys) -> int:
    return manifest.tellers.index(keys.public)


def own_shares(manifest: Manifest, casts: Iterable[CheckedCast], keys: TellerKeys) -> Shares:
    number = number_of(manifest, keys)
    return {checked.row_key: _own_share(manifest, checked, number, keys) for checked in casts}


def _own_share(manifest: Manifest, checked: CheckedCast, number: int, keys: TellerKeys) -> bytes | None:
    info = messages.key_seal_context(manifest, checked.row_key, recipient=number)
    try:
        return SUITE.decrypt(checked.cast.envelope.keys[number], keys.sealing, info)
    except (InvalidTag, ValueError):
        return None


def seal_packages(manifest: Manifest, casts: Iterable[CheckedCast], keys: TellerKeys) -> list[Package]:
    """This teller's shares for every other teller."""
    number = number_of(manifest, keys)
    plain = b"".join(_line(row_key, share) for row_key, share in sorted(own_shares(manifest, casts, keys).items()))
    return [_seal(manifest, plain, number, to, keys) for to in range(len(manifest.tellers)) if to != number]


def _line(row_key: bytes, share: bytes | None) -> bytes:
    return row_key + (bytes(1 + SHARE_BYTES) if share is None else b"\x01" + share)


def _seal(manifest: Manifest, plain: bytes, from_: int, to: int, keys: TellerKeys) -> Package:
    point = p256.key_from_point(manifest.tellers[to].sealing_key)
    sealed = SUITE.encrypt(plain, point, messages.shares_context(manifest, from_=from_, to=to))
    message = messages.shares_message(manifest, from_=from_, to=to, sealed=sealed)
    return Package(from_=from_, to=to, sealed=sealed, signature=p256.sign(keys.signing, message))


def open_package(manifest: Manifest, casts: Iterable[CheckedCast], package: Package, keys: TellerKeys) -> Shares:
    """The other teller's shares. Raises PackageRefused."""
    from_, to = package.from_, package.to
    message = messages.shares_message(manifest, from_=from_, to=to, sealed=package.sealed)
    if not p256.is_signed(message, by=manifest.tellers[from_].signing_key, signature=package.signature):
        raise PackageRefused("not signed by whom it says")
    try:
        plain = SUITE.decrypt(package.sealed, keys.sealing, messages.shares_context(manifest, from_=from_, to=to))
    except (InvalidTag, ValueError) as error:
        raise PackageRefused("not sealed to this teller") from error
    lines = [plain[start : start + LINE_BYTES] for start in range(0, len(plain), LINE_BYTES)]
    if [line[:32] for line in lines] != sorted(checked.row_key for checked in casts):
        raise PackageRefused("not about these envelopes")
    if any(len(line) != LINE_BYTES or line[32] > 1 for line in lines):
        raise PackageRefused("not in its form")
    return {line[:32]: line[33:] if line[32] else None for line in lines}


def open_with(manifest: Manifest, casts: Iterable[CheckedCast], shares: Mapping[int, Shares]) -> Opening:
    """Every envelope, with the shares of exactly these tellers."""
    ballots, rejected = [], []
    for checked in casts:
        try:
            content_key = _content_key([of_one[checked.row_key] for _, of_one in sorted(shares.items())])
            ballots.append(open_envelope(manifest, checked, content_key=content_key))
        except EnvelopeRejected as rejection:
            rejected.append(RejectedLine(row_key=checked.row_key, reason=rejection.reason))
    return Opening(ballots=tuple(ballots), rejected=tuple(rejected), opened_by=tuple(sorted(shares)))


def _content_key(shares: Sequence[bytes | None]) -> bytes:
    try:
        return shamir.combine([share for share in shares if share is not None])
    except ValueError as error:
        raise EnvelopeRejected(Rejection.KEY) from error


def count(
    manifest: Manifest,
    casts: Sequence[CheckedCast],
    *,
    attendance: Attendance,
    keys: TellerKeys,
    opening_set: Iterable[int],
    packages: Iterable[Package],
) -> Body:
    """What this teller finds, from the packages sent to them; an inquorate vote stays sealed."""
    turnout = Turnout(roll=manifest.roll.size, present=attendance.present, drawn=attendance.drawn, envelopes=len(casts))
    if rules.must_stay_sealed(turnout, manifest.quorum.rule(), fewest_envelopes=manifest.fewest_envelopes):
        return sealed_body(manifest, envelope_lines(casts), attendance=attendance)
    number = number_of(manifest, keys)
    by_sender = {package.from_: package for package in packages if package.to == number}
    shares = {
        one: own_shares(manifest, casts, keys) if one == number else open_package(manifest, casts, by_sender[one], keys)
        for one in opening_set
    }
    lines = envelope_lines(casts)
    return body_of(manifest, lines, attendance=attendance, opening=open_with(manifest, casts, shares))


def sealed_body(manifest: Manifest, published: Sequence[EnvelopeLine], *, attendance: Attendance) -> Body:
    """Of a vote that is never opened: from what anyone can read."""
    return body_of(manifest, published, attendance=attendance, opening=None)


def sign(body: Body, keys: TellerKeys) -> BulletinSignature:
    return sign_body(body, signer=f"teller-{number_of(body.manifest, keys)}", key=keys.signing)


def an_election_with_tellers(
    *, tellers: int = 3, threshold: int = 2, **manifest_fields: Any
) -> tuple[Election, list[TellerKeys]]:
    """A vote with tellers, and all private keys of everybody."""
    vote_id = manifest_fields.get("vote_id") or a_manifest().vote_id
    keys = [keys_from_seed(vote_id, bytes([number]) * SEED_BYTES) for number in range(tellers)]
    with_tellers: dict[str, Any] = {
        "mode": Mode.TELLERS,
        "opening_key": None,
        "tellers": tuple(one.public for one in keys),
        "threshold": threshold,
    }
    return an_election(**(with_tellers | manifest_fields)), keys


def a_bulletin_of_tellers(
    manifest: Manifest,
    casts: Sequence[CheckedCast],
    keys: Sequence[TellerKeys],
    *,
    attendance: Attendance,
    opening_set: Sequence[int] = (0, 1),
) -> Bulletin:
    """Each of the opening set sends, counts and signs."""
    packages = [package for number in opening_set for package in seal_packages(manifest, casts, keys[number])]
    bodies = [
        count(manifest, casts, attendance=attendance, keys=keys[number], opening_set=opening_set, packages=packages)
        for number in opening_set
    ]
    assert len({body.to_bytes() for body in bodies}) == 1
    return Bulletin(body=bodies[0], signatures=tuple(sign(bodies[0], keys[number]) for number in opening_set))
