"""`paperdex search --queries`: a file of queries, one per line -> a JSON object for each."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, BinaryIO

import click

from paperdex.commands.parts import tell
from paperdex.commands.parts.opening import check_query
from paperdex.commands.parts.printing import Style, echo_lines
from paperdex.errors import InputError
from paperdex.library import Library
from paperdex.output.lines import to_json, write_found
from paperdex.query import Query


def check_options(
    others: Mapping[str, Any], format: str | None, path: str, paths: Sequence[str]
) -> None:
    """Refuse what excludes --queries: any of ``others`` that was given, formats other than JSON
    lines and ids, and standard input for two purposes."""
    given = next((name for name, value in others.items() if value), None)
    if given is not None:
        raise click.UsageError(f"--queries answers the lines of a file: leave {given} out")
    if format not in (None, "jsonl", "ids"):
        raise click.UsageError("--queries prints JSON lines; with --ids their hits are ids alone")
    if path == "-" and "-" in paths:
        raise click.UsageError("--queries and --in can't both be standard input")


def answer_queries(
    library: Library,
    path: str,
    asked: Query,
    options: Mapping[str, Any],
    is_strict: bool,
    style: Style,
) -> bool:
    """Print an object for each query, as soon as it is answered; returns whether any paper was
    found.

    Each query has the filters of ``asked`` and the ``options`` of :meth:`Library.rank`. Raises
    UsageError, with the line, if ``is_strict`` and a query can't be read; InputError if the
    file can't be read.
    """
    found, number = False, 0
    for number, text in _read_queries(path):
        query = asked._replace(text=text)
        check_query(library, query, is_strict, where=f"{path}:{number}: ")
        ranking = library.rank(query, **options)
        if style.format == "ids":
            hits = [to_json(scored.id) for scored in ranking.scored]
        else:
            loaded = library.load(ranking, options["offset"]).hits
            hits = list(write_found(loaded, "jsonl", fields=style.fields))
        found |= bool(hits)
        answer = f'"query": {to_json(text)}, "total": {ranking.total}, "hits": [{", ".join(hits)}]'
        echo_lines([f"{{{answer}}}"])
    if not number:
        tell(f"{path}: no query there")
    return found


def _read_queries(path: str) -> Iterator[tuple[int, str]]:
    """The lines of a file that are not blank, with their numbers from 1."""
    try:
        with _open(path) as file:
            for number, line in enumerate(file, 1):
                text = line.decode("utf-8-sig" if number == 1 else "utf-8", "replace").strip()
                if text:
                    yield number, text
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error


def _open(path: str) -> AbstractContextManager[BinaryIO]:
    if path != "-":
        return open(path, "rb")
    from paperdex.spool import standard_input

    return nullcontext(standard_input())
