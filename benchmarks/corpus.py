"""Real papers -> a corpus of any size, made by recombining their sentences.

    python benchmarks/corpus.py 600000 papers.jsonl [--form pages] [--seed 6] [--papers FILE]

Paper n is made of (seed, n) alone: a smaller corpus is the beginning of a larger one, and
memory holds the real papers only, whatever the size. A title is the first part of one and
the last part of another; no two are made of the same parts, so that the corpus has no
duplicates but those asked for (``--form noisy``). Abstracts are runs of one to three
sentences of several papers, as many sentences as one has. Ids and months are counted up.
"""

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from data import DATA, Record
from noise_kinds import NOISE

PAPERS = DATA / "papers-60k.jsonl.gz"
SEED = 6

PAPERS_A_PAGE = 60
_FEWEST_IN_FILES = 1000
# arXiv ids have five digits after the month since 2015.
_FIRST_YEAR, _MONTHS = 2015, 138
_MONTH_NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
# Shares of the real papers that have an arXiv id, and upvotes.
_WITH_ID, _WITH_UPVOTES = 0.6, 0.18
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
# Steps through all pairs of title parts, and all months, without coming back too soon: primes.
_STEP, _MONTH_STEP = 2_860_486_313, 37


class Parts(NamedTuple):
    """What real papers are taken apart into."""

    heads: list[str]
    tails: list[str]
    sentences: list[list[str]]
    names: list[str]
    crowds: list[int]
    """How many authors papers have."""


def read_parts(path: Path) -> Parts:
    """The parts of the papers in a file of JSON lines, gzipped."""
    heads, tails, names = dict[str, None](), dict[str, None](), dict[str, None]()
    sentences, crowds = list[list[str]](), list[int]()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for paper in map(json.loads, lines):
            head, tail = split_title(" ".join(paper["title"].split()))
            heads[head] = tails[tail] = None
            sentences.append(_SENTENCE_END.split(" ".join((paper["abstract"] or "").split())))
            names.update(dict.fromkeys(name for name in paper["authors"] if name.strip()))
            crowds.append(max(1, len(paper["authors"])))
    return Parts(list(heads), list(tails), sentences, list(names), crowds)


def split_title(title: str) -> tuple[str, str]:
    """A title at its colon, else in the middle of its words."""
    head, colon, tail = title.partition(": ")
    if colon and head and tail:
        return head + ":", tail
    words = title.split()
    return " ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])


def make_papers(parts: Parts, count: int, seed: int = SEED, first: int = 0) -> Iterator[Record]:
    """So many papers, from number ``first`` on."""
    chance = random.Random()
    for number in range(first, first + count):
        chance.seed(seed << 40 | number)
        yield make_paper(parts, number, chance)


def make_paper(parts: Parts, number: int, chance: random.Random) -> Record:
    """The paper of a number, as JSON lines give it."""
    month = number * _MONTH_STEP % _MONTHS
    year, month = _FIRST_YEAR + month // 12, month % 12 + 1
    arxiv_id = f"{year % 100:02}{month:02}.{number // _MONTHS + 1:05}"
    return {
        "title": make_title(parts, number),
        "abstract": make_abstract(parts, chance),
        "authors": chance.choices(parts.names, k=chance.choice(parts.crowds)),
        "date": f"{year}-{month:02}-{chance.randint(1, 28):02}",
        "upvotes": chance.randint(1, 300) if chance.random() < _WITH_UPVOTES else None,
        "url": f"https://arxiv.org/abs/{arxiv_id}" if chance.random() < _WITH_ID else None,
    }


def make_title(parts: Parts, number: int) -> str:
    """The title of a number: another pair of parts for each below the number of pairs."""
    pair = (number + 1) * _STEP % (len(parts.heads) * len(parts.tails))
    head, tail = divmod(pair, len(parts.tails))
    return f"{parts.heads[head]} {parts.tails[tail]}".strip()


def make_abstract(parts: Parts, chance: random.Random) -> str:
    wanted = len(chance.choice(parts.sentences))
    made = list[str]()
    while len(made) < wanted:
        given = chance.choice(parts.sentences)
        start = chance.randrange(len(given))
        made += given[start : start + chance.randint(1, min(3, wanted - len(made)))]
    return " ".join(made)


def make_noisy(parts: Parts, count: int, seed: int = SEED) -> Iterator[Record]:
    """So many records of papers, nearly half of them as another source might print a paper
    that is there: with a typo, cut, in TeX, without its abstract, and so on. Records of one
    paper have the same number as their ``cluster``."""
    return islice(_papers_and_noise(parts, count, seed), count)


def _papers_and_noise(parts: Parts, count: int, seed: int) -> Iterator[Record]:
    chance = random.Random(seed)
    kinds = list(NOISE.values())
    for number, made in enumerate(make_papers(parts, count, seed)):
        paper = {name: made[name] for name in ("title", "abstract", "authors")}
        paper |= {"year": made["date"][:4], "cluster": number}
        yield paper
        for _ in range(chance.choice((0, 0, 1, 1, 2))):
            yield chance.choice(kinds)(paper, chance)


def draw_page(papers: Iterable[Record]) -> str:
    """A saved page of answers that shows these papers, as its text."""
    page = "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\n"
    page += "Daily Papers\n\nbyAK and the research community\n\nMar 12\n\n"
    for paper in papers:
        year, month, day = map(int, paper["date"].split("-"))
        page += f"{paper['upvotes'] or '-'}\n\n{paper['title']}\n\n{paper['abstract']}\n\n"
        page += f"· {len(paper['authors'])} authors\n\n·\n\n"
        page += f"{_MONTH_NAMES[month - 1]} {day}, {year}\n\n"
    return page + "Previous\n\nNext\n\nSystem theme\n"


def write_lines(records: Iterable[Record], path: Path) -> None:
    """Records as JSON lines."""
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def write_pages(papers: Iterable[Record], folder: Path, first: int = 0) -> None:
    """Papers as a folder of saved pages, numbered from ``first`` on."""
    folder.mkdir(parents=True, exist_ok=True)
    left, number = iter(papers), first
    while page := list(islice(left, PAPERS_A_PAGE)):
        (folder / f"page-{number:06}.txt").write_text(draw_page(page), encoding="utf-8")
        number += 1


def papers_of_files(files: int) -> int:
    """How many papers a corpus of so many files has."""
    return max(files, _FEWEST_IN_FILES)


def write_files(papers: Iterable[Record], folder: Path, files: int) -> None:
    """Papers as so many files of JSON lines, a thousand to a folder, equally many in each."""
    left, each = iter(papers), papers_of_files(files) // files
    for number in range(files):
        path = folder / f"{number // 1000:04}" / f"{number:06}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_lines(islice(left, each), path)


def write_corpus(
    source: str, target: str, count: int, form: str = "lines", seed: int = SEED, first: int = 0
) -> None:
    """Make a corpus in a form: lines, noisy (lines with duplicates), pages or files (folders;
    of files ``count`` is how many)."""
    parts = read_parts(Path(source))
    if form == "pages":
        write_pages(make_papers(parts, count, seed, first), Path(target), first)
    elif form == "files":
        write_files(make_papers(parts, papers_of_files(count), seed, first), Path(target), count)
    elif form == "noisy":
        write_lines(make_noisy(parts, count, seed), Path(target))
    else:
        write_lines(make_papers(parts, count, seed, first), Path(target))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("target")
    parser.add_argument("--form", choices=("lines", "noisy", "pages", "files"), default="lines")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--papers", default=str(PAPERS), help="real papers, JSON lines, gzipped")
    options = parser.parse_args()
    write_corpus(options.papers, options.target, options.count, options.form, options.seed)


if __name__ == "__main__":
    main()
