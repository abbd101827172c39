"""A function of the suite -> its answer, run in a process of its own.

So its peak of memory is its own, and its crash, or its slowness, costs no other row.
Run as a script this is that process: it imports the function's module, calls it with
arguments from JSON and prints its answer as JSON.
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from processes import Ended, run

HERE = Path(__file__).parent


class Cell:
    """The outcome of one call: its answer, or the problem because of which there is none."""

    def __init__(self, ended: Ended) -> None:
        self.problem = ended.problem
        self.answer: Any = None if ended.problem else json.loads(ended.output.splitlines()[-1])
        self.seconds = ended.seconds
        """Of the whole process."""
        self.peak = ended.peak
        """In MB."""


def call(function: str, budget: float, **arguments: Any) -> Cell:
    """Call `module:function` in a process of its own, for at most ``budget`` seconds."""
    command = [sys.executable, str(HERE / "cells.py"), function, json.dumps(arguments)]
    return Cell(run(command, HERE, budget))


def answer(function: str, arguments: dict[str, Any]) -> None:
    """Call the function in this process and print what it returns."""
    module, name = function.split(":")
    try:
        given = getattr(import_module(module), name)(**arguments)
    except ModuleNotFoundError as missing:
        raise SystemExit(f"not installed: {missing.name}") from None
    print(json.dumps(given))


if __name__ == "__main__":
    answer(sys.argv[1], json.loads(sys.argv[2]))
