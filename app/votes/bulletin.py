"""The bulletin: the one published file from which anybody can recount the vote offline.

It holds the manifest, every admitted envelope's proof, every ballot with its proofs, and what follows from
them. `app/votes/counting.py` makes it and `app/votes/verification.py` checks it, from its bytes alone.
Nothing in it joins an envelope to a ballot, except to say of an envelope why none in it could be counted.
"""

from typing import Annotated, Literal, NamedTuple, Self

from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import Field

from app.votes import messages, p256
from app.votes.canonical import MAX_SAFE_INTEGER
from app.votes.encoding import Digest, EcdsaSignature, Record
from app.votes.envelope import Rejection
from app.votes.manifest import MOST_TELLERS, Manifest
from app.votes.messages import MAX_COUNTER, Credential
from app.votes.rules import Choice, Outcome, Tally, Turnout

SERVER = "server"

Count = Annotated[int, Field(ge=0, le=MAX_SAFE_INTEGER)]
TellerNumber = Annotated[int, Field(ge=0, lt=MOST_TELLERS)]
"""A teller's index in the manifest."""


class EnvelopeLine(Record):
    """Proof that an envelope was admitted, without what is sealed in it."""

    row_key: Digest
    admission: Credential
    counter: Annotated[int, Field(ge=1, le=MAX_COUNTER)]
    envelope_hash: Digest
    signature: EcdsaSignature


class ChoiceLine(Record):
    choice: Choice
    signature: EcdsaSignature


class BallotLine(Record):
    """A counted ballot."""

    message_hash: Digest
    credential: Credential
    choice: Choice
    signature: EcdsaSignature


class ConflictLine(Record):
    """One ballot credential with more than one choice: evidence of each, and none counts."""

    message_hash: Digest
    credential: Credential
    choices: Annotated[tuple[ChoiceLine, ...], Field(min_length=2, max_length=3)]


class RejectedLine(Record):
    row_key: Digest
    reason: Rejection


class TallyLine(Record):
    against: Count
    for_: Annotated[Count, Field(alias="for")]
    blank: Count

    def tally(self) -> Tally:
        return Tally(self.against, self.for_, self.blank)

    @classmethod
    def of(cls, tally: Tally) -> Self:
        return cls(against=tally.against, for_=tally.for_, blank=tally.blank)


class Counts(Record):
    """`envelopes` = `ballots` + `repeated` + `conflicting` + `rejected` when they were opened.

    `repeated`: envelopes with a ballot that another one already brought. `conflicting`: envelopes whose
    ballot credential bears several choices. `confirmed`: those who drew and found their receipt listed. `lost`: those
    who drew, cast nothing, and said that what they drew was lost. `paper`: those who drew nothing and were marked to
    vote on paper; `paper_ballots` of theirs were counted by hand, `paper_uncounted` were too few and were destroyed.
    """

    roll: Count
    present: Count
    drawn: Count
    confirmed: Count
    lost: Count
    paper: Count
    paper_ballots: Count
    paper_uncounted: Count
    envelopes: Count
    ballots: Count
    repeated: Count
    conflicting: Count
    rejected: Count

    def turnout(self) -> Turnout:
        """Raises ValueError when the counts contradict each other."""
        return Turnout(
            roll=self.roll,
            present=self.present,
            drawn=self.drawn,
            envelopes=self.envelopes,
            lost=self.lost,
            paper=self.paper,
            paper_ballots=self.paper_ballots,
            paper_uncounted=self.paper_uncounted,
        )


class Margin(Record):
    """How far the result is from the other one, beside how much nobody confirmed.

    Each unconfirmed entry could shift the margin by two: one ballot less on a side and one more on the other.
    `needed_against` is null when no number would do, `changes_to_overturn` when no falsification would.
    """

    against: Count
    needed_against: Count | None
    changes_to_overturn: Count | None
    unconfirmed: Count


class Body(Record):
    format: Literal[1]
    manifest: Manifest
    manifest_hash: Digest
    counts: Counts
    envelopes: tuple[EnvelopeLine, ...]
    is_opened: bool
    opened_by: tuple[TellerNumber, ...]
    ballots: tuple[BallotLine, ...]
    conflicts: tuple[ConflictLine, ...]
    rejected: tuple[RejectedLine, ...]
    paper: TallyLine | None
    """What two people counted by hand: it has no proof but that both found the same. `tally` holds it too."""
    tally: TallyLine | None
    margin: Margin | None
    outcome: Outcome


class BulletinSignature(Record):
    """`signer` is `server`, or `teller-` and the teller's index in the manifest."""

    signer: Annotated[str, Field(pattern=r"^(server|teller-(0|[1-9][0-9]?))$")]
    signature: EcdsaSignature


class Bulletin(Record):
    body: Body
    signatures: tuple[BulletinSignature, ...]


def body_bytes(bulletin: bytes) -> bytes:
    """What of a bulletin's canonical bytes is signed: cut out, since writing a large body anew takes a while.

    Signatures come last and hold no name of a field but their own.
    """
    return bulletin[len(b'{"body":') : bulletin.rindex(b',"signatures":[')]


class Places(NamedTuple):
    """Where in a bulletin's canonical bytes stands what a recount spends its time on."""

    manifest: slice
    envelopes: list[slice]
    ballots: list[slice]
    conflicts: slice
    """All of them: they hold lists of their own, and are few."""


def places_in(bulletin: bytes) -> Places:
    """So that the lines can be read one by one, when it comes to them. Places, since a copy of each would cost more.

    Exact, since no text holds the name of a field in quotes (a quote within a text has a backslash before it), and an
    envelope's line or a ballot's has no text that anybody chose. Raises ValueError where a name is missing; in other
    bytes than canonical ones the places are anything.
    """
    ballots = _array(bulletin, after=b'{"body":{"ballots":', until=b',"conflicts":', start=0)
    conflicts = _array(bulletin, after=b',"conflicts":', until=b',"counts":', start=ballots.stop)
    envelopes = _array(bulletin, after=b'},"envelopes":', until=b',"format":', start=conflicts.stop)
    manifest = bulletin.index(b',"manifest":', envelopes.stop) + len(b',"manifest":')
    return Places(
        manifest=slice(manifest, bulletin.rindex(b',"manifest_hash":')),
        envelopes=_lines(bulletin, envelopes),
        ballots=_lines(bulletin, ballots),
        conflicts=conflicts,
    )


def _array(text: bytes, *, after: bytes, until: bytes, start: int) -> slice:
    begins = text.index(after, start) + len(after)
    return slice(begins, text.index(until, begins))


def _lines(text: bytes, array: slice) -> list[slice]:
    places = []
    begins, last = array.start + len(b"["), array.stop - len(b"]")
    while begins < last:
        after = text.find(b"},{", begins, last)
        ends = last if after < 0 else after + len(b"}")
        places.append(slice(begins, ends))
        begins = ends + len(b",")
    return places


def sign_body(body: Body, *, signer: str, key: ec.EllipticCurvePrivateKey) -> BulletinSignature:
    """Without tellers `signer` is SERVER and `key` belongs to the manifest's receipt key."""
    message = messages.bulletin_message(body.to_bytes())
    return BulletinSignature(signer=signer, signature=p256.sign(key, message))


def sign_by_server(body: Body, *, receipt_key: ec.EllipticCurvePrivateKey) -> Bulletin:
    """The finished bulletin of a vote without tellers."""
    return Bulletin(body=body, signatures=(sign_body(body, signer=SERVER, key=receipt_key),))
