"""The demo as those see it who sign in with what is printed."""

import re
from collections import Counter
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access.rules import Office
from app.audit import service as audit
from app.auth.models import Account
from app.cases.access import bar_tag
from app.cases.models import Bar, Case, Grant
from app.core import clock
from app.core.database import Database
from app.core.settings import Settings
from app.demo import cast
from app.demo import service as demo
from app.demo.papers import Papers
from app.main import create_app, mail_of
from app.people import service as people
from app.people.association import is_demo
from app.people.errors import AlreadyFounded, NotADemo, ServedAsDemoOnly
from app.people.models import Person
from app.policy.terms import ORIGINS, Stage
from app.ports.mail import FolderMail, RecordedMail
from app.votes.rules import Choice
from app.worker import work
from tests.support.factories import an_association
from tests.support.installation import settings_for
from tests.support.sign_in import a_browser, signed_in
from tests.support.voting import LINK, VoterPage

pytestmark = pytest.mark.anyio

SEES_CASES = {
    "ordforande@example.org": 3,
    "vice@example.org": 1,
    "ledamot@example.org": 3,
    "sakerhet@example.org": 4,
    "sakerhet2@example.org": 4,
    "utsatt@example.org": 1,
    "gruppledare@example.org": 0,
    "ersattare@example.org": 0,
    "anklagad@example.org": 0,
    "admin@example.org": 0,
}
SEE_THE_VOTE = set(SEES_CASES) - {"ledamot@example.org", "anklagad@example.org", "admin@example.org"}


async def items(browser: httpx.AsyncClient, path: str) -> list[dict[str, Any]]:
    answer = await browser.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def test_the_demo_has_a_group_of_36_every_office_and_cases_at_different_stages(
    database: Database, papers: Papers
) -> None:
    async with database.reading() as db:
        group = await people.council_group(db)
        assert (len(group.members), len(group.substitutes)) == (22, 14)
        assert [office for office in Office if not await people.holders_of(db, office)] == [
            Office.EXECUTIVE_BOARD_CHAIR  # a small party has none; everybody else is there
        ]
        assert len(await people.holders_of(db, Office.SECURITY_OFFICER)) == 2
        cases = (await db.exec(select(Case))).all()
        assert {case.category for case in cases} == set(ORIGINS)
        assert len({case.stage for case in cases}) == len(cases) == 4
        [unseen] = [case for case in cases if case.stage is Stage.REPORTED]
        assert unseen.acknowledged_at is None
        grants = (await db.exec(select(Grant))).all()
        accounts = {db.keys.person_tag(person_id) for person_id in (await db.exec(select(Account.person_id))).all()}
        waiting = {grant.holder for grant in grants if grant.awaits_key}
        assert waiting.isdisjoint(accounts), "of the board that met, those wait who never signed in"
        assert Counter(grant.role.value for grant in grants)["contact_person"] == 3
        assert await audit.broken_links(db) == []
        assert not (await audit.head(db)).is_alarming


async def test_only_the_one_who_was_named_is_barred_whatever_the_tales_say(database: Database, papers: Papers) -> None:
    async with database.reading() as db:
        accused = (await db.exec(select(Person.id).where(Person.display_name == cast.ACCUSED.name))).one()
        [bar] = (await db.exec(select(Bar))).all()
        assert bar.tag == bar_tag(db.keys, case_id=bar.case_id, person_id=accused)


async def test_everyone_who_is_printed_signs_in_and_sees_no_more_than_what_is_theirs(
    app: FastAPI, papers: Papers
) -> None:
    assert {each.login for each in papers.sign_ins} == set(SEES_CASES)
    for each in papers.sign_ins:
        async with signed_in(app, each.login, papers.password) as browser:
            assert (await browser.get("/api/v1/me")).json()["display_name"] == each.name
            assert len(await items(browser, "cases")) == SEES_CASES[each.login], each.login
            assert bool(await items(browser, "votes")) is (each.login in SEE_THE_VOTE), each.login
            now = (await browser.get("/api/v1/now")).json()
            has_work = SEES_CASES[each.login] > 0
            assert any(now.values()) <= has_work, each.login


async def test_a_newcomer_sees_files_and_can_make_a_package_for_the_police(app: FastAPI, papers: Papers) -> None:
    async with signed_in(app, "sakerhet@example.org", papers.password) as officer:
        cases = {
            case["id"]: await items(officer, f"cases/{case['id']}/files") for case in await items(officer, "cases")
        }
        [(case_id, listed)] = [(case_id, files) for case_id, files in cases.items() if files]
        path = f"/api/v1/cases/{case_id}"
        opened = (await officer.post(f"{path}/files/opening")).json()["items"]
        assert [each["kind"] for each in opened] == ["picture", "mail", "text"]
        assert all(each["is_named_as"] for each in opened)
        for each in opened:
            way = "picture" if each["kind"] == "picture" else "words"
            assert (await officer.post(f"{path}/files/{each['id']}/{way}")).status_code == 200
        texts = (await officer.post(f"{path}/police-package/texts")).json()["items"]
        written = {
            "about": "Hot mot en förtroendevald",
            "chronology": [{"when": "i lördags", "what": "Bordet välte."}],
            "files": [{"file_id": each["id"]} for each in listed],
            "texts": [each["id"] for each in texts],
        }
        made = await officer.post(f"{path}/police-package", json=written)
        assert (made.status_code, made.content[:2]) == (200, b"PK")
        assert len(texts) >= 2


async def test_the_one_whom_the_vote_concerns_cannot_tell_the_case_or_the_vote_from_what_never_was(
    app: FastAPI, papers: Papers
) -> None:
    async with AsyncExitStack() as stack:
        officer = await stack.enter_async_context(signed_in(app, "sakerhet@example.org", papers.password))
        accused = await stack.enter_async_context(signed_in(app, "anklagad@example.org", papers.password))
        [vote] = await items(officer, "votes")
        for case in await items(officer, "cases"):
            assert (await accused.get(f"/api/v1/cases/{case['id']}")).status_code == 404
        assert (await accused.get(f"/api/v1/votes/{vote['id']}")).status_code == 404


async def test_what_is_sealed_opens_for_those_who_hold_it(app: FastAPI, papers: Papers) -> None:
    async with AsyncExitStack() as stack:
        officer = await stack.enter_async_context(signed_in(app, "sakerhet@example.org", papers.password))
        contact = await stack.enter_async_context(signed_in(app, "ledamot@example.org", papers.password))
        [party] = [case for case in await items(officer, "cases") if case["category"] == "party"]
        for browser, compartment in ((officer, "report"), (contact, "support")):
            opening = f"/api/v1/cases/{party['id']}/compartments/{compartment}/opening"
            texts = (await browser.post(opening)).json()["items"]
            assert texts
            assert all(text["text"] for text in texts)
        plan = (await officer.get(f"/api/v1/cases/{party['id']}/progress")).json()
        assert plan["done"] > 0
        assert plan["late"] > 0
    async with a_browser(app) as nobody:
        back = await nobody.post("/api/v1/reports/receipt", json={"receipt_code": papers.receipt_code})
        assert back.status_code == 200
        assert back.json()["acknowledged_at"] is None


async def test_the_printed_links_lead_through_a_whole_vote_even_after_the_mails_have_gone(
    app: FastAPI, database: Database, mail: RecordedMail, papers: Papers
) -> None:
    await work(database, app.state.due_work)
    mailed = [found for each in mail.sent if (found := LINK.search(each.text))]
    assert len(mailed) == 35 - len(papers.voter_links)
    async with AsyncExitStack() as stack:
        chair = await stack.enter_async_context(signed_in(app, "ordforande@example.org", papers.password))
        client = await stack.enter_async_context(a_browser(app))
        pages = []
        for link in papers.voter_links:
            [(vote_id, token)] = LINK.findall(link.path)
            pages.append(VoterPage(client, vote_id, token))
            await pages[-1].draw()

        async def lead(path: str) -> dict[str, Any]:
            version = (await chair.get(f"/api/v1/votes/{pages[0].vote_id}")).headers["etag"]
            answer = await chair.post(f"/api/v1/votes/{pages[0].vote_id}/{path}", headers={"If-Match": version})
            assert answer.status_code == 200, answer.text
            told: dict[str, Any] = answer.json()
            return told

        await lead("drawing/close")
        await lead("open")
        for page, choice in zip(pages, [Choice.AGAINST] * 4 + [Choice.FOR] * 2, strict=True):
            assert (await page.cast(choice)).status_code == 200
        await lead("close")
        with clock.turned(timedelta(minutes=3)):
            assert (await lead("certification"))["outcome"] == "no_confidence"
        assert len(await items(chair, "exclusion-cases")) == 1


async def test_a_demo_says_so_to_anyone_and_who_asks_leaves_no_line(
    client: httpx.AsyncClient, papers: Papers, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    told = (await client.get("/api/v1/association")).json()
    assert told == {**told, "is_demo": True, "name": None}
    assert capsys.readouterr().err == ""


async def test_a_demo_sends_nothing_whatever_mail_server_is_set(tmp_path: Path) -> None:
    with_server = {"smtp_url": "smtp://varna:hemligt@mail.example.org:587"}
    assert isinstance(mail_of(settings_for(tmp_path, VARNA_DEMO=True, **with_server)), FolderMail)
    assert not isinstance(mail_of(settings_for(tmp_path, **with_server)), FolderMail)


async def test_a_demo_is_made_once(database: Database, settings: Settings, papers: Papers) -> None:
    before = (settings.data_dir / "demo.json").read_bytes()
    with pytest.raises(AlreadyFounded):
        await demo.make_demo(database, settings)
    assert (settings.data_dir / "demo.json").read_bytes() == before


async def test_a_demo_is_never_made_beside_real_people(database: Database, settings: Settings) -> None:
    async with database.writing() as db:
        await an_association(db)
    with pytest.raises(AlreadyFounded):
        await demo.make_demo(database, settings)
    async with database.reading() as db:
        assert await is_demo(db) is False
        assert (await db.exec(select(Person))).all() == []
    assert not (settings.data_dir / "demo.json").exists()


async def test_a_demo_that_fails_at_its_end_leaves_nothing(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(_staged: object) -> str:
        raise RuntimeError("the last case cannot be made")

    monkeypatch.setattr(demo, "make_fresh_case", fails)
    with pytest.raises(RuntimeError, match="last case"):
        await demo.make_demo(database, settings)
    async with database.reading() as db:
        assert await is_demo(db) is None
        assert (await db.exec(select(Person))).all() == []
        assert (await db.exec(select(Case))).all() == []


async def test_two_demos_have_different_passwords_and_each_a_strong_one() -> None:
    drawn = {demo.new_password() for _ in range(100)}
    assert len(drawn) == 100
    assert all(re.fullmatch(r"([0-9a-z]{4}-){3}[0-9a-z]{4}", each) for each in drawn)


@pytest.mark.parametrize("is_made_up", [True, False])
async def test_made_up_people_and_real_ones_are_never_served_alike(
    database: Database, settings: Settings, *, is_made_up: bool
) -> None:
    async with database.writing() as db:
        (await an_association(db)).is_demo = is_made_up
    same = settings.model_copy(update={"is_demo": is_made_up})
    other = settings.model_copy(update={"is_demo": not is_made_up})
    served = create_app(same, mail=RecordedMail())
    async with served.router.lifespan_context(served):
        pass
    refused = create_app(other, mail=RecordedMail())
    with pytest.raises(ServedAsDemoOnly if is_made_up else NotADemo):
        async with refused.router.lifespan_context(refused):
            pytest.fail("it was served")
    await refused.state.database.close()


async def test_a_demo_in_a_database_server_is_taken_away_there(
    database: Database, settings: Settings, papers: Papers
) -> None:
    if database.is_sqlite:
        gone = await demo.forget_demo(database, settings)
        assert {file.name for file in gone} == {"varna.db", "demo.json"}
    else:
        with pytest.raises(demo.DemoIsElsewhere):
            await demo.forget_demo(database, settings)
        assert (settings.data_dir / "demo.json").exists()
