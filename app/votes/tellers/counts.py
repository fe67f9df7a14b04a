"""What tellers counted and signed, kept until enough of them agree."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.core.database import Session
from app.votes import sealed
from app.votes.bulletin import Body, Bulletin, BulletinSignature
from app.votes.certifying import CountedBox
from app.votes.counting import OnPaper
from app.votes.models import Vote
from app.votes.tellers.models import VoteTellerCount
from app.votes.verification import Fault, verify_bulletin


@dataclass(frozen=True)
class SignedCount:
    """A bulletin's body as a teller's page wrote it, and that teller's signature."""

    number: int
    body: bytes
    signature: bytes
    fits: bool


def signer(number: int) -> str:
    return f"teller-{number}"


def fits(box: CountedBox, body: Body) -> bool:
    """Whether it is sound, and of the manifest, envelopes and numbers that the server has."""
    counts, mine = body.counts, box.attendance
    paper = OnPaper(counts.paper, body.paper.tally() if body.paper else None, counts.paper_uncounted)
    is_ours = (
        body.manifest == box.manifest
        and body.envelopes == box.lines
        and (counts.present, counts.drawn) == (mine.present, mine.drawn)
        and (counts.confirmed, counts.lost, paper) == (mine.confirmed, mine.lost, mine.paper)
    )
    if not is_ours:
        return False
    unsigned = Bulletin(body=body, signatures=()).to_bytes()
    found = verify_bulletin(unsigned, expected_manifest=box.manifest.hash).problems
    return {problem.fault for problem in found} <= {Fault.SIGNATURES}


async def keep(db: Session, vote: Vote, count: SignedCount) -> bool:
    """The teller's newest count in the place of an older one. Gives whether it says something new."""
    lies_there = sealed.seal(db.keys, count.body, vote_id=vote.id, field=_field(count.number))
    row = await db.get(VoteTellerCount, (vote.id, count.number))
    if row is not None and _body_of(db, row) == count.body:
        return False
    if row is None:
        row = VoteTellerCount(
            vote_id=vote.id, number=count.number, sealed_body=lies_there, signature=count.signature, fits=count.fits
        )
        db.add(row)
    else:
        row.sealed_body, row.signature, row.fits = lies_there, count.signature, count.fits
    await db.flush()
    return True


async def agreed(db: Session, vote: Vote) -> Bulletin | None:
    """The bulletin, when enough tellers have signed one and the same count, and it is the server's too."""
    by_body: dict[bytes, list[VoteTellerCount]] = defaultdict(list)
    for row in await _rows(db, vote.id):
        if row.fits:
            by_body[_body_of(db, row)].append(row)
    for body, rows in by_body.items():
        if len(rows) < vote.teller_threshold:
            continue
        signatures = tuple(BulletinSignature(signer=signer(row.number), signature=row.signature) for row in rows)
        bulletin = Bulletin(body=Body.from_bytes(body), signatures=signatures)
        if verify_bulletin(bulletin.to_bytes(), expected_manifest=vote.manifest_hash).is_sound:
            return bulletin
    return None


async def differ(db: Session, vote: Vote) -> bool:
    """Whether tellers have signed different counts, or one that is not of what the server has."""
    rows = await _rows(db, vote.id)
    return len({_body_of(db, row) for row in rows}) > 1 or not all(row.fits for row in rows)


async def _rows(db: Session, vote_id: UUID) -> list[VoteTellerCount]:
    query = select(VoteTellerCount).where(VoteTellerCount.vote_id == vote_id).order_by(col(VoteTellerCount.number))
    return list((await db.exec(query)).all())


def _body_of(db: Session, row: VoteTellerCount) -> bytes:
    return sealed.unseal(db.keys, row.sealed_body, vote_id=row.vote_id, field=_field(row.number))


def _field(number: int) -> str:
    return f"teller-count-{number}"
