"""Every fixed byte layout of a vote; `python -m tests.support.ballot_vectors` writes them to the file.

The file is read by the tests of both sides. A difference means that stored votes and open pages no longer
understand each other: then the format number goes up, and the file is written anew.
"""

import json
from pathlib import Path
from typing import Any

from app.votes import messages, p256
from app.votes.draw import SEALED_STATE_BYTES, DrawRequest, fingerprint
from app.votes.manifest import commitment_to_name, hash_of_roll, short_hash
from app.votes.messages import Credential, Purpose
from app.votes.rules import Choice
from tests.support.ballots import a_manifest

FILE = Path("tests/votes/vectors/messages.json")


def computed() -> dict[str, Any]:
    manifest = a_manifest()
    public_key = p256.point_of(p256.key_from_bytes(bytes(31) + b"\x03"))
    credential = Credential(prefix=bytes(range(32)), public_key=public_key, signature=bytes(384))
    row_key = messages.credential_hash(Purpose.ADMISSION, manifest, credential)
    envelope_hash = messages.envelope_hash(bytes(32), bytes(range(200)), (b"first", b"second"))
    draw = DrawRequest(admission=bytes([1]) * 384, ballot=bytes([2]) * 384, sealed_state=bytes(SEALED_STATE_BYTES))
    return {
        "manifest": manifest.to_bytes().decode(),
        "manifest_hash": manifest.hash.hex(),
        "short_hash": short_hash(manifest.hash),
        "prefix": credential.prefix.hex(),
        "public_key": public_key.hex(),
        "prepared": {
            purpose.value: messages.prepared_message(
                purpose, manifest, prefix=credential.prefix, public_key=public_key
            ).hex()
            for purpose in Purpose
        },
        "row_key": row_key.hex(),
        "message_hash": messages.credential_hash(Purpose.BALLOT, manifest, credential).hex(),
        "choices": {choice.value: messages.choice_message(manifest, choice).hex() for choice in Choice},
        "cast": messages.cast_message(manifest, counter=258, envelope_hash=envelope_hash).hex(),
        "receipt": messages.receipt_message(manifest, row_key=row_key, counter=258, envelope_hash=envelope_hash).hex(),
        "bulletin": messages.bulletin_message(b"{}").hex(),
        "teller_key": messages.teller_key_message(
            manifest.vote_id, sealing=manifest.receipt_key, signing=public_key
        ).hex(),
        "teller_confirmation": messages.teller_confirmation_message(manifest).hex(),
        "shares_context": messages.shares_context(manifest, from_=0, to=2).hex(),
        "shares_message": messages.shares_message(manifest, from_=0, to=2, sealed=bytes(range(200))).hex(),
        "ballot_seal_context": messages.ballot_seal_context(manifest, row_key).hex(),
        "key_seal_contexts": [
            messages.key_seal_context(manifest, row_key, recipient=recipient).hex() for recipient in (0, 2)
        ],
        "key_commitment": messages.key_commitment(manifest, bytes(range(32))).hex(),
        "envelope_hash": envelope_hash.hex(),
        "draw_fingerprint": fingerprint(draw).hex(),
        "roll_hash": hash_of_roll(["b", "a"], salt=bytes(32)).hex(),
        "accused_commitment": commitment_to_name("Åsa  Ek", salt=bytes(32)).hex(),
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(computed(), indent=1, ensure_ascii=True) + "\n", encoding="utf-8")
