import pytest

from app.core.database import Database, Session
from app.core.hooks import Hook, HookMissing, HookTaken

pytestmark = pytest.mark.anyio


async def test_a_hook_that_nobody_answers_is_a_fault_and_not_silence(database: Database) -> None:
    hook: Hook[int] = Hook("counted")
    assert not hook.is_registered
    async with database.reading() as db:
        with pytest.raises(HookMissing, match="counted"):
            await hook(db, 1)


async def test_the_latest_listener_answers_and_a_test_gives_it_back(database: Database) -> None:
    heard: list[tuple[str, int]] = []

    async def first(_db: Session, number: int) -> None:
        heard.append(("first", number))

    async def second(_db: Session, number: int) -> None:
        heard.append(("second", number))

    hook: Hook[int] = Hook("counted")
    hook.register(first)
    async with database.reading() as db:
        with hook.heard_by(second):
            await hook(db, 1)
        await hook(db, 2)
    assert hook.is_registered
    assert heard == [("second", 1), ("first", 2)]


async def test_a_second_listener_is_a_fault_in_the_composition_and_the_first_goes_on_answering(
    database: Database,
) -> None:
    heard: list[tuple[str, int]] = []

    async def first(_db: Session, number: int) -> None:
        heard.append(("first", number))

    async def second(_db: Session, number: int) -> None:
        heard.append(("second", number))

    hook: Hook[int] = Hook("counted")
    hook.register(first)
    hook.register(first)  # each app of a process composes itself anew, with the same ones
    with pytest.raises(HookTaken, match="counted"):
        hook.register(second)
    async with database.reading() as db:
        with hook.heard_by(second), pytest.raises(HookTaken):
            hook.register(second)
        await hook(db, 1)
    assert heard == [("first", 1)], "once, and by the one who was there"
