"""Text -> terms, the same for every engine and for the marks in an answer.

Words are runs of letters and digits; they are lower-cased, rid of accents,
dropped if they are one of Lucene's 33 English stop words, and stemmed
(Snowball English). The work is done by tantivy's own filters: tokenising in
Python was measured to cost two thirds of the build rate.
"""

from collections.abc import Collection
from functools import cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from paperdex.text import wellformed

NAME = "simple-40/lower/fold/stop33/snowball-en/1"
"""Changes with anything that changes the terms: an index of another name is rebuilt."""

_LONGEST_TERM = 40


@cache
def build_analyzer() -> TextAnalyzer:
    """The analyzer, as tantivy takes it."""
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(_LONGEST_TERM))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
        .filter(Filter.stopword("english"))
        .filter(Filter.stemmer("english"))
        .build()
    )


def terms(text: str) -> list[str]:
    """The terms of a text in order, repeats included."""
    return build_analyzer().analyze(wellformed(text))


def spans(text: str, wanted: Collection[str]) -> list[tuple[int, int]]:
    """Where the wanted terms stand in a text: [start, end) in characters, in order."""
    found = build_analyzer().pre_tokenize(text).tokens
    return [(t.char_offset_from, t.char_offset_to) for t in found if t.text in wanted]
