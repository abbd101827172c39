"""Measures duplicates by kind of noise, and look-alikes by kind, made from real papers.

    python benchmarks/noise.py [DATA] [--pairs 1000] [--seed 1]

DATA (default ../shared/data) holds `papers-60k.jsonl.gz`. Of each kind so many papers
are taken, each with a second record of it that another source might print, or with one
of another work that looks the same; all of a kind are grouped at once.
"""

import argparse
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from dedupe import ROOT, Record, read_lines, to_paper

from paperdex.dedupe import group_papers

Change = Callable[[Record, random.Random], Record]


def type_badly(paper: Record, chance: random.Random) -> Record:
    title = paper["title"]
    place = chance.randrange(1, len(title) - 2)
    swapped = title[:place] + title[place + 1] + title[place] + title[place + 2 :]
    return paper | {"title": swapped}


def dress_in_tex(paper: Record, chance: random.Random) -> Record:
    words = paper["title"].split()
    place = chance.randrange(len(words))
    words[place] = chance.choice(("{%s}", "\\emph{%s}", "\\textbf{%s}", "{\\it %s}")) % words[place]
    return paper | {"title": " ".join(words)}


def cut_title(paper: Record, chance: random.Random) -> Record:
    words = paper["title"].split()
    return paper | {"title": " ".join(words[: max(4, len(words) * 2 // 3)]) + " ..."}


def drop_subtitle(paper: Record, chance: random.Random) -> Record:
    return paper | {"title": paper["title"].split(":")[0]}


def shorten_names(paper: Record, chance: random.Random) -> Record:
    names = [f"{name.split()[-1]}, {name[0]}." for name in paper["authors"]]
    return paper | {"authors": names[:3] + ["et al."] if len(names) > 6 else names}


def drop_abstract(paper: Record, chance: random.Random) -> Record:
    return paper | {"abstract": None}


def publish(paper: Record, chance: random.Random) -> Record:
    """A preprint two years on: a venue, a volume, pages, and the abstract worked over."""
    words = (paper["abstract"] or "").split()
    worked_over = [word for word in words if chance.random() > 0.2]
    year = str(int(paper["year"]) + chance.randrange(3))
    first = chance.randrange(1, 2000)
    place = {"volume": str(chance.randrange(1, 90)), "pages": f"{first}-{first + 14}"}
    printed = {"venue": "Journal of Measurements"} | place
    return paper | printed | {"year": year, "abstract": " ".join(worked_over)}


def next_part(paper: Record, chance: random.Random) -> Record:
    return paper | {"title": f"{paper['title']}: Part II", "abstract": None}


def next_year(paper: Record, chance: random.Random) -> Record:
    year = int(paper["year"]) + 1
    return paper | {"title": f"{paper['title']} {year}", "year": str(year), "abstract": None}


def correct(paper: Record, chance: random.Random) -> Record:
    title = chance.choice(("Erratum: {}", "Correction to: {}", "{} (Corrigendum)"))
    return paper | {"title": title.format(paper["title"]), "abstract": None}


def comment(paper: Record, chance: random.Random) -> Record:
    title = chance.choice(('Comment on "{}"', "Reply to: {}", "{}: a rejoinder"))
    return paper | {"title": title.format(paper["title"]), "abstract": None}


def write_by_others(paper: Record, chance: random.Random) -> Record:
    names = [chance.choice(_SURNAMES) + ", " + chance.choice("ABCDEFG") + "." for _ in range(3)]
    return paper | {"authors": names, "abstract": None}


def call_generally(paper: Record, chance: random.Random) -> Record:
    """Another work under a title that many bear, as the first of the pair then is too."""
    return write_by_others(paper, chance) | {"year": str(int(paper["year"]) + 1)}


_SURNAMES = "Quillfeather Oxenbury Zwartjes Ibbotson Yellowlees Umfreville Vavasour".split()
_GENERAL = "Editorial|Introduction|Book review|Letter to the editor|Preface|Discussion".split("|")

NOISE: dict[str, Change] = {
    "LaTeX in a title": dress_in_tex,
    "typos": type_badly,
    "a cut title": cut_title,
    "a dropped subtitle": drop_subtitle,
    "preprint against published": publish,
    "other author spellings": shorten_names,
    "missing abstract": drop_abstract,
}
LOOK_ALIKES: dict[str, Change] = {
    "parts": next_part,
    "yearly editions": next_year,
    "errata": correct,
    "comments and replies": comment,
    "same title by others": write_by_others,
    "generic titles": call_generally,
}


def make_pairs(
    papers: Sequence[Record], kind: str, change: Change, pairs: int, seed: int
) -> list[tuple[Record, Record]]:
    """So many papers, each with its second record, the same for the same seed."""
    chance = random.Random(f"{kind} {seed}")
    made = []
    for paper in chance.sample(list(papers), len(papers)):
        if kind == "a dropped subtitle" and len(paper["title"].split(":")[0].split()) < 3:
            continue
        if ":" not in paper["title"] and kind == "a dropped subtitle":
            continue
        if len(paper["title"].split()) < 6 or not paper["authors"]:
            continue
        fields = ("title", "abstract", "authors")
        one = {name: paper[name] for name in fields} | {"year": (paper["date"] or "2020")[:4]}
        if kind == "preprint against published":
            one["venue"] = "arXiv"
        if kind == "generic titles":
            one["title"] = chance.choice(_GENERAL)
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
    for title, kinds in (("noise | found", NOISE), ("look-alikes | merged", LOOK_ALIKES)):
        yield f"| {title} | of | joined with another pair |"
        yield "|---|---|---|---|"
        for kind, change in kinds.items():
            made = make_pairs(papers, kind, change, pairs, seed)
            joined, strangers = count_joined(made)
            yield f"| {kind} | {joined} | {len(made)} | {strangers} |"
        yield ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    papers = read_lines(options.data / "papers-60k.jsonl.gz")
    for line in measure(papers, options.pairs, options.seed):
        print(line, flush=True)


if __name__ == "__main__":
    main()
