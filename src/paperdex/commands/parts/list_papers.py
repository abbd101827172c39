"""`paperdex list`: words and options -> papers on standard output, without ranking.

The options, their help and their defaults are those of :mod:`paperdex.commands.list`.
"""

from typing import Any

from paperdex.commands.parts import tell
from paperdex.commands.parts.answering import tell_nothing, tell_words
from paperdex.commands.parts.outcome import end
from paperdex.commands.parts.printing import print_papers
from paperdex.commands.parts.request import check_query, read_request
from paperdex.library import Library
from paperdex.query import Query


def list_papers(
    words: tuple[str, ...],
    *,
    limit: int | None = None,
    offset: int = 0,
    sort: str = "date",
    **shared: Any,
) -> int:
    """List the papers that pass; returns the exit code. ``shared`` are the options of
    :func:`paperdex.commands.parts.request.read_request`."""
    request = read_request(words, **shared)
    query = request.query
    with request.open_library() as library:
        check_query(library, query, request.is_strict)
        papers = list(library.papers(query=query, sort=sort, limit=limit, offset=offset))
        print_papers(papers, request.style)
        if words:
            tell_words(library, query, library.suggest(query.text), bool(papers))
        total = _count(library, query) if offset and not papers else 0
        if total:
            tell(f"no more papers: {total:,} in all")
        elif not papers:
            tell_nothing(library, query)
        return end(library, bool(papers))


def _count(library: Library, query: Query) -> int:
    """How many papers a query lists; one that asks for nothing lists all."""
    is_asking = query.text or query.filters.ranges()
    return library.rank(query, limit=1).total if is_asking else len(library)
