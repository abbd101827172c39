"""The authors of a paper, as one text -> the parts of their names.

How far two lists of authors are the same people is told by :mod:`paperdex.dedupe.names`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from paperdex.dedupe.cleaning import plain_title
from paperdex.dedupe.field_words import NOBODY, ORGANIZATION_WORDS, PARTICLES

_PART = re.compile(r"[^\W\d_]+")  # without the footnote's number
_NO_LETTER = bytes(c if chr(c).isalpha() else ord(" ") for c in range(128)).ljust(256)
# Initials of people with names beside them, in capitals that stand together: `Wang YX`,
# `JD Ullman`. Begins with a letter that can be looked for: to look back from each sign takes three
# times as long.
_INITIALS = re.compile(r"[A-Z](?<![^\W_].)[A-Z]{1,2}(?![^\W_])", re.DOTALL)
# The same, where all is in capitals: `WANG, YX`.
_INITIALS_BEHIND = re.compile(r",\s*[A-Z]{2,3}(?![^\W_])")
# In place of a letter that an encoding lost: `M?ller`.
_LOST_LETTER = re.compile(r"(?<=[^\W\d_])[?\ufffd](?=[^\W\d_])")


# Two entries that are compared often have the same list of authors.
@lru_cache(maxsize=2048)
def read_names(authors: str) -> frozenset[str]:
    """The parts of all names, folded, in no order: no initials, no `et al`."""
    parts = split_names(_plain_names(authors))
    return frozenset([part for part in parts if len(part) > 1]) - NOBODY


@lru_cache(maxsize=2048)
def read_organization(name: str) -> frozenset[str]:
    """The words of an organization's name that tell it from others: capitals that stand together
    are one of them (`GLM Team`)."""
    return frozenset(split_names(plain_title(name))) - ORGANIZATION_WORDS - NOBODY - {"ai"}


def read_joined_names(authors: str) -> dict[str, frozenset[str]]:
    """Names that begin with particles, written as one word, as some sources print them, each with
    its parts: `leroux` with `le` and `roux`."""
    parts = split_names(_plain_names(authors))
    return {"".join(name): frozenset(name) for name in find_with_particles(parts)}


def split_names(text: str) -> list[str]:
    """The parts of names: letters that stand together."""
    if not text.isascii():
        return _PART.findall(text)
    # In a third of the time.
    return text.encode("ascii").translate(_NO_LETTER).decode("ascii").split()


def find_with_particles(parts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Of the parts of names, in order, those of each name that begins with particles: `von`,
    `der`, `leyen`."""
    end = -1
    for start in [place for place, part in enumerate(parts) if part in PARTICLES]:
        if start > end:
            end = start + 1
            while end < len(parts) and parts[end] in PARTICLES:
                end += 1
            if end < len(parts):
                yield parts[start : end + 1]


@lru_cache(maxsize=1)
def _plain_names(authors: str) -> str:
    """A list of names, folded, without initials that stand together."""
    initials = _INITIALS_BEHIND if authors.isupper() else _INITIALS
    plain = plain_title(initials.sub("", authors))
    return _LOST_LETTER.sub("", plain) if "?" in plain or "\ufffd" in plain else plain
