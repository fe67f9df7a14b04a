"""Somebody's way back in a `Tale`: the wish, the talks, what a nomination is told meanwhile, and the board's answer."""

import re

from playwright.async_api import expect

from tests.support import story_parts as parts
from tests.support.factories import in_days
from tests.support.story_pages import AtPage, Signed
from tests.support.story_parts import CHAIR

BOARD = (CHAIR, "Birger Tallhed", "Eva Granlid")
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
    await _saved(card, "Vi har pratat")


async def affected_asked(chair: Signed, answer: str) -> None:
    card = chair.card("Den utsatta")
    await card.press(re.compile("^Vad blev svaret"))
    await card.choose(answer)
    await _saved(card, answer)


async def _saved(card: AtPage, says: str) -> None:
    """The form is gone: what it is to say then stands among its answers too."""
    await card.press("Spara")
    await expect(card.here.get_by_role("button", name="Spara")).not_to_be_attached()
    await card.sees(says)


async def decided_on_trial(chair: Signed) -> None:
    """At a meeting that is called on the return's own page; the minutes are still to be approved."""
    card = chair.card("Möten")
    await parts.gathered(card, *BOARD, led_by=BOARD[0])
    decided = ("Ska personen komma tillbaka?", "Personen kommer tillbaka på prov", 2, 1)
    day = in_days(90).strftime("%Y%m%d")
    await parts.decided_on(card, decided, assignment="Planera vårens möten", day=day)


async def back_in_full(chair: Signed) -> None:
    card = chair.card("Möten")
    await parts.gathered(card, *BOARD, led_by=BOARD[0])
    await parts.decided_on(card, ("Hur har det gått?", "Personen är tillbaka fullt ut", 3, 0))
