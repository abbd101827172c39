"""The protocol of an engine, and what all engines share: BM25's parameters, how titles count, and
the bonus for a query that is a title.

Knows papers and queries, but no engine.
"""

from math import log
from typing import NamedTuple, Protocol

from paperdex.paper import Paper
from paperdex.query import Query

K1 = 1.2
"""BM25: how fast repeats of a word saturate. Tantivy's value, which can't be changed."""
B = 0.75
"""BM25: how much the length of a text counts against it, from 0 to 1. Tantivy's value, too."""

BURST = 1.0
"""How much it counts whether a word comes again in papers (`index/burstiness`): no word's weight is
multiplied by more than 1 + BURST, or by less than 1 - BURST. DECISIONS.md has figures."""

TITLE_COUNTS = 4
"""How often the title of a paper counts beside its abstract."""

_LONGEST_TITLE = 40  # words; anything longer is a text in the place of a title

# Its term, other spelling, with a stop word, joined and parted (1 + 1 + 1 + 0.9 + 0.9, all times
# 1 + BURST), as written in either spelling and in two pairs (0.25 each), for likeness (0.14): how
# often its idf can count.
_MOST_OF_A_WORD = 11


class Scored(NamedTuple):
    """A paper's id and its score for a query (without unit; higher is better)."""

    id: str
    score: float


class Part(NamedTuple):
    """What one part of a query contributed to a paper's score: a label for people, and points."""

    label: str
    points: float


WHOLE_TITLE = "the whole title"
NAME = "the name"
"""The labels of the bonus for a paper whose title, or the name in it, is the query."""


class Index(Protocol):
    """An engine over the papers of a library."""

    @property
    def size(self) -> int:
        """How many papers are in the index."""

    def settle(self, query: Query) -> Query:
        """The query as it must be read: as words only, if its text is the whole title of a
        paper."""

    def search(self, query: Query, limit: int) -> tuple[list[Scored], int]:
        """The best papers, best first, at most ``limit`` (1 or more); and how many match in all.

        ``conditions.make_plan`` decides which papers match; ``query.ranked`` scores them. Where
        that is empty, all score 0. Equal scores are ordered newest first, then by id, so that pages
        never overlap.
        """

    def count_having(self, term: str) -> int:
        """The document frequency of a term: how many papers have it; may still count papers that
        were removed."""

    def explain(self, query: Query, paper_id: str) -> list[Part]:
        """What each part of a settled query contributed to a paper's score, which is their sum;
        empty for a paper that does not match."""


def indexed_text(paper: Paper) -> str:
    """What is ranked: title and abstract as one text, the title four times (a very long one once).

    One combined field scored better on public collections than two that are
    scored apart (DECISIONS.md, "One field").
    """
    return f"{paper.title}\n" * count_title(paper.title) + plain_text(paper)[len(paper.title) + 1 :]


def count_title(title: str) -> int:
    """How often a title counts beside the abstract."""
    return TITLE_COUNTS if len(title.split(None, _LONGEST_TITLE)) <= _LONGEST_TITLE else 1


def plain_text(paper: Paper) -> str:
    """Title and abstract; a summary where there is no abstract."""
    return f"{paper.title}\n{paper.abstract or paper.summary or ''}"


def title_bonus(papers: int, words: int) -> float:
    """The bonus for a paper whose title, exactly or nearly, is the query.

    More than any paper can get for that many words: each word at most its highest idf,
    ln(1 + (N - 0.5) / 1.5), times k1 + 1, in each of its forms and once more for order and
    wording. So the paper whose title was typed comes first, in a way that can be explained.
    N is doubled, because an engine may still count papers that were removed.
    """
    return (K1 + 1) * log(1 + (2 * papers + 1) / 1.5) * (_MOST_OF_A_WORD * words + 1)


def name_bonus(papers: int, words: int) -> float:
    """The bonus for a paper whose title begins with a name, and the query is that name.

    The most that its words can give, calculated as in :func:`title_bonus`: so the paper
    *Mamba: ...* comes before papers about Mamba.
    """
    return (K1 + 1) * log(1 + (2 * papers + 1) / 1.5) * ((1 + BURST) * words + 1)


def round_score(score: float) -> float:
    """A score to six digits, as many as tantivy's 32-bit scores hold."""
    return float(f"{score:.6g}")
