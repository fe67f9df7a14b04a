"""Recount a published bulletin from its bytes alone: no database, no network, no trust in who made it.

What it cannot see: somebody who holds the issuing keys can mint credentials for those who did not vote. The
counts bound that (`ballots <= envelopes <= drawn <= present <= roll`), the pricked roll and the voters' own
confirmations show it, and the margin line says how much could remain.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TypeAlias

from pydantic import TypeAdapter

from app.core.errors import DomainError
from app.votes import messages, p256, rules
from app.votes.bulletin import (
    SERVER,
    BallotLine,
    Body,
    Bulletin,
    ConflictLine,
    Counts,
    EnvelopeLine,
    body_bytes,
    places_in,
)
from app.votes.counting import margin_of
from app.votes.envelope import SignedChoice, why_not_countable
from app.votes.manifest import Held, Manifest, Mode, check_keys, short_hash
from app.votes.messages import Purpose
from app.votes.rules import Choice, Outcome, Tally, Turnout


class Fault(StrEnum):
    """What a recount can find wrong."""

    UNREADABLE = "unreadable"
    MANIFEST = "manifest"
    OTHER_MANIFEST = "other_manifest"
    ENVELOPE = "envelope"
    ENVELOPE_ORDER = "envelope_order"
    BALLOT = "ballot"
    BALLOT_ORDER = "ballot_order"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    COUNTS = "counts"
    TALLY = "tally"
    MARGIN = "margin"
    OUTCOME = "outcome"
    SIGNATURES = "signatures"


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault, and the line it stands on (a row key, a message hash) or what was read."""

    fault: Fault
    where: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The bulletin as far as it could be read, and everything that is wrong with it."""

    problems: tuple[Problem, ...]
    body: Body | None

    @property
    def is_sound(self) -> bool:
        return not self.problems

    @property
    def short_hash(self) -> str | None:
        """Of the manifest in the file: to compare with the summons and with what was read aloud."""
        return None if self.body is None else short_hash(self.body.manifest.hash)


Line: TypeAlias = EnvelopeLine | BallotLine | ConflictLine
Check: TypeAlias = Callable[[Line], bool]
_Unread: TypeAlias = tuple[type[EnvelopeLine] | type[BallotLine], bytes, slice]
"""A line's kind, and where its JSON is."""

_CONFLICTS = TypeAdapter(tuple[ConflictLine, ...])


def verify_bulletin(
    data: bytes,
    *,
    expected_manifest: bytes | None = None,
    check_all: Callable[[Check, Sequence[Line]], Iterator[bool]] = map,
) -> Verdict:
    """Check every signature, count and sum; never raises for what the file holds.

    `expected_manifest` is the manifest's hash as the summons told it. Without it a wholly invented vote is
    found sound: then compare `short_hash` by eye. `check_all` may have the lines, which are most of the work, checked
    elsewhere: `check_of`.
    """
    try:
        bulletin = Bulletin.from_bytes(data)
    except DomainError as error:
        return Verdict(problems=(Problem(Fault.UNREADABLE, str(error)),), body=None)
    are_right = check_all(*_check_of(bulletin.body))
    problems = _problems(bulletin, body_bytes(data), expected_manifest, are_right)
    return Verdict(problems=tuple(problems), body=bulletin.body)


def check_of(data: bytes) -> tuple[Callable[[_Unread | ConflictLine], bool], Sequence[_Unread | ConflictLine]]:
    """The lines of a bulletin, and what says of each whether it is right. For who helps: raises whatever it may.

    Who helps comes to some of the lines only, and reads no others. Whether the bytes are canonical, so that these are
    the lines that stand in them, is found by whom it helps.
    """
    places = places_in(data)
    manifest = Manifest.model_validate_json(data[places.manifest])
    unread: list[_Unread] = [
        *((EnvelopeLine, data, place) for place in places.envelopes),
        *((BallotLine, data, place) for place in places.ballots),
    ]
    conflicts = _CONFLICTS.validate_json(data[places.conflicts])
    return partial(_is_right_once_read, manifest), [*unread, *conflicts]


def _is_right_once_read(manifest: Manifest, line: _Unread | ConflictLine) -> bool:
    if isinstance(line, ConflictLine):
        return _is_right(manifest, line)
    kind, data, place = line
    return _is_right(manifest, kind.model_validate_json(data[place]))


def _check_of(body: Body) -> tuple[Check, Sequence[Line]]:
    return partial(_is_right, body.manifest), [*body.envelopes, *body.ballots, *body.conflicts]


def _is_right(manifest: Manifest, line: Line) -> bool:
    """Whether its signatures hold."""
    match line:
        case EnvelopeLine():
            return _is_admitted(manifest, line)
        case BallotLine():
            return _is_genuine(manifest, line, line.choice, line.signature)
        case ConflictLine():
            return all(_is_genuine(manifest, line, each.choice, each.signature) for each in line.choices)


def _problems(
    bulletin: Bulletin, signed: bytes, expected_manifest: bytes | None, are_right: Iterator[bool]
) -> Iterator[Problem]:
    """`are_right` of each envelope, ballot and conflict, in this order."""
    body = bulletin.body
    yield from _manifest_problems(body, expected_manifest)
    yield from _envelope_problems(body, are_right)
    yield from _ballot_problems(body, are_right)
    yield from _count_problems(body)
    yield from _result_problems(body)
    yield from _signature_problems(bulletin, signed)


def _manifest_problems(body: Body, expected: bytes | None) -> Iterator[Problem]:
    if body.manifest_hash != body.manifest.hash:
        yield Problem(Fault.MANIFEST, "its hash is another")
    try:
        check_keys(body.manifest)
    except DomainError as error:
        yield Problem(Fault.MANIFEST, str(error))
    if expected is not None and expected != body.manifest.hash:
        yield Problem(Fault.OTHER_MANIFEST, short_hash(body.manifest.hash))


def _envelope_problems(body: Body, are_right: Iterator[bool]) -> Iterator[Problem]:
    keys = [line.row_key for line in body.envelopes]
    if keys != sorted(set(keys)):
        yield Problem(Fault.ENVELOPE_ORDER)
    for line in body.envelopes:
        if not next(are_right):
            yield Problem(Fault.ENVELOPE, line.row_key.hex())
    rejected = [line.row_key for line in body.rejected]
    if rejected != sorted(set(rejected)) or not set(rejected) <= set(keys):
        yield Problem(Fault.REJECTED)


def _is_admitted(manifest: Manifest, line: EnvelopeLine) -> bool:
    credential = line.admission
    message = messages.cast_message(manifest, counter=line.counter, envelope_hash=line.envelope_hash)
    try:
        return (
            messages.credential_hash(Purpose.ADMISSION, manifest, credential) == line.row_key
            and messages.is_credential_issued(Purpose.ADMISSION, manifest, credential)
            and p256.is_signed(message, by=credential.public_key, signature=line.signature)
        )
    except DomainError:
        return False  # a key that is none


def _ballot_problems(body: Body, are_right: Iterator[bool]) -> Iterator[Problem]:
    for lines in (body.ballots, body.conflicts):
        hashes = [line.message_hash for line in lines]
        if hashes != sorted(set(hashes)):
            yield Problem(Fault.BALLOT_ORDER)
    if {line.message_hash for line in body.ballots} & {line.message_hash for line in body.conflicts}:
        yield Problem(Fault.BALLOT_ORDER, "counted and voided")
    for ballot in body.ballots:
        if not next(are_right):
            yield Problem(Fault.BALLOT, ballot.message_hash.hex())
    for conflict in body.conflicts:
        choices = [line.choice for line in conflict.choices]
        if not next(are_right) or choices != [choice for choice in Choice if choice in choices]:
            yield Problem(Fault.CONFLICT, conflict.message_hash.hex())


def _is_genuine(manifest: Manifest, line: BallotLine | ConflictLine, choice: Choice, signature: bytes) -> bool:
    if messages.credential_hash(Purpose.BALLOT, manifest, line.credential) != line.message_hash:
        return False
    try:
        return why_not_countable(manifest, SignedChoice(line.message_hash, line.credential, choice, signature)) is None
    except DomainError:
        return False  # an issuing key that is none


def _count_problems(body: Body) -> Iterator[Problem]:
    counts = body.counts
    if counts.roll != body.manifest.roll.size:
        yield Problem(Fault.COUNTS, "roll")
    if counts.envelopes != len(body.envelopes):
        yield Problem(Fault.COUNTS, "envelopes")
    if counts.ballots != len(body.ballots):
        yield Problem(Fault.COUNTS, "ballots")
    if counts.rejected != len(body.rejected):
        yield Problem(Fault.COUNTS, "rejected")
    if counts.conflicting < sum(len(line.choices) for line in body.conflicts) or (
        counts.conflicting > 0 and not body.conflicts
    ):
        yield Problem(Fault.COUNTS, "conflicting")
    if _turnout(counts) is None or counts.confirmed > counts.drawn:
        yield Problem(Fault.COUNTS, "ballots <= envelopes + paper, envelopes <= drawn - lost, drawn + paper <= roll")
    if body.manifest.held is Held.AT_A_DISTANCE and (counts.present != counts.drawn or counts.paper):
        yield Problem(Fault.COUNTS, "present")
    if not _is_paper_possible(body):
        yield Problem(Fault.COUNTS, "paper")
    sorted_out = counts.ballots + counts.repeated + counts.conflicting + counts.rejected
    if sorted_out != (counts.envelopes if body.is_opened else 0):
        yield Problem(Fault.COUNTS, "sum")


def _is_paper_possible(body: Body) -> bool:
    turnout, counted = _turnout(body.counts), body.paper.tally().cast if body.paper else 0
    if turnout is None:
        return True  # told already
    fewest = body.manifest.fewest_envelopes
    return (
        rules.is_batch_possible(turnout, is_opened=body.is_opened, fewest_envelopes=fewest)
        and turnout.paper_ballots == counted
        and (body.paper is None) == (counted == 0)
    )


def _turnout(counts: Counts) -> Turnout | None:
    try:
        return counts.turnout()
    except ValueError:
        return None


def _result_problems(body: Body) -> Iterator[Problem]:
    turnout = _turnout(body.counts)
    # Told as a fault of the counts. No sum is made of them: with a roll beyond all bounds it would not end.
    if turnout is None or turnout.roll != body.manifest.roll.size:
        return
    quorum, rule, fewest = body.manifest.quorum.rule(), body.manifest.majority.rule(), body.manifest.fewest_envelopes
    if body.is_opened == rules.must_stay_sealed(turnout, quorum, fewest_envelopes=fewest):
        yield Problem(Fault.OUTCOME, "opened though inquorate" if body.is_opened else "left sealed")
    if not body.is_opened:
        if body.tally is not None or body.margin is not None or body.outcome is not Outcome.INQUORATE:
            yield Problem(Fault.OUTCOME, "a result of unopened envelopes")
        return
    tally = Tally.of(line.choice for line in body.ballots) + (body.paper.tally() if body.paper else Tally(0, 0, 0))
    if body.tally is None or body.tally.tally() != tally:
        yield Problem(Fault.TALLY)
    if body.margin != margin_of(body.manifest, tally, turnout, confirmed=min(body.counts.confirmed, turnout.drawn)):
        yield Problem(Fault.MARGIN)
    if body.outcome is not rules.outcome_of(tally, turnout, rule=rule, quorum=quorum, fewest_envelopes=fewest):
        yield Problem(Fault.OUTCOME)


def _signature_problems(bulletin: Bulletin, signed: bytes) -> Iterator[Problem]:
    manifest = bulletin.body.manifest
    if manifest.mode is Mode.WITHOUT_TELLERS:
        signers, needed = {SERVER: manifest.receipt_key}, 1
    else:
        signers = {f"teller-{index}": teller.signing_key for index, teller in enumerate(manifest.tellers)}
        needed = manifest.threshold
    message = messages.bulletin_message(signed)
    valid = set()
    for line in bulletin.signatures:
        if line.signer in signers and _is_signed(message, by=signers[line.signer], signature=line.signature):
            valid.add(line.signer)
        else:
            yield Problem(Fault.SIGNATURES, line.signer)
    if len(valid) < needed or len(valid) != len(bulletin.signatures):
        yield Problem(Fault.SIGNATURES, f"{len(valid)} of {needed}")
    if not _is_opened_by_enough(bulletin.body, needed=needed):
        yield Problem(Fault.SIGNATURES, "opened by")


def _is_opened_by_enough(body: Body, *, needed: int) -> bool:
    """Tellers are named when they opened, each once; nobody is, without tellers or when left sealed."""
    if body.manifest.mode is Mode.WITHOUT_TELLERS or not body.is_opened:
        return body.opened_by == ()
    is_each_once = list(body.opened_by) == sorted(set(body.opened_by))
    return is_each_once and len(body.opened_by) == needed and body.opened_by[-1] < len(body.manifest.tellers)


def _is_signed(message: bytes, *, by: bytes, signature: bytes) -> bool:
    try:
        return p256.is_signed(message, by=by, signature=signature)
    except p256.PointInvalid:
        return False  # told as a fault of the manifest
