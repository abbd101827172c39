"""A query as it was read, in words for people."""

from collections.abc import Sequence

from paperdex.query import Query, read
from paperdex.query.clauses import Signed, is_needed


def describe_query(query: Query, ranked: Sequence[str], passed: Sequence[str]) -> list[str]:
    """How a settled query was read, a line each: clauses, words, what was not a clause.

    ``ranked`` are the words that papers are ranked by, ``passed`` those passed over.
    """
    if query.literal:
        return ["read as the title of a paper: all of it is words"]
    clauses = query.clauses.clauses
    ruled_out = [c for c in clauses if isinstance(c, Signed) and c.sign == "-"]
    needed = [clause for clause in clauses if is_needed(clause) and clause not in ruled_out]
    holding = [str(c.clause if isinstance(c, Signed) else c) for c in needed]
    options = [f"{name}={value}" for name, value in query.filters.given().items()]
    lines = [
        f"read as: {query.clauses}",
        _list("must hold: ", [*holding, *options]),
        _list("must not hold: ", [str(clause.clause) for clause in ruled_out]),
        _list(f"ranked by {'all of' if query.all_words else 'any of'}: ", ranked),
        _list("passed over: ", passed),
    ]
    # Surprising problems were reported before.
    problems = [] if query.is_plain else read(query.text).problems
    untold = [problem for problem in problems if not problem.is_surprising]
    return [*filter(None, lines), *(f"at character {p.place}: {p}" for p in untold)]


def _list(head: str, parts: Sequence[str]) -> str:
    return head + ", ".join(parts) if parts else ""
