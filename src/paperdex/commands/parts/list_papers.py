"""`paperdex list`: words and options -> papers on standard output, without ranking.

The options, their help and their defaults are those of :mod:`paperdex.commands.list`.
"""

from typing import Any

from paperdex.commands.parts.answering import tell_nothing, tell_words
from paperdex.commands.parts.outcome import end
from paperdex.commands.parts.printing import print_papers
from paperdex.commands.parts.request import check_query, read_request


def list_papers(
    words: tuple[str, ...],
    *,
    limit: int | None = None,
    sort: str = "date",
    **shared: Any,
) -> int:
    """List the papers that pass; returns the exit code. ``shared`` are the options of
    :func:`paperdex.commands.parts.request.read_request`."""
    request = read_request(words, **shared)
    query = request.query
    with request.open_library() as library:
        check_query(library, query, request.is_strict)
        papers = list(library.papers(query=query, sort=sort, limit=limit))
        print_papers(papers, request.style)
        if words:
            tell_words(library, query, library.suggest(query.text), bool(papers))
        if not papers:
            tell_nothing(library, query)
        return end(library, bool(papers))
