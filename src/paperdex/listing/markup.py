"""Lines of Markdown as converters leave them -> the same with links as Markdown has them.

Lines in, as many lines out. What a converter could not express in Markdown is left as
markup: tags, attributes in braces, pictures, links whose address stands under a name.
What goes over several lines is joined to the first of them; the others become
:data:`GOES_ON`, so that lines keep their numbers.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from paperdex.listing.link_tables import name_of

GOES_ON = "\ue002"
"""Stands for a line that was joined to one above it."""

# A picture whose address or name, a tag, a link between tags, or attributes behind a link,
# that go on in the next line; and most lines that one of them has.
_OPEN = re.compile(
    r"!\[[^\[\]]*(?:\]\([^()\s]*)?$"
    r"|<(?:a|img|div|span|button|svg|path|input|video|source)(?:\s[^<>]*)?$"
    r"|<a\s[^<>]*>(?:(?!</a>|<a\s).)*$"
    r"|[)\]]\{[^{}]*$"
)
_MOST_JOINED = 8
_LONGEST_JOINED = 20_000

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>a|img|div|span|p|br|b|i|strong|em|ul|li|button|svg|path|input|h[1-6])"
    r"(?=[\s/>])(?P<attributes>[^<>]*)>",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\[(?P<text>[^\[\]]*)\]\{[.#][^{}]*\}")
_HREF = re.compile(r"\bhref\s*=\s*[\"']?(?P<address>[^\"'\s>]*)", re.IGNORECASE)
_TAGS_ALONE = re.compile(r"\s*(?:</?(?!a[\s>]|h\d)\w+(?:\s[^<>]*)?>\s*)+", re.IGNORECASE)

# `[text][name]` and `[name][]`.
_NAMED = re.compile(r"(?P<text>\[(?:[^\[\]]|\[[^\[\]]*\]){0,400})\]\[(?P<name>[^\[\]]{0,300})\]")
_NAMED_ALONE = re.compile(r"(\s*(?:[#*-]+ +)?\[(?:[^\[\]]|\[[^\[\]]*\])*\])\[\]\s*")


def mend_markup(lines: Iterable[str], addresses: Mapping[str, str]) -> Iterator[str]:
    """The lines, with ``addresses`` (by name) put where links name them, and without tags."""
    for line in _join_lines(lines):
        if "][" in line:
            line = _NAMED.sub(lambda match: _put_address(match, addresses), line)
            # Where the table was lost with a file's end, it leads nobody knows where.
            line = f"{alone[1]}()" if (alone := _NAMED_ALONE.fullmatch(line)) else line
        if "]{" in line:
            line = _SPAN.sub(r"\g<text>", line)
        yield _mend_tags(line) if "<" in line else line


def _join_lines(lines: Iterable[str]) -> Iterator[str]:
    """The lines, those that belong to one tag, picture or attributes joined."""
    held, joined = "", 0
    for line in lines:
        line = f"{held}{_glue(held)}{line.strip()}" if joined else line
        may_open = "![" in line or "<" in line or "{" in line
        if may_open and joined < _MOST_JOINED and len(line) < _LONGEST_JOINED and _is_open(line):
            held, joined = line.rstrip(), joined + 1
            continue
        yield line
        if joined:
            yield from [GOES_ON] * joined
            held, joined = "", 0
    if joined:
        yield held
        yield from [GOES_ON] * (joined - 1)


def _is_open(line: str) -> bool:
    return _OPEN.search(line.rstrip()) is not None


def _glue(held: str) -> str:
    """What joins two lines: nothing within a picture's address."""
    return "" if re.search(r"!\[[^\[\]]*\]\([^()\s]*$", held) else " "


def _put_address(match: re.Match[str], addresses: Mapping[str, str]) -> str:
    address = addresses.get(name_of(match["name"] or match["text"][1:]))
    return match[0] if address is None else f"{match['text']}]({address})"


def _mend_tags(line: str) -> str:
    """The line with its links as Markdown, and without other tags but for those that
    stand alone, which tell that a line is markup."""
    if _TAGS_ALONE.fullmatch(line):
        return line
    opened = list[str]()

    def mend(tag: re.Match[str]) -> str:
        name = tag["name"].lower()
        if name == "a" and not tag["end"]:
            href = _HREF.search(tag["attributes"])
            opened.append(href["address"] if href else "")
            return "["
        if name == "a":
            return f"]({opened.pop()})" if opened else ""
        if name[0] == "h" and not tag["end"]:
            return "#" * int(name[1]) + " "
        return " " if name == "br" else ""

    mended = _TAG.sub(mend, line)
    # A line that is nothing but tags is markup, not blank.
    return mended if mended.strip() and not opened else line
