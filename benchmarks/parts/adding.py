"""What a page costs that comes to a library, beyond the start of the process."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from bench import SEED_PAPERS, SEEDS, Bench, Row, check, library
from cells import call
from corpus import PAPERS_A_PAGE
from processes import IMPORT_CLICK, PAPERDEX, Ended, run_well
from report import Part

PART = Part(
    "adding",
    "Adding to a library",
    f"""
Medians of the wall time of a whole process less that of another one, run in turn. A page of
{PAPERS_A_PAGE} new papers is put into a folder of the library's sources, and `paperdex index` is
run; in the end all these pages are taken out at once. The other process is `import click`, and
the aim is a second at 600,000 papers. The first run goes from nothing to the answer of `paperdex
search` on the five pages of the seeds, less a process that imports the same modules; its aim is
0.5 s.
""",
    ("papers", "what", "s", "s of the other", "s beyond it"),
)

_FIRST_RUN = (
    "import paperdex.commands.parts.search_papers, paperdex.ingest.update, paperdex.report; "
    "import paperdex.plain"
)
_PAGES = 5
# New papers have numbers that no corpus reaches.
_BEYOND = 10_000_000


def measure(bench: Bench, size: int) -> Iterator[Row]:
    if size == SEED_PAPERS:
        yield _measure_first_run(bench)
    else:
        yield from _measure_pages(bench, size)


def _measure_first_run(bench: Bench) -> Row:
    folder = bench.work / "first"
    folder.mkdir(exist_ok=True)
    (folder / "paperdex.toml").write_text(f'sources = ["{SEEDS}"]\n', encoding="utf-8")
    python = (sys.executable, "-c", _FIRST_RUN)
    pairs = list[tuple[Ended, Ended]]()
    for _ in range(max(5, bench.runs // 4)):
        shutil.rmtree(folder / ".paperdex", ignore_errors=True)
        first = run_well((PAPERDEX, "search", "byte-level"), folder)
        pairs.append((first, run_well(python, folder)))
    return _row(SEED_PAPERS, "first run, the seeds", pairs)


def _measure_pages(bench: Bench, size: int) -> Iterator[Row]:
    folder = library(bench, size)
    new, added = bench.work / "new-pages", folder / "added"
    _empty(new)
    _empty(added)
    _index(folder)
    wanted = {"source": str(bench.papers), "target": str(new), "form": "pages"}
    count = _PAGES * PAPERS_A_PAGE
    check(call("corpus:write_corpus", bench.budget, **wanted, count=count, first=_BEYOND))
    pairs = list[tuple[Ended, Ended]]()
    for page in sorted(new.iterdir())[:_PAGES]:
        page.rename(added / page.name)
        pairs.append(_index(folder))
    yield _row(size, f"a page of {PAPERS_A_PAGE} added", pairs)
    _empty(added)
    yield _row(size, f"{_PAGES} pages taken out", [_index(folder)])


def _index(folder: Path) -> tuple[Ended, Ended]:
    return run_well((PAPERDEX, "index", "--json"), folder), run_well(IMPORT_CLICK, folder)


def _row(size: int, name: str, pairs: Sequence[tuple[Ended, Ended]]) -> Row:
    ours, other = (median(ended.seconds for ended in side) for side in zip(*pairs, strict=True))
    beyond = median(one.seconds - start.seconds for one, start in pairs)
    return [f"{size:,}", name, f"{ours:.3f}", f"{other:.3f}", f"**{beyond:.3f}**"]


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
