"""The name of a venue -> its words and initials, and what kind of name it is.

Whether two venues may be one is told by :mod:`paperdex.dedupe.places`.
"""

import re
from functools import lru_cache

from paperdex.dedupe.field_words import PERIODICALS, PREPRINT_VENUES, VENUE_WORDS
from paperdex.text import fold

_WORD = re.compile(r"[^\W_]+")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
# Patterns that are plain strings are compiled when a venue is there to be read.
# Series in which the proceedings of any meeting may be printed, and databases.
_SERIES = (
    r"lecture notes in [a-z ]+|communications in computer and information science"
    r"|advances in intelligent systems and computing|studies in computational intelligence"
    r"|ifip advances in information and communication technology"
    r"|ceur workshop proceedings|acm international conference proceedings? series"
    r"|cochrane central register of controlled trials|\bpubmed(?: central)?\b|\beurope pmc\b"
    r"|\bmedline\b|\bembase\b|\bscopus\b|\bdoaj\b"
)
# `ICML-93`, `SIGMOD'97`: the acronym of a meeting, whatever stands beside it.
_MEETING = re.compile(r"\b[A-Z]{2,}\W{0,2}(?:19|20)?\d\d\b")
# How many letters an acronym has at most that is printed in small ones: `sigmod`, `neurips`.
_LONGEST_ACRONYM = 7
# `citeseer.ist.psu.edu` is where a copy lies, not where it was printed.
_HOST = r"\s*(?:https?://)?(?:[\w-]+\.)+(?:com|edu|net|org|gov|ac\.[a-z]{2}|[a-z]{2})(?:/\S*)?\s*"
# Behind it a venue says what it is: `Stroke; a journal of ...`.
_SUBNAME = re.compile(r"[;:]\s")
_ASIDE = re.compile(r"\([^()]*\)")
# So OpenAlex calls where copies lie: `Research Explorer (The University of Manchester)`; but also
# preprint servers (`arXiv (Cornell University)`) and, with names in their languages, journals
# (`Jurnal Teknologi (Universiti ...)`). Societies, academies and councils print journals.
_ARCHIVE = (
    r"(?i)(?!.*\b(?:ann?al\w*|acta|archives of|advances|notes|reports?|studies|conference|workshop"
    r"|symposium|proceedings|jurnal|revi\w+|rivista|cuadernos|cahiers|boletin|zeitschrift)\b)"
    r"[^()]+\([^()]*\b(?:university\b|institute of technology\b|(?:imperial|university) college\b"
    r"|digital library\b|max planck\b)[^()]*\)\s*"
)
# Words of which the beginning may stand for the whole: `Internat`.
_CUTS = tuple(word for word in VENUE_WORDS if len(word) > 4)


# The same venues come again and again.
@lru_cache(maxsize=2048)
def read_venue(text: str) -> frozenset[str]:
    """The words that distinguish a venue from others; none if it only says where a copy lies."""
    if "." in text and "xiv" not in text and re.fullmatch(_HOST, text):
        return frozenset()
    words = _read_words(text)
    if text.endswith(")") and words.isdisjoint(PREPRINT_VENUES) and re.fullmatch(_ARCHIVE, text):
        return words if is_periodical(text) else frozenset()
    return words


def _read_words(text: str) -> frozenset[str]:
    """The words of a venue's name without those that tell none from another."""
    return frozenset(
        word
        for word in _WORD.findall(re.sub(_SERIES, "", fold(_ASIDE.sub("", text))))
        if len(word) > 1
        and not word.isdigit()
        and not _ORDINAL.fullmatch(word)
        and word not in VENUE_WORDS
        and not (len(word) > 3 and any(known.startswith(word) for known in _CUTS))
    )


@lru_cache(maxsize=2048)
def read_initials(text: str) -> tuple[str, str]:
    """The initials of its words, without the small ones and with them."""
    words = _WORD.findall(fold(text))
    small = ("the", "of", "on", "in", "and", "for", "a", "an")
    return "".join(w[0] for w in words if w not in small), "".join(w[0] for w in words)


def is_acronym(text: str) -> bool:
    """Whether a venue is letters that stand for words, or may be."""
    if _MEETING.search(text):
        return True
    words = read_venue(text)
    if len(words) != 1:
        return False
    if text.islower():  # whether it is one can't be told
        return len(next(iter(words))) <= _LONGEST_ACRONYM and not is_periodical(text)
    return any(sum(map(str.isupper, word)) > 1 for word in text.split())


def is_periodical(text: str) -> bool:
    """Whether a venue says that it is a journal, also cut short: `SIGMOD Rec.`"""
    words = _WORD.findall(fold(_SUBNAME.split(text)[0]))
    return any(
        word in PERIODICALS
        or (len(word) > 2 and any(known.startswith(word) for known in PERIODICALS))
        for word in words
    )
