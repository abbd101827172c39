"""A paper as it lies in the library: its fields in order, as JSON, compressed on disk.

Nearly all of it is the abstract, which Zstandard (RFC 8878) makes a third of. What records
say again and again they refer to rather than repeat (its dictionaries): *phrases*, which a
large library learns from the first entries it takes in, and common ones known beforehand.
"""

import sys
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from paperdex.errors import LibraryDamaged
from paperdex.paper import Paper, from_values
from paperdex.store.phrases import PHRASES

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_LIST = b"["  # how JSON begins; what is compressed begins with another byte
# Of the sources one byte in so many is learned, between these bounds; more gains little.
_LEARNED_SHARE, _LEAST_LEARNED, _MOST_LEARNED = 100, 8_000, 112_000
# So many times as much is looked through for it. A hundredth less is left with 50 times.
_SAMPLE = 10
# With what is learned 3 leaves less than 4 to 6 do, and takes less time; 7 leaves a
# twentieth less and takes five times as long.
_LEVEL = 3
# Learned phrases begin so; others are a text.
_LEARNED = b"\x37\xa4\x30\xec"


def pack(paper: Paper, phrases: bytes | None) -> bytes:
    """The paper as bytes, compressed with phrases; without, as JSON, which takes less time."""
    text = _make_encoder()(paper).encode("utf-8")
    if phrases is None:
        return text
    return _make_compressor(phrases).compress(text, zstd.ZstdCompressor.FLUSH_FRAME)


def learn_phrases(records: Iterable[bytes], size: int) -> bytes:
    """The phrases of a library whose sources have ``size`` bytes and such records, which are
    not compressed; takes no more of them than it needs. The common ones where these are too
    few or too much alike to learn from."""
    most = min(max(size // _LEARNED_SHARE, _LEAST_LEARNED), _MOST_LEARNED)
    seen = list[bytes]()
    length = 0
    for record in records:
        seen.append(record)
        length += len(record)
        if length >= _SAMPLE * most:
            break
    try:
        return zstd.train_dict(seen, most).dict_content
    except (zstd.ZstdError, ValueError):
        return PHRASES


@lru_cache(maxsize=2)
def _make_compressor(phrases: bytes) -> "zstd.ZstdCompressor":
    known = zstd.CompressionParameter
    options: dict[int, int] = {known.compression_level: _LEVEL, known.checksum_flag: 1}
    return zstd.ZstdCompressor(options=options, zstd_dict=_make_dictionary(phrases))


@lru_cache(maxsize=2)
def _make_dictionary(phrases: bytes) -> "zstd.ZstdDict":
    return zstd.ZstdDict(phrases, is_raw=not phrases.startswith(_LEARNED))


@cache
def _make_encoder() -> Callable[[object], str]:
    from json import JSONEncoder  # a search packs none

    return JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def is_compressed(packed: bytes) -> bool:
    """Whether a record can't be read as it is."""
    return not packed.startswith(_LIST)


def refers_to(packed: bytes, phrases: bytes) -> bool:
    """Whether a record that is compressed was packed with these phrases. Raises LibraryDamaged
    for what is none."""
    try:
        named = zstd.get_frame_info(packed).dictionary_id
    except zstd.ZstdError as error:
        raise _name_damage(error) from error
    return named == _make_dictionary(phrases).dict_id


def decompress(packed: bytes, phrases: bytes) -> bytes:
    """The JSON of a record that :func:`pack` packed with these phrases. Raises LibraryDamaged
    for what it never packed so."""
    try:
        return zstd.decompress(packed, _make_dictionary(phrases))
    except zstd.ZstdError as error:
        raise _name_damage(error) from error


def unpack(record: bytes) -> Paper:
    """The paper of a record that is not compressed. Raises LibraryDamaged for any other bytes."""
    from json import loads  # 2 ms: not for an answer of ids alone

    try:
        return from_values(loads(str(record, "utf-8")))  # of bytes it would guess how to read them
    except (TypeError, ValueError) as error:
        raise _name_damage(error) from error


def _name_damage(error: Exception) -> LibraryDamaged:
    return LibraryDamaged(None, f"a record can't be read: {error}")
