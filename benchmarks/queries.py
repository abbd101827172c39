"""Papers -> queries of three kinds."""

import json
import random
import re
from itertools import islice
from pathlib import Path

KINDS = ("keywords", "titles", "sentences")
# Titles and sentences are taken from the first papers: reading all would take long.
_FIRST = 5_000
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_FEWEST_WORDS, _MOST_WORDS = 12, 30


def read_queries(papers: str, kind: str, count: int) -> list[str]:
    """At most so many queries of a kind: what people type (`queries.txt`), titles of papers,
    sentences of their abstracts."""
    if kind == "keywords":
        return Path(__file__).with_name("queries.txt").read_text().splitlines()[:count]
    with open(papers, encoding="utf-8") as lines:
        records = list(map(json.loads, islice(lines, _FIRST)))
    chosen = random.Random(count).sample(records, min(count, len(records)))
    if kind == "titles":
        return [record["title"] for record in chosen]
    return [sentence for record in chosen for sentence in _pick_sentence(record)]


def _pick_sentence(record: dict[str, str]) -> list[str]:
    """The first sentence of an abstract that is neither short nor long, if there is one."""
    sentences = _SENTENCE.split(record["abstract"] or "")
    fit = [s for s in sentences if _FEWEST_WORDS <= len(s.split()) <= _MOST_WORDS]
    return fit[:1]


def write_queries(papers: str, kind: str, count: int, target: str, repeats: int) -> int:
    """Write queries to a file, one per line, all of them several times; returns how many lines."""
    queries = read_queries(papers, kind, count) * repeats
    Path(target).write_text("".join(f"{text}\n" for text in queries), encoding="utf-8")
    return len(queries)
