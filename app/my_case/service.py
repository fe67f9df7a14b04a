"""What the affected person sees of their own case, and takes along of it. Source: AFF-01..06, CON-05, PRN-04."""

from sqlmodel import col, select

from app.access.rules import CaseRole, Compartment
from app.audit import service as audit
from app.cases import answering, grants, records, wishes
from app.cases.access import HeldCase
from app.cases.models import Consent, SealedText
from app.cases.names import Names
from app.cases.rules import TextKind, stage_order
from app.cases.schemas import Words
from app.cases.seated import active_grants, officers_or_next
from app.cases.who_opened import who_opened
from app.company.reading import read_all
from app.core import clock
from app.core.database import Session
from app.disclosures import ledger
from app.my_case import steps
from app.my_case.schemas import (
    KnowerRead,
    OwnAnswerRead,
    OwnCaseRead,
    OwnContactRead,
    OwnDataRead,
    OwnDayRead,
    OwnKnowerRead,
    OwnMessageRead,
    OwnOfferRead,
    OwnOpenedRead,
    OwnTextRead,
    OwnToldRead,
    OwnWishRead,
)
from app.plans.appointing import contact_person_of
from app.policy.terms import Recipient


async def own_case(db: Session, held: HeldCase) -> OwnCaseRead:
    """All of it at once: whoever comes with a code on a telephone has one page."""
    case, name = held.case, await Names.of(db, held)
    contact = await contact_person_of(db, held)
    leading = officers_or_next(await active_grants(db, held.id))
    contact_name = name(contact.grant.holder) if contact.grant else None
    return OwnCaseRead(
        reference=case.reference,
        category=case.category,
        stage=case.stage,
        stage_line=list(stage_order(case.category)),
        opened_at=case.opened_at,
        acknowledged_at=case.acknowledged_at,
        acknowledged_by=name(case.acknowledged_by),
        closed_at=case.closed_at,
        responsible=sorted(each.display_name for each in name.all(leading) if each.display_name),
        contact_person=contact_name.display_name if contact_name else None,
        is_contact_person_declined=contact.is_declined,
        offers=await steps.offers(db, held),
        consents=await answering.answers(db, held),
        ledger=await ledger.ledger(db, held),
        knowers=[
            KnowerRead(
                display_name=view.display_name,
                role=view.grant.role,
                compartments=[Compartment(each) for each in view.grant.compartments],
                since=view.grant.given_at,
            )
            for view in await grants.people_in(db, held)
            if view.grant.holder != held.actor.tag
        ],
        opened=await who_opened(db, held),
    )


async def own_data(db: Session, held: HeldCase) -> OwnDataRead:
    """Their data as a file, with others' redacted; that it was taken is recorded, and nothing of it is."""
    policy = records.policy_of(held)
    questions = {each.id: Words.of(each.question) for each in policy.consents}
    answered = await db.exec(
        select(Consent).where(Consent.case_id == held.id).order_by(col(Consent.recorded_at), col(Consent.id))
    )
    of_contact = await read_all(db, held)
    data = OwnDataRead(
        reference=held.case.reference,
        category=held.case.category,
        stage=held.case.stage,
        made_at=clock.now(),
        opened_at=held.case.opened_at,
        closed_at=held.case.closed_at,
        texts=await _texts(db, held),
        offers=[OwnOfferRead(title=each.title, state=each.state) for each in await steps.offers(db, held)],
        answers=[
            OwnAnswerRead(text=questions[row.question], is_given=row.is_given, recorded_at=row.recorded_at)
            for row in answered.all()
        ],
        wishes=await _wishes(db, held),
        contact=[
            OwnContactRead(at=each.happened_at, way=each.way, by=each.role, note=each.note, need=each.need)
            for each in of_contact.entries
        ],
        messages=[
            OwnMessageRead(sent_at=each.sent_at, is_mine=each.is_mine, by=each.role, text=each.text)
            for each in of_contact.messages
        ],
        days=[
            OwnDayRead(
                starts_at=each.starts_at,
                kind=each.kind,
                words=each.words,
                state=each.state,
                wish=each.wish,
                company=each.company,
                who_else=each.who_else,
            )
            for each in of_contact.days.days
        ],
        told=[
            OwnToldRead(
                recipient=Words.of(policy.titles.recipients[Recipient(row.recipient)]),
                with_name=row.with_name,
                told_at=row.told_at,
            )
            for row in await records.disclosures(db, held)
        ],
        knowers=[
            OwnKnowerRead(
                role=grant.role,
                compartments=[Compartment(each) for each in grant.compartments],
                since=grant.given_at,
            )
            for grant in await active_grants(db, held.id)
            if grant.role is not CaseRole.ACCUSED and grant.holder != held.actor.tag
        ],
        opened=[
            OwnOpenedRead(roles=each.roles, compartment=each.compartment, is_file=each.is_file, at=each.at)
            for each in await who_opened(db, held, most=None)
        ],
    )
    audit.record(db, "own-data-taken", actor=held.actor.tag, subject=held.id)
    return data


async def _wishes(db: Session, held: HeldCase) -> list[OwnWishRead]:
    titles = records.policy_of(held).titles.recipients
    rows = [row for wished in (await wishes.wishes_of(db, held.case)).values() for row in wished.rows]
    return [
        OwnWishRead(
            recipient=Words.of(titles[Recipient(row.recipient)]),
            is_asked_for=row.is_asked_for,
            with_name=row.with_name,
            recorded_at=row.recorded_at,
        )
        for row in sorted(rows, key=lambda row: (row.recorded_at, row.id))
    ]


_OF_CONTACT = frozenset({TextKind.MESSAGE, TextKind.CONTACT_NOTE, TextKind.CONTACT_NEED, TextKind.COMPANY})
"""These stand with the contact that they belong to."""


async def _texts(db: Session, held: HeldCase) -> list[OwnTextRead]:
    """Their own words; of what others wrote in the parts that they read, that it is there."""
    mine = held.own_authors
    rows = (
        await db.exec(
            select(SealedText)
            .where(
                SealedText.case_id == held.id,
                col(SealedText.compartment).in_(sorted(held.compartments)),
                col(SealedText.kind).not_in(list(_OF_CONTACT)),
            )
            .order_by(col(SealedText.created_at), col(SealedText.id))
        )
    ).all()
    versions = await held.opened(db, {row.version_id for row in rows if row.author in mine})
    return [
        OwnTextRead(
            compartment=row.compartment,
            kind=row.kind,
            written_at=row.created_at,
            is_mine=row.author in mine,
            text=versions[row.version_id].open(row.sealed, table="sealed_text", row=row.id, field="sealed")
            if row.author in mine and row.version_id in versions
            else None,
        )
        for row in rows
    ]
