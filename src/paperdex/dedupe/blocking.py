"""A paper -> its block keys: only entries that share one are compared.

Keys depend on the entry alone and are digests, so that a library can keep them. Each is made
so that few unrelated entries share it in a library of any size: none has to be left out for
being common.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import AnyStr
from zlib import crc32

from paperdex.dedupe.marks import WORD
from paperdex.dedupe.name_parts import split_names
from paperdex.dedupe.thresholds import CUT_LETTERS
from paperdex.dedupe.titles import Title, join_digits
from paperdex.dedupe.traits import Traits
from paperdex.paper import Paper
from paperdex.text import fold

# Letters of a title's beginning and end; sizes at which 60,000 titles make about
# 6,000 pairs each.
_START, _END = 20, 30
# The longest words of a title, of which one may be missing or mistyped; of an
# abstract, and how long they must be.
_TITLE_WORDS = 5
_ABSTRACT_WORDS = 5
_LONG_WORD = re.compile(rb" [^ ]{9,}")  # found by the space before it, which stays
# Of ASCII: lower case, and a space for what is no letter.
_LETTERS = bytes(ord(chr(c).lower()) if c < 128 and chr(c).isalpha() else 32 for c in range(256))
# Letters of an abstract in which they are looked for: what cuts it leaves its beginning.
_ABSTRACT_START = 800
_SHORTEST_ABSTRACT = 200
# Years and running numbers: where they differ, titles alone make no pair. Shorter ones may
# be Roman in the other title.
_LONG_NUMBER = re.compile(r"\d{3,}")
_NO_DIGITS = re.compile("[^0-9]+")
_NAME_LETTERS = 4
_SERIAL_NAMES = 3


def block_keys(entry: Traits) -> list[int]:
    """The keys of an entry, each once, in order."""
    paper, title = entry.paper, entry.title
    keys = [f"i{name}" for name in (paper.arxiv_id, entry.doi) if name]
    year = (paper.date or "")[:4]
    names = _longest_names(fold(" ".join(paper.authors)))
    if title.is_serial:
        keys += _serial_keys(title, names, year, paper)
    if len(names) > 1:
        keys.append(f"y{names[0]} {names[1]} {year}")
    if len(names) > 2:
        keys.append("n" + " ".join(names[:3]))
    if paper.volume and paper.pages and year:
        keys.append(f"v{paper.volume} {_NO_DIGITS.sub('-', paper.pages)} {year}")
    numbers = {_digest(key) & ~1 for key in keys}
    if paper.abstract and len(paper.abstract) >= _SHORTEST_ABSTRACT:
        numbers |= {crc32(key) | 1 for key in _abstract_keys(paper.abstract)}
    for each in (entry, entry.original):
        if each is not None and not each.title.is_serial:
            numbers |= {_digest(key) | 1 for key in _title_keys(each.title, year)}
    return sorted(numbers)


def is_of_text(key: int) -> bool:
    """Whether a key is made of the title or abstract alone: these are odd."""
    return key & 1 == 1


def _digest(key: str) -> int:
    return crc32(key.encode("utf-8", "backslashreplace"))


def _title_keys(title: Title, year: str) -> Iterator[str]:
    key = title.key
    yield f"t{key}"
    numbers = " ".join(_LONG_NUMBER.findall(key))
    start = _find_short_title(title) or key[:_START]
    yield f"p{start} {numbers}"
    yield f"e{key[-_END:]} {numbers}"
    if year and key.endswith(year):  # the venue may stand behind it: `..., VLDB 1999`
        yield f"p{start} {numbers[: -len(year)].rstrip()}"
    words = sorted(_longest(title.telling)[:_TITLE_WORDS])
    if len(words) > 3:
        for others in combinations(words, len(words) - 1):
            yield f"w{' '.join(others)} {numbers}"
    elif len(words) > 1:
        yield f"w{' '.join(words)} {numbers}"


def _find_short_title(title: Title) -> str | None:
    """What stands before a colon, if it is shorter than the beginning of a title: all that is left
    where the subtitle was dropped."""
    before, colon, _ = title.plain.partition(":")
    if not colon or not CUT_LETTERS <= len(before) < 2 * _START:
        return None
    words = "".join(WORD.findall(join_digits(before)))
    return words if CUT_LETTERS <= len(words) < _START else None


def _serial_keys(title: Title, names: list[str], year: str, paper: Paper) -> Iterator[str]:
    """A title that many works bear is a key only together with what tells them apart."""
    for name in names[:_SERIAL_NAMES]:
        yield f"s{title.key} {year} {name}"
    if paper.abstract:
        words = _longest_names(paper.abstract.lower())
        yield f"s{title.key} {' '.join(words[:2])}"
    if paper.pages:
        yield f"s{title.key} {year} {_NO_DIGITS.sub('-', paper.pages)}"


def _abstract_keys(abstract: str) -> Iterator[bytes]:
    """Keys of the longest words of an abstract, of which one or two may be missing."""
    start = abstract[:_ABSTRACT_START].encode("ascii", "replace").translate(_LETTERS)
    # Of bytes words are cut out and compared in half the time.
    words = _longest(_LONG_WORD.findall(b" " + start))
    if len(words) >= _ABSTRACT_WORDS:
        a, b, c, d, e = words[:_ABSTRACT_WORDS]
        for some in ((a, b, c), (b, c, d), (a, b, d, e)):
            yield b"a" + b"".join(some)[1:]


def _longest_names(text: str) -> list[str]:
    return _longest([name for name in split_names(text) if len(name) >= _NAME_LETTERS])


def _longest(words: Iterable[AnyStr]) -> list[AnyStr]:
    """The distinct words, the longest first."""
    return sorted(sorted(set(words)), key=len, reverse=True)
