"""Fields of a query: which values may follow `name:`, and what they mean.

A name and a value come in, a clause goes out, or None if the value can't be read.
"""

import re

from paperdex.dates import first_day, last_day, read_date
from paperdex.query import DATE_FIELDS, HAS, TEXT_FIELDS
from paperdex.query.ago import is_ago, read_ago
from paperdex.query.clauses import Bounds, Clause, Term
from paperdex.query.filters import Range, date_ranges

# What a field takes, for messages; all other fields take words.
_TAKES = {
    "id": "an id without quotes",
    "has": f"{', '.join(list(HAS)[:-1])} or {list(HAS)[-1]}",
    "year": "a year or a range, such as 2023..",
    "date": "a date or a range, such as 2024-05..",
    "upvotes": "a number or a range, such as >=50",
    "comments": "a number or a range, such as >0",
    "authors": "a number or a range, such as ..3",
}
# Compiled only if a query has a field that needs them.
_SPAN = r"(?P<low>[^.<>=]*)\.\.(?P<high>[^.<>=]*)"
_COMPARED = r"(?P<sign>[<>]=?)(?P<value>[^<>=]+)"
# As many digits as a double holds, so that no engine rounds.
_COUNT = r"[0-9]{1,15}"


def read_field(name: str, value: str, form: str, slop: int, today: str) -> Clause | None:
    """The clause `name:value`; dates relative to ``today`` (ISO) become dates."""
    if not any(map(str.isalnum, value)):
        return None
    if name in TEXT_FIELDS:
        return Term(value, name, form, slop)
    if name == "id":
        return Term(value, name, "value") if form != "phrase" else None
    if name == "has":
        return Term(value, name, "value") if value in HAS else None
    text = _read_bounds(name, value, today)
    return Bounds(name, text) if text else None


def describe_field(name: str) -> str:
    """What may follow the name of a field, for messages."""
    return f"{name}: takes {_TAKES.get(name, 'words')}"


def ranges_of(bounds: Bounds) -> list[Range]:
    """The ranges that must all hold. Takes what :func:`read_field` gave."""
    low, high = _read_ends(bounds.text)
    if bounds.field not in DATE_FIELDS:
        return [
            *([Range(bounds.field, low=int(low[1]) + (low[0] == ">"))] if low else []),
            *([Range(bounds.field, high=int(high[1]) - (high[0] == "<"))] if high else []),
        ]
    # Days are numbers YYYYMMDD, so the next one need not be a day that exists.
    if low and low[0] == ">":
        return [Range("last_day", low=last_day(low[1]) + 1)]
    if high and high[0] == "<":
        return [Range("first_day", high=first_day(high[1]) - 1)]
    return date_ranges(low and low[1], high and high[1])


_End = tuple[str, str] | None


def _read_bounds(name: str, value: str, today: str) -> str | None:
    """The bounds with every date in ISO form; None where they are none."""
    span = re.fullmatch(_SPAN, value)
    if span:
        ends = [end and _read_value(name, end, today) for end in span.groups()]
        return None if None in ends or not any(ends) else f"{ends[0]}..{ends[1]}"
    compared = re.fullmatch(_COMPARED, value)
    sign, value = compared.groups() if compared else ("", value)
    read = _read_value(name, value, today)
    if read is None:
        return None
    # `date:2w` is what was seen within two weeks, not on one day.
    return f"{read}.." if not sign and is_ago(value) else f"{sign}{read}"


def _read_ends(text: str) -> tuple[_End, _End]:
    """The lower and upper end as sign and value, of bounds that were read before."""
    low, dots, high = text.partition("..")
    if dots:
        return (("", low) if low else None), (("", high) if high else None)
    bare = text.lstrip("<>=")
    sign = text.removesuffix(bare)
    end = (sign if sign in ("<", ">") else "", bare)
    return None if sign[:1] == "<" else end, None if sign[:1] == ">" else end


def _read_value(name: str, text: str, today: str) -> str | None:
    if name not in DATE_FIELDS:
        return text if re.fullmatch(_COUNT, text) else None
    if name == "year":
        return read_date(text) if len(text) == 4 else None
    return read_ago(text, today) or read_date(text)
