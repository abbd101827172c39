"""Pure string helpers: white space and well-formed Unicode; folding, signs and TeX's accents;
the key of a title; counts in words.

Text in, text out; nothing here knows papers, files or queries. A search pays
for importing this, so tables are used where a pattern would have to be compiled.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

# Spelled out so that a title typed with the sign and one typed with the name
# (or flattened from TeX, `$\alpha$` -> `alpha`) have one key.
_SPELLED = str.maketrans({
    "×": "times", "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon",
    "ϵ": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa",
    "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron", "π": "pi", "ρ": "rho",
    "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "ϕ": "phi",
    "χ": "chi", "ψ": "psi", "ω": "omega",
})  # fmt: skip

# `+`, `#` and `*` tell C++ from C, C# from C, and A* from A.
_TELLING_SIGNS = frozenset("+#*")
_NOT_IN_KEY = bytes(
    code for code in range(128) if not (chr(code).isalnum() or chr(code) in _TELLING_SIGNS)
)
_PRINTED = bytes(range(0x20, 0x7F))
_BARE = _PRINTED.translate(None, b'"\\')
_NO_DIGITS = bytes(code for code in range(128) if not chr(code).isdigit())

# As `_SPELLED`, with capitals: for texts whose case is folded later.
_SIGNS = _SPELLED | {
    ord(chr(code).upper()): name for code, name in _SPELLED.items() if len(chr(code).upper()) == 1
}

_ASCII = bytes(range(128))
_SPELLED_SIGNS = frozenset(map(chr, _SIGNS))

# Begins with the digit: to look back from every sign takes five times as long.
_BETWEEN_DIGITS = re.compile(r"(\d)[\W_]+(?=\d)")

_REPLACEMENT = "\ufffd"
# Messages repeat this many characters of what was typed: a line or two.
_MOST_TOLD = 160
_SURROGATES = range(0xD800, 0xE000)


def squeeze(text: str) -> str:
    """One space for every run of white space (also non-breaking), none at the ends."""
    # Most texts are so already, and to see that takes a third of the time.
    return text if is_plain(text) else " ".join(text.split())


def shortened(text: str) -> str:
    """A text that was typed, for a message; of a long one the beginning."""
    return text if len(text) <= _MOST_TOLD else text[:_MOST_TOLD] + "…"


def is_plain(text: str) -> bool:
    """Whether a text is ASCII without controls, and squeezed: then there is nothing in it
    that :func:`squeeze` or :func:`wellformed` would change."""
    if not text.isascii() or "  " in text or text != text.strip(" "):
        return False
    # Of bytes controls are looked for in less time than `isprintable` takes.
    return not text.encode("ascii").translate(None, _PRINTED)


@lru_cache(maxsize=4)  # asked twice of every abstract that is read
def is_bare(text: str) -> bool:
    """Whether a text is ASCII without controls, quotes (but for apostrophes) and backslashes:
    then between quotes it is JSON and Python as it stands."""
    return text.isascii() and not text.encode("ascii").translate(None, _BARE)


def wellformed(text: str) -> str:
    """The text with what no file or database can hold (lone surrogates, NUL) as U+FFFD,
    and with letters composed (Unicode NFC): an accent must not end a word."""
    text = text.replace("\0", _REPLACEMENT)
    if text.isascii():
        return text
    import unicodedata

    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = "".join(_REPLACEMENT if ord(c) in _SURROGATES else c for c in text)
    return unicodedata.normalize("NFC", text)


def storable_name(name: str) -> str:
    """A file's name as text; bytes of it that are no UTF-8 are written as escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def beyond_ascii(text: str) -> str:
    """The characters of a text that are not ASCII, in order. Most texts have few or none: to look
    for something among them takes a tenth of the time."""
    if text.isascii():
        return ""
    beyond = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return beyond.decode("utf-8", "surrogatepass")


def fold(text: str) -> str:
    """Lower case, without accents, ligatures and width variants; Greek by name.

    Compatibility decomposition (Unicode NFKD) drops marks, so ``café`` and
    ``cafe``, ``²`` and ``2`` fold to one form.
    """
    if text.isascii():
        return text.lower()
    import unicodedata  # most titles and queries never need it

    bare = unicodedata.normalize("NFKD", text)
    for mark in filter(unicodedata.combining, set(beyond_ascii(bare))):
        bare = bare.replace(mark, "")
    bare = bare.casefold()
    return bare if bare.isascii() else bare.translate(_SPELLED)


def undress_accents(text: str) -> str:
    """The text with letters for TeX's accented ones, as folding leaves them: ``Nystr\\"om``,
    ``Erd\\H{o}s`` and ``{\\O}rsted`` are Nystrom, Erdos and Orsted."""
    if "\\" not in text:
        return text
    return "".join([text[start:end] for start, end in kept_of_accents(text)])


def kept_of_accents(text: str) -> Iterator[tuple[int, int]]:
    """The [start, end) of what :func:`undress_accents` keeps of a text, in order."""
    at = 0
    for accented in _tex_accents().finditer(text):
        yield at, accented.start()
        yield accented.span(accented.lastindex or 0)
        at = accented.end()
    yield at, len(text)


@cache  # few texts have them
def _tex_accents() -> re.Pattern[str]:
    """An accent and its letter, or a letter that is a command, in braces or not. What is an
    accent only in front of braces is the beginning of a command elsewhere: ``\\cite``."""
    accent = r"\\(?:[`'\"^~=.]\{?|[cuvHkr]\{)\\?([A-Za-z])\}?"
    letter = r"\\(?:a(a)|A(A)|(ae|AE|oe|OE|ss|[oOlLij]))(?![A-Za-z])(?:\{\}| )?"
    return re.compile(rf"\{{{accent}\}}|{accent}|\{{{letter}\}}|{letter}")


def spell_signs(text: str) -> str:
    """The text with Greek letters and × by name."""
    return text.translate(_SIGNS) if has_signs(text) else text


def has_signs(text: str) -> bool:
    """Whether :func:`spell_signs` changes a text."""
    return not _SPELLED_SIGNS.isdisjoint(beyond_ascii(text))


def title_key(title: str) -> str:
    """The letters and digits of a title, folded: what two spellings of one title share.

    Spaces, hyphens, punctuation and TeX dress (``$2\\times$``, ``E^2``) don't
    count; ``+``, ``#`` and ``*`` do, and so does what parts two numbers: 1.5 is
    not 15. A title of signs alone keeps its signs.
    """
    folded = fold(title)
    if not folded.isascii():
        parted = _BETWEEN_DIGITS.sub(r"\1#", folded)
        key = "".join(c for c in parted if c.isalnum() or c in _TELLING_SIGNS)
        return key or squeeze(wellformed(title))
    # Of bytes letters are left out ten times as fast as of texts.
    data = folded.encode("ascii")
    if len(data.translate(None, _NO_DIGITS)) > 1:
        data = _BETWEEN_DIGITS.sub(r"\1#", folded).encode("ascii")
    return data.translate(None, _NOT_IN_KEY).decode("ascii") or squeeze(wellformed(title))


def count_of(number: int, noun: str, plural: str = "") -> str:
    """``1 file``, ``2 files``; with the plural where it is not the noun with an s."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
