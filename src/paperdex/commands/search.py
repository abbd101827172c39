"""`paperdex search`: papers by words, best first."""

from typing import Any

import click

from paperdex.commands.parts.search_papers import search_papers
from paperdex.engines import DEFAULT_ENGINE, ENGINES
from paperdex.options import (
    answer_options,
    fields_option,
    filter_options,
    limit_option,
    offset_option,
    open_option,
    query_options,
    sort_option,
    temporary_options,
)
from paperdex.search.rank import FACETS, SORTS


@click.command("search")
@click.argument("words", nargs=-1, metavar="[QUERY]")
@limit_option("hits", default=10)
@offset_option("hits")
@query_options
@click.option(
    "--explain",
    is_flag=True,
    help="Explain how the query was read, and the score of each hit.",
)
@sort_option("Order of the hits.", *SORTS, default="score")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=DEFAULT_ENGINE,
    show_default=True,
    help="Engine that ranks; rank-bm25 is a slow reference.",
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
def command(words: tuple[str, ...], queries: str | None, **options: Any) -> int:
    """Find papers by the words of title and abstract, best first.

    Ranked by BM25. A paper need not have every word; the more it has, the
    better. Type a title, and its paper comes first. Clauses must match (see
    docs/search.md); everything else is words. These are clauses:

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
    if queries is not None:
        from paperdex.commands.parts.queries import answer_queries

        return answer_queries(words, queries, **options)
    if not words:
        raise click.UsageError("Missing argument 'QUERY'.")
    return search_papers(words, **options)
