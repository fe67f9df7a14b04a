"""Whom a reporter's words may mean, before anything is sealed. Pure. Source: CON-03.

A match too many delays a report, because an officer is passed over until someone has looked; a match too few seals
the report to the very person it is about. So everything here errs on the side of matching: one part of a name is
enough, as it sounds, inflected, by nickname, with a letter wrong in a surname.
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from uuid import UUID

from app.people.contact import COUNTRY_CODE
from app.people.disguises import undrawn, words_put_together
from app.people.spelling import (
    CALLED,
    NAME_ENDINGS,
    folded,
    one_letter_off,
    sound,
    visible,
    without_endings,
)
from app.people.title_matching import TitleText, has_title

SHORTEST_STEM = 2
# `Bo`, `My`, `Per` and `Ek` are also words: in running text so short a name counts only with a capital letter.
LONGEST_EVERYDAY_WORD = 3
FEW_WORDS = 5
"""An answer of so few words is a name, not a tale: everything in it counts."""
SHORTEST_MISSPELT_SURNAME = 5
SHORTEST_MISSPELT_PAIR = 4
SHORTEST_RUN_TOGETHER = 6
SHORTEST_RUN_APART = 9
"""A whole name in a text without its spaces: shorter ones would be found across other words."""
WORDS_BETWEEN_NAMES = 3
WHOLE_NAME = 2
TELEPHONE_DIGITS_COMPARED = 8

PARTICLES = frozenset(
    {"af", "al", "av", "da", "de", "del", "den", "der", "di", "do", "du", "el", "la", "le", "van", "von"}
)

EVERYDAY_CAPITALS = frozenset(
    {"eu", "fb", "hr", "id", "ig", "it", "kd", "kf", "ks", "mp", "ok", "pm", "pr", "sd", "sm", "tv"}
)
"""Two letters that stand in many a text and are nobody's initials there: parties, boards, screens."""

_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\+?\d[\d\s()./\u2010-\u2015-]{4,}\d")
# Capitals without a full stop: `AS`, `A S`, `P-O`.
_CAPITALS = re.compile(r"(?<![^\W\d_])([^\W\d_])[\s-]?([^\W\d_])(?![^\W\d_])")
_INITIALS = re.compile(r"(?<![^\W\d_])([^\W\d_])\.[\s-]?([^\W\d_])(?:\.|(?![^\W\d_]))")


@dataclass(frozen=True)
class Known:
    """Someone whom words may mean. `titles` are displayed titles of the offices they hold."""

    person_id: UUID
    name: str
    email: str | None = None
    telephone: str | None = None
    titles: tuple[str, ...] = ()


def people_meant(text: str, people: Iterable[Known]) -> set[UUID]:
    """The ids of all whom `text` may mean; empty when it names nobody we know."""
    read = _Text.of(text)
    known = list(people)
    written = {
        title for title in {title for person in known for title in person.titles} if has_title(title, read.titles)
    }
    return {person.person_id for person in known if _is_meant(person, read) or not written.isdisjoint(person.titles)}


def is_same_name(one: str, other: str) -> bool:
    """Whether two rows of a register may be one human: all parts as they sound, in any order, a middle name aside."""
    parts, others = ({*name.given, *name.surnames} for name in (_Name.of(one), _Name.of(other)))
    fewer = min(parts, others, key=len)
    return parts == others if len(fewer) < WHOLE_NAME else parts <= others or others <= parts


@dataclass(frozen=True)
class _Word:
    """One word: as it sounds, and all it may be an inflection of, as heard (`stems`) and as spelt."""

    plain: str
    is_capital: bool
    stems: frozenset[str]
    spelt: frozenset[str]


@dataclass(frozen=True)
class _Text:
    lowered: str
    words: Sequence[_Word]
    places: dict[str, list[int]]
    """Where each stem stands; two words that may be one written apart stand where the first does."""
    near: frozenset[str]
    run_together: str
    run_apart: str
    digits: Sequence[str]
    initials: frozenset[str]
    titles: TitleText = field(repr=False)

    @classmethod
    def of(cls, text: str) -> "_Text":
        seen = visible(text)
        drawn = undrawn(seen)
        in_order = _WORD.findall(drawn)
        written = [*in_order, *words_put_together(seen)]
        # For this text alone: what somebody wrote is not kept in memory longer than it takes.
        read: dict[str, _Word] = {}

        def word_of(written: str) -> _Word:
            return read.get(written) or read.setdefault(written, _word(written))

        words = [word_of(word) for word in written]
        places: dict[str, list[int]] = {}
        for at, word in enumerate(words):
            for stem in word.stems:
                places.setdefault(stem, []).append(at)
        for at, (first, second) in enumerate(itertools.pairwise(written)):
            for stem in word_of(first + second).stems:
                places.setdefault(stem, []).append(at)
        fold = {word: folded(word) for word in dict.fromkeys(written)}
        plain = [fold[word] for word in in_order]
        return cls(
            lowered=seen.casefold(),
            words=words,
            places=places,
            near=frozenset(
                near
                for form in {*places, *(spelt for word in words for spelt in word.spelt)}
                if len(form) >= SHORTEST_MISSPELT_PAIR
                for near in one_letter_off(form)
            ),
            run_together=" ".join(word.plain for word in words),
            run_apart=sound("".join(plain)),
            digits=[re.sub(r"\D", "", found) for found in _DIGITS.findall(seen)],
            initials=frozenset(folded(one) + folded(two) for one, two in _INITIALS.findall(seen))
            | _capitals(seen)
            | (frozenset({folded(written[0])}) if len(written) == 1 else frozenset()),
            titles=TitleText.of(plain, aside=[fold[word] for word in written[len(in_order) :]]),
        )

    @property
    def is_short(self) -> bool:
        return len(self.words) <= FEW_WORDS

    def has(self, part: str, *, next_to: Sequence[str] = ()) -> bool:
        """Whether a part of a name stands in the text in a way that counts as a name."""
        places = self.places.get(part, ())
        if len(part) > LONGEST_EVERYDAY_WORD or self.is_short:
            return bool(places)
        if any(self.words[at].is_capital for at in places):
            return True
        return any(self._stand_together(part, other) for other in next_to)

    def _stand_together(self, one: str, other: str) -> bool:
        there = self.places.get(other, ())
        return any(abs(at - to) <= WORDS_BETWEEN_NAMES for at in self.places.get(one, ()) for to in there)


def _capitals(seen: str) -> frozenset[str]:
    """Two capitals that stand alone and may be somebody's; not in a text of nothing but capitals."""
    if seen.isupper() and len(seen.split()) > FEW_WORDS:
        return frozenset()
    pairs = (one + two for one, two in _CAPITALS.findall(seen) if (one + two).isupper())
    return frozenset(folded(pair) for pair in pairs) - EVERYDAY_CAPITALS


def _word(written: str) -> _Word:
    letters = folded(written)
    plain = sound(letters)
    spelt = without_endings(letters, NAME_ENDINGS, shortest=SHORTEST_STEM)
    heard = {sound(stem) for stem in spelt} | without_endings(plain, NAME_ENDINGS, shortest=SHORTEST_STEM)
    return _Word(plain=plain, is_capital=written[:1].isupper(), stems=frozenset(heard), spelt=spelt)


@dataclass(frozen=True)
class _Name:
    """A name's parts as they sound. `given` are all but the last; a single part is a surname.

    The last two are the same parts as they are spelt: one letter wrong can change more than one sound.
    """

    given: tuple[str, ...]
    surnames: tuple[str, ...]
    initials: str
    spelt_given: tuple[str, ...] = ()
    spelt_surnames: tuple[str, ...] = ()
    double: frozenset[str] = frozenset()
    """Initials of a double name alone: `PO` for Per-Olof."""

    @cached_property
    def near_surnames(self) -> tuple[tuple[int, frozenset[str]], ...]:
        """Each surname's length, and what one wrong letter makes of it."""
        return _near({*self.surnames, *self.spelt_surnames})

    @cached_property
    def near_given(self) -> tuple[tuple[int, frozenset[str]], ...]:
        return _near({*self.given, *self.spelt_given})

    @classmethod
    @lru_cache(maxsize=2000)
    def of(cls, name: str) -> "_Name":
        """Read once a process: the register is matched with every report, and seldom changes."""
        units = [
            [part for part in _WORD.findall(unit) if folded(part)] for unit in visible(name).replace(",", " ").split()
        ]
        units = [unit for unit in units if unit]
        bare = [unit for unit in units if not _is_particle(unit)] or units
        if not bare:
            return cls(given=(), surnames=(), initials="")
        spelt_given = [form for unit in bare[:-1] for form in _forms(unit)]
        spelt_surnames = _forms(bare[-1])
        initials = folded(bare[0][0])[:1] + folded(bare[-1][0])[:1] if len(bare) > 1 else ""
        return cls(
            given=tuple(sound(form) for form in spelt_given),
            surnames=tuple(sound(form) for form in spelt_surnames),
            initials=initials,
            spelt_given=tuple(spelt_given),
            spelt_surnames=tuple(spelt_surnames),
            double=frozenset(folded(unit[0])[:1] + folded(unit[1])[:1] for unit in bare if len(unit) > 1)
            | (frozenset({folded(bare[0][0])[:1] + folded(bare[1][0])[:1]}) if len(bare) > 2 else frozenset()),
        )


def _is_particle(unit: Sequence[str]) -> bool:
    return len(unit) == 1 and folded(unit[0]) in PARTICLES


def _forms(unit: Sequence[str]) -> list[str]:
    """A hyphenated name's parts, and the whole written as one."""
    parts = [folded(part) for part in unit]
    return [*parts, "".join(parts)] if len(parts) > 1 else parts


def _is_meant(person: Known, text: _Text) -> bool:
    return (
        _is_named(_Name.of(person.name), text)
        or (person.email is not None and person.email.casefold() in text.lowered)
        or (person.telephone is not None and _is_called(person.telephone, text))
    )


def _is_named(name: _Name, text: _Text) -> bool:
    parts = {*name.given, *name.surnames}
    called = {other for part in name.given or name.surnames for other in CALLED.get(part, ())}
    return (
        any(text.has(part, next_to=[*(parts - {part}), *name.initials[:1]]) for part in parts)
        or any(text.has(nickname, next_to=name.surnames) for nickname in called)
        or not text.initials.isdisjoint(name.double | ({name.initials} if name.initials else set()))
        or _is_misspelt(name, text)
        or _is_run_together(name, text)
    )


def _is_misspelt(name: _Name, text: _Text) -> bool:
    """A surname with one letter wrong; both parts with one letter wrong when they are shorter."""

    def is_any_near(parts: Iterable[tuple[int, frozenset[str]]], *, shortest: int) -> bool:
        return any(length >= shortest and not near.isdisjoint(text.near) for length, near in parts)

    if is_any_near(name.near_surnames, shortest=SHORTEST_MISSPELT_SURNAME):
        return True
    return is_any_near(name.near_surnames, shortest=SHORTEST_MISSPELT_PAIR) and is_any_near(
        name.near_given, shortest=SHORTEST_MISSPELT_PAIR
    )


def _near(parts: Iterable[str]) -> tuple[tuple[int, frozenset[str]], ...]:
    return tuple((len(part), one_letter_off(part)) for part in parts)


def _is_run_together(name: _Name, text: _Text) -> bool:
    """`@annasvensson`, and the same the other way round; `ann asven sson` too."""
    for given in name.given:
        for surname in name.surnames:
            for handle in (sound(given + surname), sound(surname + given)):
                if len(handle) >= SHORTEST_RUN_TOGETHER and handle in text.run_together:
                    return True
                if len(handle) >= SHORTEST_RUN_APART and handle in text.run_apart:
                    return True
    return False


def _is_called(telephone: str, text: _Text) -> bool:
    """The last digits, so that it does not matter how the country and the area were written."""
    own = re.sub(r"\D", "", telephone.removeprefix(COUNTRY_CODE))[-TELEPHONE_DIGITS_COMPARED:]
    return len(own) >= TELEPHONE_DIGITS_COMPARED and any(number.endswith(own) for number in text.digits)
