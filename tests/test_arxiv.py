"""Pages of arXiv: what is told of a paper by its place on a page, and what is no entry."""

import base64
import quopri
from pathlib import Path

import pytest

from helpers_arxiv import (
    DRAWN_ARXIV,
    draw_arxiv_list,
    draw_arxiv_list_text,
    draw_arxiv_mail,
    draw_arxiv_search,
)
from helpers_forms import EXAMPLE, draw_markdown, draw_text, to_mhtml
from helpers_listing import (
    LISTINGS,
    form_of,
    open_listing,
    papers_of,
    strays_of,
    without_place,
)
from paperdex import Library
from paperdex.listing import NotListing
from paperdex.listing.arxiv_authors import read_authors


def test_a_paper_listed_twice_is_one_paper_seen_twice(tmp_path: Path) -> None:
    page = tmp_path / "new.html"
    page.write_bytes((LISTINGS / "arxiv_new.html").read_bytes())
    with Library.of([page]) as library:
        counts = library.report().counts
        assert (counts.entries, counts.papers, counts.merged, counts.rejected) == (5, 4, 1, 0)
        [paper] = [paper for paper in library.papers() if paper.arxiv_id == "2410.23001"]
        assert [seen.rank for seen in paper.sightings] == [1, 5]
        assert (paper.date, paper.author_count) == ("2024-11-01", 2)


def test_the_same_paper_on_pages_of_either_site_is_one(tmp_path: Path) -> None:
    (tmp_path / "daily.md").write_text(draw_markdown(EXAMPLE))
    for name, (draw, _) in DRAWN_ARXIV.items():
        (tmp_path / f"{name}.txt").write_text(draw(EXAMPLE))
    with Library.of([tmp_path]) as library:
        forms = [file.form for file in library.report().files]
        assert (forms.count("arxiv"), forms.count("page-markdown")) == (len(DRAWN_ARXIV), 1)
        papers = list(library.papers())
        assert len(papers) == len(EXAMPLE)
        assert {len(paper.sightings) for paper in papers} == {1 + len(DRAWN_ARXIV)}


def test_a_whole_abstract_and_a_journal_replace_what_answers_of_the_search_cut(
    tmp_path: Path,
) -> None:
    start = "In this work we ask how long a knot holds when nobody looks at it. We tie and untie a"
    found = "Showing 1–1 of 1 results for all: knots\n\narXiv:2405.00002 [pdf]\ncs.RO\nBowline\n"
    found += f"Authors: Ona Reed\nAbstract: {start}… ▽ More\nSubmitted 1 May, 2024.\n"
    page = f"arXiv:2405.00002 (cs)\nTitle: Bowline\nAuthors: Ona Reed\nAbstract: {start} rope.\n"
    (tmp_path / "found.txt").write_text(found)
    (tmp_path / "page.txt").write_text(f"{page}Journal reference: Cord 24 (2024)\n")
    with Library.of([tmp_path]) as library:
        [paper] = library.papers()
        assert (paper.abstract, paper.venue) == (f"{start} rope.", "Cord 24 (2024)")
        assert library.reason(paper) == "same arXiv id 2405.00002"


@pytest.mark.parametrize(
    ("heading", "arxiv_id", "date"),
    [
        ("Fri, 1 Nov 2024", "2411.00001", "2024-11-01"),
        ("Fri, 1 Nov 2024", "2410.00001", "2024-11-01"),
        ("Wed, 1 Jan 2025", "2412.00001", "2025-01-01"),
        ("Fri, 1 Nov 2024", "2409.00001", None),
        ("Fri, 1 Nov 2024", "2412.00001", None),
        ("Fri, 1 Oct 1999", "cs/9910001", "1999-10-01"),
        ("Fri, 1 Oct 1999", "cs/0110001", None),
        ("Authors and titles for October 2024", "2410.00001", "2024-10"),
        ("Authors and titles for 2024", "2401.00001", "2024"),
        ("Authors and titles for 2024", "2312.00001", None),
    ],
)
def test_a_heading_dates_papers_of_its_time(heading: str, arxiv_id: str, date: str | None) -> None:
    page = f"{heading}\n\n[1] arXiv:{arxiv_id} [pdf]\nTitle: Cord\nOna Reed, Tam Weir\n"
    [paper] = papers_of(page.encode())
    assert paper.date == date
    assert paper.date_inferred is False


def test_a_page_saved_with_its_parts_is_read_as_the_page() -> None:
    page = draw_arxiv_search(EXAMPLE)
    saved = to_mhtml(page).encode()
    assert form_of(saved) == "arxiv"
    papers, alone = papers_of(saved), papers_of(page.encode())
    assert [without_place(paper) for paper in papers] == [without_place(paper) for paper in alone]


def test_a_page_of_daily_papers_stays_one_whatever_its_abstracts_hold() -> None:
    page = draw_text(EXAMPLE)
    inside = f"{EXAMPLE[0].abstract}\n\narXiv:2411.00001 [cs.CL]\n\nTitle: X\n\nAuthors: Ona Reed"
    assert form_of(page.replace(EXAMPLE[0].abstract, inside).encode()) == "page-text"


@pytest.mark.parametrize(
    "text",
    [
        "# Reading\n\nSee arXiv:2411.00001 [cs.CL] and `arXiv:2411.00002`.\n",
        "arXiv:2411.00001\n\narXiv:2411.00002\n",
        "Title: Minutes\nAuthors: Ona Reed\n\nWe met and spoke of arXiv.\n",
        "@misc{a, title={X}, eprint={2411.00001}, archivePrefix={arXiv}}\n",
    ],
)
def test_a_text_that_speaks_of_arxiv_is_no_page_of_it(text: str) -> None:
    listing = open_listing(text.encode())
    assert isinstance(listing, NotListing) or listing.form != "arxiv"


def test_a_page_without_entries_is_named() -> None:
    page = draw_arxiv_list([]).replace("</h2>", "</h2><p>No updates today.</p> arXiv")
    listing = open_listing(page.encode())
    assert listing == NotListing("not a listing: a page of arXiv, but without entries")


def test_notes_around_a_page_are_rejected_and_make_no_paper() -> None:
    page = draw_arxiv_list_text(EXAMPLE)
    noted = f"to read on Monday\n\n{page}\nand this one again, for Tam\n"
    assert [stray.raw for stray in strays_of(noted.encode())] == [
        "to read on Monday",
        "and this one again, for Tam",
    ]
    assert len(papers_of(noted.encode())) == len(EXAMPLE)


def test_a_wrapped_abstract_holds_lines_that_look_like_furniture() -> None:
    head = "[1] arXiv:2411.00001 [pdf]\nTitle: Cord\nAuthors: Ona Reed\nSubjects: Knots (cs.KN)\n\n"
    body = "Ropes are older than wheels, and have been since\n2024.\nHelp\nis asked for."
    [paper] = papers_of(f"{head}{body}\n\nHelp\nAbout\n".encode())
    assert paper.abstract == body.replace("\n", " ")


@pytest.mark.parametrize(
    ("text", "names", "count"),
    [
        ("O. Reed, T. Weir and O. van der Reed", "O. Reed; T. Weir; O. van der Reed", None),
        ("O. Reed (1), T. Weir (1 and 2) ((1) Rope (Harbour), (2) Cord)", "O. Reed; T. Weir", None),
        ("Rope Team: O. Reed, et al. (12 additional authors not shown)", "Rope Team; O. Reed", 14),
        ("O. Reed, Jr., T. Weir, III", "O. Reed, Jr.; T. Weir, III", None),
        ("(author list is unavailable)", "", None),
        ("O. Reed (Rope Works, T. We", "O. Reed", None),
    ],
)
def test_affiliations_are_no_names(text: str, names: str, count: int | None) -> None:
    assert read_authors(text) == (names.split("; ") if names else [], count)


def test_a_line_that_begins_like_an_id_is_read_at_once() -> None:
    page = f"{draw_arxiv_list_text(EXAMPLE)}\narXiv:2411.00002 {'10.1234/' * 45} and more\n"
    assert len(papers_of(page.encode())) == len(EXAMPLE)  # trying each way to read it never ends


@pytest.mark.parametrize("foot", [True, False])
def test_behind_a_page_only_what_every_page_has_is_furniture(foot: bool) -> None:
    page = "arXiv:2405.00002 (cs)\nTitle: Cord\nAuthors: Ona Reed\nAbstract: It holds.\n\n"
    page += "Submission history\n\nFrom: Ona Reed [view email]\n"
    page += "[v1] Wed, 1 May 2024 10:00:00 UTC (1 KB)\n"
    own = "arXiv makes some of its pages in parts that\nnobody has seen before."
    noted = f"{page}\n{own}\n" + "Which authors of this paper are endorsers?\n" * foot
    assert [stray.raw for stray in strays_of(noted.encode())] == ([] if foot else [own])
    assert len(papers_of(noted.encode())) == 1


def test_an_email_in_base64_is_named() -> None:
    coded = base64.encodebytes(draw_arxiv_mail(EXAMPLE).encode()).decode()
    headers = (
        "From: no-reply@arXiv.org\nContent-Type: text/plain\nContent-Transfer-Encoding: base64"
    )
    listing = open_listing(f"{headers}\n\n{coded}".encode())
    assert listing == NotListing("not a listing: an e-mail in base64: save its text")


def test_an_email_is_found_among_the_parts_of_parts() -> None:
    mail = draw_arxiv_mail(EXAMPLE)
    headers, _, body = mail.partition("\n\n")
    quoted = quopri.encodestring(body.encode()).decode()
    text = f"Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n{quoted}"
    page = "Content-Type: text/html\n\n<p>arXiv:2411.00001</p>"
    both = f'Content-Type: multipart/alternative; boundary="b"\n\n--b\n{text}\n--b\n{page}\n--b--'
    note = "Content-Type: text/plain\n\nPassed on by the list."
    headers = f'\n{headers}\nContent-Type: multipart/mixed; boundary="a"'
    sent = f"{headers}\n\n--a\n{both}\n--a\n{note}\n--a--\n"
    papers, alone = papers_of(sent.encode()), papers_of(mail.encode())
    assert [without_place(paper) for paper in papers] == [without_place(paper) for paper in alone]
