"""Which paragraphs are titles, if nothing on the page says so.

Paragraphs in order in, one bool for each out. No single trait decides: the
labels are those of the cheapest sequence (Viterbi) under the costs below, so
that a short abstract between two titles is recognised by its place, and a title that
is a whole sentence by its neighbours.
"""

import re
from collections.abc import Sequence
from itertools import islice, pairwise

# What it costs that one paragraph follows another: a page shows a title, then its
# abstract; some show titles alone, and some abstracts have several paragraphs.
# Tried on 12,000 papers laid out with whole, cut, split, short and no abstracts:
# lower costs read cut abstracts as titles, higher ones read titles as abstracts.
_TITLE_AFTER_TITLE = 2.5
_BODY_AFTER_BODY = 3.0
# A list that begins in the middle of an abstract: only text that can't be a title.
_BODY_FIRST = 6.0
# Where nine of ten paragraphs lean this far, the page lists titles without abstracts.
_SURELY_TITLE = -2.5
_NINE_OF_TEN = 0.9

# No title of 20,000 leans this far, and 99.8 % of their abstracts lean farther.
SURELY_BODY = 2.0

# Of 60,000 titles 98.5 % are as long; the buttons of a notice are shorter, and few.
_LIKE_TITLE = 30
_SEVERAL = 3

# Characters from which a paragraph's words are judged: more tell nothing new.
_TELLING = 600

# Of 512 summaries of real pages 511 are one sentence of 130 to 300 characters; of
# 60,000 abstracts 89 are one sentence of fewer than 400.
_LONGEST_SUMMARY = 400

# Begins with signs that can be looked for: to try either form at each letter takes three times as
# long.
_SENTENCE_END = re.compile(r"[.!?。！？।](?:(?<=[.!?])[\"')\]]?\s+[A-Z]|(?<=[。！？।])(?=.))")
_ENDS = (".", ".)", '."', "…", "。", "।")
# Lists, tables, code, formulas and links with a label stand in abstracts and are never titles:
# this cost outweighs any neighbours.
_NO_TITLE = 20.0
_IN_BODY = re.compile(
    r"([-*•+]) \S.* \1 |1[.)] .* 2[.)] |\|.*\|$|`{3}|\$\$(?:.*\$\$[.,]?)?$|-{3,}$|\[\d+\]: "
    r"|\w+: https?://\S+$"
)
# Looked for in lower case, after a space: a pattern that ignores case takes three times as long,
# one that tries each letter half as long again.
_BODY_WORDS = re.compile(
    r"\W(?:we|our|this (?:paper|work|study)|in this|however|propose[sd]?|experiments|results)\b"
)
# At most so many of these, and of ends of sentences, are counted.
_MOST_WORDS, _MOST_ENDS = 3, 2


def label_titles(paragraphs: Sequence[str], first_is_title: bool = False) -> list[bool]:
    """For each paragraph, whether it is a title (else it is part of an abstract).

    ``first_is_title`` says that something before the first paragraph, such as
    an upvote count, has already begun a card.
    """
    if not paragraphs:
        return []
    leaning = [body_leaning(text) for text in paragraphs]
    if sum(lean < _SURELY_TITLE for lean in leaning) > _NINE_OF_TEN * len(leaning):
        return [lean < 0 or (first_is_title and place == 0) for place, lean in enumerate(leaning)]
    for place, text in enumerate(paragraphs):
        if place and _IN_BODY.match(text):  # behind a date stands a title, whatever it looks like
            leaning[place] = _NO_TITLE
    return _cheapest_labels(leaning, first_is_title)


def _cheapest_labels(leaning: Sequence[float], first_is_title: bool) -> list[bool]:
    title = max(leaning[0], 0.0)
    body = max(-leaning[0], 0.0) + (1e9 if first_is_title else _BODY_FIRST)
    steps: list[tuple[bool, bool]] = []
    for lean in leaning[1:]:
        from_title = title + _TITLE_AFTER_TITLE <= body
        body_from_title = title <= body + _BODY_AFTER_BODY
        steps.append((from_title, body_from_title))
        title, body = (
            (title + _TITLE_AFTER_TITLE if from_title else body) + max(lean, 0.0),
            (title if body_from_title else body + _BODY_AFTER_BODY) + max(-lean, 0.0),
        )
    labels = [title <= body]
    for from_title, body_from_title in reversed(steps):
        labels.append(from_title if labels[-1] else body_from_title)
    return labels[::-1]


def hold_papers(paragraphs: Sequence[str]) -> bool:
    """Whether paragraphs beside the cards of a page are papers too: one is an abstract beyond doubt
    behind a title, or several are titles. Those of a notice of cookies are neither."""
    leaning = [body_leaning(text) for text in paragraphs]
    if any(one < 0 and two > SURELY_BODY for one, two in pairwise(leaning)):
        return True
    lengths = (len(text) for text, lean in zip(paragraphs, leaning, strict=True) if lean < 0)
    return sum(length >= _LIKE_TITLE for length in lengths) >= _SEVERAL


def body_leaning(text: str) -> float:
    """How much a paragraph reads like an abstract (above 0) or a title (below 0)."""
    beginning = text[:_TELLING]
    lean = 0.0
    lean += 3.0 if text.endswith(_ENDS) else -1.5
    lean += 1.5 * _count(_SENTENCE_END, beginning, _MOST_ENDS)
    lean += _count(_BODY_WORDS, f" {beginning.lower()}", _MOST_WORDS)
    # Titles of 60,000 papers have 20 to 150 characters, nearly all of them.
    lean += max(-2.0, min(4.0, (len(text) - 180) / 60))
    lean += -3.0 * _share_capitalised(beginning)
    return lean


def _count(pattern: re.Pattern[str], text: str, most: int) -> int:
    """How often a pattern matches, counted up to ``most``."""
    return len(list(islice(pattern.finditer(text), most)))


def _share_capitalised(text: str) -> float:
    firsts = filter(str.isalpha, [word[0] for word in text.split() if len(word) > 3])
    is_capital = list(map(str.isupper, firsts))
    return sum(is_capital) / len(is_capital) if is_capital else 0.0


def is_summary(text: str) -> bool:
    """Whether a body is a page's one-line summary: one sentence, and not a long one."""
    return len(text) <= _LONGEST_SUMMARY and not _SENTENCE_END.search(text)
