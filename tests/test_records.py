"""Records for programs are an interface: fields, order, types, and the schema of them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_cli import run_here
from helpers_library import json_lines, make_root
from helpers_places import SEEDS
from paperdex import Library
from paperdex.output.changes import change_records
from paperdex.output.counts import answer_record
from paperdex.output.duplicates import dedupe_record
from paperdex.output.lines import found_to_json, hit_record, to_json
from paperdex.output.neighbours import neighbour_record
from paperdex.output.searches import news_records
from paperdex.paper import Paper, Sighting, from_values, to_record
from paperdex.query import Query
from paperdex.schema import RECORDS, json_schema
from paperdex.search.news import News
from paperdex.search.rank import FACETS, Hit, Hits

PAPER_FIELDS = """id title abstract summary authors author_count organization venue volume number
pages date date_inferred upvotes comments arxiv_id doi url code_urls github_stars submitter
sightings""".split()
SIGHTING_FIELDS = """source file line rank date_text page_date page_date_inferred page_date_text
query kind""".split()


def test_a_paper_has_every_field_in_order(seeds: Library) -> None:
    for paper in seeds:
        record = to_record(paper)
        assert list(record) == PAPER_FIELDS
        assert all(list(seen) == SIGHTING_FIELDS for seen in record["sightings"])
        assert from_values(json.loads(json.dumps(paper))) == paper


@given(st.text(), st.none() | st.text(), st.lists(st.text(), max_size=2), st.booleans())
def test_json_of_what_is_found_is_json_of_its_record(
    title: str, abstract: str | None, authors: list[str], inferred: bool
) -> None:
    seen = Sighting("s", title, 3, page_date_inferred=inferred)
    made = Paper("x", title, abstract, authors=tuple(authors), upvotes=7, sightings=(seen, seen))
    hit = Hit(made, 1, 0.1 + len(title), {"title": [(0, 1), (2, 4)], "abstract": [(1, 2)]})
    assert found_to_json(made) == to_json(to_record(made))
    assert found_to_json(hit) == to_json(hit_record(hit))
    assert found_to_json(hit._replace(matched={})) == to_json(hit_record(hit._replace(matched={})))


def test_records_are_what_the_strict_schema_says(seeds: Library) -> None:
    for paper in seeds:
        RECORDS["paper"].model_validate_json(to_json(to_record(paper)))
    hits = seeds.search("state space", limit=20).hits
    assert hits
    for hit in hits:
        RECORDS["hit"].model_validate_json(to_json(hit_record(hit)))
    [neighbour] = seeds.find_similar("State Space", limit=1).neighbours
    RECORDS["neighbour"].model_validate_json(to_json(neighbour_record(neighbour)))
    [new] = news_records([News("mine", hits[:1], 1)])
    RECORDS["new"].model_validate_json(to_json(new))
    counts = seeds.count_by(Query("state space"), FACETS)
    answer = answer_record(Hits(hits, 20), counts, None)
    RECORDS["answer"].model_validate_json(to_json(answer))
    changes = seeds.compare(str(SEEDS / "000_81d9b4162fcb2a0c.txt"), str(SEEDS)).changes
    for change in change_records(changes):
        RECORDS["change"].model_validate_json(to_json(change))
    report = dedupe_record(seeds.dedupe(), seeds.doubtful(), seeds.report())
    RECORDS["dedupe"].model_validate_json(to_json(report))


def test_what_tells_of_a_library_is_what_the_strict_schema_says(tmp_path: Path) -> None:
    root = make_root(tmp_path, a=json_lines({"title": "Counting Trees"}, {"title": "Boats"}, {}))
    (root / "pages" / "none.bin").write_bytes(bytes(range(256)) * 9)
    printed = {"report": run_here("index", "--json", cwd=root).out}
    assert run_here("search", "trees", "--save", "mine", cwd=root).code == 0
    assert run_here("different", "a.jsonl:1", "a.jsonl:2", cwd=root).code == 0
    for command in ("status", "saved", "decisions"):
        printed[command] = run_here(command, "--json", cwd=root).out
    for record, text in printed.items():
        RECORDS[record].model_validate_json(text)


@pytest.mark.parametrize("record", sorted(RECORDS))
def test_the_schema_requires_every_field_and_allows_no_other(record: str) -> None:
    schema = json_schema(record)
    assert schema["additionalProperties"] is False
    assert schema["required"] == list(schema["properties"])


def test_the_help_of_schema_names_every_record(tmp_path: Path) -> None:
    named = run_here("schema", "-h", cwd=tmp_path).out.split("RECORD is ")[1].split(" (docs")[0]
    assert named.replace(",", "").replace(" or ", " ").split() == sorted(RECORDS)


def test_matched_offsets_point_at_the_words(seeds: Library) -> None:
    hits = seeds.search("byte-level", limit=10).hits
    assert len(hits) == 10
    for hit in hits:
        assert hit.matched
        for field, spans in hit.matched.items():
            text = getattr(hit.paper, field)
            found = {text[start:end].lower() for start, end in spans}
            assert found and found <= {"byte", "bytes", "level", "levels"}


def test_papers_seen_with_and_without_metadata_keep_it(seeds: Library) -> None:
    [paper] = seeds.show("Hungry Hungry Hippos: Towards Language Modeling with State Space Models")
    assert (paper.date, paper.comments, paper.author_count) == ("2022-12-28", 1, 6)
    assert [Path(seen.file).name[:3] for seen in paper.sightings] == ["000", "003"]
