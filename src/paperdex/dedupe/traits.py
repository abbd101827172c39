"""A paper -> what judging looks at, computed on first use.

A missing field is unknown: None or an empty set, never a value.
"""

import re
from collections.abc import Callable
from hashlib import blake2b
from html import unescape
from itertools import pairwise
from operator import attrgetter
from typing import Any
from urllib.parse import unquote

from paperdex.dedupe.citations import drop_authors
from paperdex.dedupe.field_words import (
    COMPANY,
    ORGANIZATIONS,
    PARTICLES,
    PREPRINT_VENUES,
    UNPRINTED,
)
from paperdex.dedupe.lazy import lazy
from paperdex.dedupe.name_parts import read_joined_names, read_names, read_organization
from paperdex.dedupe.pages import Pages, read_pages
from paperdex.dedupe.thresholds import SHORTEST_ABSTRACT
from paperdex.dedupe.titles import Title, read_title
from paperdex.dedupe.venue_words import is_acronym, is_periodical, read_initials, read_venue
from paperdex.merge import is_preprint_doi
from paperdex.paper import Paper
from paperdex.text import fold, is_bare

_WORD = re.compile(r"[^\W_]+")
# Of UTF-8: letters of other scripts are bytes beyond ASCII.
_SPACED = bytes(c if c >= 128 or chr(c).isalnum() else ord(" ") for c in range(256))
_NUMBER = re.compile(r"\d+")
# Journals that review in the open give each version of an article a DOI: F1000 and those on its
# platform, eLife.
_VERSIONS = ("10.12688/", "10.7554/")
_VERSIONED = re.compile(r"(10\.12688/\w+\.\d+(?:-\d+)?|10\.7554/elife\.\d+)\.v?\d", re.IGNORECASE)
_get_judged: Callable[[Paper], tuple[Any, ...]] = attrgetter(
    *"title abstract authors date venue arxiv_id doi volume number pages".split()
)
# The number of an article, for that of an issue.
_ARTICLE = re.compile(r"\W*[a-zA-Z]?\d{5,}\W*")


class Traits:
    """What judging looks at in one entry."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper

    @property
    def judged(self) -> tuple[Any, ...]:
        """All that judging looks at: entries alike in this are judged as one."""
        return _get_judged(self.paper)

    @lazy
    def content(self) -> bytes:
        """A digest of all that judging looks at."""
        return blake2b(ascii(self.judged).encode("ascii"), digest_size=16).digest()

    @lazy
    def said(self) -> bytes:
        """A digest of what decisions know an entry by: its words, ids and place in print.

        `decisions.jsonl` holds it: with another one they would be lost.
        """
        p = self.paper
        others = ascii((p.authors, p.arxiv_id, p.doi, p.volume, p.number, p.pages))
        said = f"({p.title!a}, {_quote(p.abstract)}, {others[1:]}"
        return blake2b(said.encode("ascii"), digest_size=16).digest()

    @lazy
    def title(self) -> Title:
        """The title, ready to be compared."""
        return read_title(drop_authors(self.paper.title, self.names, self.paper.authors))

    @lazy
    def original(self) -> "Traits | None":
        """The same entry under its title before that was translated, if it says so."""
        title = self.title.original
        return Traits(self.paper._replace(title=title)) if title else None

    @lazy
    def doi(self) -> str | None:
        """The DOI, without the escapes of a link."""
        return _plain_doi(self.paper.doi)

    @lazy
    def word_pairs(self) -> frozenset[tuple[bytes, bytes]]:
        """Pairs of neighbouring words of the abstract; none if it says nothing."""
        text = (self.paper.abstract or "").lower().encode("utf-8", "surrogatepass")
        words = text.translate(_SPACED).split()  # of bytes this takes half the time
        return frozenset(pairwise(words)) if len(words) >= SHORTEST_ABSTRACT else frozenset()

    @lazy
    def names(self) -> frozenset[str]:
        """Parts of the authors' names, in any order: no initials, no `et al`."""
        if self.is_by_organization:
            return read_organization(self.paper.authors[0])
        return read_names(" ".join(self.paper.authors))

    @lazy
    def joined_names(self) -> dict[str, frozenset[str]]:
        """Names that begin with particles, in one word as some sources print them, each with its
        parts."""
        if PARTICLES.isdisjoint(self.names):
            return {}  # as most
        return read_joined_names(" ".join(self.paper.authors))

    @lazy
    def is_latin(self) -> bool:
        """Whether any of the names is in Latin letters."""
        return any(name.isascii() for name in self.names)

    @lazy
    def is_by_organization(self) -> bool:
        """Whether an organization stands for the authors."""
        if len(self.paper.authors) != 1:
            return False
        author = self.paper.authors[0]
        if COMPANY.search(author):
            return True
        return not ORGANIZATIONS.isdisjoint(_WORD.findall(fold(author)))

    @lazy
    def year(self) -> int | None:
        """Year of the date."""
        return int(self.paper.date[:4]) if self.paper.date else None

    @lazy
    def pages(self) -> Pages | None:
        """The first page and the last."""
        return read_pages(self.paper.pages or "")

    @lazy
    def volume(self) -> str | None:
        """The first number in it: `31 (Supplement 1)` is 31. What is left of one, `1)`, is none."""
        text = self.paper.volume or ""
        return None if ")" in text and "(" not in text else _read_number(text)

    @lazy
    def number(self) -> str | None:
        """The number of the issue; an article's, `e0143396`, is none."""
        text = self.paper.number or ""
        return None if _ARTICLE.fullmatch(text) else _read_number(text)

    @lazy
    def numbers(self) -> list[str]:
        """All numbers in that of a report: `800-57` is 800 and 57."""
        return [each.lstrip("0") for each in _NUMBER.findall(self.paper.number or "")]

    @lazy
    def venue(self) -> frozenset[str]:
        """The words that distinguish the venue from others."""
        return read_venue(self.paper.venue or "")

    @lazy
    def is_in_itself(self) -> bool:
        """Whether the venue has the title's name, as the book has of which this is a chapter."""
        venue, key = self.paper.venue or "", self.title.key
        return len(venue) >= len(key) and read_title(venue).key == key

    @lazy
    def initials(self) -> tuple[str, str]:
        """Of the venue's words, without the small ones and with them."""
        return read_initials(self.paper.venue or "")

    @lazy
    def is_acronym(self) -> bool:
        """Whether the venue is letters that stand for words: nothing speaks against these."""
        return is_acronym(self.paper.venue or "")

    @lazy
    def is_periodical(self) -> bool:
        """Whether the venue says that it is a journal."""
        return is_periodical(self.paper.venue or "")

    @lazy
    def is_preprint(self) -> bool:
        """By its DOI or venue; an arXiv id alone also where neither is known."""
        p = self.paper
        if p.doi and is_preprint_doi(p.doi):
            return True
        if p.arxiv_id and not p.doi and not p.venue:
            return True
        if p.venue and UNPRINTED.search(p.venue):
            return True
        return not self.venue.isdisjoint(PREPRINT_VENUES)

    @property
    def is_published(self) -> bool:
        """Whether it tells of a venue, DOI or printed place that is no preprint's. A card
        of a page may lack all of them: it is neither."""
        return not self.is_preprint and self.is_placed

    @property
    def is_placed(self) -> bool:
        """Whether it tells of a venue, DOI or printed place."""
        p = self.paper
        return bool(p.venue or p.doi or p.volume or p.pages)


def _quote(text: str | None) -> str:
    """As `ascii`, which is the same in every version of Python and slow for a long text."""
    if text is None or not is_bare(text):
        return ascii(text)
    return f'"{text}"' if "'" in text else f"'{text}'"


def _plain_doi(doi: str | None) -> str | None:
    """A DOI without the escapes of a link or of HTML: `%28` is `(`, `&lt;` is `<`; and without the
    number of the version, where a journal gives each its own."""
    if doi is None:
        return None
    if "%" in doi or "&" in doi:
        doi = unescape(unquote(doi)).lower()
    version = _VERSIONED.fullmatch(doi) if doi.startswith(_VERSIONS) else None
    return version[1] if version else doi


def _read_number(text: str) -> str | None:
    match = _NUMBER.search(text)
    return (match[0].lstrip("0") or "0") if match else None
