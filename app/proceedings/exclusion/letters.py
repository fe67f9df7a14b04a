"""What the association sends on paper in an exclusion case: to whom it concerns, and to the federation.

Typeset as minutes are, and kept nowhere: see decision 18.
"""

from app.core import clock
from app.core.database import Session
from app.people.association import association
from app.people.rules import local_date
from app.proceedings.exclusion import service
from app.proceedings.exclusion.errors import LetterNotYet
from app.proceedings.exclusion.letter_words import LetterFacts, LetterWriter
from app.proceedings.exclusion.models import ExclusionCase
from app.proceedings.exclusion.rules import ExclusionLetter, letters_of
from app.proceedings.exclusion.schemas import ExclusionCaseRead, OpenedExclusion
from app.proceedings.meetings.models import BoardDecision, FederationRuling
from app.vault.service import KeyNotHeld
from app.votes import access as votes
from app.votes.minutes.document import Document
from app.votes.reading import summary_of_result


async def letter_of(
    db: Session,
    row: ExclusionCase,
    letter: ExclusionLetter,
    *,
    read: ExclusionCaseRead,
    words: OpenedExclusion | None = None,
) -> Document:
    """`words` are sent along to the federation, and to nobody else.

    Raises LetterNotYet, and KeyNotHeld for who cannot open them all: half of what was said is not what was said.
    """
    if letter not in letters_of(row.standing, opened=row.opened_at is not None, recommended_on=row.recommended_on):
        raise LetterNotYet
    if words is not None and (
        (row.statement_text_id and words.statement is None)
        or (row.recommendation_text_id and words.recommendation is None)
    ):
        raise KeyNotHeld
    ours = await association(db)
    vote = None if row.vote_id is None else await votes.load(db, row.vote_id, to_change=False)
    decision = None if row.decision_id is None else await db.get(BoardDecision, row.decision_id)
    facts = LetterFacts(
        language=ours.language,
        association=ours.name,
        row=row,
        read=read,
        words=words,
        within=(await service.deadlines_of(db, row)).accused_statement,
        result=None if vote is None else await summary_of_result(db, vote),
        decided_at=decision.decided_at if decision else None,
        is_ruling=decision is not None and await db.get(FederationRuling, decision.id) is not None,
        today=local_date(clock.now()),
    )
    return LetterWriter(facts).document(letter)
