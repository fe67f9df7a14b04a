"""Somebody's way back in a `Tale`: the wish, the talks, what a nomination is told meanwhile, and the board's answer."""

import re

from playwright.async_api import expect

from tests.support.factories import in_days
from tests.support.story_pages import AtPage, Signed

TALKED = "Vi pratade länge om det som hände."
WISH = "Jag har tänkt på det som hände, och vill tillbaka."


async def nomination_asked(leader: Signed, name: str) -> None:
    await leader.go("/nomineringar")
    await leader.pick("Vem är nominerad?", name)
    await leader.press("Fråga")
    await leader.card("Mina frågor").sees("Väntar på en människa")


async def nomination_confirmed(at: Signed, suggestion: str) -> None:
    """As the program suggests, by somebody who may know why."""
    await at.go("/")
    card = at.card("Bekräfta svar om nomineringar")
    await expect(card.here.get_by_text("Förslaget är")).to_contain_text(suggestion)
    await card.press("Bekräfta")
    await expect(at.page.get_by_text("Förslaget är")).not_to_be_attached()


async def nomination_answered(leader: Signed, means: str) -> None:
    """The newest answer, and nothing of what it rests on."""
    await leader.go("/nomineringar")
    card = leader.card("Mina frågor")
    await expect(card.here.get_by_role("listitem").first).to_contain_text(means)
    await expect(card.here.get_by_role("link")).to_have_count(0)


async def wished(returning: Signed) -> None:
    """By whoever left, for themself."""
    await returning.go("/aterkomst")
    await returning.press("Jag vill komma tillbaka")
    await returning.write("Vad vill du säga till styrelsen?", WISH)
    await returning.press("Spara önskan")
    await returning.sees(re.compile("^Du skrev .* Styrelsen har inte svarat än"))


async def talked_with(chair: Signed) -> None:
    card = chair.card("Samtalet med den som vill tillbaka")
    await card.press(re.compile("^Vi har pratat|^Hur gick det"))
    await card.choose("Vi har pratat")
    await card.question("Har personen bett om ursäkt?").choose("Ja")
    await card.question("Tar personen ansvar för det som hände?").choose("Ja")
    await card.write("Vad sades?", TALKED)
    await card.press("Spara")
    await card.sees("Vi har pratat")


async def affected_asked(chair: Signed, answer: str) -> None:
    card = chair.card("Den utsatta")
    await card.press(re.compile("^Vad blev svaret"))
    await card.choose(answer)
    await card.press("Spara")
    await card.sees(answer)


async def decided_on_trial(chair: Signed) -> None:
    card = chair.card("Styrelsens beslut")
    await card.press("Skriv in ett beslut")
    await card.choose("På prov")
    await counted(card)
    await card.write("Vilket mindre uppdrag?", "Planera vårens möten")
    await card.write("Varför?", "Vi pratade igenom det.")
    # The second of the card's days, part by part: year, month, day.
    await card.here.get_by_role("spinbutton").nth(3).click()
    await chair.page.keyboard.type(in_days(90).strftime("%Y%m%d"))
    await card.press("Spara beslutet")
    await chair.sees(re.compile("^Ni ser över det"))


async def back_in_full(chair: Signed) -> None:
    card = chair.card("Uppföljning")
    await card.press("Hur blir det?")
    await card.choose("Tillbaka fullt ut")
    await counted(card)
    await card.write("Varför?", "Det har gått bra.")
    await card.press("Spara")
    await chair.sees("Tillbaka fullt ut")


async def counted(card: AtPage) -> None:
    await card.write("För", "4")
    await card.write("Emot", "0")
