"""Conditions and a paper -> whether they hold, and where: the reference, in Python.

Used by the engine in memory, and to show matches. Other engines must agree with it.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from paperdex.index import analyzer, exact
from paperdex.index.base import indexed_text
from paperdex.index.conditions import (
    All,
    Condition,
    Either,
    HasForm,
    HasRun,
    HasTerms,
    HasValue,
    IsTitled,
    Not,
    Plan,
    RunPart,
    Within,
)
from paperdex.index.exact import PlacedWord
from paperdex.index.fields import ABSTRACT, TITLE, short_key, texts_of, values_of
from paperdex.paper import Paper
from paperdex.query.filters import passes


class ReadPaper:
    """A paper as conditions look at it: its terms, words and values, computed on first use."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of its ranked text."""
        return frozenset(analyzer.terms(indexed_text(self.paper)))

    @cached_property
    def words(self) -> dict[str, list[PlacedWord]]:
        """Its words by field."""
        return {name: exact.words_of_values(t) for name, t in texts_of(self.paper).items()}

    @cached_property
    def values(self) -> dict[str, list[str]]:
        """Its values by field."""
        return values_of(self.paper)


def fits(paper: ReadPaper, plan: Plan) -> bool:
    """Whether a paper meets a plan, leaving aside whether it has ranked words."""
    return all(holds(paper, must) for must in plan.musts) and not any(
        holds(paper, ruled_out) for ruled_out in plan.nots
    )


def holds(paper: ReadPaper, condition: Condition) -> bool:
    """Whether a condition holds for a paper."""
    match condition:
        case HasTerms(terms):
            return paper.terms.issuperset(terms)
        case HasRun(fields):
            return any(_find_run(paper.words[field], condition) for field in fields)
        case HasForm(fields, stem):
            words = (word.text for field in fields for word in paper.words[field])
            return any(exact.is_form(word, stem) for word in words)
        case HasValue(field, value):
            return value in paper.values[field]
        case Within(ranges):
            return passes(paper.paper, ranges)
        case IsTitled(key):
            return short_key(paper.paper.title) == key
        case All(parts):
            return all(holds(paper, part) for part in parts)
        case Either(parts):
            return any(holds(paper, part) for part in parts)
        case Not(part):
            return not holds(paper, part)


def spans_of_runs(name: str, text: str, runs: Iterable[HasRun]) -> list[tuple[int, int]]:
    """The [start, end) of the words of matching runs in a text, which is the title, abstract or
    summary of a paper (``name``)."""
    field = TITLE if name == "title" else ABSTRACT
    wanted = [run for run in runs if field in run.fields]
    words = exact.words(text) if wanted else []
    return [(word.start, word.end) for run in wanted for word in _find_run(words, run)]


def _find_run(words: Sequence[PlacedWord], run: HasRun) -> list[PlacedWord]:
    """The words of all places where a text has a run; empty if it has none."""
    if not run.slop or len(run.parts) == 1:
        return [word for match in _phrases(words, run.parts) for word in match]
    found = list[PlacedWord]()
    for pair in pairwise(run.parts):
        near = list(_near(words, *pair, run.slop))
        if not near:
            return []
        found += near
    return found


def _phrases(words: Sequence[PlacedWord], parts: Sequence[RunPart]) -> Iterator[list[PlacedWord]]:
    at = {word.place: word for word in words}
    for word in words:
        match = [at.get(word.place + part.place) for part in parts]
        found = [w for w, part in zip(match, parts, strict=True) if w and part.matches(w.text)]
        if len(found) == len(parts):
            yield found


def _near(
    words: Sequence[PlacedWord], left: RunPart, right: RunPart, slop: int
) -> Iterator[PlacedWord]:
    step = right.place - left.place
    for one in words:
        if left.matches(one.text):
            for other in words:
                apart = abs(other.place - one.place - step)
                if right.matches(other.text) and apart <= slop:
                    yield from (one, other)
