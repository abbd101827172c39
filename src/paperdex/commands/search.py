"""`paperdex search`: papers by words, best first."""

from typing import Any

import click

from paperdex.commands.parts import tell
from paperdex.commands.parts.answering import rank_or_correct, tell_reasons, tell_total
from paperdex.commands.parts.opening import check_query, end, open_library, read_query
from paperdex.commands.parts.printing import Style, echo_lines, print_hits, read_fields
from paperdex.engines import ENGINES
from paperdex.library import Library
from paperdex.options import (
    Number,
    answer_options,
    fields_option,
    filter_options,
    limit_option,
    open_option,
    query_options,
    sort_option,
    temporary_options,
)
from paperdex.search import FACETS, HIT_FIELDS, SORTS, Ranking


@click.command("search")
@click.argument("words", nargs=-1, metavar="[QUERY]")
@limit_option("hits", default=10)
@click.option(
    "--offset",
    metavar="N",
    type=Number(0),
    default=0,
    help="Skip the first N hits.",
)
@query_options
@click.option(
    "--explain",
    is_flag=True,
    help="Say how the query was read, and what each part adds to a hit.",
)
@sort_option("Order of the hits.", *SORTS, default="score")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="tantivy",
    show_default=True,
    help="What ranks; rank-bm25 is a slow reference.",
)
@click.option(
    "--by",
    "facets",
    multiple=True,
    type=click.Choice(FACETS),
    help="Also count all matching papers by this; may be repeated.",
)
@fields_option
@open_option(
    "Open the page or code of the first hit, or of hit N, in the browser; print only that."
)
@click.option(
    "--queries",
    metavar="FILE",
    type=click.Path(readable=False),
    help="Answer each line of a file (- is standard input): one JSON object per query.",
)
@click.option("--save", metavar="NAME", help="Save the search: `paperdex new` shows new results.")
@filter_options
@temporary_options
@answer_options
def command(
    words: tuple[str, ...],
    limit: int,
    offset: int,
    explain: bool,
    sort: str,
    engine: str,
    facets: tuple[str, ...],
    fields: str | None,
    opened: str | None,
    queries: str | None,
    save: str | None,
    paths: tuple[str, ...],
    visited: str | None,
    form: str | None,
    format: str | None,
    color: str,
    **options: Any,
) -> int:
    """Find papers by the words of title and abstract, best first.

    Ranked by BM25. Words are optional: the more of them a paper has, the
    better; a paper whose title is typed comes first. Clauses must match
    (docs/search.md); everything else is words.

    \b
    "exact phrase"  "near words"~3  transf*   -without  +with
    a OR b  (a group)   title: abstract: author: venue: org: source: id:
    year:2023..  date:2w..  upvotes:>=50  comments:>0  authors:..3
    has:code|abstract|authors|date
    Words that begin with a dash go after --.

    \b
    Examples:
      paperdex search "byte-level"
      paperdex search 'author:gu "state space" year:2023..'
      paperdex search state space --since 2023 --until 2024-06 --sort date -n 5
      paperdex search mamba --in page.txt --json
      paperdex search tokenization --by year --by organization
      paperdex search --queries questions.txt -n 3 --fields id,title
    """
    if not words and queries is None:
        raise click.UsageError("Missing argument 'QUERY'.")
    _check(facets, format, save, paths)
    style = Style(format, color, read_fields(fields, format, HIT_FIELDS))
    query = read_query(words, options)
    if opened:
        limit, offset = 1, int(opened) - 1 if opened.isdigit() else offset
    asked = {"limit": limit, "offset": offset, "sort": sort, "engine": engine}
    if queries is not None:
        from paperdex.commands.parts.queries import answer_queries, check_options

        others = {"words": words, "--explain": explain, "--by": facets, "--open": opened}
        check_options({**others, "--save": save}, format, queries, paths)
        with open_library(paths, visited, form) as library:
            found = answer_queries(library, queries, query, asked, options["strict"], style)
            return end(library, found)
    with open_library(paths, visited, form) as library:
        check_query(library, query, options["strict"])
        answered, ranking = rank_or_correct(library, query, asked, options["strict"])
        # The query as typed is saved, and before anything is printed: the name may be taken.
        is_new = save is not None and library.save_search(save, query)
        if explain:
            tell_reasons(library, ranking, offset, engine)
        found = bool(ranking.scored)
        if format == "ids":  # the papers themselves need not be read
            echo_lines(scored.id for scored in ranking.scored)
        else:
            hits = library.load(ranking, offset)
            counts = library.count_by(answered, facets, engine=engine) if facets else {}
            print_hits(hits, style, counts)
        tell_total(library, ranking, offset, format)
        if opened and found:
            found = _open_hit(library, ranking, offset, opened)
        if is_new:
            tell(f"saved as {save}; `paperdex new {save}` shows what has come since")
        elif save is not None:
            tell(f"{save} is saved already")
        return end(library, found)


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
        raise click.UsageError("--by prints lines, or with --json one object")
    if save is not None:
        from paperdex.saved import check_name

        check_name(save)
        if paths:
            raise click.UsageError("--save works on the library: leave out --in")
