"""A paper as it lies in the library: its fields in order, as JSON, deflated.

Nearly all of it is the abstract, which deflates to half; common phrases known beforehand
(RFC 1950's preset dictionary) take another eighth.
"""

import zlib

from paperdex.errors import LibraryDamaged
from paperdex.paper import Paper, from_values
from paperdex.store.phrases import PHRASES


def pack(paper: Paper) -> bytes:
    """The paper as bytes."""
    from json import dumps  # a search packs none

    text = dumps(paper, ensure_ascii=False, separators=(",", ":"))
    deflate = zlib.compressobj(zdict=PHRASES)
    return deflate.compress(text.encode("utf-8")) + deflate.flush()


def unpack(record: bytes) -> Paper:
    """The paper that :func:`pack` packed. Raises LibraryDamaged for what it never packed."""
    from json import loads  # 2 ms: not for an answer of ids alone

    inflate = zlib.decompressobj(zdict=PHRASES)
    try:
        return from_values(loads(inflate.decompress(record)))
    except (TypeError, ValueError, zlib.error) as error:
        raise LibraryDamaged(None, f"a record can't be read: {error}") from error
