"""What is found of two entries: one paper, two, doubtful or unknown, and why."""

from typing import NamedTuple


class Verdict(NamedTuple):
    """Whether two entries are ``same``, ``different``, ``doubtful`` or ``unknown``, and why. Of
    two reasons to join, the one with the lower ``rank`` is stronger. No group has two that are
    different or by ``namesakes``, whatever joins them to others."""

    answer: str
    reason: str = ""
    rank: int = 0
    namesakes: bool = False

    @property
    def parts(self) -> bool:
        """Whether two are kept out of one group."""
        return self.answer == "different" or self.namesakes


DECIDED, BY_ID, BY_PLACE, BY_ABSTRACT, BY_AUTHORS, BY_TITLE, BY_LIKENESS, OF_ANOTHER_YEAR = range(8)
"""How strong a reason to join is, the strongest first. One that leaves a year between two is the
weakest: what another paper of its own year claims as well is not a later one's."""

UNKNOWN = Verdict("unknown")
"""Nothing speaks for the two."""
