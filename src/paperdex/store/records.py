"""A paper as it lies in the library: its fields in order, as JSON, compressed on disk.

Nearly all of it is the abstract, which Zstandard (RFC 8878) makes a third of. What records
say again and again they refer to rather than repeat (its dictionaries): *phrases*, which a
large library learns from the first entries it takes in, and common ones known beforehand.
Which of them it was, the first byte of a compressed record says; a frame of Zstandard follows,
without what all frames begin with.

Those of a temporary library are neither JSON nor compressed, unless they would fill the memory:
in Python's own form they are written and read in a third of the time. It must not be read from a
file, which anybody may have written.
"""

import marshal
from collections.abc import Callable, Iterable
from functools import lru_cache
from json import JSONEncoder, loads

from paperdex.errors import LibraryDamaged
from paperdex.paper import Paper, from_values
from paperdex.store.compression import zstd
from paperdex.store.phrases import PHRASES
from paperdex.text import is_bare

_ABSTRACT = Paper._fields.index("abstract")
# Of the sources one byte in so many is learned, between these bounds; more gains little.
_LEARNED_SHARE, _LEAST_LEARNED, _MOST_LEARNED = 100, 8_000, 112_000
# So many times as much is looked through for it. A hundredth less is left with 50 times.
_SAMPLE = 10
# With what is learned 3 leaves less than 4 to 6 do, and takes less time; 7 leaves a
# twentieth less and takes five times as long.
_LEVEL = 3
# Larger tables for what is referred to than that level has for 112 KB leave a fiftieth less, in
# the same time.
_HASH_LOG, _CHAIN_LOG = 18, 17
_MAGIC = b"\x28\xb5\x2f\xfd"
# Learned phrases begin so; others are a text.
_LEARNED = b"\x37\xa4\x30\xec"
# The form of `marshal` in which values do not refer to each other, and how a list in it begins:
# no compressed record begins so.
_MARSHAL, _LIST = 2, b"["

Phrases = tuple[bytes | None, ...]
"""All that the records of a store may refer to, by the numbers by which they do. None stands for
records of :func:`dump`, which refer to nothing."""

Dictionary = zstd.ZstdDict
"""Phrases, ready to be referred to."""


@lru_cache(maxsize=2)
def make_packer(phrases: bytes | None) -> Callable[[Paper], bytes]:
    """A function that packs papers: compressed with phrases, or :func:`dump` without any. Ask for
    it once for many papers, since comparing phrases takes long."""
    if phrases is None:
        return dump
    known = zstd.CompressionParameter
    options: dict[int, int] = {
        known.compression_level: _LEVEL,
        known.hash_log: _HASH_LOG,
        known.chain_log: _CHAIN_LOG,
        known.checksum_flag: 1,
        known.dict_id_flag: 0,
    }
    compressor = zstd.ZstdCompressor(options=options, zstd_dict=make_dictionary(phrases))
    begin = bytes((_are_learned(phrases),))

    def pack(paper: Paper) -> bytes:
        frame = compressor.compress(to_json(paper), compressor.FLUSH_FRAME)
        return begin + frame[len(_MAGIC) :]

    return pack


def dump(paper: Paper) -> bytes:
    """A paper as a record for this process alone."""
    return marshal.dumps([*paper[:-1], list(map(tuple, paper.sightings))], _MARSHAL)


def is_dumped(packed: bytes) -> bool:
    """Whether a record of this process is one of :func:`dump`."""
    return packed.startswith(_LIST)


def load(record: bytes) -> Paper:
    """The paper of a record that :func:`dump` made in this process."""
    return from_values(marshal.loads(record))


_write_json = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_json(paper: Paper) -> bytes:
    """A paper as JSON."""
    text = paper.abstract
    if text is None or not is_bare(text):
        return _write_json(paper).encode("utf-8")
    # Several fields together take longer than texts one by one: an encoder is made for them.
    before = ",".join(map(_write_json, paper[:_ABSTRACT]))
    return f'[{before},"{text}",{_write_json(paper[_ABSTRACT + 1 :])[1:]}'.encode()


def learn_phrases(records: Iterable[bytes], size: int) -> bytes:
    """The phrases of a library whose sources have ``size`` bytes, learned from its first records,
    as JSON; no more of these are taken than needed. The common phrases if the records are too few
    or too much alike to learn from."""
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


def make_dictionary(phrases: bytes) -> Dictionary:
    """Phrases, to read many records with."""
    return zstd.ZstdDict(phrases, is_raw=not _are_learned(phrases))


def _are_learned(phrases: bytes) -> bool:
    return phrases.startswith(_LEARNED)


def find_phrases(packed: bytes) -> int:
    """What a compressed record refers to: 0 for the common phrases, 1 for those learned."""
    return int.from_bytes(packed[:1])  # nothing is damage, as its frame will tell


def decompress(packed: bytes, dictionary: Dictionary) -> bytes:
    """The JSON of a record that was packed with these phrases. Raises LibraryDamaged for anything
    else."""
    reader = zstd.ZstdDecompressor(dictionary)  # what `zstd.decompress` makes for each frame
    try:
        record = reader.decompress(_MAGIC + packed[1:])
    except zstd.ZstdError as error:
        raise _name_damage(error) from error
    if not reader.eof:
        raise _name_damage(ValueError("it is cut off"))
    return record


@lru_cache(maxsize=2)
def make_unpacker(phrases: Phrases) -> Callable[[bytes], Paper]:
    """A function that reads the records that :func:`make_packer` packs with some of these phrases.
    It raises LibraryDamaged for any others."""
    known = list(map(make_dictionary, filter(None, phrases)))
    has_dumped = None in phrases

    def unpack_any(packed: bytes) -> Paper:
        if has_dumped and is_dumped(packed):
            return load(packed)
        which = find_phrases(packed)
        if which >= len(known):
            raise LibraryDamaged(None, "a record refers to phrases that are not here")
        return from_json(decompress(packed, known[which]))

    return unpack_any


def from_json(record: bytes) -> Paper:
    """The paper of a record as JSON. Raises LibraryDamaged for any other bytes."""
    try:
        return from_values(loads(str(record, "utf-8")))  # of bytes it would guess how to read them
    except (TypeError, ValueError) as error:
        raise _name_damage(error) from error


def _name_damage(error: Exception) -> LibraryDamaged:
    return LibraryDamaged(None, f"a record can't be read: {error}")
