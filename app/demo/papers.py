"""What the operator is told of a demo; kept in a file for this user alone, as it stands nowhere else."""

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict

FILE = "demo.json"


class SignIn(BaseModel):
    model_config = ConfigDict(frozen=True)

    part: str
    name: str
    login: str


class VoterLink(BaseModel):
    model_config = ConfigDict(frozen=True)

    name: str
    path: str


class Papers(BaseModel):
    """One password for everybody, drawn at random for this installation."""

    model_config = ConfigDict(frozen=True)

    password: str
    receipt_code: str
    sign_ins: tuple[SignIn, ...]
    voter_links: tuple[VoterLink, ...]


def write(papers: Papers, *, folder: Path) -> None:
    descriptor = os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as opened:
        os.fchmod(descriptor, 0o600)  # one that was there already keeps its mode otherwise
        opened.write(papers.model_dump_json(indent=1))


def read(*, folder: Path) -> Papers | None:
    """None when the file is gone: nothing can make its links again."""
    try:
        return Papers.model_validate_json((folder / FILE).read_text())
    except FileNotFoundError:
        return None


def shown(papers: Papers, *, public_url: str, outbox: Path) -> str:
    """What is printed at each start."""
    widest = max(len(each.login) for each in papers.sign_ins)
    sign_ins = [f"    {each.login:<{widest}}  {each.name}, {each.part}" for each in papers.sign_ins]
    named = max(len(each.name) for each in papers.voter_links)
    links = [f"    {each.name:<{named}}  {public_url}{each.path}" for each in papers.voter_links]
    return "\n".join(
        (
            "",
            "  DEMO: everyone is made up, on this machine only. Nothing leaves by mail:",
            f"  what would be sent lies in {outbox}",
            "",
            f"  Sign in at {public_url}/logga-in, everyone with the password  {papers.password}",
            *sign_ins,
            "",
            f"  Report without an account at {public_url}/anmal; come back to the newest report at",
            f"  {public_url}/min-anmalan with the code  {papers.receipt_code}",
            "",
            "  A secret vote is at its drawing. Some voters' personal links, each opened in a browser of its own:",
            *links,
            "  When they have drawn, the chair closes drawing and opens casting.",
            "",
        )
    )
