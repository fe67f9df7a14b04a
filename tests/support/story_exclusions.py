"""An exclusion case of a `Tale`, from the page of the case that it comes from: whoever leads does each act there."""

import re

from playwright.async_api import expect

from tests.support.factories import in_days
from tests.support.story_pages import AtPage, Signed

STATEMENT = "Jag känner inte igen mig i det som sägs."
RECOMMENDATION = "Styrelsen anser att förbundet bör pröva medlemskapet."
REFERENCE = "FD 2026:114"


def of_case(leads: Signed) -> AtPage:
    return leads.card("Uteslutningsärenden")


async def question_taken_up(leads: Signed, name: str) -> None:
    await leads.at_case("beslut")
    card = of_case(leads)
    await card.press("Ta upp frågan")
    await card.pick("Vem gäller frågan?", name)
    await card.press("Ta upp frågan")
    await card.sees("Styrelsen beslutar på ett möte om ett ärende öppnas.")


async def taken_to_the_federation(leads: Signed) -> None:
    """What the person answered, what the board says, and that both are sent."""
    card = of_case(leads)
    await card.press("Personen har fått veta", "Spara")
    await card.sees("Vänta på svaret. Tiden går ut av sig själv.")
    await card.press("Ett svar har kommit")
    await card.write("Svaret med personens egna ord", STATEMENT)
    await card.press("Spara")
    await card.sees("Styrelsen skriver vad den säger till förbundet.")
    await card.press("Skriv in yttrandet")
    await card.write("Vad styrelsen säger till förbundet", RECOMMENDATION)
    await card.press("Spara")
    await card.sees("Skicka yttrandet och svaret till förbundet.")
    await card.press("Skickat till förbundet")
    await card.choose("Brev")
    await card.choose("Nej")
    await card.press("Spara")
    await card.sees("Vänta på förbundets beslut och skriv in det här.")


async def federation_decided(leads: Signed, outcome: str, *, may_be_appealed_for: int | None = None) -> None:
    card = of_case(leads)
    await card.press("Förbundet har beslutat")
    await card.choose(outcome)
    await card.write("Förbundets beteckning", REFERENCE)
    if may_be_appealed_for is not None:
        until = card.here.get_by_role("group", name=re.compile("^Sista dag att överklaga"))
        await until.locator(".date-segment").first.click()
        await leads.page.keyboard.type(in_days(may_be_appealed_for).strftime("%Y%m%d"))
    await card.press("Spara")
    await card.sees(f"Förbundets beteckning: {REFERENCE}.")
    await expect(card.here.get_by_role("button", name="Förbundet har beslutat")).to_have_count(0)


async def as_the_board_decided(leads: Signed) -> None:
    """Its no ends the question that it took up itself."""
    await of_case(leads).press("Gör som styrelsen beslutat")
    await leads.card("Läget").line("Uteslutning").sees("Styrelsen öppnade inget")


async def closed(leads: Signed) -> None:
    await of_case(leads).press("Avsluta uteslutningsärendet")
    await leads.card("Läget").line("Uteslutning").sees("Avslutat")
