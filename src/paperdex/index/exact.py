"""Text -> its words as written, with their places: what clauses are matched against.

Words are runs of letters and digits, in lower case, without accents. No word is left out or
stemmed, so that quotes and prefixes are exact. Terms to rank are made by `index/analyzer`.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from paperdex.index.analyzer import build_word_analyzer
from paperdex.index.prepared import move_back, prepare
from paperdex.text import wellformed


class PlacedWord(NamedTuple):
    """A word of a text, its place among the words, and its [start, end) in characters."""

    text: str
    place: int
    start: int
    end: int


def words(text: str) -> list[PlacedWord]:
    """The words of a text in order. A word that is too long is left out; its place stays empty."""
    text = wellformed(text)
    prepared = prepare(text)
    tokens = build_word_analyzer().pre_tokenize(prepared).tokens
    places = [(token.char_offset_from, token.char_offset_to) for token in tokens]
    if prepared != text:
        places = move_back(places, text)
    return [PlacedWord(t.text, t.position, *place) for t, place in zip(tokens, places, strict=True)]


def words_of_values(values: Iterable[str]) -> list[PlacedWord]:
    """The words of several values of one field. One place is left empty between two values, as in
    tantivy, so that no phrase matches across them."""
    found, start = list[PlacedWord](), 0
    for value in values:
        here = [word._replace(place=word.place + start) for word in words(value)]
        found += here
        start = (here[-1].place + 1 if here else start) + 1
    return found


@lru_cache(maxsize=1 << 16)
def stem_of_forms(word: str) -> str:
    """The stem of a word, which all its forms share (Snowball English). Ranking stems twice, and so
    takes some words for one that clauses tell apart."""
    analyzed = _build_stemmer().analyze(word)
    return str(analyzed[0]) if analyzed else word


def start_of_forms(stem: str) -> str:
    """What every form of a word begins with: its stem without the last letter, which may change
    (study, studies)."""
    return stem[: max(2, len(stem) - 1)]


def is_form(word: str, stem: str) -> bool:
    """Whether a word is a form of the word with this stem."""
    return word.startswith(start_of_forms(stem)) and stem_of_forms(word) == stem


@cache
def _build_stemmer() -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer("english")).build()
