"""Two of three papers let a named person back into a named case, and are waste afterwards."""

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access.rules import Office
from app.audit.models import AuditEvent
from app.cases import seated
from app.cases.models import Case
from app.core.database import Database
from app.notifications.models import Notice
from app.notifications.rules import NoticeKind
from app.people.models import Person
from app.recovering import WayBack, WayBackRefused, recover, waiting_cases
from app.vault import recovery
from app.vault import service as vault
from app.vault.crypto import KeyPair
from app.vault.models import HolderKind, KeyHolder
from app.vault.recovery import SharesDoNotFit
from tests.support.actors import Actors
from tests.support.held_cases import CANARY, Keyholder, OpenedCase, a_case, a_keyholder

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def with_papers(database: Database) -> tuple[list[str], vault.Holder]:
    """The association's recovery key, and its three papers."""
    pair = KeyPair.generate()
    async with database.writing() as db:
        reserve = vault.add_holder(db, kind=HolderKind.RECOVERY, public_key=pair.public_key)
    return recovery.split(pair), reserve


async def email_of(database: Database, who: Keyholder) -> str:
    async with database.reading() as db:
        found = (await db.exec(select(Person).where(Person.id == who.person_id))).one()
    assert found.email
    return found.email


async def a_locked_out_case(app: FastAPI, as_actor: Actors, *, reserve: vault.Holder) -> OpenedCase:
    """Its one officer got new keys: the grant is suspended, and the key opens nothing."""
    database: Database = app.state.database
    case = await a_case(app, as_actor, more_standby=[reserve])
    officer = case.holders["officer"]
    async with database.writing() as db:
        await seated.suspend_all(db, officer.person_id)
        names = [*(await vault.newest_versions(db, case_id=case.id))]
        await vault.take_wraps(
            db, await vault.version_ids(db, case_id=case.id, names=names), holder_id=officer.holder.id
        )
    return case


async def test_two_papers_let_the_officer_back_in(app: FastAPI, as_actor: Actors) -> None:
    database: Database = app.state.database
    papers, reserve = await with_papers(database)
    case = await a_locked_out_case(app, as_actor, reserve=reserve)
    officer = case.holders["officer"]
    assert (await officer.client.get(case.url)).status_code == 404
    assert await waiting_cases(database) == [case.case.reference]
    way = WayBack(email=f" {(await email_of(database, officer)).upper()} ", reference=case.case.reference.lower())
    await recover(database, shares=papers[1:], ways=[way])
    answer = await officer.client.post(f"{case.url}/compartments/submission/opening")
    assert CANARY in answer.text
    assert await waiting_cases(database) == []
    log = (await officer.client.get(f"{case.url}/log")).json()["items"]
    assert "let-back-in" in {line["kind"] for line in log}
    async with database.reading() as db:
        events = (await db.exec(select(AuditEvent).where(AuditEvent.kind == "recovery-key-used"))).all()
    assert [event.codes for event in events] == [{"holder": officer.tag}]


async def test_the_papers_are_waste_afterwards_and_the_new_ones_work(app: FastAPI, as_actor: Actors) -> None:
    database: Database = app.state.database
    papers, reserve = await with_papers(database)
    case = await a_locked_out_case(app, as_actor, reserve=reserve)
    officer = case.holders["officer"]
    way = WayBack(email=await email_of(database, officer), reference=case.case.reference)
    fresh = await recover(database, shares=papers[:2], ways=[way])
    with pytest.raises(SharesDoNotFit):
        await recover(database, shares=papers[:2], ways=[way])
    async with database.reading() as db:
        old = (await db.exec(select(KeyHolder).where(KeyHolder.id == reserve.id))).one()
        assert old.retired_at is not None
        versions = await vault.version_ids(db, case_id=case.id, names=await vault.newest_versions(db, case_id=case.id))
        assert not await vault.open_reserve(db, versions, reserve=reserve, keys=recovery.restore(papers[:2]))
        assert await vault.recovery_holder(db) != reserve
    await recover(database, shares=[fresh[0], fresh[2]], ways=[way])
    assert CANARY in (await officer.client.post(f"{case.url}/compartments/submission/opening")).text


async def test_the_recovery_key_alone_opens_for_nobody(app: FastAPI, as_actor: Actors) -> None:
    database: Database = app.state.database
    papers, reserve = await with_papers(database)
    case = await a_locked_out_case(app, as_actor, reserve=reserve)
    stranger = await a_keyholder(app, as_actor)
    way = WayBack(email=await email_of(database, stranger), reference=case.case.reference)
    with pytest.raises(WayBackRefused):
        await recover(database, shares=papers[:2], ways=[way])
    assert (await stranger.client.get(case.url)).status_code == 404
    async with database.reading() as db:
        assert (await vault.recovery_holder(db)) == reserve, "what is refused renews nothing"


async def test_a_new_officer_takes_over_a_case_that_nobody_opens_and_no_other(app: FastAPI, as_actor: Actors) -> None:
    database: Database = app.state.database
    papers, reserve = await with_papers(database)
    lost = await a_locked_out_case(app, as_actor, reserve=reserve)
    held = await a_case(app, as_actor, more_standby=[reserve])
    newcomer = await a_keyholder(app, as_actor, Office.SECURITY_OFFICER)
    email = await email_of(database, newcomer)
    with pytest.raises(WayBackRefused):
        await recover(database, shares=papers[:2], ways=[WayBack(email=email, reference=held.case.reference)])
    await recover(database, shares=papers[:2], ways=[WayBack(email=email, reference=lost.case.reference)])
    assert CANARY in (await newcomer.client.post(f"{lost.url}/compartments/submission/opening")).text
    assert (await newcomer.client.get(held.url)).status_code == 404


@pytest.mark.policy("CON-01")
async def test_the_recovery_key_does_not_beat_a_bar(app: FastAPI, as_actor: Actors) -> None:
    database: Database = app.state.database
    papers, reserve = await with_papers(database)
    accused = await a_keyholder(app, as_actor, Office.SECURITY_OFFICER)
    case = await a_case(app, as_actor, barred=[accused.person_id], more_standby=[reserve])
    way = WayBack(email=await email_of(database, accused), reference=case.case.reference)
    with pytest.raises(WayBackRefused):
        await recover(database, shares=papers[:2], ways=[way])
    assert (await accused.client.get(case.url)).status_code == 404


async def test_one_wrong_way_back_leaves_everything_as_it_was(app: FastAPI, as_actor: Actors) -> None:
    database: Database = app.state.database
    papers, reserve = await with_papers(database)
    case = await a_locked_out_case(app, as_actor, reserve=reserve)
    officer = case.holders["officer"]
    good = WayBack(email=await email_of(database, officer), reference=case.case.reference)
    for wrong in (WayBack(email="nobody@example.org", reference=good.reference), WayBack(good.email, "ZZZZ-ZZZZ")):
        with pytest.raises(WayBackRefused):
            await recover(database, shares=papers[:2], ways=[good, wrong])
    assert (await officer.client.get(case.url)).status_code == 404
    async with database.reading() as db:
        assert (await db.exec(select(Case.id))).all() == [case.id]
        assert (await vault.recovery_holder(db)) == reserve


async def test_every_officer_is_told_that_it_was_used(app: FastAPI, as_actor: Actors) -> None:
    database: Database = app.state.database
    papers, reserve = await with_papers(database)
    case = await a_locked_out_case(app, as_actor, reserve=reserve)
    chair = await a_keyholder(app, as_actor, Office.CHAIR)
    officer = case.holders["officer"]
    way = WayBack(email=await email_of(database, officer), reference=case.case.reference)
    await recover(database, shares=papers[:2], ways=[way])
    async with database.reading() as db:
        told = (await db.exec(select(Notice).where(Notice.kind == NoticeKind.RECOVERY_KEY_USED))).all()
    assert {notice.recipient for notice in told} == {officer.tag, chair.tag}
    assert {notice.case_id for notice in told} == {None}


def test_papers_of_another_association_do_not_fit() -> None:
    one, other = (recovery.split(KeyPair.generate()) for _ in range(2))
    with pytest.raises(SharesDoNotFit):
        recovery.restore([one[0], other[1]])
