"""The operator's command, `varna`."""

import asyncio
import os
import secrets
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from app import serving
from app.connected import connect_rooms
from app.core import migrations
from app.core.database import Database
from app.core.errors import DomainError
from app.core.keys import Keys
from app.core.settings import LOOPBACK, Settings, load_settings
from app.demo.service import forget_demo as take_demo_away
from app.demo.service import state_of
from app.demo.serving import at_this_port, decide, prepare
from app.founding import Founding, found
from app.people.errors import AlreadyFounded
from app.people.rules import Language
from app.people.schemas import PersonCreate
from app.policy.commands import commands as policy_commands
from app.recovering import WayBack, waiting_cases
from app.recovering import recover as recover_with
from app.vault import recovery
from app.votes.commands import verify

Result = TypeVar("Result")
LANGUAGES = {language.value: language for language in Language}

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)


cli.add_typer(policy_commands, name="policy")
cli.command()(verify)


def main() -> None:
    os.umask(0o077)  # the database, its log and the outbox are for this user alone
    try:
        cli()
    except ValidationError as error:
        if error.title != Settings.__name__:
            raise
        # The words that name the setting, and nothing of what stands in it.
        for fault in error.errors(include_input=False, include_url=False, include_context=False):
            name = f"VARNA_{fault['loc'][0]}".upper() if fault["loc"] else "Settings:"
            print(f"{name} {fault['msg'].removeprefix('Value error, ')}", file=sys.stderr)
        sys.exit(2)


@cli.command()
def secret(
    file: Annotated[Path | None, typer.Option(help="write it there, unless the file already exists")] = None,
) -> None:
    """Make a new installation's secret."""
    line = f"VARNA_SECRET_KEY={secrets.token_urlsafe(48)}\n"
    if file is None:
        print(line, end="")
        return
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as opened:
        opened.write(line)


@cli.command()
def migrate(
    draft: Annotated[str, typer.Option(help="for developers: write a new migration with this message")] = "",
    number: Annotated[str, typer.Option(help="for developers: the new migration's number")] = "",
) -> None:
    """Bring the database to this version."""
    asyncio.run(_migrate(draft=draft, number=number))


async def _migrate(*, draft: str = "", number: str = "") -> None:
    database = _database()
    await migrations.migrate(database)
    if draft:
        await migrations.draft(database, message=draft, number=number)
    await database.close()


@cli.command()
def serve(
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: Annotated[int, typer.Option(help="PostgreSQL only: SQLite is fastest in one process")] = 1,
    migrate_first: Annotated[bool, typer.Option("--migrate", help="bring the database to this version first")] = False,  # noqa: FBT002 - typer reads a flag from a bool
    offers_demo: Annotated[bool, typer.Option("--demo", help="a made-up association where there is none yet")] = False,  # noqa: FBT002 - as above
) -> None:
    """Serve the API and the pages."""
    settings = at_this_port(load_settings(), host=host, port=port)
    _require_loopback(settings, host=host)
    if migrate_first:
        asyncio.run(_migrate())
    settings, told = asyncio.run(_prepare(host=host, offers_demo=offers_demo))
    print(f"Varna answers at {settings.public_url} (listening on {host}:{port})", flush=True)
    print(told, flush=True)
    # On a desk, where a demo is offered, starting at once is worth more than the memory that preparing leaves behind.
    serve_it = serving.main if offers_demo else serving.turn_into_server
    serve_it(host=host, port=port, workers=workers)


def _require_loopback(settings: Settings, *, host: str) -> None:
    if settings.is_demo and host not in LOOPBACK:
        raise typer.BadParameter("a demo is served on loopback only: its passwords stand in a file")


async def _prepare(*, host: str, offers_demo: bool) -> tuple[Settings, str]:
    """Settings as they are served with, and what is told of a demo."""
    database = _database()
    try:
        settings = await decide(database, load_settings(), host=host, offers_demo=offers_demo)
        _require_loopback(settings, host=host)
        return settings, await prepare(database, settings)
    except (DomainError, ValidationError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    except SQLAlchemyError:
        # Not migrated yet: it is served all the same, and `/readyz` says so.
        return load_settings(), ""
    finally:
        await database.close()


@cli.command()
def forget_demo() -> None:
    """Take the made-up association away, so that a real one can be set up."""
    settings = load_settings()
    database = _database()
    try:
        gone = asyncio.run(take_demo_away(database, settings))
    except DomainError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"The demo is gone ({len(gone)} files). Now: varna migrate, then varna setup")


@cli.command()
def setup() -> None:
    """Set the association up on an empty database: asks, then prints three invitations and the recovery key."""
    settings = load_settings()
    _require_empty(settings)
    founding = Founding(
        name=typer.prompt("The association's name"),
        neutral_name=typer.prompt("A neutral name, which may stand on a screen that others see"),
        municipality=typer.prompt("Municipality", default="") or None,
        language=_ask_language(),
        administrator=_ask_person("the administrator"),
        chair=_ask_person("the chair"),
        security_officer=_ask_person("the security officer"),
    )
    try:
        papers = asyncio.run(_with_database(partial(found, founding=founding, settings=settings)))
    except DomainError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo("\nOne-time links. Give each to its person, in person or by a channel that is theirs alone:")
    for name, link in papers.links.items():
        typer.echo(f"\n  {name}\n  {link}")
    typer.echo("\nThe recovery key, in three parts; any two restore it. Write each on a paper of its own,")
    typer.echo("keep one outside the board, and clear this window afterwards:")
    _print_papers(papers.recovery_shares)
    typer.echo(f"\nNow start Varna and open {settings.public_url}")


def _require_empty(settings: Settings) -> None:
    """Before anything is asked: real people never share a database with made-up ones."""
    found = asyncio.run(_state())
    why = None
    if found:
        why = "This database holds the demo. Stop it and run `varna forget-demo`, or name another VARNA_DATA_DIR."
    elif found is False:
        why = AlreadyFounded.title
    elif settings.is_demo:
        why = "VARNA_DEMO is on, which is for made-up people. Turn it off first."
    if why:
        typer.echo(why, err=True)
        raise typer.Exit(1)


async def _state() -> bool | None:
    database = _database()
    try:
        return await state_of(database)
    finally:
        await database.close()


@cli.command()
def recover() -> None:
    """Let people back in with two of the recovery key's three papers, and print three new ones."""
    waiting = asyncio.run(_with_database(waiting_cases))
    if waiting:
        typer.echo(f"Nobody can open: {', '.join(waiting)}")
    shares = [typer.prompt(f"Words of paper {number} of {recovery.NEEDED}") for number in (1, 2)]
    ways = []
    while reference := typer.prompt("\nReference of a case (nothing when there are no more)", default="").strip():
        ways.append(WayBack(reference=reference, email=typer.prompt("Who is let in, e-mail address")))
    if not ways:
        raise typer.Exit(1)
    typer.confirm("Have you spoken with each of them, by voice?", abort=True)
    try:
        papers = asyncio.run(_with_database(partial(recover_with, shares=shares, ways=ways)))
    except (DomainError, ValueError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo("\nThey open what they held before. The old papers are waste; these are the new ones:")
    _print_papers(papers)


def _print_papers(shares: list[str]) -> None:
    for number, share in enumerate(shares, start=1):
        typer.echo(f"\n  Part {number}:\n  {share}")


async def _with_database(use: Callable[[Database], Awaitable[Result]]) -> Result:
    database = _database()
    connect_rooms(load_settings())
    try:
        return await use(database)
    finally:
        await database.close()


def _ask_language() -> Language:
    while (answer := typer.prompt("Language (sv or en)", default="sv").strip().lower()) not in LANGUAGES:
        typer.echo(f"  {' or '.join(LANGUAGES)}, please", err=True)
    return LANGUAGES[answer]


def _ask_person(who: str) -> PersonCreate:
    while True:
        try:
            return PersonCreate(
                display_name=typer.prompt(f"Name of {who}"), email=typer.prompt(f"E-mail address of {who}")
            )
        except ValidationError as error:
            for fault in error.errors(include_input=False, include_url=False):
                typer.echo(f"  {fault['loc'][0]}: {fault['msg']}", err=True)


def _database() -> Database:
    settings = load_settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Database(settings.resolved_database_url, keys=Keys(settings.root_secret))


if __name__ == "__main__":
    main()
