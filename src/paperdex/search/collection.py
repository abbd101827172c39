"""A folder with documents, queries and judgements -> a test collection.

``docs.jsonl`` (id, title, abstract), ``queries.jsonl`` (id, text) and ``qrels.tsv``
(query, document, grade; relevant from 1 on), each plain or gzipped (``.gz``); or the same
under the names of BEIR (https://github.com/beir-cellar/beir): ``corpus.jsonl`` (_id, title,
text), ``qrels/test.tsv``. What is missing or broken is an InputError that names file and line.
"""

import gzip
import json
import os
from collections.abc import Container, Iterator, Sequence
from typing import Any, NamedTuple

from paperdex.errors import InputError, cause_of
from paperdex.listing.decode import DAMAGE
from paperdex.paper import Paper
from paperdex.text import shortened, wellformed

# Names of files and fields, first our own.
_DOCS = ("docs.jsonl", "corpus.jsonl")
_QUERIES = ("queries.jsonl",)
_QRELS = ("qrels.tsv", os.path.join("qrels", "test.tsv"))
_ID = ("id", "_id")
_ABSTRACT = ("abstract", "text")
_HEADER = "query-id\t"


class Collection(NamedTuple):
    """A test collection: its papers, the text of each query by the query's id, and the grades of
    papers by query and paper id.

    ``unknown_papers`` and ``unknown_queries`` are how many judgements name a paper or a query that
    the collection does not have. Such a paper counts as not found; such a query is left out.
    """

    papers: list[Paper]
    queries: dict[str, str]
    grades: dict[str, dict[str, int]]
    unknown_papers: int
    unknown_queries: int

    def answerable(self) -> list[str]:
        """The ids of the queries that have a relevant paper: those that are measured by."""
        return [query for query, grades in self.grades.items() if max(grades.values()) > 0]


def read_collection(folder: str) -> Collection:
    """The collection in a folder."""
    papers, queries = _read_papers(folder), _read_queries(folder)
    grades: dict[str, dict[str, int]] = {}
    unknown_papers = unknown_queries = 0
    for place, line in _read_lines(folder, _QRELS):
        if line.startswith(_HEADER):
            continue
        query, paper, grade = _judgement(place, line)
        if query not in queries:
            unknown_queries += 1
            continue
        unknown_papers += paper not in papers
        grades.setdefault(query, {})[paper] = grade
    read = Collection([*papers.values()], queries, grades, unknown_papers, unknown_queries)
    if not read.answerable():
        raise InputError(f"{folder}: no query has a relevant paper")
    judged = (judgement for given in grades.values() for judgement in given.items())
    if not any(grade > 0 and paper in papers for paper, grade in judged):
        raise InputError(f"{folder}: no relevant paper is among its documents")
    return read


def _read_papers(folder: str) -> dict[str, Paper]:
    """The documents, as papers by their ids."""
    papers = dict[str, Paper]()
    for place, record in _read_records(folder, _DOCS):
        name, title = _new_id(record, place, papers), _text(record, ("title",), place, "")
        papers[name] = Paper(name, title, abstract=_text(record, _ABSTRACT, place, "") or None)
    if not papers:
        raise InputError(f"{folder}: there is no document to rank")
    return papers


def _read_queries(folder: str) -> dict[str, str]:
    queries = dict[str, str]()
    for place, record in _read_records(folder, _QUERIES):
        queries[_new_id(record, place, queries)] = _text(record, ("text",), place)
    return queries


def _judgement(place: str, line: str) -> tuple[str, str, int]:
    cells = line.split("\t")
    try:
        query, paper, grade = cells
        return query, paper, int(grade)
    except ValueError as error:
        message = f"{place}: not a query, a document and a whole number, with tabs between"
        raise InputError(message) from error


def _read_records(folder: str, names: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for place, line in _read_lines(folder, names):
        try:
            record = json.loads(line)
        except ValueError as error:
            raise InputError(f"{place}: not JSON") from error
        if not isinstance(record, dict):
            raise InputError(f"{place}: not a record")
        yield place, record


def _new_id(record: dict[str, Any], place: str, known: Container[str]) -> str:
    """The id of a record, which no earlier one has."""
    name = _text(record, _ID, place)
    if name in known:
        raise InputError(f"{place}: another record has the id {shortened(name)!r}")
    return name


def _text(
    record: dict[str, Any], names: Sequence[str], place: str, missing: str | None = None
) -> str:
    """The value under the first of these names that the record has; ``missing`` if it has none."""
    value = next((record[name] for name in names if record.get(name) is not None), missing)
    if isinstance(value, int) and names is _ID:
        return str(value)
    if not isinstance(value, str):
        raise InputError(f"{place}: no text {names[0]!r}")
    return wellformed(value)


def _read_lines(folder: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The lines of a file that are not blank, each with its place, `file:line`. The file is the
    first of the names, plain or gzipped, that is there."""
    paths = [os.path.join(folder, name + end) for name in names for end in ("", ".gz")]
    path = next(filter(os.path.exists, paths), None)
    if path is None:
        raise InputError(f"{folder}: no {names[0]} or {names[0]}.gz there")
    number = 0
    try:
        with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
            for number, line in enumerate(file, 1):
                text = line.decode("utf-8").strip("\r\n")
                if text.strip():
                    yield f"{path}:{number}", text
    except UnicodeDecodeError as error:
        raise InputError(f"{path}:{number}: not UTF-8") from error
    except DAMAGE as error:
        raise InputError(f"{path}:{number + 1}: damaged from here on") from error
    except OSError as error:
        raise InputError(f"{path}: {cause_of(error)}") from error
