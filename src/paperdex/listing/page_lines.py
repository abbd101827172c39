"""The kinds of line on a saved text page of Hugging Face Daily Papers.

A line in, its kind out, by the line alone; what neighbours make of it is
decided in :mod:`paperdex.listing.page_text`.
"""

import re
from enum import Enum, auto

from paperdex.dates import read_printed
from paperdex.text import squeeze


class Kind(Enum):
    """What a line looks like by itself."""

    BLANK = auto()
    FURNITURE = auto()  # headings and menus of the page
    AUTHORS = auto()  # • 6 authors
    DOT = auto()  # · between authors and date
    DATE = auto()  # Dec 28, 2022 1
    COUNT = auto()  # upvotes before a title, comments after a date: 24, 1.2k, -
    SUBMITTED = auto()  # Submitted by
    PROSE = auto()  # anything else: titles, abstracts, names


_AUTHORS = re.compile(r"(?:[·•*-]\s*)*\d+\s+authors?", re.IGNORECASE)
_COUNT = re.compile(r"-|–|—|\d+(?:[.,]\d+)?k?", re.IGNORECASE)
_SUBMITTED = re.compile(r"submitted by\b.{0,80}", re.IGNORECASE)
_DOTS = {"·", "•"}
_BULLET = re.compile(r"^[-*•·]\s+")

# Phrases that mark a page of this kind beyond doubt.
MARKERS = {
    "get trending papers in your email inbox!",
    "get trending papers in your email inbox once a day!",
    "byak and the research community",
    "by ak and the research community",
}
# Further lines of the same pages' heads, menus and feet, as whole lines only.
_PHRASES = MARKERS | {
    "new",
    "subscribe",
    "daily papers",
    "trending papers",
    "weekly papers",
    "monthly papers",
    "by",
    "ak",
    "and the research community",
    "daily",
    "weekly",
    "monthly",
    "trending",
    "previous",
    "next",
    "hugging face",
    "models",
    "datasets",
    "spaces",
    "buckets",
    "community",
    "docs",
    "enterprise",
    "pricing",
    "papers",
    "log in",
    "sign up",
    "company",
    "tos",
    "privacy",
    "about",
    "careers",
    "website",
    "system theme",
    "© hugging face",
}


def kind_of(line: str) -> Kind:
    """The kind of one line."""
    text = squeeze(line)
    if not text:
        return Kind.BLANK
    if text in _DOTS:
        return Kind.DOT
    if len(text) > 120:  # nothing but prose is as long as this
        return Kind.PROSE
    if _BULLET.sub("", text).casefold() in _PHRASES:
        return Kind.FURNITURE
    if _AUTHORS.fullmatch(text):
        return Kind.AUTHORS
    if _COUNT.fullmatch(text):
        return Kind.COUNT
    if _SUBMITTED.fullmatch(text):
        return Kind.SUBMITTED
    if read_printed(text.lstrip("·• ")):
        return Kind.DATE
    return Kind.PROSE


def is_marker(line: str) -> bool:
    """Whether the line is one that only such a page has."""
    return squeeze(line).casefold() in MARKERS
