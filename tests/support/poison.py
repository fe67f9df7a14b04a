"""What people send, and what somebody who means harm sends."""

import io
import zlib
from functools import cache

from PIL import Image

SECRET_PLACE = "59.3293 18.0686 home"


def _picture(form: str, *, size: tuple[int, int] = (64, 48)) -> bytes:
    picture = Image.effect_noise(size, 40).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = SECRET_PLACE
    exif[0x0112] = 6  # turned by a quarter
    written = io.BytesIO()
    picture.save(written, form, **({"exif": exif} if form != "GIF" else {"comment": SECRET_PLACE.encode()}))
    return written.getvalue()


@cache
def pictures() -> dict[str, bytes]:
    """Each says where it was taken."""
    return {
        "bild.jpg": _picture("JPEG"),
        "skarm.png": _picture("PNG"),
        "bild.webp": _picture("WEBP"),
        "rorlig.gif": _picture("GIF"),
    }


MAIL = (
    b"Received: from a.example by b.example; Mon, 2 Nov 2026 23:04:00 +0100\r\n"
    b"From: =?utf-8?q?N=C3=A5gon?= <nagon@example.org>\r\nTo: kim@example.org\r\n"
    b"Date: Mon, 2 Nov 2026 23:04:00 +0100\r\nSubject: Du\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n'
    b"--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    b"<html><head><title>t</title></head><body><p>Vi vet var du bor.</p>"
    b"<script>fetch('https://evil.example')</script><img src='https://evil.example/seen.gif'></body></html>\r\n"
    b'--x\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename="hus.png"\r\n\r\nabc\r\n--x--\r\n'
)


def bomb() -> bytes:
    """A PNG of 30,000 by 30,000 pixels in some hundred kilobytes."""

    def part(name: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")

    side = 30_000
    head = side.to_bytes(4, "big") * 2 + bytes([1, 0, 0, 0, 0])
    rows = zlib.compressobj(9)
    packed = b"".join(rows.compress(bytes(1 + side // 8)) for _ in range(side)) + rows.flush()
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", packed) + part(b"IEND", b"")


PROGRAMS = {
    "bild.svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>1</script></svg>',
    "bild.jpg": b"<!DOCTYPE html><html><script>alert(1)</script></html>",
    "bild.png": b"PK\x03\x04" + bytes(60),
    "x.exe": b"MZ" + bytes(200),
}
