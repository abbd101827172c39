"""A pool of worker processes: work shared among processes.

In: a function of a module of this package, and jobs, one argument each. Out: for each
job, in order, what the function yields for it. Arguments and results go through pipes,
so they are plain: numbers, texts, bytes, tuples, lists, dicts.

The processes are started as programs of their own rather than forked or by
:mod:`multiprocessing`, which would run a caller's unguarded script again in each, and
must not fork beside the threads of an index.
"""

import gc
import marshal
import os
import signal
import subprocess
import sys
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import IO, Any, Self, TypeVar

from paperdex.errors import PaperdexError, WorkStopped

_Job = TypeVar("_Job")
_Result = TypeVar("_Result")
Function = Callable[[_Job], Iterable[_Result]]

Fields = tuple[Any, ...]
"""Those of a record: it passes a pipe as a plain tuple."""

Progress = Callable[[int, int, str, int], None]
"""Called now and then: how much is done, of how much in all, what is being done, and to
how many so far."""

_SERVE = (
    "import sys; sys.path[:] = {path!r}; from paperdex.workers import serve; serve({modules!r})"
)
_LENGTH = 8
# No more processes share work: one that writes, or prints, could hardly feed them, and each takes
# some 50 MB of its own.
_MOST = 8
# Objects after which garbage is collected. With more than Python's 700, jobs take 3 to 8 % less
# time, and they leave hardly any garbage.
_OBJECTS = 20_000
# What a message contains: a result; nothing, since the job is done; an error that a user can
# act on; the traceback of a bug.
_RESULT, _DONE, _REFUSED, _FAILED = range(4)


def _ignore_progress(done: int, total: int, what: str, count: int) -> None:
    """For work that nobody follows."""


def count_processors() -> int:
    """How many processors work should be shared among, of those that this process may use; 1
    where it can't start another process."""
    if not sys.executable:
        return 1
    usable = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else ()
    return min(len(usable) or os.cpu_count() or 1, _MOST)


def count_workers(shares: int) -> int:
    """How many processes to start for work of which each should have one of so many ``shares``.
    None for a single share, since the work is done here before a process has started, and none on a
    single processor."""
    workers = min(shares, count_processors())
    return workers if workers > 1 else 0


class WorkerPool:
    """``size`` processes that share work; if it is 0, the work is done in this process. A context
    manager: the processes begin and end with it. What they import for the function that they will
    do first, they import at once, beside whatever the caller does before it has jobs for them.
    ``progress`` is for whoever gives it work to call."""

    def __init__(
        self,
        size: int,
        progress: Progress | None = None,
        first: Function[Any, Any] | None = None,
    ) -> None:
        self._size = size
        self.progress = progress or _ignore_progress
        self._modules = [first.__module__] if first else []
        self._workers = list[_Worker]()

    def __enter__(self) -> Self:
        try:
            self._start_all()
        except BaseException:  # nobody leaves what was not entered
            self._end_all()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._end_all()

    def _start_all(self) -> None:
        while len(self._workers) < self._size:
            self._workers.append(_Worker(self._modules))

    def _end_all(self) -> None:
        while self._workers:
            self._workers.pop().end()

    def do(
        self,
        function: Function[_Job, _Result],
        jobs: Iterable[_Job],
        here: Function[_Job, _Result] | None = None,
    ) -> Generator[Iterator[_Result], None, None]:
        """For each job, in order, the results of the function; read them before asking for the
        next. Closing it early stops the work. With a function to do them ``here``, this process
        has its share of the jobs, the first one included.

        Raises WorkStopped if a process was stopped or can't be started, PaperdexError if the
        function raised one, and RuntimeError, with the traceback, if it raised anything else.
        """
        if not self._size:
            yield from (iter((here or function)(job)) for job in jobs)
            return
        try:
            yield from self._share(function, iter(jobs), here)
        except BaseException:  # nobody waits any more for what they are at
            self._end_all()
            raise

    def _share(
        self, function: Function[Any, Any], left: Iterator[Any], here: Function[Any, Any] | None
    ) -> Iterator[Iterator[Any]]:
        self._start_all()  # again, after work that was stopped
        workers: list[_Worker | _Here] = [_Here(here)] if here else []
        workers += self._workers
        busy = deque[_Worker | _Here]()
        for worker, job in zip(workers, left):  # noqa: B905 - as many as there are
            worker.begin(function, job)
            busy.append(worker)
        while busy:
            worker = busy.popleft()
            results = worker.results()
            yield results
            for _ in results:  # what the caller left
                pass
            for job in left:
                worker.begin(function, job)
                busy.append(worker)
                break


class _Here:
    """This process among the others: it does a job while its results are read."""

    def __init__(self, function: Function[Any, Any]) -> None:
        self._function = function
        self._job: Any = None

    def begin(self, _: Function[Any, Any], job: Any) -> None:
        """The next job, for later."""
        self._job = job

    def results(self) -> Iterator[Any]:
        """What its own function yields for the job."""
        return iter(self._function(self._job))


class _Worker:
    """Another process, which has one job at a time. It begins by importing modules."""

    def __init__(self, modules: Sequence[str]) -> None:
        try:
            with _deaf_to_interrupts():
                self._process = subprocess.Popen(
                    [sys.executable, "-c", _SERVE.format(path=sys.path, modules=modules)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                )
        except OSError as error:  # no memory, or too many processes
            raise WorkStopped from error

    def begin(self, function: Function[Any, Any], job: Any) -> None:
        """Give it a job. Raises WorkStopped if it has ended."""
        assert self._process.stdin is not None
        try:
            _send(self._process.stdin, (function.__module__, function.__name__, job))
        except BrokenPipeError as error:
            raise WorkStopped from error

    def results(self) -> Iterator[Any]:
        """What it yields for its job, as it comes. Raises as :meth:`WorkerPool.do`."""
        assert self._process.stdout is not None
        while True:
            try:
                state, said = _receive(self._process.stdout)
            except EOFError as error:
                raise WorkStopped from error
            if state == _DONE:
                return
            if state == _REFUSED:
                raise PaperdexError(said)
            if state == _FAILED:
                raise RuntimeError(said)
            yield said

    def end(self) -> None:
        """End the process at once, whatever it is doing."""
        self._process.kill()
        self._process.communicate()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """A process started inside never receives Ctrl-C, which is meant for the parent process; the
    parent receives it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


ALONE = WorkerPool(0)
"""Work that is done here."""


def serve(modules: Sequence[str]) -> None:
    """Import modules, then do jobs that arrive on standard input, until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_OBJECTS)
    jobs, results = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    for name in modules:
        import_module(name)
    while True:
        try:
            module, name, job = _receive(jobs)
        except EOFError:
            return
        try:
            for result in getattr(import_module(module), name)(job):
                _send(results, (_RESULT, result))
            _send(results, (_DONE, None))
        except BrokenPipeError:  # who wanted it is gone: nothing to say, to anybody
            os._exit(0)
        except PaperdexError as error:
            _send(results, (_REFUSED, str(error)))
        except Exception:
            _send(results, (_FAILED, traceback.format_exc()))


def _send(pipe: IO[bytes], message: Any) -> None:
    data = marshal.dumps(message)
    pipe.write(len(data).to_bytes(_LENGTH, "little") + data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    """The next message. Raises EOFError if the other process has ended."""
    length = int.from_bytes(pipe.read(_LENGTH), "little")
    message = pipe.read(length)
    if not length or len(message) < length:
        raise EOFError
    return marshal.loads(message)
