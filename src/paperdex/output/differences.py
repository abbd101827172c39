"""A doubtful pair -> its two entries one above the other, with the differing words highlighted.

Lines for people out, safe to print.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from paperdex.duplicates import Doubtful
from paperdex.output.reports import name_place
from paperdex.terminal import printable

# Fields compared side by side, and the most characters shown of one.
_COMPARED = "title authors date venue volume number pages arxiv_id doi abstract".split()
_LONGEST = 300
_NAME = 9  # as long as the longest name of a field
BEFORE_VALUE = len("  ") + _NAME + len(" 1 ")
"""How many characters stand before the value of a field: its name, and whose value it is."""

_DIFFERENT, _RESET = "\x1b[1;33m", "\x1b[0m"


def pair_lines(pair: Doubtful, color: bool) -> Iterator[str]:
    """Two entries field by field: an equal field once, otherwise both values, one above the
    other, with differing words highlighted."""
    yield printable(pair.reason)
    one, other = pair.entries
    for field in _COMPARED:
        mine, theirs = (_text_of(getattr(entry, field)) for entry in (one, other))
        if mine == theirs:
            if mine:
                yield f"  {field:<{_NAME}} = {mine}"
            continue
        mine, theirs = _highlight_difference(mine, theirs, color)
        yield f"  {field:<{_NAME}} 1 {mine}"
        yield f"  {'':<{_NAME}} 2 {theirs}"
    for nth, entry in enumerate(pair.entries, 1):
        yield f"  {'seen':<{_NAME}} {nth} {name_place(entry.sightings[0])}"


def _text_of(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, tuple) else value or ""
    text = printable(text)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _highlight_difference(one: str, other: str, color: bool) -> tuple[str, str]:
    """Both texts; without colour, differing words are in square brackets."""
    mine, theirs = one.split(), other.split()
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    blocks = matcher.get_matching_blocks()
    same_mine = {n for block in blocks for n in range(block.a, block.a + block.size)}
    same_theirs = {n for block in blocks for n in range(block.b, block.b + block.size)}
    return _highlight(mine, same_mine, color), _highlight(theirs, same_theirs, color)


def _highlight(words: list[str], same: set[int], color: bool) -> str:
    start, end = (_DIFFERENT, _RESET) if color else ("[", "]")
    parts = list[str]()
    for is_same, run in groupby(range(len(words)), key=same.__contains__):
        text = " ".join(words[place] for place in run)
        parts.append(text if is_same else f"{start}{text}{end}")
    return " ".join(parts)
