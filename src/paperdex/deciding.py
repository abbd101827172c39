"""A person's decision on duplicates -> the line of decisions.jsonl that keeps it, applied to the
library in the same transaction.

Raises UsageError for a decision that contradicts one in force, LibraryError if the library is
held in memory, where none can be kept.
"""

from collections.abc import Sequence

from paperdex.config import sum_if_there
from paperdex.decisions import (
    DIFFERENT,
    Decision,
    append_decision,
    append_undo,
    find_in_force,
    read_decisions,
)
from paperdex.errors import LibraryError, UsageError
from paperdex.ingest.applying import are_decided, do_decisions_hold, find_decision, name_entries
from paperdex.ingest.update import update_decisions
from paperdex.paper import Paper
from paperdex.search.resolve import find_entries, find_entry
from paperdex.store.entries import entries_of_id, paper_of_entry
from paperdex.workspace import Workspace


def decide_on_pair(
    workspace: Workspace, answer: str, sides: tuple[str | Paper, str | Paper]
) -> Decision:
    """Decide that two are the same paper or different ones; each is an id, FILE:LINE, or an
    entry read from the store. Returns the decision, or an existing one that already says so.

    Raises NotFoundError for an unknown one, UsageError if the decision contradicts another one
    in force.
    """
    store = workspace.store
    one, other = (
        find_entries(store, workspace.place.root, side)
        if isinstance(side, str)
        else [find_entry(store, side)]
        for side in sides
    )
    made = find_decision(store, read_decisions(workspace.decisions_path), one, other)
    is_one = not set(one).isdisjoint(other)
    says_so = is_one or are_decided(store, answer, one, other)
    if made and made.decision.answer == answer and says_so:
        return made.decision
    if is_one:
        hint = f": `paperdex split {sides[0]}`" if answer == DIFFERENT else ""
        raise UsageError(f"{sides[0]} and {sides[1]} are one paper already{hint}")
    return _decide(workspace, answer, (one, other))


def split_paper(workspace: Workspace, text: str) -> Decision:
    """Decide that every entry of a paper, or of the paper at FILE:LINE, is a paper of its own.
    Raises UsageError if it has only one."""
    store = workspace.store
    [first, *_] = find_entries(store, workspace.place.root, text)
    entries = entries_of_id(store, paper_of_entry(store, first))
    if len(entries) < 2:
        raise UsageError(f"{text}: the paper has only one entry, so there is nothing to split")
    return _decide(workspace, DIFFERENT, (entries, entries))


def undo_decision(workspace: Workspace, number: int | None) -> Decision:
    """Undo a decision by its number, else the last one in force. Raises UsageError if there is
    none."""
    path = _must_keep(workspace.decisions_path)
    undone = list[Decision]()

    def decisions() -> list[Decision]:
        made = read_decisions(path)
        chosen = [d for d in find_in_force(made) if number is None or d.number == number]
        if not chosen:
            raise UsageError(
                "no decision is left to undo"
                if number is None
                else f"no decision {number} is in force"
            )
        undone.append(chosen[-1])
        return [d._replace(undone=True) if d == chosen[-1] else d for d in made]

    def keep() -> None:
        append_undo(path, undone[0].line)
        workspace.store.keep_decisions_stamp(sum_if_there(path))

    update_decisions(workspace.store, workspace.index_path, decisions, keep=keep)
    return undone[0]


def _decide(
    workspace: Workspace, answer: str, sides: tuple[Sequence[int], Sequence[int]]
) -> Decision:
    path = _must_keep(workspace.decisions_path)
    one, other = (name_entries(workspace.store, *pair) for pair in (sides, sides[::-1]))
    made = list[Decision]()

    def decisions() -> list[Decision]:
        before = read_decisions(path)
        return [*before, Decision(len(before) + 1, answer, one, other)]

    def check() -> None:
        if not do_decisions_hold(workspace.store):
            raise UsageError(
                "this contradicts a decision in force: see `paperdex decisions`,"
                " and undo that one first"
            )

    def keep() -> None:
        append_decision(path, answer, one, other)
        made.append(read_decisions(path)[-1])
        workspace.store.keep_decisions_stamp(sum_if_there(path))

    update_decisions(workspace.store, workspace.index_path, decisions, keep=keep, check=check)
    return made[0]


def _must_keep(path: str | None) -> str:
    if path is None:
        raise LibraryError("decisions are kept by a library: there is none here")
    return path
