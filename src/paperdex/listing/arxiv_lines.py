"""A page of arXiv as text or Markdown, or an e-mail of arXiv -> its parts, one for each line.

Links, pictures, bullets and what converters leave behind are taken off; what a line is, its words
tell.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import tee

from paperdex.listing.about import find_front_matter
from paperdex.listing.arxiv_signs import Part, Role, read_role
from paperdex.listing.markdown_signs import (
    END_OF_LINK,
    LINK,
    show,
    shows_escapes,
    take_off_marks,
    take_off_pictures,
)
from paperdex.listing.markup import GOES_ON, mend_markup
from paperdex.listing.mime import NEXT_MAIL, is_header

# `- `, `> `, and `:   ` as converters begin what a list defines; buttons of text browsers.
_BULLET = re.compile(r"^\s*(?:(?:[-*+•>:]|\(BUTTON\)|\([ *]\)|\[ \])\s+)+")
_FOOTNOTE = re.compile(r"\[\^\d{1,4}\]")
# A row of a table, and the line between its head and the others.
_ROW = re.compile(r"\s*\|(?: .*)?\|\s*")
_ROW_OF_RULES = re.compile(r"[|:\s-]+")
# E-mails are plain text: their lines have no signs of Markdown.
_IN_MAIL = re.compile(r"^\\\\\s*\narXiv:", re.MULTILINE)
_ADDRESS = re.compile(r"<(https?://[^\s<>]+)>")
# At the start of a line, as labels and ids are: elsewhere it may be a power.
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
# As text browsers number links: `[12][1] [13]arXiv:2411.00001 [ [14]pdf, [15]other ]`.
_NUMBERED_ID = re.compile(r"\[\d{1,6}\]arXiv:")
_LINK_NUMBER = re.compile(r"\[\d{1,6}\](?=[\w\[])")
# Where the links lead, at the end of such a text.
_NUMBERED_TARGET = re.compile(r"\s*\d{1,6}\. (?:https?|file|mailto)://?\S+\s*")


def read_line_parts(lines: Iterable[str], head: list[str]) -> Iterator[Part]:
    """The parts of a text; ``head`` is its first lines, which tell how it is written."""
    escapes = any(map(shows_escapes, head))
    is_numbered = any(map(_NUMBERED_ID.search, head))
    is_mail = _IN_MAIL.search("\n".join(head)) is not None
    in_headers = is_mail and is_header(next(filter(str.strip, head)))
    before = 0
    found, raws = tee(find_front_matter(lines))  # to mend a line may take some of those behind it
    mended = mend_markup((line for line, _ in found), {})
    for number, (line, (raw, is_front_matter)) in enumerate(zip(mended, raws, strict=True), 1):
        if not line.strip():
            in_headers = False
            continue
        in_headers |= is_mail and NEXT_MAIL.match(raw) is not None
        if is_mail:
            says = raw
        elif line == GOES_ON:
            says = ""
        else:
            says = _say(_LINK_NUMBER.sub("", line) if is_numbered else line, escapes)
        role, text = read_role(says)
        if is_front_matter:
            role = Role.ABOUT
        elif in_headers or (is_numbered and _NUMBERED_TARGET.fullmatch(raw)):
            role = Role.FURNITURE
        yield Part(role, text, number, number, raw, before == number - 1)
        before = number


def _say(line: str, escapes: bool) -> str:
    """What a line says, without the signs of Markdown."""
    if _ROW.fullmatch(line):
        line = "" if _ROW_OF_RULES.fullmatch(line) else line.strip("| ").replace(" | ", " ")
    line = take_off_marks(_BULLET.sub("", line, count=1))[0]
    line = take_off_pictures(line)
    if "](" in line:
        line = LINK.sub(lambda match: match["text"], line)
        line = LINK.sub(lambda match: match["text"], line)  # of a link within a bracket
        line = END_OF_LINK.sub("", line)  # of one that began in the line above
    line = _FOOTNOTE.sub("", line) if "[^" in line else line
    line = _ADDRESS.sub(r"\1", line) if "<http" in line else line
    bold = _BOLD.match(line)
    line = bold[1] + line[bold.end() :] if bold else line
    return show(line, escapes=escapes, breaks_hyphens=False)
