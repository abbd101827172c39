"""Which entries of a library are one paper, why, and what a person decides on it."""

from typing import TYPE_CHECKING

from paperdex.library.opened import Opened
from paperdex.paper import Paper, Sighting
from paperdex.store.lookup import reason_of

if TYPE_CHECKING:
    from paperdex.decisions import Decision
    from paperdex.duplicates import Doubtful, Explanation
    from paperdex.report import DuplicateGroup


class Duplicates(Opened):
    """The duplicates of a library, and decisions on them."""

    def dedupe(self) -> "list[DuplicateGroup]":
        """The papers with several entries, and why they are one paper."""
        from paperdex.report import list_duplicates

        return list_duplicates(self._store)

    def doubtful(self) -> "list[Doubtful]":
        """Pairs of entries that may be one paper and are not merged."""
        from paperdex.duplicates import list_doubtful

        return list_doubtful(self._store)

    def why(self, one: str, other: str) -> "Explanation":
        """Why two, each an id or FILE:LINE, are one paper or not. Raises NotFoundError for an
        unknown one."""
        from paperdex.duplicates import explain

        return explain(self._workspace, one, other)

    def reason(self, paper: Paper) -> str:
        """Why the entries of a paper are one paper; empty if it has only one."""
        return reason_of(self._store, paper.id)

    def sources_of(self, paper: Paper) -> "list[tuple[str, Sighting]]":
        """The known fields of a paper, each with the sighting that gave it."""
        from paperdex.duplicates import find_origins

        return find_origins(self._store, paper.id)

    # Decisions, which are kept in decisions.jsonl and override every rule

    def decide(self, answer: str, one: str | Paper, other: str | Paper) -> "Decision":
        """Decide that two, each an id, FILE:LINE or a doubtful entry, are the `same` paper or
        `different` ones. Returns the decision, or the existing one that says so already."""
        from paperdex.deciding import decide_on_pair

        return decide_on_pair(self._workspace, answer, (one, other))

    def split(self, text: str) -> "Decision":
        """Decide that every entry of a paper is a paper of its own."""
        from paperdex.deciding import split_paper

        return split_paper(self._workspace, text)

    def undo(self, number: int | None = None) -> "Decision":
        """Undo a decision by its number, else the last one in force; returns it."""
        from paperdex.deciding import undo_decision

        return undo_decision(self._workspace, number)

    def decisions(self) -> "list[Decision]":
        """All decisions, also undone ones, in the order in which they were made."""
        from paperdex.decisions import read_decisions

        return read_decisions(self._workspace.decisions_path)

    def overridden_decisions(self) -> set[int]:
        """The numbers of the decisions of which nothing holds, because later ones say otherwise."""
        from paperdex.ingest.applying import find_overridden

        return find_overridden(self._store, self.decisions())

    def unreadable_decisions(self, untold: bool = False) -> list[str]:
        """The lines of decisions.jsonl that can't be read and are not applied: where each one is,
        and what to do. If ``untold``, without those told when the library was brought up to
        date."""
        from paperdex.decisions import find_unreadable

        problems = find_unreadable(self._workspace.decisions_path)
        told = self._workspace.told_unreadable if untold else ()
        return [problem for problem in problems if problem not in told]

    def papers_of(self, decision: "Decision") -> list[str]:
        """The ids of the papers that the entries of a decision belong to now."""
        from paperdex.ingest.applying import papers_of_decision

        return papers_of_decision(self._store, decision)

    def judge_again(self) -> None:
        """Judge the whole library again, by the rules of this version."""
        from paperdex.ingest.update import judge_again

        judge_again(self._store, self._workspace.index_path, self.decisions())
