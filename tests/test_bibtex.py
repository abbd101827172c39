"""Entries of BibTeX: what stands in them, that TeX can read them, and that each has its key."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_cli import run_here
from helpers_library import json_lines, paper
from paperdex.output.bibtex import write_entries
from paperdex.paper import Paper

FULL = paper(
    "Fences for Goats",
    authors=("Ona Reed Jr.", "Falk, Per"),
    author_count=3,
    date="2024-05-07",
    venue="Journal of Barns",
    volume="4",
    number="2",
    pages="10-19",
    arxiv_id="2405.00001",
    doi="10.1000/goat_1",
    url="https://example.org/a_b%20c",
)
ENTRY = """\
@article{reed2024fences,
  title = {{Fences for Goats}},
  author = {Ona Reed Jr. and Falk, Per and others},
  year = {2024},
  month = may,
  journal = {Journal of Barns},
  volume = {4},
  number = {2},
  pages = {10--19},
  eprint = {2405.00001},
  archivePrefix = {arXiv},
  doi = {10.1000/goat_1},
  url = {https://example.org/a_b%20c},
}"""


def entry_of(one: Paper) -> str:
    [entry] = write_entries([one])
    return entry


def title_of(title: str) -> str:
    return entry_of(paper(title)).splitlines()[1].removeprefix("  title = {{").removesuffix("}},")


def test_an_entry_has_all_that_is_known() -> None:
    assert entry_of(FULL) == ENTRY


def test_what_is_not_known_is_left_out() -> None:
    assert entry_of(paper("Hay", id="k2")) == "@misc{k2,\n  title = {{Hay}},\n}"


@pytest.mark.parametrize(
    ("venue", "kind", "field"),
    [
        ("Proceedings of the Barn Workshop", "inproceedings", "booktitle"),
        ("NeurIPS 2023", "inproceedings", "booktitle"),
        ("ACM Transactions on Hay", "article", "journal"),
        ("Hay and Straw", "article", "journal"),
        ("arXiv preprint", "misc", "howpublished"),
    ],
)
def test_the_venue_tells_the_type(venue: str, kind: str, field: str) -> None:
    lines = entry_of(paper("Hay", venue=venue)).splitlines()
    assert lines[0].startswith(f"@{kind}{{")
    assert lines[2] == f"  {field} = {{{venue}}},"


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("70% Size & C#, a_b", r"70\% Size \& C\#, a\_b"),
        (r"Already \& escaped \% here", r"Already \& escaped \% here"),
        ("$O(n_1^2)$ and E^2", r"$O(n_1^2)$ and E\^{}2"),
        ("For $5", r"For \$5"),
        (r"The Nystr\"om method of Erd\H{o}s", r"The Nystr\"om method of Erd\H{o}s"),
        ("A } lone { brace", "A  lone  brace"),
        ("At the end \\", r"At the end \textbackslash{}"),
        ("Naïve", "Naïve"),
    ],
)
def test_tex_stays_and_signs_are_escaped(title: str, written: str) -> None:
    assert title_of(title) == written


@given(st.text(max_size=30), st.text(min_size=1, max_size=20), st.text(max_size=20))
def test_braces_match_in_any_entry(title: str, author: str, venue: str) -> None:
    entry = entry_of(paper(title, authors=(author,), venue=venue, url=f"https://{venue}"))
    assert re.fullmatch(r"@[a-z]+\{[A-Za-z0-9.:/-]+,", entry.splitlines()[0])
    depth = 0
    for nth, sign in enumerate(entry):
        depth += (sign == "{") - (sign == "}")
        assert depth > 0 or nth in (*range(entry.index("{")), len(entry) - 1)
    assert depth == 0


def test_keys_are_read_in_any_spelling_and_told_apart() -> None:
    made = [
        paper(r"The \textbf{Hay} Stack", id="a", authors=(r"Z. M\"uller",), date="2020"),
        paper("Hay or Straw", id="b", authors=("Müller, Ada",), date="2020-01"),
        paper("Hay", id="c", authors=("李明",)),
    ]
    keys = [entry.partition("{")[2].partition(",")[0] for entry in write_entries(made)]
    assert keys == ["muller2020hay", "muller2020hay-b", "c"]


def test_every_command_that_prints_papers_writes_them(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(
        json_lines({"title": "Hay", "year": 2020}, {"title": "Barns"})
    )
    (tmp_path / "paperdex.toml").write_text('sources = ["x.jsonl"]\n')
    for args in (["search", "hay"], ["list"], ["show", "hay"], ["similar", "hay"], ["export"]):
        ran = run_here(*args, "--bibtex", cwd=tmp_path)
        assert ran.code == (1 if args[0] == "similar" else 0)
        assert ran.out.count("@misc{") == {"list": 2, "export": 2, "similar": 0}.get(args[0], 1)
    assert run_here("export", "-o", "x.bib", cwd=tmp_path).code == 0
    assert (tmp_path / "x.bib").read_text().count("@misc{") == 2
    for args in (["list", "--bibtex"], ["export", "-o", "y.bib"]):
        refused = run_here(*args, "--fields", "id", cwd=tmp_path)
        said = "paperdex: --fields: BibTeX has fields of its own\n"
        assert (refused.code, refused.err) == (2, said)
