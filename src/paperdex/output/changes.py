"""What changed between two listings, as lines, as records, and in one sentence."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from paperdex.search.compare import Change, Comparison
from paperdex.terminal import printable
from paperdex.text import count_of

CHANGE_FIELDS = ("change", "before", "after", "id", "title")


def change_records(changes: Iterable[Change]) -> Iterator[dict[str, Any]]:
    """The records of changes as documented in docs/records.md."""
    for each in changes:
        values = (each.change, each.before, each.after, each.paper.id, each.paper.title)
        yield dict(zip(CHANGE_FIELDS, values, strict=True))


def comparison_lines(changes: Iterable[Change]) -> Iterator[str]:
    """One line per change: what, place before, place after, id, title; `-` for no place."""
    for each in changes:
        places = f"{each.before or '-'}\t{each.after or '-'}"
        yield f"{each.change}\t{places}\t{printable(each.paper.id)}\t{printable(each.paper.title)}"


def describe_counts(compared: Comparison) -> str:
    """How many papers each of the two has, and how many entered, left and moved."""
    papers = f"{count_of(compared.before, 'paper')} before, {compared.after:,} after"
    counted = Counter(each.change for each in compared.changes)
    changes = ", ".join(f"{count:,} {change}" for change, count in counted.items())
    return f"{papers}: {changes or 'no difference'}"
