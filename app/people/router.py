"""The association, its people and their terms of office."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.access.actor import Actor, ActorKind
from app.access.dependencies import AnyActor, CurrentActor
from app.access.rules import Office, Task, may
from app.core import idempotency
from app.core.database import Reading, Session, Transaction
from app.core.errors import (
    Forbidden,
    IdempotencyKeyReused,
    NotFound,
    NotSignedIn,
    PreconditionRequired,
    VersionMismatch,
)
from app.core.idempotency import IdempotencyKey
from app.core.ids import new_id
from app.core.paging import PageQuery, cursor_of
from app.core.problems import problems
from app.core.schemas import Page
from app.core.versions import SeenVersion, require_version, set_etag
from app.core.web import untraced
from app.people import association as associations
from app.people import reading, service, terms
from app.people.dependencies import (
    AlarmReader,
    Appointer,
    KeyPositionReader,
    MunicipalityReporter,
    PeopleManager,
    PeopleReader,
    SecondPerson,
    SelfOrManager,
    SelfOrReader,
    SettingsManager,
    judges_proposals,
    manages_people,
)
from app.people.errors import (
    EmailTaken,
    NewTermNeeded,
    NotFounded,
    NotReportable,
    OverlappingTerm,
    PersonRetired,
    SecondPersonNeeded,
    SuccessorNeeded,
    TermNotConfirmed,
    TermNotProposed,
)
from app.people.models import Term
from app.people.rules import TermStatus
from app.people.schemas import (
    AlarmRead,
    AssociationPatch,
    AssociationRead,
    ContactVerification,
    MunicipalityReport,
    OfficeRead,
    PersonCreate,
    PersonPatch,
    PersonRead,
    TermCreate,
    TermEnd,
    TermPatch,
    TermRead,
)

router = APIRouter(tags=["people"])

REFUSED = (NotSignedIn, Forbidden)
CHANGED = (PreconditionRequired, VersionMismatch)


@router.get(
    "/association",
    summary="The association: its neutral name and its language",
    responses=problems(NotSignedIn, NotFounded),
)
@untraced  # a voter's page asks it as it opens, and when it does stands in no log
async def read_association(response: Response, actor: AnyActor, db: Reading) -> AssociationRead:
    """The neutral name and the language for anyone; the real name for those who are signed in."""
    row = await associations.association(db)
    set_etag(response, row.version)
    return associations.as_read(row, shows_name=actor.kind is ActorKind.PERSON)


@router.patch(
    "/association",
    summary="Change the association's names, municipality or language",
    responses=problems(*REFUSED, *CHANGED, NotFounded),
)
async def change_association(
    patch: AssociationPatch, seen: SeenVersion, response: Response, actor: SettingsManager, db: Transaction
) -> AssociationRead:
    """Change the names, the municipality or the language that pages start in."""
    row = await associations.locked_association(db)
    require_version(seen, current=row.version)
    row = await associations.change(db, row, patch, actor=actor)
    set_etag(response, row.version)
    return associations.as_read(row, shows_name=True)


@router.get("/offices", summary="Every office, with who holds it today", responses=problems(*REFUSED))
async def list_offices(_actor: KeyPositionReader, db: Reading) -> Page[OfficeRead]:
    """Every office with who holds it today. Always one page: there are as many rows as offices."""
    return Page(items=await reading.key_positions(db))


@router.get("/office-alarms", summary="What is amiss with the offices today", responses=problems(*REFUSED))
async def list_office_alarms(page: PageQuery, actor: AlarmReader, db: Reading) -> Page[AlarmRead]:
    """What is amiss with the offices today: vacancies, unreported officers, old contact details, what waits. And, for
    those who may see the head of the audit chain, that it stands still.
    """
    found = await reading.office_alarms(db, sees_audit=may(Task.SEE_AUDIT_HEAD, offices=actor.offices))
    if page.after is not None:
        found = [alarm for alarm in found if alarm.key > page.after]
    shown = found[: page.limit]
    return Page(
        items=await reading.alarms_as_read(db, shown),
        next=cursor_of(*shown[-1].key) if len(found) > len(shown) else None,
    )


@router.get("/people", summary="People, by name", responses=problems(*REFUSED))
async def list_people(
    page: PageQuery,
    actor: PeopleReader,
    db: Reading,
    *,
    include_retired: Annotated[bool, Query(description="also those who left")] = False,
) -> Page[PersonRead]:
    """People by name. Contact details only for those who manage people, and one's own."""
    rows, after = await reading.page_of_people(db, page, includes_retired=include_retired)
    items = await reading.as_read(db, rows, shows_contact_of=actor.person_id, shows_all=manages_people(actor))
    return Page(items=items, next=after)


@router.post(
    "/people", summary="Add a person", status_code=201, responses=problems(*REFUSED, EmailTaken, IdempotencyKeyReused)
)
async def add_person(
    described: PersonCreate, key: IdempotencyKey, response: Response, actor: PeopleManager, db: Transaction
) -> PersonRead:
    """Add someone. They get no account by that, and no office."""
    claim = await idempotency.claim(db, key=key, actor=actor.tag, route="add_person", body=described, new_id=new_id())
    if claim.is_new:
        row = await service.add(db, described, actor=actor, person_id=claim.made_id)
    else:
        row = await service.person_row(db, claim.made_id)
    set_etag(response, row.version)
    return (await reading.as_read(db, [row], shows_contact_of=None, shows_all=True))[0]


@router.get("/people/{person_id}", summary="One person", responses=problems(*REFUSED, NotFound))
async def read_person(person_id: UUID, response: Response, actor: SelfOrReader, db: Reading) -> PersonRead:
    """One person; oneself without any office, too."""
    row = await service.person_row(db, person_id)
    set_etag(response, row.version)
    return (await reading.as_read(db, [row], shows_contact_of=actor.person_id, shows_all=manages_people(actor)))[0]


@router.patch(
    "/people/{person_id}",
    summary="Change or retire a person",
    responses=problems(*REFUSED, *CHANGED, NotFound, NotFounded, EmailTaken, SuccessorNeeded),
)
async def change_person(  # noqa: PLR0913 - FastAPI's way to say what a route needs
    person_id: UUID,
    *,
    patch: PersonPatch,
    seen: SeenVersion,
    response: Response,
    actor: PeopleManager,
    db: Transaction,
) -> PersonRead:
    """Change or retire someone. A changed address or number counts as unverified."""
    row = await service.person_to_change(db, person_id)
    require_version(seen, current=row.version)
    row = await service.change(db, row, patch, actor=actor)
    set_etag(response, row.version)
    return (await reading.as_read(db, [row], shows_contact_of=None, shows_all=True))[0]


@router.post(
    "/people/{person_id}/contact-verification",
    summary="Note that an address or a number works",
    responses=problems(*REFUSED, NotFound, NotFounded),
)
async def verify_contact(
    person_id: UUID, verified: ContactVerification, response: Response, actor: SelfOrManager, db: Transaction
) -> PersonRead:
    """Note that an address or a number was tried today: by the person, or by who manages people."""
    row = await service.person_to_change(db, person_id)
    row = await service.verify_contact(db, row, verified, actor=actor)
    set_etag(response, row.version)
    return (await reading.as_read(db, [row], shows_contact_of=None, shows_all=True))[0]


async def _as_read(db: Session, row: Term, actor: Actor) -> TermRead:
    return (await reading.terms_as_read(db, [row], shows_addresses=judges_proposals(actor)))[0]


@router.get("/terms", summary="Terms of office, the latest to begin first", responses=problems(*REFUSED))
async def list_terms(  # noqa: PLR0913 - FastAPI's way to say what a route needs
    page: PageQuery,
    actor: PeopleReader,
    db: Reading,
    office: Office | None = None,
    person_id: UUID | None = None,
    status: TermStatus | None = None,
) -> Page[TermRead]:
    """Terms of office, past and to come, the latest to begin first."""
    rows, after = await reading.page_of_terms(db, page, office=office, person_id=person_id, status=status)
    return Page(items=await reading.terms_as_read(db, rows, shows_addresses=judges_proposals(actor)), next=after)


@router.post(
    "/terms",
    summary="Appoint someone to an office",
    status_code=201,
    responses=problems(*REFUSED, NotFounded, PersonRetired, OverlappingTerm, IdempotencyKeyReused),
)
async def propose_term(
    wanted: TermCreate, key: IdempotencyKey, response: Response, actor: Appointer, db: Transaction
) -> TermRead:
    """Appoint someone to an office. Chair, vice chair, security officer and administrator wait for a second one."""
    claim = await idempotency.claim(db, key=key, actor=actor.tag, route="propose_term", body=wanted, new_id=new_id())
    if claim.is_new:
        row = await terms.propose(db, wanted, actor=actor, term_id=claim.made_id)
    else:
        row = await terms.term(db, claim.made_id)
    set_etag(response, row.version)
    return await _as_read(db, row, actor)


@router.get("/terms/{term_id}", summary="One term of office", responses=problems(*REFUSED, NotFound))
async def read_term(term_id: UUID, response: Response, actor: PeopleReader, db: Reading) -> TermRead:
    """One term of office."""
    row = await terms.term(db, term_id)
    set_etag(response, row.version)
    return await _as_read(db, row, actor)


@router.patch(
    "/terms/{term_id}",
    summary="Correct a term of office",
    responses=problems(
        *REFUSED, *CHANGED, NotFound, NotFounded, NewTermNeeded, SuccessorNeeded, OverlappingTerm, TermNotConfirmed
    ),
)
async def change_term(  # noqa: PLR0913 - FastAPI's way to say what a route needs
    term_id: UUID, *, patch: TermPatch, seen: SeenVersion, response: Response, actor: Appointer, db: Transaction
) -> TermRead:
    """Correct a proposal, or a term's order, committee and days. What a second person confirmed is never prolonged."""
    row = await terms.term_to_change(db, term_id)
    require_version(seen, current=row.version)
    row = await terms.change(db, row, patch, actor=actor)
    set_etag(response, row.version)
    return await _as_read(db, row, actor)


@router.post(
    "/terms/{term_id}/confirmation",
    summary="Confirm a proposed term, as the second person",
    responses=problems(*REFUSED, *CHANGED, NotFound, NotFounded, SecondPersonNeeded, TermNotProposed),
)
async def confirm_term(
    term_id: UUID, seen: SeenVersion, response: Response, actor: SecondPerson, db: Transaction
) -> TermRead:
    """The second person's yes, to the version they have read: not the administrator, the proposer or the appointee."""
    row = await terms.term_to_change(db, term_id)
    require_version(seen, current=row.version)
    row = await terms.confirm(db, row, actor=actor)
    set_etag(response, row.version)
    return await _as_read(db, row, actor)


@router.post(
    "/terms/{term_id}/refusal",
    summary="Refuse a proposed term",
    responses=problems(*REFUSED, NotFound, NotFounded, TermNotProposed),
)
async def refuse_term(term_id: UUID, response: Response, actor: CurrentActor, db: Transaction) -> TermRead:
    """A no to a proposal: from who may confirm, from the person proposed, or from the proposer."""
    row = await terms.term_to_change(db, term_id)
    row = await terms.decline(db, row, actor=actor)
    set_etag(response, row.version)
    return await _as_read(db, row, actor)


@router.post(
    "/terms/{term_id}/end",
    summary="Set the last day of a term",
    responses=problems(*REFUSED, NotFound, NotFounded, SuccessorNeeded, TermNotConfirmed),
)
async def end_term(term_id: UUID, wanted: TermEnd, response: Response, actor: Appointer, db: Transaction) -> TermRead:
    """Set someone's last day in office. Never leaves the association without chair, officer or administrator."""
    row = await terms.term_to_change(db, term_id)
    row = await terms.end(db, row, wanted, actor=actor)
    set_etag(response, row.version)
    return await _as_read(db, row, actor)


@router.post(
    "/terms/{term_id}/municipality-report",
    summary="Keep that the municipality was told of a security officer",
    responses=problems(*REFUSED, NotFound, NotFounded, NotReportable, TermNotConfirmed),
)
async def report_term_to_municipality(
    term_id: UUID, report: MunicipalityReport, response: Response, actor: MunicipalityReporter, db: Transaction
) -> TermRead:
    """Keep when the municipality was told who the security officer is, and its receipt."""
    row = await terms.term_to_change(db, term_id)
    row = await terms.report_to_municipality(db, row, report, actor=actor)
    set_etag(response, row.version)
    return await _as_read(db, row, actor)
