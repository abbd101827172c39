"""`paperdex eval`: how well the engines rank a collection with judgements."""

from collections.abc import Iterator
from typing import Any

import click

from paperdex.commands.parts import tell
from paperdex.commands.parts.opening import waiting
from paperdex.commands.parts.outcome import FOUND
from paperdex.commands.parts.printing import Style, print_report
from paperdex.engines import ENGINES
from paperdex.options import color_option, format_options
from paperdex.search.collection import Collection, read_collection
from paperdex.search.evaluate import MEASURES, Score, check_measures, evaluate
from paperdex.text import count_of


@click.command("eval")
@click.argument("folder", metavar="DIR", type=click.Path(readable=False))
@click.option(
    "--engine",
    "engines",
    multiple=True,
    type=click.Choice(ENGINES),
    help="Only this engine; may be repeated.",
)
@format_options("lines", "json")
@color_option
def command(folder: str, engines: tuple[str, ...], format: str | None, color: str) -> int:
    """Measure how well the engines rank a test collection of your own.

    DIR has docs.jsonl (id, title, abstract), queries.jsonl (id, text) and qrels.tsv
    (query, document, grade), plain or gzipped, or the files of a BEIR collection.
    Needs the package ir-measures.

    \b
    Examples:
      paperdex eval ~/collections/cranfield
      paperdex eval . --engine tantivy --json
    """
    check_measures()
    collection = read_collection(folder)
    _tell_unknown(collection)
    with waiting("ranking"):
        scores = evaluate(collection, engines or ENGINES)
    print_report(_lines(scores), _record(collection, scores), Style(format, color))
    return FOUND


def _tell_unknown(collection: Collection) -> None:
    papers, queries = collection.unknown_papers, collection.unknown_queries
    if papers:
        tell(f"{count_of(papers, 'judgement')} of papers that are not there: counted as not found")
    if queries:
        tell(f"{count_of(queries, 'judgement')} of queries that are not there: left out")


def _lines(scores: list[Score]) -> Iterator[str]:
    yield "\t".join(("engine", *MEASURES))
    for score in scores:
        yield "\t".join((score.engine, *(f"{mean:.4f}" for mean in score.means.values())))


def _record(collection: Collection, scores: list[Score]) -> dict[str, Any]:
    return {
        "papers": len(collection.papers),
        "queries": len(collection.answerable()),
        "engines": {score.engine: score.means for score in scores},
    }
