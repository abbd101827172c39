"""Saved pages and JSON lines: every file read as expected, every line accounted for."""

import bz2
import gzip
import json
import lzma
import tarfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Literal
from zipfile import ZipFile

import pytest

from helpers_listing import (
    HEADER,
    LISTINGS,
    blocks_of,
    check_ledger,
    expected_of,
    form_of,
    lines_of,
    listing_files,
    open_listing,
    papers_among,
    papers_of,
    strays_of,
    titles_and_abstracts,
    without_place,
)
from helpers_places import SEEDS
from paperdex.listing import Entry, Furniture, Listing, NotListing, Stray
from paperdex.paper import Paper

FILES = listing_files()
FORM_OF = {path: form_of(path.read_bytes()) for path in FILES}
PAGES = [path for path in FILES if FORM_OF[path] == "page-text"]
SEED_PAGES = sorted(SEEDS.glob("*.txt"))


def name_of(path: Path) -> str:
    return path.name


@cache
def papers_as_saved(path: Path) -> list[Paper]:
    return papers_of(path.read_bytes())


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_listing_gives_the_expected_records(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    # Through JSON, as tuples would not compare.
    assert json.loads(json.dumps(expected_of(path))) == expected


def test_every_expected_file_belongs_to_one_listing() -> None:
    stems = [path.stem for path in FILES]
    assert sorted(stems) == sorted(path.stem for path in LISTINGS.glob("*.json"))
    assert len(set(stems)) == len(stems)


@pytest.mark.parametrize("path", [*FILES, *SEED_PAGES], ids=name_of)
def test_every_line_of_a_listing_is_in_one_block(path: Path) -> None:
    data = path.read_bytes()
    check_ledger(lines_of(data.decode("utf-8")), blocks_of(data))


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_an_entry_carries_its_raw_lines(path: Path) -> None:
    data = path.read_bytes()
    lines = lines_of(data.decode("utf-8"))
    is_by_line = FORM_OF[path] in {"page-text", "page-markdown", "json-lines"}
    is_by_line |= FORM_OF[path] == "arxiv" and path.suffix not in {".html", ".eml"}
    for block in blocks_of(data):
        own = lines[block.first_line - 1 : block.end_line]
        if isinstance(block, Entry | Stray) and is_by_line:
            raw = [line for line in block.raw.split("\n") if line.strip()]
            assert raw == [line for line in own if line.strip()]
        if isinstance(block, Entry):
            assert block.first_line <= block.line <= block.end_line
            assert block.raw


# One listing, many bytes. In each the lines keep their numbers.
SAME_LINES: dict[str, Callable[[str], bytes]] = {
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "cr": lambda text: text.replace("\n", "\r").encode(),
    "utf-8 with mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.replace("\n", "\r\n").encode("utf-16"),
    "utf-16 big endian": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "gzip": lambda text: gzip.compress(text.encode()),
    "no final newline": lambda text: text.rstrip("\n").encode(),
    "blank lines at the end": lambda text: (text + "\n \n\t\n").encode(),
    "trailing blanks": lambda text: text.replace("\n", " \t \n").encode(),
}


@pytest.mark.parametrize("change", SAME_LINES.values(), ids=SAME_LINES)
@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_bytes_around_a_text_change_nothing(path: Path, change: Callable[[str], bytes]) -> None:
    text = path.read_text(encoding="utf-8")
    blocks = blocks_of(change(text))
    assert papers_among(blocks) == papers_as_saved(path)
    check_ledger([*lines_of(text), "", "", ""], blocks)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_non_breaking_space_is_a_space(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    trailing = text.replace("\n", "\u00a0\n").encode()
    assert papers_of(text.replace(" ", "\u00a0").encode()) == papers_as_saved(path)
    assert papers_of(trailing) == papers_as_saved(path)


# Of the pages only these have letters that Windows-1252 lacks.
WINDOWS_PAGES = [path for path in PAGES if path.stem not in {"other_languages", "odd_titles"}]


@pytest.mark.parametrize("path", WINDOWS_PAGES, ids=name_of)
def test_a_page_saved_by_windows_reads_well(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert papers_of(text.encode("cp1252")) == papers_as_saved(path)


def test_a_page_saved_in_latin_1_reads_well() -> None:
    text = (LISTINGS / "bare_page.txt").read_text(encoding="utf-8")
    assert not text.isascii()
    assert papers_of(text.encode("latin-1")) == papers_of(text.encode())


def test_one_broken_byte_spoils_its_own_line_only() -> None:
    data = (LISTINGS / "bare_page.txt").read_bytes()
    broken = data.replace(b"Tiny Maps", b"Tiny M\xffps")
    assert [p.title for p in papers_of(broken)] == [
        *[p.title for p in papers_of(data)][:3],
        "Tiny Mÿps",
    ]
    assert [p.abstract for p in papers_of(broken)] == [p.abstract for p in papers_of(data)]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_lines_count_from_the_first_of_the_file(path: Path) -> None:
    data = path.read_bytes()
    moved = [
        (paper, seen._replace(line=seen.line - 3))
        for paper in papers_of(b"\n \n\n" + data)
        for seen in paper.sightings
    ]
    assert [(without_place(p), s) for p, s in moved] == [
        (without_place(p), s) for p in papers_of(data) for s in p.sightings
    ]


def test_a_file_name_tells_nothing() -> None:
    # An export saved as .txt is still one: the reader is chosen by content.
    assert form_of((LISTINGS / "export.jsonl").read_bytes()) == "json-lines"
    assert form_of((LISTINGS / "bare_page.txt").read_bytes()) == "page-text"


@pytest.mark.parametrize("data", [b"", b"\n\n \t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xc2\xa0"])
def test_a_file_with_nothing_on_it_is_an_empty_listing(data: bytes) -> None:
    assert form_of(data) == "empty"
    assert blocks_of(data) == []


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_a_gzip_that_is_cut_off_says_so_and_gives_what_it_has(kept: float) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in PAGES if path.stem != "header_only")
    whole = gzip.compress(text.encode())
    strays = strays_of(whole[: int(kept * len(whole))])
    assert strays[-1].reason == "the compressed data is damaged or cut off here"
    titles = [paper.title for paper in papers_of(text.encode())]
    read = [paper.title for paper in papers_of(whole[: int(kept * len(whole))])]
    assert read[:-1] == titles[: len(read) - 1]
    assert len(read) > 0.5 * kept * len(titles)


README = """ropekit

A small library for tying knots in lists.

Installation

Install it with your package manager, then import ropekit and tie.

Usage

Call tie(rope) with any list. It returns a new list; the old one is left alone.
See the examples folder for more.

Contributing

Issues and patches are welcome. Please run the tests first.
"""

LICENCE = """The Rope Licence

Copyright (c) 2031 Rope Works

Permission is hereby granted to anyone who holds one end of this rope to use it, to lend it,
and to cut it, provided that the other end is told.

THE ROPE IS PROVIDED AS IT IS, WITHOUT ANY PROMISE THAT IT HOLDS. IN NO EVENT
SHALL ITS MAKERS BE LIABLE FOR WHAT HANGS ON IT.
"""

MARKDOWN = """# Tiny Maps

A map that fits on a stamp can still lead home: see [the code](https://example.org).
"""

HTML = """<!DOCTYPE html>
<html><head><title>Tiny Maps</title></head>
<body><h3><a href="/maps/1">Tiny Maps</a></h3><p>We draw such maps from walks.</p></body></html>
"""

LETTER = """Dear reader,

We hope that this letter finds you well. We write to you because the rope has come. In this
parcel you will find forty metres of it, and our results of the last year.

Yours

The Rope Works
"""


NO_MARK = "no mark of a saved page"
REFUSED: dict[str, tuple[bytes, str]] = {
    "readme": (README.encode(), NO_MARK),
    "licence": (LICENCE.encode(), NO_MARK),
    "letter": (LETTER.encode(), NO_MARK),
    "one line": (b"one line\n", NO_MARK),
    "csv": (b"rope,length\nhemp,40\nflax,12\n", NO_MARK),
    "markdown": (MARKDOWN.encode(), "Markdown, but without the cards"),
    "html": (HTML.encode(), "HTML, but without the data or the cards"),
    "bytes": (bytes(range(256)) * 8, "a binary file"),
    "image": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a binary file"),
    "gzip of bytes": (gzip.compress(bytes(2000)), "a binary file"),
    "records without titles": (b'{"name": "rope"}\n{"name": "knot"}\n', "without `title`"),
    "indented json": (b'{\n  "name": "Over many lines"\n}\n', "JSON without records"),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_listing_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    listing = open_listing(data)
    assert isinstance(listing, NotListing), listing
    assert listing.reason.startswith("not a listing: ")
    assert reason in listing.reason


RECORDS = [json.dumps({"title": f"Rope {n}", "abstract": f"Of {n}."}) for n in range(4)]
LINES = "".join(record + "\n" for record in RECORDS)
LONG = json.dumps({"title": "Knots", "abstract": "over and under " * 20_000})
# By what is wrong: the bytes, how many records are read, and the lines that are rejected.
MISHAPS: dict[str, tuple[str | bytes, int, list[int]]] = {
    "first line cut off": (LINES[20:], 3, [1]),
    "first line without its end": (f"{RECORDS[0][:20]}\n{LINES}", 4, [1]),
    "long first line": (f"{LONG}\n{LINES}", 5, []),
    "long first line cut off": (f"{LONG[:-9]}\n{LINES}", 4, [1]),
    "first line beyond reading": (f"{'x' * (5 << 20)}\n{LINES}", 4, [1]),
    "record beyond reading": (f'{LINES}{{"title": "{"x" * (5 << 20)}"}}\n{LINES}', 8, [5]),
    "byte order mark": (f"\ufeff{LINES}", 4, []),
    "byte order marks within": (f"\ufeff{LINES}\ufeff{LINES}", 8, []),
    "CRLF": (LINES.replace("\n", "\r\n"), 4, []),
    "blank first lines": (f"\n \n\n{LINES}", 4, []),
    "many blank first lines": ("\n" * 70_000 + LINES, 4, []),
    "a long blank first line": (" " * 300_000 + "\n\n" + LINES, 4, []),
    "zeros between": (f"{RECORDS[0]}\n{chr(0) * 99}\n{LINES}", 5, [2]),
    "zeros before": (f"{chr(0) * 99}\n{LINES}", 4, [1]),
    "zeros behind": (f"{LINES}{chr(0) * 4096}", 4, [5]),
    "zeros in a text": (LINES.replace("Of", "O\0f"), 4, []),
    "control characters": (LINES.replace("Of", "O\1\tf"), 4, []),
    "Latin-1": (LINES.replace("Of", "\xd8f").encode("latin-1"), 4, []),
    "commas": (",\n".join(RECORDS), 4, []),
    "record separators": ("".join(f"\x1e{record}\n" for record in RECORDS), 4, []),
    "no line end between files": (f"{LINES[:-1]}{LINES}", 8, []),
    "all on one line": (" ".join(RECORDS), 4, []),
    "prose first": (f"# exported\n{LINES}", 4, [1]),
}


@pytest.mark.parametrize(("text", "read", "rejected"), MISHAPS.values(), ids=MISHAPS)
def test_a_mishap_in_json_lines_costs_only_its_line(
    text: str | bytes, read: int, rejected: list[int]
) -> None:
    listing = open_listing(text.encode() if isinstance(text, str) else text)
    assert isinstance(listing, Listing), listing
    assert listing.form == "json-lines"
    blocks = list(listing.blocks)
    assert sum(isinstance(block, Entry) for block in blocks) == read
    assert [block.first_line for block in blocks if isinstance(block, Stray)] == rejected


@pytest.mark.parametrize(
    "text",
    [
        "[\n" + ",\n".join(RECORDS) + "\n]\n",
        "[" + ",\n".join(RECORDS) + "]",
        '{"data": [\n' + ",\n".join(RECORDS) + "\n]}\n",
        f"[{LONG}]\n",
        f"[\n{LONG},\n{LONG}]\n",
    ],
)
def test_an_array_whose_elements_stand_on_lines_is_an_array(text: str) -> None:
    listing = open_listing(text.encode())
    assert isinstance(listing, Listing) and listing.form == "json"
    assert not any(isinstance(block, Stray) for block in listing.blocks)


def test_lists_that_have_a_title_are_no_papers_though_they_stand_one_after_the_other() -> None:
    text = "".join(
        json.dumps({"title": f"List {n}", "items": [json.loads(r) for r in RECORDS]}, indent=1)
        + "\n"
        for n in range(2)
    )
    titles = [
        block.fields["title"] for block in blocks_of(text.encode()) if isinstance(block, Entry)
    ]
    assert titles == 2 * [json.loads(record)["title"] for record in RECORDS]


FOREIGN = {
    "% by hand\n\n@article{rope2020,\n  title = {Rope}\n}\n": "a BibTeX file",
    "\ufeff@comment{a}\n@misc{b, title={Rope}}\n": "a BibTeX file",
    "%%% a header\n" * 30 + "@Article{a,\n  title={Rope}}\n": "a BibTeX file",
    "Created with a reference manager.\n\n@InProceedings{a,\n title={Rope}}\n": "a BibTeX file",
    "FN Clarivate Analytics Web of Science\nVR 1.0\nTI Rope\n": "a file of Web of Science",
    "- title: Rope\n  year: 2020\n": "a YAML file",
    '<?xml version="1.0"?>\n<feed><entry><title>Rope</title></entry></feed>\n': "an XML file",
    "PT\tAU\tTI\nJ\tReed\tRope\n": "a CSV file",
    "TY  - JOUR\r\nTI  - Rope\r\nER  - \r\n": "a RIS file",
    "\nPMID- 123\nTI  - Rope\n": "a file of PubMed",
    "%0 Journal Article\n%T Rope\n": "an EndNote file",
    'id,"Title",year\n1,Rope,2020\n': "a CSV file",
    "Key;Item Type;Article Title\n1;x;Rope\n": "a CSV file",
    "id\ttitle\n1\tRope\n": "a CSV file",
    "id|title|year\n1|Rope|2020\n": "a CSV file",
    "\ufeffsep=;\nTitel;Jahr\nRope;2020\n": "a CSV file",
    '{"name": {"0": "Rope", "1": "Knots"}, "year": {"0": 2020, "1": 2021}}': "a JSON table",
}


@pytest.mark.parametrize(("text", "name"), FOREIGN.items())
def test_what_is_known_and_not_read_is_named(text: str, name: str) -> None:
    listing = open_listing(text.encode())
    assert isinstance(listing, NotListing), listing
    assert listing.reason.startswith(name)
    assert ", which can't be read: export it as CSL JSON" in listing.reason


def _zipped(name: str) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr(name, json.dumps({"title": "Rope"}))
    return packed.getvalue()


def _tarred(mode: Literal["w", "w:gz"]) -> bytes:
    packed = BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:
        archive.addfile(tarfile.TarInfo("rope.jsonl"))
    return packed.getvalue()


ARCHIVES = {
    "a ZIP archive": _zipped("rope.jsonl"),
    "a tar archive": _tarred("w"),
    "a bzip2 file": bz2.compress(b"{}"),
    "an xz file": lzma.compress(b"{}"),
    "a file packed twice": gzip.compress(gzip.compress(b"{}")),
}


@pytest.mark.parametrize(
    ("name", "data"),
    [*ARCHIVES.items(), ("a tar archive", _tarred("w:gz"))],
    ids=[*ARCHIVES, "a packed tar archive"],  # archives have the time in their bytes
)
def test_an_archive_is_to_be_unpacked(name: str, data: bytes) -> None:
    assert open_listing(data) == NotListing(f"{name}, which can't be read: unpack it first")


def test_an_office_document_is_no_archive() -> None:
    document = open_listing(_zipped("[Content_Types].xml"))
    assert document == NotListing("not a listing: a binary file")


def test_a_heading_and_its_items_are_no_title_and_abstract() -> None:
    items = "".join(
        f"- [Rope {number}](https://arxiv.org/abs/2501.0001{number}). We tie ropes of every kind "
        "to a post, and show that the knots hold in forty of fifty trials.\n"
        for number in range(4)
    )
    assert isinstance(open_listing(f"# Awesome Ropes\n\n{items}".encode()), NotListing)


def test_a_line_of_an_abstract_may_begin_like_markup() -> None:
    # An abstract wrapped before `<0.05` is no reason to refuse the page it stands on.
    page = (LISTINGS / "hard_wrapped.txt").read_text(encoding="utf-8")
    wrapped = page.replace("12\nlines of code.", "12\n<short> lines of code (p\n<0.05).")
    assert wrapped != page
    assert [paper.title for paper in papers_of(wrapped.encode())] == [
        paper.title for paper in papers_of(page.encode())
    ]


def test_a_page_of_titles_alone_has_no_abstracts() -> None:
    titles = [f"Rope Trick Number {n} And How It Was Done" for n in range(12)]
    papers = papers_of((HEADER + "\n\n".join(titles)).encode())
    assert titles_and_abstracts(papers) == [(title, None) for title in titles]


def test_a_count_before_text_that_is_no_title_is_in_one_block() -> None:
    text = (
        f"{HEADER}24\n\nWe show that this is the rest of an abstract. In this work we propose "
        "ropes. Our results hold. However, nothing of it can be a title of a paper.\n\n"
        + "\n\n".join(f"Rope Trick Number {n} And How It Was Done" for n in range(12))
    )
    check_ledger(lines_of(text), blocks_of(text.encode()))


def test_the_small_lines_of_a_card_need_no_blank_lines_between_them() -> None:
    loose = (LISTINGS / "day_page.txt").read_text(encoding="utf-8")
    tight = loose.replace("Submitted by\n\n", "Submitted by\n").replace("quill\n\n", "quill\n")
    assert tight != loose
    assert [without_place(p) for p in papers_of(tight.encode())] == [
        without_place(p) for p in papers_of(loose.encode())
    ]


def test_authors_and_date_without_a_title_are_not_those_of_the_card_before() -> None:
    text = (LISTINGS / "metadata_page.txt").read_text(encoding="utf-8")
    orphaned = text + "\n  • 99 authors\n·\nApr 1, 2019 7\n"
    assert papers_of(orphaned.encode()) == papers_of(text.encode())
    strays = "\n".join(stray.raw for stray in strays_of(orphaned.encode()))
    assert strays == "  • 99 authors\n·\nApr 1, 2019 7"


def test_a_number_after_the_date_counts_comments_unless_the_page_shows_upvotes() -> None:
    card = "{}Tiny Maps {}\n\nWe draw maps. They lead home.\n\n  • 2 authors\n·\nMay 1, 2024{}\n\n"
    pages = {
        "comments": card.format("", 1, "\n\n3"),
        "upvotes of the next": card.format("9\n\n", 1, "\n\n3"),
        "both": card.format("9\n\n", 1, "\n\n5\n\n3"),
        "comments beside the date": card.format("", 1, " 5\n\n3"),
    }
    counts = {
        name: [(p.upvotes, p.comments) for p in papers_of((HEADER + page + last).encode())]
        for last in [card.format("", 2, "")]
        for name, page in pages.items()
    }
    assert counts == {
        "comments": [(None, 3), (None, None)],
        "upvotes of the next": [(9, None), (3, None)],
        "both": [(9, 5), (3, None)],
        "comments beside the date": [(None, 5), (3, None)],
    }


def test_a_page_that_begins_with_its_date_has_that_date() -> None:
    cards = (LISTINGS / "metadata_page.txt").read_text(encoding="utf-8").removeprefix(HEADER)
    assert {p.sightings[0].page_date for p in papers_of(cards.encode())} == {"2025-12-10"}


def seed_papers(name: str) -> list[Paper]:
    [path] = [path for path in SEED_PAGES if path.name.startswith(name)]
    return papers_of(path.read_bytes(), path.name)


def test_the_seeds_hold_so_many_papers_and_no_line_is_left_over() -> None:
    blocks = [blocks_of(path.read_bytes()) for path in SEED_PAGES]
    assert [sum(isinstance(b, Entry) for b in found) for found in blocks] == [68, 58, 69, 35, 73]
    assert not [b for found in blocks for b in found if isinstance(b, Stray)]
    assert all(isinstance(found[0], Furniture) for found in blocks)


def test_every_paper_of_the_seeds_has_a_title_and_an_abstract() -> None:
    for path in SEED_PAGES:
        for paper in papers_of(path.read_bytes()):
            assert len(paper.title) < 200, paper.title
            assert paper.abstract, paper.title
            assert len(paper.abstract) > len(paper.title)


@pytest.mark.parametrize(
    ("name", "date_text"),
    [("000", "Mar 12"), ("001", "Jul 31"), ("002", "Apr 21"), ("004", "Mar 17")],
)
def test_a_bare_seed_has_its_own_date_without_a_year(name: str, date_text: str) -> None:
    for paper in seed_papers(name):
        [seen] = paper.sightings
        assert (seen.page_date_text, seen.page_date, seen.page_date_inferred) == (
            date_text,
            None,
            False,
        )
        assert (paper.date, paper.author_count, paper.comments, paper.upvotes) == (None,) * 4


def test_the_dates_of_the_seed_that_prints_them() -> None:
    papers = seed_papers("003")
    undated = [paper.title for paper in papers if paper.date is None]
    assert [title.split(":")[0] for title in undated] == [
        "Lizard",
        "Efficient Parallel Samplers for Recurrent-Depth Models and Their Connection to "
        "Diffusion Language Models",
        "A Systematic Analysis of Hybrid Linear Attention",
    ]
    assert len(papers) - len(undated) == 32
    inferred = [paper.date for paper in papers if paper.date_inferred]
    assert sorted(filter(None, inferred)) == [
        "2025-02-14",
        "2025-02-27",
        "2025-03-17",
        "2025-04-29",
        "2025-08-08",
        "2025-08-31",
    ]
    assert not [p for p in papers if not p.date_inferred and (p.date or "").startswith("2025")]


def test_the_comments_of_the_seed_that_prints_them() -> None:
    papers = seed_papers("003")
    assert sum(paper.comments is not None for paper in papers) == 9
    [short] = [paper for paper in papers if paper.sightings[0].date_text == "Mar 17"]
    assert (short.date, short.comments) == ("2025-03-17", 2)


def test_the_seed_that_prints_years_tells_that_of_its_visit() -> None:
    for paper in seed_papers("003"):
        [seen] = paper.sightings
        assert (seen.page_date_text, seen.page_date) == ("Dec 10", "2025-12-10")
        assert seen.page_date_inferred
