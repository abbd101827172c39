"""Work shared with other processes gives what it gives when it is done here."""

import os
import signal
import subprocess
from typing import Any

import pytest

from helpers_jobs import count_up, die, divide, find_module, name_processes, refuse
from paperdex.errors import PaperdexError, WorkStopped
from paperdex.ingest.reading import read_fields
from paperdex.workers import WorkerPool, count_workers


def do(size: int, function: Any, jobs: list[Any]) -> list[list[Any]]:
    with WorkerPool(size) as pool:
        return [list(results) for results in pool.do(function, jobs)]


@pytest.mark.parametrize("size", [0, 1, 3])
def test_results_come_in_the_order_of_jobs(size: int) -> None:
    assert do(size, count_up, [3, 0, 2, 1, 4]) == [list(range(n)) for n in (3, 0, 2, 1, 4)]


def test_results_that_are_not_taken_are_passed_over() -> None:
    with WorkerPool(2) as pool:
        firsts = [next(results) for results in pool.do(count_up, [9, 5, 7])]
    assert firsts == [0, 0, 0]


def test_other_processes_do_the_work() -> None:
    names = {name for (name,) in do(2, name_processes, [1, 2, 3, 4])}
    assert len(names) == 2 and os.getpid() not in names


def test_processes_import_while_there_is_no_job_yet() -> None:
    with WorkerPool(1, first=read_fields) as pool:
        found = [list(results) for results in pool.do(find_module, [read_fields.__module__])]
    assert found == [[read_fields.__module__]]


def test_work_that_was_stopped_leaves_a_pool_that_works() -> None:
    with WorkerPool(2) as pool:
        with pytest.raises(PaperdexError):
            list(map(list, pool.do(refuse, [7, 8])))
        assert [list(results) for results in pool.do(count_up, [2, 1])] == [[0, 1], [0]]


@pytest.mark.parametrize(("shares", "processors", "workers"), [
    (0, 4, 0), (1, 4, 0), (2, 4, 2), (9, 4, 4), (9, 1, 0),
])  # fmt: skip
def test_small_work_starts_no_process(
    shares: int, processors: int, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperdex.workers.count_processors", lambda: processors)
    assert count_workers(shares) == workers


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="processors are counted otherwise")
def test_many_processors_do_not_start_as_many_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(64)))
    assert count_workers(1000) == 8


def test_an_error_comes_with_its_traceback() -> None:
    with pytest.raises(RuntimeError, match=r"in divide(.|\n)*ZeroDivisionError"):
        do(1, divide, [1, 0])


def test_what_a_user_can_act_on_stays_one_line() -> None:
    with pytest.raises(PaperdexError, match=r"here\.db: the library is damaged \(7\)"):
        do(1, refuse, [7])


def test_a_worker_that_is_killed_is_reported() -> None:
    with pytest.raises(WorkStopped, match="nothing was changed"):
        do(1, die, [1])


def test_a_worker_that_is_killed_between_jobs_is_reported() -> None:
    with WorkerPool(1) as pool, pytest.raises(WorkStopped):
        for results in pool.do(name_processes, range(9)):
            for name in results:  # it has done its job
                os.kill(name, signal.SIGKILL)
                os.waitid(os.P_PID, name, os.WEXITED | os.WNOWAIT)


def test_a_worker_that_can_not_be_started_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse_to_start(*_: object, **__: object) -> None:
        raise BlockingIOError("too many processes")

    monkeypatch.setattr(subprocess, "Popen", refuse_to_start)
    with pytest.raises(WorkStopped):
        do(1, count_up, [1])


def test_this_process_takes_part_in_turn_and_begins() -> None:
    with WorkerPool(2) as pool:
        by = [next(name) for name in pool.do(name_processes, range(6), here=name_processes)]
    assert by[0] == by[3] == os.getpid()
    assert by[1:3] == by[4:] and len({*by}) == 3


@pytest.mark.parametrize("size", [0, 2])
def test_what_is_done_here_may_be_done_otherwise(size: int) -> None:
    with WorkerPool(size) as pool:
        done = [list(results) for results in pool.do(count_up, [2, 1], here=lambda job: [-job])]
    assert done == ([[-2], [-1]] if size == 0 else [[-2], [0]])
