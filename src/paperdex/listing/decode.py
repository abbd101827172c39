"""Bytes of a file -> text, in lines or in pieces. Any bytes in, never an exception
for their content.

Knows encodings, line ends and compression, nothing of listings. Lines end at LF,
CRLF or a lone CR and nowhere else, so line numbers agree with the user's editor.
"""

import codecs
import gzip
import io
import re
import zlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import BinaryIO, cast

from paperdex.errors import cause_of

Open = Callable[[], BinaryIO]
"""Opens the file again at its first byte."""

_HEAD = 8192
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Zeros in front of JSON, but not between its letters.
_OF_JSON = re.compile(rb"(?:\xef\xbb\xbf)?[\0\s]*[{\[](?!\0)")
# The errors that end the reading of compressed data that is damaged or cut off.
DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile)
# Bytes read at once: a file may be one line of many gigabytes.
_PIECE = 1 << 16
# Of a longer line the rest is passed over, and reported: no text is as long, and a line of
# gigabytes must not be held in memory. Documents of JSON and HTML are read in pieces instead.
LONGEST_LINE = 1 << 22
# The head of a file: a page shows its form well within these, and a file that
# is one long line must not be held whole to be recognised.
_HEAD_LINES = 400
HEAD_LENGTH = 1 << 18


class Beginning(ABC):
    """The beginning of a text that is given in pieces."""

    @abstractmethod
    def chunks(self) -> Iterator[str]:
        """The text in pieces."""

    @cached_property
    def start(self) -> str:
        """The beginning of the text, of bounded length, from its first line that is not blank."""
        read, text = 0, list[str]()
        for chunk in self.chunks():
            if not text:
                blank = len(chunk) - len(chunk.lstrip())
                if blank == len(chunk):
                    continue
                chunk = chunk[chunk.rfind("\n", 0, blank) + 1 :]  # its indentation tells, too
            text.append(chunk)
            read += len(chunk)
            if read >= HEAD_LENGTH:
                break
        return "".join(text)[:HEAD_LENGTH]

    @cached_property
    def head(self) -> list[str]:
        """The first lines of the start; the last may be cut."""
        return self.start.split("\n", _HEAD_LINES)[:_HEAD_LINES]


class FileContent(Beginning):
    """The text of a file. A :class:`paperdex.listing.base.Content`."""

    def __init__(self, open_file: Open) -> None:
        self._open = open_file
        self.damage: tuple[int, str] | None = None
        """The line from which on the file can't be read, and why; None if it could."""
        self.too_long: set[int] = set()
        """The lines that were read up to LONGEST_LINE bytes only."""

    def first_bytes(self) -> bytes:
        """The first bytes, unpacked; none if they can't be. Raises OSError."""
        try:
            with self._open() as raw:
                return unpack(raw).read1(_HEAD)
        except DAMAGE:
            return b""

    def is_binary(self) -> bool:
        """Whether the start has NUL bytes that are neither UTF-16 nor what a power cut leaves
        in JSON. Raises OSError."""
        head = self.first_bytes()
        return b"\0" in head and not head.startswith(_UTF16) and not _OF_JSON.match(head)

    def lines(self) -> Iterator[str]:
        """The lines, as far as the file can be read."""
        read = 0
        try:
            with self._open() as raw:
                for lines, is_whole in read_runs(unpack(raw)):
                    read += len(lines)
                    if not is_whole:
                        self.too_long.add(read)
                    yield from lines
        except (OSError, *DAMAGE) as error:
            self.damage = (read + 1, _explain(error))

    def chunks(self) -> Iterator[str]:
        """The text in pieces, as far as the file can be read."""
        line = 1
        try:
            with self._open() as raw:
                for chunk in read_chunks(unpack(raw)):
                    yield chunk
                    line += chunk.count("\n")
        except (OSError, *DAMAGE) as error:
            self.damage = (line, _explain(error))


def _explain(error: Exception) -> str:
    """Why nothing more of a file can be read."""
    if isinstance(error, OSError) and not isinstance(error, gzip.BadGzipFile):
        return f"can't be read from here on: {cause_of(error)}"
    return "the compressed data is damaged or cut off here"


def unpack(stream: BinaryIO) -> io.BufferedIOBase:
    """The stream itself, or what it holds when its content is gzip."""
    magic = stream.read(2)
    stream.seek(0)
    return gzip.GzipFile(fileobj=stream) if magic == b"\x1f\x8b" else stream  # type: ignore[return-value]


def read_runs(stream: io.BufferedIOBase) -> Iterator[tuple[list[str], bool]]:
    """The lines of a stream, decoded, without line ends and byte order mark, as many at
    once as were read; and whether all of the last is there, which one longer than
    LONGEST_LINE is not.

    Each line is UTF-8 where that is valid, else Windows-1252 (Latin-1 with
    printable characters for its upper controls): a page saved in Latin-1
    reads well, and one broken byte does not spoil the lines around it.
    """
    if _skip_mark(stream):
        for line in _read_utf16(stream, io.TextIOWrapper.readline):
            yield [line.removesuffix("\n")], True
        return
    for run in _read_whole_lines(stream):
        is_whole = run.endswith(b"\n") or len(run) < LONGEST_LINE or _skip_line(stream)
        yield _decode(run).removesuffix("\n").split("\n"), is_whole


def _read_whole_lines(stream: io.BufferedIOBase) -> Iterator[bytes]:
    """Runs of lines that are whole; a line begun at the end of a piece is a run by itself."""
    while piece := stream.read1(min(_PIECE, LONGEST_LINE)):
        end = piece.rfind(b"\n") + 1
        if end:
            yield piece[:end]
        if end < len(piece):
            yield piece[end:] + stream.readline(LONGEST_LINE - len(piece) + end)


def _skip_line(stream: io.BufferedIOBase) -> bool:
    """Skip to the end of a line; returns whether nothing of it was left."""
    is_end = True
    while piece := stream.readline(_PIECE):
        is_end &= piece in {b"\n", b"\r\n"}
        if piece.endswith(b"\n"):
            break
    return is_end


def read_chunks(stream: io.BufferedIOBase) -> Iterator[str]:
    """The text of a stream in pieces, decoded as by :func:`read_runs`; line ends are LF.

    A line longer than a piece is decoded piece by piece, never within a character.
    """
    if _skip_mark(stream):
        yield from _read_utf16(stream, lambda text: text.read(_PIECE))
        return
    kept = b""
    while read := stream.read1(_PIECE):
        piece = kept + read
        cut = piece.rfind(b"\n") + 1 or _end_of_whole_characters(piece)
        kept = piece[cut:]
        yield _decode(piece[:cut])
    yield _decode(kept)


def _skip_mark(stream: io.BufferedIOBase) -> bool:
    """Skip a byte order mark of UTF-8; returns whether the stream is UTF-16."""
    start = stream.read(3)
    stream.seek(3 if start == codecs.BOM_UTF8 else 0)
    return start.startswith(_UTF16)


def _read_utf16(
    stream: io.BufferedIOBase, read: Callable[[io.TextIOWrapper], str]
) -> Iterator[str]:
    text = io.TextIOWrapper(
        cast(BinaryIO, stream), encoding="utf-16", errors="replace", newline=None
    )
    try:
        yield from iter(lambda: read(text), "")
    finally:
        text.detach()  # the stream below is closed by its owner


def _end_of_whole_characters(piece: bytes) -> int:
    """Where a piece of a line can be cut: not within a UTF-8 character, nor before LF."""
    if piece.endswith(b"\r"):
        return len(piece) - 1
    for back in range(1, min(4, len(piece)) + 1):
        byte = piece[-back]
        if byte >= 0xC0:  # begins a character of two to four bytes
            needed = 2 + (byte >= 0xE0) + (byte >= 0xF0)
            return len(piece) - back if back < needed else len(piece)
        if byte < 0x80:
            break
    return len(piece)


def _decode(raw: bytes) -> str:
    """The text of whole lines, or of a part of one; its line ends are LF."""
    if b"\r" in raw:
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return "\n".join(map(_decode_line, raw.split(b"\n")))


def _decode_line(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file cut inside a character is still UTF-8: the rest of its last
        # line shows it, if it has any other character beyond ASCII.
        head = raw[: error.start]
        if len(raw) - error.start < 4 and not head.isascii():
            return head.decode("utf-8") + "\ufffd"
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
