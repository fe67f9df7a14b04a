"""A program of its own that reads what a stranger sent: it has no secret, no file and no time to do harm with.

`python -m app.evidence.reader picture|mail|text|document|recording`: the file on standard input, what can be shown or
shared on standard output, once all of it is done. Ends with 1, and no output, when there is nothing. It imports nothing
of Varna but `outlook.py` and `bare/`, which import nothing else of it.
"""

import email
import email.policy
import io
import json
import resource
import sys
import warnings
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

MOST_MEMORY_BYTES = 1024**3
MOST_SECONDS = 10
LONGEST_SIDE = 2048
MOST_PIXELS = 60_000_000
MOST_LETTERS = 200_000
MOST_PARTS = 200
SHOWN_HEADERS = ("From", "To", "Cc", "Date", "Subject", "Reply-To", "Message-ID")


def picture(content: bytes) -> bytes:
    """The same picture drawn anew, no side longer than 2,048: pixels and nothing else. JPEG for JPEG, else PNG."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - the others need none of it

    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "GIF", "WEBP")) as original:
        is_photo = original.format == "JPEG"
        if is_photo:
            original.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # decodes no more than is shown
        upright = ImageOps.exif_transpose(original)
        has_alpha = "A" in upright.getbands() or "transparency" in upright.info
        pixels = upright.convert("RGBA" if has_alpha and not is_photo else "RGB")
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new(pixels.mode, pixels.size)
    bare.paste(pixels)
    written = io.BytesIO()
    bare.save(written, "JPEG" if is_photo else "PNG", **({"quality": 88} if is_photo else {}))
    return written.getvalue()


def mail(content: bytes) -> dict[str, Any]:
    """A mail's own headers, its words without any of its markup, and what hangs on it by name."""
    if content.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):
        return _outlook(content)
    message: Any = email.message_from_bytes(content, policy=email.policy.default)
    parts = list(message.walk())[:MOST_PARTS]
    plain = [each for each in parts if each.get_content_type() == "text/plain" and not each.get_filename()]
    marked = [each for each in parts if each.get_content_type() == "text/html" and not each.get_filename()]
    words = "\n".join(_text_of(each) for each in plain) or "\n".join(_unmarked(_text_of(each)) for each in marked)
    return {
        "headers": [[name, _line(value)] for name in SHOWN_HEADERS for value in message.get_all(name, [])],
        "way": [_line(value) for value in message.get_all("Received", [])][:MOST_PARTS],
        "words": words[:MOST_LETTERS],
        "attachments": [_line(each.get_filename()) for each in parts if each.get_filename()],
        "is_cut": len(words) > MOST_LETTERS,
    }


def _text_of(part: EmailMessage) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    try:
        return raw.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return raw.decode("utf-8", "replace")


def _outlook(content: bytes) -> dict[str, Any]:
    from app.evidence import outlook  # noqa: PLC0415 - the others need none of it

    said = outlook.read(content, shown=SHOWN_HEADERS, unmarked=_unmarked)
    return {
        "headers": [[name, _line(value)] for name, value in said.headers],
        "way": [_line(value) for value in said.way][:MOST_PARTS],
        "words": said.words[:MOST_LETTERS],
        "attachments": [_line(name) for name in said.attachments][:MOST_PARTS],
        "is_cut": len(said.words) > MOST_LETTERS,
    }


def _line(value: object) -> str:
    return " ".join(str(value or "").split())[:1000]


class _Words(HTMLParser):
    """What a page says, without what it does."""

    _UNSAID = frozenset({"script", "style", "head", "title", "template", "noscript"})
    _BREAKS = frozenset({"p", "br", "div", "tr", "li", "h1", "h2", "h3", "blockquote"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as the parser calls it
        self._silent += tag in self._UNSAID
        if tag in self._BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in self._UNSAID))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def _unmarked(page: str) -> str:
    words = _Words()
    words.feed(page[: 4 * MOST_LETTERS])
    lines = (" ".join(line.split()) for line in "".join(words.said).splitlines())
    return "\n".join(line for line in lines if line)


def text(content: bytes) -> dict[str, Any]:
    words = content.decode("utf-8", "replace")
    return {
        "headers": [],
        "way": [],
        "words": words[:MOST_LETTERS],
        "attachments": [],
        "is_cut": len(words) > MOST_LETTERS,
    }


def document(content: bytes) -> tuple[str, bytes]:
    from app.evidence.bare import pdf  # noqa: PLC0415 - the others need none of it

    return "pdf", pdf.bare(content)


def recording(content: bytes) -> tuple[str, bytes]:
    from app.evidence.bare import recordings  # noqa: PLC0415 - the others need none of it

    return recordings.bare(content)


COPIES = {"document": document, "recording": recording}


def _confine() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY_BYTES),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _main() -> int:
    _confine()
    content = sys.stdin.buffer.read()
    try:
        if sys.argv[1] in COPIES:
            end, copy = COPIES[sys.argv[1]](content)
            shown = json.dumps({"end": end, "size": len(copy)}).encode() + b"\n" + copy
        elif sys.argv[1] == "picture":
            shown = picture(content)
        else:
            said = mail(content) if sys.argv[1] == "mail" else text(content)
            shown = json.dumps(said).encode("utf-8", "replace")
    except Exception:  # noqa: BLE001 - whatever a stranger's file makes the libraries say: it cannot be shown
        return 1
    sys.stdout.buffer.write(shown)
    return 0


if __name__ == "__main__":
    sys.exit(_main())
