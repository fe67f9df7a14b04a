"""Tells the main job through the public HTTP API, as another system would, and fails where anything is otherwise.

A fresh database and a port of its own; the server is a process of its own, restarted in the midst of it. The operator's
commands found the association and publish the policy; invitations and links are read from the mails it writes. The one
thing that is not as shipped is the check window of a vote: ten seconds in a room, the least that a policy may say,
instead of two minutes.
"""

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support.story.cast import Cast
from tests.support.story.installation import CommandFailed, Installation
from tests.support.story.telling import Deviation, Story
from tests.support.story.whole import tell_whole

CHECK_WINDOW = "10s"


def main() -> int:
    os.umask(0o077)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="varna-walkthrough-") as folder:
        faults = _faults_of_telling(Installation(Path(folder)))
    for fault in faults:
        print(f"\nThe story stops here. {fault}")
    if not faults:
        print(f"\nAll of it is as it should be, in {time.monotonic() - began:.0f} s.")
    return 1 if faults else 0


def _faults_of_telling(installation: Installation) -> list[str]:
    faults: list[str] = []
    try:
        version = installation.publish_policy(in_room=CHECK_WINDOW)
        print(f"Policy standard/{version} is published, with a check window of {CHECK_WINDOW} in a room.")
        asyncio.run(_tell(installation))
    except* (Deviation, CommandFailed, httpx.HTTPError, AssertionError) as stopped:
        faults += [f"{type(error).__name__}: {error}" for error in _each(stopped)]
    finally:
        installation.kill()
    return faults


def _each(group: BaseExceptionGroup[Exception]) -> list[BaseException]:
    found: list[BaseException] = []
    for error in group.exceptions:
        found += _each(error) if isinstance(error, BaseExceptionGroup) else [error]
    return found


async def _tell(installation: Installation) -> None:
    story = Story(installation.connect, installation.mails)
    try:
        await tell_whole(story, installation, Cast())
    finally:
        await story.close()


if __name__ == "__main__":
    sys.exit(main())
