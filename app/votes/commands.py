"""For anybody with the file and this program: recount a published bulletin, without server, database or network."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from app.votes.manifest import short_hash
from app.votes.side_by_side import helped, other_cores
from app.votes.verdict import Language, is_same_code, lines_of
from app.votes.verification import Fault, Problem, Verdict, check_of, verify_bulletin

HOLDS, DOES_NOT_HOLD, CANNOT_READ = 0, 1, 2

WORTH_A_HELPER = 100_000
"""Bytes. Some fifty ballots, which take about 20 ms."""

recount = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
"""`verify` as a command by itself: `app/start.py`."""


@recount.command()
def verify(
    file: Annotated[Path, typer.Argument(help="The bulletin, as it was downloaded.")],
    code: Annotated[str, typer.Option(help="The code that stood on the summons, or the whole SHA-256.")] = "",
    language: Annotated[Language, typer.Option(help="sv or en.")] = Language.SV,
) -> None:
    """Recount a bulletin. Ends with 0 when it holds, 1 when it does not, 2 when there is no such file."""
    try:
        content = file.read_bytes()
    except OSError as error:
        typer.echo(f"{file} cannot be read: {error.strerror}", err=True)
        raise typer.Exit(CANNOT_READ) from error
    verdict = recounted(content)
    if code:
        verdict = _compared(verdict, code)
    for line in lines_of(verdict, language=language, was_compared=bool(code)):
        typer.echo(line)
    raise typer.Exit(HOLDS if verdict.is_sound else DOES_NOT_HOLD)


def recounted(content: bytes) -> Verdict:
    """With the help of other cores, where it takes longer than asking for it."""
    helpers = min(other_cores(), len(content) // WORTH_A_HELPER)
    with helped(partial(check_of, content), by=helpers) as check_all:
        return verify_bulletin(content, check_all=check_all)


def _compared(verdict: Verdict, code: str) -> Verdict:
    body = verdict.body
    if body is None or is_same_code(code, body.manifest.hash):
        return verdict
    other = Problem(Fault.OTHER_MANIFEST, short_hash(body.manifest.hash))
    return Verdict(problems=(other, *verdict.problems), body=body)
