"""The text, how the duty stands and the log of it, as they are shown."""

from sqlmodel import col, select

from app.core.database import Session
from app.informing import rules, service
from app.informing.models import MembersInformed
from app.informing.schemas import DoubtRead, MembersInformationRead, MembersInformedRead, MembersSheetRead
from app.informing.writing import Written
from app.people import service as people
from app.people.reading import today
from app.people.rules import Language
from app.policy.loader import in_force

SHOWN = 100
"""At the policy's rhythm, many years."""


async def read(db: Session, written: Written) -> MembersInformationRead:
    names = {each.person_id: each.display_name for each in (await people.names_by_tag(db)).values()}
    standing, policy = await service.standing(db), in_force()
    newest_first = (col(MembersInformed.informed_on).desc(), col(MembersInformed.recorded_at).desc())
    rows = (await db.exec(select(MembersInformed).order_by(*newest_first).limit(SHOWN))).all()
    last = next((row for row in rows if row.audience is rules.Audience.EVERYONE), None)
    return MembersInformationRead(
        sheets=[
            MembersSheetRead(
                language=language,
                title=sheet.title,
                lead=sheet.lead,
                emergency=sheet.emergency,
                contacts_title=sheet.contacts_title,
                contacts=list(sheet.contacts),
                after=list(sheet.after),
                sender=sheet.sender,
                text=sheet.text,
            )
            for language, sheet in zip(Language, written.sheets, strict=True)
        ],
        digest=written.digest,
        doubts=[
            DoubtRead(
                doubt=each.doubt,
                office=each.office,
                person_id=each.person_id,
                display_name=names.get(each.person_id) if each.person_id else None,
                on=each.on,
            )
            for each in rules.doubts(
                written.contacts,
                offices=policy.informing.offices,
                today=today(),
                grows_old=policy.deadlines.verify_contacts,
            )
        ],
        has_changed_since=last is not None and last.text_digest != written.digest,
        due_on=standing.due_on,
        new_since=standing.new_since,
        new_due_on=standing.new_due_on,
        told=[
            MembersInformedRead(
                id=row.id,
                informed_on=row.informed_on,
                channel=row.channel,
                audience=row.audience,
                recorded_by=names.get(row.recorded_by, ""),
                recorded_at=row.recorded_at,
                is_this_text=row.text_digest == written.digest,
            )
            for row in rows
        ],
    )
