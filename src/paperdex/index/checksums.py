"""The files of an index -> those whose content is not as tantivy wrote it.

Tantivy ends each file that it writes once with a footer: JSON with the CRC-32 of what
stands before, the length of that JSON, and a number that marks it.
"""

import json
import os
import zlib

_MAGIC = 1337
_NUMBER = 4  # bytes
_SEGMENT = (".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term")


def find_broken(folder: str) -> list[str]:
    """The names of the files of segments that have changed since they were written; reads
    all of them. The others are without a checksum."""
    return [
        name
        for name in sorted(os.listdir(folder))
        if name.endswith(_SEGMENT) and not _is_whole(os.path.join(folder, name))
    ]


def _is_whole(path: str) -> bool:
    with open(path, "rb") as file:
        data = memoryview(file.read())
    length, magic = (int.from_bytes(data[at : at + _NUMBER], "little") for at in _places(data))
    end = len(data) - 2 * _NUMBER - length
    if magic != _MAGIC or end < 0:
        return False
    try:
        return bool(json.loads(bytes(data[end : end + length]))["crc"] == zlib.crc32(data[:end]))
    except (ValueError, LookupError, TypeError):
        return False


def _places(data: memoryview) -> tuple[int, int]:
    end = max(len(data), 2 * _NUMBER)
    return end - 2 * _NUMBER, end - _NUMBER
