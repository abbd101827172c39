"""Forms in a user's hands: forced, remembered, reread, completed by one another."""

import sqlite3
from io import BytesIO
from pathlib import Path

import pytest

from helpers_cli import run_here
from helpers_forms import (
    DRAWN,
    EXAMPLE,
    draw_api,
    draw_day_text,
    draw_trending,
    draw_trending_links,
)
from helpers_listing import MARK
from paperdex import Library, UsageError
from paperdex.listing import READERS
from paperdex.sources import FORMS


def library_of(folder: Path, pages: dict[str, str]) -> Library:
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Library.of([folder])


def test_the_forms_a_person_can_name_are_those_that_are_read() -> None:
    assert tuple(reader.FORM for reader in READERS) == FORMS


def test_every_form_of_one_page_gives_one_library(tmp_path: Path) -> None:
    pages = {f"{name}.txt": draw(EXAMPLE) for name, (draw, _) in DRAWN.items()}
    with library_of(tmp_path, pages) as library:
        counts = library.report().counts
        assert counts.entries == len(DRAWN) * len(EXAMPLE)
        assert counts.papers == len(EXAMPLE)
        assert counts.rejected == 0


def test_a_days_page_is_completed_by_the_api(tmp_path: Path) -> None:
    pages = {"day.txt": draw_day_text(EXAMPLE), "day.json": draw_api(EXAMPLE)}
    with library_of(tmp_path, pages) as library:
        papers = {paper.title: paper for paper in library}
        assert len(papers) == len(EXAMPLE)
        for card in EXAMPLE:
            paper = papers[card.title]
            assert len(paper.sightings) == 2
            assert paper.abstract == card.abstract
            assert paper.authors == card.authors


def test_a_summary_never_takes_the_place_of_an_abstract(tmp_path: Path) -> None:
    with library_of(tmp_path, {"trending.md": draw_trending_links(EXAMPLE)}) as library:
        assert [paper.abstract for paper in library] == [None] * len(EXAMPLE)
        assert {paper.summary for paper in library} == {card.summary for card in EXAMPLE}
    with library_of(tmp_path, {"day.json": draw_api(EXAMPLE)}) as library:
        papers = {paper.arxiv_id: paper for paper in library}
        for card in EXAMPLE:
            paper = papers[card.arxiv_id]
            assert (paper.abstract, paper.summary) == (card.abstract, card.summary)


def test_a_card_that_stands_twice_is_merged_for_that_reason(tmp_path: Path) -> None:
    with library_of(tmp_path, {"trending.md": draw_trending(EXAMPLE)}) as library:
        counts = library.report().counts
        assert (counts.entries, counts.merged) == (2 * len(EXAMPLE), len(EXAMPLE))
        assert {group.reason for group in library.dedupe()} == {"entry repeated"}


def test_a_card_that_is_elsewhere_too_has_both_reasons(tmp_path: Path) -> None:
    pages = {"trending.md": draw_trending_links(EXAMPLE), "day.json": draw_api(EXAMPLE)}
    with library_of(tmp_path, pages) as library:
        reasons = [group.reason for group in library.dedupe()]
        assert len(reasons) == len(EXAMPLE)
        assert all(reason.startswith("entry repeated; same arXiv id") for reason in reasons)


NOTES = "# Walks\n\nTiny Maps\n\nA map that fits on a stamp can still lead home. We draw them.\n"


def test_a_form_can_be_forced_and_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(NOTES)
    home = {"PAPERDEX_HOME": str(tmp_path / "home")}
    refused = run_here("index", "notes.md", cwd=tmp_path, env=home)
    assert refused.code == 3
    assert "notes.md: not a listing: Markdown, but without the cards" in refused.err
    forced = run_here("index", "notes.md", "--from", "page-text", cwd=tmp_path, env=home)
    assert (forced.code, forced.out.splitlines()[1].split("\t")[0]) == (0, "2")
    (tmp_path / "notes.md").write_text(NOTES + "\n")
    again = run_here("list", "--format", "lines", cwd=tmp_path, env=home)
    assert "Tiny Maps" in again.out


def test_a_form_that_gives_nothing_is_named_and_can_be_taken_back(tmp_path: Path) -> None:
    (tmp_path / "day.html").write_text(DRAWN["html"][0](EXAMPLE))
    home = {"PAPERDEX_HOME": str(tmp_path / "home")}
    forced = run_here("index", "day.html", "--from", "json", cwd=tmp_path, env=home)
    assert forced.code == 3
    assert "day.html: read as json, as asked with --from: no entry in it" in forced.err
    taken_back = run_here("index", "day.html", "--from", "auto", cwd=tmp_path, env=home)
    assert (taken_back.code, taken_back.err.count("4 papers")) == (0, 1)


def test_standard_input_is_read_in_the_form_that_is_named(tmp_path: Path) -> None:
    listed = run_here("list", "--in", "-", "--from", "page-text", cwd=tmp_path, stdin=b"One Line\n")
    assert (listed.code, listed.out.rstrip().split("\t")[-1]) == (0, "One Line")


def test_the_rows_of_an_account_add_up_also_where_a_form_was_forced(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/page.txt").write_text("A line that is no record\nand one more\n")
    (tmp_path / "pages/day.jsonl").write_text('{"title": "Boats"}\n')
    args = ("pages", "--from", "json-lines")
    ended = run_here("index", *args, cwd=tmp_path, env={"PAPERDEX_HOME": str(tmp_path / "home")})
    rows = [line.split("\t") for line in ended.out.splitlines() if line[:1].isdigit()]
    *files, total = [list(map(int, row[:4])) for row in rows]
    assert total[3] > 0
    assert [sum(column) for column in zip(*files, strict=True)] == total


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("list", "--from", "json"), "--from needs a PATH"),
        (("index", "--from", "json"), "--from needs the PATHS"),
        (("list", "--in", "x", "--from", "word"), "'word' is not one of 'json-lines'"),
    ],
)
def test_a_form_that_can_not_be_used_is_a_mistake(
    tmp_path: Path, args: tuple[str, ...], said: str
) -> None:
    ended = run_here(*args, cwd=tmp_path)
    assert ended.code == 2
    assert said in ended.err


def test_an_unknown_form_is_a_mistake_from_python_too() -> None:
    with pytest.raises(UsageError, match="word: no form of listing; the forms: json-lines"):
        Library.of(["-"], stdin=BytesIO(b"x"), form="word")


def test_what_an_older_program_read_is_reread(tmp_path: Path) -> None:
    (tmp_path / "paperdex.toml").write_text('sources = ["pages"]\n')
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "day.json").write_text(draw_api(EXAMPLE))
    assert run_here("list", "-q", cwd=tmp_path).code == 0
    # As the first format was: without the columns, and without what JSON could not tell it.
    with sqlite3.connect(tmp_path / ".paperdex" / "library.db") as store:
        store.execute("PRAGMA foreign_keys = ON")
        store.execute("DELETE FROM paper")
        store.execute("DELETE FROM entry")
        store.execute("UPDATE file SET form = NULL, note = 'not a listing'")
        store.execute("ALTER TABLE file DROP COLUMN forced")
        store.execute("ALTER TABLE meta DROP COLUMN reading")
        store.execute("ALTER TABLE meta DROP COLUMN decisions_stamp")
        store.execute("PRAGMA user_version = 1")
    store.close()
    assert "state\t1 file to be reread\n" in run_here("status", cwd=tmp_path).out
    listed = run_here("list", "-q", cwd=tmp_path)
    assert "1 file reread" in listed.err
    assert sorted(listed.out.split()) == sorted(card.arxiv_id for card in EXAMPLE)
    assert run_here("list", "-q", cwd=tmp_path).err == ""


def test_a_page_without_cards_is_a_listing_without_entries(tmp_path: Path) -> None:
    page = f"# Daily Papers\n\n{MARK}\n\n[Blog](https://example.org/blog)\n"
    with library_of(tmp_path, {"page.md": page}) as library:
        assert library.report().counts.entries == 0
        assert [file.form for file in library.report().files] == ["page-markdown"]
