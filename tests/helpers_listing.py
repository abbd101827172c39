"""Bytes of a listing -> its blocks and papers, and the checks that hold for every listing."""

import io
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from paperdex.listing import Block, Entry, Furniture, Listing, NotListing, Stray, read_listing
from paperdex.paper import Paper, Rejected, to_record
from paperdex.parse import parse_entry

LISTINGS = Path(__file__).parent / "listings"

MARK = "Get trending papers in your email inbox!"
HEADER = f"new\n\n{MARK}\n\nSubscribe\n\nDaily Papers\n\nbyAK and the research community\n\n"


def listing_files() -> list[Path]:
    """The made-up listings, each with its expected records beside it in NAME.json."""
    return sorted(path for path in LISTINGS.iterdir() if path.suffix != ".json")


def open_listing(data: bytes) -> Listing | NotListing:
    return read_listing(lambda: io.BytesIO(data))


def form_of(data: bytes) -> str:
    listing = open_listing(data)
    assert isinstance(listing, Listing), listing
    return listing.form


def blocks_of(data: bytes) -> list[Block]:
    listing = open_listing(data)
    assert isinstance(listing, Listing), listing
    return list(listing.blocks)


def parse_blocks(
    blocks: Sequence[Block], file: str = "page", visited: str | None = None
) -> list[Paper | Rejected]:
    """What becomes of each entry."""
    return [parse_entry(b, "made", file, visited) for b in blocks if isinstance(b, Entry)]


def papers_among(
    blocks: Sequence[Block], file: str = "page", visited: str | None = None
) -> list[Paper]:
    """The papers that entries describe; what is rejected is left out."""
    parsed = parse_blocks(blocks, file, visited)
    return [paper for paper in parsed if isinstance(paper, Paper)]


def papers_of(data: bytes, file: str = "page", visited: str | None = None) -> list[Paper]:
    return papers_among(blocks_of(data), file, visited)


def strays_of(data: bytes) -> list[Stray]:
    return [block for block in blocks_of(data) if isinstance(block, Stray)]


def titles_and_abstracts(papers: Sequence[Paper]) -> list[tuple[str, str | None]]:
    return [(paper.title, paper.abstract) for paper in papers]


def without_place(paper: Paper) -> Paper:
    """The paper without what depends on where in a file, and in which, it stands."""
    return paper._replace(sightings=())


def lines_of(text: str) -> list[str]:
    """Lines as an editor counts them; not by the code under test."""
    return re.split(r"\r\n|\r|\n", text)


def check_ledger(lines: Sequence[str], blocks: Sequence[Block]) -> None:
    """Every line with something on it lies in one block, or is shared by entries.

    A line is shared only where each of several entries begins or ends on it, or by the rows of
    a table by columns.
    """
    owners: list[list[Block]] = [[] for _ in range(len(lines) + 1)]
    for block in blocks:
        assert 1 <= block.first_line <= block.end_line <= len(lines), block
        for number in range(block.first_line, block.end_line + 1):
            owners[number].append(block)
    for number, line in enumerate(lines, 1):
        assert owners[number] or not line.strip(), f"line {number} is in no block: {line[:200]!r}"
        are_rows = len({(b.first_line, b.end_line) for b in owners[number]}) == 1
        for block in owners[number] if len(owners[number]) > 1 else ():
            assert not isinstance(block, Furniture), f"line {number} is furniture and more"
            if are_rows and isinstance(block, Entry):
                continue
            assert number in {block.first_line, block.end_line}, f"line {number} is in two blocks"


def expected_of(path: Path) -> dict[str, Any]:
    """What the expected file of a listing says: its papers, and what was refused, and why.

    Fields without a value are left out, so that a record reads like the card.
    """
    data = path.read_bytes()
    blocks = blocks_of(data)
    parsed = parse_blocks(blocks, path.name)
    papers = [_compact(to_record(paper)) for paper in parsed if isinstance(paper, Paper)]
    refused = [(b.first_line, b.end_line, b.reason) for b in blocks if isinstance(b, Stray)]
    refused += [(r.line, r.end_line, r.reason) for r in parsed if isinstance(r, Rejected)]
    rejected = [
        {"line": line, "end_line": end_line, "reason": reason}
        for line, end_line, reason in sorted(refused)
    ]
    return {"form": form_of(data), "papers": papers, "rejected": rejected}


def expected_text(path: Path) -> str:
    """The expected file of a listing as it is written."""
    return json.dumps(expected_of(path), ensure_ascii=False, indent=2) + "\n"


def _compact(record: dict[str, Any]) -> dict[str, Any]:
    # By identity: a count of 0 is a value, and equal to False.
    kept = {k: v for k, v in record.items() if v is not None and v is not False and v != []}
    if "sightings" in kept:
        kept["sightings"] = [_compact(seen) for seen in kept["sightings"]]
    return kept
