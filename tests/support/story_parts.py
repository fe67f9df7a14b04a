"""Parts of a `Tale` that its people do in their pages, as every such case goes through them."""

import re
from collections.abc import Sequence
from uuid import UUID

from tests.support.story_pages import AtPage, Signed, Tale, beginning

OFFICER, CHAIR, OLA, PIA = "Ylva Lönnfors", "Sigrid Almkvist", "Ola Rönnmark", "Pia Hasselblom"
ACCUSED, AFFECTED = "Torkel Brunkulla", "Maja Aspholm"
TOLD = "Han skriver till mig om nätterna. Jag orkar inte gå på mötena."
ALLEGED = "Någon säger att du har skrivit till dem om nätterna."
ANSWERED = "Så minns jag det inte. Jag har skrivit om mötena."
SEEN = "Alla meddelanden är kvar, och tiderna stämmer."
FOR_THE_BOARD = "Båda har berättat. Meddelandena är lästa av två."
ACCOUNT = "Styrelsen har tagit del av en kartläggning. Den som frågan gäller har svarat."
WHY = "Så som kartläggningen visar."
INTERNAL = "Någon i den egna föreningen"


async def told_on_a_telephone(tale: Tale, *, names: str = "", office: str | None = None) -> str:
    """By somebody without an account, at night; gives the code that they keep."""
    phone = await tale.somebody("/anmal")
    await phone.choose(INTERNAL)
    if office is not None:
        await phone.pick("Har personen något av de här uppdragen?", office)
    await phone.write("Vem eller vilka handlar det om?", names)
    await phone.press("Nästa")
    await phone.write("Berätta med dina egna ord", TOLD)
    await phone.press("Nästa")
    await phone.choose("Ja")
    await phone.press("Skicka nu, hoppa över resten")
    await phone.is_at("Tack. Vi har tagit emot det.")
    code = (await phone.page.locator("figure .code").inner_text()).strip()
    (case,) = (await tale.story.officer.get("/api/v1/cases")).json()["items"]
    tale.story.case_id = UUID(case["id"])
    return code


async def followed_with_the_code(tale: Tale, code: str, *sees: str | re.Pattern[str]) -> AtPage:
    """From a telephone that has seen nothing before."""
    phone = await tale.somebody("/min-anmalan")
    await phone.write("Din kod", code)
    await phone.press("Visa")
    await phone.sees(TOLD, *sees)
    return phone


async def taken_in(officer: Signed) -> None:
    await officer.go("/")
    await officer.press(re.compile("^Jag har sett det"))
    await officer.sees(re.compile("är mottaget"))


async def said_who_it_is(officer: Signed, name: str) -> None:
    """Somebody in the register whom the report may mean is who it is about."""
    await officer.at_case("inblandade")
    await officer.press(re.compile("^Det är den här personen"))
    await officer.dialog.choose("Anklagad")
    await officer.dialog.press("Bekräfta")
    await officer.sees("Bekräftat")


async def named(officer: Signed, who: str, role: str) -> None:
    """`who`: as the register's list says it, with their offices."""
    card = officer.card("Namnge någon")
    await officer.settled()  # what comes above it pushes the button away from the press
    await card.press("Namnge någon")
    await card.choose(role)
    await card.pick("Vem?", who)
    await card.press("Namnge")
    await officer.dialog.press("Namnge")
    await card.sees("Namngiven.")


async def contact_appointed(officer: Signed, who: str) -> None:
    await officer.tab("Personer")
    card = officer.card("Kontaktperson")
    await card.press("Utse kontaktperson")
    await card.pick("Vem?", who)
    await card.press("Utse")
    await card.sees("Kontaktpersonen är utsedd och får veta det.")


async def first_meeting(officer: Signed, *present: str, known: bool) -> None:
    """Called and held by the officer, who writes down what it came to."""
    await officer.tab("Beslut")
    card = officer.card("Möten")
    await card.press("Kalla till möte")
    await card.write("Klockslag", "00:01")
    await card.write("Var?", "Lilla salen")
    await card.press("Kalla")
    await card.sees("Lilla salen")
    await card.press("Öppna mötet")
    await card.tick(*present)
    await card.write("Vad kom ni fram till?", "Det är allvarligt. Vi kartlägger.")
    await card.choose("Ja, det är klart vem det gäller" if known else "Nej, inte än")
    await card.press("Mötet är hållet")
    await card.sees("Tidigare möten")


async def investigators_appointed(officer: Signed, *names: str) -> None:
    await officer.tab("Personer")
    card = officer.card("De som kartlägger")
    await card.press("Utse dem som kartlägger")
    for place, name in enumerate(names, 1):
        await card.pick(f"Person {place}", name)
    await card.press("Utse gruppen")
    await card.sees("Gruppen är utsedd.")


async def time_out_asked(leads: Signed, name: str, *, waits: str) -> None:
    await leads.at_case("beslut")
    card = leads.card(f"Time-out och uppdrag: {name}")
    await card.press("Kräv time-out från alla uppdrag", "Kräv time-out")
    await card.sees(waits)


async def told_what_is_said(investigator: Signed) -> None:
    """To the accused, on a page of their own; what it will look like is read first."""
    await investigator.at_case("texter")
    await investigator.tab("Hörande")
    await investigator.press("Skriv vad personen får veta")
    await investigator.write("Vad det handlar om", ALLEGED)
    await investigator.press("Se hur det blir", "Lämna ut")
    await investigator.sees("Personen har fått veta, och kan svara.")


async def read_and_answered(accused: Signed) -> None:
    await accused.go("/")
    await accused.follow("Det finns något att läsa")
    await accused.is_at("För dig")
    await accused.press("Läs och svara")
    await accused.sees(ALLEGED, "Ingenting är avgjort.")
    await accused.sees_no(TOLD, AFFECTED, OLA, PIA)
    await accused.write("Det du vill säga", ANSWERED)
    await accused.press("Skicka ditt svar")
    await accused.sees("Ditt svar är mottaget.")


async def leads_the_mapping(investigator: Signed, name: str) -> None:
    await investigator.at_case("beslut")
    card = investigator.card("Kartläggningen")
    await card.pick("Vem håller i kartläggningen?", name)
    await card.press("Utse")
    await card.sees(f"{name} håller i kartläggningen.")


async def heard(investigator: Signed, whom: str, *, by: str, said: str, is_named: bool | None = None) -> None:
    """A planned talk is held, and read back to whoever told."""
    talk = investigator.card("Samtal").line(whom)
    await talk.press("Samtalet är hållet")
    await talk.write("Vad sades?", said)
    await talk.tick(by)
    await talk.question("Har hen fått läsa eller höra det ni skrev?").choose("Ja")
    if is_named is not None:
        await talk.question("Sa ni vem den utsatta är?").choose("Ja" if is_named else "Nej")
    await talk.press("Spara")
    await talk.sees("Uppläst och godkänt.")


async def looked_at_by_two(first: Signed, second: Signed) -> None:
    checks = first.card("Dubbelkollat")
    await checks.press("Lägg till en sak")
    await checks.write("Vad ska ni titta på?", "Meddelandena")
    await checks.press("Spara")
    for at in (first, second):
        if at is second:
            await second.at_case("beslut")
        checks = at.card("Dubbelkollat")
        await checks.press(re.compile("^Skriv vad du ser"))
        await checks.choose(re.compile("^Stämmer$"))
        await checks.write("Vad ser du?", SEEN)
        await checks.press("Spara")
        await checks.sees("Väntar på en till" if at is first else "Två har tittat")


async def found(lead: Signed, outcome: str, *, summary: bool = True) -> None:
    """What they have come to is proposed by whoever leads."""
    await lead.at_case("beslut")
    card = lead.card("Det ni kommit fram till")
    await card.press("Skriv vad ni kommit fram till")
    await card.choose(outcome)
    await card.write("Vad vilar det på?", WHY)
    if summary:
        await card.write("Sammanfattning för dem som beslutar", FOR_THE_BOARD)
    await card.press("Föreslå")
    await card.sees("Väntar på en till av er")


async def agreed(second: Signed) -> None:
    """By another, who reads what it rests on first."""
    await second.at_case("beslut")
    await second.press("Öppna det som är skrivet")
    card = second.card("Det ni kommit fram till")
    await card.sees(WHY)
    await card.press("Jag håller med")
    await card.sees("Två är överens")


Decided = tuple[str, str, int, int]
"""How its point on the agenda begins, the decision, and how many were for and against."""


async def board_met(
    leads: Signed, *present: str, led_by: str, decided: Sequence[Decided], is_again: bool = False
) -> None:
    """Called, held and decided point by point, on the page of whoever leads; again, when it has been over before."""
    await leads.at_case("beslut")
    if is_again:
        await leads.unfolds("Möten")
    card = leads.card("Möten")
    await gathered(card, *present, led_by=led_by)
    for each in decided:
        await decided_on(card, each)


async def gathered(card: AtPage, *present: str, led_by: str) -> None:
    """The board, called and opened on whichever page shows its meetings, with its agenda before it."""
    await card.press("Kalla till möte")
    if await card.here.get_by_role("radio", name=beginning("Styrelsens möte")).count():
        await card.choose("Styrelsens möte")
    await card.write("Klockslag", "00:01")
    await card.write("Var?", "Stora salen")
    await card.press("Kalla")
    await card.press("Öppna mötet")
    await card.tick(*present)
    await card.pick("Vem leder mötet?", led_by)
    await card.press("Mötet är öppnat", "Visa dagordning och beslut")


async def decided_on(card: AtPage, decided: Decided, *, assignment: str = "", day: str = "") -> None:
    """A point of the agenda; of a return with its day, year month day, and of a trial with its assignment."""
    point, decision, in_favour, against = decided
    item = card.point(point)
    await item.press("Skriv in ett beslut")
    if await item.here.get_by_role("radio", name=beginning(decision)).count():
        await item.choose(decision)
    await item.write("Beslutet och skälen", WHY)
    if assignment:
        await item.write("Vilket mindre uppdrag?", assignment)
    if day:
        await item.here.get_by_role("spinbutton").first.click()
        await item.page.keyboard.type(day)
    await item.write("För", str(in_favour))
    await item.write("Emot", str(against))
    await item.press("Skriv in beslutet")
    await item.has_no_button("Skriv in beslutet")
    await item.sees("Bifölls" if in_favour > against else "Föll")


async def minutes_approved(first: Signed, second: Signed, *, path: str | None = None) -> None:
    """By whoever led, on the page they are on, and by another, who is in the case for the meeting alone."""
    await first.press("Jag har läst och justerar")
    await first.sees("Den som ledde mötet har justerat")
    if path is None:
        await second.at_case("beslut")
    else:
        await second.go(path)
    await second.press("Jag har läst och justerar")
    await second.sees("Tack. Protokollet är justerat.")


async def set_aside(at: Signed, title: str, *, why: str) -> None:
    await at.at_case()
    await at.follow(title)
    await at.is_at(title)
    await at.page.get_by_text("Behövs steget inte?").click()
    await at.write("Skäl", why)
    await at.press("Behövs inte här")
    await at.sees("Sparat.")


async def closed(at: Signed) -> None:
    """Whom it is about is asked, and nothing else holds it."""
    await at.at_case("mer")
    card = at.card("Avsluta ärendet")
    await card.sees("Alla steg som ska göras är gjorda.")
    await card.has_no_button("Avsluta ärendet")
    await card.press("Vi har frågat")
    await card.write("Varför avslutar ni?", "Det är lugnt.")
    await card.press("Avsluta ärendet")
    await at.sees("Ärendet är avslutat.")


async def asked_chair_who_it_is(investigator: Signed, name: str) -> None:
    await investigator.at_case("beslut")
    card = investigator.card("Vem det är")
    await card.press("Fråga ordföranden om det är klart vem det är")
    await card.pick("Vem är det?", name)
    await card.write("Varför?", WHY)
    await card.press("Skicka till ordföranden")
    await card.sees("Väntar på ordföranden")


async def approved_who_it_is(chair: Signed) -> None:
    """On reasons that the chair opens, and without the mapping that they rest on."""
    await chair.at_case("beslut")
    card = chair.card("Vem det är")
    await card.sees("Väntar på ordföranden")
    await card.press("Öppna skälen")
    await card.sees(WHY)
    await chair.sees_no("Dubbelkollat", SEEN, "Ingen utanför gruppen")
    await card.press("Jag godkänner")
    await chair.sees("Personen är känd")


async def left_for_being_part_of_it(officer: Signed) -> None:
    await officer.at_case("mer")
    await officer.press("Jag är inblandad")
    await officer.dialog.write("Varför?", "Den som skrev är min vän.")
    await officer.dialog.press("Lämna ärendet")
    await officer.is_at("Ärenden")


async def group_asked(leads: Signed, name: str) -> None:
    """For its confidence, on the case's own page."""
    await leads.at_case("beslut")
    card = leads.card("Ställ förtroendefrågan")
    await card.press("Ställ frågan")
    await card.pick("Vem gäller frågan?", name)
    await card.write("Styrelsens redogörelse", ACCOUNT)
    await card.choose("Nej")
    await card.press("Ställ frågan")
    await card.sees("Frågan är ställd.")


async def leaving_asked(leads: Signed, name: str) -> None:
    await leads.at_case("beslut")
    card = leads.card(f"Time-out och uppdrag: {name}")
    await card.press("Kräv att uppdragen lämnas")
    await card.press("Kräv att uppdragen lämnas")
    await card.sees("Ett uppdrag väntar på svar.")


async def said_yes(accused: Signed, yes: str, then: str) -> None:
    """To the one thing that is asked on their page, once more in the dialog."""
    await accused.go("/for-dig")
    await accused.press(yes)
    await accused.dialog.press(yes.partition(":")[0])
    await accused.sees(then)
