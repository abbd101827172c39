"""Real saved pages and their truth, where the collection lies beside the project."""

import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from helpers_listing import blocks_of, check_ledger, lines_of, papers_among
from helpers_places import SHARED
from paperdex.listing import Stray
from paperdex.paper import Paper
from paperdex.text import squeeze

DAYS = SHARED / "hf_days"
LISTINGS = SHARED / "listings"

# What each shape of the days prints: the others can't be read from it.
PRINTED = {
    "bare": {"title", "abstract"},
    "meta": {"title", "abstract", "printed"},
    "urls": {"title", "abstract", "upvotes", "comments", "date", "arxiv_id", "organization"},
    "md": {"title", "abstract", "upvotes", "comments", "date", "arxiv_id", "organization"},
    "api": {
        *("title", "abstract", "upvotes", "comments", "date", "arxiv_id", "organization"),
        "author_count",
    },
}


def read_page(path: Path) -> list[Paper]:
    """The papers of a page, of which every line is accounted for and none left over."""
    data = path.read_bytes()
    blocks = blocks_of(data)
    assert not [block for block in blocks if isinstance(block, Stray)]
    check_ledger(lines_of(data.decode()), blocks)
    return papers_among(blocks)


@cache
def days() -> dict[str, list[dict[str, Any]]]:
    cards: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (DAYS / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        card = json.loads(line)
        cards[Path(card["file"]).stem].append(card)
    return cards


def expected(card: dict[str, Any], names: set[str]) -> dict[str, Any]:
    values = {
        **card,
        "arxiv_id": card["id"],
        "organization": squeeze(card["org"]) if card["org"] else None,
        "author_count": card["n_authors"],
    }
    return {name: values[name] for name in names - {"printed"}}


@pytest.mark.skipif(not DAYS.is_dir(), reason="the saved days are not here")
@pytest.mark.parametrize("shape", PRINTED)
def test_every_saved_day_is_read_as_it_was(shape: str) -> None:
    names = PRINTED[shape]
    for day, cards in days().items():
        [path] = (DAYS / shape).glob(f"{day}.*")
        papers = read_page(path)
        read = [
            {name: getattr(paper, name) or (0 if name in {"upvotes", "comments"} else None)
             for name in names - {"printed"}}
            for paper in papers
        ]  # fmt: skip
        assert read == [expected(card, names) for card in cards], day
        if "printed" in names:
            check_printed(papers, cards)


def check_printed(papers: list[Paper], cards: list[dict[str, Any]]) -> None:
    """Cards with a block of metadata print authors, month and day, and comments."""
    for paper, card in zip(papers, cards, strict=True):
        date_text = paper.sightings[0].date_text
        assert (date_text is None) == (card["org"] is not None)
        if date_text is not None:
            assert paper.author_count == card["n_authors"]
            assert (paper.comments or 0) == card["comments"]
            assert date_text.split()[1] == str(int(card["date"][8:]))
            assert paper.date is None  # no year is printed, and no arXiv id tells it


@pytest.mark.skipif(not LISTINGS.is_dir(), reason="the excerpts of saved pages are not here")
def test_every_excerpt_is_read_as_its_truth_says() -> None:
    truth = json.loads((LISTINGS / "truth.json").read_text(encoding="utf-8"))
    assert len(truth) == 6
    for name, page in truth.items():
        papers = read_page(LISTINGS / name)
        cards = [card for card in page["cards"] for _ in range(card.get("seen", 1))]
        assert len(papers) == len(cards), name
        for paper, card in zip(papers, cards, strict=True):
            for key, value in card.items():
                if key != "seen":  # how often the card stands on the page
                    assert read_field(paper, key) == (value or None), (name, card["title"], key)
            assert (paper.abstract is None) == ("abstract" not in card), (name, card["title"])
            seen = paper.sightings[0]
            assert seen.query == page.get("query"), name
            assert page.get("page_date") in {None, seen.page_date}, name
            assert page.get("page_date_text") in {None, seen.page_date_text}, name


def read_field(paper: Paper, key: str) -> Any:
    """A field as the truth names it."""
    if key == "body":
        return "summary" if paper.summary else "abstract"
    if key == "code":
        return paper.code_urls[0]
    value = getattr(paper, key)
    return list(value) if isinstance(value, tuple) else value or None
