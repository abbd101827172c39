"""Parts of pages of arXiv that are in no entry -> what they tell of the page, and strays."""

import re
from collections.abc import Iterator

from paperdex.dates import read_recorded
from paperdex.listing.about import read_about
from paperdex.listing.arxiv_furniture import is_behind
from paperdex.listing.arxiv_signs import HEADINGS, Part, Role
from paperdex.listing.base import Page, Stray

_OUTSIDE = "text outside the entries of the page"
# More texts are given as strays before the page is read to its end.
_MOST_PARTS = 1000
_LONGEST_NAME = 60
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
# Headings above which stands the name of a category, or in an e-mail the names of several.
_BELOW_NAMES = {"day", "week", "month", "year", "new", "mail"}
# The title of a paper's page, which a browser shows in its tab.
_IN_TAB = re.compile(r"\[(?P<id>\S{4,40}?)(?:v\d{1,3})?\] ")


class PageReader:
    """Reads what stands outside of entries, in order.

    ``about`` is what the page tells about itself, ``rank`` that of its last entry; ``is_old``:
    a heading says that the papers below it were announced before. ``texts`` may be strays; with
    ``is_over`` all there is of the one paper of a page was read: what stands behind it is arXiv's
    own where the foot of the page follows.
    """

    def __init__(self) -> None:
        self.about = Page()
        self.rank = 0
        self.is_old = self.is_over = False
        self.texts = list[Part]()
        self._above = 0  # how many of the texts stood above the end of the paper

    @property
    def has_no_heading(self) -> bool:
        """Whether nothing has told yet what kind of page it is, or of which day."""
        return self.about == Page(visited=self.about.visited)

    def take(self, part: Part) -> Iterator[Stray]:
        """A part that is in no entry: of the page itself, or a stray."""
        if part.role in {Role.TEXT, Role.SENT}:
            if not (self.is_over and is_behind(part.text)):
                self.texts.append(part)
            if len(self.texts) > _MOST_PARTS:
                yield from self.give_strays()
        elif part.role is Role.HEADING:
            yield from self._take_heading(part.text)
        elif part.role is Role.ABOUT:
            about = read_about(part.text)
            if about and about.visited:
                self.about = self.about._replace(visited=about.visited)
        elif part.role is Role.END and not self.is_over:
            self.is_over, self._above = True, len(self.texts)
        elif part.role is Role.FOOT and self.is_over:
            del self.texts[self._above :]
            self.is_over = False

    def _take_heading(self, text: str) -> Iterator[Stray]:
        self.is_over = False
        name = self._read_heading(text)
        if name in _BELOW_NAMES:
            self._drop_names(is_mail=name == "mail")
            yield from self.give_strays()

    def _drop_names(self, *, is_mail: bool) -> None:
        """Drop the name of a category from the text outside of entries, or those in an e-mail."""
        texts = self.texts
        while texts and _is_name(texts[-1].text):
            last = texts.pop()
            is_twice = bool(texts) and texts[-1].text == last.text
            if not (is_twice or (is_mail and last.is_glued)):
                break

    def _read_heading(self, text: str) -> str:
        """Take note of what a heading tells; gives its name."""
        matches = ((name, sign.fullmatch(text)) for name, sign in HEADINGS.items())
        name, told = next((name, match.groupdict()) for name, match in matches if match)
        if name in _PAGES:
            self.about = Page(visited=self.about.visited, kind=_PAGES[name])
            self.rank = 0
        self.is_old = name == "old"
        if query := told.get("query"):
            self.about = self.about._replace(query=query, kind="search")
        if date := told.get("date"):
            self.about = self.about._replace(date_text=date, date=read_recorded(date))
        return name

    def give_strays(self, arxiv_id: str | None = None) -> Iterator[Stray]:
        """The text that stood outside of entries: a stray for lines that follow each other. Above
        the entry of an id stands the title of its page."""
        parts, self.texts = self.texts, []
        self._above = 0
        if arxiv_id:
            tabs = ((part, _IN_TAB.match(part.text)) for part in parts)
            parts = [part for part, tab in tabs if not (tab and tab["id"] == arxiv_id)]
        while parts:
            end = 1
            while end < len(parts) and parts[end].first_line <= parts[end - 1].end_line + 1:
                end += 1
            raw = "\n".join(part.raw for part in parts[:end])
            yield Stray(parts[0].first_line, parts[end - 1].end_line, _OUTSIDE, raw)
            parts = parts[end:]


def _is_name(text: str) -> bool:
    """Whether a line may be the name of a category: each word begins with a capital."""
    words = [word for word in _SMALL_WORDS.split(text) if word]
    return len(text) <= _LONGEST_NAME and all(word[0].isupper() for word in words)
