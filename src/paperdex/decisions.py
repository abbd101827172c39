"""`decisions.jsonl`: what a person decided about duplicates, one decision a line.

The file is beside the store and outlives it. It is only appended to: a decision is undone
by another line. Entries are identified by a digest of what they say, so that a decision
still applies when files are moved, pages saved again or libraries rebuilt; entries that say
the same are told apart by file and by their position among such entries of the file.
"""

import json
import os
from collections.abc import Sequence
from errno import ENOSPC
from io import RawIOBase
from typing import Any, NamedTuple

from paperdex.errors import LibraryError, cause_of

SAME, DIFFERENT = "same", "different"


class DecidedEntry(NamedTuple):
    """An entry that a decision is about, together with all entries that say the same, unless
    the decision is about this one ``only``. ``nth`` is its position, from 1, among the
    entries of its file that say the same. Line and title are for people."""

    digest: str
    file: str
    nth: int
    line: int
    title: str
    only: bool = False


class Decision(NamedTuple):
    """Each entry of one side and each of the other are the same paper, or different papers.
    Decisions are numbered from 1 in the order made; undoing one changes no number. ``line``
    is its line in the file."""

    number: int
    answer: str
    one: tuple[DecidedEntry, ...]
    other: tuple[DecidedEntry, ...]
    undone: bool = False
    line: int = 0


def read_decisions(path: str | None) -> list[Decision]:
    """All decisions that can be read, in order, also undone ones."""
    return _read(path)[0]


def find_unreadable(path: str | None) -> list[str]:
    """What is wrong with the lines that can't be read, one line each: a power cut may have torn
    the last one."""
    return _read(path)[1]


def _read(path: str | None) -> tuple[list[Decision], list[str]]:
    decisions, problems = dict[int, Decision](), list[str]()
    if path is None or not os.path.exists(path):
        return [], []
    for place, line in enumerate(_read_lines(path), 1):
        try:
            if line.strip():
                _take(decisions, place, json.loads(line))
        except (ValueError, KeyError, TypeError, RecursionError):
            problems.append(
                f"{path}:{place}: no decision can be read here, and none is applied:"
                " mend or delete the line"
            )
    return list(decisions.values()), problems


def _read_lines(path: str) -> list[str]:
    """Raises LibraryError: without its decisions a library would silently be another one."""
    try:
        with open(path, encoding="utf-8", errors="replace", newline="\n") as file:
            return file.readlines()
    except OSError as error:
        raise LibraryError(f"{path}: can't be read: {cause_of(error)}") from error


def _take(decisions: dict[int, Decision], place: int, record: dict[str, Any]) -> None:
    """Add the record of a line to the decisions, by line. Raises ValueError, KeyError or
    TypeError if it is not a decision."""
    if record["decision"] == "undo":
        line = record["of"]
        decisions[line] = decisions[line]._replace(undone=True)
    else:
        decision = _from_record(len(decisions) + 1, record)
        decisions[place] = decision._replace(line=place)


def append_decision(
    path: str, answer: str, one: Sequence[DecidedEntry], other: Sequence[DecidedEntry]
) -> None:
    """Append a decision."""
    sides = [[said._asdict() for said in side] for side in (one, other)]
    _append(path, {"decision": answer, "one": sides[0], "other": sides[1]})


def append_undo(path: str, line: int) -> None:
    """Append that the decision of a line is undone."""
    _append(path, {"decision": "undo", "of": line})


def find_in_force(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions that were not undone."""
    return [decision for decision in decisions if not decision.undone]


def _append(path: str, record: dict[str, Any]) -> None:
    """Append a line and wait until it is on the disk: whole, or not at all."""
    line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
    try:
        with open(path, "a+b", buffering=0) as file:
            end = file.seek(0, os.SEEK_END)
            if end and _last_byte(file) != b"\n":  # after a torn line, which is kept
                line = b"\n" + line
            try:
                if file.write(line) != len(line):
                    raise OSError(ENOSPC, os.strerror(ENOSPC))
                os.fsync(file.fileno())
            except BaseException:
                file.truncate(end)
                raise
    except OSError as error:
        raise LibraryError(f"{path}: can't be written: {cause_of(error)}") from error


def _last_byte(file: RawIOBase) -> bytes:
    file.seek(-1, os.SEEK_END)
    return file.read(1) or b""


def _from_record(number: int, record: dict[str, Any]) -> Decision:
    if record["decision"] not in (SAME, DIFFERENT):
        raise ValueError(record["decision"])
    one, other = (tuple(DecidedEntry(**said) for said in record[side]) for side in ("one", "other"))
    for said in (*one, *other):
        bytes.fromhex(said.digest)
        if not (isinstance(said.file, str) and isinstance(said.title, str)):
            raise TypeError("no names")
        if not all(isinstance(number, int) for number in (said.nth, said.line, said.only)):
            raise TypeError("no numbers")
    return Decision(number, record["decision"], one, other)
