"""For the operator: check a policy file, publish it, read it."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text as Styled

from app.core.errors import DomainError
from app.policy import loader
from app.policy.faults import PolicyFaulty
from app.policy.readable import lines_of

commands = typer.Typer(help="Check, publish and read the written policy.", no_args_is_help=True)

PlansFolder = Annotated[
    Path, typer.Option("--plans", envvar="VARNA_POLICY_DIR", help="The folder that holds <name>/<version>.yaml.")
]


@commands.command()
def check(file: Annotated[Path, typer.Argument(help="The policy file.")]) -> None:
    """Say what is wrong with a policy file, with line and column."""
    try:
        content = file.read_bytes()
    except OSError as error:
        typer.echo(f"{file} cannot be read: {error.strerror}", err=True)
        raise typer.Exit(code=1) from error
    try:
        policy = loader.read(loader.as_text(content))
    except PolicyFaulty as faulty:
        for fault in faulty.faults:
            place = f"  ({fault.where})" if fault.where else ""
            typer.echo(f"{file}:{fault.line}:{fault.column}: {fault.reason}{place}")
        raise typer.Exit(code=1) from faulty
    count = sum(1 for _ in policy.all_steps())
    typer.echo(f"{policy.name} version {policy.version} is in order: {count} steps, in Swedish and English.")


@commands.command()
def publish(name: str, version: int, plans: PlansFolder = loader.PLANS) -> None:
    """Publish a version. From then on the file never changes; a change is a new version."""
    try:
        policy = loader.publish(name, version, plans=plans)
    except DomainError as error:
        typer.echo(f"{error.title} {error.detail or ''}", err=True)
        raise typer.Exit(code=1) from error
    typer.echo(f"{policy.name} version {policy.version} is published. New cases are opened under it.")


@commands.command()
def show(
    name: str,
    version: int,
    language: Annotated[str, typer.Option("--language", help="sv or en.")] = "sv",
    plans: PlansFolder = loader.PLANS,
) -> None:
    """Print a published policy as people read it."""
    try:
        policy = loader.load(name, version, plans=plans)
    except DomainError as error:
        typer.echo(f"{error.title} {error.detail or ''}", err=True)
        raise typer.Exit(code=1) from error
    console = Console(highlight=False, soft_wrap=False)
    for line in lines_of(policy, language=language):
        console.print(Styled(line.text, style="bold" if line.is_heading else ""))
    console.print(Styled(f"SHA-256 {loader.digest(policy)}"))
