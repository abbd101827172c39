"""Pure string helpers: squeeze, fold, title key, and what may reach a terminal.

Text in, text out; nothing here knows papers, files or queries.
"""

import re
import unicodedata

_SPACE = re.compile(r"\s")
_SPACES = re.compile(r"\s+")
_TEX_DRESS = re.compile(r"[$\\{}]|\\(?:text|math)(?:bf|it|rm|sf|tt|cal|bb)\b")
_NOT_KEY = re.compile(r"[^\w+#*]|_")

# Spelled out so that a title typed with the sign and one typed with the name
# (or flattened from TeX, `$\alpha$` -> `alpha`) have one key.
_SPELLED = str.maketrans(
    {
        "×": "times",
        "α": "alpha",
        "β": "beta",
        "γ": "gamma",
        "δ": "delta",
        "ε": "epsilon",
        "ϵ": "epsilon",
        "ζ": "zeta",
        "η": "eta",
        "θ": "theta",
        "κ": "kappa",
        "λ": "lambda",
        "μ": "mu",
        "ν": "nu",
        "ξ": "xi",
        "π": "pi",
        "ρ": "rho",
        "σ": "sigma",
        "ς": "sigma",
        "τ": "tau",
        "φ": "phi",
        "ϕ": "phi",
        "χ": "chi",
        "ψ": "psi",
        "ω": "omega",
    }
)

# C0 and C1 controls, line and paragraph separators, the marks that turn the
# direction of writing, and lone surrogates: a saved page could use them to
# move the cursor, retitle the window or show one text and copy another.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def squeeze(text: str) -> str:
    """One space for every run of white space (also non-breaking), none at the ends."""
    return _SPACES.sub(" ", text).strip()


def wellformed(text: str) -> str:
    """The text with what no file or database can hold (lone surrogates, NUL) as U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


def storable_name(name: str) -> str:
    """A file's name as text; bytes of it that are no UTF-8 are written as escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def fold(text: str) -> str:
    """Lower case, without accents, ligatures and width variants; Greek by name.

    Compatibility decomposition (Unicode NFKD) drops marks, so ``café`` and
    ``cafe``, ``²`` and ``2`` fold to one form.
    """
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return bare.casefold().translate(_SPELLED)


def title_key(title: str) -> str:
    """The letters and digits of a title, folded: what two spellings of one title share.

    Spaces, hyphens, punctuation and TeX dress (``$2\\times$``, ``E^2``) don't
    count; ``+``, ``#`` and ``*`` do, for they tell ``C++`` from ``C`` and
    ``A*`` from ``A``. A title of signs alone keeps its signs.
    """
    key = _NOT_KEY.sub("", fold(_TEX_DRESS.sub("", title)))
    return key or squeeze(title)


def safe(text: str) -> str:
    """The text, as long as before, without characters that could steer a terminal.

    White space of any kind becomes a space, anything else unsafe U+FFFD.
    """
    return _UNSAFE.sub("\ufffd", _SPACE.sub(" ", text))


def printable(text: str) -> str:
    """The text on one line, safe to print."""
    return squeeze(safe(text))


def escape_unsafe(json_text: str) -> str:
    """JSON text with its unsafe characters as ``\\uXXXX``: the same value, safe to print.

    Takes the output of ``json.dumps`` without indentation, where such
    characters stand inside strings only.
    """
    return _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", json_text)
