"""One duty of the policy: whose it is, when it is due, what it waits for, whom it tells."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, StrictBool, StrictInt, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from app.policy.terms import (
    Act,
    Anchor,
    Compartment,
    Condition,
    Kind,
    Names,
    Office,
    Owner,
    Recipient,
    Trigger,
)
from app.policy.values import ConsentId, Duration, Frozen, Ref, StepId, Text

_STEP_ID_LENGTHS = (6, 7)


def _is_a_moment(value: str) -> str:
    if value in {anchor.value for anchor in Anchor}:
        return value
    if value[:3].isupper() and len(value) in _STEP_ID_LENGTHS:
        return value  # whether such a step exists is a cross-check: it needs the whole file
    raise PydanticCustomError(
        "anchor",
        "'{value}' is no moment to count from; use a step's id or one of {words}",
        {"value": value, "words": ", ".join(Anchor)},
    )


CountedFrom = Annotated[str, AfterValidator(_is_a_moment)]


class Due(Frozen):
    """`within` a time `after` a moment: an `Anchor` or the finishing of the step with that id."""

    within: Duration
    after: CountedFrom

    @property
    def waits_for_step(self) -> str | None:
        return None if self.after in {anchor.value for anchor in Anchor} else self.after


class Recurrence(Frozen):
    """Comes back `every` so long after it was last done, or `whenever` something happens."""

    every: Duration | None = None
    whenever: Trigger | None = None
    ahead: Duration | None = None

    @model_validator(mode="after")
    def _has_one_cause(self) -> Self:
        if (self.every is None) == (self.whenever is None):
            raise PydanticCustomError("recurrence", "write either 'every' or 'whenever'")
        if (self.ahead is not None) != (self.whenever is Trigger.BEFORE_EVENT):
            raise PydanticCustomError("recurrence", "'ahead' belongs with 'whenever: before_event', and only there")
        return self


class GroupSize(Frozen):
    """How many people a step appoints, both ends included. Source: UNK-01."""

    least: Annotated[StrictInt, Field(ge=1)]
    most: Annotated[StrictInt, Field(ge=1)]

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        if self.least > self.most:
            raise PydanticCustomError("group_size", "'least' is larger than 'most'")
        return self


class Telling(Frozen):
    """A step that tells somebody, and whether the affected person's name may be said."""

    to: Recipient
    names: Names = Names.ALWAYS


class Step(Frozen):
    """A duty, or something offered to the affected person.

    `ours` says what in the step is our addition or choice, and why; empty where it is the written policy's own.
    """

    id: StepId
    ref: Ref
    also: tuple[Ref, ...] = ()
    owner: Owner
    accountable: Office = Office.CHAIR
    kind: Kind
    title: Text
    do: Text
    why: Text
    due: Due | None = None
    now: StrictBool = False
    recurrence: Recurrence | None = None
    condition: Condition | None = None
    after: tuple[StepId, ...] = ()
    asks: tuple[ConsentId, ...] = ()
    consent: ConsentId | None = None
    assessed: StrictBool = False
    joint_sign_off: tuple[Owner, ...] = ()
    compartment: Compartment | None = None
    delegable: StrictBool = False
    automatic: StrictBool = False
    informs: tuple[Telling, ...] = ()
    warning: Text | None = None
    group_size: GroupSize | None = None
    act: Act | None = None
    equals: Annotated[str, Field(pattern=r"^[a-z][a-z_]+$")] | None = None
    kept_by: tuple[StepId, ...] = ()
    ours: Text | None = None

    @property
    def refs(self) -> tuple[str, ...]:
        return (self.ref, *self.also)

    @property
    def is_offer(self) -> bool:
        return self.kind is Kind.OFFER

    @property
    def is_assessed(self) -> bool:
        """Whether a yes or no with a reason is recorded."""
        return self.assessed or self.kind is Kind.ASSESS

    @field_validator("ref")
    @classmethod
    def _is_carried_by_the_id(cls, ref: str, info: ValidationInfo) -> str:
        if not str(info.data.get("id", ref)).startswith(ref):
            raise PydanticCustomError("ref", "the step's id begins with its reference: {ref}", {"ref": ref})
        return ref

    @field_validator("kind")
    @classmethod
    def _is_an_offer_for_the_affected(cls, kind: Kind, info: ValidationInfo) -> Kind:
        is_affected = info.data.get("owner") is Owner.AFFECTED
        if "owner" in info.data and is_affected != (kind is Kind.OFFER):
            raise PydanticCustomError(
                "kind", "the affected person's steps, and only theirs, are of kind 'offer' (PRN-04)"
            )
        return kind

    @field_validator("due", "recurrence", "automatic")
    @classmethod
    def _never_makes_the_affected_late(cls, value: object, info: ValidationInfo) -> object:
        if value and info.data.get("owner") is Owner.AFFECTED:
            raise PydanticCustomError(
                "affected_is_never_late",
                "an affected person's step has no '{field}': it can be shown as 'now', never as late (PRN-04)",
                {"field": str(info.field_name)},
            )
        return value

    @field_validator("now")
    @classmethod
    def _gives_now_a_time(cls, now: bool, info: ValidationInfo) -> bool:  # noqa: FBT001  # pydantic calls it
        is_offer = info.data.get("owner") is Owner.AFFECTED
        if now and not is_offer and "due" in info.data and info.data["due"] is None:
            raise PydanticCustomError("now", "a step marked 'now' says by when: write 'due'")
        return now

    @field_validator("joint_sign_off")
    @classmethod
    def _takes_two_to_sign(cls, parties: tuple[Owner, ...]) -> tuple[Owner, ...]:
        if len(parties) == 1 or len(set(parties)) != len(parties):
            raise PydanticCustomError("joint", "a joint sign-off names at least two different parties")
        return parties

    @field_validator("kept_by")
    @classmethod
    def _is_promised_to_the_affected(cls, kept_by: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if kept_by and info.data.get("owner") is not Owner.AFFECTED:
            raise PydanticCustomError("kept_by", "'kept_by' names the steps that keep a promise to the affected person")
        return kept_by
