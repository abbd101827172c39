"""Records -> for each the group it is in, by peers.

Apart from what groups by paperdex, so that a process of theirs does not import it. Those with
much to set up have a module each.
"""

import resource
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from data import Record
from paperdex.text import title_key
from peers import read_papers

# Several of them fit into 24 GB.
MOST_GIGABYTES = 6


def group_file(records: str, grouper: str) -> list[int]:
    """The groups of the records of a file, by a `module:function`.

    Runs in a process of its own, which may take so much memory, as may each that it starts.
    """
    most = MOST_GIGABYTES * 10**9
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    module, name = grouper.split(":")
    groups: list[int] = getattr(import_module(module), name)(list(read_papers(records)))
    return groups


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
