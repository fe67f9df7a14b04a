"""Mails as Outlook saves them: known by what they hold, shown as words, and refused when they are not whole."""

import io

import pytest
from olefile.olefile import DEFECT_INCORRECT, OleFileIO  # type: ignore[import-untyped]  # it has no types

from app.core.database import Database
from app.evidence import reader
from app.evidence.kinds import kind_of, names_outlook
from app.evidence.rules import FileKind
from tests.support.actors import Actors
from tests.support.cases import staffed
from tests.support.files import opened_files, send_file
from tests.support.outlook import CC, OutlookMail, Recipient, hostile_mails, office_document

HTML = (
    "<html><head><title>t</title></head><body><p>Vi vet var du bor.</p>"
    "<script>fetch('https://evil.example')</script><img src='https://evil.example/seen.gif'></body></html>"
)
CAME = (
    "Received: from a.example by b.example; Mon, 2 Nov 2026 23:04:00 +0100\r\n"
    "From: =?utf-8?q?N=C3=A5gon?= <nagon@example.org>\r\nTo: kim@example.org\r\n"
    "Date: Mon, 2 Nov 2026 23:04:00 +0100\r\nMessage-ID: <1@a.example>\r\n\r\n"
)


def test_the_mails_written_here_are_what_the_specification_says() -> None:
    """Another's reader finds no fault in them."""
    for mail in (OutlookMail(), OutlookMail(attachments=[("hus.png", bytes(8_000_000))])):
        with OleFileIO(io.BytesIO(mail.file()), raise_defects=DEFECT_INCORRECT) as file:
            assert file.parsing_issues == []
            assert len(file.fat) <= len(mail.file()) // 512


@pytest.mark.anyio
@pytest.mark.one_database
@pytest.mark.policy("AFF-01")
async def test_a_mail_from_outlook_is_shown_as_words_and_runs_nothing(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    people = [Recipient("Kim", "kim@example.org"), Recipient("", "bo@example.org", CC)]
    inside = OutlookMail(body=None, html=HTML, recipients=people, attachments=[("hus.png", bytes(9000))])
    came = OutlookMail(body="Vi vet var du bor. " * 20_000, transport_headers=CAME)
    said = {}
    for name, mail in {"inne.msg": inside, "hot.bin": came}.items():
        file_id = await send_file(case.affected, case.path, mail.file(), name=name)
        said[name] = (await case.officer.post(f"{case.path}/files/{file_id}/words")).json()
    assert [
        (each["name"], each["kind"], each["is_named_as"]) for each in await opened_files(case.officer, case.path)
    ] == [
        ("inne.msg", "mail", True),
        ("hot.bin", "mail", True),
    ]
    assert said["inne.msg"] == {
        "headers": [
            {"name": "From", "value": '"Någon" <nagon@example.org>'},
            {"name": "To", "value": "Kim <kim@example.org>"},
            {"name": "Cc", "value": "<bo@example.org>"},
            {"name": "Date", "value": "2026-11-02T22:04:00+00:00"},
            {"name": "Subject", "value": "Du"},
        ],
        "way": [],
        "words": "Vi vet var du bor.",
        "attachments": ["hus.png"],
        "is_cut": False,
    }
    assert (said["hot.bin"]["is_cut"], len(said["hot.bin"]["words"])) == (True, reader.MOST_LETTERS)
    assert said["hot.bin"]["way"] == ["from a.example by b.example; Mon, 2 Nov 2026 23:04:00 +0100"]
    assert {each["name"]: each["value"] for each in said["hot.bin"]["headers"]} == {
        "From": "Någon <nagon@example.org>",
        "To": "kim@example.org",
        "Date": "Mon, 02 Nov 2026 23:04:00 +0100",
        "Subject": "Du",
        "Message-ID": "<1@a.example>",
    }


@pytest.mark.parametrize("stream", ["WordDocument", "Workbook"])
def test_a_document_that_talks_of_mails_is_none(stream: str) -> None:
    document = office_document(stream)
    assert kind_of(document, is_outlook=names_outlook(document)) is FileKind.OTHER
    mail = OutlookMail().file()
    assert kind_of(mail, is_outlook=names_outlook(mail)) is FileKind.MAIL
    assert kind_of(b"x" + mail, is_outlook=names_outlook(mail)) is not FileKind.MAIL


@pytest.mark.anyio
@pytest.mark.one_database
async def test_a_mail_that_is_cut_or_leads_in_a_circle_cannot_be_shown_and_holds_nobody_up(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor)
    for wrong, content in hostile_mails().items():
        file_id = await send_file(case.affected, case.path, content, name="hot.msg")
        answer = await case.officer.post(f"{case.path}/files/{file_id}/words")
        assert (answer.status_code, answer.json()["code"]) == (409, "cannot-be-shown"), wrong
        assert (await case.officer.post(f"{case.path}/files/{file_id}/content")).content == content
    kinds = {each["kind"] for each in await opened_files(case.officer, case.path)}
    assert kinds == {"mail"}


@pytest.mark.parametrize("wrong", sorted(hostile_mails()))
def test_it_is_refused_for_what_is_wrong_and_not_for_the_time_it_takes(wrong: str) -> None:
    """Nothing limits it here."""
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever the library says of it
        reader.mail(hostile_mails()[wrong])


def test_a_mail_is_shown_whole_or_not_at_all_wherever_it_is_cut() -> None:
    whole = OutlookMail(body="Vi vet var du bor. " * 400, attachments=[("hus.png", bytes(3000))]).file()
    for length in range(512, len(whole), 256):
        with pytest.raises(Exception):  # noqa: B017, PT011 - as above
            reader.mail(whole[:length])
