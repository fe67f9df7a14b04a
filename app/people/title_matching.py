"""Whether a text names an office by a title or by what people call it. Pure. Source: CON-03.

`ordföranden`, `gruppledarn`, `partiordförandens`, `ord-föranden`, `chefen för hela vår förening`: inflected, misspelt,
compound, put apart, or with little words between.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from app.people.spelling import TITLE_ENDINGS, folded, one_letter_off, visible, without_endings

SHORTEST_STEM = 2
SHORTEST_COMPOUND_TITLE = 6
SHORTEST_MISSPELT_TITLE = 7
SHORTEST_RUN_APART = 8
UNHURT = 3
LITTLE_WORDS = frozenset(
    {"a", "an", "av", "den", "det", "en", "for", "hela", "i", "in", "of", "our", "pa", "the", "var", "vara", "vart"}
)
"""What stands between the words of a title without changing whose it is: `chefen för vår förening`."""


_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class TitleText:
    """`words`: each word but the little ones, folded, with all it may be an inflection of, in order."""

    words: Sequence[frozenset[str]]
    run_apart: str
    """All letters in a row."""
    aside: Sequence[frozenset[str]] = field(default=())
    """What may stand there as well, in no order."""

    @classmethod
    def of(cls, plain: Sequence[str], *, aside: Iterable[str]) -> "TitleText":
        read = {word: without_endings(word, TITLE_ENDINGS, shortest=SHORTEST_STEM) for word in {*plain, *aside}}
        return cls(
            words=[read[word] for word in plain if word not in LITTLE_WORDS],
            run_apart="".join(plain),
            aside=[read[word] for word in aside],
        )

    @cached_property
    def distinct(self) -> frozenset[frozenset[str]]:
        return frozenset(self.words) | frozenset(self.aside)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset().union(*self.distinct)

    @cached_property
    def long_stems(self) -> tuple[str, ...]:
        return tuple(stem for stem in self.stems if len(stem) >= SHORTEST_COMPOUND_TITLE)

    @cached_property
    def by_beginning(self) -> dict[str, list[str]]:
        return _by(self.long_stems, lambda stem: stem[:UNHURT])

    @cached_property
    def by_end(self) -> dict[str, list[str]]:
        return _by(self.long_stems, lambda stem: stem[-UNHURT:])


def _by(stems: Iterable[str], part: Callable[[str], str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for stem in stems:
        found.setdefault(part(stem), []).append(stem)
    return found


def has_title(title: str, text: TitleText) -> bool:
    wanted = _words_of(title)
    if not wanted:
        return False
    joined = "".join(wanted)
    if _stands_there(joined, text) if len(wanted) > 1 else _is_in(wanted[0], text):
        return True
    if len(joined) >= SHORTEST_RUN_APART and joined in text.run_apart:
        return True  # `ord-föranden`, `viceord förande`
    if len(wanted) == 1 or not all(_is_in(word, text) for word in wanted):
        return False
    last_start = len(text.words) - len(wanted)
    return any(
        all(_is_word(text, at + ahead, word) for ahead, word in enumerate(wanted)) for at in range(last_start + 1)
    )


def _stands_there(word: str, text: TitleText) -> bool:
    """As a word of its own, or the last part of one: `partiordföranden`, `viceordföranden`."""
    if word in text.stems:
        return True
    return len(word) >= SHORTEST_COMPOUND_TITLE and any(stem.endswith(word) for stem in text.long_stems)


def _is_in(word: str, text: TitleText) -> bool:
    return _stands_there(word, text) or not _misspelt(word, text).isdisjoint(text.long_stems)


def _is_word(text: TitleText, at: int, word: str) -> bool:
    stems = text.words[at]
    if word in stems or not _misspelt(word, text).isdisjoint(stems):
        return True
    return len(word) >= SHORTEST_COMPOUND_TITLE and any(stem.endswith(word) for stem in stems)


def _misspelt(word: str, text: TitleText) -> frozenset[str]:
    """Stems of the text that are one letter off. Looked for only among those that begin or end alike: one slip leaves
    one of the two whole in a word of this length. In a compound the end is left whole.
    """
    if len(word) < SHORTEST_MISSPELT_TITLE:
        return frozenset()
    alike = {*text.by_beginning.get(word[:UNHURT], ()), *text.by_end.get(word[-UNHURT:], ())}
    return frozenset(stem for stem in alike if _is_one_off(stem, word))


def _is_one_off(stem: str, word: str) -> bool:
    near = _near(word)
    if abs(len(stem) - len(word)) <= 1:
        return not near.isdisjoint(one_letter_off(stem))
    tails = (stem[-length:] for length in range(len(word) - 1, len(word) + 2) if length < len(stem))
    return stem.endswith(word[-UNHURT:]) and any(not near.isdisjoint(one_letter_off(tail)) for tail in tails)


@lru_cache(maxsize=500)
def _words_of(title: str) -> tuple[str, ...]:
    words = tuple(folded(word) for word in _WORD.findall(visible(title)) if folded(word))
    return tuple(word for word in words if word not in LITTLE_WORDS) or words


@lru_cache(maxsize=500)
def _near(word: str) -> frozenset[str]:
    """Of a word of a title, never of a text."""
    return one_letter_off(word)
