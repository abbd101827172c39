"""bm25s with numpy: English stop words and the Snowball stemmer, as it recommends."""

import time
from typing import Any

import bm25s
from Stemmer import Stemmer

from peers import TOP, Asked, read_papers, text_of


def build(papers: str, folder: str) -> dict[str, float]:
    texts = [text_of(record) for record in read_papers(papers)]
    start = time.perf_counter()
    index = bm25s.BM25()
    tokens = bm25s.tokenize(texts, stopwords="en", stemmer=Stemmer("english"), show_progress=False)
    index.index(tokens, show_progress=False)
    index.save(folder, show_progress=False)
    return {"seconds": time.perf_counter() - start}


def open_index(folder: str, backend: str = "numpy", mmap: bool = False) -> Asked:
    stemmer = Stemmer("english")
    index: Any = bm25s.BM25.load(folder, mmap=mmap, backend=backend, show_progress=False)
    if backend == "numba":
        index.activate_numba_scorer()

    def ask(text: str) -> list[str]:
        tokens = bm25s.tokenize([text], stopwords="en", stemmer=stemmer, show_progress=False)
        found, scores = index.retrieve(tokens, k=TOP, show_progress=False)
        return [str(place) for place, score in zip(found[0], scores[0], strict=True) if score > 0]

    return Asked(ask)


def open_cold(folder: str) -> Asked:
    """For a single query: no more is read than it needs."""
    return open_index(folder, mmap=True)
