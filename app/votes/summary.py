"""A result in numbers: all of a bulletin that no single ballot stands behind, for pages and minutes."""

from typing import Self

from app.votes.bulletin import Body, Bulletin, Counts, Margin, TallyLine, TellerNumber
from app.votes.encoding import Record
from app.votes.rules import Outcome


class Summary(Record):
    """`opened_by` and `signed_by` as in the bulletin: numbers of tellers, and signers."""

    counts: Counts
    is_opened: bool
    opened_by: tuple[TellerNumber, ...]
    paper: TallyLine | None
    tally: TallyLine | None
    margin: Margin | None
    outcome: Outcome
    signed_by: tuple[str, ...]

    @classmethod
    def of(cls, bulletin: Bulletin) -> Self:
        body: Body = bulletin.body
        return cls(
            counts=body.counts,
            is_opened=body.is_opened,
            opened_by=body.opened_by,
            paper=body.paper,
            tally=body.tally,
            margin=body.margin,
            outcome=body.outcome,
            signed_by=tuple(each.signer for each in bulletin.signatures),
        )
