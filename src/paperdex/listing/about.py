"""What the tool that saved a page wrote at its head, and what the address of a page tells.

Lines in, addresses and dates out:

    ---
    url: https://huggingface.co/papers?q=mamba
    retrieved: 2026-10-02
    ---

Also in other notations (`- Captured (UTC): 2026-06-29T16:31:22+00:00`, `**URL:** ...`,
`URL Source: ...`). Knows nothing of cards.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from paperdex.dates import read_date, read_iso

_RULES = {"---": {"---", "..."}, "+++": {"+++"}}
# No tool writes more lines than this at the head of a page, nor longer ones.
_LONGEST_FRONT_MATTER = 60
_LONGEST_LINE = 400
_KEY_VALUE = re.compile(
    r"\W{0,8}(?P<key>[A-Za-z][\w ().:-]{0,30}?)\W{0,4}[:=]\W{0,4}\s(?P<value>\S.*)?"
)
_PAPERS = re.compile(r"https?://(?:www\.)?huggingface\.co/papers(?![\w-])[^\s\"'<>`|)]*")
# `2025-03-25T10:00:00`, `Tue, 25 Mar 2025 10:00:00 GMT`, `March 25, 2025`.
_DAY = re.compile(
    r"\W*(?:[A-Za-z]{3,9},?\s+)?"
    r"((?:19|20)\d\d-\d\d-\d\d|\d{1,2} [A-Za-z]{3,9} \d{4}|[A-Za-z]{3,9} \d{1,2}, \d{4})"
)
_ADDRESS_KEYS = ("url", "source", "link", "address", "location", "permalink")
# When the page was visited; and before when, at the latest.
_VISIT_KEYS = tuple("retriev captur access fetch visit saved scrap crawl clipped".split())
_LATER_KEYS = ("export", "date", "created", "download", "import", "timestamp", "published time")
_TITLES = {"daily papers - hugging face", "trending papers - hugging face"}


class About(NamedTuple):
    """What a saving tool says about a page: address, ISO dates."""

    address: str | None = None
    visited: str | None = None
    saved_by: str | None = None

    def __or__(self, other: "About") -> "About":
        """What either knows; this one takes precedence."""
        return About(*(mine or theirs for mine, theirs in zip(self, other, strict=True)))


class Address(NamedTuple):
    """What the address of a page says: its kind, day (ISO) and query."""

    kind: str | None = None
    date: str | None = None
    query: str | None = None


def is_key_value(line: str) -> bool:
    """Whether a line gives a value to a key, like `retrieved: 2026-10-02`."""
    return _read_key_value(line) is not None


def read_about(line: str) -> About | None:
    """What a line says about its page; None for any other line."""
    match = _read_key_value(line)
    if match is None or not match["value"]:
        return None
    key, value = match["key"].casefold(), match["value"]
    address = _PAPERS.search(value)
    if address and any(word in key for word in _ADDRESS_KEYS):
        return About(address=address[0])
    day = _DAY.match(value)
    iso = read_date(day[1]) if day else None
    if iso:
        if any(word in key for word in _VISIT_KEYS):
            return About(visited=iso)
        if any(word in key for word in _LATER_KEYS):
            return About(saved_by=iso)
    if "title" in key and value.strip("*\"' ").casefold() in _TITLES:
        return About()
    return None


def _read_key_value(line: str) -> re.Match[str] | None:
    return _KEY_VALUE.fullmatch(line.strip()) if len(line) < _LONGEST_LINE else None


def find_front_matter(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is part of front matter between two rules."""
    held: list[str] | None = None
    ends = set[str]()
    for line in lines:
        if held is None:
            if line.strip() in _RULES:
                held, ends = [line], _RULES[line.strip()]
            else:
                yield line, False
            continue
        held.append(line)
        is_front_matter = len(held) > 2 and line.strip() in ends
        if is_front_matter or not _may_be_front_matter(held):
            yield from ((each, is_front_matter) for each in held)
            held = None
    yield from ((each, False) for each in held or ())


def _may_be_front_matter(held: list[str]) -> bool:
    line = held[-1]
    if len(held) > _LONGEST_FRONT_MATTER:
        return False
    if len(held) > 2 and (not line.strip() or line[0] in " \t-"):  # a list, or text that goes on
        return True
    return is_key_value(line) or re.fullmatch(r"[\w-]+:\s*", line) is not None


def read_address(address: str) -> Address:
    """The kind, day and query of a page of Daily Papers, by its address."""
    try:
        parts = urlsplit(address)
        query = parse_qs(parts.query).get("q", [""])[0].strip()
    except ValueError:
        return Address()
    if query:
        return Address("search", None, query)
    words = [word for word in parts.path.split("/") if word][1:]
    if words[:1] == ["trending"]:
        return Address("trending")
    if len(words) == 2 and words[0] in {"date", "month"}:
        return Address("day" if words[0] == "date" else "month", read_iso(words[1]))
    return Address("week") if len(words) == 2 and words[0] == "week" else Address()
