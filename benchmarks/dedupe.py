"""Measures how well and how fast duplicates are found, beside peers, in one run.

    python benchmarks/dedupe.py [DATA] [--sizes 20000 60000 200000] [--quality | --speed]

DATA (default ../shared/data) holds `duplicates/` with labelled collections and
`papers-60k.jsonl.gz`; what is not there is left out. Groups are those of `paperdex
dedupe FILE`. Peers: exact title and year, and MinHash with rensa where pip has it.
"""

import argparse
import gzip
import json
import random
import re
import resource
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from paperdex import Library, Paper
from paperdex.dedupe import block_keys, group_papers, judge
from paperdex.dedupe.traits import Traits
from paperdex.listing.base import Entry, Page
from paperdex.parse import parse_entry
from paperdex.text import title_key

ROOT = Path(__file__).parent.parent
SETS = "sra_stroke sra_cytology asysd_diabetes digital_work dblp_acm synth_20k".split()
AIMS = dict(zip(SETS, (0.998, 0.998, 0.999, 0.995, 0.93, 0.993), strict=True))
REVIEWS = SETS[:4]

Record = dict[str, Any]
Pair = tuple[int, int]


class Score(NamedTuple):
    """How groups compare to the truth, by pairs; and papers of which every record went
    into another one."""

    precision: float
    recall: float
    lost: int

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


# Reading


def read_lines(path: Path) -> list[Record]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def read_truth(folder: Path, records: Sequence[Record]) -> list[str]:
    with gzip.open(folder / "clusters.tsv.gz", "rt", encoding="utf-8") as file:
        cluster = dict(line.rstrip("\n").split("\t") for line in file)
    return [cluster[record["id"]] for record in records]


def to_paper(record: Record) -> Paper:
    paper = parse_entry(Entry(1, 1, 1, 1, "", record, Page()), "made", "made")
    assert isinstance(paper, Paper)
    return paper


# What is compared


def group_with_paperdex(records: Sequence[Record]) -> list[int]:
    """For each record the group it is in, of the journey a user takes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "records.jsonl")
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(record) + "\n" for record in records)
        group = list(range(len(records)))
        with Library.of([path]) as library:
            for found in library.dedupe():
                places = [seen.line - 1 for seen, _ in found.entries]
                for place in places:
                    group[place] = places[0]
        return group


def group_by_title_and_year(records: Sequence[Record]) -> list[int]:
    first = dict[tuple[str, Any], int]()
    return [
        first.setdefault((title_key(record["title"]), record.get("year")), place)
        for place, record in enumerate(records)
    ]


def group_with_rensa(records: Sequence[Record]) -> list[int]:
    """MinHash of title and abstract in shingles of three words, 128 permutations, at 0.7."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.7, num_perm=128, num_bands=16)
    hashes = []
    for place, record in enumerate(records):
        words = f"{record['title']} {record.get('abstract') or ''}".lower().split()
        shingles = [" ".join(words[n : n + 3]) for n in range(max(1, len(words) - 2))]
        minhash = RMinHash(num_perm=128, seed=42)
        minhash.update(shingles)
        index.insert(place, minhash)
        hashes.append(minhash)
    root = list(range(len(records)))

    def find(place: int) -> int:
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    for place, minhash in enumerate(hashes):
        for other in index.query(minhash):
            if other != place and minhash.jaccard(hashes[other]) >= 0.7:
                root[find(other)] = find(place)
    return [find(place) for place in range(len(records))]


Grouper = Callable[[Sequence[Record]], list[int]]
GROUPERS: dict[str, Grouper] = {
    "paperdex": group_with_paperdex,
    "title + year": group_by_title_and_year,
    "rensa": group_with_rensa,
}


def find_groupers() -> dict[str, Grouper]:
    is_there = find_spec("rensa") is not None
    return {name: of for name, of in GROUPERS.items() if name != "rensa" or is_there}


# Quality


def pairs_of(groups: Iterable[Any]) -> set[Pair]:
    members = defaultdict[Any, list[int]](list)
    for place, group in enumerate(groups):
        members[group].append(place)
    return {pair for places in members.values() for pair in combinations(places, 2)}


def compare(groups: Sequence[int], truth: Sequence[str]) -> Score:
    found, true = pairs_of(groups), pairs_of(truth)
    shared = len(found & true)
    kept = dict[int, int]()
    for place, group in enumerate(groups):
        kept.setdefault(group, place)
    lost = set(truth) - {truth[place] for place in kept.values()}
    return Score(shared / max(1, len(found)), shared / max(1, len(true)), len(lost))


def without_place(record: Record) -> Record:
    return {k: v for k, v in record.items() if k not in ("volume", "number", "pages")}


def measure_quality(folder: Path) -> Iterator[str]:
    groupers = find_groupers()
    yield (
        "| set | aim | "
        + " | ".join(f"{name} P / R / **F1**, lost" for name in groupers)
        + (" | paperdex without volume, number, pages |")
    )
    yield "|---|---|" + "---|" * (len(groupers) + 1)
    for name in SETS:
        if not (folder / name).exists():
            continue
        records = read_lines(folder / name / "records.jsonl.gz")
        truth = read_truth(folder / name, records)
        scores = [compare(grouper(records), truth) for grouper in groupers.values()]
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
    groupers = find_groupers()
    found = [pairs_of(grouper(records)) for grouper in groupers.values()]
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


# Speed


def make_noisy(papers: Sequence[Record], size: int, chance: random.Random) -> list[Record]:
    """So many records of papers, half of them seen again with noise: as many real papers
    as there are, then others with half of their words and names from anywhere."""
    words = [word for paper in papers[:5000] for word in paper["title"].split()]
    prose = [word for paper in papers[:5000] for word in (paper["abstract"] or "").split()]
    names = [name for paper in papers for name in paper["authors"]]
    order = list(papers)
    chance.shuffle(order)
    made: list[Record] = []
    for nth in range(size):
        if len(made) >= size:
            break
        real = order[nth % len(order)]
        year = (real.get("date") or "2020")[:4]
        paper = {"title": real["title"], "abstract": real["abstract"] or "", "year": year}
        paper["authors"] = real["authors"]
        if nth >= len(order):
            paper["title"] = mix(paper["title"], words, chance)
            paper["abstract"] = mix(paper["abstract"], prose, chance)
            paper["authors"] = [chance.choice(names) for _ in real["authors"]]
        made.append(paper)
        made += [add_noise(paper, chance) for _ in range(chance.choice((0, 0, 1, 1, 2)))]
    return made[:size]


def mix(text: str, words: Sequence[str], chance: random.Random) -> str:
    return " ".join(chance.choice(words) if chance.random() < 0.5 else w for w in text.split())


def add_noise(paper: Record, chance: random.Random) -> Record:
    """The paper as another source might print it."""
    noisy = dict(paper)
    kind = chance.choice(("typo", "case", "cut", "tex", "bare", "names", "year", "none"))
    title = paper["title"]
    if kind == "typo" and len(title) > 8:
        place = chance.randrange(2, len(title) - 2)
        noisy["title"] = title[:place] + title[place + 1] + title[place] + title[place + 2 :]
    elif kind == "case":
        noisy["title"] = title.upper()
    elif kind == "cut":
        noisy["title"] = " ".join(title.split()[:6]) + " ..."
    elif kind == "tex":
        noisy["title"] = "{" + title.replace(" ", "} ", 1)
    elif kind == "bare":
        noisy["abstract"] = ""
    elif kind == "names":
        noisy["authors"] = [f"{name.split()[-1]}, {name[0]}." for name in paper["authors"] if name]
    elif kind == "year":
        noisy["year"] = str(int(paper["year"]) + 1)
    return noisy


def time_in_memory(records: Sequence[Record]) -> float:
    """Seconds of keys, judging and grouping, without reading and storing."""
    papers = [to_paper(record) for record in records]
    start = time.perf_counter()
    group_papers(papers)
    return time.perf_counter() - start


def measure_speed(data: Path, sizes: Sequence[int]) -> Iterator[str]:
    """Whole journeys, from records to groups; of paperdex also finding duplicates alone."""
    papers = read_lines(data / "papers-60k.jsonl.gz")
    names = [f"{name}, s" for name in find_groupers()]
    yield f"| records | paperdex, duplicates alone, s | {' | '.join(names)} | peak, MB |"
    yield "|---|" + "---|" * (len(names) + 2)
    for size in sizes:
        records = make_noisy(papers, size, random.Random(size))
        cells = [f"{time_in_memory(records):.1f}"]
        for grouper in find_groupers().values():
            start = time.perf_counter()
            grouper(records)
            cells.append(f"{time.perf_counter() - start:.1f}")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        yield f"| {size:,} | " + " | ".join(cells) + f" | {peak:,} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--sizes", nargs="*", type=int, default=[20_000, 60_000, 200_000])
    parser.add_argument("--quality", action="store_true", help="quality only")
    parser.add_argument("--speed", action="store_true", help="speed only")
    options = parser.parse_args()
    labelled = options.data / "duplicates"
    parts = []
    if not options.speed and labelled.exists():
        parts += [
            partial(part, labelled) for part in (measure_quality, measure_noise, measure_pairs)
        ]
    if not options.quality and (options.data / "papers-60k.jsonl.gz").exists():
        parts.append(partial(measure_speed, options.data, options.sizes))
    for part in parts:
        for line in part():
            print(line, flush=True)
        print()


if __name__ == "__main__":
    main()
