"""The wording of a paper: its words that are no stop words, title before abstract, as numbers.

A word has the code of its term, and its form: seven bits that tell how it is written, and one
that is set where it stands right behind the word before it. A code is a character of UTF-16, so
that the codes of a wording are a text, in which Python finds words at once. In bytes a wording is
all its codes, two bytes each, then all its forms.

Another word is taken for one as written with a chance of one in eight million, a word behind
another for its neighbour of one in 63,000: for one paper of 75,000, and one of 20,000 that has
the first word three times.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple
from zlib import crc32

BEHIND = 1
"""The bit of a form that says that its word directly follows the one before."""

_SURROGATES = 0xD8  # this high byte and the seven after it stand for no character alone
_CODES = (255 - 8) * 255
_ENCODING = "utf-16-le"
_CODE_BYTES, _WORD_BYTES = 2, 3


class Words(NamedTuple):
    """The words of several wordings, at most 256, one after the other: their codes and forms, the
    number of the wording that each is in, and how many each wording has."""

    codes: str
    forms: bytes
    owners: bytes
    sizes: Sequence[int]

    def part(self) -> list[str]:
        """The codes of each wording."""
        ends = accumulate(self.sizes, initial=0)
        return [self.codes[start:end] for start, end in pairwise(ends)]


@lru_cache(maxsize=1 << 14)
def code_term(term: str) -> str:
    """The code of a term, a single character; no byte of it is 0."""
    high, low = divmod(crc32(term.encode()) % _CODES, 255)
    return chr((high + 1 if high < _SURROGATES - 1 else high + 9) << 8 | (low + 1))


@lru_cache(maxsize=1 << 14)
def code_form(word: str) -> int:
    """The seven bits of a word as written, never all 0, above one that is set."""
    return (crc32(word.encode()) // _CODES % 127 + 1) << 1 | BEHIND


def encode(codes: str) -> bytes:
    """Codes as they stand in a wording."""
    return codes.encode(_ENCODING)


def encoded_codes(wording: bytes) -> bytes:
    """The codes of a wording, as they stand there."""
    return wording[: len(wording) // _WORD_BYTES * _CODE_BYTES]


def read_codes(wording: bytes) -> str:
    """The codes of a wording's words in order."""
    return encoded_codes(wording).decode(_ENCODING)


def read_wordings(wordings: Sequence[bytes]) -> Words:
    """The words of wordings."""
    codes = list(map(encoded_codes, wordings))
    sizes = [len(one) // _CODE_BYTES for one in codes]
    forms = [wording[len(one) :] for wording, one in zip(wordings, codes, strict=True)]
    owners = [bytes((nth,)) * size for nth, size in enumerate(sizes)]
    return Words(b"".join(codes).decode(_ENCODING), b"".join(forms), b"".join(owners), sizes)
