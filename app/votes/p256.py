"""ECDSA on P-256 with SHA-256, in the raw forms that WebCrypto uses, also on older telephones."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from app.core.errors import DomainError

POINT_BYTES = 65
SIGNATURE_BYTES = 64
SCALAR_BYTES = 32

_SHA256 = ec.ECDSA(hashes.SHA256())


class PointInvalid(DomainError):
    code = "public-key-invalid"
    status = 422
    title = "The public key is no point on the curve P-256."


def generate_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def point_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public key as 65 bytes."""
    return key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def key_from_point(point: bytes) -> ec.EllipticCurvePublicKey:
    """Raises PointInvalid, also for a compressed point: one key, one spelling."""
    if len(point) != POINT_BYTES:
        raise PointInvalid
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError as error:
        raise PointInvalid from error


def key_to_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The private key as 32 bytes: the caller seals them."""
    return key.private_numbers().private_value.to_bytes(SCALAR_BYTES, "big")


def key_from_bytes(scalar: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(scalar, "big"), ec.SECP256R1())


def sign(key: ec.EllipticCurvePrivateKey, message: bytes) -> bytes:
    """Signature as r and s, 64 bytes in all."""
    r, s = decode_dss_signature(key.sign(message, _SHA256))
    return r.to_bytes(SCALAR_BYTES, "big") + s.to_bytes(SCALAR_BYTES, "big")


def is_signed(message: bytes, *, by: bytes, signature: bytes) -> bool:
    """Whether the holder of the point `by` signed the message. Raises PointInvalid."""
    key = key_from_point(by)
    if len(signature) != SIGNATURE_BYTES:
        return False
    r = int.from_bytes(signature[:SCALAR_BYTES], "big")
    s = int.from_bytes(signature[SCALAR_BYTES:], "big")
    try:
        key.verify(encode_dss_signature(r, s), message, _SHA256)
    except InvalidSignature:
        return False
    return True
