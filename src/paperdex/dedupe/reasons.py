"""Verdicts that joined entries -> why these are one paper, in words."""

import re
from collections.abc import Iterable, Sequence

from paperdex.dedupe.traits import Traits
from paperdex.dedupe.verdict import Verdict
from paperdex.paper import Paper

_REPEATED = "entry repeated"
# The share of two abstracts in a reason.
_SHARE = re.compile(r"(?<=abstract )\d\.\d\d")


def name_reasons(verdicts: Iterable[Verdict]) -> str:
    """The reasons of a group in words, the strongest first, without those that another one
    extends. Of several shares of abstracts the lowest is given."""
    ranked = sorted({(verdict.rank, verdict.reason) for verdict in verdicts})
    lowest = dict[str, str]()
    for _, reason in ranked:
        saying = _SHARE.sub("", reason)
        lowest[saying] = min(reason, lowest.get(saying, reason))
    reasons = dict.fromkeys(lowest.values())
    told = (r for r in reasons if not any(other.startswith(f"{r} ") for other in reasons))
    return "; ".join(told)


def note_repeated_cards(entries: Sequence[Paper], reason: str) -> str:
    """The reason of a group, where some files have an entry of it twice, one right after the
    other, as pages of trending papers do: where they all do, that is the reason."""
    cards = {
        (*Traits(entry).judged, entry.summary, at.source, at.file, at.rank)
        for entry in entries
        if (at := entry.sightings[0]).rank is not None
    }
    repeated = sum((*card, rank - 1) in cards for *card, rank in cards if rank is not None)
    if not repeated:
        return reason
    return _REPEATED if repeated == len(entries) - 1 else f"{_REPEATED}; {reason}"
