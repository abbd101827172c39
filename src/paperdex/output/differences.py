"""Two texts -> the same with the differing words highlighted.

Texts in, lines out; safe to print.
"""

from difflib import SequenceMatcher

_LIT, _UNLIT = "\x1b[1;33m", "\x1b[0m"


def light_difference(one: str, other: str, color: bool) -> tuple[str, str]:
    """Both texts; without colour, differing words are in square brackets."""
    mine, theirs = one.split(), other.split()
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    blocks = matcher.get_matching_blocks()
    same_mine = {n for block in blocks for n in range(block.a, block.a + block.size)}
    same_theirs = {n for block in blocks for n in range(block.b, block.b + block.size)}
    return _light(mine, same_mine, color), _light(theirs, same_theirs, color)


def _light(words: list[str], same: set[int], color: bool) -> str:
    start, end = (_LIT, _UNLIT) if color else ("[", "]")
    parts, lit = list[str](), False
    for place, word in enumerate([*words, ""]):
        wanted = place not in same and place < len(words)
        if lit and not wanted and parts:
            parts[-1] += end
        if place < len(words):
            parts.append(start + word if wanted and not lit else word)
        lit = wanted
    return " ".join(parts)
