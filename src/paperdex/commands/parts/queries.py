"""`paperdex search --queries`: a file of queries, one per line -> a JSON object for each."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing, nullcontext
from typing import Any, BinaryIO

from paperdex.commands.parts import tell
from paperdex.commands.parts.outcome import end
from paperdex.commands.parts.printing import echo_lines
from paperdex.commands.parts.request import Request
from paperdex.commands.parts.sharing import Asked, Line, answer_lines
from paperdex.errors import InputError, UsageError, cause_of
from paperdex.sources import describe_missing

# Options that no file of queries can have: their parameters, and how they are typed.
_REFUSED = {"explain": "--explain", "facets": "--by", "opened": "--open", "save": "--save"}


def answer_queries(
    words: tuple[str, ...],
    path: str,
    *,
    limit: int,
    offset: int,
    sort: str,
    engine: str,
    **options: Any,
) -> int:
    """Print an object for each query of a file, as soon as it is answered; returns the exit code.

    ``options`` are those refused here, which are named if given, and those of
    :func:`paperdex.commands.parts.request.read_request`: each query has the same filters. Raises
    UsageError, with the line, if a query can't be read and must be; InputError if the file can't
    be read.
    """
    others = {typed: options.pop(name) for name, typed in _REFUSED.items()}
    how = {"limit": limit, "offset": offset, "sort": sort, "engine": engine}
    asked = Asked(path, how, options)
    request = asked.read_request()
    _check({"words": words, **others}, path, request)
    found = None
    with (
        request.open_library() as library,
        closing(answer_lines(library, asked, _read_lines(path))) as answers,
    ):
        for told, line, is_found in answers:
            for message in told:
                tell(message)
            echo_lines([line])
            found = found or is_found
        if found is None:
            tell(f"{path}: no query there")
        return end(library, bool(found))


def _check(others: Mapping[str, Any], path: str, request: Request) -> None:
    """Refuse what excludes --queries: any of ``others`` that was given, formats other than JSON
    lines and ids, and standard input for two purposes."""
    given = next((name for name, value in others.items() if value), None)
    if given is not None:
        raise UsageError(f"--queries answers the lines of a file: leave {given} out")
    if request.style.format not in (None, "jsonl", "ids"):
        raise UsageError("--queries prints JSON lines; with --ids their hits are ids alone")
    if path == "-" and "-" in request.paths:
        raise UsageError("--queries and --in can't both be standard input")


def _read_lines(path: str) -> Iterator[Line]:
    """The lines of a file that are not blank, with their numbers from 1."""
    try:
        with _open(path) as file:
            for number, line in enumerate(file, 1):
                text = line.decode("utf-8-sig" if number == 1 else "utf-8", "replace").strip()
                if text:
                    yield number, text, "\ufffd" not in text or "\ufffd".encode() in line
    except FileNotFoundError as error:
        raise InputError(describe_missing(path)) from error
    except OSError as error:
        raise InputError(f"{path}: {cause_of(error)}") from error


def _open(path: str) -> AbstractContextManager[BinaryIO]:
    if path != "-":
        return open(path, "rb")
    from paperdex.spool import standard_input

    return nullcontext(standard_input())
