"""Words of a query that no paper has -> the nearest words that are in one.

Words of titles are looked at first: of what people type nearly all stands in some
title. Words are compared as written, not by their stems. No vocabulary is kept for it.
"""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from paperdex.ids import looks_like_id
from paperdex.search import all_papers
from paperdex.spelling import distance, find_nearest, slips_in
from paperdex.store import Store
from paperdex.text import fold

# The abstracts of so many papers are gone through in a tenth of a second or two.
_SMALL = 2_000

_WORD = re.compile(r"[^\W_]+")
# What may be typed of a query: a quoted text, or a run without blanks.
_PART = re.compile(r'[-+]?"[^"]*"?|[^\s"]+')
_FIELD = re.compile(r"^\w+:(?=\S)")


class Suggestion(NamedTuple):
    """A word of a query that no paper has, and the nearest that one has. Words in quotes
    and behind a plus are meant as they are: they are not ``replaceable``."""

    word: str
    instead: str
    replaceable: bool = True


def suggest_words(store: Store, text: str, unknown: Collection[str]) -> list[Suggestion]:
    """For each word of a query that is in no paper the nearest that is, if there is one."""
    typed = _typed_words(text)
    wanted = [word for word in typed if word in unknown and slips_in(fold(word))]
    texts = _read_texts(store) if wanted else ""
    nearest = ((word, find_nearest(fold(word), texts)) for word in wanted)
    return [Suggestion(word, near, typed[word]) for word, near in nearest if near]


def suggest_ids(store: Store, text: str) -> list[str]:
    """The ids that an unknown one was most likely meant to be, nearest first, at most 3."""
    wanted = looks_like_id(text)
    near = [(distance(wanted, name, 2), name) for name in store.names_like(wanted)]
    return [name for far, name in sorted(near)[:3] if far <= 2]


def correct(text: str, suggestions: Sequence[Suggestion]) -> str:
    """The text with the words replaced that may be."""
    instead = {each.word: each.instead for each in suggestions if each.replaceable}
    return "".join(
        part if number % 2 else _WORD.sub(lambda m: instead.get(m[0], m[0]), part)
        for number, part in enumerate(re.split(r'([-+]"[^"]*"?|"[^"]*"?|(?<!\S)\+\S+)', text))
    )


def _typed_words(text: str) -> dict[str, bool]:
    """The words that a paper is wanted to have, and whether they may be replaced."""
    words = dict[str, bool]()
    for part in _PART.findall(text):
        if part[0] != "-":  # not wanted
            for word in _WORD.findall(_FIELD.sub("", part)):
                words.setdefault(word, part[0] not in '"+')
    return words


def _read_texts(store: Store) -> str:
    """The titles of all papers (in a small library their abstracts too), folded."""
    if store.count_papers() > _SMALL:
        return "\n".join(store.titles())
    papers = all_papers(store)
    return "\n".join(fold(f"{p.title} {p.abstract or p.summary or ''}") for p in papers)
