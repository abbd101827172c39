"""Parts of pages of arXiv -> their entries, and strays, which are neither entries nor furniture.

An entry begins with the line of its id or, where that is lost, with its title. Parts that have a
label, or a place in the markup, are what these say; text without either is what comes next in an
entry: the title behind an id, the authors behind a title, the abstract behind the subjects.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from paperdex.dates import read_recorded
from paperdex.listing.about import read_about
from paperdex.listing.arxiv_fields import Draft, read_fields
from paperdex.listing.arxiv_signs import HEADINGS, Part, Role, is_of_id, read_id
from paperdex.listing.base import Entry, Page, Stray
from paperdex.text import squeeze

_OUTSIDE = "text outside the entries of the page"
_TITLE_ALONE = "a title without arXiv id, authors or abstract"
# No entry has as many lines: what follows is no part of it.
_MOST_PARTS = 1000
_LONGEST_NAME = 60
# A longer line is a whole paragraph.
_WIDEST_WRAP = 120
_SMALL_WORDS = re.compile(r"(?:\s|\b(?:and|in|of|the)\b|-)+")
# Headings with which a page begins, and the kind of page.
_PAGES = {
    "day": "day",
    "week": "week",
    "month": "month",
    "year": None,
    "search": "search",
    "mail": None,
}
_OF_PAGE = {Role.FURNITURE, Role.NUMBER, Role.ABOUT, Role.HEADING, Role.END, Role.FOOT}
# What no line of an abstract in an e-mail is.
_PARTS_OF_MAIL = {Role.RULE, Role.HEADING}
_VALUES = {
    Role.TITLE,
    Role.AUTHORS,
    Role.ABSTRACT,
    Role.FULL,
    Role.SUBJECTS,
    Role.JOURNAL,
    Role.DOI,
    Role.DATED,
    Role.CITE,
    Role.FIELD,
}


def _is_text(draft: Draft, part: Part) -> bool:
    """Whether a line of an e-mail goes on with the text above, whatever it looks like."""
    is_labelled = part.role in _VALUES or part.role is Role.SENT
    return draft.last is Role.ABSTRACT or (part.raw[:1].isspace() and not is_labelled)


def _is_wrapped(draft: Draft, part: Part) -> bool:
    """Whether a line that looks like furniture is one of a wrapped abstract: `2024.`, or `Help`."""
    may_be = part.is_glued and part.role in {Role.FURNITURE, Role.NUMBER}
    return may_be and draft.last is Role.ABSTRACT and len(draft.parts[-1].raw) < _WIDEST_WRAP


def _is_name(text: str) -> bool:
    """Whether a line may be the name of a category: each word begins with a capital."""
    words = [word for word in _SMALL_WORDS.split(text) if word]
    return len(text) <= _LONGEST_NAME and all(word[0].isupper() for word in words)


class EntryReader:
    """Reads parts in order; gives the entries that they end."""

    def __init__(self) -> None:
        self._page = Page()
        self._rank = 0
        self._is_old = False  # whether a heading says that papers were announced before
        self._draft: Draft | None = None
        self._outside = list[Part]()
        self._is_ruled = False  # whether a line of an e-mail stands above that begins an entry
        self._is_over = False  # whether all there is of the one paper of a page was read

    def read(self, parts: Iterable[Part]) -> Iterator[Entry | Stray]:
        """The entries and strays of all parts."""
        for part in parts:
            yield from self._take(part)
            self._is_ruled = part.role is Role.RULE
        yield from self._close()
        yield from self._give_outside()

    def _take(self, part: Part) -> Iterator[Entry | Stray]:
        draft, role = self._draft, part.role
        if draft and len(draft.parts) > _MOST_PARTS:
            yield from self._close()
            draft = None
        if role is Role.ID:
            yield from self._take_id(part)
        elif draft and draft.is_mail and role not in _PARTS_OF_MAIL and _is_text(draft, part):
            draft.add(part, draft.last, part.text if role is Role.TEXT else squeeze(part.raw))
        elif role in _VALUES:
            yield from self._take_value(part)
        elif draft and role is Role.SENT:
            draft.add(part, Role.DATED, part.text)
        elif draft and role is Role.RULE:
            yield from self._take_rule(draft, part)
        elif draft and role is Role.INNER:
            draft.parts.append(part)
        elif not (draft and self._goes_on(draft, part)):
            yield from self._close(part)
            yield from self._take_outside(part)

    def _take_id(self, part: Part) -> Iterator[Entry | Stray]:
        draft, arxiv_id = self._draft, read_id(part.text).arxiv_id
        if draft and Role.CITE in draft.texts and Role.ID not in draft.texts:
            draft.add(part, Role.ID, part.text)
        elif draft and arxiv_id and arxiv_id == draft.arxiv_id:
            draft.parts.append(part)  # the page of a paper repeats it
        else:
            yield from self._begin(part)
            self._is_over = False

    def _begin(self, part: Part) -> Iterator[Entry | Stray]:
        yield from self._close()
        yield from self._give_outside()
        self._draft = Draft(is_mail=self._is_ruled)
        if part.role is Role.ID:
            self._draft.add(part, Role.ID, part.text)

    def _take_value(self, part: Part) -> Iterator[Entry | Stray]:
        draft, role, text = self._draft, part.role, part.text
        if draft is None and self._is_over:
            return
        is_next = role is Role.TITLE and draft is not None and draft.has_label
        if draft is None or (is_next and draft.last is not Role.TITLE):
            yield from self._begin(part)
            draft = self._draft or Draft()
        if role is Role.TITLE and not draft.has_label:
            draft.drop(Role.TITLE)
            draft.has_label, draft.is_doubtful = True, False
        if role is Role.FULL:
            draft.drop(Role.ABSTRACT)
            role = Role.ABSTRACT
        draft.add(part, role, text, "\n\n" if role is Role.ABSTRACT else " ")

    def _take_rule(self, draft: Draft, part: Part) -> Iterator[Entry | Stray]:
        """A line that parts an e-mail: behind the first of an entry stands its abstract."""
        is_over = Role.ABSTRACT in draft.texts or "(" in part.text
        if is_over or Role.TITLE in draft.texts:
            draft.add(part, Role.ABSTRACT, "")
        if is_over:
            yield from self._close()

    def _goes_on(self, draft: Draft, part: Part) -> bool:
        """Whether an entry goes on with a part without a label: adds it then."""
        last, text = draft.last, part.text
        if part.role in _OF_PAGE and not _is_wrapped(draft, part):
            # In the answers of a search the title stands behind the id, whatever it looks like.
            may_be_title = self._page.kind == "search" and set(draft.texts) <= {Role.ID, Role.DOI}
            if not may_be_title or part.role is not Role.FURNITURE:
                return False
            draft.is_doubtful = True
        if last in {Role.ID, Role.DOI} and Role.TITLE not in draft.texts:
            draft.add(part, Role.ID if is_of_id(text) else Role.TITLE, text)
        elif last is Role.TITLE and draft.has_label and draft.texts[last]:
            is_glued = part.is_glued and draft.parts[-1].role is not Role.INNER
            draft.parts.append(part)
            draft.behind.append((text, is_glued))
        elif last is Role.ABSTRACT:
            draft.add(part, last, text, " " if part.is_glued else "\n\n")
        elif last is Role.SUBJECTS and draft.texts[last].endswith(")"):
            if self._page.kind not in {None, "day"}:  # others show no abstracts
                return False
            draft.add(part, Role.ABSTRACT, text)
        elif part.is_glued or last is Role.CITE or draft.texts[last][-1:] in {"", ","}:
            draft.add(part, last, text)
        else:
            return False
        return True

    def _take_outside(self, part: Part) -> Iterator[Stray]:
        """A part that is in no entry: of the page itself, or a stray."""
        if part.role is Role.TEXT and not self._is_over:
            self._outside.append(part)
            if len(self._outside) > _MOST_PARTS:
                yield from self._give_outside()
        elif part.role is Role.HEADING:
            self._is_over = False
            while self._outside and _is_name(self._outside[-1].text):  # of a category
                self._outside.pop()
            yield from self._give_outside()
            self._read_heading(part.text)
        elif part.role is Role.ABOUT:
            about = read_about(part.text)
            visited = about.visited if about else None
            self._page = replace(self._page, visited=visited or self._page.visited)
        elif part.role in {Role.END, Role.FOOT}:
            self._is_over = part.role is Role.END

    def _read_heading(self, text: str) -> None:
        matches = ((name, sign.fullmatch(text)) for name, sign in HEADINGS.items())
        name, told = next((name, match.groupdict()) for name, match in matches if match)
        if name in _PAGES:
            self._page = Page(visited=self._page.visited, kind=_PAGES[name])
            self._rank = 0
        self._is_old = name == "old"
        if query := told.get("query"):
            self._page = replace(self._page, query=query, kind="search")
        if date := told.get("date"):
            self._page = replace(self._page, date_text=date, date=read_recorded(date))

    def _give_outside(self) -> Iterator[Stray]:
        """The text that stood outside of entries: a stray for lines that follow each other."""
        parts, self._outside = self._outside, []
        while parts:
            end = 1
            while end < len(parts) and parts[end].first_line <= parts[end - 1].end_line + 1:
                end += 1
            raw = "\n".join(part.raw for part in parts[:end])
            yield Stray(parts[0].first_line, parts[end - 1].end_line, _OUTSIDE, raw)
            parts = parts[end:]

    def _close(self, by: Part | None = None) -> Iterator[Entry | Stray]:
        """The entry that ends here."""
        draft, self._draft = self._draft, None
        if draft is None:
            return
        first, end = draft.parts[0].first_line, draft.parts[-1].end_line
        raw = "\n".join(part.raw for part in draft.parts if part.raw)
        if draft.behind or not set(draft.texts) <= {Role.TITLE}:
            self._rank += 1
            fields = read_fields(draft, None if self._is_old else self._page.date_text)
            line = draft.title_line or first
            yield Entry(first, end, line, self._rank, raw, fields, self._page)
        elif (
            by is None or by.role is not Role.ABOUT
        ):  # tools write a page's title above its address
            yield Stray(first, end, _TITLE_ALONE, raw)
