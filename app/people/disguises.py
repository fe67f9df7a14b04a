"""Words that do not look like what they say: letters of another script, digits for letters, letters put apart. Pure."""

import re

# What Cyrillic and Greek letters look like, where they stand among Latin ones.
_LOOKS_LIKE = str.maketrans("авеікмнорстухјѕԁһӏԛԝԍαεικνορτυχϲϳ", "abeikmhopctyxjsdhlqwgaeiknoptuxcj")
# ... and what they say, in a word that is Cyrillic throughout: `Анна Свенссон`.
_SAYS = str.maketrans(
    dict(zip("абвгґдеєёзиіїйклмнопрстуфхыэ", "abvggdeeeziiijklmnoprstufhye", strict=True))
    | {"ж": "zh", "ц": "ts", "ч": "tj", "ш": "sj", "щ": "sj", "ю": "ju", "я": "ja", "ь": "", "ъ": ""}
)
_OTHER_SCRIPT = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_LATIN = re.compile(r"[a-zà-ɏ]")

_DIGITS_IN_A_WORD = re.compile(r"(?=[^\W_]*\d)(?=[^\W_]*[^\W\d_]{2})[^\W_]+")
_DRAWN = str.maketrans("0134578", "oieastb")
_DRAWN_OTHERWISE = str.maketrans("0134578", "oleastb")
# `o r d f ö r a n d e`, `S.v.e.n.s.s.o.n`: one letter at a time, three at least.
_APART = re.compile(r"(?<![^\W_])(?:[^\W\d_][\s.*_|/\u00b7\u2022\u2010-\u2015-]{1,3}){2,}[^\W\d_](?![^\W_])")
# `S*ensson`, `ord_förande`: something else in the midst of a word.
_PIERCED = re.compile(r"[^\W\d_]+(?:[*_|\u00b7\u2022\u2026#$@]{1,3}[^\W\d_]+)+")
_NO_LETTER = re.compile(r"[\W\d_]+")


def in_latin(word: str) -> str:
    """A word in small letters, in Latin ones where another script's look like them or say them."""
    if word.isascii() or not _OTHER_SCRIPT.search(word):
        return word
    return word.translate(_LOOKS_LIKE if _LATIN.search(word) else _SAYS)


def undrawn(text: str) -> str:
    """`0rdf0randen` with letters where digits are drawn for them. Numbers, dates and times stay."""
    return _DIGITS_IN_A_WORD.sub(lambda found: found[0].translate(_DRAWN), text)


def words_put_together(text: str) -> list[str]:
    """What else may stand in `text`: beside the words themselves, for whoever looks at those already."""
    drawn = _DIGITS_IN_A_WORD.findall(text)
    otherwise = [word.translate(_DRAWN_OTHERWISE) for word in drawn if "1" in word]
    bare = [part for word in drawn for part in re.findall(r"[^\W\d_]+", word)]
    together = [_NO_LETTER.sub("", found) for way in (_APART, _PIERCED) for found in way.findall(text)]
    return [*otherwise, *bare, *together]
