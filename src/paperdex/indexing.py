"""Papers of a store -> their documents for the index, made by several processes if there are
many.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from paperdex.index.documents import Document, describe_papers
from paperdex.merge import merge_papers
from paperdex.store import Store
from paperdex.store.entries import PaperRecords, records_of_papers
from paperdex.store.records import Phrases, make_unpacker
from paperdex.workers import Fields, Progress, WorkerPool, count_workers

# For how many papers it is worth while to start another process.
_SHARE = 2000


@contextmanager
def reading_documents(
    store: Store, numbers: Sequence[range], progress: Progress | None
) -> Iterator[Iterator[Document]]:
    """The documents of the papers with these numbers, to be read inside the context."""
    total = sum(map(len, numbers))

    def read(pool: WorkerPool) -> Iterator[Document]:
        phrases = store.phrases()
        jobs = ((phrases, job) for some in numbers for job in records_of_papers(store, some))
        done = 0
        for results in pool.do(describe_records, jobs):
            for rows in results:
                yield from map(Document._make, rows)
                done += len(rows)
                pool.progress(done, total, "indexing", done)
        # What was given is now made a part of the index.
        pool.progress(total, total, "writing the index", 0)

    with WorkerPool(count_workers(total // _SHARE), progress, describe_records) as pool:
        yield read(pool)


def describe_records(
    job: tuple[Phrases, Sequence[PaperRecords]],
) -> Iterator[list[Fields]]:
    """Takes the phrases that records refer to, and papers. Yields the fields of a Document for
    each as one list: a pipe holds few, so a process that passed them on one by one would wait
    for the reader."""
    phrases, named = job
    unpack = make_unpacker(phrases)
    papers = (merge_papers(map(unpack, records), name) for name, records in named)
    yield [tuple(document) for document in describe_papers(papers)]
