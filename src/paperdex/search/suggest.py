"""Words of a query that no paper has -> the nearest words that some paper has.

Names of authors and venues are not in the text of papers: for a name, the clause that finds it is
suggested. Words are looked for in titles, since nearly everything that people type is in some
title; in a small library also in abstracts. They are compared as written, not by stem. No
vocabulary is kept for this.
"""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from paperdex.ids import read_id
from paperdex.index.base import Index
from paperdex.papers import all_papers
from paperdex.query import FIELDS, Query
from paperdex.query.clauses import RANKED_FIELDS
from paperdex.spelling import distance, find_nearest, slips_in
from paperdex.store import Store
from paperdex.store.lookup import count_papers, ids_like, list_titles
from paperdex.text import fold

# The abstracts of this many papers are searched in one or two tenths of a second.
_SMALL = 2_000
# Words this short are a slip away from too many known words, and often are a name (GPTQ, not
# GPT), so that there is only a suggestion for them.
_LONGEST_KEPT = 4

_WORD = re.compile(r"[^\W_]+")
# A part of a query as it may be typed: a sign, a field, then a quoted text or a run of signs.
_PART = re.compile(
    r'(?P<before>[()]*(?P<sign>[-+]?)(?:(?P<field>[a-z]+):(?=\S))?)(?P<said>"[^"]*"?|[^\s"]+)'
)
# Fields with names that people type without them.
_NAMES = ("author", "venue")
# Fields other than the text of a paper.
_OTHER_FIELDS = FIELDS.difference(RANKED_FIELDS)


class Suggestion(NamedTuple):
    """A word of a query that no paper has, and the nearest word that some paper has, or a clause
    (`author:gu`) for a name. Names are not ``replaceable``; nor are short words, and words in
    quotes or after a plus, which may be meant literally."""

    word: str
    instead: str
    replaceable: bool = True

    @property
    def is_name(self) -> bool:
        """Whether the suggestion is the clause for a name."""
        return ":" in self.instead


def suggest_words(
    store: Store, index: Index, text: str, unknown: Collection[str]
) -> list[Suggestion]:
    """For each word of a query that is ``unknown``, the clause that finds it as a name, else the
    nearest word that some paper has, if there is one."""
    typed = wanted_words(text)
    wanted = [word for word in typed if word in unknown]
    named = {word: clause for word in wanted if (clause := _find_name(index, word))}
    misspelt = [word for word in wanted if word not in named and slips_in(fold(word))]
    texts = _read_texts(store) if misspelt else ""
    nearest = {word: near for word in misspelt if (near := find_nearest(fold(word), texts))}
    return [
        Suggestion(word, named[word], replaceable=False)
        if word in named
        else Suggestion(word, nearest[word], typed[word] and len(fold(word)) > _LONGEST_KEPT)
        for word in wanted
        if word in named or word in nearest
    ]


def _find_name(index: Index, word: str) -> str | None:
    """The clause that finds papers by a word as the name of an author or venue, if any does."""
    clauses = (f"{field}:{word}" for field in _NAMES)
    return next((each for each in clauses if index.search(Query(each), 1)[1]), None)


def suggest_ids(store: Store, text: str) -> list[str]:
    """The known ids most similar to an unknown one, nearest first, at most 3."""
    wanted = read_id(text)
    near = [(distance(wanted, paper_id, 2), paper_id) for paper_id in ids_like(store, wanted)]
    return [paper_id for far, paper_id in sorted(near)[:3] if far <= 2]


def correct(text: str, suggestions: Sequence[Suggestion]) -> str:
    """The text with its replaceable words replaced."""
    instead = {each.word: each.instead for each in suggestions if each.replaceable}

    def replace(part: re.Match[str]) -> str:
        if not (_is_wanted(part) and _is_replaceable(part)):
            return part[0]
        return part["before"] + _WORD.sub(lambda m: instead.get(m[0], m[0]), part["said"])

    return _PART.sub(replace, text)


def wanted_words(text: str) -> dict[str, bool]:
    """The words that a paper should have, and whether each may be replaced."""
    words = dict[str, bool]()
    for part in filter(_is_wanted, _PART.finditer(text)):
        for word in _WORD.findall(part["said"]):
            words[word] = words.get(word, False) or _is_replaceable(part)
    return words


def _is_wanted(part: re.Match[str]) -> bool:
    """Whether papers with the words of a part are wanted; prefixes are not words."""
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
