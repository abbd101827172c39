"""The number of a query in a list of them: `12. Which ...`, `(3) Which ...`, `Question: ...`."""

import re

_STARTS = frozenset("(0123456789qQ")
_NUMBER = r"\s*(?:\(?\d{1,3}[.:)]|(?:q|query|question)(?:[ ]?\d{1,3}[.:)]|:))\s+(?=.*\w)"


def find_number(text: str) -> str:
    """The number before a query, with the spaces around it; empty if there is none, or nothing
    follows it."""
    if text.lstrip()[:1] not in _STARTS:  # as most do
        return ""
    number = re.match(_NUMBER, text, re.IGNORECASE | re.DOTALL)
    return number[0] if number else ""
