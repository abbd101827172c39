"""Where the suite's data is, and how it is read.

Real papers and labelled collections are no part of the project: they lie in a folder beside it,
unless an option names another one.
"""

import gzip
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data"

Record = dict[str, Any]
"""A paper as a line of JSON has it."""


def add_data_option(parser: ArgumentParser) -> None:
    """Let a script be given the folder of data, as ``data``."""
    parser.add_argument("data", nargs="?", type=Path, default=DATA)


def read_lines(path: Path) -> list[Record]:
    """The records of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]
