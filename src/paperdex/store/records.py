"""A paper as it lies in the library: its fields in order, as JSON, deflated on disk.

Nearly all of it is the abstract, which deflates to half; common phrases known beforehand
(RFC 1950's preset dictionary) take another eighth.
"""

import zlib
from collections.abc import Callable
from functools import cache

from paperdex.errors import LibraryDamaged
from paperdex.paper import Paper, from_values
from paperdex.store.phrases import PHRASES

_LIST = b"["  # how JSON begins; what is deflated begins with an `x`


def pack(paper: Paper, deflated: bool) -> bytes:
    """The paper as bytes; not deflated they are made and read in half the time."""
    text = _make_encoder()(paper).encode("utf-8")
    if not deflated:
        return text
    deflate = zlib.compressobj(zdict=PHRASES)
    return deflate.compress(text) + deflate.flush()


@cache
def _make_encoder() -> Callable[[object], str]:
    from json import JSONEncoder  # a search packs none

    return JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def unpack(record: bytes) -> Paper:
    """The paper that :func:`pack` packed. Raises LibraryDamaged for what it never packed."""
    from json import loads  # 2 ms: not for an answer of ids alone

    try:
        if not record.startswith(_LIST):
            record = zlib.decompressobj(zdict=PHRASES).decompress(record)
        return from_values(loads(str(record, "utf-8")))  # of bytes it would guess how to read them
    except (TypeError, ValueError, zlib.error) as error:
        raise LibraryDamaged(None, f"a record can't be read: {error}") from error
