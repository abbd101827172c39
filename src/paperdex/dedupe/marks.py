"""A title -> its marks: what distinguishes works of one name, such as parts, editions, errata.

Numerals have one form: `II`, `2nd`, `second` and `two` are all 2.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from paperdex.dedupe.words import (
    BESIDE,
    BESIDE_WORDS,
    COUNTED,
    MARKS,
    NUMERALS,
    ROMAN,
    SPELLINGS,
    SURE_MARKS,
    TENS,
)
from paperdex.spelling import distance

WORD = re.compile(r"[^\W_]+[+#*]*")
"""A word of a title; `+`, `#` and `*` tell C++ from C and A* from A."""

ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
# Words that say only that a work is an erratum, a reply: `a rejoinder`.
_FEW = 3
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMERAL = re.compile(r"\d+")
# Few titles need the patterns that are plain strings: they are compiled when they are first used.
# `twenty-first`, `twenty one`; not `twenty first-year students`.
_UNITS = "|".join(word for word, number in NUMERALS.items() if int(number) < 10)
_TENS = rf"\b({'|'.join(TENS)})(?:-|\s(?!\w+-))({_UNITS})\b"
# One such digit amid the letters of a word is a letter, misread: `rea5oning`.
_MISREAD = re.compile(r"(?=\w{5})[^\W\d_]+[015][^\W\d_]+")
# `DINOv2`, `Part 2a`, and the edition `3e`; 3D is none.
_VERSION = re.compile(r"v\d+|\d+[abc]|\d{1,2}e")
# Words without which, and without digits, a title has no marks.
_TELLING = frozenset((*MARKS, *NUMERALS, *ROMAN, *COUNTED, *BESIDE_WORDS))
_NOT_PLAIN = re.compile(r"[\d+#*]")
_KIND = rf"({'|'.join(MARKS)})"
_WHOSE = r"(?:(?:an?|the|publishers?|authors?|editors?)\W+)?(?:s\W+)?"
_TO = "to|on|of|by|zu|zum|zur|auf|a|al|au|aux|sur|sobre|su|all"
# `Reply to ...`, `Correction: ...`; `...: a reply`, `... (Comment)`.
_STANDING = (
    rf"^\W*{_WHOSE}{_KIND}(?:\W*$|\s*[:\-–—]|\W+(?:{_TO})\b)"
    rf"|[:\-–—(\[,.;?]\s*{_WHOSE}{_KIND}\W*$"
)


def find_marks(text: str) -> frozenset[str]:
    """The marks of a folded title."""
    words = WORD.findall(text.replace(": a ", ": ") if ": a " in text else text)
    found = set[str]()
    if _TELLING.isdisjoint(words) and not _NOT_PLAIN.search(text):
        return frozenset()  # as most
    if not MARKS.keys().isdisjoint(word.rstrip("+#*") for word in words):
        found |= {MARKS[word] for word in (*words[:2], *words[-1:]) if word in SURE_MARKS}
        found |= {MARKS[match[1] or match[2]] for match in re.finditer(_STANDING, text)}
    if not BESIDE_WORDS.isdisjoint(words):
        found |= {mark for mark, pattern in BESIDE.items() if re.search(pattern, text)}
    if not TENS.keys().isdisjoint(words):
        words = WORD.findall(join_tens(text))
    for place, word in enumerate(words):
        if word in NUMERALS:
            found.add(NUMERALS[word])
        elif word in ROMAN and (len(word) > 1 or place == len(words) - 1):
            found.add(ROMAN[word])
        elif word[0].isdigit():
            if word.isdigit() or word.endswith(("th", "st", "nd", "rd")):
                found.add(word.rstrip("thsndr").lstrip("0") or "0")
        elif place and len(word) == 1 and words[place - 1] in COUNTED:
            found.add(ROMAN.get(word, word))
    return frozenset(found)


def join_tens(text: str) -> str:
    """A folded text with `twenty-first` and `twenty one` in digits."""
    return re.sub(_TENS, lambda found: str(TENS[found[1]] + int(NUMERALS[found[2]])), text)


def find_added_marks(one: Sequence[str], other: Sequence[str]) -> frozenset[str]:
    """The marks among the words that one title has and the other has not, where these are
    all that differs: those of `...: Part II`, also where `Two` stands in both titles."""
    added = one or other
    if one and other:
        return _find_version("".join(one), "".join(other))
    found = {MARKS[word] for word in added if word in SURE_MARKS and len(added) <= _FEW}
    for counted, word in pairwise(added):
        if counted in COUNTED and (len(word) == 1 or word in ROMAN or word in NUMERALS):
            found.add(ROMAN.get(word) or NUMERALS.get(word) or word)
    return frozenset(found | {word for word in added[:1] if _VERSION.fullmatch(word)})


def _find_version(one: str, other: str) -> frozenset[str]:
    """The version by which one word is longer: that of `DINO` and `DINOv2`."""
    short, long = sorted((one, other), key=len)
    version = long.removeprefix(short)
    is_next = long.startswith(short) and _VERSION.fullmatch(version)
    return frozenset([version]) if is_next else frozenset()


def are_counting(words: Sequence[str]) -> bool:
    """Whether the words that one title has after another distinguish works of the same name: by a
    part, a year, or a number at the end."""
    last = words[-1]
    is_number = last in NUMERALS or last in ROMAN or last.isdigit()
    return is_number or not COUNTED.isdisjoint(words) or any(map(_YEAR.fullmatch, words))


def find_codes(words: Sequence[str]) -> frozenset[str]:
    """The numbers inside words, as in `wmt20` or `s100a8`; an ordinal is none."""
    return frozenset(
        number
        for word in words
        if not (word.isdigit() or ORDINAL.fullmatch(word) or _MISREAD.fullmatch(word))
        for number in _NUMERAL.findall(word)
    )


def is_mistyped_mark(mark: str, words: Sequence[str]) -> bool:
    """Whether one of the words is a mistyped mark: `Erratm`."""
    return any(
        len(word) > 3 and distance(word, spelled, 2) <= 2
        for word in words
        for spelled in SPELLINGS.get(mark, ())
    )
