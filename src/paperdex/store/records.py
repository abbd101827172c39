"""A paper as it lies in the library: its fields in order, as JSON, deflated on disk.

Nearly all of it is the abstract, which deflates to half. What records say again and again
they refer to rather than repeat (RFC 1950's preset dictionary): *phrases*, which a large
library learns from the first entries it takes in, and common ones known beforehand.
"""

import zlib
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from paperdex.errors import LibraryDamaged
from paperdex.paper import Paper, from_values
from paperdex.store.phrases import PHRASES

if TYPE_CHECKING:
    from zlib import _Compress as Deflater

_LIST = b"["  # how JSON begins; what is deflated begins with an `x`
# References reach 32 KB back, over the record itself, too.
_LEARNED_BYTES = 28_000
# One less is a third quicker and a hundredth larger, one more is hardly smaller.
_LEVEL = 5
# Where a record names its phrases (RFC 1950's DICTID).
_DIGEST = slice(2, 6)


def pack(paper: Paper, phrases: bytes | None) -> bytes:
    """The paper as bytes, deflated with phrases; without, as JSON, which takes less time."""
    text = _make_encoder()(paper).encode("utf-8")
    if phrases is None:
        return text
    deflate = _prepare(phrases).copy()
    return deflate.compress(text) + deflate.flush()


def learn_phrases(records: Iterable[bytes]) -> bytes:
    """The phrases of a library that has such records, which are not deflated; takes no more
    of them than it needs."""
    learned = bytearray()
    for record in records:
        learned += record
        if len(learned) >= _LEARNED_BYTES:
            break
    return bytes(learned[-_LEARNED_BYTES:]) + PHRASES


@lru_cache(maxsize=2)
def _prepare(phrases: bytes) -> "Deflater":
    return zlib.compressobj(_LEVEL, zdict=phrases)


@cache
def _make_encoder() -> Callable[[object], str]:
    from json import JSONEncoder  # a search packs none

    return JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def is_deflated(packed: bytes) -> bool:
    """Whether a record can't be read as it is."""
    return not packed.startswith(_LIST)


def refers_to(packed: bytes, phrases: bytes) -> bool:
    """Whether a record that is deflated was packed with these phrases."""
    return packed[_DIGEST] == _digest(phrases)


def inflate(packed: bytes, phrases: bytes) -> bytes:
    """The JSON of a record that :func:`pack` packed with these phrases. Raises LibraryDamaged
    for what it never packed so."""
    try:
        return zlib.decompressobj(zdict=phrases).decompress(packed)
    except zlib.error as error:
        raise LibraryDamaged(None, f"a record can't be read: {error}") from error


@lru_cache(maxsize=2)
def _digest(phrases: bytes) -> bytes:
    return zlib.adler32(phrases).to_bytes(4, "big")


def unpack(record: bytes) -> Paper:
    """The paper of a record that is not deflated. Raises LibraryDamaged for any other bytes."""
    from json import loads  # 2 ms: not for an answer of ids alone

    try:
        return from_values(loads(str(record, "utf-8")))  # of bytes it would guess how to read them
    except (TypeError, ValueError) as error:
        raise LibraryDamaged(None, f"a record can't be read: {error}") from error
