"""Two abstracts -> what they have in common: words, figures, and words of their titles."""

import re
from collections.abc import Set
from typing import Any

from paperdex.text import fold

# Both begin with a sign that can be looked for: to try each letter takes four times as long.
_FIGURE = re.compile(r"\d(?:[\d.,·]*\d)?")
_THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")
_SEPARATORS = re.compile(r"[.,·]")
_WORD = re.compile(r"[^\W\d_]{3,}")


def share(one: Set[Any], other: Set[Any]) -> float:
    """The share of the smaller set that is in the other, 0 to 1: 1 for a cut text and its whole."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def is_used_apart(words: tuple[str, str], abstracts: tuple[str, str]) -> bool:
    """Whether each of two texts has one of its own words, and the other has not: `nitrate` and
    `nitrite` are no typos of each other where abstracts use them so."""
    one, other = (set(_WORD.findall(fold(text))) for text in abstracts)
    mine, theirs = (set(_WORD.findall(text)) for text in words)
    return bool((mine & one) - theirs - other) and bool((theirs & other) - mine - one)


def find_figures(abstract: str) -> frozenset[str]:
    """The numbers in a text; `1.5`, `1,5` and `1·5` are one, and so are `1,500` and `1500`."""
    found = _FIGURE.findall(_THOUSANDS.sub("", abstract))
    return frozenset(_SEPARATORS.sub(".", figure) for figure in found)
