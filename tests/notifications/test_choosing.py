"""How somebody wants to be told: theirs to say, within what keeps an alarm from reaching nobody."""

from typing import Any

import pytest
from fastapi import FastAPI

from app.access.rules import Office, Scope
from app.core.settings import Settings
from app.main import furnish
from app.ports.mail import RecordedMail
from tests.support.actors import ActorClient, Actors
from tests.support.factories import a_person, a_term, an_association, today
from tests.support.outbox import an_outbox

pytestmark = pytest.mark.anyio

PATH = "/api/v1/me/notices"
NIGHT = {"begins": "22:30", "ends": "06:15"}
BOTH: dict[str, Any] = {"ordinary": ["mail", "sms"], "alarms": ["sms"], "quiet": NIGHT}


async def a_reader(app: FastAPI, as_actor: Actors, *, is_tried: bool = True) -> ActorClient:
    async with app.state.database.writing() as db:
        await an_association(db)
        person = await a_person(
            db, email="kim@example.org", telephone="+46701740605", verified_on=today() if is_tried else None
        )
        await a_term(db, Office.SECURITY_OFFICER, person=person)
    return await as_actor(person=person.id)


@pytest.mark.policy("ORG-06")
async def test_somebody_chooses_and_reads_it_again_and_nobody_else_does(
    app: FastAPI, settings: Settings, as_actor: Actors
) -> None:
    an_outbox(app, settings)
    as_actor = Actors(app)
    reader = await a_reader(app, as_actor)
    before = (await reader.get(PATH)).json()
    assert (before["ordinary"], before["alarms"]) == (["mail"], ["mail", "sms"])
    assert before["quiet"] == {"begins": "21:00", "ends": "07:00"}
    assert (before["email"], before["telephone"]) == ("kim@example.org", "+46701740605")
    assert (await reader.put(PATH, json=BOTH)).status_code == 200
    after = (await reader.get(PATH)).json()
    assert {name: after[name] for name in BOTH} == BOTH
    none_at_all = {"ordinary": [], "alarms": ["mail"], "quiet": None}
    assert (await reader.put(PATH, json=none_at_all)).json()["ordinary"] == []
    other = await as_actor(Office.ADMINISTRATOR)
    assert (await other.get(PATH)).json()["email"] is None
    for stranger in (as_actor.anonymous(), as_actor.system(*Scope)):
        assert (await stranger.get(PATH)).status_code == 401
        assert (await stranger.put(PATH, json=BOTH)).status_code == 401


@pytest.mark.policy("ORG-06")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"alarms": []}, "choose-one"),
        ({"quiet": {"begins": "21:00", "ends": "21:00"}}, "quiet-too-long"),
        ({"quiet": {"begins": "07:00", "ends": "22:00"}}, "quiet-too-long"),
        ({"quiet": {"begins": "25:00", "ends": "07:00"}}, None),
    ],
)
async def test_nobody_switches_alarms_off_or_sleeps_all_day(
    app: FastAPI, as_actor: Actors, changes: dict[str, Any], code: str | None
) -> None:
    reader = await a_reader(app, as_actor)
    refused = await reader.put(PATH, json=BOTH | changes)
    assert refused.status_code == 422
    if code:
        assert [each["code"] for each in refused.json()["errors"]] == [code]
    assert (await reader.get(PATH)).json()["alarms"] == ["mail", "sms"], "as it was"


@pytest.mark.policy("ORG-06")
@pytest.mark.parametrize("why", ["nobody tried the number", "the association sends none"])
async def test_a_text_message_is_chosen_only_where_it_would_arrive(
    app: FastAPI, settings: Settings, as_actor: Actors, why: str
) -> None:
    if why == "the association sends none":
        furnish(
            app,
            settings.model_copy(update={"smtp_url": "smtp://mail.example.org"}),
            mail=RecordedMail(),
            database=app.state.database,
        )
        as_actor = Actors(app)
    reader = await a_reader(app, as_actor, is_tried=why != "nobody tried the number")
    refused = await reader.put(PATH, json=BOTH)
    assert refused.status_code == 422
    assert {(each["field"], each["code"]) for each in refused.json()["errors"]} == {
        ("body.ordinary", "no-tried-telephone"),
        ("body.alarms", "no-tried-telephone"),
    }
