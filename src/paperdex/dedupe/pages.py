"""Pages as printed -> the first and the last; two of them -> whether they may be the same."""

import re
from typing import NamedTuple

from paperdex.dedupe.thresholds import SHARED_PAGES

_PAGE = re.compile(r"[a-z]?\d+")
_NOT_A_PAGE = re.compile(r"\s*[a-z]+\s*-")  # `Suppl-10`: what is cut off is the first page
# How many there are, behind them: `224-230 7p`.
_COUNT = re.compile(r"(?<=\d)[\s,;]+\d+\s?(?:pp?|pages?)\b\.?\s*$")
# What spreadsheets make of pages: 1-10 -> 01-Oct.
_MONTH = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
# What articles have that are printed on no pages: `e12724`. Their own pages are counted from 1;
# others are those of another work, as of the article made of a meeting's abstract.
_ARTICLE = re.compile(r"e\d{3,}")
# Digits of a page's number: longer ones are none, and Python does not read any length.
_LONGEST = 9
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Pages(NamedTuple):
    """First and last page; empty if not known."""

    first: str
    last: str

    @property
    def extent(self) -> int:
        """How many there are from the first to the last; 0 if that is not known."""
        first, last = self.first.lstrip(_LETTERS), self.last.lstrip(_LETTERS)
        if not (first and last) or max(len(first), len(last)) > _LONGEST:
            return 0
        return max(0, int(last) - int(first) + 1)


def read_pages(text: str) -> Pages | None:
    """`813-41` is 813 to 841; `Suppl-10` ends on 10; None if no page is named."""
    text = text.lower()
    if "p" in text:
        text = _COUNT.sub("", text)
    found = _PAGE.findall(text)
    if not found or _MONTH.search(text):
        return None
    if len(found) == 1:
        return Pages("", found[0]) if _NOT_A_PAGE.match(text) else Pages(found[0], "")
    first, last = found[0], found[-1]
    return Pages(first, first[: max(0, len(first) - len(last))] + last)


def compare_pages(one: Pages, other: Pages) -> bool | None:
    """Whether the pages may be the same."""
    if one.first and other.first:
        if one.first == other.first:
            return True
        if one.first.lstrip(_LETTERS) == other.first.lstrip(_LETTERS):  # S5-S10 and 5-10
            return bool(one.last and one.last[-1:] == other.last[-1:])
        for pages, number in ((one, other.first), (other, one.first)):
            if pages.first == "1" and pages.last and _ARTICLE.fullmatch(number):
                return None
        # One names its last page only.
        return (not one.last and one.first == other.last) or (
            not other.last and other.first == one.last
        )
    if one.last and other.last and (one.last.endswith(other.last) or other.last.endswith(one.last)):
        return True
    return None


def may_be_printed_apart(one: Pages, other: Pages) -> bool:
    """Whether other pages may be those of one article all the same: as many, counted from 1;
    misprinted at one end; or it has a number elsewhere."""
    if _is_number(one) != _is_number(other):
        return True
    if "1" in (one.first, other.first) and one.extent == other.extent > 1:
        return True
    return one.last == other.last and min(one.extent, other.extent) > SHARED_PAGES


def _is_number(pages: Pages) -> bool:
    return _ARTICLE.fullmatch(pages.first) is not None
