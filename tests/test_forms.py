"""Laws of forms: the same cards through any form are the same papers, whatever is cut or broken."""

import datetime
import html
import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_arxiv import DRAWN_ARXIV
from helpers_forms import DRAWN as DRAWN_DAILY
from helpers_forms import DRAWN_TWICE, EXAMPLE, VISITED, Cards, PageCard, told
from helpers_listing import (
    blocks_of,
    check_ledger,
    lines_of,
    open_listing,
    papers_among,
    papers_of,
    parse_blocks,
    titles_and_abstracts,
    without_place,
)
from helpers_words import HEADS, ORGANIZATIONS, SENTENCES, TAILS
from paperdex.listing import Entry, Listing, NotListing, Stray
from paperdex.paper import Paper

titles = st.builds(
    lambda head, tail: f"{head}: {tail}", st.sampled_from(HEADS), st.sampled_from(TAILS)
)
abstracts = st.builds(
    lambda sentences, last: " ".join([*sentences, last]),
    st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=6, unique=True),
    st.sampled_from([text for text in SENTENCES if text.endswith(".")]),
)
# arXiv ids tell the month; a paper is on the site within days of it.
days = st.dates(datetime.date(2014, 6, 1), VISITED)
cards = st.builds(
    lambda title, abstract, day, number, **rest: PageCard(
        title, abstract, f"{day:%y%m}.{number:05}", day, **rest
    ),
    titles,
    abstracts,
    days,
    st.integers(1, 99999),
    organization=st.none() | st.sampled_from(ORGANIZATIONS),
    submitter=st.sampled_from(["quietquill", "mossy-stone", "user24", "AK"]),
    upvotes=st.integers(0, 999),
    comments=st.integers(0, 99),
    code=st.none() | st.just("https://github.com/ropes/knots"),
    stars=st.integers(1, 999),
    summary=st.sampled_from([text for text in SENTENCES if text.endswith(".")]),
)
pages = st.lists(cards, min_size=1, max_size=5, unique_by=lambda card: card.title)

DRAWN = DRAWN_DAILY | DRAWN_ARXIV
FORMS = sorted(DRAWN)
TWICE = sorted(DRAWN_TWICE)


def read(paper: Paper, fields: set[str]) -> dict[str, Any]:
    counts = {"upvotes": paper.upvotes or 0, "comments": paper.comments or 0}
    return {name: counts.get(name, getattr(paper, name)) for name in fields}


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=15)
@given(drawn=pages)
def test_a_form_gives_what_it_carries_of_its_cards(form: str, drawn: list[PageCard]) -> None:
    draw, fields = DRAWN[form]
    text = draw(drawn)
    blocks = blocks_of(text.encode())
    assert [read(paper, fields) for paper in papers_among(blocks)] == [
        told(card, fields) for card in drawn
    ]
    check_ledger(lines_of(text), blocks)
    assert not [block for block in blocks if isinstance(block, Stray)]


@pytest.mark.parametrize("form", TWICE)
@settings(max_examples=15)
@given(drawn=pages)
def test_a_card_that_stands_twice_is_two_entries(form: str, drawn: list[PageCard]) -> None:
    draw, fields = DRAWN_TWICE[form]
    papers = papers_of(draw(drawn).encode())
    expected = [told(card, fields) for card in drawn for _ in range(2)]
    assert [read(paper, fields) for paper in papers] == expected
    assert {paper.abstract for paper in papers} == {None}
    assert {paper.sightings[0].kind for paper in papers} == {"trending"}
    for paper, card in zip(papers[::2], drawn, strict=True):
        assert paper.code_urls == ((card.code,) if card.code else ())
        assert paper.github_stars == (card.stars if card.code else None)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=6)
@given(drawn=pages, shuffler=st.randoms(use_true_random=False))
def test_the_order_of_cards_changes_ranks_only(
    form: str, drawn: list[PageCard], shuffler: random.Random
) -> None:
    draw, _ = DRAWN[form]
    shuffled = shuffler.sample(drawn, len(drawn))
    papers = papers_of(draw(shuffled).encode())
    assert [paper.sightings[0].rank for paper in papers] == list(range(1, len(drawn) + 1))
    by_title = {paper.title: without_place(paper) for paper in papers}
    assert [by_title[card.title] for card in drawn] == [
        without_place(paper) for paper in papers_of(draw(drawn).encode())
    ]


# Two pages may give one name to two addresses: which row is whose, no file says.
APART = [form for form in FORMS if form != "named links"]


@pytest.mark.parametrize("form", APART)
@settings(max_examples=6)
@given(first=pages, second=pages)
def test_two_pages_in_one_file_give_the_papers_of_both(
    form: str, first: list[PageCard], second: list[PageCard]
) -> None:
    draw, _ = DRAWN[form]
    together = papers_of((draw(first) + draw(second)).encode())
    alone = [paper for page in (first, second) for paper in papers_of(draw(page).encode())]
    assert list(map(without_place, together)) == list(map(without_place, alone))


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=15)
@given(drawn=pages, data=st.data())
def test_cutting_a_file_loses_at_most_the_card_that_is_cut(
    form: str, drawn: list[PageCard], data: st.DataObject
) -> None:
    draw, _ = DRAWN[form]
    page = draw(drawn).encode()
    cut = data.draw(st.integers(0, len(page)), label="cut at byte")
    listing = open_listing(page[:cut])
    whole = sum(end <= cut for end in ends_of_cards(draw, drawn))
    if isinstance(listing, NotListing):
        assert whole == 0
        return
    blocks = list(listing.blocks)
    check_ledger(lines_of(page[:cut].decode("utf-8", "replace")), blocks)
    papers = papers_among(blocks)
    assert titles_and_abstracts(papers[:whole]) == titles_and_abstracts(papers_of(page)[:whole])
    # The card that is cut may be read as several: the beginning of its abstract, or the
    # name in its authors' place, looks like a title.
    assert len(papers) <= whole + 3


def ends_of_cards(draw: Callable[[Cards], str], drawn: list[PageCard]) -> list[int]:
    """The byte up to which each card is whole at the latest: where the next one's title is."""
    page = draw(drawn)
    ends = []
    for card in drawn[1:]:
        spellings = [card.title, json.dumps(card.title)[1:-1], html.escape(card.title)]
        spellings.append(card.title[:20])  # it may go over several lines
        place = next(at for at in map(page.find, spellings) if at >= 0)
        ends.append(len(page[:place].encode()))
    return [*ends, len(page.encode())]


EXAMPLES = {form: draw(EXAMPLE).encode() for form, (draw, _) in (DRAWN | DRAWN_TWICE).items()}
PIECES = [
    piece.encode()
    for piece in (
        *("[", "]", "](", "][3]", "[1]x", "\n", "\n\n", "\r", "### ", "<", ">", "<!--", "-->", '"'),
        *("'", "&quot;", "{", "}", "\\", "<script>", "<svg>", "<h3>", '<a href="', "\0", "---\n"),
        *("```", "- ", "![", "Submitted by\n", "Upvote", "·", "Jan 3", 'data-props="', '"paper": '),
        *("\u2028", "**", "arXiv:2501.00001 [pdf]\n", "Title: ", "Authors: ", "\\\\\n", "<dt>"),
        *("https://huggingface.co/papers/2501.00001\n", "](https://huggingface.co/papers/2501.00001)"),
    )
]  # fmt: skip


@st.composite
def broken_pages(draw: st.DrawFn) -> bytes:
    """A page with parts of it missing, doubled, moved, or of another page."""
    data = bytearray(EXAMPLES[draw(st.sampled_from(sorted(EXAMPLES)))])
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        part = slice(start, start + draw(st.integers(1, 400)))
        change = draw(st.sampled_from(["drop", "double", "insert", "overwrite", "borrow"]))
        if change == "drop":
            del data[part]
        elif change == "double":
            data[start:start] = data[part]
        elif change == "insert":
            data[start:start] = draw(st.sampled_from(PIECES)) * draw(st.sampled_from([1, 1, 1, 90]))
        elif change == "overwrite":
            data[part] = draw(st.binary(max_size=6))
        else:
            other = EXAMPLES[draw(st.sampled_from(sorted(EXAMPLES)))]
            data[start:start] = other[part]
    return bytes(data)


@settings(max_examples=150)
@given(broken_pages())
def test_a_broken_page_is_read_without_an_error_and_every_line_accounted_for(data: bytes) -> None:
    listing = open_listing(data)
    if isinstance(listing, Listing):
        blocks = list(listing.blocks)
        text = data.decode("utf-8", "replace")
        check_ledger(lines_of(text), blocks)
        parse_blocks(blocks)


@pytest.mark.parametrize("form", [*FORMS, *TWICE])
def test_a_fault_between_healthy_neighbours_stays_there(form: str) -> None:
    draw, fields = (DRAWN | DRAWN_TWICE)[form]
    page = draw(EXAMPLE)
    # Half of the second card's abstract is gone, and a bracket, a quote and a tag left open.
    body = (EXAMPLE[1].abstract if "abstract" in fields else EXAMPLE[1].title)[:40]
    assert body.split()[1] in page
    papers = papers_of(page.replace(body, f"{body[:20]} [ < {{").encode())
    titles = [paper.title for paper in papers]
    for card in (EXAMPLE[0], EXAMPLE[2], EXAMPLE[3]):
        assert card.title in titles


def test_furniture_keeps_its_lines_before_a_stray_that_begins_on_its_last() -> None:
    data = EXAMPLES["links on own lines"]
    behind = b"https://h[\n\n2 authors](https://huggingface.co/papers/2603.00003)\n\nMar 25\n"
    page, _, _ = data.partition(b"Previous")
    data = page + b"Previous\n\n" + behind
    check_ledger(lines_of(data.decode()), list(blocks_of(data)))


def test_entries_of_one_line_keep_their_order() -> None:
    data = EXAMPLES["html"]
    entries = [block for block in blocks_of(data) if isinstance(block, Entry)]
    assert {entry.line for entry in entries} == {1}
    assert [entry.rank for entry in entries] == [1, 2, 3, 4]
