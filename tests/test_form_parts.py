"""The parts that forms are read with: cut anywhere, nested anyhow, among what is no page."""

import gzip
import json
from collections.abc import Iterator
from io import BytesIO

import pytest

from helpers_forms import (
    DRAWN,
    EXAMPLE,
    MARKS,
    SITE,
    draw_html,
    draw_html_data,
    draw_markdown,
    draw_mhtml,
)
from helpers_listing import (
    blocks_of,
    check_ledger,
    lines_of,
    open_listing,
    papers_of,
    strays_of,
    without_place,
)
from paperdex.listing import Entry, Listing, NotListing
from paperdex.listing.again import ReadAgain
from paperdex.listing.decode import read_chunks, read_runs
from paperdex.listing.html_text import read_html_pieces
from paperdex.listing.html_tokens import Props, split_props
from paperdex.listing.json_elements import read_elements

HTML = draw_html(EXAMPLE[:1]) + "<p>&lt;<b>x</b>&amp;</p><!-- a > b --><script>if (a<b) {}</script>"


def test_html_in_two_pieces_is_read_as_in_one() -> None:
    whole = list(read_html_pieces([HTML]))
    for cut in range(1, len(HTML), 2):
        assert list(read_html_pieces([HTML[:cut], HTML[cut:]])) == whole


def test_data_in_pieces_is_read_as_in_one() -> None:
    text = draw_html_data(EXAMPLE[:2])
    for size in (1, 7, 100):
        pieces = [text[n : n + size] for n in range(0, len(text), size)]
        parts = list(split_props(each for piece in pieces for each in (piece, "")))
        whole = list(split_props([text]))
        for kind in (str, Props):
            joined, at_once = (
                "".join(p if isinstance(p, str) else p.raw for p in each if isinstance(p, kind))
                for each in (parts, whole)
            )
            assert joined == at_once


def test_json_in_pieces_is_read_as_in_one() -> None:
    text = json.dumps({"data": [{"a": '}"]', "b": [1, {"c": "\\"}]}, "x", 3], "n": None}, indent=1)
    whole = list(read_elements([text]))
    assert [element.text for element in whole if element.in_array][1:] == ['"x"', "3"]
    for cut in range(len(text)):
        assert list(read_elements([text[:cut], text[cut:]])) == whole


@pytest.mark.parametrize(
    "data",
    ["Ménage 東京 à\r\nla 🪢 corde\rfin".encode(), b"caf\xe9 \xe2\x82 \xff\r\n\r\r\n", b"a\rb\r"],
)
def test_text_in_pieces_has_the_lines_that_it_has_line_by_line(data: bytes) -> None:
    chunks = "".join(read_chunks(BytesIO(data)))
    lines = [line for run, _ in read_runs(BytesIO(data)) for line in run]
    assert chunks.split("\n") == [*lines, ""][: chunks.count("\n") + 1]


@pytest.mark.parametrize(("size", "times"), [(19_999, 1), (20_000, 3)])
def test_little_is_read_once_and_much_again_each_time(size: int, times: int) -> None:
    readings = list[int]()

    def read() -> Iterator[int]:
        readings.append(size)
        return iter(range(size))

    read_again = ReadAgain(read)
    assert all(list(read_again()) == list(range(size)) for _ in range(3))
    assert len(readings) == times


NESTED = {
    "objects": '{"data":' * 5000,
    "arrays": "[" * 100_000,
    "a literal": "[" + "(" * 90_000 + "'",
    "brackets": f"{MARKS[0]}\n\n" + "[" * 50_000,
    "a heading of blanks": f"{MARKS[0]}\n\n### x{' ' * 50_000}y\n",
    "escapes": f"{MARKS[0]}\n\n# x\n\n[a](b) {'github' * 20_000}\\\n",
    "tags": f"<html><p>{MARKS[0]}</p>" + '<a "' * 50_000,
    "an open comment": f"<html><p>{MARKS[0]}</p><!--" + "-" * 100_000,
}


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED)
def test_what_is_nested_or_never_closed_is_read_to_its_end(text: str) -> None:
    listing = open_listing(text.encode())
    assert isinstance(listing, Listing) == (MARKS[0] in text)  # brackets alone are no listing
    if isinstance(listing, Listing):
        check_ledger(lines_of(text), list(listing.blocks))


ONE_PAPER = (
    f"# Paper page - Tiny Maps\n\n{MARKS[0]}\n\n[Upvote 12]({EXAMPLE[0].vote})\n\n## Abstract\n"
)
README = (
    f"# ropekit\n\n[![Paper]({SITE}/badge.svg)]({SITE}/papers/2501.00001)\n\n## Install\n\nRun it."
)
BLOG = f'<!doctype html><html><body><h1>Knots</h1><p>See <a href="{SITE}/papers/2501.00001">this'
OTHER_MARKUP = {
    "reStructuredText": (".. container:: card\n\n   `{}\n   <{}>`__\n\n", "reStructuredText"),
    "Org": ("*** [[{1}][{0}]]\n\n", "Org, which is not read"),
}
NO_PAGES = {
    "a paper's own page": (ONE_PAPER, "the page of one paper"),
    "a readme with badges": (README, "Markdown, but without the cards"),
    "a post with a link": (BLOG, "HTML, but without the data or the cards"),
}


@pytest.mark.parametrize(("text", "reason"), NO_PAGES.values(), ids=NO_PAGES)
def test_what_links_to_papers_is_not_yet_a_page_of_them(text: str, reason: str) -> None:
    listing = open_listing(text.encode())
    assert isinstance(listing, NotListing)
    assert reason in listing.reason


@pytest.mark.parametrize(("card", "reason"), OTHER_MARKUP.values(), ids=OTHER_MARKUP)
def test_a_page_in_a_markup_that_is_not_read_is_named(card: str, reason: str) -> None:
    cards = "".join(card.format(each.title, each.link) for each in EXAMPLE)
    listing = open_listing(f"{MARKS[0]}\n\n{cards}".encode())
    assert isinstance(listing, NotListing)
    assert reason in listing.reason


def test_a_page_and_its_parts_in_one_file_give_the_page_s_papers() -> None:
    saved = draw_mhtml(EXAMPLE).encode()
    for data in (saved, saved.replace(b"\n", b"\r\n"), gzip.compress(saved)):
        assert papers_of(data) == papers_of(saved)
    page = [*map(without_place, papers_of(draw_html_data(EXAMPLE).encode()))]
    spaced = saved.replace(b";\n\tboundary", b";\n\n\tboundary")
    without_boundary = saved.replace(b"\n----x--\n", b"\n", 1)
    for data in (saved, spaced, without_boundary):
        assert [*map(without_place, papers_of(data))] == page
    check_ledger(lines_of(saved.decode()), blocks_of(saved))


RECORD = {"title": "Twine: A Rope", "abstract": "We tie.", "authors": ["Ona Reed"]}
ALONE = {
    "a record": (RECORD, 1),
    "an API record": ({"paper": RECORD}, 1),
    "a schema": ({"title": "T"}, 0),
}


@pytest.mark.parametrize(("value", "count"), ALONE.values(), ids=ALONE)
def test_one_record_over_several_lines_is_a_file_by_itself(value: object, count: int) -> None:
    text = f"\n{json.dumps(value, indent=1)}\n"
    listing = open_listing(text.encode())
    if not count:
        assert isinstance(listing, NotListing)
        return
    blocks = blocks_of(text.encode())
    check_ledger(lines_of(text), blocks)
    assert [block.first_line for block in blocks if isinstance(block, Entry)] == [2]
    assert [paper.title for paper in papers_of(text.encode())] == [RECORD["title"]]


def test_of_a_line_without_end_the_rest_is_passed_over_and_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("paperdex.listing.decode.LONGEST_LINE", 3000)
    page = DRAWN["text"][0](EXAMPLE)
    text = f"{page}\n\n{'knot ' * 2000}\n\n{page}"
    found = [paper.title for paper in papers_of(text.encode())]
    assert found.count(EXAMPLE[0].title) == 2
    (stray,) = [each for each in strays_of(text.encode()) if "the rest" in each.reason]
    assert stray.first_line == page.count("\n") + 3


def test_a_link_in_brackets_is_no_json() -> None:
    listing = open_listing(f"[Knots]({SITE}/knots) are a pastime.\n\nMore.\n".encode())
    assert isinstance(listing, NotListing)
    assert "JSON" not in listing.reason


HEADS = {
    "a reader's": "Title: Daily Papers\n\nPublished Time: Tue, 25 Mar 2026 10:00:00 GMT\n\n",
    "toml": f'+++\nurl = "{SITE}/papers?q=knots"\nretrieved = 2026-03-25\n+++\n\n',
    "a remark": "Saved for the group on ropes\n\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_what_stands_above_a_page_is_no_card(form: str, head: str) -> None:
    page = DRAWN[form][0](EXAMPLE)
    assert [paper.title for paper in papers_of((head + page).encode())] == [
        card.title for card in EXAMPLE
    ]


def test_pages_of_two_forms_in_one_file_are_both_read() -> None:
    text = draw_markdown(EXAMPLE[:2]) + "\n" + DRAWN["day text"][0](EXAMPLE[2:])
    assert [paper.title for paper in papers_of(text.encode())] == [card.title for card in EXAMPLE]
    assert not strays_of(text.encode())
    check_ledger(lines_of(text), blocks_of(text.encode()))
