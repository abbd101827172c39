"""rank-bm25 as its README shows it: words at spaces. It has no index to keep."""

import time

import numpy as np
from rank_bm25 import BM25Okapi

from peers import TOP, Asked, read_papers, text_of


def build(papers: str, folder: str) -> dict[str, float]:
    """What each start takes; what is kept are the texts."""
    texts = [text_of(record).lower() for record in read_papers(papers)]
    start = time.perf_counter()
    BM25Okapi([text.split() for text in texts])
    seconds = time.perf_counter() - start
    with open(f"{folder}/texts", "w", encoding="utf-8") as file:
        file.writelines(" ".join(text.split()) + "\n" for text in texts)
    return {"seconds": seconds}


def open_index(folder: str) -> Asked:
    with open(f"{folder}/texts", encoding="utf-8") as file:
        index = BM25Okapi([line.split() for line in file])

    def ask(text: str) -> list[str]:
        scores = index.get_scores(text.lower().split())
        best = np.argpartition(-scores, TOP)[:TOP]
        return [str(place) for place in sorted(best, key=lambda place: -scores[place])]

    return Asked(ask)
