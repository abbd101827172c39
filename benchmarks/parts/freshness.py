"""What the look at the sources costs a search, by how many files they are."""

from collections.abc import Iterator
from statistics import median

from bench import Bench, Row, library
from corpus import papers_of_files
from processes import IMPORT_CLICK, PAPERDEX, run_well
from report import Part

PART = Part(
    "freshness",
    "The look at the sources",
    """
`paperdex search --ids` over sources with this many files, in turn with `import click`. Up to a
thousand files are looked at before the answer, more than that after it: so there are times and
ratios both to the answer and to the end of the process.
""",
    (
        "files",
        "papers",
        "s to the answer",
        "s to the end",
        "`import click` s",
        "ratio",
        "ratio to the end",
    ),
)

QUERY = "language model"


def measure(bench: Bench, size: int) -> Iterator[Row]:
    """Of ``size`` files."""
    folder = library(bench, size, "files")
    command = (PAPERDEX, "search", QUERY, "--ids")
    run_well(command, folder)
    pairs = [(run_well(command, folder), run_well(IMPORT_CLICK, folder)) for _ in range(bench.runs)]
    answered = median(ours.answered for ours, _ in pairs)
    ended, click = (median(one.seconds for one in side) for side in zip(*pairs, strict=True))
    to_answer = median(ours.answered / other.seconds for ours, other in pairs)
    to_end = median(ours.seconds / other.seconds for ours, other in pairs)
    papers = f"{papers_of_files(size):,}"
    times = (f"{answered:.3f}", f"{ended:.3f}", f"{click:.3f}")
    yield [f"{size:,}", papers, *times, f"**{to_answer:.2f}**", f"{to_end:.2f}"]
