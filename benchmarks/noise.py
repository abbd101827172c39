"""Measures duplicates by kind of noise, and look-alikes by kind, made from real papers.

    python benchmarks/noise.py [DATA] [--pairs 1000] [--seed 1]

DATA (default ../shared/data) holds `papers-60k.jsonl.gz`. Of each kind so many papers
are taken, each with a second record of it that another source might print, or with one
of another work that looks the same; all of a kind are grouped at once.
"""

import argparse
import random
from collections.abc import Iterator, Sequence

from data import Record, add_data_option, read_lines
from groupers import to_paper
from noise_kinds import (
    FILES,
    FITTING,
    GENERAL_TITLES,
    LOOK_ALIKES,
    MORE_NOISE,
    NOISE,
    Change,
)
from paperdex.dedupe import group_papers


def make_pairs(
    papers: Sequence[Record], kind: str, change: Change, pairs: int, seed: int
) -> list[tuple[Record, Record]]:
    """So many papers, each with its second record, the same for the same seed."""
    chance = random.Random(f"{kind} {seed}")
    made = []
    for paper in chance.sample(list(papers), len(papers)):
        if len(paper["title"].split()) < 6 or not paper["authors"]:
            continue
        if kind in FITTING and not FITTING[kind](paper):
            continue
        fields = ("title", "abstract", "authors")
        one = {name: paper[name] for name in fields} | {"year": (paper["date"] or "2020")[:4]}
        if kind.startswith("preprint"):
            one["venue"] = "arXiv"
        if kind.startswith("articles"):
            one["venue"] = "Conference on Measurements"
        if kind.startswith("reviews"):
            one["venue"] = "Reviews of Measurements"
        if kind == "generic titles":
            one["title"] = chance.choice(GENERAL_TITLES)
        if kind.startswith("names of files"):
            one["title"] = chance.choice(FILES)
        made.append((one, change(one, chance)))
        if len(made) == pairs:
            break
    return made


def count_joined(pairs: Sequence[tuple[Record, Record]]) -> tuple[int, int]:
    """How many pairs are joined, and how many records with one of another pair."""
    papers = [to_paper(record) for pair in pairs for record in pair]
    joined = strangers = 0
    for group in group_papers(papers):
        owners = {place // 2 for place in group.members}
        joined += len(group.members) - len(owners)
        strangers += len(owners) - 1
    return joined, strangers


def measure(papers: Sequence[Record], pairs: int, seed: int) -> Iterator[str]:
    """Two tables: pairs of one paper that are found, and of two works that are merged."""
    tables = {"noise | found": NOISE | MORE_NOISE, "look-alikes | merged": LOOK_ALIKES}
    for title, kinds in tables.items():
        yield f"| {title} | of | joined with another pair |"
        yield "|---|---|---|---|"
        for kind, change in kinds.items():
            made = make_pairs(papers, kind, change, pairs, seed)
            joined, strangers = count_joined(made)
            yield f"| {kind} | {joined} | {len(made)} | {strangers} |"
        yield ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add_data_option(parser)
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    papers = read_lines(options.data / "papers-60k.jsonl.gz")
    for line in measure(papers, options.pairs, options.seed):
        print(line, flush=True)


if __name__ == "__main__":
    main()
