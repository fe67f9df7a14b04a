"""Telling the accused: on their page, or on paper until they have one. Source: KNO-01, UNK-03."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import CaseRole, Compartment
from app.audit import service as audit
from app.auth import service as auth
from app.cases import records, seated, wishes
from app.cases.access import HeldCase, barred_people
from app.cases.errors import CaseClosed, ConsentMissing
from app.cases.models import Grant
from app.cases.rules import OPEN_STAGES, TextKind
from app.conflicts.service import open_parties
from app.core import clock
from app.core.database import Session
from app.core.errors import NotFound
from app.core.ids import new_id
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.people import service as people
from app.people.contact_matching import ways_to_reach
from app.people.name_matching import Known, people_meant
from app.policy import rules as policy_rules
from app.policy.terms import Moment, Recipient
from app.proceedings.hearing.errors import (
    NamesSomebody,
    NoAccountYet,
    NoHearingHere,
    TellsHowToReach,
    ToldAlready,
)
from app.proceedings.hearing.heard import (
    Heard,
    grant_of,
    hearing_to_change,
    log,
    require_heard,
    require_past,
)
from app.proceedings.hearing.models import Hearing, HearingRelease
from app.proceedings.hearing.rules import Way
from app.proceedings.hearing.schemas import ReleaseCreate, Released, TellingCreate
from app.proceedings.hearing.texts import records_of, seal, sealed_texts
from app.proceedings.measures import own
from app.proceedings.subjects import reading_on_page
from app.vault import service as vault
from app.vault.models import Standing


async def may_name(db: Session, held: HeldCase, told: Released, *, person_id: UUID) -> list[tuple[UUID | None, str]]:
    """Everyone but themself whom the words may mean, whatever they are in the matter: saying which would tell.

    Also names in the case that are nobody's in the register, where the one who releases may read them.
    """
    text = told.words()
    titles = policy_rules.office_titles(records.policy_of(held))
    meant = await people.match_names(db, text, titles=titles) - {person_id}
    names = {each.person_id: each.display_name for each in (await people.names_by_tag(db)).values()}
    found: list[tuple[UUID | None, str]] = sorted(
        ((each, names.get(each, "")) for each in meant), key=lambda one: one[1]
    )
    if Compartment.REPORT in held.compartments:
        written = {each.id: each.named.name for each in await open_parties(db, held) if each.named.person_id is None}
        known = [Known(person_id=party_id, name=name) for party_id, name in written.items()]
        found += sorted((None, written[party_id]) for party_id in people_meant(text, known))
    return found


async def release(db: Session, held: HeldCase, wanted: ReleaseCreate, *, release_id: UUID) -> UUID:
    """Tell them. The first time they get a key of their own, to what is sealed from now on and to nothing before.

    Returns: the hearing's id.
    Raises:
        CompartmentNotOpen, CaseClosed, NoHearingHere
        NamesSomebody, TellsHowToReach: and nobody has said that it is meant.
        ConsentMissing: the policy asks the affected person first before they are named to them.
    """
    held.require_compartment(Compartment.HEARING)
    if held.case.stage not in OPEN_STAGES:
        raise CaseClosed
    heard = await require_heard(db, held, wanted.person_id)
    names_affected = await _require_it_may_be_told(db, held, wanted)
    query = select(Hearing).where(Hearing.case_id == held.id, Hearing.subject == heard.subject)
    hearing = (await db.exec(query)).first()
    now = clock.now()
    if hearing is None:
        hearing = Hearing(
            id=new_id(),
            case_id=held.id,
            subject=heard.subject,
            is_about_suspicion=heard.is_suspected,
            begun_at=now,
        )
        db.add(hearing)
        await db.flush()
        await _let_in(db, held, heard)
    hearing.is_about_suspicion = hearing.is_about_suspicion and heard.is_suspected
    db.add(hearing)
    reads_on_page = heard.subject in await reading_on_page(db, held.id)
    text_id = await seal(db, hearing, wanted.told.model_dump_json(), kind=TextKind.RELEASED, author=held.actor.tag)
    db.add(
        HearingRelease(
            id=release_id,
            hearing_id=hearing.id,
            text_id=text_id,
            released_by=held.actor.tag,
            released_at=now,
            names_affected=names_affected,
            way=Way.PAGE if reads_on_page else None,
            told_at=now if reads_on_page else None,
            told_by=held.actor.tag if reads_on_page else None,
        )
    )
    log(db, held, hearing, "hearing-released")
    if reads_on_page:
        await _enter_in_ledger(db, held, hearing, with_name=names_affected)
        # Of no case: the outbox sends nothing of a case to somebody who is barred from it, and this names none.
        await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=db.keys.person_tag(wanted.person_id))
    await db.flush()
    return hearing.id


async def _require_it_may_be_told(db: Session, held: HeldCase, wanted: ReleaseCreate) -> bool:
    """Returns: whether it may name the affected person."""
    policy = records.policy_of(held)
    opens = policy_rules.access_at(policy, category=held.case.category, moment=Moment.HEARING_RELEASED)
    said = await wishes.said(db, held.case)
    verdict = policy_rules.is_disclosure_allowed(
        policy,
        category=held.case.category,
        recipient=Recipient.ACCUSED,
        consents=said.given,
        asked_for=said.asked_for,
    )
    if not verdict.is_allowed or not any(rule.role is CaseRole.ACCUSED for rule in opens):
        raise NoHearingHere
    found = await may_name(db, held, wanted.told, person_id=wanted.person_id)
    if found and not wanted.names_confirmed:
        raise NamesSomebody(fields=[("body.names_confirmed", "names-somebody")])
    if not wanted.reach_confirmed and ways_to_reach(wanted.told.words()):
        raise TellsHowToReach(fields=[("body.reach_confirmed", "tells-how-to-reach")])
    affected = await seated.affected_people(db, held.id)
    names_affected = any(person_id in affected for person_id, _ in found)
    if names_affected and not verdict.may_name:
        raise ConsentMissing(fields=[("body.told", "name-not-agreed")])
    return names_affected


async def _let_in(db: Session, held: HeldCase, heard: Heard) -> None:
    """A grant, and a new key for what is heard: what the others wrote there before was never sealed to theirs."""
    db.add(
        Grant(
            id=new_id(),
            case_id=held.id,
            holder=heard.subject,
            role=CaseRole.ACCUSED,
            compartments=[Compartment.HEARING],
            why="hearing-released",
            given_by=held.actor.tag,
            given_at=clock.now(),
            awaits_key=not await _has_key(db, heard.person_id),
        )
    )
    await db.flush()
    audit.record(db, "hearing-begun", actor=held.actor.tag, subject=held.id)
    await seated.rekey(db, held.id, {Compartment.HEARING}, barred=await barred_people(db, held.id))
    await own.seal_anew(db, held, heard.subject)


async def _has_key(db: Session, person_id: UUID | None) -> bool:
    if person_id is None:
        return False
    holder_id = (await auth.holder_ids(db, [person_id])).get(person_id)
    return holder_id is not None and bool(await vault.holders(db, [holder_id]))


async def _enter_in_ledger(
    db: Session, held: HeldCase, hearing: Hearing, *, with_name: bool, at: datetime | None = None
) -> None:
    """The affected person sees that the accused was told; of a suspicion only those who investigate know. UNK-05."""
    if hearing.is_about_suspicion:
        return
    told = records.ToEnter(recipient=Recipient.ACCUSED, with_name=with_name, told_by=held.actor.tag, told_at=at)
    await records.enter(db, held.case, told)


# On paper, and into the page later


async def record_telling(db: Session, held: HeldCase, hearing_id: UUID, telling: TellingCreate) -> None:
    """They were told on paper or in person, and when: their time begins then. Raises ToldAlready, NotFound."""
    hearing, _ = await hearing_to_change(db, held, hearing_id)
    query = select(HearingRelease).where(
        HearingRelease.id == telling.release_id, HearingRelease.hearing_id == hearing.id
    )
    row = (await db.exec(query)).first()
    if row is None:
        raise NotFound
    if row.told_at is not None:
        raise ToldAlready
    require_past(telling.told_at, field="body.told_at", since=row.released_at)
    row.way, row.told_at, row.told_by = telling.way, telling.told_at, held.actor.tag
    db.add(row)
    log(db, held, hearing, "hearing-told")
    await _enter_in_ledger(db, held, hearing, with_name=row.names_affected, at=telling.told_at)
    await db.flush()


async def give_access(db: Session, held: HeldCase, hearing_id: UUID) -> None:
    """They have an account now, or new keys: whoever lets them in has checked by voice who asks.

    They get the keys of what was sealed since their hearing began, of those that the giver holds.
    Raises: NoAccountYet, NotFound
    """
    hearing, heard = await hearing_to_change(db, held, hearing_id)
    grant = await grant_of(db, held.id, heard.subject)
    holder_id = (await auth.holder_ids(db, [heard.person_id])).get(heard.person_id) if heard.person_id else None
    found = await vault.holders(db, [holder_id]) if holder_id else []
    if grant is None or not found:
        raise NoAccountYet
    (record,) = await records_of(db, [hearing])
    used = {row.version_id for row in await sealed_texts(db, record)}
    in_order = await vault.version_ids(db, case_id=held.id, names=[Compartment.HEARING])
    first = next((at for at, each in enumerate(in_order) if each in used), len(in_order) - 1)
    opened = await held.opened(db, in_order[first:])
    await vault.share(
        db, [opened[each] for each in in_order[first:] if each in opened], to=found[0], standing=Standing.ACTIVE
    )
    await db.flush()
    if not await vault.holds_all(db, in_order[first:], holder_id=found[0].id):
        raise vault.KeyNotHeld
    grant.awaits_key, grant.suspended_at = False, None
    db.add(grant)
    now = clock.now()
    for row in record.releases:
        if row.told_at is None:
            row.way, row.told_at, row.told_by = Way.PAGE, now, held.actor.tag
            db.add(row)
            await _enter_in_ledger(db, held, hearing, with_name=row.names_affected)
    audit.record(db, "hearing-opened-to", actor=held.actor.tag, subject=held.id)
    if heard.person_id is not None:
        await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=db.keys.person_tag(heard.person_id))
    await db.flush()


async def hearing_of_release(db: Session, held: HeldCase, release_id: UUID) -> UUID:
    """For a request that was sent twice. Raises NotFound."""
    query = (
        select(Hearing.id)
        .join(HearingRelease, col(HearingRelease.hearing_id) == col(Hearing.id))
        .where(HearingRelease.id == release_id, Hearing.case_id == held.id)
    )
    found = (await db.exec(query)).first()
    if found is None:
        raise NotFound
    return found
