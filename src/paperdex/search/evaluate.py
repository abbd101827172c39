"""A test collection -> how well each engine ranks it, by the measures of the field."""

from collections.abc import Sequence
from typing import NamedTuple

from paperdex.engines import open_papers
from paperdex.errors import PaperdexError
from paperdex.index.base import Index
from paperdex.query import Query
from paperdex.search.collection import Collection

MEASURES = ("nDCG@10", "MAP", "recall@100", "MRR")
_DEPTH = 1000  # hits that are judged, as is usual
_NO_MEASURES = "paperdex eval measures with ir-measures: pip install ir-measures"

Run = dict[str, list[str]]
"""The papers found for each query, best first."""


class Score(NamedTuple):
    """The means over the queries with a relevant paper, by measure, from 0 to 1."""

    engine: str
    means: dict[str, float]


def evaluate(collection: Collection, engines: Sequence[str]) -> list[Score]:
    """How well each engine does. Needs ir-measures: see :func:`check_measures`."""
    return [
        Score(engine, measure(collection.grades, run_engine(collection, engine)))
        for engine in engines
    ]


def check_measures() -> None:
    """Raises PaperdexError if there is nothing to measure with."""
    try:
        import ir_measures  # noqa: F401
    except ModuleNotFoundError as error:
        raise PaperdexError(_NO_MEASURES) from error


def run_engine(collection: Collection, engine: str) -> Run:
    """What an engine finds for each query that has a relevant paper."""
    index: Index = open_papers(collection.papers, engine)
    queries = {name: collection.queries[name] for name in collection.answerable()}
    return {name: _find(index, text) for name, text in queries.items()}


def _find(index: Index, text: str) -> list[str]:
    """The best papers for a query, all of which is words."""
    return [hit.id for hit in index.search(Query(text, literal=True), _DEPTH)[0]]


def measure(grades: dict[str, dict[str, int]], run: Run) -> dict[str, float]:
    """The means of a run, over its queries; MEASURES says which."""
    import ir_measures
    from ir_measures import AP, RR, R, nDCG

    # By place, not by score: equal scores would be put in an order of their own.
    placed = {
        query: {paper: float(-place) for place, paper in enumerate(found)}
        for query, found in run.items()
    }
    judged = {query: grades[query] for query in run}
    measures = (nDCG @ 10, AP, R @ 100, RR)
    means = ir_measures.calc_aggregate(measures, judged, placed)
    return {name: float(means[one]) for name, one in zip(MEASURES, measures, strict=True)}
