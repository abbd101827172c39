"""How far the two engines of paperdex agree on the seeds."""

from collections.abc import Iterator
from statistics import mean

from bench import SEEDS, Bench, Row, describe_failure
from cells import call
from report import Part

PART = Part(
    "agreement",
    "The engines side by side",
    """
The ten best papers on the seeds for the queries of `benchmarks/queries.txt`, by tantivy and by
rank-bm25. Both score the same parts by the same formulas. They differ for one reason: tantivy
keeps the length of a text in one byte (Lucene's encoding, in which lengths above 40 are rounded,
in steps that widen to an eighth), rank-bm25 keeps it exactly. So scores differ in the second or
third digit, and papers whose scores are closer than that may change places.
""",
    ("queries", "mean overlap", "lowest", "the same ten", "in the same order"),
)


def measure(bench: Bench, size: int) -> Iterator[Row]:
    cell = call("parts.agreement:compare_engines", bench.budget)
    if cell.problem:
        yield describe_failure(len(PART.columns), ["-"], cell.problem)
        return
    shares, same_order = cell.answer["shares"], cell.answer["same_order"]
    overlap = (f"**{mean(shares):.3f}**", f"{min(shares):.1f}")
    yield [str(len(shares)), *overlap, str(shares.count(1.0)), str(same_order)]


def compare_engines() -> dict[str, object]:
    """By query the share of the ten best that both engines give, and how often their order
    is the same. Runs in a process of its own."""
    from paperdex import Library
    from paperdex.query import Query
    from queries import read_queries

    shares, same_order = list[float](), 0
    with Library.of([SEEDS]) as library:
        for text in read_queries("", "keywords", 1000):
            tops = [
                [hit.id for hit in library.rank(Query(text), engine=engine).scored]
                for engine in ("tantivy", "rank-bm25")
            ]
            shares.append(len(set(tops[0]) & set(tops[1])) / max(1, *map(len, tops)))
            same_order += tops[0] == tops[1]
    return {"shares": shares, "same_order": same_order}
