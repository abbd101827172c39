"""What the fields of one entry mean."""

from typing import Any

import pytest

from paperdex.listing import Entry, Page
from paperdex.paper import Paper, Rejected
from paperdex.parse import parse_entry


def entry(page: Page | None = None, **fields: Any) -> Entry:
    return Entry(3, 7, 4, 2, "raw text", fields, page or Page())


def paper(page: Page | None = None, visited: str | None = None, **fields: Any) -> Paper:
    parsed = parse_entry(entry(page, **{"title": "Ropes", **fields}), "made", "page.txt", visited)
    assert isinstance(parsed, Paper)
    return parsed


@pytest.mark.parametrize("title", [None, "", " \u00a0\n", 0.5j, True, ["Ropes"], {"text": "Ropes"}])
def test_an_entry_without_a_title_is_refused_with_its_lines_and_text(title: Any) -> None:
    refused = parse_entry(entry(title=title), "made", "page.txt")
    assert refused == Rejected("page.txt", 3, 7, "no title", "raw text")


def test_an_entry_without_any_field_is_refused() -> None:
    assert isinstance(parse_entry(entry(), "made", "page.txt"), Rejected)


def test_a_paper_knows_where_it_was_seen() -> None:
    page = Page(date_text="Mar 4", newest_year=2023, kind="day", query="ropes")
    seen = paper(page, date="Mar 2 5").sightings
    assert [place._asdict() for place in seen] == [
        {
            "source": "made",
            "file": "page.txt",
            "line": 4,
            "rank": 2,
            "date_text": "Mar 2",
            "page_date": "2024-03-04",
            "page_date_inferred": True,
            "page_date_text": "Mar 4",
            "query": "ropes",
            "kind": "day",
        }
    ]


def test_texts_are_one_line_and_the_abstract_keeps_its_paragraphs() -> None:
    made = paper(
        title=" Ropes \n and\u00a0Knots ",
        abstract="One\nparagraph. \n \n\n Another. \n\n",
        summary="In\nshort.",
        volume=12,
    )
    assert made.title == "Ropes and Knots"
    assert made.abstract == "One paragraph.\n\nAnother."
    assert made.summary == "In short."
    assert made.volume == "12"


@pytest.mark.parametrize("value", [None, "", "  \n\n ", True, [], {}, ["text"]])
def test_a_field_without_text_is_unknown(value: Any) -> None:
    made = paper(abstract=value, venue=value, summary=value, organization=value, submitter=value)
    assert (made.abstract, made.venue, made.summary) == (None, None, None)
    assert (made.organization, made.submitter) == (None, None)


@pytest.mark.parametrize(
    ("printed", "count"),
    [
        ("24", 24),
        (24, 24),
        (24.0, 24),
        ("1,024", 1024),
        ("1.2k", 1200),
        ("1.2K", 1200),
        ("3k", 3000),
        ("1,2k", 1200),
        ("-", 0),
        ("–", 0),
        ("—", 0),
        ("", None),
        ("many", None),
        ("-3", None),
        (-3, None),
        (True, None),
        (None, None),
        ([24], None),
        (float("nan"), None),
        (float("inf"), None),
    ],
)
def test_a_count_is_read_as_printed(printed: Any, count: int | None) -> None:
    assert paper(upvotes=printed).upvotes == count


@pytest.mark.parametrize(
    "fields",
    [
        {"upvotes": "9" * 15 + "k"},
        {"upvotes": "9" * 400 + "k"},
        {"upvotes": 10**40},
        {"date": "Mar 17 " + "9" * 30},
        {"date": "Mar 17 " + "9" * 5000},
        {"authors": "9" * 30 + " authors"},
        {"authors": "9" * 5000 + " authors"},
    ],
    ids=lambda fields: "-".join(f"{k}{len(str(v))}" for k, v in fields.items()),
)
def test_a_count_beyond_all_reason_is_unknown(fields: dict[str, Any]) -> None:
    made = paper(**fields)
    assert [made.upvotes, made.comments, made.author_count] == [None, None, None]


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("Ona Reed", ("Ona Reed",)),
        ("Ona Reed, Tam Weir", ("Ona Reed", "Tam Weir")),
        ("Ona Reed, Tam Weir and Bo Larch", ("Ona Reed", "Tam Weir", "Bo Larch")),
        ("O. Reed, T. Weir, and B. Larch", ("O. Reed", "T. Weir", "B. Larch")),
        ("Ona Reed & Tam Weir", ("Ona Reed", "Tam Weir")),
        ("Reed, Ona and Weir, Tam", ("Reed, Ona", "Weir, Tam")),
        ("van Reed, Ona Ida and Weir, Tam", ("van Reed, Ona Ida", "Weir, Tam")),
        ("Reed, O.; Weir, T.", ("Reed, O.", "Weir, T.")),
        ("Reed, O.", ("Reed, O.",)),
        ("Sandra Anders", ("Sandra Anders",)),
        (["Ona Reed", " Tam\nWeir ", "", None], ("Ona Reed", "Tam Weir")),
        ([{"name": "Ona Reed"}, {"name": None}, {"id": 3}], ("Ona Reed",)),
        ("", ()),
        (None, ()),
        (7, ()),
        ({"name": "Ona Reed"}, ()),
    ],
)
def test_authors_are_names_however_they_are_listed(authors: Any, names: tuple[str, ...]) -> None:
    made = paper(authors=authors)
    assert made.authors == names
    assert made.author_count == (len(names) or None)


@pytest.mark.parametrize(
    ("line", "count", "organization"),
    [
        ("• 6 authors", 6, None),
        ("6 authors", 6, None),
        ("· 1 author", 1, None),
        ("- 12 Authors", 12, None),
        ("Rope Works · 5 authors", 5, "Rope Works"),
        ("Rope Works • 5 authors", 5, "Rope Works"),
        ("Rope\u00a0 Works · 5 authors", 5, "Rope Works"),
        ("Rope\ud800Works · 5 authors", 5, "Rope\ufffdWorks"),
    ],
)
def test_a_line_that_counts_authors_names_none(
    line: str, count: int, organization: str | None
) -> None:
    made = paper(authors=line)
    assert made.authors == ()
    assert (made.author_count, made.organization) == (count, organization)


def test_more_authors_may_be_counted_than_named() -> None:
    assert paper(authors=["Ona Reed"], author_count=45).author_count == 45


@pytest.mark.parametrize(
    ("submitter", "name"),
    [
        ("Submitted by quietquill", "quietquill"),
        ("submitted by: quietquill", "quietquill"),
        ("quietquill", "quietquill"),
        ("Submitted by", None),
    ],
)
def test_a_submitter_is_a_name(submitter: str, name: str | None) -> None:
    assert paper(submitter=submitter).submitter == name


@pytest.mark.parametrize(
    ("fields", "arxiv_id", "doi", "url", "paper_id"),
    [
        (
            {"arxiv_id": "arXiv:2301.98765v2"},
            "2301.98765",
            None,
            "https://arxiv.org/abs/2301.98765",
            "2301.98765",
        ),
        (
            {"url": "https://arxiv.org/pdf/2301.98765v2"},
            "2301.98765",
            None,
            "https://arxiv.org/pdf/2301.98765v2",
            "2301.98765",
        ),
        (
            {"doi": "https://doi.org/10.5555/ROPES"},
            None,
            "10.5555/ropes",
            "https://doi.org/10.5555/ropes",
            "10.5555/ropes",
        ),
        (
            {"url": "https://doi.org/10.5555/ropes"},
            None,
            "10.5555/ropes",
            "https://doi.org/10.5555/ropes",
            "10.5555/ropes",
        ),
        (
            {"doi": "10.48550/arXiv.2301.98765"},
            "2301.98765",
            "10.48550/arxiv.2301.98765",
            "https://arxiv.org/abs/2301.98765",
            "2301.98765",
        ),
        (
            {"arxiv_id": "2301.98765", "doi": "10.5555/ropes", "url": "https://example.org/r"},
            "2301.98765",
            "10.5555/ropes",
            "https://example.org/r",
            "2301.98765",
        ),
        ({"arxiv_id": 7, "doi": "none", "url": " "}, None, None, None, None),
    ],
)
def test_identifiers_are_read_from_their_own_field_or_the_others(
    fields: dict[str, Any],
    arxiv_id: str | None,
    doi: str | None,
    url: str | None,
    paper_id: str | None,
) -> None:
    made = paper(**fields)
    assert (made.arxiv_id, made.doi, made.url) == (arxiv_id, doi, url)
    assert made.id == (paper_id or paper().id)


def test_an_id_in_somebody_elses_record_identifies_nothing() -> None:
    assert paper(id="2301.98765").id == paper().id
    assert paper(id="2301.98765").arxiv_id is None


@pytest.mark.parametrize(
    ("fields", "date", "comments"),
    [
        ({"date": "2024-05-01"}, "2024-05-01", None),
        ({"date": "2024-05-01T10:00:00Z"}, "2024-05-01", None),
        ({"date": "2024"}, "2024", None),
        ({"year": 2024}, "2024", None),
        ({"date": "May 2024"}, "2024-05", None),
        ({"date": "Dec 28, 2022 1"}, "2022-12-28", 1),
        ({"date": "Dec 28, 2022 1", "comments": "7"}, "2022-12-28", 7),
        ({"date": "Mar 17 2"}, None, 2),
        ({"date": "Spring", "year": "2021"}, "2021", None),
        ({"date": "Spring"}, None, None),
        ({"comments": "-"}, None, 0),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(
    fields: dict[str, Any], date: str | None, comments: int | None
) -> None:
    made = paper(**fields)
    assert (made.date, made.comments) == (date, comments)
    assert not made.date_inferred


NEWEST_2024 = Page(date_text="Dec 10", newest_year=2024)


@pytest.mark.parametrize(
    ("visited", "arxiv_id", "page", "date", "inferred"),
    [
        # In this order: the year given, that of the arXiv id, the newest on the page + 1.
        ("2021-12-10", "2203.98765", NEWEST_2024, "2021-03-17", False),
        ("2021", None, Page(), "2021-03-17", False),
        (None, "2203.98765", NEWEST_2024, "2022-03-17", True),
        (None, None, NEWEST_2024, "2025-03-17", True),
        (None, None, Page(), None, False),
        # The month in the id may lie in the year before or after.
        (None, "2112.98765", Page(), "2022-03-17", True),
        (None, "hep-th/0112345", NEWEST_2024, "2025-03-17", True),
    ],
)
def test_a_date_without_a_year_gets_the_surest(
    visited: str | None, arxiv_id: str | None, page: Page, date: str | None, inferred: bool
) -> None:
    made = paper(page, visited, date="Mar 17", arxiv_id=arxiv_id)
    assert (made.date, made.date_inferred) == (date, inferred)
    assert made.sightings[0].date_text == "Mar 17"


def test_a_month_after_that_of_the_id_may_lie_in_the_year_before() -> None:
    assert paper(date="Dec 30", arxiv_id="2201.98765").date == "2021-12-30"


def test_a_printed_year_is_never_overruled() -> None:
    made = paper(NEWEST_2024, "2021", date="Mar 17, 2019", arxiv_id="2203.98765")
    assert (made.date, made.date_inferred) == ("2019-03-17", False)


def test_a_day_that_the_year_does_not_have_is_unknown() -> None:
    made = paper(NEWEST_2024, date="Feb 29")
    assert (made.date, made.date_inferred) == (None, False)
    assert made.sightings[0].date_text == "Feb 29"


@pytest.mark.parametrize(
    ("page", "visited", "page_date", "inferred"),
    [
        (NEWEST_2024, None, "2025-12-10", True),
        (NEWEST_2024, "2021-12-11", "2021-12-10", False),
        (Page(date_text="Dec 10"), None, None, False),
        (Page(), "2021-12-11", "2021-12-11", False),
        (Page(newest_year=2024), None, None, False),
    ],
)
def test_the_page_has_a_date_of_its_own(
    page: Page, visited: str | None, page_date: str | None, inferred: bool
) -> None:
    seen = paper(page, visited).sightings[0]
    assert (seen.page_date, seen.page_date_inferred) == (page_date, inferred)
    assert seen.page_date_text == page.date_text


@pytest.mark.parametrize(
    ("abstract", "urls"),
    [
        ("Code is at https://example.org/ropes.", ["https://example.org/ropes"]),
        ("Code (https://example.org/ropes), data.", ["https://example.org/ropes"]),
        ("See [https://example.org/ropes]!", ["https://example.org/ropes"]),
        ("See <https://example.org/ropes>: code", ["https://example.org/ropes"]),
        ('See "https://example.org/ropes".', ["https://example.org/ropes"]),
        ("See *https://example.org/ropes*.", ["https://example.org/ropes"]),
        ("See 'https://example.org/ropes'?", ["https://example.org/ropes"]),
        # A bracket stays where the link itself opened one.
        ("(https://example.org/Rope_(sport))", ["https://example.org/Rope_(sport)"]),
        # Flattened from TeX: \href{..}{..}, \url{..} and a tie before a link.
        ("SG-Ropes{https://example.org/ropes}", ["https://example.org/ropes"]),
        (
            "https://example.org/ropes{https://example.org/ropes}.",
            ["https://example.org/ropes"],
        ),
        (r"\href{https://example.org/ropes}{here}", ["https://example.org/ropes"]),
        ("at~https://example.org/ropes.", ["https://example.org/ropes"]),
        ("at www.example.org/ropes.", ["https://www.example.org/ropes"]),
        ("at HTTPS://Example.org/Ropes", ["HTTPS://Example.org/Ropes"]),
        # Many a home page of a researcher has such a sign.
        ("https://example.edu/~reed/ropes.", ["https://example.edu/~reed/ropes"]),
        ("https://example.org/?a=1&b=2#c", ["https://example.org/?a=1&b=2#c"]),
        (
            "https://example.org/a and https://example.org/b, https://example.org/a",
            ["https://example.org/a", "https://example.org/b"],
        ),
        # The paper itself is no code.
        ("https://arxiv.org/abs/2301.98765 http://dx.doi.org/10.5555/ropes", []),
        ("no link, but example.org", []),
    ],
)
def test_links_to_code_are_read_from_the_abstract(abstract: str, urls: list[str]) -> None:
    assert paper(abstract=abstract).code_urls == tuple(urls)


def test_links_given_stand_before_those_in_the_abstract_each_once() -> None:
    made = paper(
        code_urls=["https://example.org/given", " ", None],
        abstract="At https://example.org/ropes and https://example.org/given.",
    )
    assert made.code_urls == ("https://example.org/given", "https://example.org/ropes")


def test_nothing_of_a_paper_is_text_that_no_file_can_hold() -> None:
    odd = "a\0b\ud800c"
    made = paper(
        title=odd, abstract=odd, authors=[odd], venue=odd, url=odd, date=odd, code_urls=[odd]
    )
    texts = [made.title, made.abstract, *made.authors, made.venue, made.url, *made.code_urls]
    assert texts == ["a\ufffdb\ufffdc"] * len(texts)
    assert made.sightings[0].date_text == "a\ufffdb\ufffdc"
