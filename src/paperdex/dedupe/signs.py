"""A title -> the signs of formulas in it by which works are told apart, by their names in TeX.

Folding loses them, in Unicode as in TeX: `$A \\cup B$` and `$A \\cap B$` are compared as `a b`.
"""

import re
from unicodedata import normalize

# By their commands, as Unicode has them; accents are combining ones.
_SIGNS = {
    "bar overline": "\u0304\u0305",
    "underline": "\u0332",
    "hat widehat": "\u0302",
    "tilde widetilde": "\u0303",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
    "check": "\u030c",
    "leq le": "≤⩽",
    "geq ge": "≥⩾",
    "neq ne": "≠",
    "ll": "≪",
    "gg": "≫",
    "pm": "±",
    "mp": "∓",
    "infty": "∞",
    "otimes": "⊗",
    "oplus": "⊕",
    "circ": "∘",
    "cup": "∪",
    "cap": "∩",
    "in": "∈",
    "notin": "∉",
    "subset subseteq": "⊂⊆",
    "partial": "∂",
    "nabla": "∇",
    "int": "∫",
    "sum": "∑",
    "prod": "∏",
    "perp": "⊥",
    "parallel": "∥",
    "forall": "∀",
    "exists": "∃",
    "equiv": "≡",
    "propto": "∝",
    "prime": "′",
}
_NAMES = {name: names.split()[0] for names in _SIGNS for name in names.split()}
_OF_LETTER = {letter: names.split()[0] for names, letters in _SIGNS.items() for letter in letters}
# Behind a degree it is no composition: `25^\circ C`.
_COMMAND = rf"\\({'|'.join(sorted(_NAMES, key=len, reverse=True))})(?![a-zA-Z])"
_DEGREE = re.compile(r"\^\s*\{?\s*\\circ\b")


def find_commands(text: str) -> frozenset[str]:
    """The signs that a text prints as commands of TeX."""
    if "\\" not in text:
        return frozenset()
    return frozenset(_NAMES[name] for name in re.findall(_COMMAND, _DEGREE.sub("", text)))


def find_signs(text: str) -> frozenset[str]:
    """The signs of a text, printed in TeX or in Unicode."""
    if text.isascii():
        return find_commands(text)
    letters = _OF_LETTER.keys() & {*text, *normalize("NFD", text)}
    return find_commands(text) | {_OF_LETTER[letter] for letter in letters}
