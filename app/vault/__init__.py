"""Key holders, compartments' keys, and sealing: what people write is unreadable without a grant holder's key.

Cryptography is the `cryptography` library's: HPKE (RFC 9180) over the hybrid of ML-KEM-768 and X25519, AES-256-GCM and
HKDF-SHA256. Why hybrid: political opinion stays sensitive for a lifetime, and what is copied today can be kept.
"""
