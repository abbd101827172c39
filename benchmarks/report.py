"""Rows of measurements -> the document, written anew with each row.

What was measured is kept beside the corpora, too, so that a run that was broken off, or
one of other sizes, goes on where the last one stopped.
"""

import json
import os
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

PACKAGES = (
    "click tantivy rank-bm25 bm25s numba rensa bib-dedupe splink duckdb numpy PyStemmer rich"
).split()


class Part(NamedTuple):
    """A table of the document: its name in options, title, text above it, and columns."""

    name: str
    title: str
    text: str
    columns: Sequence[str]


class Report:
    """The document at ``path``; what was measured is kept in ``kept``."""

    def __init__(self, path: Path, kept: Path, parts: Sequence[Part], command: str) -> None:
        self._path = path
        self._kept = kept
        self._parts = parts
        self._commands = [command]
        self._rows = dict[str, dict[str, list[list[str]]]]()
        self._finished = list[str]()

    def take_up(self) -> None:
        """Go on from what was kept, if anything was."""
        if self._kept.exists():
            kept = json.loads(self._kept.read_text(encoding="utf-8"))
            self._rows, self._finished = kept["rows"], kept["finished"]
            self._commands = list(dict.fromkeys([*kept["commands"], *self._commands]))

    def has(self, part: Part, size: int) -> bool:
        """Whether all rows of a size are there."""
        return f"{part.name} {size}" in self._finished

    def begin(self, part: Part, size: int) -> None:
        """Forget the rows of a size: they are measured anew."""
        self._rows.setdefault(part.name, {})[str(size)] = []

    def add(self, part: Part, size: int, row: Sequence[str]) -> None:
        """Put a row into its table, and print it."""
        self._rows[part.name][str(size)].append(list(row))
        print(f"{part.name}: {as_row(row)}", flush=True)
        self.write()

    def finish(self, part: Part, size: int) -> None:
        """All rows of a size are there."""
        self._finished.append(f"{part.name} {size}")
        self.write()

    def write(self) -> None:
        """Write the document, and keep what it is made of."""
        kept: dict[str, Any] = {"commands": self._commands, "rows": self._rows}
        self._kept.parent.mkdir(parents=True, exist_ok=True)
        _replace(self._kept, json.dumps(kept | {"finished": self._finished}))
        _replace(self._path, self.render())

    def render(self) -> str:
        """The document."""
        commands = " and ".join(f"`{command}`" for command in self._commands)
        tables = [self._table(part) for part in self._parts if part.name in self._rows]
        return TEXT.format(commands=commands, machine=describe_machine()) + "".join(tables)

    def _table(self, part: Part) -> str:
        rows = [row for of in sorted(self._rows[part.name].items(), key=_size) for row in of[1]]
        lines = [as_row(part.columns), "|" + "---|" * len(part.columns), *map(as_row, rows)]
        return f"\n## {part.title}\n\n{part.text.strip()}\n\n" + "\n".join(lines) + "\n"


def as_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _size(rows_of_size: tuple[str, list[list[str]]]) -> int:
    return int(rows_of_size[0])


def _replace(path: Path, text: str) -> None:
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(text, encoding="utf-8")
    os.replace(fresh, path)


def describe_machine() -> str:
    """The machine, and the versions of all that is measured."""
    return (
        f"{platform.system()} {platform.machine()}, {_name_processor()}, {os.cpu_count()} cores, "
        f"{_memory():.0f} GB; Python {platform.python_version()}; "
        + ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
        + f"; SQLite {_sqlite()}"
    )


def _name_processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed)"


def _sqlite() -> str:
    import sqlite3

    return sqlite3.sqlite_version


TEXT = """\
# Benchmarks

Written by {commands}.
Machine and versions: {machine}.

To repeat it, on a machine that does nothing else:

```sh
.venv-dev/bin/pip install -c constraints.txt -e '.[test,dev,bench]'
.venv-dev/bin/python benchmarks/run.py --sizes 226,60000,600000
```

Without options it measures small sizes, in minutes. `--parts` chooses tables, `--resume`
goes on after a break or adds sizes, `-h` tells the rest.

226 papers are the seeds. Larger corpora are made by `benchmarks/corpus.py`, which recombines the
sentences of 60,000 real abstracts (`--papers FILE`) under new titles; the same seed gives the same
papers. Peers get the same papers. A peer that is not installed, fails, or is not ready in its time
has a row that says so. Times are medians. Ratios are of processes or rounds in turn (A B A B ...),
so that a change of the machine's speed affects both.
"""
