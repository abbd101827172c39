"""Lines of a file of queries -> their answers, in order; by several processes if there are many.

This process begins while the others start, and has its share later on. All answer from the state of
the library that this one has open. What another process can't answer, because the library has moved
on before it was opened there, or for any other reason, is answered here, so that errors are raised
and reported as by a single process.
"""

import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from functools import lru_cache
from itertools import chain, islice
from typing import Any, NamedTuple

from paperdex.commands.parts import tell
from paperdex.commands.parts.request import Request, check_query, read_request
from paperdex.engines import DEFAULT_ENGINE
from paperdex.errors import Tell, WorkStopped
from paperdex.library import Library
from paperdex.output.lines import to_json, write_found
from paperdex.search.rank import HIT_FIELDS
from paperdex.text import shortened
from paperdex.workers import WorkerPool, count_processors

# With fewer queries the others would hardly have started: that takes as long as a hundred.
_MANY = 500
# How many this process answers meanwhile, and how many are given away at once.
_FIRST, _BLOCK = 100, 25
# A block of longer answers would take much memory, before it is sent and while it is received.
_MOST_HITS = 100

Line = tuple[int, str, bool]
"""The number of a line, the query there, and whether all of its bytes were UTF-8."""

Answer = tuple[list[str], str, bool]
"""The messages of a query, if they were not told yet, its object, and whether it has hits."""

Answers = Generator[Answer, None, None]

# The state of the library to answer from, the fields of Asked, and some of the lines.
_Job = tuple[str, tuple[Any, ...], list[Line]]
# The state that answered, and the answers to these lines, or only to the first of them.
_Done = tuple[str, list[Answer]]


class Asked(NamedTuple):
    """What all queries of a file have in common, as plain values: its path, the arguments of
    :meth:`Library.rank`, and the options of :func:`read_request`."""

    path: str
    how: Mapping[str, Any]
    options: Mapping[str, Any]

    def read_request(self) -> Request:
        """The request that all are made of."""
        return read_request((), HIT_FIELDS, **self.options)


def answer_lines(library: Library, asked: Asked, lines: Iterator[Line]) -> Answers:
    """The answers of lines. Messages of this process are told at once. Raises UsageError, with
    the line, if a query can't be read and must be."""
    others = count_processors() - 1
    first = list(islice(lines, _MANY)) if others and _may_share(asked) else []
    lines = chain(first, lines)
    if len(first) < _MANY:
        return _answer_here(library, asked, lines)
    return _share(library, asked, lines, others)


def _may_share(asked: Asked) -> bool:
    """Whether lines can be shared: other processes can open the library and its index, and the
    lines are all in a file, rather than sent by a person or a program that waits for each answer.
    """
    is_file = asked.path != "-" and os.path.isfile(asked.path)
    is_usual = not asked.options["paths"] and asked.how["engine"] == DEFAULT_ENGINE
    return is_file and is_usual and asked.how["limit"] <= _MOST_HITS


def _share(library: Library, asked: Asked, lines: Iterator[Line], others: int) -> Answers:
    given = deque[deque[Line]]()  # and not answered yet

    def make_jobs() -> Iterator[_Job]:
        size = _FIRST
        while some := list(islice(lines, size)):
            given.append(deque(some))
            yield library.generation, tuple(asked), some
            size = _BLOCK

    def answer_own(job: _Job) -> Iterator[_Done]:
        return ((library.generation, [answer]) for answer in _answer_here(library, asked, job[-1]))

    try:
        with WorkerPool(others, first=_answer_there) as pool:
            for results in pool.do(_answer_there, make_jobs(), here=answer_own):
                for generation, answers in results:
                    if generation != library.generation:  # this one had to open another since
                        break
                    for answer in answers:
                        given[0].popleft()
                        yield answer
                yield from _answer_here(library, asked, given.popleft())
    except WorkStopped:  # the others, too, are ended now
        yield from _answer_here(library, asked, chain(*given, lines))


def _answer_here(library: Library, asked: Asked, lines: Iterable[Line]) -> Answers:
    request = asked.read_request()
    return (([], *_answer(library, request, asked, line, tell)) for line in lines)


def _answer_there(job: _Job) -> Iterator[_Done]:
    """In another process: the answers of a block of lines, up to the first it can't answer."""
    generation, plain, lines = job
    asked, answers = Asked(*plain), list[Answer]()
    with suppress(Exception):  # whoever gave the job meets it again, and reports it
        library, request = _open(generation), asked.read_request()
        for line in lines:
            told = list[str]()
            object_, is_found = _answer(library, request, asked, line, told.append)
            answers.append((told, object_, is_found))
    yield generation, answers


_until_the_end = ExitStack()


@lru_cache(maxsize=1)
def _open(generation: str) -> Library:
    """The current library, kept in this state. If that fails, for example with IndexUnusable,
    nothing is left open."""
    with ExitStack() as opening:
        library = opening.enter_context(Library.open(refresh=False))
        opening.enter_context(library.reading())
        library.hold(generation)
        _until_the_end.push(opening.pop_all())
    return library


def _answer(
    library: Library, request: Request, asked: Asked, line: Line, tell: Tell
) -> tuple[str, bool]:
    """The object of one query, and whether any paper was found."""
    number, text, is_utf8 = line
    where = f"{asked.path}:{number}: "
    if not is_utf8:
        tell(f"{where}not UTF-8: read as {shortened(text)!r}")
    query = request.query._replace(text=text)
    check_query(library, query, request.is_strict, where, tell)
    ranking = library.rank(query, **asked.how)
    if request.style.format == "ids":
        hits = [to_json(scored.id) for scored in ranking.scored]
    else:
        loaded = library.load(ranking, asked.how["offset"]).hits
        hits = list(write_found(loaded, "jsonl", fields=request.style.fields))
    shown = f'"query": {to_json(text)}, "total": {ranking.total}, "hits": [{", ".join(hits)}]'
    return f"{{{shown}}}", bool(hits)
