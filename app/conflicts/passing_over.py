"""The affected person wants somebody kept out for their office: out at once, and the next in line takes over."""

from app.cases import seated
from app.cases.access import HeldCase
from app.cases.passed_over import passed_over
from app.conflicts.barring import leave
from app.core.database import Session


async def follow_answer(db: Session, held: HeldCase, is_given: bool) -> None:  # noqa: FBT001 - as every listener is called
    """For `CaseHooks`. It is no bar: nothing is said of them, and a no to the question lets them be let in again.

    Standby keys go too, whether they were in the case yet or not. Source: SOI-02, CON-02.
    """
    if not is_given:
        return
    for person_id in sorted(await passed_over(db, held.id)):
        tag = db.keys.person_tag(person_id)
        theirs = [grant for grant in await seated.active_grants(db, held.id) if grant.holder == tag]
        await leave(db, held, person_id, theirs=theirs)
