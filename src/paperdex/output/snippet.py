"""The passage of a text that best shows why it was found.

Offsets are characters; spans are [start, end) and in order.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from paperdex.index import analyzer
from paperdex.search.rank import Hit
from paperdex.terminal import safe

WIDTH = 240

Span = tuple[int, int]


class Snippet(NamedTuple):
    """A passage on one line, safe to print, and where the matches are in it."""

    text: str
    spans: list[Span]


def snippet_of(hit: Hit) -> Snippet:
    """The passage of a hit's abstract, else of its summary; empty if it has neither."""
    field = "abstract" if hit.paper.abstract else "summary"
    text = hit.paper.abstract or hit.paper.summary or ""
    return cut_snippet(text, hit.matched.get(field, []))


def cut_snippet(text: str, spans: Sequence[Span], width: int = WIDTH) -> Snippet:
    """The passage of at most about ``width`` characters with the most distinct matches.

    It begins with a sentence, else at the start of a word; omissions are marked by an ellipsis.
    """
    text = safe(text)
    start = _best_start(text, spans, width)
    end = len(text) if start + width >= len(text) else text.rfind(" ", start, start + width + 1)
    needed = max((b for a, b in spans if a >= start and b <= start + width), default=start)
    if end <= start or end < needed:  # a word too long to leave out
        end = min(start + width, len(text))
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    inside = [(a + shift, b + shift) for a, b in spans if a >= start and b <= end]
    return Snippet(before + text[start:end] + after, inside)


def _best_start(text: str, spans: Sequence[Span], width: int) -> int:
    """The start of the passage with the most distinct words, then the most matches: the start of a
    sentence, unless a passage that begins elsewhere has more distinct words."""
    words = [_read_match(text[a:b]) for a, b in spans]
    starts, ends = [a for a, _ in spans], [b for _, b in spans]

    def weigh(start: int) -> tuple[int, int]:
        inside = words[bisect_left(starts, start) : bisect_right(ends, start + width)]
        return len(set(inside)), len(inside)

    sentences = [0, *(end.end() for end in _sentence_end().finditer(text))]
    worth, sentence = max((weigh(start), start) for start in sentences)
    (most, _), best = max(((weigh(a), -a) for a in starts), default=((0, 0), 0))
    if worth[0] >= most:
        return 0 if worth <= weigh(0) else sentence
    return _lead_in(text, spans, width, -best)


def _lead_in(text: str, spans: Sequence[Span], width: int, best: int) -> int:
    """The start of a word a little before the first match."""
    last = max(b for _, b in spans if best <= b <= best + width)
    lead = max(0, best - max(0, width - (last - best)) // 2)
    start = text.rfind(" ", 0, lead) + 1 if lead else 0
    return start if last <= start + width else best


@lru_cache(maxsize=1 << 12)  # the same few words match again and again
def _read_match(text: str) -> str:
    """The terms of a match: two matches with the same terms count as one word."""
    return " ".join(analyzer.terms(text))


@cache  # compiled on first use: compiling patterns is a good part of the imports of a search
def _sentence_end() -> re.Pattern[str]:
    """The end of a sentence, up to the first letter of the next; that of "e.g." or "et al." is
    none."""
    return re.compile(
        # The mark first, then what must not precede it: so the search skips to marks.
        r"[.!?](?<!\be\.g.)(?<!\bi\.e.)(?<!\bal.)(?<!\bvs.)(?<!\bcf.)(?<!\b[A-Z].)"
        r"[\"')\]]? +(?=[A-Z])"
    )
