"""An association's own policy: the standard one with some of its text replaced, published and in force."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

from app.policy import loader

PolicyOf = Callable[[dict[str, str]], None]


def publish_changed(folder: Path, changes: dict[str, str]) -> None:
    """Whoever asks for it puts the shipped policies back: `loader.read_from(None)`."""
    copytree(loader.PLANS, folder)
    text = (folder / "standard" / "1.yaml").read_text(encoding="utf-8").replace("version: 1", "version: 2", 1)
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    (folder / "standard" / "2.yaml").write_text(text, encoding="utf-8")
    loader.publish("standard", 2, plans=folder)
    loader.read_from(folder)
