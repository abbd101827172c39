"""How the cost of reading a page grows with it, in every form of page."""

import random
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from bench import Bench, Row, describe_failure
from cells import Cell, call
from data import ROOT
from report import Part

if TYPE_CHECKING:
    from helpers_forms import PageCard

PART = Part(
    "reading",
    "Reading pages",
    """
Pages of made-up cards in every form that is read, as the tests draw them, each read whole in a
process of its own. Growth is the cost of a megabyte on a page of that size by that on one of a
quarter of it: 1 is linear.
""",
    ("form", "MB", "entries", "CPU s", "entries/s", "peak beyond the start, MB", "growth"),
)


def measure(bench: Bench, size: int) -> Iterator[Row]:
    """Of pages of ``size`` megabytes."""
    forms = call("parts.reading:name_forms", bench.budget)
    if forms.problem:
        yield describe_failure(len(PART.columns), ["all"], forms.problem)
        return
    for form in forms.answer:
        yield _row(form, *(_measure_page(bench, form, part) for part in (size / 4, size)))


def _measure_page(bench: Bench, form: str, megabytes: float) -> Cell:
    path = str(bench.work / "page")
    drawn = call("parts.reading:draw_page", bench.budget, form=form, megabytes=megabytes, path=path)
    return drawn if drawn.problem else call("parts.reading:read_page", bench.budget, path=path)


def _row(form: str, small: Cell, large: Cell) -> Row:
    problem = small.problem or large.problem
    if problem:
        return describe_failure(len(PART.columns), [form], problem)
    of, before = large.answer, small.answer
    growth = of["seconds"] / of["megabytes"] * before["megabytes"] / before["seconds"]
    figures = (f"{of['seconds']:.1f}", f"{of['entries'] / of['seconds']:,.0f}")
    memory = f"{of['memory']:,.0f}"
    return [form, f"{of['megabytes']:.0f}", f"{of['entries']:,}", *figures, memory, f"{growth:.2f}"]


def name_forms() -> list[str]:
    """The forms that the tests can draw."""
    sys.path.insert(0, str(ROOT / "tests"))
    from helpers_forms import DRAWN, DRAWN_TWICE

    return list(DRAWN | DRAWN_TWICE)


def read_page(path: str) -> dict[str, float]:
    """Read a page whole; gives what it took."""
    import resource

    from paperdex.listing import Entry, NotListing, read_listing

    def open_page() -> BinaryIO:
        return open(path, "rb")

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    listing = read_listing(open_page)
    if isinstance(listing, NotListing):
        raise SystemExit(listing.reason)
    entries = sum(isinstance(block, Entry) for block in listing.blocks)
    seconds = time.process_time() - start
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    size = Path(path).stat().st_size / 1e6
    return {"entries": entries, "seconds": seconds, "memory": memory, "megabytes": size}


def draw_page(form: str, megabytes: float, path: str) -> None:
    """Write a page of about so many megabytes in a form."""
    sys.path.insert(0, str(ROOT / "tests"))
    from helpers_forms import DRAWN, DRAWN_TWICE

    draw = (DRAWN | DRAWN_TWICE)[form][0]
    chance = random.Random(20)
    sample = len(draw([make_card(n, chance) for n in range(100)]).encode())
    count = int(megabytes * 1e6 / (sample / 100))
    text = draw([make_card(n, chance) for n in range(count)])
    Path(path).write_text(text, encoding="utf-8")


def make_card(number: int, chance: random.Random) -> "PageCard":
    """A card with an abstract as long as real ones are."""
    from helpers_forms import PageCard
    from helpers_words import HEADS, SENTENCES, TAILS

    return PageCard(
        f"{chance.choice(HEADS)} {number}: {chance.choice(TAILS)}",
        " ".join(chance.choices(SENTENCES, k=20)),
        f"26{chance.randint(1, 3):02}.{number % 100_000:05}",
        date(2026, chance.randint(1, 3), chance.randint(1, 25)),
        upvotes=chance.randint(0, 300),
        comments=chance.randint(0, 9),
    )
