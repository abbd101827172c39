"""An entry -> digests of what it says: for judging, and for a person's decisions.

Entries of one kind are judged as one. Decisions outlive the rules, and a date that is
inferred otherwise tomorrow: they know an entry by less.
"""

from paperdex.dedupe.grouping import judge_itself
from paperdex.dedupe.traits import Traits, digest_texts

# Titles that many works bear are shorter than this.
_SERIAL_LETTERS = 60


def digest_kind(entry: Traits) -> bytes:
    """A digest of all that judging looks at. An entry too bare to be joined even to its
    like is a kind of its own, by its place."""
    return _digest_content(entry) if is_known_by_itself(entry) else digest_alone(entry)


def digest_alone(entry: Traits) -> bytes:
    """A digest of what an entry says and where it stands."""
    seen = entry.paper.sightings[0]
    return digest_texts(_digest_content(entry), seen.source, seen.file, str(seen.line))


def is_known_by_itself(entry: Traits) -> bool:
    """Whether two entries that say this are one paper."""
    if len(entry.paper.title) > _SERIAL_LETTERS or not entry.title.is_serial:
        return True
    return judge_itself(entry).answer == "same"


def _digest_content(entry: Traits) -> bytes:
    return digest_texts(entry.said, entry.paper.date, entry.paper.venue)
