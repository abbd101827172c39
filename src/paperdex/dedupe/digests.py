"""An entry -> digests of what it says: for judging, and for a person's decisions.

Entries with one digest are of one kind, and judged as one. Decisions know an entry by less than
that: by what stays the same when rules change, or a date is inferred otherwise.
"""

from hashlib import blake2b

from paperdex.dedupe.judging import judge_itself
from paperdex.dedupe.traits import Traits

# A digest begins with bytes of that by which decisions know an entry, and goes on with some that
# tell apart what decisions take for the same. Of three million entries two begin alike with a
# chance of one in four million, of a million that begin alike two go on alike with one in 500.
_SAID_BYTES, _REST_BYTES = 8, 6
# Parts fields, and stands in none, since white space is folded.
_FIELD_END = "\x1f"
# Titles that many works bear are shorter than this.
_SERIAL_LETTERS = 60


def begin_digest(said: bytes) -> bytes:
    """How the digests begin of all kinds whose entries decisions know by this digest."""
    return said[:_SAID_BYTES]


def digest_kind(entry: Traits) -> bytes:
    """A digest of all that judging looks at, beginning with what decisions know an entry by.
    An entry too bare to be joined even to its like is a kind of its own, by its place."""
    return _digest_content(entry) if is_known_by_itself(entry) else digest_alone(entry)


def digest_alone(entry: Traits) -> bytes:
    """A digest of what an entry says and where it stands."""
    seen = entry.paper.sightings[0]
    return _complete(entry, _digest_content(entry), seen.source, seen.file, str(seen.line))


def is_known_by_itself(entry: Traits) -> bool:
    """Whether two entries that say this are one paper."""
    if len(entry.title.text) > _SERIAL_LETTERS or not entry.title.is_serial:
        return True
    return judge_itself(entry).answer == "same"


def _digest_content(entry: Traits) -> bytes:
    return _complete(entry, entry.said, entry.paper.date, entry.paper.venue)


def _complete(entry: Traits, start: bytes, *texts: str | None) -> bytes:
    """A digest of all this, the same in every version of Python; with the beginning of what
    decisions know the entry by."""
    joined = _FIELD_END.join([text or "" for text in texts])
    rest = blake2b(start + joined.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return begin_digest(entry.said) + rest[:_REST_BYTES]
