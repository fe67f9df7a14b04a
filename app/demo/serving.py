"""What `varna serve` does about a demo before it listens."""

import os
from urllib.parse import urlunsplit

from app.core.database import Database
from app.core.settings import LOOPBACK, Settings, load_settings
from app.demo import papers
from app.demo.service import make_demo, state_of
from app.people.association import require_kind

GONE = "  DEMO. Its sign-ins are gone with the file they stood in; begin anew with `varna forget-demo`."


def at_this_port(settings: Settings, *, host: str, port: int) -> Settings:
    """Without a public address of its own, an installation is reached where it listens: links must lead there."""
    if "public_url" not in settings.model_fields_set and host in LOOPBACK:
        name = f"[{host}]" if ":" in host and not host.startswith("[") else host
        os.environ["VARNA_PUBLIC_URL"] = urlunsplit(("http", f"{name}:{port}", "", "", ""))
        return load_settings()
    return settings


async def decide(database: Database, settings: Settings, *, host: str, offers_demo: bool) -> Settings:
    """Whether this is served as a demo: as VARNA_DEMO says, else where one is, or where nothing is yet.

    What is decided is put into the environment, where the processes that serve read it.
    """
    if "is_demo" in settings.model_fields_set or not offers_demo:
        return settings
    found = await state_of(database)
    if found or (found is None and host in LOOPBACK and settings.is_at_home):
        os.environ["VARNA_DEMO"] = "true"
        return load_settings()
    return settings


async def prepare(database: Database, settings: Settings) -> str:
    """Make the demo where it is to be; gives what is to be printed.

    Raises ServedAsDemoOnly and NotADemo, and SQLAlchemyError without tables.
    """
    async with database.reading() as db:
        await require_kind(db, is_demo=settings.is_demo)
    if not settings.is_demo:
        return ""
    known = papers.read(folder=settings.data_dir)
    if await state_of(database) is None:
        known = await make_demo(database, settings)
    if known is None:
        return GONE
    return papers.shown(known, public_url=settings.public_url, outbox=settings.data_dir / "outbox")
