"""bm25s with numba, over the index that bm25s with numpy built."""

import numba  # noqa: F401  # told as missing by its name

from peers import Asked
from peers.bm25s_numpy import build
from peers.bm25s_numpy import open_index as open_with

__all__ = ["build", "open_index"]


def open_index(folder: str) -> Asked:
    asked = open_with(folder, "numba")
    asked.ask("compiled by the first query")
    return asked
