"""Use cases around people, and what other rooms ask this one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from app.access.actor import Actor
from app.access.rules import Office
from app.audit import service as audit
from app.core import clock
from app.core.database import Session
from app.core.errors import InvalidInput, NotFound
from app.core.ids import new_id
from app.core.keys import PersonTag
from app.people import rules, terms
from app.people.association import Founded, found_association, locked_association
from app.people.errors import EmailTaken
from app.people.hooks import PersonAdded, PersonChange, person_added, person_changed
from app.people.models import Person
from app.people.name_matching import is_same_name
from app.people.reading import facts_of, today
from app.people.register import Register, read_register
from app.people.rules import Language, NextInLine, TermFacts, TermStatus
from app.people.schemas import ContactDetail, ContactVerification, PersonCreate, PersonPatch

__all__ = [
    "CouncilGroup",
    "Founded",
    "NextInLine",
    "PersonFacts",
    "PersonName",
    "Register",
    "add",
    "change",
    "council_group",
    "email_belongs_to",
    "found_association",
    "holders_of",
    "is_shadow_of",
    "match_names",
    "names_by_tag",
    "next_in_line",
    "next_in_line_past",
    "note_refused",
    "offices_of",
    "offices_to_come",
    "person",
    "person_by_tag",
    "read_register",
    "terms_not_over",
    "verify_contact",
]


@dataclass(frozen=True)
class PersonFacts:
    """A person as other rooms may know them. Keep it in memory only: no other table holds a name."""

    id: UUID
    tag: PersonTag
    display_name: str
    email: str | None
    telephone: str | None
    is_telephone_verified: bool
    is_email_refused: bool
    is_telephone_refused: bool
    language: Language
    is_external: bool
    is_retired: bool


@dataclass(frozen=True)
class PersonName:
    person_id: UUID
    display_name: str


@dataclass(frozen=True)
class CouncilGroup:
    """Person ids, each in one of the two, in rank order. Source: CGR-05."""

    members: tuple[UUID, ...]
    substitutes: tuple[UUID, ...]

    @property
    def everyone(self) -> tuple[UUID, ...]:
        return self.members + self.substitutes


# --- what other rooms ask --------------------------------------------------------------------------------------


async def offices_of(db: Session, person_id: UUID, *, on: date | None = None) -> frozenset[Office]:
    """The offices a person holds on a local date, today by default. Empty for the retired and the unknown."""
    return rules.offices_of(person_id, await facts_of(db, person_id=person_id), on=on or today())


async def offices_to_come(db: Session, person_id: UUID) -> frozenset[Office]:
    """The offices a person holds, will hold, or is proposed for."""
    return rules.offices_to_come(await facts_of(db, person_id=person_id), on=today())


async def terms_not_over(db: Session, person_id: UUID) -> list[TermFacts]:
    """What a person is trusted with: confirmed terms that are in force or yet to begin, in the order they began."""
    day = today()
    return sorted(
        (
            term
            for term in await facts_of(db, person_id=person_id)
            if term.status is TermStatus.CONFIRMED and (term.ends_on is None or day <= term.ends_on)
        ),
        key=lambda term: (term.starts_on, term.id),
    )


async def holders_of(db: Session, office: Office, *, on: date | None = None) -> list[UUID]:
    """Who holds an office, the one to turn to first at the front. Source: ORG-06."""
    return rules.holders(office, await facts_of(db, office=office), on=on or today())


async def is_shadow_of(db: Session, person_id: UUID, *, giver: UUID, offices: Collection[Office]) -> bool:
    """Whether all that these offices let a person do today was given to them by `giver`, alone."""
    own = [term for term in await facts_of(db, person_id=person_id) if rules.is_in_force(term, on=today())]
    return rules.is_shadow_of(own, giver=giver, offices=offices)


async def council_group(db: Session, *, on: date | None = None) -> CouncilGroup:
    """The whole group on a day; whoever is both counts as a member. Source: CGR-05."""
    members, substitutes = rules.council_group(
        [
            *await facts_of(db, office=Office.COUNCIL_MEMBER),
            *await facts_of(db, office=Office.COUNCIL_SUBSTITUTE),
        ],
        on=on or today(),
    )
    return CouncilGroup(tuple(members), tuple(substitutes))


async def next_in_line(
    db: Session,
    office: Office,
    *,
    barred: Collection[UUID] = (),
    chosen: Sequence[UUID] = (),
    on: date | None = None,
) -> NextInLine:
    """Who acts in an office for one case, past the barred; `chosen` were elected or appointed for it.

    When `choice` is set in the answer, someone is to be chosen, and the person named - the federation's contact, if
    any - stands in until then. Source: CON-02.
    """
    return rules.next_in_line(office, await facts_of(db), on=on or today(), barred=barred, chosen=chosen)


async def next_in_line_past(
    db: Session, office: Office, barred: Sequence[Collection[UUID]], *, on: date | None = None
) -> list[NextInLine]:
    """As `next_in_line` for several cases at once: one question of the database, however many there are."""
    facts, day = await facts_of(db), on or today()
    return [rules.next_in_line(office, facts, on=day, barred=each) for each in barred]


async def person(db: Session, person_id: UUID) -> PersonFacts:
    """Raises NotFound. Retired people are found too: an old case still names them."""
    row = await person_row(db, person_id)
    return PersonFacts(
        id=row.id,
        tag=db.keys.person_tag(row.id),
        display_name=row.display_name,
        email=row.email,
        telephone=row.telephone,
        is_telephone_verified=row.telephone_verified_on is not None,
        is_email_refused=row.email_is_refused,
        is_telephone_refused=row.telephone_is_refused,
        language=row.language,
        is_external=row.is_external,
        is_retired=row.retired_at is not None,
    )


async def person_by_tag(db: Session, tag: PersonTag) -> PersonFacts | None:
    """Whom a tag stands for, if they are still in the register."""
    named = (await names_by_tag(db)).get(tag)
    return await person(db, named.person_id) if named else None


async def names_by_tag(db: Session) -> dict[PersonTag, PersonName]:
    """Everyone's name, retired people's too, by the tag that stands for them in cases, votes and the audit log."""
    rows = (await db.exec(select(Person.id, Person.display_name))).all()
    return {db.keys.person_tag(person_id): PersonName(person_id, name) for person_id, name in rows}


async def alike(db: Session, people_ids: Collection[UUID]) -> dict[UUID, list[PersonName]]:
    """By person, other rows of the register that may be the same human: by name, or by telephone number.

    An e-mail address is in one row alone. Whoever has left the register holds nothing.
    """
    rows = (await db.exec(select(Person.id, Person.display_name, Person.telephone, Person.retired_at))).all()
    asked = [(person_id, name, number) for person_id, name, number, _ in rows if person_id in people_ids]
    return {
        one: [
            PersonName(other, other_name)
            for other, other_name, other_number, retired_at in rows
            if other != one
            and retired_at is None
            and (is_same_name(name, other_name) or (number is not None and number == other_number))
        ]
        for one, name, number in asked
    }


async def match_names(
    db: Session, free_text: str, *, titles: Mapping[Office, Collection[str]] | None = None
) -> set[UUID]:
    """Everyone whom a reporter's words may mean: by name, address, number, or a title of an office they hold today.

    As `Register.meant_by`, for whoever asks nothing else of the register. Source: CON-03.
    """
    return (await read_register(db)).meant_by([free_text], titles=titles)


# --- use cases -------------------------------------------------------------------------------------------------


async def person_row(db: Session, person_id: UUID) -> Person:
    """Raises NotFound."""
    found = await db.get(Person, person_id)
    if found is None:
        raise NotFound
    return found


async def person_to_change(db: Session, person_id: UUID) -> Person:
    """The person, read after queueing for every change of office: retiring someone ends terms. Raises NotFound."""
    await locked_association(db)
    return await person_row(db, person_id)


async def add(db: Session, described: PersonCreate, *, actor: Actor, person_id: UUID | None = None) -> Person:
    """Raises EmailTaken."""
    row = Person(id=person_id or new_id(), **described.model_dump())
    db.add(row)
    await _save(db)
    audit.record(db, "person-added", actor=actor.tag, subject=db.keys.person_tag(row.id))
    await person_added(db, PersonAdded(person_id=row.id, is_external=row.is_external))
    return row


async def change(db: Session, row: Person, patch: PersonPatch, *, actor: Actor) -> Person:
    """A changed address or number is unverified again. Raises EmailTaken, and SuccessorNeeded on retiring."""
    sent = set(patch.model_fields_set)
    if not sent:
        return row
    was = (row.display_name, row.email)
    if "email" in sent and patch.email != row.email:
        row.email_verified_on, row.email_is_refused = None, False
    if "telephone" in sent and patch.telephone != row.telephone:
        row.telephone_verified_on, row.telephone_is_refused = None, False
    for name in sent - {"is_retired"}:
        setattr(row, name, getattr(patch, name))
    if "is_retired" in sent:
        await _retire(db, row, actor=actor, retires=patch.is_retired)
    row.version += 1
    await _save(db)
    tag = db.keys.person_tag(row.id)
    audit.record(db, "person-changed", actor=actor.tag, subject=tag, fields=",".join(sorted(sent)))
    if was != (row.display_name, row.email):
        await terms.change_proposals_of(db, row.id, actor=actor)
        await person_changed(db, PersonChange(person_id=row.id, by=actor.tag))
    return row


async def _retire(db: Session, row: Person, *, actor: Actor, retires: bool) -> None:
    is_retired = row.retired_at is not None
    if retires and not is_retired:
        await terms.end_all_of(db, row, actor=actor)
        row.retired_at = clock.now()
        row.is_on_contact_card = False
    elif not retires:
        row.retired_at = None  # back among people, without the offices


async def verify_contact(db: Session, row: Person, verified: ContactVerification, *, actor: Actor) -> Person:
    """Note that a detail was tried today and found right. Source: ORG-06."""
    for detail in verified.details:
        if getattr(row, detail.value) is None:
            raise InvalidInput(fields=[("body.details", f"no-{detail.value}")])
        if detail is ContactDetail.EMAIL:
            row.email_verified_on, row.email_is_refused = today(), False
        else:
            row.telephone_verified_on, row.telephone_is_refused = today(), False
    row.version += 1
    await db.flush()
    audit.record(
        db,
        "contact-verified",
        actor=actor.tag,
        subject=db.keys.person_tag(row.id),
        fields=",".join(sorted({detail.value for detail in verified.details})),
    )
    return row


async def note_refused(db: Session, person_id: UUID, detail: ContactDetail) -> None:
    """That something sent there came back. No version, no line in the log: either would say when. Source: ORG-06."""
    row = await person_row(db, person_id)
    if detail is ContactDetail.EMAIL:
        row.email_is_refused = True
    else:
        row.telephone_is_refused = True


async def _save(db: Session) -> None:
    try:
        await db.flush()
    except IntegrityError:
        # The address is the only thing about a person that must be the only one of its kind.
        raise EmailTaken from None


async def email_belongs_to(db: Session, email: str) -> UUID | None:
    """The person with a normalised address, for a sign-in or an invitation; never for the retired."""
    query = select(Person.id).where(col(Person.email) == email, col(Person.retired_at).is_(None))
    return (await db.exec(query)).first()
