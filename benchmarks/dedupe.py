"""Measures how well duplicates are found, beside peers, in one run.

    python benchmarks/dedupe.py [DATA]

DATA (default ../shared/data) holds `duplicates/` with labelled collections; what is not
there is left out. Groups are those of `paperdex dedupe FILE`. Peers: exact title and year; and
MinHash with rensa, bib-dedupe and splink where they are installed. How fast duplicates are
found is a part of run.py.
"""

import argparse
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from data import Record, add_data_option, read_lines
from groupers import find_groupers, group_with_paperdex, to_paper
from paperdex.dedupe import block_keys, judge
from paperdex.dedupe.traits import Traits
from paperdex.text import title_key

SETS = "sra_stroke sra_cytology asysd_diabetes digital_work dblp_acm synth_20k".split()
AIMS = dict(zip(SETS, (0.998, 0.998, 0.999, 0.995, 0.93, 0.993), strict=True))

Pair = tuple[int, int]


class Score(NamedTuple):
    """How groups compare to the truth, by pairs; and papers of which every record went
    into another one. Who finds nothing is right in all of it."""

    precision: float
    recall: float
    lost: int

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def read_truth(folder: Path, records: Sequence[Record]) -> list[str]:
    """Of each record the paper that it is of, by the labels of a collection."""
    with gzip.open(folder / "clusters.tsv.gz", "rt", encoding="utf-8") as file:
        cluster = dict(line.rstrip("\n").split("\t") for line in file)
    return [cluster[record["id"]] for record in records]


# Quality


@cache
def group_by_all(set_folder: Path) -> dict[str, list[int]]:
    """The groups of a collection, by each grouper that is installed."""
    records = read_lines(set_folder / "records.jsonl.gz")
    return {name: grouper(records) for name, grouper in find_groupers().items()}


def pairs_of(groups: Iterable[Any]) -> set[Pair]:
    members = defaultdict[Any, list[int]](list)
    for place, group in enumerate(groups):
        members[group].append(place)
    return {pair for places in members.values() for pair in combinations(places, 2)}


def compare(groups: Sequence[int], truth: Sequence[Any]) -> Score:
    found, true = pairs_of(groups), pairs_of(truth)
    shared = len(found & true)
    kept = dict[int, int]()
    for place, group in enumerate(groups):
        kept.setdefault(group, place)
    lost = set(truth) - {truth[place] for place in kept.values()}
    precision = shared / len(found) if found else 1.0
    return Score(precision, shared / max(1, len(true)), len(lost))


def without_place(record: Record) -> Record:
    return {k: v for k, v in record.items() if k not in ("volume", "number", "pages")}


def measure_quality(folder: Path) -> Iterator[str]:
    yield (
        "| set | aim | "
        + " | ".join(f"{name} P / R / **F1**, lost" for name in find_groupers())
        + (" | paperdex without volume, number, pages |")
    )
    yield "|---|---|" + "---|" * (len(find_groupers()) + 1)
    for name in SETS:
        if not (folder / name).exists():
            continue
        records = read_lines(folder / name / "records.jsonl.gz")
        truth = read_truth(folder / name, records)
        scores = [compare(groups, truth) for groups in group_by_all(folder / name).values()]
        bare = compare(group_with_paperdex([without_place(r) for r in records]), truth)
        cells = [f"{s.precision:.4f} / {s.recall:.4f} / **{s.f1:.4f}**, {s.lost}" for s in scores]
        cells.append(f"{bare.precision:.4f} / {bare.recall:.4f} / **{bare.f1:.4f}**, {bare.lost}")
        yield f"| {name} | {AIMS[name]} | " + " | ".join(cells) + " |"


# By kind of noise

TEX = re.compile(r"[\\{}$]")
CUT = re.compile(r"(?:\.\.\.|…)\W*$")
PREPRINT = re.compile(r"arxiv|biorxiv|medrxiv|ssrn|preprint|corr\b", re.IGNORECASE)
MADE_TRAPS = {
    "parts": re.compile(r"\bpart\s+(?:[ivx]+|[a-d]|\d)\b", re.IGNORECASE),
    "yearly editions": re.compile(r"\b(?:19|20)\d\d\b|edition|annual", re.IGNORECASE),
    "errata": re.compile(r"\b(?:erratum|correction|corrigendum)\b", re.IGNORECASE),
    "comments": re.compile(r"\b(?:comment|commentary|reply|response|discussion)\b", re.IGNORECASE),
}


def name_noise(one: Record, other: Record) -> list[str]:
    """The kinds of noise that part two records of one paper."""
    titles = [record["title"] for record in (one, other)]
    keys = [title_key(re.sub(r"\\[a-zA-Z]+\s*|[{}$]", "", title)) for title in titles]
    short, long = sorted(keys, key=len)
    kinds = []
    if TEX.search(titles[0]) or TEX.search(titles[1]):
        kinds.append("LaTeX in a title")
    if any(CUT.search(title) for title in titles):
        kinds.append("a cut title")
    elif short != long and long.startswith(short):
        kinds.append("a dropped subtitle")
    elif short != long:
        kinds.append("typos")
    if sum(bool(PREPRINT.search(record.get("venue") or "")) for record in (one, other)) == 1:
        kinds.append("preprint against published")
    if one["authors"] != other["authors"]:
        kinds.append("other author spellings")
    if bool(one.get("abstract")) != bool(other.get("abstract")):
        kinds.append("missing abstract")
    return kinds or ["none of these"]


def name_trap(one: Record, other: Record) -> str:
    for name, pattern in MADE_TRAPS.items():
        if pattern.search(one["title"]) or pattern.search(other["title"]):
            return name
    return (
        "same title by others, generic titles"
        if (title_key(one["title"]) == title_key(other["title"]))
        else "other"
    )


def measure_noise(folder: Path) -> Iterator[str]:
    """Of the true pairs of a kind of noise the share found; of look-alikes those merged."""
    records = read_lines(folder / "synth_20k" / "records.jsonl.gz")
    true = pairs_of(read_truth(folder / "synth_20k", records))
    groupers = group_by_all(folder / "synth_20k")
    found = [pairs_of(groups) for groups in groupers.values()]
    kinds = defaultdict[str, list[Pair]](list)
    for a, b in true:
        for kind in name_noise(records[a], records[b]):
            kinds[kind].append((a, b))
    yield "| kind of noise | pairs | " + " | ".join(f"{name} found" for name in groupers) + " |"
    yield "|---|---|" + "---|" * len(groupers)
    for kind, pairs in sorted(kinds.items()):
        shares = [len(mine.intersection(pairs)) / len(pairs) for mine in found]
        yield f"| {kind} | {len(pairs)} | " + " | ".join(f"{x:.4f}" for x in shares) + " |"
    false = [Counter(name_trap(records[a], records[b]) for a, b in mine - true) for mine in found]
    yield ""
    yield "| look-alikes | " + " | ".join(f"{name}, merged" for name in groupers) + " |"
    yield "|---|" + "---|" * len(groupers)
    for kind in (*MADE_TRAPS, "same title by others, generic titles", "other"):
        yield f"| {kind} | " + " | ".join(str(counts[kind]) for counts in false) + " |"


def hide_ids(record: Record) -> Record:
    return {k: v for k, v in record.items() if k not in ("url", "doi", "arxiv_id")}


def measure_pairs(folder: Path) -> Iterator[str]:
    real = read_lines(folder / "real_pairs.jsonl.gz")
    found = 0
    for pair in real:
        one, other = (to_paper(hide_ids(pair[side])) for side in "ab")
        met = not set(block_keys(Traits(one))).isdisjoint(block_keys(Traits(other)))
        found += met and judge(one, other).answer == "same"
    share = found / len(real)
    yield f"real pairs, ids and links hidden: {found} of {len(real)} found ({share:.4f})"
    yield ""
    hard = read_lines(folder / "hard_pairs.jsonl.gz")
    for name, hide in (("hidden", hide_ids), ("given", lambda record: record)):
        answers = Counter[tuple[str, str]]()
        for pair in hard:
            one, other = (to_paper(hide(pair[side])) for side in "ab")
            verdict = judge(one, other)
            answers[pair["label"], verdict.answer] += 1
            if (pair["label"], verdict.answer) == ("not-dup", "same"):
                yield f"hard pair merged: {one.title!r} and {other.title!r}: {verdict.reason}"
        not_dup = {
            answer: n for (label, answer), n in sorted(answers.items()) if label == "not-dup"
        }
        yield f"hard pairs labelled not-dup, ids {name}: {not_dup}"


def measure_pairs_together(folder: Path) -> Iterator[str]:
    """How many pairs are joined where the records of all of a kind are grouped at once."""
    groupers = find_groupers()
    yield "| pairs, ids and links hidden | of | " + " | ".join(groupers) + " |"
    yield "|---|---|" + "---|" * len(groupers)
    real = read_lines(folder / "real_pairs.jsonl.gz")
    hard = read_lines(folder / "hard_pairs.jsonl.gz")
    kinds = {"`real_pairs`, joined": real} | {
        f"`hard_pairs` labelled {label}, joined": [p for p in hard if p["label"] == label]
        for label in ("dup", "not-dup")
    }
    for kind, pairs in kinds.items():
        records = [name_year(hide_ids(pair[side])) for pair in pairs for side in "ab"]
        joined = [
            sum(one == other for one, other in zip(of[::2], of[1::2], strict=True))
            for of in (grouper(records) for grouper in groupers.values())
        ]
        yield f"| {kind} | {len(pairs)} | " + " | ".join(map(str, joined)) + " |"


def name_year(record: Record) -> Record:
    """With the year of its date, which peers want."""
    return record | {"year": record["date"][:4]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add_data_option(parser)
    labelled = parser.parse_args().data / "duplicates"
    for part in (measure_quality, measure_noise, measure_pairs, measure_pairs_together):
        for line in part(labelled):
            print(line, flush=True)
        print()


if __name__ == "__main__":
    main()
