"""Two titles -> whether they differ only by Greek letters, lost or replaced by Latin ones.

Databases print `TNF-α` as *TNF-alpha*, *TNF-a* (a font of symbols, read as text) or *TNF-*.
"""

import re
from enum import Enum


class Loss(Enum):
    """Greek letters became Latin ones or left a trace (a hyphen that joins nothing, a `?`); are
    gone; or the titles differ otherwise."""

    PLAIN = 2
    BARE = 1
    OTHERWISE = 0


# What is printed for a letter instead of its name: the Latin one that looks or sounds alike, or
# that has its place in the symbol font.
_LATIN = {
    "alpha": "a",
    "beta": "b",
    "gamma": "g|y",
    "delta": "d",
    "epsilon": "e",
    "zeta": "z",
    "theta": "q",
    "kappa": "k",
    "lambda": "l",
    "mu": "m|u",
    "rho": "r|p",
    "sigma": "s",
    "tau": "t",
    "phi": "f|j",
    "psi": "y",
    "omega": "w|o|n",
}
# Short names occur in other words: they are looked for as words, or before a number.
_NAME = re.compile(
    r"alpha|beta|gamma|delta|epsilon|theta|kappa|lambda|sigma|omega"
    r"|\b(?:zeta|mu|rho|tau|phi|psi)(?=\b|\d)"
)
_NOT_IN_KEY = re.compile(r"[\W_]+")
# What is left where a letter was lost.
_TRACE = re.compile(
    r"(?<!\S)[-\u2010-\u2013](?=\w)|(?<=\w)[-\u2010-\u2013](?=[\s,.:;)/]|$)|\?(?=.)|\ufffd"
)


def has_letters(title: str) -> bool:
    """Whether a folded title names a Greek letter."""
    return _NAME.search(title) is not None


def find_loss(one: str, other: str) -> Loss:
    """How two folded titles differ, if it is by the Greek letters of one of them, and the other
    has none."""
    if not has_letters(one):
        one, other = other, one
    if has_letters(other) or not has_letters(one):
        return Loss.OTHERWISE
    found = _as_pattern(one).fullmatch(_NOT_IN_KEY.sub("", other))
    if found is None:
        return Loss.OTHERWISE
    is_plain = None not in found.groups() or _TRACE.search(other) is not None
    return Loss.PLAIN if is_plain else Loss.BARE


def _as_pattern(text: str) -> re.Pattern[str]:
    """What a title may look like without its Greek letters: a group for each."""
    pattern, end = "", 0
    for name in _NAME.finditer(text):
        pattern += re.escape(_NOT_IN_KEY.sub("", text[end : name.start()]))
        pattern += f"({_LATIN[name[0]]})?"
        end = name.end()
    return re.compile(pattern + re.escape(_NOT_IN_KEY.sub("", text[end:])))
