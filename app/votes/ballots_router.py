"""A voter's page: no session, no cookie, no account, and no line in any log.

Whoever holds the link draws; from then on the page shows what it drew, and the server cannot tell who asks.
"""

from uuid import UUID

from fastapi import APIRouter, Response

from app.core.database import Reading, Session, Transaction
from app.core.errors import IdempotencyKeyReused, NotFound
from app.core.idempotency import IdempotencyKey
from app.core.problems import problems
from app.core.web import untraced
from app.votes import access, ceremony, certifying, drawing, running, sealed
from app.votes.ballot_box import service as box
from app.votes.ballot_schemas import (
    BallotStage,
    Board,
    DrawWish,
    EntryRead,
    LinkHolder,
    ManifestRead,
    ObjectionCreate,
    StateLine,
    States,
)
from app.votes.blind_rsa import BlindedMessageInvalid
from app.votes.bulletin import Bulletin
from app.votes.dependencies import WholeDatabase
from app.votes.draw import DrawAnswer
from app.votes.encoding import to_base64url
from app.votes.envelope import (
    Cast,
    CastForAnotherVote,
    CastNotSigned,
    CredentialNotIssued,
    EnvelopeMalformed,
    Receipt,
)
from app.votes.errors import (
    BallotsDestroyed,
    CastingNotOpen,
    CounterUsed,
    DrawingNotOpen,
    DrawnDifferently,
    NotDrawn,
    VoteHasMovedOn,
)
from app.votes.kinds import AFTER_CLOSE, RESULT_IS_KNOWN
from app.votes.manifest import Mode
from app.votes.models import Vote
from app.votes.p256 import PointInvalid
from app.votes.reading import ACCOUNT_IS_OUT, bulletin_of
from app.votes.roll import service as roll
from app.votes.rules import VoteStatus
from app.votes.words import caution_of

router = APIRouter(prefix="/ballots/{vote_id}", tags=["ballots"], responses=problems(NotFound))

# Everyone's page asks these again and again, and everyone gets the same.
SHARED_FOR_SECONDS = {"stage": 2, "states": 60, "board": 60, "bulletin": 3600}


def _may_keep(response: Response, what: str) -> None:
    response.headers["Cache-Control"] = f"private, max-age={SHARED_FOR_SECONDS[what]}"


async def _vote(db: Session, vote_id: UUID) -> Vote:
    """A vote whose roll is locked. Before that there are no links to it."""
    vote = await access.load(db, vote_id, to_change=False)
    _manifest(vote)
    return vote


def _manifest(vote: Vote) -> tuple[str, str]:
    """Its canonical JSON and its hash. Raises NotFound before the roll is locked."""
    if vote.manifest is None or vote.manifest_hash is None:
        raise NotFound
    return vote.manifest.decode(), vote.manifest_hash.hex()


def _stage(vote: Vote) -> BallotStage:
    _, manifest_hash = _manifest(vote)
    return BallotStage(
        status=vote.status,
        mode=Mode.TELLERS if vote.teller_threshold else Mode.WITHOUT_TELLERS,
        manifest_hash=manifest_hash,
        is_drawing_closed=vote.is_drawing_closed,
        drawing_closes_at=vote.drawing_closes_at,
        casting_opens_at=vote.casting_opens_at,
        closes_at=vote.closes_at,
        check_ends_at=running.check_ends_at(vote),
        outcome=vote.outcome,
    )


@router.get("", summary="Where the vote stands, for an open page")
@untraced
async def read_stage(vote_id: UUID, response: Response, db: Reading) -> BallotStage:
    """Where the vote stands; an open page asks this and goes on by itself."""
    vote = await _vote(db, vote_id)
    _may_keep(response, "stage")
    return _stage(vote)


@router.get("/manifest", summary="The locked manifest, without a link")
@untraced
async def read_manifest(vote_id: UUID, response: Response, db: Reading) -> ManifestRead:
    """The manifest without a link: a page that restores a draw while casting is open must not say whose it is."""
    vote = await _vote(db, vote_id)
    manifest, manifest_hash = _manifest(vote)
    _may_keep(response, "stage")
    return ManifestRead(
        manifest=manifest, manifest_hash=manifest_hash, caution=caution_of(teller_threshold=vote.teller_threshold)
    )


@router.post("/entry", summary="What a personal link is for, and whether it has drawn")
@untraced
async def look_at_entry(vote_id: UUID, holder: LinkHolder, db: Reading) -> EntryRead:
    """What the vote is about, and whether this link has drawn."""
    vote = await _vote(db, vote_id)
    entry = await roll.entry_of_link(db, vote_id=vote_id, token=holder.token)
    manifest, manifest_hash = _manifest(vote)
    subject = ceremony.subject_of(db.keys, vote)
    account = sealed.unseal_text(db.keys, vote.sealed_account, vote_id=vote_id, field="account")
    return EntryRead(
        stage=_stage(vote),
        caution=caution_of(teller_threshold=vote.teller_threshold),
        can_draw=drawing.can_draw(
            status=vote.status,
            is_drawing_closed=vote.is_drawing_closed,
            drawing_closes_at=vote.drawing_closes_at,
        ),
        has_drawn=entry.has_drawn,
        is_confirmed=entry.is_confirmed,
        is_lost=entry.is_lost,
        concerns=subject.name,
        salt=to_base64url(subject.salt),
        account=account if vote.status in ACCOUNT_IS_OUT else None,
        manifest=manifest,
        manifest_hash=manifest_hash,
    )


@router.post(
    "/draw",
    summary="Draw: have two blinded messages signed",
    responses=problems(DrawingNotOpen, DrawnDifferently, BlindedMessageInvalid),
)
@untraced
async def draw_credentials(vote_id: UUID, wish: DrawWish, database: WholeDatabase) -> DrawAnswer:
    """Have both blinded messages signed, once for each link. The same again gets the same answer."""
    return await drawing.draw(database, vote_id, token=wish.token, request=wish.draw)


@router.get("/states", summary="Every voter's sealed state, as one file", responses=problems(VoteHasMovedOn))
@untraced
async def read_states(vote_id: UUID, response: Response, db: Reading) -> States:
    """Every voter's sealed state as one file, while casting is open: fetching it tells nothing of who restores."""
    vote = await _vote(db, vote_id)
    if vote.status is not VoteStatus.OPEN:
        raise VoteHasMovedOn
    _may_keep(response, "states")
    return States(
        states=[
            StateLine(
                state=to_base64url(row.state), admission=to_base64url(row.admission), ballot=to_base64url(row.ballot)
            )
            for row in await roll.states_of(db, vote_id)
        ]
    )


@router.post(
    "/cast",
    summary="Put an envelope in the ballot box",
    responses=problems(
        CastingNotOpen,
        CounterUsed,
        CastForAnotherVote,
        EnvelopeMalformed,
        CredentialNotIssued,
        CastNotSigned,
        PointInvalid,
    ),
)
@untraced
async def cast_envelope(vote_id: UUID, cast: Cast, database: WholeDatabase) -> Receipt:
    """Put an envelope in the box, or a newer one in its place. A session, should one be sent, is not looked at."""
    return await box.put(database, vote_id, cast)


@router.get(
    "/board",
    summary="The admitted envelopes, after close",
    responses=problems(VoteHasMovedOn, BallotsDestroyed),
)
@untraced
async def read_board(vote_id: UUID, response: Response, db: Reading) -> Board:
    """After close: proof that each envelope was admitted, sorted. A page looks for its receipt here."""
    vote = await _vote(db, vote_id)
    if vote.status not in AFTER_CLOSE:
        raise VoteHasMovedOn
    _may_keep(response, "board")
    if vote.status in RESULT_IS_KNOWN:
        return Board(envelopes=list(Bulletin.from_bytes(await bulletin_of(db, vote)).body.envelopes))
    return Board(envelopes=await box.lines_of(db, vote_id))


@router.post(
    "/confirm",
    summary="Say that one's receipt is listed",
    status_code=204,
    responses=problems(VoteHasMovedOn, NotDrawn),
)
@untraced
async def confirm_listing(vote_id: UUID, holder: LinkHolder, db: Transaction) -> None:
    """Mark one's roll entry: my receipt is listed."""
    await drawing.confirm(db, vote_id, token=holder.token)


@router.post(
    "/loss",
    summary="Say that what one drew is lost",
    status_code=204,
    responses=problems(VoteHasMovedOn, NotDrawn),
)
@untraced
async def report_loss(vote_id: UUID, holder: LinkHolder, db: Transaction) -> None:
    """Page and voting code are both gone: minuted "drawn, not cast". It voids the vote only if it could have decided.

    From the opening of casting to the end of the check window. Who said it is told to nobody, and how many did only
    with the result.
    """
    await drawing.report_loss(db, vote_id, token=holder.token)


@router.post(
    "/objection",
    summary="Object to the opening",
    status_code=204,
    responses=problems(VoteHasMovedOn, IdempotencyKeyReused),
)
@untraced
async def object_to_opening(vote_id: UUID, objection: ObjectionCreate, key: IdempotencyKey, db: Transaction) -> None:
    """In the check window: my receipt is missing, or the roll is not right. Nothing is opened until it is answered.

    Sent again with the same key it is one objection.
    """
    vote = await access.load(db, vote_id, to_change=True)
    await roll.entry_of_link(db, vote_id=vote_id, token=objection.token)
    await certifying.object_to(db, vote, text=objection.text, key=key)


@router.get(
    "/bulletin",
    summary="The certified bulletin, without a sign-in",
    response_class=Response,
    responses={**problems(BallotsDestroyed), 200: {"content": {"application/json": {}}}},
)
@untraced
async def read_published_bulletin(vote_id: UUID, db: Reading) -> Response:
    """The certified bulletin, byte for byte: a page finds its own line in it, anybody recounts it."""
    vote = await _vote(db, vote_id)
    answer = Response(await bulletin_of(db, vote), media_type="application/json")
    _may_keep(answer, "bulletin")
    return answer
