"""A folder with documents, queries and judgements -> a test collection.

``docs.jsonl`` (id, title, abstract), ``queries.jsonl`` (id, text) and ``qrels.tsv``
(query, document, grade; relevant from 1 on), each plain or gzipped (``.gz``). What is
missing or broken is an InputError that names file and line.
"""

import gzip
import json
import os
from collections.abc import Iterator
from typing import Any, NamedTuple

from paperdex.errors import InputError
from paperdex.listing.decode import DAMAGE
from paperdex.paper import Paper
from paperdex.text import wellformed


class Collection(NamedTuple):
    """Papers, the text of each query by its id, and the grade of each judged pair."""

    papers: list[Paper]
    queries: dict[str, str]
    grades: dict[str, dict[str, int]]


def read_collection(folder: str) -> Collection:
    """The collection in a folder. Judgements of unknown queries or papers are an error."""
    papers = {}
    for place, record in _read_records(folder, "docs.jsonl"):
        name, title = _text(record, "id", place), _text(record, "title", place, "")
        papers[name] = Paper(name, title, abstract=_text(record, "abstract", place, "") or None)
    queries = {
        _text(record, "id", place): _text(record, "text", place)
        for place, record in _read_records(folder, "queries.jsonl")
    }
    grades: dict[str, dict[str, int]] = {}
    for place, line in _read_lines(folder, "qrels.tsv"):
        query, paper, grade = _judgement(place, line)
        for name, known in ((query, queries), (paper, papers)):
            if name not in known:
                raise InputError(f"{place}: there is no {name!r}")
        grades.setdefault(query, {})[paper] = grade
    if not any(grade > 0 for judged in grades.values() for grade in judged.values()):
        raise InputError(f"{folder}: no query has a relevant paper")
    return Collection(list(papers.values()), queries, grades)


def _judgement(place: str, line: str) -> tuple[str, str, int]:
    cells = line.split("\t")
    try:
        query, paper, grade = cells
        return query, paper, int(grade)
    except ValueError as error:
        message = f"{place}: not a query, a document and a whole number, with tabs between"
        raise InputError(message) from error


def _read_records(folder: str, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for place, line in _read_lines(folder, name):
        try:
            record = json.loads(line)
        except ValueError as error:
            raise InputError(f"{place}: not JSON") from error
        if not isinstance(record, dict):
            raise InputError(f"{place}: not a record")
        yield place, record


def _text(record: dict[str, Any], name: str, place: str, missing: str | None = None) -> str:
    value = record.get(name)
    if value is None and missing is not None:
        return missing
    if isinstance(value, int) and name == "id":
        return str(value)
    if not isinstance(value, str):
        raise InputError(f"{place}: no text {name!r}")
    return wellformed(value)


def _read_lines(folder: str, name: str) -> Iterator[tuple[str, str]]:
    """The lines of a file that are not blank, each with its place, `file:line`."""
    path = os.path.join(folder, name)
    if not os.path.exists(path):
        path += ".gz"
    number = 0
    try:
        with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
            for number, line in enumerate(file, 1):
                text = line.decode("utf-8").strip("\r\n")
                if text.strip():
                    yield f"{path}:{number}", text
    except FileNotFoundError as error:
        raise InputError(f"{folder}: no {name} or {name}.gz there") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}:{number}: not UTF-8") from error
    except DAMAGE as error:
        raise InputError(f"{path}:{number + 1}: damaged from here on") from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
