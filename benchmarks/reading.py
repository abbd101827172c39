"""Measures how the cost of reading a page grows with it, and writes docs/reading.md.

    python benchmarks/reading.py [--megabytes 12 50]

Pages of made-up cards are drawn in every form and read whole, each in a process of its
own, so that its peak of memory is its own. Cost is processor time; a form's cost is
linear where the last column is near 1. Run it on a machine that does nothing else.
"""

import argparse
import json
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from helpers_forms import DRAWN, DRAWN_TWICE, PageCard  # noqa: E402  # drawn for the tests
from helpers_words import HEADS, SENTENCES, TAILS  # noqa: E402
from paperdex.listing import Entry, NotListing, read_listing  # noqa: E402

DOCUMENT = ROOT / "docs" / "reading.md"
DRAW = {name: draw for name, (draw, _) in (DRAWN | DRAWN_TWICE).items()}


def make_card(number: int, chance: random.Random) -> PageCard:
    """A card with an abstract as long as real ones are."""
    return PageCard(
        f"{chance.choice(HEADS)} {number}: {chance.choice(TAILS)}",
        " ".join(chance.choices(SENTENCES, k=20)),
        f"26{chance.randint(1, 3):02}.{number % 100_000:05}",
        date(2026, chance.randint(1, 3), chance.randint(1, 25)),
        upvotes=chance.randint(0, 300),
        comments=chance.randint(0, 9),
    )


def draw_page(form: str, megabytes: float, path: Path) -> None:
    """Write a page of about so many megabytes."""
    chance = random.Random(20)
    sample = len(DRAW[form]([make_card(n, chance) for n in range(100)]).encode())
    count = int(megabytes * 1e6 / (sample / 100))
    path.write_text(DRAW[form]([make_card(n, chance) for n in range(count)]), encoding="utf-8")


def _open(path: str) -> BinaryIO:
    return open(path, "rb")


def read_page(path: str) -> None:
    """Read a page whole and print what it took, as JSON."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    listing = read_listing(lambda: _open(path))
    if isinstance(listing, NotListing):
        raise SystemExit(listing.reason)
    entries = sum(isinstance(block, Entry) for block in listing.blocks)
    seconds = time.process_time() - start
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(json.dumps({"entries": entries, "seconds": seconds, "memory": memory}))


def measure(form: str, megabytes: list[float]) -> str:
    """A row of the table: entries, seconds and memory of the largest page, and growth."""
    costs = []
    with tempfile.TemporaryDirectory() as folder:
        for size in megabytes:
            path = Path(folder) / "page"
            draw_page(form, size, path)
            command = [sys.executable, __file__, "--read", str(path)]
            took = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
            costs.append((path.stat().st_size / 1e6, took))
    (small, first), (large, last) = costs[0], costs[-1]
    growth = (last["seconds"] / large) / (first["seconds"] / small)
    return (
        f"| {form} | {large:.0f} | {last['entries']} | {last['seconds']:.1f}"
        f" | {last['entries'] / last['seconds']:.0f} | {last['memory']:.0f} | {growth:.2f} |"
    )


def main() -> None:
    """Measure all forms, or read one page for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, nargs=2, default=[12.0, 50.0])
    parser.add_argument("--read", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        read_page(options.read)
        return
    smaller, larger = options.megabytes
    rows = [measure(form, [smaller, larger]) for form in DRAW]
    DOCUMENT.write_text(
        f"""# Reading

Written by `python benchmarks/reading.py`, on {platform.system()} {platform.machine()}, Python
{platform.python_version()}. Each form of a page drawn with made-up cards, read in one
process; the last column is the cost of a megabyte on a page of {larger:.0f} MB by that on one of
{smaller:.0f} MB, so 1 is linear.

| form | MB | entries | s | entries/s | MB of memory | growth |
|---|---|---|---|---|---|---|
"""
        + "\n".join(rows)
        + "\n",
        encoding="utf-8",
    )
    print(DOCUMENT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
