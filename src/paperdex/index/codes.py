"""The wording of a paper: its words as numbers, title before abstract, without stop words.

A word has a code, a hash of its term, and a form: a hash of how it is written (seven bits), and one
bit that is set if it directly follows the word before it. A code is a character of UTF-16, so that
the codes of a wording are a text, which Python searches fast. As bytes, a wording is all its codes,
two bytes each, then all its forms.

Hashes collide: a word is taken for another one as written with a chance of one in eight million,
and the word that follows another for its neighbour with one of one in 63,000. That concerns one
paper in 75,000, and one in 20,000 that has the first word three times.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple
from zlib import crc32

BEHIND = 1
"""The bit of a form that says that its word directly follows the one before."""

_SURROGATES = 0xD8  # this high byte and the seven after it are half of a character
_CODES = (255 - 8) * 255
_ENCODING = "utf-16-le"
_CODE_BYTES, _WORD_BYTES = 2, 3


class Words(NamedTuple):
    """The words of several wordings, at most 256, one after the other: the code and form of each,
    the number of the wording it is in (``owners``), and how many words each wording has
    (``sizes``)."""

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
    """The code of a term: a single character, neither byte of which is 0."""
    high, low = divmod(crc32(term.encode()) % _CODES, 255)
    return chr((high + 1 if high < _SURROGATES - 1 else high + 9) << 8 | (low + 1))


@lru_cache(maxsize=1 << 14)
def code_form(word: str) -> int:
    """The form of a word that follows another one: seven bits for how it is written, never all 0,
    and BEHIND."""
    return (crc32(word.encode()) // _CODES % 127 + 1) << 1 | BEHIND


def encode(codes: str) -> bytes:
    """Codes as bytes, as a wording has them."""
    return codes.encode(_ENCODING)


def encoded_codes(wording: bytes) -> bytes:
    """The codes of a wording, as bytes."""
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
