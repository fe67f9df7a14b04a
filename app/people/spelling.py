"""How the same Swedish name comes to be written: folded to one form, with near misses. Pure."""

import re
import unicodedata

from app.people.disguises import in_latin

# Letters that do not come apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {"æ": "a", "ø": "o", "œ": "o", "ß": "ss", "ð": "d", "þ": "t", "ł": "l", "đ": "d", "\u0131": "i", "ħ": "h"}
)
_SOUNDS = (
    # å, ä and ö are also written as two letters, in an address or on a keyboard without them.
    ("aa", "a"),
    ("ae", "a"),
    ("oe", "o"),
    ("ch", "k"),
    ("ck", "k"),
    ("ph", "f"),
    ("th", "t"),
    ("dt", "t"),
    ("qu", "kv"),
    ("q", "k"),
    ("x", "ks"),
    ("c", "k"),
    ("w", "v"),
    ("z", "s"),
)
# Dahl, Lindh and Sarah: an h that no vowel follows is not heard.
_SILENT_H = re.compile(r"(?<=.)h(?![aeiouy])")
_DOUBLE = re.compile(r"(.)\1+")
_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))

# How a form of address or a genitive lengthens a name: Annas, Svenssons, Svenssonarna, James'es.
NAME_ENDINGS = ("s", "es", "ar", "ars", "arna", "arnas", "orna", "ornas")
# ... and a title: ordförande, -n, -ns, -na, -nas; ledare, -n, -ns, -na; chef, -en, -ens, -er, -erna; ansvarig, -a, -e,
# -as, -es.
TITLE_ENDINGS = (
    "a",
    "as",
    "e",
    "es",
    "s",
    "n",
    "ns",
    "en",
    "ens",
    "t",
    "ts",
    "et",
    "ets",
    "na",
    "nas",
    "r",
    "rna",
    "er",
    "erna",
    "ernas",
)


def visible(text: str) -> str:
    """Without soft hyphens and letters of no width, and with each letter in one piece."""
    return unicodedata.normalize("NFKC", text.translate(_INVISIBLE))


def folded(word: str) -> str:
    """Small letters without accents: `Åsa` and `ASA` are one. What is no letter falls away."""
    plain = unicodedata.normalize("NFKD", in_latin(word.casefold()).translate(_LETTERS))
    return "".join(letter for letter in plain if letter.isalpha())


def sound(word: str) -> str:
    """A folded word as it is heard: Carlsson and Karlson, Eriksson and Ericsson, Björn and Bjoern are one."""
    heard = word
    for written, said in _SOUNDS:
        heard = heard.replace(written, said)
    return _DOUBLE.sub(r"\1", _SILENT_H.sub("", heard))


def one_letter_off(word: str) -> frozenset[str]:
    """`word` and what is left of it when one letter falls away.

    Two words whose sets meet differ by one letter left out, put in, mistaken, or two that changed places. (A little
    more meets too, which is the side to err on.)
    """
    return frozenset({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})


def without_endings(word: str, endings: tuple[str, ...], *, shortest: int) -> frozenset[str]:
    """`word` and each stem of at least `shortest` letters that it may be an inflection of."""
    return frozenset(
        {word, *(word[: -len(end)] for end in endings if word.endswith(end) and len(word) - len(end) >= shortest)}
    )


# What people are called instead of their given names, folded. Language, not data about anyone.
_CALLED = (
    ("alexander", "alexandra", "alex", "sasha"),
    ("alexandra", "alex", "sandra", "sasha"),
    ("anders", "adde", "andy", "ante"),
    ("andreas", "adde", "andy", "dre"),
    ("anna", "annika", "ann", "anki"),
    ("ann", "anna", "annika"),
    ("daniel", "danne", "dan"),
    ("birgitta", "gittan", "bibbi", "gitta"),
    ("britt", "britta", "brita"),
    ("karin", "kajsa", "carina"),
    ("karl", "kalle", "calle", "charlie"),
    ("charlotte", "lotta", "lotten", "charlie"),
    ("kristina", "stina", "kicki", "tina", "kia"),
    ("kristian", "krille", "chrille"),
    ("kristoffer", "kristofer", "stoffe", "kricke", "chrille"),
    ("kerstin", "kicki", "kia"),
    ("elisabeth", "elisabet", "lisa", "bettan", "lisbeth", "beth", "elsa"),
    ("erik", "erka", "eric", "jerka"),
    ("fredrik", "fredde", "frippe", "figge"),
    ("fredrika", "rika", "fia"),
    ("gabriella", "gabbi", "ella"),
    ("gunilla", "nilla", "gun"),
    ("gustav", "gurra", "gustaf", "gusten"),
    ("gunnar", "gurra", "nunne"),
    ("hans", "hasse", "hasan"),
    ("helena", "lena", "nelly"),
    ("henrik", "henke", "henrick"),
    ("ingegerd", "inga", "ingela"),
    ("jakob", "jacke", "jobbe"),
    ("jan", "janne", "jeanne", "johannes"),
    ("joakim", "jocke", "kim"),
    ("johan", "johnny", "jojje", "janne"),
    ("johannes", "johan", "hannes"),
    ("johanna", "hanna", "jossan"),
    ("jonas", "jonte", "jojje"),
    ("jonatan", "jonathan", "jonte", "natan"),
    ("josefin", "josefine", "jossan", "fina"),
    ("katarina", "kattis", "kata", "karin", "kajsa", "kat"),
    ("kenneth", "kenta", "ken", "kent"),
    ("kent", "kenta", "kenneth"),
    ("lars", "lasse", "larre"),
    ("leif", "leffe"),
    ("lennart", "lelle", "nenne"),
    ("magdalena", "magda", "lena", "malena"),
    ("magnus", "mange", "manne"),
    ("margareta", "greta", "maggan", "meta", "rita"),
    ("maria", "mia", "maja", "majsan", "marie"),
    ("marie", "mia", "maria"),
    ("martin", "marre", "matte"),
    ("matilda", "tilda", "tilde"),
    ("mattias", "matte", "mathias"),
    ("mikael", "micke", "michael", "mika"),
    (
        "mohammed",
        "muhammad",
        "muhammed",
        "muhamed",
        "mohamad",
        "mohamed",
        "mohammad",
        "mohamad",
        "mehmet",
        "mo",
        "mohamud",
    ),
    ("niklas", "nicke", "nisse"),
    ("nils", "nisse"),
    ("olof", "olle", "ola", "olov", "olaf"),
    ("oskar", "ogge", "oscar"),
    ("patrik", "putte", "patte", "pat"),
    ("per", "pelle", "peter", "pär"),
    ("peter", "pelle", "petter", "petrus"),
    ("pontus", "ponta", "putte"),
    ("rikard", "ricke", "rickard", "richard"),
    ("robert", "robban", "bobby", "rob"),
    ("roger", "rogge"),
    ("rolf", "roffe", "roff"),
    ("sebastian", "sebbe", "basse"),
    ("sofia", "fia", "sofie", "soffan"),
    ("stefan", "steffe", "staffan"),
    ("staffan", "stefan", "steffe"),
    ("sten", "stene"),
    ("sven", "svenne", "svennis"),
    ("susanne", "sussi", "sanna", "sussie", "susanna"),
    ("tobias", "tobbe"),
    ("thomas", "tompa", "tomas", "tom"),
    ("torbjorn", "tobbe", "torre"),
    ("ulf", "uffe"),
    ("ulrika", "ullis", "rika", "ulla"),
    ("viktor", "vicke", "victor"),
    ("viktoria", "vickan", "vicky", "tora"),
    ("vilhelm", "ville", "wille", "william"),
    ("william", "wille", "ville", "liam"),
    ("yvonne", "vonne"),
    ("asa", "osse"),
)
CALLED: dict[str, frozenset[str]] = {
    sound(folded(name)): frozenset(sound(folded(other)) for other in others) for name, *others in _CALLED
}
