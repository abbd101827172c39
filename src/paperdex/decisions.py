"""`decisions.jsonl`: what a person decided about duplicates, one decision a line.

The file stands beside the store and outlives it. It only grows: a decision is undone
by another line. Entries are known by a digest of what they say, so that a decision
holds when files are moved, pages saved again and libraries made anew; where two
entries say the same, also by file and the how-many-eth such entry of the file it is.
"""

import json
import os
from collections.abc import Sequence
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
    """All decisions, in order, those undone too. Raises LibraryError for a broken line."""
    if path is None or not os.path.exists(path):
        return []
    decisions = dict[int, Decision]()
    with open(path, encoding="utf-8") as file:
        for place, line in enumerate(file, 1):
            try:
                record = json.loads(line)
                if record["decision"] == "undo":
                    of = record["of"]
                    decisions[of] = decisions[of]._replace(undone=True)
                else:
                    decision = _from_record(len(decisions) + 1, record)
                    decisions[place] = decision._replace(line=place)
            except (ValueError, KeyError, TypeError) as error:
                raise LibraryError(
                    f"{path}:{place}: no decision can be read here: mend or delete the line"
                ) from error
    return list(decisions.values())


def append_decision(path: str, decision: Decision) -> None:
    """Write down a decision."""
    one, other = ([said._asdict() for said in side] for side in (decision.one, decision.other))
    _append(path, {"decision": decision.answer, "one": one, "other": other})


def append_undo(path: str, line: int) -> None:
    """Write down that the decision of a line no longer holds."""
    _append(path, {"decision": "undo", "of": line})


def stand(decisions: Sequence[Decision]) -> list[Decision]:
    """Those that were not undone."""
    return [decision for decision in decisions if not decision.undone]


def _append(path: str, record: dict[str, Any]) -> None:
    try:
        with open(path, "a", encoding="utf-8") as file:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    except OSError as error:
        raise LibraryError(f"{path}: can't be written: {error.strerror or error}") from error


def _from_record(number: int, record: dict[str, Any]) -> Decision:
    if record["decision"] not in (SAME, DIFFERENT):
        raise ValueError(record["decision"])
    one, other = (tuple(SaidBy(**said) for said in record[side]) for side in ("one", "other"))
    return Decision(number, record["decision"], one, other)
