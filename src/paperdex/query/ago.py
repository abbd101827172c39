"""Dates relative to today: `2w` and today -> the day two weeks ago."""

import re

from paperdex.dates import days_in

_AGO = r"([0-9]{1,4})([dwmy])"
_FIRST_YEAR = 1500


def is_ago(text: str) -> bool:
    """Whether a text is a number of days, weeks, months or years: `10d`, `2w`, `3m`, `1y`."""
    return re.fullmatch(_AGO, text) is not None


def read_ago(text: str, today: str) -> str | None:
    """The day (ISO) so long before ``today`` (ISO); None for another text and before 1500."""
    from datetime import date  # few dates are relative

    ago = re.fullmatch(_AGO, text)
    if ago is None:
        return None
    now, count, unit = date.fromisoformat(today), int(ago[1]), ago[2]
    if unit in "dw":
        day = date.fromordinal(now.toordinal() - count * (7 if unit == "w" else 1))
        return str(day) if day.year >= _FIRST_YEAR else None
    year, month = divmod(now.year * 12 + now.month - 1 - count * (12 if unit == "y" else 1), 12)
    if year < _FIRST_YEAR:
        return None
    return str(date(year, month + 1, min(now.day, days_in(year, month + 1))))
