"""Keys as they are made in life, sealed and got back."""

import pytest

from app.core.ids import new_id
from app.core.keys import Keys
from app.votes import ceremony, sealed
from app.votes.blind_rsa import blind_sign, is_permutation
from app.votes.encoding import frame


@pytest.mark.slow
def test_a_votes_keys_are_made_sealed_and_sign_again(keys: Keys) -> None:
    made, vote_id = ceremony.make_keys(), new_id()
    assert is_permutation(made.admission.public, proof=made.admission_public.proof)
    data = frame(made.admission.to_bytes(), made.ballot.to_bytes())
    lies_there = sealed.seal(keys, data, vote_id=vote_id, field="issuing-keys")
    admission, ballot = ceremony.issuing_keys_of(keys, vote_id=vote_id, sealed_keys=lies_there)
    blinded = bytes(383) + b"\x07"
    assert blind_sign(admission, blinded) == blind_sign(made.admission, blinded)
    assert blind_sign(ballot, blinded) == blind_sign(made.ballot, blinded)
    assert blind_sign(admission, blinded) != blind_sign(ballot, blinded)


def test_what_is_sealed_for_one_vote_opens_in_no_other(keys: Keys) -> None:
    from cryptography.exceptions import InvalidTag

    here = new_id()
    lies_there = sealed.seal(keys, b"opening key", vote_id=here, field="opening-key")
    assert sealed.unseal(keys, lies_there, vote_id=here, field="opening-key") == b"opening key"
    for vote_id, field in ((new_id(), "opening-key"), (here, "receipt-key")):
        with pytest.raises(InvalidTag):
            sealed.unseal(keys, lies_there, vote_id=vote_id, field=field)
