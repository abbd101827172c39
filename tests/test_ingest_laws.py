"""Nothing vanishes: every line and every entry of every file is accounted for."""

import gzip
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers_library import (
    HARBOUR,
    ORCHARD,
    export,
    json_lines,
    partition,
    read_records,
    read_text,
    write_page,
)
from helpers_places import SEEDS
from paperdex import Library

# Listings of JSON lines: papers that meet, entries without a title, lines that are broken.
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=4,
)
FIELDS = (
    "title abstract summary authors author_count organization venue volume number pages date"
    " year upvotes comments arxiv_id doi url code_urls github_stars submitter"
).split()
PAPERS = st.fixed_dictionaries(
    {"title": st.sampled_from(["Counting Apples", "counting apples", "Boats", "Editorial"])},
    optional={
        "abstract": st.sampled_from([ORCHARD, HARBOUR, ORCHARD[:90], ""]),
        "date": st.sampled_from(["2019", "2024-05-01", "Mar 5", "soon"]),
        "arxiv_id": st.sampled_from(["2401.00001", "2401.00002", "none"]),
        "doi": st.sampled_from(["10.1000/a", "10.1000/b"]),
        "upvotes": st.sampled_from([3, "1.2k", "-", None]),
    },
)
ODD_RECORDS = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=5)
BROKEN = st.sampled_from(["{", '{"title": "Cut', "[]", '"title"', "plain words", "\ufeff", "0"])
BLANK = st.sampled_from(["", " ", "\t", "\x0c", "\u3000"])
JSON_LINES = st.lists(
    PAPERS.map(json.dumps) | PAPERS.map(json.dumps) | ODD_RECORDS.map(json.dumps) | BROKEN | BLANK,
    max_size=6,
)

# Lines of a saved text page in any order, sense and nonsense.
PAGE_LINES = st.lists(
    st.sampled_from(
        [
            "Counting Apple Trees From the Air",
            "Boats: A Slow Study of Piers",
            ORCHARD,
            HARBOUR,
            "24",
            "-",
            "1.2k",
            "Submitted by",
            "odalys",
            "• 6 authors",
            "·",
            "Dec 28, 2022 1",
            "Mar 5",
            "Daily Papers",
            "Get trending papers in your email inbox!",
            "Subscribe",
            "Orchard Office",
            "",
            "",
        ]
    ),
    max_size=25,
).map(lambda lines: ["Get trending papers in your email inbox!", "", *lines])


def _assert_accounted(library: Library, texts: dict[str, list[str]]) -> None:
    """The numbers add up, and every non-blank line of a listing is in one row of the ledger."""
    report, rows = library.report(), list(library.ledger())
    for counts in (report.counts, *(file.counts for file in report.files)):
        assert counts.entries == counts.papers + counts.merged + counts.rejected
        assert min(counts) >= 0
    assert tuple(map(sum, zip(*(file.counts for file in report.files), strict=True))) == (
        report.counts
    )
    assert report.counts.papers == len(library) == len(list(library))
    assert report.counts.rejected == len(report.rejected)
    assert sum(len(paper.sightings) for paper in library) == (
        report.counts.papers + report.counts.merged
    )
    # The report works out what is merged from the rest; counted by papers, it is the same.
    seen = [sorted(sighting[:3] for sighting in paper.sightings) for paper in library]
    first = Counter(file for (_, file, _), *_ in seen)
    others = Counter(file for _, *rest in seen for _, file, _ in rest)
    assert sum(len(group.entries) - 1 for group in library.dedupe()) == others.total()
    for file in report.files:
        assert (first[file.file], others[file.file]) == (file.counts.papers, file.counts.merged)
        mine = [row for row in rows if row.file == file.file]
        kinds = Counter(row.kind for row in mine)
        assert kinds["entry"] == file.counts.papers + file.counts.merged
        assert kinds["rejected"] == file.counts.rejected
        assert (file.form is None) == bool(file.note)
        if file.form:
            lines = enumerate(texts[file.file], 1)
            filled = {number for number, line in lines if line.strip()}
            places = Counter(n for row in mine for n in range(row.first_line, row.end_line + 1))
            assert filled <= set(places)
            assert set(places.values()) <= {1}
        else:
            assert mine == []
    ids = {paper.id for paper in library}
    assert {row.paper for row in rows if row.kind == "entry"} == ids
    assert all(row.reason for row in rows if row.kind == "rejected")


@settings(max_examples=40)
@given(st.lists(JSON_LINES, min_size=1, max_size=3))
def test_every_entry_of_json_lines_is_accounted_for(listings: list[list[str]]) -> None:
    # The first record makes it JSON lines, and the many after it that it stays so.
    padding = [json.dumps({"title": f"Padding {nth}"}) for nth in range(6)]
    texts = {f"{nth}.txt": [*padding, *lines] for nth, lines in enumerate(listings)}
    with tempfile.TemporaryDirectory() as folder:
        for name, lines in texts.items():
            Path(folder, name).write_text("\n".join(lines), encoding="utf-8", newline="")
        with Library.of([folder]) as library:
            _assert_accounted(library, texts)
            for file in library.report().files:
                filled = sum(1 for line in texts[file.file] if line.strip())
                assert file.counts.entries == filled


@settings(max_examples=60)
@given(PAGE_LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_every_line_of_a_page_is_accounted_for(lines: list[str], end: str, encoding: str) -> None:
    with read_text(end.join(lines).encode(encoding)) as library:
        _assert_accounted(library, {"-": lines})


@settings(max_examples=60)
@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    with read_text(text) as library:
        (file,) = library.report().files
        assert file.form or file.note
        assert bool(library.problems) == bool(file.note)


@settings(max_examples=40)
@given(st.lists(ODD_RECORDS, max_size=5))
@example([{"title": [None, None]}])
def test_any_value_in_any_field_is_read_or_rejected(records: list[dict[str, Any]]) -> None:
    rows = 0  # a record whose title is a list may be a table by columns: each row is an entry
    for record in records:
        titles = record.get("title")
        rows += max(1, len(titles)) - 1 if isinstance(titles, list) else 0
    with read_records({"title": "Padding"}, *records) as library:
        assert 1 + len(records) <= library.report().counts.entries <= 1 + len(records) + rows


HUGE = "9" * 5000
BIG = "9" * 25


@pytest.mark.parametrize(
    "record",
    [
        {"upvotes": f"{BIG}k"},
        {"upvotes": f"{HUGE}k"},
        {"upvotes": int(BIG)},
        {"comments": f"{BIG}.5k"},
        {"github_stars": f"{HUGE}k"},
        {"date": f"Dec 28, 2022 {BIG}"},
        {"date": f"Dec 28, 2022 {HUGE}"},
        {"authors": f"{BIG} authors"},
        {"authors": f"{HUGE} authors"},
        {"author_count": BIG},
        {"volume": 1e308, "number": -1, "pages": 0},
        {"doi": "10.1000/" + "x" * 70_000},
        {"arxiv_id": "0000.00000", "date": "Feb 29"},
        {"arxiv_id": "9999.99999", "date": "Dec 31"},
    ],
    ids=lambda record: next(iter(record)),
)
def test_no_number_is_too_large_to_be_read(record: dict[str, Any]) -> None:
    with read_records({"title": "Boats", **record}) as library:
        assert library.report().counts == (1, 1, 0, 0)
        assert library.search("boats").total == 1


@pytest.mark.parametrize(
    ("upvotes", "comments"), [(f"{BIG}k", "1"), ("9" * 110 + "k", "1"), ("3", BIG), ("3", BIG * 4)]
)
def test_no_count_on_a_page_is_too_large_to_be_read(upvotes: str, comments: str) -> None:
    head = ["Get trending papers in your email inbox!", "Daily Papers", "Mar 12"]
    card = [upvotes, "Counting Apple Trees", ORCHARD, "·", f"Dec 28, 2022 {comments}"]
    with read_text("\n\n".join([*head, *card])) as library:
        assert "Counting Apple Trees" in [paper.title for paper in library]


def test_a_line_that_is_broken_costs_only_itself() -> None:
    text = json_lines({"title": "Apples"}) + "{broken\n" + json_lines({"title": "Boats"}, {"x": 1})
    with read_text(text) as library:
        assert library.report().counts == (4, 2, 0, 2)
        told = [(entry.line, entry.reason, entry.raw) for _, entry in library.report().rejected]
        assert told == [(2, "not a JSON object", "{broken"), (4, "no title", '{"x": 1}')]


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00",
        b"<html><body><p>Counting</p></body></html>",
        b"# A heading\n\nAnd some words below it.\n",
        b'{"name": "no title here"}\n',
        b"Dear diary, today it rained.\n",
    ],
)
def test_a_file_that_is_no_listing_is_reported(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd").write_bytes(content)
    write_page(tmp_path / "page.jsonl", json_lines({"title": "Boats"}))
    with Library.of([tmp_path]) as library:
        odd, page = library.report().files
        assert (odd.form, odd.counts) == (None, (0, 0, 0, 0))
        assert odd.note
        assert "not a listing" in odd.note
        assert page.counts == (1, 1, 0, 0)


@pytest.mark.parametrize("size", [40, 1000])
def test_a_cut_archive_gives_what_can_be_read_and_says_so(size: int) -> None:
    records = [{"title": f"Paper {nth}", "abstract": ORCHARD[nth % 90 :]} for nth in range(size)]
    data = gzip.compress(json_lines(*records).encode())
    with read_text(data) as library:
        assert len(library) == size
    with read_text(data[: -len(data) // 4]) as library:
        assert size / 4 < len(library) < size
        assert "damaged or cut off" in library.report().rejected[-1][1].reason


@pytest.mark.parametrize("length", [2, 5, 12])
def test_an_unreadable_gzip_file_is_reported(length: int) -> None:
    with read_text(gzip.compress(json_lines({"title": "Boats"}).encode())[:length]) as library:
        assert library.report().counts.rejected or library.problems


@settings(max_examples=30)
@given(st.lists(PAPERS.filter(lambda record: record["title"] != "Editorial"), max_size=6))
def test_a_copy_of_a_file_adds_sightings_only(records: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.txt").write_text(json_lines(*records))
        with Library.of([folder]) as library:
            before = partition(library)
        Path(folder, "b.txt").write_text(json_lines(*records))
        with Library.of([folder]) as library:
            now = partition(library)
            copy = library.report().files[1].counts
    assert {frozenset(place for place in group if place[0] == "a.txt") for group in now} == before
    assert copy == (len(records), 0, len(records), 0)


def test_every_line_of_the_seed_pages_is_accounted_for(seeds: Library) -> None:
    files = sorted(SEEDS.iterdir())
    texts = {file.name: file.read_text(encoding="utf-8").split("\n") for file in files}
    _assert_accounted(seeds, texts)


def test_several_processes_read_what_one_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [
        {"title": f"Counting Apples {n % 7}", "abstract": ORCHARD, "n": n} for n in range(450)
    ]
    lines = [json.dumps(record) for record in records]
    lines[5:5] = ["{", "", "[]", '{"abstract": "no title"}']
    (tmp_path / "records.jsonl").write_text("\n".join(lines))
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode())[:-9])

    def read() -> tuple[Any, ...]:
        with Library.of([tmp_path, min(SEEDS.iterdir())]) as library:
            return export(library), list(library.ledger()), library.dedupe(), library.report()

    alone = read()
    monkeypatch.setattr("paperdex.ingest.update._SHARE", 1)
    monkeypatch.setattr("paperdex.workers.count_processors", lambda: 2)
    monkeypatch.setattr("paperdex.ingest.reading._LARGE_FILE", 5000)
    assert read() == alone
