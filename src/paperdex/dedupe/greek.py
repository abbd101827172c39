"""Two titles -> whether they differ only by Greek letters, lost or replaced by Latin ones.

Databases print `TNF-α` as *TNF-alpha*, *TNF-a* (a font of symbols, read as text) or *TNF-*.
"""

import re
from enum import Enum


class Loss(Enum):
    """Greek letters became Latin ones or left a trace (a hyphen that joins nothing, a `?`); are
    gone without one; or none is lost, and the titles differ by something else."""

    TRACED = 2
    UNTRACED = 1
    NONE = 0


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


def names_greek(title: str) -> bool:
    """Whether a folded title names a Greek letter."""
    return _NAME.search(title) is not None


def find_loss(one: str, other: str) -> Loss:
    """What became of the Greek letters of one of two folded titles, if the other has none and
    nothing else differs."""
    if not names_greek(one):
        one, other = other, one
    if names_greek(other) or not names_greek(one):
        return Loss.NONE
    found = _as_pattern(one).fullmatch(_NOT_IN_KEY.sub("", other))
    if found is None:
        return Loss.NONE
    is_traced = None not in found.groups() or _TRACE.search(other) is not None
    return Loss.TRACED if is_traced else Loss.UNTRACED


def _as_pattern(text: str) -> re.Pattern[str]:
    """What a title may look like without its Greek letters: a group for each."""
    pattern, end = "", 0
    for name in _NAME.finditer(text):
        pattern += re.escape(_NOT_IN_KEY.sub("", text[end : name.start()]))
        pattern += f"({_LATIN[name[0]]})?"
        end = name.end()
    return re.compile(pattern + re.escape(_NOT_IN_KEY.sub("", text[end:])))
