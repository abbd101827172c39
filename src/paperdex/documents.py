"""Papers of a store -> their documents for the index, made by several processes where there
are many.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from paperdex.crew import Crew, count_processors
from paperdex.index.documents import Document, describe_papers
from paperdex.merge import merge_papers
from paperdex.store import Store
from paperdex.store.records import unpack

# So many papers are one job; and from so many on it is worth while to start other processes.
_PAPERS = 200
_MANY = 4000

Job = list[tuple[str, list[bytes]]]
"""Papers: the id of each, and the records of its entries."""


def count_helpers(papers: int) -> int:
    """How many processes should share the work of so many papers."""
    return count_processors() if papers >= _MANY and count_processors() > 1 else 0


def read_documents(store: Store, numbers: Sequence[range], crew: Crew) -> Iterator[Document]:
    """The documents of the papers with these numbers."""
    jobs = (job for some in numbers for job in _cut(store, some))
    for results in crew.do(describe_records, jobs):
        yield from (Document(*fields) for fields in results)


def describe_records(job: Job) -> Iterator[tuple[Any, ...]]:
    """Gives the fields of a Document for each paper."""
    papers = (merge_papers(map(unpack, records), name) for name, records in job)
    return map(tuple, describe_papers(papers))


def _cut(store: Store, numbers: range) -> Iterator[Job]:
    for start in numbers[::_PAPERS]:
        rows = store.records_between(start, min(start + _PAPERS, numbers.stop))
        by_paper = (list(rows) for _, rows in groupby(rows, itemgetter(0)))
        yield [(entries[0][1], [record for _, _, record in entries]) for entries in by_paper]
