"""Words that stand nowhere else, to be looked for afterwards; and an installation for tests that tell the story."""

import secrets
from dataclasses import fields
from pathlib import Path

from tests.support.ready_made import ReadyMade
from tests.support.story.cast import Cast, Words
from tests.support.story.installation import CHEAP_HASHING, Installation
from tests.support.story.telling import Story


def canary_words() -> Words:
    """Each thing that is said holds a canary of its own."""
    return Words(**{field.name: f"kanarie{secrets.token_hex(10)}" for field in fields(Words)})


def canaries_in(words: Words) -> list[str]:
    return [getattr(words, field.name) for field in fields(words)]


def a_small_cast() -> Cast:
    """Nine in the group, so that the roll of eight is enough to be opened."""
    return Cast(members=6, substitutes=3, words=canary_words())


def a_quick_installation(folder: Path, *, database_url: str) -> Installation:
    """Cheap password hashing and ready-made issuing keys; everything else as shipped."""
    folder.mkdir()
    return ReadyMade(folder, database_url=database_url, settings=CHEAP_HASHING)


def quiet_story(installation: Installation) -> Story:
    return Story(installation.connect, installation.mails, tell=lambda _line: None)
