"""A page that a browser saved as one file (MHTML), or e-mails whose text is quoted (as
quoted-printable) -> the text as the page or the e-mail itself has it.

Content in, text out (:class:`paperdex.listing.base.Text`), with as many lines: a
line that was broken to fit is joined to the first of its parts, and the breaks follow
where it ends. Of headers, pictures and styles nothing is left but the ends of their lines.
"""

import re
from collections.abc import Iterable, Iterator

from paperdex.listing.base import Content
from paperdex.listing.decode import Beginning

_HEADERS = re.compile(r"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_HEADERS_WITHIN = 4000
_BOUNDARY = re.compile(r"boundary=\"?(?P<boundary>[^\";\s]+)", re.IGNORECASE)
_MOST_BOUNDARIES = 100  # of parts, and of parts of these
_IS_PAGE = re.compile(r"content-type:\s*text/html", re.IGNORECASE)
_IS_TEXT = re.compile(r"content-type:\s*text/plain", re.IGNORECASE)
_IS_TYPED = re.compile(r"content-type:", re.IGNORECASE)
_IS_QUOTED = re.compile(r"content-transfer-encoding:\s*quoted-printable", re.IGNORECASE)
_HEADER = re.compile(r"[A-Za-z][\w-]*: |From \S+@")
_CODED = re.compile(
    r"^content-transfer-encoding:\s*(?P<how>quoted-printable|base64)", re.IGNORECASE | re.MULTILINE
)
# Many of the headers are of the servers that passed an e-mail on.
_CODED_WITHIN = 1 << 15
# Above the headers of each of several e-mails in one file.
NEXT_MAIL = re.compile(r"From \S+@\S+\s")
_BYTES = re.compile(r"(?:=[0-9A-Fa-f]{2})+")
# Bytes that a character may go on from, at the end of a part of a line.
_OPEN_BYTES = re.compile(r"(?:=[0-9A-Fa-f]{2}){1,4}$")
_PIECE = 1 << 16


def is_mhtml(content: Content) -> bool:
    """Whether a file is a page saved with all its parts in one."""
    return _HEADERS.search(content.start[:_HEADERS_WITHIN]) is not None


def name_coding(content: Content) -> str | None:
    """How the text of an e-mail is encoded, if it is: `quoted-printable` or `base64`."""
    if is_mhtml(content) or not is_header(content.start):
        return None
    coded = _CODED.search(content.start[:_CODED_WITHIN])
    return coded["how"].lower() if coded else None


def is_header(line: str) -> bool:
    """Whether a line may be one of the headers of an e-mail, or the one above them."""
    return _HEADER.match(line) is not None


class SavedParts(Beginning):
    """The text of the pages in such a file, or of its e-mails. A
    :class:`paperdex.listing.base.Text`."""

    def __init__(self, content: Content, *, of_mail: bool = False) -> None:
        self._content = content
        self._of_mail = of_mail

    def lines(self) -> Iterator[str]:
        """The lines, without their ends."""
        rest = ""
        for chunk in self.chunks():
            *lines, rest = f"{rest}{chunk}".split("\n")
            yield from lines
        yield rest

    def chunks(self) -> Iterator[str]:
        held, length = list[str](), 0
        wanted = _IS_TEXT if self._of_mail else _IS_PAGE
        for piece in _unquote(_read_parts(self._content.lines(), wanted, of_mail=self._of_mail)):
            held.append(piece)
            length += len(piece)
            if length >= _PIECE:
                yield "".join(held)
                held, length = [], 0
        yield "".join(held)


def _unquote(lines: Iterable[tuple[str, bool]]) -> Iterator[str]:
    """The text of the pages in pieces, their ends included; of other lines the ends only."""
    open_bytes, breaks = "", 0
    for line, is_quoted in lines:
        line, open_bytes = open_bytes + (line.rstrip(" \t") if is_quoted else line), ""
        if not is_quoted or not line.endswith("="):
            yield _decode_bytes(line) if is_quoted else line
            yield "\n" * (1 + breaks)
            breaks = 0
            continue
        line, breaks = line[:-1], breaks + 1
        if (end := _OPEN_BYTES.search(line)) is not None:
            line, open_bytes = line[: end.start()], end[0]
        yield _decode_bytes(line)


def _read_parts(
    lines: Iterable[str], wanted: re.Pattern[str], *, of_mail: bool
) -> Iterator[tuple[str, bool]]:
    """The lines of the parts whose headers say what is wanted, and whether they are quoted; all
    other lines without text. Several e-mails may follow each other; a part of one that tells no
    type is wanted too."""
    boundaries: tuple[str, ...] = ()
    is_typed = is_wanted = is_quoted = in_body = has_begun = False
    for line in lines:
        is_next = of_mail and NEXT_MAIL.match(line) is not None
        if is_next or line.startswith(boundaries):
            boundaries = () if is_next else boundaries
            is_typed = is_wanted = is_quoted = in_body = False
        elif in_body:
            yield line, is_quoted
            continue
        elif line.strip():
            may_tell = len(boundaries) < _MOST_BOUNDARIES and "boundary" in line.lower()
            if may_tell and (found := _BOUNDARY.search(line)):
                boundaries += (f"--{found['boundary']}",)
            is_typed |= _IS_TYPED.match(line) is not None
            is_wanted |= wanted.match(line) is not None
            is_quoted |= _IS_QUOTED.match(line) is not None
            has_begun = True
        elif has_begun:
            # Else more headers may follow: of a part of this part, or where a boundary is lost.
            in_body = is_wanted = is_wanted or (of_mail and not is_typed)
        yield "", False


def _decode_bytes(text: str) -> str:
    return _BYTES.sub(lambda match: _decode(bytes.fromhex(match[0].replace("=", ""))), text)


def _decode(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
