"""A page that a browser saved as one file (MHTML) -> its text as the page itself has it.

Content in, text out (:class:`paperdex.listing.base.Text`), with as many lines: a
line that was broken to fit is joined to the first of its parts, and the breaks follow
where it ends. Of pictures and styles nothing is left but the ends of their lines.
"""

import re
from collections.abc import Iterable, Iterator

from paperdex.listing.base import Content
from paperdex.listing.decode import Beginning

_HEADERS = re.compile(r"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_HEADERS_WITHIN = 4000
_BOUNDARY = re.compile(r"boundary=\"?(?P<boundary>[^\";\s]+)", re.IGNORECASE)
_IS_PAGE = re.compile(r"content-type:\s*text/html", re.IGNORECASE)
_IS_QUOTED = re.compile(r"content-transfer-encoding:\s*quoted-printable", re.IGNORECASE)
_BYTES = re.compile(r"(?:=[0-9A-Fa-f]{2})+")
# Bytes that a character may go on from, at the end of a part of a line.
_OPEN_BYTES = re.compile(r"(?:=[0-9A-Fa-f]{2}){1,4}$")
_PIECE = 1 << 16


def is_mhtml(content: Content) -> bool:
    """Whether a file is a page saved with all its parts in one."""
    return _HEADERS.search(content.start[:_HEADERS_WITHIN]) is not None


class SavedParts(Beginning):
    """The text of the pages in such a file. A :class:`paperdex.listing.base.Text`."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def chunks(self) -> Iterator[str]:
        held, length = list[str](), 0
        for piece in _unquote(self._content.lines()):
            held.append(piece)
            length += len(piece)
            if length >= _PIECE:
                yield "".join(held)
                held, length = [], 0
        yield "".join(held)


def _unquote(lines: Iterable[str]) -> Iterator[str]:
    """The text of the pages in pieces, their ends included; of other lines the ends only."""
    open_bytes, breaks = "", 0
    for line, is_quoted in _body_lines(lines):
        line, open_bytes = open_bytes + line, ""
        if not is_quoted or not line.endswith("="):
            yield _decode_bytes(line) if is_quoted else line
            yield "\n" * (1 + breaks)
            breaks = 0
            continue
        line, breaks = line[:-1], breaks + 1
        if (end := _OPEN_BYTES.search(line)) is not None:
            line, open_bytes = line[: end.start()], end[0]
        yield _decode_bytes(line)


def _body_lines(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """The lines of parts that are pages, and whether they are quoted; others without text."""
    boundary = ""
    is_page = is_quoted = in_body = False
    for line in lines:
        if boundary and line.startswith(f"--{boundary}"):
            is_page = is_quoted = in_body = False
        elif not in_body:
            if not boundary and (found := _BOUNDARY.search(line)):
                boundary = found["boundary"]
            is_page |= _IS_PAGE.match(line) is not None
            is_quoted |= _IS_QUOTED.match(line) is not None
            in_body = is_page and not line.strip()
        elif is_page:
            yield line, is_quoted
            continue
        yield "", False


def _decode_bytes(text: str) -> str:
    return _BYTES.sub(
        lambda match: bytes.fromhex(match[0].replace("=", "")).decode("utf-8", "replace"), text
    )
