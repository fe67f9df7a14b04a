"""Files as people send and read them: from a telephone on a line that is cut, and on the officer's page."""

import os
import re
import zipfile

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, Route, expect

from app.access.rules import Office
from app.core.database import Database
from app.evidence.rules import CHUNK_BYTES
from tests.intake.test_reports import URL, a_report
from tests.support.browsing import Browsing, check_accessibility, check_leaves_no_trace, picture
from tests.support.factories import an_association
from tests.support.poison import MAIL, PROGRAMS, pictures
from tests.support.recordings import SECRET, recordings
from tests.support.sign_in import PASSWORD, a_browser, an_account, sign_in

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]


CODE = "7QF2X 9MXKA 3R8WZ H4TNV 6CJPB 8D2KM"
"""Of a length that another system makes: ours has a letter that checks it."""


FILM = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(200)
"""As it begins: nothing here reads further."""


async def looked_at(page: Page, name: str) -> None:
    await check_accessibility(page)
    await picture(page, f"files-{name}")


@pytest.mark.policy("AFF-01", "AFF-04")
async def test_a_line_is_cut_in_the_middle_of_a_file_and_nothing_is_lost(
    app: FastAPI, database: Database, browsing: Browsing
) -> None:
    async with database.writing() as db:
        await an_association(db)
    await an_account(app, Office.SECURITY_OFFICER, email="officer@example.org")
    async with a_browser(app) as officer:
        assert (await officer.post(URL, json=a_report(receipt_code=CODE))).status_code == 201
        await sign_in(officer, "officer@example.org")
        (case,) = (await officer.get("/api/v1/cases")).json()["items"]

    browsing.expect_fault("net::ERR_FAILED")
    reporter = await browsing.page("/min-anmalan")
    await reporter.get_by_label("Din kod").fill(CODE)
    await reporter.get_by_role("button", name="Visa", exact=True).click()
    await expect(reporter.get_by_role("heading", name="Har du bilder, ljud eller skärmbilder?")).to_be_visible()
    pieces: list[str] = []

    async def cut(route: Route) -> None:
        """The second piece never comes, and of the first only the answer is lost."""
        pieces.append(route.request.headers["upload-offset"])
        if len(pieces) == 1:
            await route.fetch()
        await route.abort()

    await reporter.route("**/upload", lambda route: cut(route) if route.request.method == "PATCH" else route.abort())
    sound = os.urandom(2 * CHUNK_BYTES + 5)
    files = [
        {"name": "../inspelning.bin", "mimeType": "application/octet-stream", "buffer": sound},
        {"name": "hus.jpg", "mimeType": "image/jpeg", "buffer": pictures()["bild.jpg"]},
        {"name": "hot.eml", "mimeType": "message/rfc822", "buffer": MAIL},
        {"name": "kort.jpg", "mimeType": "image/jpeg", "buffer": PROGRAMS["bild.jpg"]},
        {"name": "klipp.mp4", "mimeType": "video/mp4", "buffer": FILM},
        {"name": "brev.opus", "mimeType": "audio/ogg", "buffer": recordings()["ljud.opus"]},
    ]
    await reporter.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]
    await expect(reporter.get_by_text("Nätet är borta. Det fortsätter av sig självt.").first).to_be_visible()
    await looked_at(reporter, "1-line-down")
    await reporter.unroute("**/upload")
    # As a telephone says when it has a line again; the button beside may go while it is pressed: a try comes by itself too.
    await reporter.evaluate("window.dispatchEvent(new Event('online'))")
    await expect(reporter.get_by_text("Framme och sparad")).to_have_count(6)
    await reporter.get_by_text("Skriv upp ett samtal, ett brev eller en länk").click()
    await reporter.get_by_role("button", name="Spara", exact=True).click()
    await expect(reporter.get_by_text("Några ord räcker.")).to_be_visible()
    await reporter.get_by_label("Från och till vem").fill("dolt nummer, till min mobil")
    await reporter.get_by_label("Vad som sades eller stod").fill("Vi ses. https://evil.example/seen")
    await reporter.get_by_role("button", name="Spara", exact=True).click()
    await expect(reporter.get_by_text("Sparat", exact=True)).to_be_visible()
    await looked_at(reporter, "2-arrived")
    await check_leaves_no_trace(reporter)
    await reads_them(await browsing.page(f"/arenden/{case['id']}/filer"), sound)


async def reads_them(page: Page, sound: bytes) -> None:
    await page.get_by_label("E-postadress").fill("officer@example.org")
    await page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Logga in").click()
    await page.get_by_role("button", name="Öppna listan").click()
    await expect(page.get_by_role("heading", level=3)).to_have_text(
        [
            "inspelning.bin",
            "hus.jpg",
            "hot.eml",
            "kort.jpg",
            "klipp.mp4",
            "brev.opus",
            re.compile(r"^Uppskrivet .*\.txt$"),
        ]
    )
    note = page.locator("li").filter(has=page.get_by_role("heading", name="Uppskrivet"))
    await note.get_by_role("button", name="Visa").click()
    await expect(note.get_by_text("Vi ses. https://evil.example/seen")).to_be_visible()
    await expect(note.get_by_role("link")).to_have_count(0)
    film = page.locator("li").filter(has=page.get_by_role("heading", name="klipp.mp4"))
    await expect(film.get_by_text("En film visas inte här.")).to_be_visible()
    await expect(film.get_by_role("button")).to_have_text(["Hämta originalet"])
    await shares(page)
    row = page.locator("li").filter(has=page.get_by_role("heading", name="hus.jpg"))
    await row.get_by_role("button", name="Visa").click()
    await expect(row.get_by_role("img")).to_be_visible()
    assert await row.get_by_role("img").evaluate("each => each.naturalWidth") == 48
    mail = page.locator("li").filter(has=page.get_by_role("heading", name="hot.eml"))
    await mail.get_by_role("button", name="Visa").click()
    await expect(mail.get_by_text("Vi vet var du bor.")).to_be_visible()
    await expect(page.get_by_text("Filen heter som något annat än den är.")).to_have_count(1)
    whole = page.locator("li").filter(has=page.get_by_role("heading", name="inspelning.bin"))
    async with page.expect_download() as download:
        await whole.get_by_role("button", name="Hämta originalet").click()
    kept = await (await download.value).path()
    assert kept.read_bytes() == sound
    await whole.get_by_text("Vem har gjort vad med filen").click()
    await whole.get_by_role("button", name="Jämför med det som kom").click()
    await expect(whole.get_by_text("Oförändrad, varje tecken")).to_be_visible()
    await expect(whole.locator(".custody li")).to_have_count(3)
    await page.get_by_label("Vad visar de? (frivilligt)").fill("Hämtat från min dator")
    await page.locator("input[type=file]").set_input_files(
        {"name": "anteckning.txt", "mimeType": "text/plain", "buffer": b"Han ringde 23.04."}
    )
    await expect(page.get_by_role("heading", name="anteckning.txt")).to_be_visible()
    await looked_at(page, "3-officer")
    await packs_them_for_the_police(page)


async def shares(page: Page) -> None:
    """A copy of what can be cleaned, and kind words where it cannot."""
    film = page.locator("li").filter(has=page.get_by_role("heading", name="klipp.mp4"))
    await film.get_by_text("Dela utan att berätta mer än du tänkt").click()
    await expect(film.get_by_text("I kopian finns bara bild och ljud.")).to_be_visible()
    await film.get_by_role("button", name="Hämta en kopia att dela").click()
    await expect(film.get_by_text("En kopia att dela går inte att göra")).to_be_visible()
    voice = page.locator("li").filter(has=page.get_by_role("heading", name="brev.opus"))
    await voice.get_by_text("Dela utan att berätta mer än du tänkt").click()
    await looked_at(page, "copy")
    async with page.expect_download() as fetched:
        await voice.get_by_role("button", name="Hämta en kopia att dela").click()
    copy = await fetched.value
    assert copy.suggested_filename == "brev-kopia.ogg"
    assert SECRET not in (await copy.path()).read_bytes()


async def packs_them_for_the_police(page: Page) -> None:
    """By an officer; the package itself is checked in tests/evidence/test_police_package.py."""
    await page.get_by_text("Gör ett paket").click()
    await page.get_by_role("button", name="Hämta paketet").click()
    await expect(page.get_by_text("Något saknas.")).to_be_visible()
    await looked_at(page, "4-police-not-whole")
    await page.get_by_label("Vad gäller det?").fill("Hot mot en förtroendevald")
    await page.get_by_label("hot.eml").check()
    await page.get_by_label("Vad visar hot.eml?").fill("Mejlet från den 14 oktober")
    await page.get_by_role("button", name="Fyll i det som finns").click()
    await expect(page.get_by_text("händelser är ifyllda.")).to_be_visible()
    lines = page.get_by_label(re.compile("^Vad hände"))
    before = await lines.count()
    await expect(lines.last).to_have_value("Filen hot.eml lämnades in.")
    await page.get_by_role("button", name=f"Ta bort händelse {before}").click()
    await expect(lines).to_have_count(before - 1)
    await page.get_by_label("När (1)").fill("14 oktober, cirka 22.40")
    await page.get_by_label("Vad hände (1)").fill("Ett mejl: Vi vet var du bor.")
    await looked_at(page, "5-police-filled-in")
    await page.get_by_role("checkbox", name=re.compile("^Vad som hänt")).check()
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Hämta paketet").click()
    with zipfile.ZipFile(await (await download.value).path()) as archive:
        assert archive.read("filer/01-hot.eml") == MAIL
        assert sum(name.startswith("filer/") for name in archive.namelist()) == 1
    await expect(page.get_by_text("Paketet är hämtat")).to_be_visible()
    await looked_at(page, "6-police-made")
