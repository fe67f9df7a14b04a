from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import model_validator

from app.access.rules import CaseRole, Compartment
from app.cases.consent_rules import ConsentState
from app.cases.schemas import NamedRead, Words
from app.core.schemas import Reason, Schema
from app.disclosures.rules import OverrideKind, OverrideState
from app.policy.terms import Recipient


class OverrideAsked(Schema):
    """Open one part of the case to one person for as long as the policy says, tell somebody, or take back that a
    receipt code is the affected person's: one of the three.
    """

    kind: OverrideKind
    reason: Reason
    compartment: Compartment | None = None
    """For an opening, with `person_id`."""
    person_id: UUID | None = None
    recipient: Recipient | None = None
    """For a telling, with `with_name`."""
    with_name: bool | None = None
    """Whether the affected person's name is said."""
    grant_id: UUID | None = None
    """For a taking back: the grant that the confirmation gave."""

    @model_validator(mode="after")
    def _is_one_of_the_three(self) -> Self:
        asked: dict[OverrideKind, tuple[object, ...]] = {
            OverrideKind.OPENING: (self.compartment, self.person_id),
            OverrideKind.TELLING: (self.recipient, self.with_name),
            OverrideKind.TAKING_BACK: (self.grant_id,),
        }
        wanted = asked.pop(self.kind)
        if None in wanted or any(each is not None for other in asked.values() for each in other):
            raise ValueError("a part and a person, a recipient and whether to name, or a grant")
        return self


class OverrideRead(Schema):
    id: UUID
    kind: OverrideKind
    state: OverrideState
    compartment: Compartment | None
    compartment_title: Words | None
    opens_for: NamedRead | None
    recipient_title: Words | None
    with_name: bool
    asked_by: NamedRead | None
    asked_at: datetime
    answer_by: datetime
    answered_by: NamedRead | None
    answered_at: datetime | None
    until: datetime | None
    """When what it opened ends, or has ended."""
    may_agree: bool
    """Whether the reader is somebody else than whoever asked and whom it opens for, and can read the reason."""
    may_read_reason: bool
    is_mine: bool


class ChoiceRead(Schema):
    code: str
    title: Words


class OverrideList(Schema):
    items: list[OverrideRead]
    text: Words
    """What the case's policy says of this way."""
    opens: list[ChoiceRead]
    """The compartments that it can open. Empty for those who ask for nothing."""
    tells: list[ChoiceRead]
    opens_minutes: int
    answer_minutes: int
    confirmed: UUID | None
    """The grant of whoever was confirmed by receipt code, for those who can ask to have it taken back."""


class ReasonOpened(Schema):
    text: str | None
    """Null when it was sealed before the reader was let in and nobody has handed that key on."""


class WordsOpened(Schema):
    text: str | None
    """Null when it was sealed before the reader was let in and nobody has handed that key on."""


class ConsentEventRead(Schema):
    """One line of a question's history. What ran out has nobody who did it."""

    what: ConsentState
    at: datetime
    by: NamedRead | None
    """Who wrote it down; null also for the affected person who answered by receipt code."""
    by_role: CaseRole | None
    """What they were in the case then: `affected` for an answer of one's own."""


class ConsentHistoryRead(Schema):
    question: str
    text: Words
    state: ConsentState
    runs_out_at: datetime | None
    """When a yes that holds will have run out, unless somebody is told on it before."""
    events: list[ConsentEventRead]
    """Oldest first."""


class TellingWishRead(Schema):
    """Somebody whom the list leaves out and the affected person wants told, or wanted. Source: SOM-04."""

    id: UUID
    """Of the newest that was said."""
    recipient: Recipient
    recipient_title: Words
    state: ConsentState
    """`given` while it is asked for, else `withdrawn`."""
    counts: bool
    """False once it is taken back, and where the list of the case's category has a way of its own for them by now."""
    with_name: bool
    has_words: bool
    may_read_words: bool
    events: list[ConsentEventRead]
    """Oldest first: `given` for each time that it was asked for, also with other words."""


class TwoRead(Schema):
    """Two people in danger, over what consent or the list say."""

    first: NamedRead | None
    second: NamedRead | None


class LedgerLineRead(Schema):
    id: UUID
    recipient_title: Words
    with_name: bool
    prepared_text_title: Words | None
    """Which of the policy's texts was used; the words are kept nowhere."""
    step_title: Words | None
    has_reason: bool
    may_read_reason: bool
    on_question: Words | None
    """The question whose yes it stands on."""
    answered_at: datetime | None
    wished_at: datetime | None
    """When the affected person asked that they be told, where it stands on that."""
    by_two: TwoRead | None
    """Who broke the glass for it."""
    told_by: NamedRead | None
    told_as: CaseRole | None
    told_at: datetime


class LedgerRead(Schema):
    questions: list[ConsentHistoryRead]
    wishes: list[TellingWishRead]
    may_ask_for: list[ChoiceRead]
    """Whom the list leaves out and the affected person may want told. Empty for those who record no answer."""
    told: list[LedgerLineRead]
    """Newest first."""


class PreparedTextRead(Schema):
    """The policy's words for somebody who is told, filled in. Nothing of them is kept when they are used."""

    id: str
    recipient: Recipient
    title: Words
    words: Words | None
    """Without the affected person's name; null while they may not be told."""
    named_words: Words | None
    """With it; null where it may not be said."""
    warning: Words | None


class PreparedTextList(Schema):
    items: list[PreparedTextRead]
