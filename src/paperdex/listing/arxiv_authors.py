"""The authors of a paper as arXiv prints them -> their names, and how many there are.

A. Author (1), B. Author (2) ((1) Some Place, (2) Another), et al. (12 additional authors
not shown)
"""

import re

from paperdex.text import squeeze

_MORE = re.compile(r",?\s*\bet al\.?\s*\((?P<more>\d{1,6}) (?:additional|other) authors?[^()]*\)")
_BRACKET = re.compile(r"([()])")
_BETWEEN = re.compile(r",?\s+and\s+|\s*[,;&]\s*|:\s+")
# What the page of a paper says behind its authors, on their line where a tool drops its layout.
_BEHIND = "View a PDF of the paper titled"
_NO_NAME = {"author list is unavailable", "et al", "et al."}
# What stands behind a comma and is part of the name before it.
_SUFFIXES = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"}
_NAME = re.compile(r"[^\W\d_][^\d,;:()]*(?:\s[^\d,;:()]+){1,5}")


def read_authors(text: str) -> tuple[list[str], int | None]:
    """The names in a list of authors, and how many authors there are where some are not shown."""
    text = text.partition(_BEHIND)[0].replace("[", "")  # of a link that was wrapped
    more = _MORE.search(text)
    if more:
        text = text[: more.start()] + text[more.end() :]
    names = list[str]()
    for name in map(squeeze, _BETWEEN.split(_drop_brackets(text))):
        if names and name.casefold() in _SUFFIXES:
            names[-1] += f", {name}"
        elif name and name.casefold() not in _NO_NAME:
            names.append(name)
    return names, len(names) + int(more["more"]) if more and names else None


def _drop_brackets(text: str) -> str:
    """A text without its affiliations, which stand in brackets and may hold others."""
    kept, depth = list[str](), 0
    for piece in _BRACKET.split(text):
        if piece == "(":
            depth += 1
        elif piece == ")":
            depth = max(0, depth - 1)
        elif depth == 0:
            kept.append(piece)
    return " ".join(kept)


def are_names(text: str) -> bool:
    """Whether a line without a label reads like names of authors: each of several words that
    begin, most of them, with a capital."""
    names, _ = read_authors(text)
    words = " ".join(names).split()
    capitals = sum(word[:1].isupper() for word in words)
    return bool(names) and all(map(_NAME.fullmatch, names)) and 3 * capitals >= 2 * len(words)
