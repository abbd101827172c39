"""`paperdex search`: papers by words, best first."""

import sys
from typing import Any

import click

from paperdex.commands.opening import end, open_library, read_query, waiting
from paperdex.commands.printing import echo_lines, print_hits
from paperdex.options import (
    color_option,
    corpus_options,
    filter_options,
    form_options,
    query_options,
    tell,
)


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(1, 2**31),
    metavar="N",
    default=10,
    show_default=True,
    help="At most so many hits.",
)
@click.option(
    "--offset",
    metavar="N",
    type=click.IntRange(0, 2**31),
    default=0,
    help="Leave out so many of the first hits.",
)
@query_options
@click.option("--explain", is_flag=True, help="Say how the query was read.")
@click.option(
    "--sort",
    type=click.Choice(["score", "date", "upvotes", "comments", "title"]),
    default="score",
    show_default=True,
    help="Order of the hits.",
)
@click.option(
    "--engine",
    type=click.Choice(["tantivy", "rank-bm25"]),
    default="tantivy",
    show_default=True,
    help="What ranks; rank-bm25 is the slow reference.",
)
@filter_options
@corpus_options
@form_options("lines", "json", "jsonl", "csv", "ids")
@color_option
def command(
    words: tuple[str, ...],
    limit: int,
    offset: int,
    explain: bool,
    sort: str,
    engine: str,
    paths: tuple[str, ...],
    visited: str | None,
    from_form: str | None,
    form: str | None,
    color: str,
    **options: Any,
) -> int:
    """Find papers by the words of title and abstract, best first.

    Ranked by BM25. Words are optional, and the more of them a paper has the
    better; a paper whose title is typed comes first. Clauses must hold
    (docs/search.md); whatever is none is words.

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
    """
    query = read_query(words, options)
    with open_library(paths, visited, from_form) as library:
        with waiting("ranking"):
            ranking = library.rank(query, limit=limit, offset=offset, sort=sort, engine=engine)
        if explain:
            from paperdex.query.describing import describe_query

            for line in describe_query(ranking.query):
                tell(line)
        shown = len(ranking.scored)
        if form == "ids":  # the papers themselves need not be read
            echo_lines(scored.id for scored in ranking.scored)
        else:
            print_hits(library.load(ranking, offset).hits, form, color)
        if not shown and ranking.total:
            tell(f"no more hits: {ranking.total} match")
        elif not shown:
            tell(f"no paper matches ({len(library)} searched)")
        elif form is None and ranking.total > shown and sys.stdout.isatty():
            tell(f"{shown} of {ranking.total} hits; -n {ranking.total} shows all")
        return end(library, bool(shown))
