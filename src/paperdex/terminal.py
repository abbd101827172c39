"""Text of unknown origin -> text that may reach a terminal.

Titles and abstracts come from saved pages, which could use control characters to move the
cursor, to retitle the window, or to show one text and have another copied.
"""

from functools import cache

from paperdex.text import squeeze

_REPLACEMENT = "\ufffd"
# White space other than the space itself, which becomes one.
_WHITE = (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029)

# Tables are made when they are needed: hardly any text has an unsafe character.


@cache
def _unsafe() -> frozenset[int]:
    """C0 and C1 controls, line and paragraph separators, the marks that turn the direction of
    writing or annotate it, the byte order mark."""
    ranges = (
        (0x00, 0x20),
        (0x7F, 0xA0),
        (0x061C, 0x061D),
        (0x200E, 0x2010),
        (0x2028, 0x202F),
        (0x2066, 0x2070),
        (0xFFF9, 0xFFFC),
        (0xFEFF, 0xFF00),
    )
    return frozenset(code for start, end in ranges for code in range(start, end))


@cache
def _safe_signs() -> dict[int, str]:
    return dict.fromkeys(_unsafe(), _REPLACEMENT) | dict.fromkeys(_WHITE, " ")


@cache
def _escapes() -> dict[int, str]:
    return {code: f"\\u{code:04x}" for code in _unsafe()}


def safe(text: str) -> str:
    """The text, as long as before, without characters that could steer a terminal.

    White space of any kind becomes a space, anything else unsafe U+FFFD.
    """
    # None of the unsafe characters is printable in Python's sense: to see that a text has none
    # takes a tenth of the time of replacing them.
    return text if text.isprintable() else text.translate(_safe_signs())


def printable(text: str) -> str:
    """The text on one line, safe to print."""
    return squeeze(safe(text))


def escape_unsafe(json_text: str) -> str:
    """JSON text with its unsafe characters as ``\\uXXXX``: the same value, safe to print.

    Takes the output of ``json.dumps`` without indentation, where such
    characters stand inside strings only, and controls are escaped already.
    """
    if json_text.isascii() and "\x7f" not in json_text:  # as most records are
        return json_text
    return json_text if json_text.isprintable() else json_text.translate(_escapes())
