"""Lines of Markdown, or of a dump with numbered links -> pieces of text and their links.

Lines in, pieces out (:class:`paperdex.listing.links.Piece`), and lines of prose that
hold no link of their own. Links may be inline (`[text](address)`), numbered
(`[text][31]`, with a table of addresses at the end), or stand on a line of their own
below their text; their text may go over several lines. Any text is read, in time
linear in its length: what does not close is text.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from paperdex.listing import own_lines
from paperdex.listing.link_tables import LinkTables
from paperdex.listing.links import Piece
from paperdex.listing.markdown_signs import (
    END_OF_LINK,
    LINK,
    TARGET,
    show,
    shows_escapes,
    take_off_marks,
    take_off_pictures,
)
from paperdex.listing.markup import GOES_ON, mend_markup
from paperdex.listing.own_lines import Prose
from paperdex.listing.page_lines import Kind, kind_of
from paperdex.text import squeeze

_WHOLE_LINE = re.compile(rf"\[(?P<text>.*){TARGET}\s*")
# A line that can hold none of the signs below.
_PLAIN = re.compile(r"[^\W\d_][^\[\]!<]*$")
# Lines that only part or dress others: rules, fences, tags.
_BARE = re.compile(
    r"\s*(?:=+|-{2,}|[*_-](?:\s*[*_-]){2,}|`{3,}\w*"
    r"|(?:[-*]\s+)*(?::{3,}.*|\[\]|(?:<[^<>]*>\s*)+))\s*"
)
_EMPTY_BOX = re.compile(r"\[[-x ]?\]", re.IGNORECASE)
# No tool wraps lines at fewer characters unless it is told to.
_WRAP = 78
_CONTINUED = re.compile(r"(?: {2,}|\t)(?![-*•#>|]\s)\S")
_PUBLISHED_ON = re.compile(r"published on\b", re.IGNORECASE)
# What is longer is not the text of a link: a bracket was left open. Behind a blank line
# only a link goes on whose bracket stands alone, or before a word (`[Upvote`).
_MOST_LINES = 400
_SHORT_OPENING = 12

# What stands before a title that is numbered: `1. `, `**[2]** `.
_NUMBERED = re.compile(r"[\s*_]*(?:[(\[]?\d{1,4}[.):\]、][\s*_]*)?")
_HYPHEN = re.compile(r"\w-")
_WIDE_LINE = 60


@dataclass(slots=True)
class Survey:
    """What a whole text tells: its tables of links, whether signs are escaped, and
    whether lines are wrapped behind hyphens too."""

    tables: LinkTables = field(default_factory=LinkTables)
    escapes: bool = False
    _site_lines: int = 0
    _wide_lines: int = 0
    _hyphens: int = 0

    def note(self, line: str) -> None:
        """Take note of a line."""
        if len(line) >= _WIDE_LINE:
            self._wide_lines += 1
            self._hyphens += _HYPHEN.match(line.rstrip()[-2:]) is not None
        if self.tables.note(line):
            return
        if "\\" in line:
            self.escapes |= shows_escapes(line)
        elif own_lines.is_site_line(line):
            self._site_lines += 1

    @property
    def breaks_hyphens(self) -> bool:
        """Whether words are wrapped behind their hyphens: one line in fifty ends so
        then, and hardly any else."""
        return self._hyphens > 1 and 100 * self._hyphens > self._wide_lines

    @property
    def has_own_lines(self) -> bool:
        """Whether links stand on lines of their own."""
        return self._site_lines >= own_lines.FEWEST


def read_markdown(lines: Iterable[str], survey: Survey) -> Iterator[Piece | Prose]:
    """The pieces, lines of prose, and blank lines of a text, in order."""
    found = _Reading(mend_markup(lines, survey.tables.named), survey).read()
    return own_lines.join_own_lines(found) if survey.has_own_lines else found


class _Place(NamedTuple):
    """Where a text stands, and the level of the heading it is in (0 for none)."""

    first_line: int
    end_line: int
    raw: str
    level: int = 0


class _Reading:
    """Goes over the lines; may go back by those that a bracket left open has taken."""

    def __init__(self, lines: Iterable[str], survey: Survey) -> None:
        self._lines = enumerate(lines, 1)
        self._again = deque[tuple[int, str]]()
        self._tables = survey.tables.follow()
        self._escapes = survey.escapes
        self._breaks_hyphens = survey.breaks_hyphens
        self._none_closes_before = 0

    def read(self) -> Iterator[Piece | Prose]:
        while (numbered := self._next()) is not None:
            number, line = numbered
            simple = self._read_simple(number, line)
            if simple is not None:
                yield simple
            else:
                yield from self._read_marked(line, _Place(number, number, line))

    def _next(self) -> tuple[int, str] | None:
        return self._again.popleft() if self._again else next(self._lines, None)

    def _read_simple(self, number: int, line: str) -> Piece | Prose | None:
        """What a line is; None if it may be a heading or have to do with links."""
        if self._tables.is_row(line):
            return Piece("", number, number, line, kind=Kind.FURNITURE)
        if not line.strip():
            return Prose(number, "", line)
        if line == GOES_ON:
            return Piece("", number, number, "", kind=Kind.TRIM)
        if _PLAIN.match(line):
            return Prose(number, self._say(line), line)
        if _BARE.fullmatch(line):
            return Piece("", number, number, line, kind=Kind.TRIM)
        return None

    def _read_marked(self, line: str, place: _Place) -> Iterator[Piece | Prose]:
        """A line that may be a heading, hold links, or begin one."""
        text, level = take_off_marks(line)
        if level:
            place = place._replace(level=level)
            if not _may_hold_link(text):
                text, place = self._continue_heading(text, place)
        shown = take_off_pictures(text)
        whole = _WHOLE_LINE.fullmatch(shown.strip()) if _may_hold_link(shown) else None
        if whole and not _may_hold_link(whole["text"]):
            yield self._piece(whole["text"], whole, place)
            return
        opening = self._find_opening(shown, place)
        if opening is None:
            yield from self._read_segments(shown, place)
        else:
            yield from self._read_open(shown[:opening], shown[opening + 1 :], place)

    def _continue_heading(self, text: str, place: _Place) -> tuple[str, _Place]:
        """A heading's next line, when indented, is the rest of a title of two lines."""
        following = self._next()
        if following is None:
            return text, place
        number, line = following
        # A title is wrapped where its heading has no room for the next word.
        first_word = len(line.split(maxsplit=1)[0]) if line.strip() else 0
        is_rest = len(place.raw) + 1 + first_word > _WRAP and first_word > 0
        is_rest = is_rest and len(line) <= len(place.raw) and _PLAIN.match(line) is not None
        if not (_CONTINUED.match(line) or is_rest) or text.rstrip().endswith("["):
            self._again.appendleft(following)
            return text, place
        return f"{text}\n{line}", place._replace(end_line=number, raw=f"{place.raw}\n{line}")

    def _find_opening(self, shown: str, place: _Place) -> int | None:
        """Where a link begins whose text goes on in the next lines."""
        if place.end_line < self._none_closes_before:
            return None
        rest = shown.rstrip()
        if _may_hold_link(shown):
            rest = LINK.sub(lambda match: " " * len(match[0]), shown).rstrip()
        start = len(rest) - len(rest.lstrip())
        if rest[start : start + 1] == "[" and rest.count("[") > rest.count("]"):
            return start
        return len(rest) - 1 if rest.endswith("[") else None

    def _read_open(self, before: str, opened: str, place: _Place) -> Iterator[Piece | Prose]:
        """A link that goes over several lines; the first as text if none closes it."""
        texts, raws, taken = [opened], [place.raw], list[tuple[int, str]]()
        is_short = len(opened.strip()) <= _SHORT_OPENING
        while len(taken) < _MOST_LINES and (following := self._next()) is not None:
            taken.append(following)
            number, line = following
            if line == GOES_ON:
                continue
            inner = take_off_marks(line)[0] if place.level else line
            shown = take_off_pictures(inner)
            close = END_OF_LINK.search(shown) if "]" in shown else None
            raws.append(line)
            if close:
                texts.append(shown[: close.start()])
                whole = place._replace(end_line=number, raw="\n".join(raws))
                yield from self._read_closed(before, "\n".join(texts), close, whole)
                return
            if not shown.strip() and not is_short:
                break
            texts.append(shown)
        self._none_closes_before = taken[-1][0] if taken else place.end_line
        self._again.extendleft(reversed(taken))
        yield from self._read_segments(f"{before}[{opened}", place)

    def _read_closed(
        self, before: str, text: str, close: re.Match[str], place: _Place
    ) -> Iterator[Piece | Prose]:
        """A link over several lines, with what stands before and behind it."""
        if before.strip():
            line = place._replace(end_line=place.first_line, raw="")
            yield from self._read_segments(before, line)
        yield self._piece(text, close, place, follows=bool(before.strip()))
        behind = close.string[close.end() :]
        if behind.strip():
            line = place._replace(first_line=place.end_line, raw="", level=0)
            yield from self._read_marked(behind, line)

    def _piece(
        self, text: str, match: re.Match[str], place: _Place, follows: bool = False
    ) -> Piece:
        number = match["number"]
        href = self._tables.address(int(number)) if number else match["address"]
        first_line, end_line, raw, level = place
        return Piece(self._say(text), first_line, end_line, raw, href, level, follows)

    def _read_segments(self, shown: str, place: _Place) -> Iterator[Piece | Prose]:
        """The pieces of one line: its links, and what stands between them."""
        if not shown.strip():  # pictures alone
            yield Piece("", place.first_line, place.end_line, place.raw, kind=Kind.TRIM)
            return
        links = list(LINK.finditer(shown)) if _may_hold_link(shown) else []
        between = LINK.sub("\n", shown).split("\n") if links else [shown]
        if place.level:
            yield self._read_heading(shown, links, place)
        elif not links or any(_is_wordy(text) for text in between):
            # Links within a sentence are words of it.
            text = LINK.sub(lambda match: match["text"], shown) if links else shown
            yield Prose(place.first_line, self._say(text), place.raw)
        else:
            yield from self._read_several(between, links, place)

    def _read_heading(self, shown: str, links: list[re.Match[str]], place: _Place) -> Piece:
        """A heading is one title, whatever part of it is a link."""
        if links:
            return self._piece(_say_heading(shown, links), links[0], place)
        first_line, end_line, raw, level = place
        return Piece(self._say(shown), first_line, end_line, raw, None, level)

    def _read_several(
        self, between: list[str], links: list[re.Match[str]], place: _Place
    ) -> Iterator[Piece]:
        follows = False
        for text, link in zip(between, [*links, None], strict=True):
            if text.strip(" |,*•-"):
                line, end, raw, _ = place
                yield Piece(self._say(text), line, end, "" if follows else raw, follows=follows)
                follows = True
            if link is not None:
                here = place._replace(raw="") if follows else place
                yield self._piece(link["text"], link, here, follows)
                follows = True

    def _say(self, text: str) -> str:
        return show(text, escapes=self._escapes, breaks_hyphens=self._breaks_hyphens)


def _say_heading(shown: str, links: list[re.Match[str]]) -> str:
    """The text of a heading with links; that of the first alone where only a number stands
    before it, and labels and counts behind."""
    labels = [link for link in links[1:] if " " not in link["text"].strip()]
    behind = LINK.sub("", shown[links[0].end() :])
    is_one = len(labels) == len(links) - 1 and not any(map(str.isalpha, behind))
    if is_one and _NUMBERED.fullmatch(shown[: links[0].start()]):
        return links[0]["text"]
    return LINK.sub(lambda match: match["text"], shown)


def _may_hold_link(text: str) -> bool:
    """Whether a text has what stands in every link between its text and its address."""
    return "](" in text or "][" in text


def _is_wordy(text: str) -> bool:
    """Whether the text beside a link makes a sentence with it, or is something of its own."""
    text = _EMPTY_BOX.sub("", squeeze(text)).strip("|-*•· ")
    return bool(text) and kind_of(text) is Kind.PROSE and not _PUBLISHED_ON.match(text)
