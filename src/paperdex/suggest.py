"""Words of a query that no paper has -> the nearest words that are in one.

Words of titles are looked at first: of what people type nearly all stands in some
title. Words are compared as written, not by their stems. No vocabulary is kept for it.
"""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from paperdex.ids import read_id
from paperdex.papers import all_papers
from paperdex.query import FIELDS
from paperdex.query.clauses import RANKED_FIELDS
from paperdex.spelling import distance, find_nearest, slips_in
from paperdex.store import Store
from paperdex.store.lookup import count_papers, ids_like, list_titles
from paperdex.text import fold

# The abstracts of so many papers are gone through in a tenth of a second or two.
_SMALL = 2_000
# A known word is one slip from too many of these: often what was typed is the name of
# something (GPTQ, and not GPT), so that they are told of only.
_LONGEST_KEPT = 4

_WORD = re.compile(r"[^\W_]+")
# A part of a query as it may be typed: a sign, a field, then a quoted text or a run of signs.
_PART = re.compile(
    r'(?P<before>[()]*(?P<sign>[-+]?)(?:(?P<field>[a-z]+):(?=\S))?)(?P<said>"[^"]*"?|[^\s"]+)'
)
# What these look at is no text of a paper.
_OTHER_FIELDS = FIELDS.difference(RANKED_FIELDS)


class Suggestion(NamedTuple):
    """A word of a query that no paper has, and the nearest that one has. Short words and
    those in quotes or behind a plus may be meant as they are: they are not ``replaceable``."""

    word: str
    instead: str
    replaceable: bool = True


def suggest_words(store: Store, text: str, unknown: Collection[str]) -> list[Suggestion]:
    """For each word of a query that is in no paper the nearest that is, if there is one."""
    typed = wanted_words(text)
    wanted = [word for word in typed if word in unknown and slips_in(fold(word))]
    texts = _read_texts(store) if wanted else ""
    nearest = ((word, find_nearest(fold(word), texts)) for word in wanted)
    return [
        Suggestion(word, near, typed[word] and len(fold(word)) > _LONGEST_KEPT)
        for word, near in nearest
        if near
    ]


def suggest_ids(store: Store, text: str) -> list[str]:
    """The ids that an unknown one was most likely meant to be, nearest first, at most 3."""
    wanted = read_id(text)
    near = [(distance(wanted, paper_id, 2), paper_id) for paper_id in ids_like(store, wanted)]
    return [paper_id for far, paper_id in sorted(near)[:3] if far <= 2]


def correct(text: str, suggestions: Sequence[Suggestion]) -> str:
    """The text with the words replaced that may be."""
    instead = {each.word: each.instead for each in suggestions if each.replaceable}

    def replace(part: re.Match[str]) -> str:
        if not (_is_wanted(part) and _is_replaceable(part)):
            return part[0]
        return part["before"] + _WORD.sub(lambda m: instead.get(m[0], m[0]), part["said"])

    return _PART.sub(replace, text)


def wanted_words(text: str) -> dict[str, bool]:
    """The words that a paper is wanted to have, and whether they may be replaced."""
    words = dict[str, bool]()
    for part in filter(_is_wanted, _PART.finditer(text)):
        for word in _WORD.findall(part["said"]):
            words[word] = words.get(word, False) or _is_replaceable(part)
    return words


def _is_wanted(part: re.Match[str]) -> bool:
    """Whether papers with the words of a part are wanted; beginnings of words are none."""
    is_text = part["sign"] != "-" and part["field"] not in _OTHER_FIELDS
    return is_text and not part["said"].endswith("*")


def _is_replaceable(part: re.Match[str]) -> bool:
    return part["sign"] != "+" and not part["said"].startswith('"')


def _read_texts(store: Store) -> str:
    """The titles of all papers (in a small library their abstracts too), folded."""
    if count_papers(store) > _SMALL:
        return "\n".join(list_titles(store))
    papers = all_papers(store)
    return "\n".join(fold(f"{p.title} {p.abstract or p.summary or ''}") for p in papers)
