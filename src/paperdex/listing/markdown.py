"""Lines of Markdown, or of a dump with numbered links -> pieces of text and their links.

Lines in, pieces out (:class:`paperdex.listing.links.Piece`), and lines of prose that
hold no link of their own. Links may be inline (`[text](address)`), numbered
(`[text][31]`, with a table of addresses at the end), or stand on a line of their own
below their text; their text may go over several lines. Any text is read, in time
linear in its length: what does not close is text.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from paperdex.listing.links import Piece, is_page_link
from paperdex.listing.page_lines import Kind, kind_of
from paperdex.text import squeeze

# `(address "title")`; the address may hold brackets in pairs, and spaces.
_ADDRESS = (
    r"\(\s*<?(?P<address>[^()\s<>\"]*(?:(?:\([^()\s]*\)|[ ](?![\"']))[^()\s<>\"]*)*)>?"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_TARGET = rf"\](?:{_ADDRESS}|\[(?P<number>\d{{1,6}})\])"
_LINK = re.compile(rf"\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*){_TARGET}")
_CLOSE = re.compile(_TARGET)
_WHOLE_LINE = re.compile(rf"\[(?P<text>.*){_TARGET}\s*")
_IMAGE = re.compile(r"!\[[^\[\]]*\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\s*\))?")
_HEADING = re.compile(r"\s{0,3}(?P<signs>#{1,6})\s+(?P<text>.*?)(?:\s+#+)?\s*")
# Lines that only part or dress others: rules, fences, tags.
_BARE = re.compile(r"\s*(?:=+|-{2,}|[*_-](?:\s*[*_-]){2,}|`{3,}\w*|(?:<[^<>]*>\s*)+)\s*")
_BOLD = re.compile(r"\s*(\*\*|__)(?P<text>(?!\s).+?)\1\s*")
_BOLD_LEVEL = 7
_CONTINUED = re.compile(r"(?: {2,}|\t)(?![-*•#>|]\s)\S")
_PUBLISHED_ON = re.compile(r"published on\b", re.IGNORECASE)
_TABLE_ROW = re.compile(
    r"\s*\[?(?P<number>\d{1,6})(?:\]:?|\.)\s+<?(?P<address>(?:https?://|/)\S+?)>?\s*"
)
# The name of somebody's page may have spaces where a tool made the address of it.
_OWN_LINE = re.compile(
    r"\s*<?(?P<address>https?://(?:huggingface\.co/[^\s<>/]+(?: [^\s<>/]+){1,9}|[^\s<>]+?))>?\s*"
)
# How a line break within a text is shown, in the line or at its end.
_BREAK = re.compile(r"\\{1,2}(?=\s{2,})")
_BREAK_AT_END = re.compile(r"\\{1,2}\s*$")
_HIDDEN = str.maketrans({"[": "\ue000", "]": "\ue001"})
_SHOWN = {"\ue000": "[", "\ue001": "]"}

# A link whose text is longer is none: a bracket was left open. Behind a blank line
# only a link goes on whose bracket stands alone, or before a word (`[Upvote`).
_MOST_LINES = 400
_SHORT_OPENING = 12

# Signs that Markdown escapes; and where an escape shows that whatever saved the page
# writes them: TeX has `\_` and `\#` of its own, but no `\-` that begins a line.
_ESCAPED = re.compile(r"\\([_*#>+.|`~<-]|[\ue000\ue001])")
_SHOWS_ESCAPES = re.compile(
    r"^\s*(?:\\[-+>#]|\d+\\\.)|\\\*|\\\ue000[\w ,.-]+\\\ue001|(?:https?:/|github)\S*\\_"
)


@dataclass(slots=True)
class Survey:
    """What a whole text tells: its table of links, whether signs are escaped, and
    whether links stand on lines of their own."""

    addresses: dict[str, str] = field(default_factory=dict)
    escapes: bool = False
    own_lines: bool = False

    def note(self, line: str) -> None:
        """Take note of a line."""
        row = _TABLE_ROW.fullmatch(line)
        if row:
            self.addresses[row["number"]] = row["address"]
        elif "\\" in line:
            self.escapes |= bool(_SHOWS_ESCAPES.search(_hide_escaped(line)))
        elif _OWN_LINE.fullmatch(line) and is_page_link(line.strip()):
            self.own_lines = True


class Prose(NamedTuple):
    """A line that is no piece by itself; a blank one has no text."""

    number: int
    text: str
    raw: str


def read_markdown(lines: Iterable[str], survey: Survey) -> Iterator[Piece | Prose]:
    """The pieces, lines of prose, and blank lines of a text, in order."""
    found = _Reading(lines, survey).read()
    return _join_own_lines(found) if survey.own_lines else found


class _Reading:
    """Goes over the lines; may go back by those that a bracket left open has taken."""

    def __init__(self, lines: Iterable[str], survey: Survey) -> None:
        self._lines = enumerate(lines, 1)
        self._again = deque[tuple[int, str]]()
        self._addresses: Mapping[str, str] = survey.addresses
        self._escapes = survey.escapes
        self._none_closes_before = 0

    def read(self) -> Iterator[Piece | Prose]:
        while (line := self._next()) is not None:
            yield from self._read_line(*line)

    def _next(self) -> tuple[int, str] | None:
        return self._again.popleft() if self._again else next(self._lines, None)

    def _read_line(self, number: int, line: str) -> Iterator[Piece | Prose]:
        if not line.strip():
            yield Prose(number, "", line)
            return
        if _TABLE_ROW.fullmatch(line):
            yield Piece("", number, number, line, kind=Kind.FURNITURE)
            return
        if _BARE.fullmatch(line):
            yield Piece("", number, number, line, kind=Kind.TRIM)
            return
        text, level = _take_off_marks(line)
        raw = line
        if level and "](" not in text and "][" not in text:
            number, text, raw = self._continue_heading(number, text, line)
        shown = _IMAGE.sub("", _hide_escaped(text))
        opening = self._find_opening(shown, number)
        if opening is not None:
            before, opened = shown[:opening], shown[opening + 1 :]
            yield from self._read_open(number, line, before, opened, level)
        else:
            first_line = number - raw.count("\n")
            yield from self._read_segments(shown, first_line, number, raw, level)

    def _continue_heading(self, number: int, text: str, raw: str) -> tuple[int, str, str]:
        """A heading's next line, when indented, is the rest of a title of two lines."""
        following = self._next()
        if following is None:
            return number, text, raw
        if not _CONTINUED.match(following[1]) or text.rstrip().endswith("["):
            self._again.appendleft(following)
            return number, text, raw
        return following[0], f"{text}\n{following[1]}", f"{raw}\n{following[1]}"

    def _find_opening(self, shown: str, number: int) -> int | None:
        """Where a link begins whose text goes on in the next lines."""
        if number < self._none_closes_before:
            return None
        rest = _LINK.sub(lambda match: " " * len(match[0]), shown)
        start = len(rest) - len(rest.lstrip())
        if rest[start : start + 1] == "[" and rest.count("[") > rest.count("]"):
            return start
        return len(rest.rstrip()) - 1 if rest.rstrip().endswith("[") else None

    def _read_open(
        self, number: int, line: str, before: str, opened: str, level: int
    ) -> Iterator[Piece | Prose]:
        """A link that goes over several lines; the lines as text if none closes it."""
        texts, raws, taken = [opened], [line], list[tuple[int, str]]()
        is_short = len(opened.strip()) <= _SHORT_OPENING
        while len(taken) < _MOST_LINES and (following := self._next()) is not None:
            taken.append(following)
            inner = _HEADING.fullmatch(following[1]) if level else None
            shown = _IMAGE.sub("", _hide_escaped(inner["text"] if inner else following[1]))
            close = _CLOSE.search(shown)
            if close:
                if before.strip():
                    yield from self._read_segments(before, number, number, "", level)
                text = "\n".join([*texts, shown[: close.start()]])
                raw = "\n".join([*raws, following[1]])
                yield self._piece(
                    text, close, number, following[0], raw, level, follows=bool(before.strip())
                )
                rest = shown[close.end() :]
                if rest.strip():
                    yield from self._read_segments(rest, following[0], following[0], "", level)
                return
            if not shown.strip() and not is_short:
                break
            texts.append(shown)
            raws.append(following[1])
        self._none_closes_before = taken[-1][0] if taken else number
        self._again.extendleft(reversed(taken))
        yield from self._read_segments(before + "[" + opened, number, number, line, level)

    def _piece(
        self,
        text: str,
        match: re.Match[str],
        first_line: int,
        end_line: int,
        raw: str,
        level: int,
        follows: bool = False,
    ) -> Piece:
        number = match["number"]
        href = self._addresses.get(number, "") if number else match["address"]
        return Piece(self._say(text), first_line, end_line, raw, href, level, follows)

    def _read_segments(
        self, shown: str, first_line: int, end_line: int, raw: str, level: int
    ) -> Iterator[Piece | Prose]:
        """The pieces of one line: its links, and what stands between them."""
        whole = _WHOLE_LINE.fullmatch(shown.strip())
        if whole and "](" not in whole["text"] and "][" not in whole["text"]:
            yield self._piece(whole["text"], whole, first_line, end_line, raw, level)
            return
        links = list(_LINK.finditer(shown))
        between = _LINK.sub("\n", shown).split("\n")
        if level or not links or any(_is_wordy(text) for text in between):
            # Links within a sentence are words of it; a heading has one title.
            text = self._say(_LINK.sub(lambda match: match["text"], shown))
            if not level:
                yield Prose(first_line, text, raw)
                return
            first = links[0] if links else None
            href = self._piece("", first, 0, 0, "", 0).href if first else None
            yield Piece(text, first_line, end_line, raw, href, level)
            return
        yield from self._read_several(between, links, first_line, raw)

    def _read_several(
        self, between: list[str], links: list[re.Match[str]], line: int, raw: str
    ) -> Iterator[Piece]:
        follows = False
        for text, link in zip(between, [*links, None], strict=True):
            if text.strip(" |,*•-"):
                yield Piece(self._say(text), line, line, "" if follows else raw, follows=follows)
                follows = True
            if link is not None:
                raw_here = "" if follows else raw
                yield self._piece(link["text"], link, line, line, raw_here, 0, follows)
                follows = True

    def _say(self, text: str) -> str:
        """The text as the page showed it: without line breaks' signs and escapes."""
        text = _without_breaks(text)
        if self._escapes:
            text = _ESCAPED.sub(r"\1", text)
        for hidden, sign in _SHOWN.items():
            text = text.replace(hidden, sign)
        return text


def _without_breaks(text: str) -> str:
    """The text without the signs of line breaks: all its lines end with one, or none
    does, and a backslash is TeX."""
    lines = text.split("\n")
    if all(_BREAK_AT_END.search(line) for line in lines[:-1] if line.strip()):
        lines[:-1] = [_BREAK_AT_END.sub(" ", line) for line in lines[:-1]]
    return _BREAK.sub(" ", "\n".join(lines))


def _hide_escaped(text: str) -> str:
    """Brackets behind a backslash, out of the way of those that make links."""
    if "\\" not in text:
        return text
    return re.sub(r"\\[\[\]]", lambda match: match[0].translate(_HIDDEN), text)


def _take_off_marks(line: str) -> tuple[str, int]:
    """The line without the signs of a heading, and the heading's level."""
    heading = _HEADING.fullmatch(line)
    if heading:
        bold = _BOLD.fullmatch(heading["text"])
        return (bold or heading)["text"], len(heading["signs"])
    bold = _BOLD.fullmatch(line)
    if bold and _LINK.fullmatch(bold["text"]):
        return bold["text"], _BOLD_LEVEL
    return line, 0


def _is_wordy(text: str) -> bool:
    """Whether the text beside a link makes a sentence with it, or is something of its own."""
    text = squeeze(text).strip("|-*•· ")
    return bool(text) and kind_of(text) is Kind.PROSE and not _PUBLISHED_ON.match(text)


def _join_own_lines(found: Iterable[Piece | Prose]) -> Iterator[Piece | Prose]:
    """Give each paragraph the link that stands on a line of its own below it."""
    paragraph, blanks = list[Prose](), list[Prose]()
    for each in found:
        if isinstance(each, Prose) and not each.text.strip():
            blanks.append(each)
            continue
        if isinstance(each, Prose) and _is_own_line(each, glued=bool(paragraph) and not blanks):
            yield from _link_paragraph(paragraph, each)
            paragraph, blanks = [], []
            continue
        if blanks or isinstance(each, Piece):
            yield from (*paragraph, *blanks)
            paragraph, blanks = [], []
        if isinstance(each, Prose):
            paragraph.append(each)
        else:
            yield each
    yield from (*paragraph, *blanks)


def _is_own_line(line: Prose, glued: bool) -> bool:
    """Whether a line is the link of the text above; one glued to it may be its last word."""
    match = _OWN_LINE.fullmatch(line.text)
    return match is not None and (not glued or is_page_link(match["address"]))


def _link_paragraph(paragraph: list[Prose], link: Prose) -> Iterator[Piece | Prose]:
    """Small lines stay what they are; the last of them, or the whole prose, has the link."""
    if any(kind_of(line.text) is not Kind.PROSE for line in paragraph):
        yield from paragraph[:-1]
        paragraph = paragraph[-1:]
    first = paragraph[0].number if paragraph else link.number
    raw = "\n".join(line.raw for line in (*paragraph, link))
    text = "\n".join(line.text for line in paragraph)
    yield Piece(text, first, link.number, raw, link.text.strip(" \t<>"))
