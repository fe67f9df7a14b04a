"""Who gets to open what, and who may be told: the parts of a policy that keep the circle small."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from app.policy.terms import CaseRole, Category, Compartment, Duty, Holder, Link, Moment, Names, Office, Recipient
from app.policy.values import AsDict, ConsentId, Duration, Frozen, Ref, Text, every


class ConsentQuestion(Frozen):
    """Something the affected person is asked; `tells` are those who may know once the answer is yes.

    With `keeps_out` a yes says the opposite: whoever holds that office has no part in the case. Source: SOI-02.
    """

    id: ConsentId
    ref: Ref
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    question: Text
    explanation: Text
    tells: tuple[Recipient, ...] = ()
    expires_after: Duration | None = None
    """How long a yes holds that nobody has used; none where it holds until it is taken back."""
    keeps_out: Office | None = None
    ours: Text | None = None


class AccessRule(Frozen):
    """At a moment, a holder gets a case role and the keys to some compartments."""

    moment: Moment
    holder: Holder
    role: CaseRole
    opens: Annotated[tuple[Compartment, ...], Field(min_length=1)]
    consent: ConsentId | None = None
    ours: Text | None = None

    @field_validator("consent")
    @classmethod
    def _belongs_to_its_moment(cls, consent: str | None, info: ValidationInfo) -> str | None:
        if consent is not None and info.data.get("moment") is not Moment.CONSENT_GIVEN:
            raise PydanticCustomError("consent", "a consent belongs with 'moment: consent_given'")
        return consent

    @model_validator(mode="after")
    def _names_the_consent(self) -> Self:
        if self.moment is Moment.CONSENT_GIVEN and self.consent is None:
            raise PydanticCustomError("consent", "'moment: consent_given' needs to say which 'consent'")
        return self


class MayKnow(Frozen):
    """One line of an allow-list.

    With `consent` the affected person has to say yes first. With `names: with_consent` the telling needs no
    yes but the affected person's name does, unless `safety_need` lets a recorded need of safety stand in for it.
    """

    to: Recipient
    consent: ConsentId | None = None
    names: Names = Names.ALWAYS
    names_consent: ConsentId | None = None
    safety_need: StrictBool = False
    ours: Text | None = None

    @model_validator(mode="after")
    def _says_which_consent_gives_the_name(self) -> Self:
        if (self.names is Names.WITH_CONSENT) != (self.names_consent is not None):
            raise PydanticCustomError("names", "'names: with_consent' and 'names_consent' belong together")
        if self.safety_need and self.names is not Names.WITH_CONSENT:
            raise PydanticCustomError("names", "'safety_need' belongs with 'names: with_consent'")
        return self


class DisclosureRules(Frozen):
    """An allow-list. Whoever is not on it may be told only if the affected person asks for just that.

    `is_closed` says that the list itself is a promise: nobody can lengthen it for one case. Source: SOM-04.
    """

    ref: Ref
    is_closed: StrictBool
    allow: Annotated[tuple[MayKnow, ...], Field(min_length=1)]

    def line_for(self, recipient: Recipient) -> MayKnow | None:
        return next((line for line in self.allow if line.to is recipient), None)


class Wishes(Frozen):
    """What the affected person may ask for, unasked: that somebody be told whom a list leaves out. Source: SOM-04."""

    ref: Ref
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    never: tuple[Recipient, ...] = ()
    """Who is not told this way, whoever asks."""
    ours: Text | None = None


class PreparedText(Frozen):
    """The words for one who is told. `{kind}`, `{reference}`, `{call}` and `{name}` are filled in where they stand.

    `named` is added only where the list and the consents let the affected person's name be said. Never what happened:
    nothing of a case is filled in but what these four say.
    """

    id: ConsentId
    refs: Annotated[tuple[Ref, ...], Field(min_length=1)]
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    to: Annotated[tuple[Recipient, ...], Field(min_length=1)]
    title: Text
    opening: Text
    named: Text | None = None
    asks: Text
    call: Text
    warning: Text | None = None
    """What whoever tells is to think of first, as with a public body that must hand out what is written to it."""
    ours: Text | None = None


class EmergencyOverride(Frozen):
    """Breaking the glass. Source: CON-05."""

    ref: Ref
    people: Literal[2]
    tells_affected: Literal[True]
    agree_within: Duration
    """How long what the first asks for waits for the second."""
    opens_for: Duration
    opens: Annotated[tuple[Compartment, ...], Field(min_length=1)]
    tells: tuple[Recipient, ...]
    text: Text
    ours: Text | None = None


class Chain(Frozen):
    """Who takes over, in order. The first is the one who usually has the duty."""

    links: Annotated[tuple[Link, ...], Field(min_length=2)]
    text: Text


class Escalation(Frozen):
    """`next_after` is how long a report waits for a human before the next in line is called."""

    ref: Ref
    next_after: Duration
    chains: Annotated[Mapping[Duty, Chain], every(Duty), AsDict]
