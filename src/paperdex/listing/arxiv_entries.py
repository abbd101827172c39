"""Parts of pages of arXiv -> their entries, and strays, which are neither entries nor furniture.

An entry begins with the line of its id or, where that is lost, with its title. Parts that have a
label, or a place in the markup, are what these say; text without either is what comes next in an
entry: the title behind an id, the authors behind a title, the abstract behind the subjects.
"""

from collections.abc import Generator, Iterable, Iterator

from paperdex.listing.arxiv_authors import are_names
from paperdex.listing.arxiv_fields import Draft, read_fields
from paperdex.listing.arxiv_page import PageReader
from paperdex.listing.arxiv_signs import Part, Role, is_of_id, read_id
from paperdex.listing.base import Entry, Stray
from paperdex.listing.titles import SURELY_BODY, body_leaning
from paperdex.text import squeeze

_TITLE_ALONE = "a title without arXiv id, authors or abstract"
# No entry has as many lines: what follows does not belong to it.
_MOST_PARTS = 1000
# A longer line is a whole paragraph.
_WIDEST_WRAP = 120
_OF_PAGE = {Role.FURNITURE, Role.NUMBER, Role.ABOUT, Role.HEADING, Role.END, Role.FOOT}
# Where each name stands on a line of its own, so does this.
_BETWEEN_NAMES = {",", ";", "and"}
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


def _is_text_of_mail(draft: Draft, part: Part) -> bool:
    """Whether a line of an e-mail goes on with the text above, whatever it looks like."""
    if not draft.is_mail or part.role in {Role.RULE, Role.HEADING}:
        return False
    is_labelled = part.role in _VALUES or part.role is Role.SENT
    return draft.last is Role.ABSTRACT or (part.raw[:1].isspace() and not is_labelled)


def _is_wrapped(above: Part, part: Part) -> bool:
    """Whether a line that looks like furniture is one of a wrapped abstract: `2024.`, or `Help`."""
    may_be = part.is_glued and part.role in {Role.FURNITURE, Role.NUMBER}
    return may_be and len(above.raw) < _WIDEST_WRAP


def _is_inner(draft: Draft, part: Part) -> bool:
    """Whether a line is the rest of a wrapped one that says nothing of the entry, such as `View a
    PDF of ...` behind the authors or `Focus to learn more` behind a DOI."""
    if draft.last is Role.AUTHORS:
        return draft.parts[-1].role is Role.INNER
    return draft.last is Role.DOI and Role.TITLE in draft.texts and part.role is Role.TEXT


class EntryReader:
    """Reads parts in order; gives the entries that they end."""

    def __init__(self) -> None:
        self._page = PageReader()
        self._draft: Draft | None = None
        # Text below an entry that is of it only if more of the entry follows: a second paragraph.
        self._below = list[Part]()
        self._is_ruled = False  # whether a line of an e-mail stands above that begins an entry

    def read(self, parts: Iterable[Part]) -> Iterator[Entry | Stray]:
        """The entries and strays of all parts."""
        for part in parts:
            yield from self._take(part)
            self._is_ruled = part.role is Role.RULE
        yield from self._close()
        yield from self._page.give_strays()

    def _take(self, part: Part) -> Iterator[Entry | Stray]:
        draft, role = self._draft, part.role
        if draft and len(draft.parts) + len(self._below) > _MOST_PARTS:
            yield from self._close()
            draft = None
        if role is Role.ID:
            yield from self._take_id(part)
        elif draft and _is_text_of_mail(draft, part):
            draft.add(part, draft.last, part.text if role is Role.TEXT else squeeze(part.raw))
        elif role in _VALUES:
            yield from self._take_value(part)
        elif draft and role is Role.SENT:
            self._keep_below(draft)
            draft.add(part, Role.DATED, part.text)
        elif draft and role is Role.RULE and not self._below:
            yield from self._take_rule(draft, part)
        elif draft and role is Role.INNER:
            (self._below or draft.parts).append(part)
        elif not (draft and self._goes_on(draft, part)):
            yield from self._close(part)
            yield from self._page.take(part)

    def _take_id(self, part: Part) -> Iterator[Entry | Stray]:
        draft, arxiv_id = self._draft, read_id(part.text).arxiv_id
        if draft and Role.CITE in draft.texts and Role.ID not in draft.texts:
            draft.add(part, Role.ID, part.text)
        elif draft and arxiv_id and arxiv_id == draft.arxiv_id:
            self._keep_below(draft)
            draft.parts.append(part)  # the page of a paper repeats it
        else:
            draft = yield from self._begin(arxiv_id)
            draft.add(part, Role.ID, part.text)
            self._page.is_over = False

    def _begin(self, arxiv_id: str | None = None) -> Generator[Entry | Stray, None, Draft]:
        """The entry and the strays that end where another entry begins; returns its draft."""
        yield from self._close()
        yield from self._page.give_strays(arxiv_id)
        self._draft = Draft(is_mail=self._is_ruled)
        return self._draft

    def _take_value(self, part: Part) -> Iterator[Entry | Stray]:
        draft, role, text = self._draft, part.role, part.text
        if draft is None and self._page.is_over:
            self._page.texts.append(part)
            return
        is_next = role is Role.TITLE and draft is not None and draft.has_label
        if draft is None or (is_next and draft.last is not Role.TITLE):
            draft = yield from self._begin()
        self._keep_below(draft)
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
        if part.is_glued and _is_inner(draft, part):
            draft.parts.append(part._replace(role=Role.INNER))
            return True
        if draft.last is Role.AUTHORS and part.is_glued and part.text in _BETWEEN_NAMES:
            draft.add(part, Role.AUTHORS, part.text)
            return True
        if self._is_of_page(draft, part):
            # In the answers of a search the title stands behind the id, whatever it looks like.
            is_search = self._page.about.kind == "search"
            if not (is_search and draft.awaits_title and part.role is Role.FURNITURE):
                return False
            draft.is_doubtful = True
        return self._add_text(draft, part)

    def _is_of_page(self, draft: Draft, part: Part) -> bool:
        """Whether a part is of the page, and no line of a wrapped abstract that looks so."""
        if part.role not in _OF_PAGE:
            return False
        in_abstract = draft.last is Role.ABSTRACT or bool(self._below)
        return not (in_abstract and _is_wrapped((self._below or draft.parts)[-1], part))

    def _add_text(self, draft: Draft, part: Part) -> bool:
        """Add a text to what it goes on with, or to what comes next; false if it is neither."""
        last, text = draft.last, part.text
        if draft.awaits_title:
            draft.add(part, Role.ID if is_of_id(text) else Role.TITLE, text)
        elif last is Role.SUBJECTS and text.startswith(";"):
            draft.add(part, last, text)
        elif self._below or self._is_below(draft, part):
            self._below.append(part)
        elif last is Role.TITLE and draft.has_label and draft.texts[last]:
            draft.add_behind(part)
        elif last is Role.ABSTRACT:
            draft.add(part, last, text, " " if part.is_glued else "\n\n")
        elif draft.awaits_abstract:
            if self._page.about.kind not in {None, "day"}:  # others show no abstracts
                return False
            draft.add(part, Role.ABSTRACT, text)
        elif part.is_glued or last is Role.CITE or draft.texts[last][-1:] in {"", ","}:
            draft.add(part, last, text)
        else:
            return False
        return True

    def _is_below(self, draft: Draft, part: Part) -> bool:
        """Whether a part may be somebody's note: a paragraph of its own below an abstract or
        authors, or below subjects where no heading tells of a page that shows abstracts."""
        if draft.awaits_abstract:
            return self._page.has_no_heading
        if part.is_glued:
            return False
        if draft.last is Role.ABSTRACT:
            return bool(draft.texts[Role.ABSTRACT])
        if draft.last is not Role.TITLE or not draft.behind:
            return False
        names, _ = draft.behind[-1]
        return are_names(names) and not (names.endswith(",") or are_names(part.text))

    def _keep_below(self, draft: Draft) -> None:
        """Add the text below an entry to it, of which more follows. What stands between authors and
        labels is in none of its fields."""
        for part in self._below:
            if part.role is Role.INNER or draft.last is Role.TITLE:
                draft.parts.append(part)
            else:
                draft.add(part, Role.ABSTRACT, part.text, " " if part.is_glued else "\n\n")
        self._below.clear()

    def _leave_below(self, draft: Draft) -> list[Part]:
        """The text below an entry that does not belong to it. Its first paragraph is an abstract if
        it stands where one does, and reads like one beyond doubt."""
        below, self._below = self._below, []
        end = next((n for n, part in enumerate(below) if n and not part.is_glued), len(below))
        is_abstract = body_leaning(" ".join(part.text for part in below[:end])) > SURELY_BODY
        if draft.last is Role.SUBJECTS and is_abstract:
            self._below, below = below[:end], below[end:]
            self._keep_below(draft)
        return [part for part in below if part.role is not Role.INNER]

    def _close(self, by: Part | None = None) -> Iterator[Entry | Stray]:
        """The entry that ends here."""
        draft, self._draft = self._draft, None
        if draft is None:
            return
        below = self._leave_below(draft)
        first, end = draft.parts[0].first_line, draft.parts[-1].end_line
        raw = "\n".join(part.raw for part in draft.parts if part.raw)
        if draft.behind or not draft.texts.keys() <= {Role.TITLE}:
            page = self._page
            page.rank += 1
            fields = read_fields(draft, None if page.is_old else page.about.date_text)
            line = draft.title_line or first
            yield Entry(first, end, line, page.rank, raw, fields, page.about)
        elif by is None or by.role is not Role.ABOUT:  # tools write a title above its address
            yield Stray(first, end, _TITLE_ALONE, raw)
        self._page.texts += below
