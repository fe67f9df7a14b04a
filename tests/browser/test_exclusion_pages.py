"""An exclusion case as the chair takes it on from its case's page, and one without a case from the list."""

import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect

from app.access.actor import ANONYMOUS
from app.access.rules import CaseRole, Compartment, Office
from app.auth import service as auth
from app.cases import opening
from app.cases.models import Case
from app.cases.opening import BarredPerson, CaseDraft, Seat
from app.cases.rules import BarReason
from app.core import clock
from app.core.database import Session
from app.plans import service as plans
from app.policy.loader import current
from app.policy.terms import Category, Phase
from app.proceedings.exclusion.models import ExclusionCase
from app.proceedings.exclusion.rules import ExclusionGround, ExclusionStatus
from app.proceedings.meetings.rules import DecisionKind
from app.vault import service as vault
from tests.support.actors import ActorClient, Actors
from tests.support.browsing import Browsing, check_leaves_no_trace, look_at
from tests.support.deciding import decided
from tests.support.factories import a_person, a_term
from tests.support.pdf import read_pdf
from tests.support.sign_in import an_account, sign_in_on
from tests.support.voting import Assemble, Assembly

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

WORDS = "Styrelsen anser att förbundet bör pröva medlemskapet."
ANSWER = "Jag känner inte igen mig i det som sägs."
NAME = "Torkel Brunkulla"


async def a_case_led_by(db: Session, chair_id: UUID, accused_id: UUID) -> Case:
    policy = current("standard")
    holder_id = (await auth.holder_ids(db, [chair_id]))[chair_id]
    (holder,) = await vault.holders(db, [holder_id])
    draft = CaseDraft(
        category=Category.INTERNAL,
        policy_name=policy.name,
        policy_version=policy.version,
        opened_by=ANONYMOUS.tag,
        seats=[Seat(db.keys.person_tag(chair_id), holder, CaseRole.ACCOUNTABLE, frozenset({Compartment.DECISIONS}))],
        standby=[],
        barred=[BarredPerson(accused_id, is_provisional=False, why=BarReason.ACCUSED)],
    )
    case = await opening.add(db, opening.prepare(draft))
    case.phase = Phase.KNOWN
    db.add(case)
    await db.flush()
    await plans.open_plan(db, case, policy=policy)
    return case


async def act(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


async def saved(page: Page, then: str) -> None:
    await act(page, "Spara")
    await expect(page.get_by_text(then)).to_be_visible()


async def the_board_decides_and_they_are_told(
    page: Page, assembly: Assembly, case: Case, chair: ActorClient, accused_id: UUID
) -> None:
    await decided(assembly.database, case.id, DecisionKind.OPEN_EXCLUSION, by=chair, about=accused_id)
    await page.reload()
    await act(page, "Gör som styrelsen beslutat")
    await look_at(page, "exclusion-2-opened")
    await act(page, "Personen har fått veta")
    await saved(page, "Vänta på svaret.")


async def it_is_sent(page: Page) -> None:
    await act(page, "Skickat till förbundet")
    await page.get_by_role("radio", name="Brev").check()
    await act(page, "Spara")
    await expect(page.get_by_text("Välj om namnet stod där.")).to_be_visible()
    await page.get_by_role("radio", name="Nej").check()
    await look_at(page, "exclusion-4-sent")
    await saved(page, "Vänta på förbundets beslut")


@pytest.mark.policy("KNO-07", "KNO-09", "CGR-06", "PRN-05")
async def test_the_chair_takes_one_from_the_boards_question_to_the_federations_answer(
    app: FastAPI, as_actor: Actors, assemble: Assemble, browsing: Browsing
) -> None:
    assembly = await assemble(3)
    chair_id = await an_account(app, Office.CHAIR, email="chair@example.org")
    chair = await as_actor(person=chair_id)
    async with assembly.database.writing() as db:
        accused = await a_person(db, name=NAME)
        await a_term(db, Office.BOARD_MEMBER, person=accused)
        case = await a_case_led_by(db, chair_id, accused.id)
    page = await browsing.page(f"/arenden/{case.id}/beslut")
    await sign_in_on(page, "chair@example.org")
    await expect(page.get_by_role("region", name="Uteslutningsärenden").get_by_text("Inget är öppnat.")).to_be_visible()
    await act(page, "Ta upp frågan")
    await act(page, "Ta upp frågan")
    await expect(page.get_by_text("Välj vem frågan gäller.")).to_be_visible()
    await page.get_by_label("Vem gäller frågan?").select_option(label=f"{NAME}, Styrelseledamot")
    await look_at(page, "exclusion-1-begin")
    await act(page, "Ta upp frågan")
    await expect(page.get_by_text("Styrelsen beslutar på ett möte om ett ärende öppnas.")).to_be_visible()

    await the_board_decides_and_they_are_told(page, assembly, case, chair, accused.id)
    await act(page, "Ett svar har kommit")
    await page.get_by_label("Svaret med personens egna ord").fill(ANSWER)
    await saved(page, "Styrelsen skriver vad den säger till förbundet.")
    await act(page, "Skriv in yttrandet")
    await act(page, "Spara")
    await expect(page.get_by_text("Skriv vad styrelsen säger.")).to_be_visible()
    await page.get_by_label("Vad styrelsen säger till förbundet").fill(WORDS)
    await look_at(page, "exclusion-3-words")
    await saved(page, "Skicka yttrandet och svaret till förbundet.")
    await it_is_sent(page)
    await act(page, "Förbundet har beslutat")
    await page.get_by_role("radio", name="Personen är kvar i föreningen").check()
    await page.get_by_label("Förbundets beteckning").fill("FD 2026:114")
    await look_at(page, "exclusion-4-federation")
    await saved(page, "Förbundets beteckning: FD 2026:114.")
    await act(page, "Läs det som är skrivet")
    await expect(page.get_by_text(WORDS)).to_be_visible()
    await expect(page.get_by_text(ANSWER)).to_be_visible()
    await look_at(page, "exclusion-5-decided")
    async with page.expect_download() as started:
        await act(page, "Till den det gäller: beslutet")
    letter = read_pdf(Path(await (await started.value).path()).read_bytes())
    assert ("Du utesluts inte." in letter.text, WORDS in letter.text) == (True, False)
    await check_leaves_no_trace(page, WORDS, ANSWER, NAME, "FD 2026:114")
    await act(page, "Avsluta uteslutningsärendet")
    await expect(page.get_by_text("Det finns inget mer att göra här.")).to_be_visible()

    await leads_one_without_a_case(page, assembly)


async def leads_one_without_a_case(page: Page, assembly: Assembly) -> None:
    await assembly.raise_vote()
    async with assembly.database.writing() as db:
        db.add(
            ExclusionCase(
                vote_id=UUID(assembly.vote_id),
                ground=ExclusionGround.MANDATORY_AFTER_NO_CONFIDENCE,
                status=ExclusionStatus.OPENED,
                begun_at=clock.now(),
                opened_at=clock.now() - timedelta(days=2),
                due_at=clock.now() - timedelta(days=1),
            )
        )
    await page.goto("/")
    now = page.get_by_role("region", name="Uteslutningsärenden som väntar")
    await expect(now.get_by_role("link")).to_have_count(1)
    await look_at(page, "exclusion-8-now")
    await page.goto("/uteslutningsarenden")
    await expect(page.get_by_role("link", name="Se ärendet")).to_have_count(2)
    await look_at(page, "exclusion-6-list")
    await page.get_by_role("listitem").filter(has_text="Öppnat").get_by_role("link", name="Se ärendet").click()
    await expect(page.get_by_text(re.compile("sparas bara dagar och lägen"))).to_be_visible()
    await act(page, "Personen har fått veta")
    await saved(page, "Vänta på svaret.")
    await act(page, "Ett svar har kommit")
    await expect(page.get_by_label("Svaret med personens egna ord")).to_have_count(0)
    await look_at(page, "exclusion-7-without-a-case")
