"""A text -> the text as it is cut into words; places in that -> places in the text itself.

Accents written in TeX become letters. Each character of Chinese and Japanese, which have no spaces
between words, is a word by itself, as in the rules of Unicode (UAX #29); neighbours in a query
count more where they are neighbours in a paper.
"""

import re
from functools import cache

from paperdex.text import beyond_ascii, kept_of_accents, undress_accents


def prepare(text: str) -> str:
    """A well-formed text, prepared for the analyzers; to rank, its Greek letters and × must still
    be spelled out (:func:`paperdex.text.spell_signs`)."""
    text = undress_accents(text)
    beyond = beyond_ascii(text)
    return _unspaced().sub(r" \g<0> ", text) if beyond and _unspaced().search(beyond) else text


def move_back(places: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """The [start, end) of words of a prepared text -> where they are in the text itself."""
    kept = (place for start, end in kept_of_accents(text) for place in range(start, end))
    is_unspaced = _unspaced().match
    return trace_back(
        places, [place for place in kept for _ in range(3 if is_unspaced(text[place]) else 1)]
    )


def trace_back(places: list[tuple[int, int]], origin: list[int]) -> list[tuple[int, int]]:
    """The [start, end) of words -> where they come from. ``origin`` has, for each character, the
    place that it comes from."""
    return [(origin[start], origin[end - 1] + 1) for start, end in places]


@cache  # few texts have them
def _unspaced() -> re.Pattern[str]:
    """Han, Hiragana and Katakana, with their punctuation, which separates words anyway."""
    return re.compile("[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
