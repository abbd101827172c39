"""Two texts -> the same with the differing words highlighted.

Texts in, lines out; safe to print.
"""

from difflib import SequenceMatcher
from itertools import groupby

_DIFFERENT, _RESET = "\x1b[1;33m", "\x1b[0m"


def highlight_difference(one: str, other: str, color: bool) -> tuple[str, str]:
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
