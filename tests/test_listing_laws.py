"""Laws of reading: what holds for every page and every record, whatever stands on it."""

import datetime
import gzip
import json
import random
import textwrap
from dataclasses import dataclass
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers_listing import (
    HEADER,
    MARK,
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
from paperdex.dates import MONTHS
from paperdex.listing import NotListing, Stray
from paperdex.paper import Paper, Rejected, to_record


@dataclass(frozen=True)
class Card:
    """A made-up card, and what is to be read from it."""

    title: str
    paragraphs: tuple[str, ...]
    authors: int | None = None
    organization: str | None = None
    day: datetime.date | None = None
    year_shown: bool = True
    comments: int | None = None
    upvotes: int | None = None

    @property
    def abstract(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def date_text(self) -> str | None:
        if self.day is None:
            return None
        text = f"{MONTHS[self.day.month - 1].title()} {self.day.day}"
        return f"{text}, {self.day.year}" if self.year_shown else text

    def text(self, width: int | None = None) -> str:
        """The card as it stands on a page, perhaps wrapped to a width."""
        parts = [] if self.upvotes is None else [str(self.upvotes or "-")]
        parts += [textwrap.fill(p, width) if width else p for p in (self.title, *self.paragraphs)]
        if self.day is not None:
            name = f"  {self.organization}" if self.organization else f"  • {self.authors} authors"
            comments = "" if self.comments is None else f" {self.comments}"
            parts.append(f"{name}\n·\n{self.date_text}{comments}")
        return "\n\n".join(parts) + "\n\n"


def page_of(cards: list[Card], width: int | None = None) -> str:
    return HEADER + "".join(card.text(width) for card in cards)


titles = st.builds(
    lambda head, tail: f"{head}: {tail}", st.sampled_from(HEADS), st.sampled_from(TAILS)
)
# A short paragraph that ends with a question could be a title, also for a person.
paragraph = st.builds(
    lambda sentences, last: " ".join([*sentences, last]),
    st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=5, unique=True),
    st.sampled_from([text for text in SENTENCES if text.endswith(".")]),
)
paragraphs = st.tuples(paragraph) | st.tuples(paragraph, paragraph)
# No 29 February: without a year it may be no day of the year inferred.
days = st.dates(datetime.date(2012, 1, 1), datetime.date(2030, 12, 31)).filter(
    lambda day: (day.month, day.day) != (2, 29)
)


def cards_with(upvotes: bool, metadata: bool) -> st.SearchStrategy[Card]:
    always = st.builds(
        Card,
        title=titles,
        paragraphs=paragraphs,
        authors=st.integers(1, 900),
        organization=st.none() | st.sampled_from(ORGANIZATIONS),
        day=days,
        year_shown=st.booleans(),
        comments=st.none() | st.integers(1, 99),
        upvotes=st.integers(0, 999) if upvotes else st.none(),
    )
    bare = st.builds(
        Card,
        title=titles,
        paragraphs=paragraphs,
        upvotes=st.integers(0, 999) if upvotes else st.none(),
    )
    return always if metadata else bare


def lists_of(cards: st.SearchStrategy[Card], min_size: int = 1) -> st.SearchStrategy[list[Card]]:
    return st.lists(cards, min_size=min_size, max_size=6, unique_by=lambda card: card.title)


# A page shows upvotes on every card or on none; some cards have no metadata.
bare_pages = lists_of(cards_with(upvotes=False, metadata=False))
metadata_pages = st.booleans().flatmap(lambda up: lists_of(cards_with(up, metadata=True)))
mixed_pages = st.booleans().flatmap(
    lambda up: lists_of(cards_with(up, metadata=True) | cards_with(up, metadata=False))
)
all_pages = bare_pages | metadata_pages | mixed_pages


@settings(max_examples=60)
@given(all_pages, st.none() | st.integers(60, 100))
def test_a_page_gives_the_titles_and_abstracts_it_was_made_of_and_no_line_is_left_over(
    cards: list[Card], width: int | None
) -> None:
    text = page_of(cards, width)
    blocks = blocks_of(text.encode())
    papers = papers_among(blocks)
    assert titles_and_abstracts(papers) == [(card.title, card.abstract) for card in cards]
    check_ledger(lines_of(text), blocks)
    assert not [block for block in blocks if isinstance(block, Stray)]


@settings(max_examples=50)
@given(mixed_pages)
def test_a_page_gives_the_metadata_it_was_made_of(cards: list[Card]) -> None:
    papers = papers_of(page_of(cards).encode())
    for paper, card in zip(papers, cards, strict=True):
        assert paper.upvotes == card.upvotes
        assert paper.comments == card.comments
        assert paper.organization == card.organization
        assert paper.sightings[0].date_text == card.date_text
        named = card.day is None or card.organization is not None
        assert paper.author_count == (None if named else card.authors)


@settings(max_examples=30)
@given(all_pages, all_pages, st.none() | st.integers(60, 100))
def test_pages_one_after_another_are_read_as_each_alone(
    first: list[Card], second: list[Card], width: int | None
) -> None:
    pages = [page_of(first, width), page_of(second, width)]
    together = papers_of("".join(pages).encode())
    alone = [paper for page in pages for paper in papers_of(page.encode())]
    assert list(map(without_place, together)) == list(map(without_place, alone))
    assert [p.sightings[0].rank for p in together] == [p.sightings[0].rank for p in alone]


@settings(max_examples=40)
@given(metadata_pages, st.randoms(use_true_random=False))
def test_the_order_of_cards_changes_their_places_only(
    cards: list[Card], shuffler: random.Random
) -> None:
    shuffled = shuffler.sample(cards, len(cards))
    papers = papers_of(page_of(shuffled).encode())
    assert [p.sightings[0].rank for p in papers] == list(range(1, len(cards) + 1))
    by_title = {paper.title: without_place(paper) for paper in papers}
    assert [by_title[card.title] for card in cards] == [
        without_place(paper) for paper in papers_of(page_of(cards).encode())
    ]


def whole_of(paper: Paper) -> tuple[Any, ...]:
    """What a card tells by itself: not the year, which the page may have to tell."""
    counts = (paper.author_count, paper.organization, paper.upvotes)
    return (paper.title, paper.abstract, *counts, paper.sightings[0].date_text)


@settings(max_examples=80)
@given(all_pages, st.none() | st.integers(60, 100), st.data())
def test_cutting_a_page_loses_at_most_the_card_that_is_cut(
    cards: list[Card], width: int | None, data: st.DataObject
) -> None:
    page = page_of(cards, width).encode()
    cut = page[: data.draw(st.integers(0, len(page)), label="cut at byte")]
    listing = open_listing(cut)
    ends = [len(page_of(cards[: n + 1], width).encode().rstrip()) for n in range(len(cards))]
    whole = sum(end <= len(cut) for end in ends)
    if isinstance(listing, NotListing):
        assert len(cut) < len(HEADER)
        return
    blocks = list(listing.blocks)
    check_ledger(lines_of(cut.decode("utf-8", "replace")), blocks)
    expected = papers_of(page)[:whole]
    assert list(map(whole_of, papers_among(blocks)[:whole])) == list(map(whole_of, expected))


@settings(max_examples=50)
@given(metadata_pages, st.none() | st.integers(2010, 2030))
def test_a_year_left_out_is_the_one_given_or_after_the_newest_printed(
    cards: list[Card], visited: int | None
) -> None:
    newest = max((c.day.year for c in cards if c.day and c.year_shown), default=None)
    given_year = None if visited is None else str(visited)
    papers = papers_of(page_of(cards).encode(), visited=given_year)
    for paper, card in zip(papers, cards, strict=True):
        assert card.day is not None
        year = visited or (None if newest is None else newest + 1)
        if card.year_shown:
            year = card.day.year
        expected = None if year is None else card.day.replace(year=year).isoformat()
        assert paper.date == expected
        is_inferred = not card.year_shown and visited is None and newest is not None
        assert paper.date_inferred is is_inferred


# Pieces of every form, so that chance puts together what nobody would.
PIECES = (
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "\u00a0",
    "\u2028",
    "\x85",
    "\0",
    MARK,
    "Daily Papers",
    "Trending Papers",
    "new",
    "- Daily",
    "·",
    "•",
    "  • 6 authors",
    "Rope Works · 5 authors",
    "Dec 28, 2022 1",
    "· Mar 17 2",
    "Feb 29",
    "-",
    "24",
    "1.2k",
    "9" * 40,
    "2024",
    "Submitted by",
    "Submitted by quietquill",
    *SENTENCES[:6],
    *TAILS[:4],
    " ".join(SENTENCES),
    "x" * 250,
    '{"title": "Ropes"}',
    '{"title": "Ropes", "date": "Mar 17 2", "upvotes": "1.2k"}',
    '{"title": ',
    "[1, 2]",
    "# Heading",
    "<p>",
    "\u202e",
)
made_texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
# Line by line, as pages are; and with the mark, so that it is read as one.
made_pages = st.lists(st.sampled_from(PIECES), max_size=40).map("\n".join)
marked_pages = (made_texts | made_pages).map(lambda text: f"{MARK}\n{text}")


def read_all(data: bytes) -> list[Paper | Rejected]:
    """Read as far as it goes; gives what becomes of every entry."""
    listing = open_listing(data)
    if isinstance(listing, NotListing):
        assert listing.reason
        return []
    return parse_blocks(list(listing.blocks))


def check_storable(parsed: list[Paper | Rejected]) -> None:
    """Texts that a file can hold, counts that a database can, dates that sort."""
    for thing in parsed:
        if isinstance(thing, Rejected):
            thing.raw.encode("utf-8")
            continue
        record = to_record(thing)
        json.dumps(record, ensure_ascii=False, allow_nan=False).encode("utf-8")
        for name in ("author_count", "upvotes", "comments", "github_stars"):
            assert record[name] is None or 0 <= record[name] < 2**63, name
        assert thing.title
        assert thing.id
        assert thing.date is None or len(thing.date) in {4, 7, 10}


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_an_error(data: bytes) -> None:
    check_storable(read_all(data))
    check_storable(read_all(MARK.encode() + b"\n" + data))
    check_storable(read_all(b'{"title": "Ropes"}\n' + data))
    for start in (b"\x1f\x8b", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"):
        check_storable(read_all(start + data))


@settings(max_examples=60)
@given(marked_pages, st.data())
def test_damaged_gzip_is_read_without_an_error(text: str, data: st.DataObject) -> None:
    packed = bytearray(gzip.compress(text.encode()))
    place = data.draw(st.integers(0, len(packed) - 1), label="damaged byte")
    packed[place] ^= data.draw(st.integers(1, 255), label="damage")
    check_storable(read_all(bytes(packed)))


@settings(max_examples=150)
@given(st.text(max_size=200) | made_texts)
def test_any_text_is_read_without_an_error(text: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        check_storable(read_all(text.encode(encoding)))


@settings(max_examples=200)
@given(marked_pages | st.text(max_size=100).map(lambda text: f"{MARK}\n{text}"))
def test_every_line_of_any_page_is_in_one_block(text: str) -> None:
    listing = open_listing(text.encode())
    if isinstance(listing, NotListing):
        assert "binary" in listing.reason
        return
    blocks = list(listing.blocks)
    check_ledger(lines_of(text), blocks)
    check_storable(parse_blocks(blocks))


@settings(max_examples=100)
@given(st.lists(st.sampled_from(['{"title": "Ropes"}', "{}", "[]", "", " ", '"', "{", "\x0b"])))
def test_every_line_of_json_lines_is_in_one_block(lines: list[str]) -> None:
    text = "\n".join(['{"title": "Knots"}'] * (len(lines) + 1) + lines)
    check_ledger(lines_of(text), blocks_of(text.encode()))


# What stands in records of other people: the right thing, or anything at all.
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(10**15, 10**25)
    | st.floats()
    | st.text(max_size=20)
    | st.text("\0\ud800\udfff\u202e\n ", max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)
texts = st.text(max_size=30) | st.sampled_from(SENTENCES)
counts = st.integers(0, 10**6) | st.sampled_from(
    ["24", "1.2k", "-", "many", "1,024", "9" * 30, "9" * 400 + "k"]
)
some_dates = st.sampled_from(
    ["2024", "2024-05", "2024-02-29", "2024-05-01T10:00:00Z", "May 2024", "Dec 28, 2022 1"]
) | st.sampled_from(
    ["Mar 17 2", "Feb 29", "Spring", "Feb 30, 2024", "2024-13-01", "Mar 17 " + "9" * 30]
)
some_ids = st.sampled_from(
    ["2301.98765", "arXiv:2301.98765v2", "hep-th/9901001", "https://arxiv.org/abs/2301.98765"]
) | st.sampled_from(
    ["10.5555/ropes", "https://doi.org/10.48550/arXiv.2301.98765", "https://example.org/~r"]
)
some_authors = (
    st.lists(
        st.sampled_from(["Ona Reed", "Weir, T.", " ", "東京"]) | st.text(max_size=8), max_size=3
    )
    | st.lists(st.fixed_dictionaries({"name": texts}), max_size=2)
    | st.sampled_from(["Reed, O. and Weir, T.", "Ona Reed, Tam Weir", "Rope Works · 5 authors"])
    | st.sampled_from(["Rope\ud800 \n Works · 5 authors", "9" * 30 + " authors"])
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "abstract": texts | st.lists(st.sampled_from(SENTENCES), max_size=3).map("\n\n".join),
    "summary": texts,
    "authors": some_authors,
    "author_count": counts,
    "organization": texts,
    "venue": texts,
    "volume": texts | st.integers(),
    "number": texts | st.integers(),
    "pages": texts,
    "date": some_dates,
    "year": some_dates,
    "date_inferred": st.booleans(),
    "upvotes": counts,
    "comments": counts,
    "arxiv_id": some_ids,
    "doi": some_ids,
    "url": some_ids,
    "code_urls": st.lists(texts | some_ids, max_size=3),
    "github_stars": counts,
    "submitter": texts,
    "note": texts,
}
likely_records = st.fixed_dictionaries({"title": texts}, optional=FIELDS)
# The names and the shapes that other tools give to values.
FOREIGN = (
    "Title titles abstracts abstract_inverted_index tldr author authorships creators issued"
    " versions container-title journal biblio page DOI externalIds id entry_id URL link ids"
    " githubRepo content metadata data publication_info primary_location"
).split()
INNER = (
    "title value name text author given family creatorType date-parts first_page last_page source"
).split()
foreign_values = st.recursive(
    texts | st.integers(0, 3000) | json_values,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(INNER), inner),
    max_leaves=6,
)
foreign_records = st.dictionaries(
    st.sampled_from([*FOREIGN, "title", "summary", "authors"]), foreign_values, max_size=8
)
odd_records = st.fixed_dictionaries(
    {"title": texts | json_values}, optional=dict.fromkeys(FIELDS, json_values)
)


@settings(max_examples=60)
@given(foreign_records)
def test_any_record_of_another_tool_is_read_or_refused(record: dict[str, Any]) -> None:
    check_storable(read_all(json_line({"title": "Ropes"}) + json_line(record)))


def json_line(record: dict[str, Any]) -> bytes:
    return json.dumps(record).encode() + b"\n"


@settings(max_examples=120)
@given(likely_records | odd_records)
@example({"title": [None, None]})  # a table by columns: each row is an entry
def test_any_record_is_read_without_an_error(record: dict[str, Any]) -> None:
    [_, first, *rows] = read_all(json_line({"title": "Ropes"}) + json_line(record))
    assert not rows or isinstance(record["title"], list)
    check_storable([first, *rows])


@settings(max_examples=120)
@given(likely_records | odd_records)
def test_an_exported_record_comes_back_as_the_same_paper(record: dict[str, Any]) -> None:
    [_, first, *_] = read_all(json_line({"title": "Ropes"}) + json_line(record))
    if isinstance(first, Paper):
        [second] = papers_of(json_line(to_record(first)))
        assert without_place(second) == without_place(first)


@settings(max_examples=30)
@given(all_pages)
def test_an_exported_page_comes_back_as_the_same_papers(cards: list[Card]) -> None:
    papers = papers_of(page_of(cards).encode())
    again = papers_of(b"".join(json_line(to_record(paper)) for paper in papers))
    assert list(map(without_place, again)) == list(map(without_place, papers))


@settings(max_examples=30)
@given(st.lists(likely_records, min_size=1, max_size=5))
def test_each_record_of_a_file_is_read_as_if_alone(records: list[dict[str, Any]]) -> None:
    blocks = blocks_of(b"".join(map(json_line, records)))
    alone = [block for record in records for block in blocks_of(json_line(record))]
    for number, (one, other) in enumerate(zip(blocks, alone, strict=True), 1):
        assert not isinstance(one, Stray)
        assert one.first_line == one.end_line == number
        [read], [read_alone] = parse_blocks([one]), parse_blocks([other])
        assert type(read) is type(read_alone)
        if isinstance(read, Paper) and isinstance(read_alone, Paper):
            assert without_place(read) == without_place(read_alone)


KEYS = [*FIELDS, *FOREIGN, "data", "results", "message", "paper", "content", "related", "Ropes"]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(KEYS), min_size=2, max_size=5, unique=True), st.booleans())
def test_every_record_by_key_is_read_whatever_the_keys(keys: list[str], is_indented: bool) -> None:
    by_key = {key: {"title": f"On {key}", "abstract": "It has two ends."} for key in keys}
    papers = papers_of(json.dumps(by_key, indent=1 if is_indented else None).encode())
    assert [paper.title for paper in papers] == [f"On {key}" for key in keys]
