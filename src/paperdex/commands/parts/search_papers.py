"""`paperdex search`: words and options -> hits on standard output, best first.

The options, their help and their defaults are those of :mod:`paperdex.commands.search`.
"""

from typing import Any

from paperdex.commands.parts import tell
from paperdex.commands.parts.answering import rank_or_correct, tell_reasons, tell_total
from paperdex.commands.parts.outcome import end
from paperdex.commands.parts.printing import Style, echo_lines, print_hits
from paperdex.commands.parts.request import check_query, read_request
from paperdex.engines import DEFAULT_ENGINE
from paperdex.errors import UsageError
from paperdex.library import Library
from paperdex.search.rank import HIT_FIELDS, Ranking


def search_papers(
    words: tuple[str, ...],
    *,
    limit: int = 10,
    offset: int = 0,
    explain: bool = False,
    sort: str = "score",
    engine: str = DEFAULT_ENGINE,
    facets: tuple[str, ...] = (),
    opened: str | None = None,
    save: str | None = None,
    **shared: Any,
) -> int:
    """Answer a query; returns the exit code. ``shared`` are the options of
    :func:`paperdex.commands.parts.request.read_request`."""
    request = read_request(words, HIT_FIELDS, **shared)
    query, format = request.query, request.style.format
    _check(facets, format, save, request.paths)
    if opened:
        if opened.isdigit() and offset:
            raise UsageError("--open N counts from the first hit: leave --offset out")
        limit, offset = 1, int(opened) - 1 if opened.isdigit() else offset
    asked = {"limit": limit, "offset": offset, "sort": sort, "engine": engine}
    with request.open_library() as library:
        check_query(library, query, request.is_strict)
        ranking, to_save = rank_or_correct(library, query, asked, request.is_strict)
        # Before anything is printed: the name may be taken.
        is_new = save is not None and library.save_search(save, to_save)
        if explain:
            tell_reasons(library, ranking, offset, engine)
        _print(library, ranking, offset, request.style, facets, engine)
        tell_total(library, ranking, offset, format)
        found = bool(ranking.scored)
        if opened and found:
            found = _open_hit(library, ranking, offset, opened)
        if is_new:
            tell(f"saved as {save}; `paperdex new {save}` shows what has come since")
        elif save is not None:
            tell(f"{save} is saved already")
        return end(library, found)


def _print(
    library: Library,
    ranking: Ranking,
    offset: int,
    style: Style,
    facets: tuple[str, ...],
    engine: str,
) -> None:
    """Print the hits of a ranking that began at ``offset``, and the counts by ``facets``."""
    if style.format == "ids":  # the papers themselves need not be read
        echo_lines(scored.id for scored in ranking.scored)
        return
    hits = library.load(ranking, offset)
    counts = library.count_by(ranking.query, facets, engine=engine) if facets else {}
    print_hits(hits, style, counts)


def _open_hit(library: Library, ranking: Ranking, offset: int, opened: str) -> bool:
    """Open the page or code of the only hit of a ranking; false if no link to it is known."""
    from paperdex.commands.parts.browsing import open_in_browser

    [hit] = library.load(ranking, offset).hits
    return open_in_browser(hit.paper, opened == "code")


def _check(
    facets: tuple[str, ...], format: str | None, save: str | None, paths: tuple[str, ...]
) -> None:
    """Refuse options that exclude each other, before anything is read."""
    if facets and format not in (None, "lines", "json"):
        raise UsageError("--by prints lines, or with --json one object")
    if save is not None:
        from paperdex.search.saved import check_name

        check_name(save)
        if paths:
            raise UsageError("--save works on the library: leave out --in")
