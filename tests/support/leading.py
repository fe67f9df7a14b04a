"""What whoever leads a vote does on its page before lock, for tests of what comes after."""

import re

from playwright.async_api import Locator, Page, expect


def card(page: Page, title: str) -> Locator:
    """A step of setting up, by a part of its title."""
    return page.get_by_role("region", name=title)


async def save(page: Page, title: str) -> None:
    """Kept: the step shows its answer, and how to change it."""
    await card(page, title).get_by_role("button", name="Spara", exact=True).click()
    await expect(card(page, title).get_by_role("button", name="Ändra", exact=True)).to_be_visible()


async def read_through(page: Page) -> None:
    """By the association's policy, with nobody who is part of it, and every box ticked without looking."""
    await page.get_by_role("radio", name="Föreningens policy").check()
    await save(page, "Välj vad som gäller")
    await page.get_by_role("radio", name="Ingen är en del av det").check()
    await save(page, "Fråga om jäv")
    for box in await page.get_by_role("checkbox", name=re.compile("^Jag har läst")).all():
        await box.check()
