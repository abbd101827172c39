"""`decisions.jsonl`: what a person decided about duplicates, one decision a line.

The file stands beside the store and outlives it. It only grows: a decision is undone
by another line. Entries are known by a digest of what they say, so that a decision
holds when files are moved, pages saved again and libraries made anew; where two
entries say the same, also by file and the how-many-eth such entry of the file it is.
"""

import json
import os
from collections.abc import Sequence
from errno import ENOSPC
from io import RawIOBase
from typing import Any, NamedTuple

from paperdex.errors import LibraryError

SAME, DIFFERENT = "same", "different"


class SaidBy(NamedTuple):
    """An entry that a decision is about, and all that say the same, unless it is about
    this one ``only``: the how-many-eth of its file. Line and title are for people."""

    digest: str
    file: str
    nth: int
    line: int
    title: str
    only: bool = False


class Decision(NamedTuple):
    """Every entry of the one side and every of the other are the same paper, or
    different ones. Numbers count the decisions made, those undone too, from 1: what is
    undone takes none and frees none. ``line`` is where it stands in the file."""

    number: int
    answer: str
    one: tuple[SaidBy, ...]
    other: tuple[SaidBy, ...]
    undone: bool = False
    line: int = 0


def read_decisions(path: str | None) -> list[Decision]:
    """All decisions that can be read, in order, those undone too."""
    return _read(path)[0]


def find_unreadable(path: str | None) -> list[str]:
    """What is wrong with the lines that no decision can be read of, one line each: a power
    cut may have torn the last one."""
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
    """Raises LibraryError: without them a library would be another one, and nobody be told."""
    try:
        with open(path, encoding="utf-8", errors="replace", newline="\n") as file:
            return file.readlines()
    except OSError as error:
        raise LibraryError(f"{path}: can't be read: {error.strerror or error}") from error


def _take(decisions: dict[int, Decision], place: int, record: dict[str, Any]) -> None:
    """Add what a line says to the decisions by line. Raises for what none can be."""
    if record["decision"] == "undo":
        of = record["of"]
        decisions[of] = decisions[of]._replace(undone=True)
    else:
        decision = _from_record(len(decisions) + 1, record)
        decisions[place] = decision._replace(line=place)


def append_decision(path: str, answer: str, one: Sequence[SaidBy], other: Sequence[SaidBy]) -> None:
    """Write down a decision."""
    sides = [[said._asdict() for said in side] for side in (one, other)]
    _append(path, {"decision": answer, "one": sides[0], "other": sides[1]})


def append_undo(path: str, line: int) -> None:
    """Write down that the decision of a line no longer holds."""
    _append(path, {"decision": "undo", "of": line})


def stand(decisions: Sequence[Decision]) -> list[Decision]:
    """Those that were not undone."""
    return [decision for decision in decisions if not decision.undone]


def _append(path: str, record: dict[str, Any]) -> None:
    """Add a line, and see that it is on the disk: whole, or not at all."""
    line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
    try:
        with open(path, "a+b", buffering=0) as file:
            end = file.seek(0, os.SEEK_END)
            if end and _last_byte(file) != b"\n":  # a torn line is to stay one by itself
                line = b"\n" + line
            try:
                if file.write(line) != len(line):
                    raise OSError(ENOSPC, os.strerror(ENOSPC))
                os.fsync(file.fileno())
            except BaseException:
                file.truncate(end)
                raise
    except OSError as error:
        raise LibraryError(f"{path}: can't be written: {error.strerror or error}") from error


def _last_byte(file: RawIOBase) -> bytes:
    file.seek(-1, os.SEEK_END)
    return file.read(1) or b""


def _from_record(number: int, record: dict[str, Any]) -> Decision:
    if record["decision"] not in (SAME, DIFFERENT):
        raise ValueError(record["decision"])
    one, other = (tuple(SaidBy(**said) for said in record[side]) for side in ("one", "other"))
    for said in (*one, *other):
        bytes.fromhex(said.digest)
        if not (isinstance(said.file, str) and isinstance(said.title, str)):
            raise TypeError("no names")
        if not all(isinstance(number, int) for number in (said.nth, said.line, said.only)):
            raise TypeError("no numbers")
    return Decision(number, record["decision"], one, other)
