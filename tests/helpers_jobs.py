"""Jobs that tests give to other processes. Here they are, not beside the tests, because a process
imports the module of its job, and pytest takes longer to import than a job to do."""

import os
import signal
import sys
from collections.abc import Iterator
from typing import Any

from paperdex.errors import LibraryDamaged


def count_up(limit: int) -> Iterator[int]:
    yield from range(limit)


def divide(number: int) -> Iterator[float]:
    yield 1 / number


def refuse(number: int) -> Iterator[int]:
    raise LibraryDamaged("here.db", number)
    yield number


def name_processes(number: int) -> Iterator[int]:
    yield os.getpid()


def find_module(name: str) -> Iterator[str | None]:
    yield name if name in sys.modules else None


def die(job: Any) -> Iterator[Any]:
    os.kill(os.getpid(), signal.SIGKILL)
    yield job


# Blocks of a file of queries, of which not all is answered


def answer_one(job: Any) -> Iterator[Any]:
    from paperdex.commands.parts.sharing import _answer_there  # other jobs need none of it

    [(generation, answers)] = _answer_there(job)
    yield generation, answers[:1]


def answer_one_and_die(job: Any) -> Iterator[Any]:
    yield from answer_one(job)
    yield from die(job)


def answer_from_elsewhere(job: Any) -> Iterator[Any]:
    for _, answers in answer_one(job):
        yield "another state", answers
