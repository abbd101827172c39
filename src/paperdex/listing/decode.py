"""Bytes of a file -> lines of text. Any bytes in, never an exception for their content.

Knows encodings and line ends, nothing of listings. Lines end at LF, CRLF or a
lone CR and nowhere else, so line numbers agree with the user's editor.
"""

import codecs
import gzip
import io
from collections.abc import Iterator
from typing import BinaryIO

_HEAD = 8192
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def unpack(stream: BinaryIO) -> BinaryIO:
    """The stream itself, or what it holds when its content is gzip."""
    magic = stream.read(2)
    stream.seek(0)
    return gzip.GzipFile(fileobj=stream) if magic == b"\x1f\x8b" else stream  # type: ignore[return-value]


def is_binary(stream: BinaryIO) -> bool:
    """Whether the stream's start has NUL bytes that are no UTF-16. Rewinds the stream."""
    head = stream.read1(_HEAD)  # type: ignore[attr-defined]  # as much as can be read
    stream.seek(0)
    return b"\0" in head and not head.startswith(_UTF16)


def read_lines(stream: BinaryIO) -> Iterator[str]:
    """The lines of a stream, decoded, without line ends and byte order mark.

    Each line is UTF-8 where that is valid, else Windows-1252 (Latin-1 with
    printable characters for its upper controls): a page saved in Latin-1
    reads well, and one broken byte does not spoil the lines around it.
    """
    start = stream.read(3)
    stream.seek(0)
    if start.startswith(_UTF16):
        yield from _read_utf16(stream)
        return
    if start == codecs.BOM_UTF8:
        stream.seek(3)
    for raw in stream:
        text = _decode_line(raw.rstrip(b"\n").removesuffix(b"\r"))
        yield from text.split("\r") if "\r" in text else (text,)


def _read_utf16(stream: BinaryIO) -> Iterator[str]:
    text = io.TextIOWrapper(stream, encoding="utf-16", errors="replace", newline=None)
    for line in text:
        yield line.rstrip("\n")
    text.detach()


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
