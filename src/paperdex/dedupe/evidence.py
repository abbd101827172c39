"""Two entries -> how their fields compare; each comparison is made on first use.

None means unknown: one of them lacks the field. :mod:`paperdex.dedupe.judging` decides what
follows.
"""

from collections.abc import Set
from datetime import date

from paperdex.dedupe.abstracts import find_figures, is_used_apart, share
from paperdex.dedupe.greek import Loss
from paperdex.dedupe.lazy import lazy
from paperdex.dedupe.likeness import (
    EQUAL,
    Likeness,
    compare_marks,
    compare_titles,
    find_greek_loss,
    have_same_codes,
    names_place,
)
from paperdex.dedupe.names import are_namesakes, share_names
from paperdex.dedupe.pages import compare_pages, may_be_printed_apart
from paperdex.dedupe.places import compare_venues
from paperdex.dedupe.thresholds import (
    ALL_NAMES,
    DAYS_APART,
    LONG_ABSTRACT,
    OTHER_FIGURES,
    SAME_FIGURES,
    SHARED_NAMES,
    SHARED_PAGES,
    SHORT_TITLE,
    WHOLE_ABSTRACT,
    YEARS_APART,
)
from paperdex.dedupe.traits import Traits
from paperdex.merge import is_preprint_doi

# So many letters of an abstract are enough words to say something; shorter ones are counted.
_LONG_TEXT = 200


class Evidence:
    """How two entries compare."""

    def __init__(self, one: Traits, other: Traits) -> None:
        self.one = one
        self.other = other

    @lazy
    def title(self) -> Likeness:
        """How alike the titles are."""
        return compare_titles(self.one.title, self.other.title)

    @property
    def has_same_title(self) -> bool:
        """Whether the titles have the same words."""
        return self.title.one == self.title.other

    @lazy
    def marks(self) -> list[str]:
        """What only one title has that distinguishes works of one name."""
        return compare_marks(self.one.title, self.other.title)

    @property
    def same_codes(self) -> bool:
        """Whether the numbers inside the titles' words are the same: `beta1`, its letter lost,
        is 1."""
        return have_same_codes(self.one.title, self.other.title) or self.greek_loss != Loss.NONE

    @lazy
    def greek_loss(self) -> Loss:
        """What became of the Greek letters of a title, if that is all that differs."""
        return find_greek_loss(self.one.title, self.other.title)

    @property
    def same_figures(self) -> bool:
        """Whether the abstracts share some numbers: the results of a work do not change."""
        one, other = self.figures
        return sum(len(figure) > 1 for figure in one & other) >= SAME_FIGURES

    @property
    def other_figures(self) -> bool:
        """Whether each abstract has numbers that the other lacks: a cut one has fewer only."""
        if not self.abstracts_differ:
            return False
        one, other = self.figures
        return min(len(one - other), len(other - one)) >= OTHER_FIGURES

    @lazy
    def figures(self) -> tuple[Set[str], Set[str]]:
        """The numbers in the abstracts."""
        one, other = (each.paper.abstract or "" for each in (self.one, self.other))
        return find_figures(one), find_figures(other)

    @lazy
    def adds_place(self) -> bool:
        """Whether what one title has more is a venue, and perhaps the year that both are of."""
        placed = [each for each in (self.one, self.other) if each.venue and not each.is_preprint]
        if self.years or (len(placed) > 1 and not self.venue):
            return False
        years = {str(self.one.year), str(self.other.year)}
        venues = {name for each in placed for name in (*each.venue, *each.initials)}
        return names_place(self.one.title, self.other.title, years, venues)

    @lazy
    def other_subject(self) -> bool:
        """Whether the words in which titles differ tell the abstracts apart as well: each has its
        own title's word, and not the other's."""
        abstracts = (self.one.paper.abstract or "", self.other.paper.abstract or "")
        words = (self.title.one, self.title.other)
        return self.abstracts_differ and is_used_apart(words, abstracts)

    @property
    def abstracts_differ(self) -> bool:
        """Whether each abstract has words that the other lacks."""
        return self.abstract is not None and self.abstract < 1

    @property
    def telling_words(self) -> int:
        """The number of telling words of the title that has fewer."""
        return min(len(self.one.title.telling), len(self.other.title.telling))

    @property
    def shared_words(self) -> float:
        """The share of the telling words of the title that has more, that the other has as well."""
        one, other = self.one.title.telling, self.other.title.telling
        return len(one & other) / max(len(one), len(other), 1)

    @property
    def is_serial(self) -> bool:
        """Whether many works have such titles."""
        return self.one.title.is_serial or self.other.title.is_serial

    @lazy
    def dois(self) -> bool | None:
        """Whether the DOIs are the same. Other ones say nothing if one of them is a preprint's."""
        a, b = self.one.doi, self.other.doi
        if not a or not b:
            return None
        return True if a == b else None if is_preprint_doi(a) or is_preprint_doi(b) else False

    @lazy
    def abstract(self) -> float | None:
        """Share of the shorter abstract's word pairs that the longer one has."""
        text, its = self.one.paper.abstract, self.other.paper.abstract
        if not (text and its):
            return None
        if text == its and len(text) > _LONG_TEXT:
            return 1.0
        one, other = self.one.word_pairs, self.other.word_pairs
        return share(one, other) if one and other else None

    @property
    def long_abstracts(self) -> bool:
        """Whether both abstracts are too long to be a phrase that appears under many titles."""
        return min(len(self.one.word_pairs), len(self.other.word_pairs)) >= LONG_ABSTRACT

    @property
    def whole_abstract(self) -> bool:
        """Whether the abstracts are one, and not a phrase."""
        return (self.abstract or 0) >= WHOLE_ABSTRACT and self.long_abstracts

    @property
    def is_rewritten(self) -> bool:
        """Whether the two are so alike in all else that the abstract may be that of the next
        version."""
        if self.title.rank < EQUAL or self.is_serial or self.venue is False:
            return False
        return self.by_all_in_time and self.telling_words > SHORT_TITLE // 2

    @lazy
    def names(self) -> float | None:
        """Share of the shorter list's name parts that the longer one has, cut or mistyped."""
        return share_names(self.one, self.other)

    @property
    def is_of_organization(self) -> bool:
        """Whether an organization stands for the authors of one, and the other has people."""
        known = bool(self.one.paper.authors and self.other.paper.authors)
        return known and self.one.is_by_organization != self.other.is_by_organization

    @lazy
    def are_namesakes(self) -> bool:
        """Whether most of the authors that have a name in common have other given names, or half
        of them where that may be chance."""
        of_short_title = self.telling_words < SHORT_TITLE
        return are_namesakes(self.one, self.other, of_short_title, self.venue is True)

    @property
    def by_same(self) -> bool:
        """Whether the authors are the same, as far as is known of both; organizations are others
        if each has a word of its own."""
        by_organizations = self.one.is_by_organization and self.other.is_by_organization
        least = ALL_NAMES if by_organizations else SHARED_NAMES
        return self.names is not None and self.names >= least and not self.are_namesakes

    @property
    def by_all(self) -> bool:
        """Whether all of the shorter list's names are in the longer one."""
        return self.by_same and (self.names or 0) >= ALL_NAMES

    @property
    def who(self) -> str:
        """Whom the two have in common, in words, if any."""
        if not self.by_all:
            return "some of the same authors"
        one, other = self.one.paper.authors, self.other.paper.authors
        return "same authors" if len(one) == len(other) else "same authors as far as listed"

    @property
    def has_same_names(self) -> bool:
        """Whether neither has a name that the other lacks."""
        return self.by_all and len(self.one.names) == len(self.other.names)

    @property
    def by_all_in_time(self) -> bool:
        """Whether all of the shorter list's names are in the longer one, and the two may be at most
        a year apart."""
        return self.near_in_time and self.by_all

    @property
    def authors(self) -> int:
        """How many authors the shorter list has."""
        return min(len(self.one.paper.authors), len(self.other.paper.authors))

    @lazy
    def years(self) -> int | None:
        """How many years apart."""
        one, other = self.one.year, self.other.year
        return abs(one - other) if one and other else None

    @property
    def near_in_time(self) -> bool:
        """Whether they may be at most a year apart."""
        return self.years is None or self.years <= YEARS_APART

    @property
    def of_year(self) -> bool:
        """Whether both are known to be of one year; a preprint may be printed in the next."""
        return self.years is not None and self.years <= (YEARS_APART if self.preprint else 0)

    @property
    def may_be_of_year(self) -> bool:
        """Whether they may be of one year; a preprint may be printed in the next."""
        return self.years is None or self.of_year

    @property
    def same_days(self) -> bool:
        """Whether both dates are known to the day and lie within days."""
        one, other = read_day(self.one.paper.date), read_day(self.other.paper.date)
        return one is not None and other is not None and abs((one - other).days) <= DAYS_APART

    @lazy
    def volume(self) -> bool | None:
        """Whether the volume is the same."""
        return agree(self.one.volume, self.other.volume)

    @lazy
    def number(self) -> bool | None:
        """Whether the issue is the same."""
        return agree(self.one.number, self.other.number)

    @property
    def are_other_reports(self) -> bool:
        """Whether the numbers differ, and are not those of issues, in a series: each is another
        report or standard."""
        if self.number is None or self.one.venue.isdisjoint(self.other.venue):
            return False
        if self.one.volume or self.other.volume:
            return False
        one, other = self.one.numbers, self.other.numbers
        return len(one) == len(other) and one != other

    @lazy
    def page(self) -> bool | None:
        """Whether the pages may be the same."""
        one, other = self.one.pages, self.other.pages
        return None if one is None or other is None else compare_pages(one, other)

    @lazy
    def same_range(self) -> bool:
        """Whether both have the same first and last page, of several: many a journal counts those
        of each article from 1."""
        one, other = self.one.pages, self.other.pages
        return (
            one is not None and one == other and one.first not in ("1", one.last) and one.last != ""
        )

    @property
    def same_place(self) -> bool:
        """Whether both have the same pages of one volume: there is room for one work only."""
        return (
            self.same_range and self.volume is True and self.years == 0 and self.number is not False
        )

    @property
    def other_pages(self) -> bool:
        """Whether the pages are others, and can't be those of one article all the same."""
        one, other = self.one.pages, self.other.pages
        if one is None or other is None or self.page is not False:
            return False
        return not may_be_printed_apart(one, other)

    @property
    def are_short(self) -> bool:
        """Whether neither is known to have more pages than letters or abstracts share."""
        pages = (self.one.pages, self.other.pages)
        return all(each is None or each.extent <= SHARED_PAGES for each in pages)

    @lazy
    def preprint(self) -> bool:
        """Whether one of them is a preprint, or both: another version of it may be anywhere."""
        return self.one.is_preprint or self.other.is_preprint

    @property
    def is_copy(self) -> bool:
        """Whether one tells of no place in print, and has title and authors of the other: what
        people keep of a paper is dated when they put it there, so that years say nothing."""
        if self.one.is_placed and self.other.is_placed:
            return False
        telling = self.telling_words >= SHORT_TITLE and not self.is_serial
        return self.title.rank == EQUAL and telling and self.by_all

    @property
    def is_published_preprint(self) -> bool:
        """Whether one is a preprint and the other tells where it was published."""
        pairs = ((self.one, self.other), (self.other, self.one))
        return any(a.is_preprint and b.is_published for a, b in pairs)

    @property
    def is_paper_and_article(self) -> bool:
        """Whether one was in a journal and the other elsewhere, as at a meeting."""
        if self.preprint or self.one.is_periodical == self.other.is_periodical:
            return False
        paper = (self.other if self.one.is_periodical else self.one).paper
        return bool(paper.venue) and not (paper.volume or paper.number)

    @lazy
    def venue(self) -> bool | None:
        """Whether the venues may be one; a preprint's says nothing."""
        return None if self.preprint else compare_venues(self.one, self.other)


def agree(one: str | None, other: str | None) -> bool | None:
    """Whether two values are the same; None if one is missing."""
    return None if one is None or other is None else one == other


def read_day(text: str | None) -> date | None:
    """The day of an ISO date that is known to the day."""
    if text is None or len(text) < 10:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
