"""The files of an index -> those whose content has changed since they were written.

Tantivy ends each file that it never rewrites with a footer: JSON with the CRC-32 of all that comes
before, the length of that JSON, and a magic number. The CRC-32 of all other files is kept in the
stamp of the index, as a line of JSON: their sums.
"""

import json
import os
import zlib

from paperdex.errors import IndexUnusable

_MAGIC = 1337
_NUMBER = 4  # bytes
_SEGMENT = (".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term")
_AT_ONCE = 1 << 20  # bytes


def sum_files(folder: str, files: str, sums: str, before: str) -> str:
    """The sums of a list of files (lines of name, size and time).

    Files with the same line in the list ``before`` keep their sum of ``sums`` and are not read.
    Raises IndexUnusable for damaged ``sums``.
    """
    known, unchanged = _read_sums(sums), set(before.split("\n"))
    found = dict[str, int]()
    for line in files.split("\n")[:-1]:
        name = line.rsplit(" ", 2)[0]
        if not name.endswith(_SEGMENT):
            is_known = line in unchanged and name in known
            found[name] = known[name] if is_known else _sum_up(os.path.join(folder, name))
    return json.dumps(found)


def find_broken(folder: str, sums: str) -> list[str]:
    """The names of the files that have changed since they were written, or are gone. Reads every
    file. Raises IndexUnusable for damaged ``sums``."""
    known = _read_sums(sums)
    names = {*known, *(name for name in os.listdir(folder) if name.endswith(_SEGMENT))}
    return [
        name for name in sorted(names) if not _is_whole(os.path.join(folder, name), known.get(name))
    ]


def _read_sums(sums: str) -> dict[str, int]:
    try:
        return dict(json.loads(sums))
    except (ValueError, TypeError) as error:
        raise IndexUnusable("the index has a damaged stamp") from error


def _is_whole(path: str, crc: int | None) -> bool:
    """Whether the content of a file fits its sum ``crc`` or, if it has none, its own footer."""
    try:
        return _has_footer(path) if crc is None else _sum_up(path) == crc
    except FileNotFoundError:
        return False


def _sum_up(path: str) -> int:
    crc = 0
    with open(path, "rb") as file:
        while data := file.read(_AT_ONCE):
            crc = zlib.crc32(data, crc)
    return crc


def _has_footer(path: str) -> bool:
    """Whether a file ends with a footer, and its content fits that."""
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
