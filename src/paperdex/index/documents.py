"""Paper -> the document that tantivy keeps of it, in plain Python, so that any process can make it.

Imported only where an index is built.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from paperdex.index.analysed import PaperAnalyser
from paperdex.index.fields import (
    ABSTRACT,
    TITLE,
    key_number,
    keys_of,
    other_texts_of,
    values_of,
)
from paperdex.paper import Paper
from paperdex.query.filters import facts


class Document(NamedTuple):
    """The texts and numbers of a paper, each with the name of its field; its wording, and how many
    words of that are the title's."""

    texts: list[tuple[str, str]]
    numbers: list[tuple[str, int]]
    wording: bytes
    titled: int


def describe_papers(papers: Iterable[Paper]) -> Iterator[Document]:
    """The documents of papers, in order."""
    analyser = _find_analyser()
    return (_describe(paper, analyser) for paper in papers)


@cache
def _find_analyser() -> PaperAnalyser:
    """One for all jobs of a process, because it caches words."""
    return PaperAnalyser()


def _describe(paper: Paper, analyser: PaperAnalyser) -> Document:
    analysed = analyser.analyse(paper)
    texts = [("text", analysed.ranked), (TITLE, analysed.title), (ABSTRACT, analysed.rest)]
    several = {**other_texts_of(paper), **values_of(paper)}
    texts += [(name, text) for name, found in several.items() for text in found]
    numbers = [("title_key", key_number(key)) for key in keys_of(paper)]
    numbers += [(name, number) for name, number in facts(paper).items() if number is not None]
    return Document(texts, numbers, analysed.wording, analysed.titled)
