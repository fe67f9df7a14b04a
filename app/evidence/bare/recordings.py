"""Sound and film without what is written beside them: what sort a file is, by how it begins."""

from app.evidence.bare import boxes, ogg, sounds

_BOXES = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"}
_QUICKTIME, _TELEPHONE = b"qt  ", b"3g"


def bare(content: bytes) -> tuple[str, bytes]:
    """The end of its name, and the copy. Raises NotBared, or what a broken file makes Python say."""
    if content[4:8] in _BOXES:
        bared, has_picture = boxes.bare(content)
        return _end_of(bared, has_picture=has_picture), bared
    if content.startswith(b"OggS"):
        return "ogg", ogg.bare(content)
    if content.startswith(b"RIFF") and content[8:12] == b"WAVE":
        return "wav", sounds.bare_wave(content)
    if content.startswith(b"#!AMR"):
        return "amr", sounds.bare_amr(content)
    if sounds.is_flac(content):
        return "flac", sounds.bare_flac(content)
    return sounds.bare_mpeg(content)


def _end_of(bared: bytes, *, has_picture: bool) -> str:
    if not has_picture:
        return "m4a"
    brand = bared[8:12] if bared[4:8] == b"ftyp" else _QUICKTIME
    if brand == _QUICKTIME:
        return "mov"
    return "3gp" if brand.startswith(_TELEPHONE) else "mp4"
