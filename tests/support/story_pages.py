"""The people of a `Story` at pages of their own: each has a device that nobody else touches.

    tale = Tale(story, browsing, "chair-accused")
    await tale.remembers("torkel")                      # before anything has happened: what their pages say
    officer = await tale.of("officer", "/")             # signed in, in a context of their own
    await officer.press("Jag har sett det")
    await officer.at_case("beslut")
    await tale.is_nothing_to("torkel")                  # lists, Now and the case's own address say what they said

Nobody types a password: a session is opened for the account and its cookies are put where a sign-in puts them. It is
opened anew when the clock was turned past its end. What is mere repetition is told by the story's own methods.
"""

import asyncio
import re
from datetime import datetime, timedelta
from uuid import uuid4

from playwright.async_api import Locator, Page, Request, expect
from sqlmodel import select

from app.audit.service import chain
from app.auth import sessions
from app.auth.dependencies import REFRESH_COOKIE, VAULT_COOKIE
from app.auth.models import Account
from app.core import clock
from app.core.database import Database
from app.core.due_work import Job
from tests.support.browsing import PATIENCE, WIDTHS, Browsing, look_at
from tests.support.cases import Member
from tests.support.stories import Story

SESSION = timedelta(hours=8)
PHONE, DESK = WIDTHS
LISTS = ("Nu", "Ärenden", "Röster")
"""Where a case would show to whoever is in it, by their links."""
NOTHING = "Inget behöver dig just nu"
NO_JOB = Job(id=uuid4(), kind="", subject="", attempts=0, lease_token=uuid4())
RENDERED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def beginning(words: str) -> re.Pattern[str]:
    """What a label or an answer begins with: a mark that it is optional, or what explains it, belongs to its name."""
    return re.compile(f"^\\s*{re.escape(words)}(?!\\w)")


def button(words: str) -> re.Pattern[str]:
    what, _, about = words.partition(": ")
    return re.compile(rf"^{re.escape(what)}\s*(:\s*{re.escape(about)}.*)" + ("$" if about else "?$"))


class Asked:
    """What a page has asked the server, and has no answer to yet."""

    def __init__(self, page: Page) -> None:
        self._open: set[Request] = set()
        self._none_open = asyncio.Event()
        self._none_open.set()
        page.on("request", self._begun)
        page.on("requestfinished", self._over)
        page.on("requestfailed", self._over)

    def _begun(self, request: Request) -> None:
        if "/api/" in request.url:
            self._open.add(request)
            self._none_open.clear()

    def _over(self, request: Request) -> None:
        self._open.discard(request)
        if not self._open:
            self._none_open.set()

    async def answered(self) -> None:
        async with asyncio.timeout(PATIENCE / 1000):
            await self._none_open.wait()


class AtPage:
    """Somebody's page: what they do on it and what they see there."""

    def __init__(self, page: Page, tale: "Tale", *, who: str, asked: Asked | None = None) -> None:
        self.page, self.tale, self.who = page, tale, who
        self.asked = asked or Asked(page)

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    async def go(self, path: str) -> None:
        await self.page.goto(path)

    async def at_case(self, part: str = "") -> None:
        """The page of the story's case, at one of its parts by the last word of its address."""
        await self.go(f"/arenden/{self.tale.story.case_id}" + (part and f"/{part}"))

    async def settled(self) -> None:
        """Everything that the page asked for has come, and is shown."""
        await expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        await expect(self.page.locator(".waiting[role='status']")).to_have_count(0)
        await self.asked.answered()
        await self.page.evaluate(RENDERED)

    def card(self, title: str | re.Pattern[str]) -> "AtPage":
        """The same person, within one region of the page."""
        return Within(self, self.main.get_by_role("region", name=title))

    def line(self, text: str | re.Pattern[str]) -> "AtPage":
        """Within the list item that says so."""
        return Within(self, self.here.get_by_role("listitem").filter(has_text=text))

    def point(self, title: str) -> "AtPage":
        """Within the numbered point whose heading says so."""
        heading = self.page.get_by_role("heading", name=re.compile(re.escape(title)))
        return Within(self, self.here.get_by_role("listitem").filter(has=heading))

    @property
    def dialog(self) -> "AtPage":
        return Within(self, self.page.get_by_role("dialog"))

    @property
    def here(self) -> Page | Locator:
        return self.page

    async def tab(self, name: str) -> None:
        await self.here.get_by_role("tab", name=name, exact=True).click()

    async def press(self, *names: str | re.Pattern[str]) -> None:
        """Buttons, one after the other. What one of several alike is about follows after a colon, or is left out."""
        for name in names:
            await self.here.get_by_role("button", name=button(name) if isinstance(name, str) else name).click()

    async def unfolds(self, part: str) -> None:
        """A part of the decisions in which nothing is left to do: it comes as one line that opens."""
        await self.main.get_by_role("button", name=beginning(part), expanded=False).click()

    async def follow(self, link: str | re.Pattern[str]) -> None:
        await self.here.get_by_role("link", name=link).first.click()

    def question(self, legend: str) -> "AtPage":
        """Within the question, where several have the same answers."""
        return Within(self, self.here.get_by_role("radiogroup", name=legend))

    async def choose(self, *answers: str | re.Pattern[str]) -> None:
        """By how the answers begin: what explains one belongs to its name."""
        for answer in answers:
            wanted = beginning(answer) if isinstance(answer, str) else answer
            await self.here.get_by_role("radio", name=wanted).check()

    async def tick(self, *labels: str) -> None:
        for label in labels:
            await self.here.get_by_role("checkbox", name=label).check()

    async def write(self, label: str, text: str) -> None:
        await self.here.get_by_label(beginning(label)).fill(text)

    async def pick(self, label: str, option: str | re.Pattern[str]) -> None:
        """From a list that folds out, by how the option begins."""
        field = self.here.get_by_label(beginning(label))
        wanted = field.locator("option").filter(has_text=beginning(option) if isinstance(option, str) else option)
        await expect(wanted).to_have_count(1)
        await field.select_option(await wanted.get_attribute("value") or "")

    async def sees(self, *texts: str | re.Pattern[str]) -> None:
        for text in texts:
            await expect(self.here.get_by_text(text).first).to_be_visible()

    async def sees_no(self, *texts: str | re.Pattern[str]) -> None:
        """Of a page that has come to rest: ask for something that it does show first."""
        for text in texts:
            await expect(self.here.get_by_text(text)).to_have_count(0)

    async def has_no_button(self, *names: str | re.Pattern[str]) -> None:
        for name in names:
            await expect(self.here.get_by_role("button", name=name)).to_have_count(0)

    async def has_tabs(self, *names: str) -> None:
        """These parts of the case, and no other."""
        parts = self.page.get_by_role("tablist", name="Delar av ärendet").get_by_role("tab")
        await expect(parts).to_have_text(list(names))

    async def is_at(self, heading: str | re.Pattern[str]) -> None:
        await expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    async def looked_at(self, name: str) -> None:
        """By axe; with VARNA_PICTURES=1 as pictures at both widths, numbered as the tale goes on."""
        self.tale.pictures += 1
        await look_at(self.page, f"tale-{self.tale.name}-{self.tale.pictures:02}-{name}")


class Within(AtPage):
    def __init__(self, at: AtPage, here: Locator) -> None:
        super().__init__(at.page, at.tale, who=at.who, asked=at.asked)
        self._here = here

    @property
    def here(self) -> Locator:
        return self._here


class Signed(AtPage):
    """Whoever has an account."""

    def __init__(self, page: Page, tale: "Tale", *, who: str) -> None:
        super().__init__(page, tale, who=who)
        self._until: datetime | None = None

    async def go(self, path: str) -> None:
        if self._until is None or self._until <= clock.now():
            self._until = clock.now() + SESSION
            await self.tale.open_session(self)
        await super().go(path)

    async def all_it_says(self) -> str:
        await self.settled()
        return await self.main.inner_text()

    async def all_lists(self) -> dict[str, str]:
        """From the page they are on, which is none of the lists, so that each is read anew."""
        rooms = self.page.get_by_role("navigation", name="Huvudmeny")
        said = {}
        for room in LISTS:
            await rooms.get_by_role("link", name=room, exact=True).click()
            await expect(rooms.get_by_role("link", name=room, exact=True)).to_have_attribute("aria-current", "page")
            said[room] = await self.all_it_says()
        return said


class Tale:
    """`name` begins the names of its pictures."""

    def __init__(self, story: Story, browsing: Browsing, name: str) -> None:
        self.story, self.browsing, self.name = story, browsing, name
        self.pictures = 0
        self._at: dict[str, Signed] = {}
        self._before: dict[str, dict[str, str]] = {}
        self._nowhere: dict[str, str] = {}

    async def of(self, who: str, path: str | None = None, *, width: int = DESK) -> Signed:
        """One of the story's members, at the page that they left or, given a path, there."""
        if who not in self._at:
            self._at[who] = Signed(await self.browsing.page(width=width), self, who=who)
        if path is not None:
            await self._at[who].go(path)
        return self._at[who]

    async def at_case(self, who: str, part: str = "", *, width: int = DESK) -> Signed:
        at = await self.of(who, width=width)
        await at.at_case(part)
        return at

    async def somebody(self, path: str) -> AtPage:
        """Who has no account: a telephone that has seen nothing."""
        return AtPage(await self.browsing.page(path, width=PHONE), self, who="somebody")

    async def open_session(self, at: Signed) -> None:
        database: Database = self.story.app.state.database
        member: Member = self.story.members[at.who]
        async with database.writing() as db:
            account = (await db.exec(select(Account).where(Account.person_id == member.person_id))).one()
            opened = await sessions.open_session(db, account, seed=member.keys.seed, lasts=SESSION)
            token = opened.refresh.text(db.keys)
        assert opened.vault_secret is not None
        kept = ((REFRESH_COOKIE, token, "/api/v1/auth"), (VAULT_COOKIE, opened.vault_secret, "/api/v1"))
        for name, value, path in kept:
            await at.page.context.add_cookies(
                [
                    {
                        "name": name,
                        "value": value,
                        "domain": "127.0.0.1",
                        "path": path,
                        "httpOnly": True,
                        "sameSite": "Strict",
                    }
                ]
            )

    # Who must not know

    async def chained(self) -> None:
        """As the server does each second: on a slow machine a story would else be told that the log stands still."""
        await chain(self.story.app.state.database, NO_JOB)

    async def remembers(self, *names: str) -> None:
        """What their lists say while nothing has happened that concerns them."""
        await self.chained()
        for who in names:
            at = await self.of(who)
            await at.go(f"/arenden/{uuid4()}")
            self._nowhere[who] = await at.all_it_says()
            self._before[who] = await at.all_lists()

    async def is_nothing_to(self, *names: str, has_something_to_read: bool = False) -> None:
        """Word for word what they read before, unless they are to read something on the page that is theirs."""
        for who in names:
            at, before = await self.of(who), dict(self._before[who])
            if has_something_to_read:
                title, *rest = before["Nu"].partition("\n")
                others = [] if NOTHING in rest[-1] else rest[-1:]
                before["Nu"] = "\n\n".join([f"{title}\nTill dig", "Det finns något att läsa", *others])
            await self.chained()
            await at.at_case("beslut")
            assert await at.all_it_says() == self._nowhere[who], who
            said = await at.all_lists()
            assert said == before, (who, said)
