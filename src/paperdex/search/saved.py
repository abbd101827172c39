"""Searches that a person saved, and the papers that each has shown: one small file each.

They are in `searches/` beside the store and outlive it. A file is written whole or not at
all. Papers are recorded by all ids they have or had, so that a paper is still recognised
after its arXiv id became known, or the library was rebuilt.
"""

import json
import os
import re
from typing import Any, NamedTuple

from paperdex.errors import LibraryError, UsageError, cause_of
from paperdex.query import Query
from paperdex.query.filters import Filters
from paperdex.spelling import find_similar_name
from paperdex.text import shortened
from paperdex.whole import writing_whole

NO_SEARCH = "no search is saved: paperdex search QUERY --save NAME"
"""The message that there is none."""

_NAME = re.compile(r"\w[\w.-]{0,99}")
_END = ".json"


class SavedSearch(NamedTuple):
    """A search by its name, and the ids of the papers that it has shown."""

    name: str
    query: Query
    seen: frozenset[str]


def list_names(folder: str) -> list[str]:
    """The names of the searches saved in a folder, in order."""
    if not os.path.isdir(folder):
        return []
    found = (name.removesuffix(_END) for name in os.listdir(folder) if name.endswith(_END))
    return sorted(name for name in found if _NAME.fullmatch(name))


def read_search(folder: str, name: str) -> SavedSearch:
    """A saved search. Raises UsageError if there is none, LibraryError if it is broken."""
    path = _path(folder, name)
    try:
        with open(path, encoding="utf-8") as file:
            query, seen = _from_record(json.load(file))
    except FileNotFoundError as error:
        raise UsageError(_no_such(folder, name)) from error
    except (OSError, ValueError, RecursionError, UsageError) as error:
        raise LibraryError(
            f"{path}: no saved search can be read here: `paperdex saved --forget {name}`"
        ) from error
    return SavedSearch(name, query, seen)


def read_all(folder: str) -> tuple[list[SavedSearch], list[str]]:
    """All saved searches that can be read, and what is wrong with the others."""
    searches, problems = list[SavedSearch](), list[str]()
    for name in list_names(folder):
        try:
            searches.append(read_search(folder, name))
        except LibraryError as error:
            problems.append(str(error))
    return searches, problems


def _from_record(record: Any) -> tuple[Query, frozenset[str]]:
    """The search in a file's record. Raises ValueError or UsageError if it is not one."""
    if not (isinstance(record, dict) and {"text", "filters", "seen"} <= set(record)):
        raise ValueError("fields are missing")
    filters, seen = record["filters"], record["seen"]
    types = {name: int if name.startswith("min_") else str for name in Filters._fields}
    asked = {name: record[name] for name in record if name not in ("filters", "seen")}
    is_sound = (
        isinstance(filters, dict)
        and all(type(value) is types.get(name) for name, value in filters.items())
        and set(asked) <= set(Query._fields)
        and all(type(value) is (str if name == "text" else bool) for name, value in asked.items())
        and isinstance(seen, list)
        and all(isinstance(name, str) for name in seen)
    )
    if not is_sound:
        raise ValueError("values are of other types")
    query = Query(**asked, filters=Filters(**filters))
    query.filters.ranges()  # raises UsageError for a date that is none
    return query, frozenset(seen)


def write_search(folder: str, saved: SavedSearch) -> None:
    """Write a search, replacing the one of its name. Raises LibraryError if that fails."""
    path = _path(folder, saved.name)
    query = {**saved.query._asdict(), "filters": saved.query.filters.given()}
    try:
        os.makedirs(folder, exist_ok=True)
        with writing_whole(path) as file:
            # One line per field, and one per paper that was seen, for people to read.
            json.dump({**query, "seen": sorted(saved.seen)}, file, ensure_ascii=False, indent=0)
            file.write("\n")
    except OSError as error:
        raise LibraryError(f"{path}: can't be written: {cause_of(error)}") from error


def remove_search(folder: str, name: str) -> None:
    """Delete a saved search, even one that can't be read. Raises UsageError if there is none."""
    try:
        os.unlink(_path(folder, name))
    except FileNotFoundError as error:
        raise UsageError(_no_such(folder, name)) from error
    except OSError as error:
        raise LibraryError(f"{error.filename}: can't be deleted: {cause_of(error)}") from error


def check_name(name: str) -> str:
    """The name, if a search can have it. Raises UsageError otherwise."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{shortened(name)!r}: the name of a search is made of letters, digits, "
            "`.`, `-` and `_`"
        )
    return name


def _path(folder: str, name: str) -> str:
    return os.path.join(folder, check_name(name) + _END)


def _no_such(folder: str, name: str) -> str:
    names = list_names(folder)
    near = find_similar_name(name, names)
    if near:
        return f"{name}: no search of this name is saved; did you mean {near}?"
    if not names:
        return f"{name}: {NO_SEARCH}"
    return f"{name}: no search of this name is saved; there are: {', '.join(names)}"
