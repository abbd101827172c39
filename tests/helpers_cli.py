"""Runs whole commands, as a user would, and gives exit code and both streams."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir, contextmanager, suppress
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple, TextIO
from unittest.mock import patch

from helpers_listing import HEADER
from paperdex.cli import cli
from paperdex.plain import read_command


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


def run(*args: str, cwd: Path, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Ran:
    """`paperdex ARGS` in a folder, in a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-m", "paperdex", *args],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env=_environment(cwd, env),
        timeout=60,
        check=False,
    )
    return Ran(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def run_here(
    *args: str, cwd: Path, stdin: bytes = b"", env: Mapping[str, str] | None = None
) -> Ran:
    """The same in this process, which is ten times as fast: for what no process is needed."""
    out, err = TextIOWrapper(BytesIO(), "utf-8"), TextIOWrapper(BytesIO(), "utf-8")
    code = _run_with((TextIOWrapper(BytesIO(stdin)), out, err), args, cwd, env)
    return Ran(code, *(_text_of(stream) for stream in (out, err)))


def run_on_terminal(
    *args: str,
    cwd: Path,
    width: int = 80,
    talks: bool = False,
    env: Mapping[str, str] | None = None,
) -> str:
    """What a terminal of this width shows of the answer of `paperdex ARGS` in this process; with
    ``talks`` of stderr, too, where a bar is drawn when the machine is busy. Nobody types there."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    env = {"TERM": "xterm-256color", **(env or {})}
    with ThreadPoolExecutor() as reading:
        shown = reading.submit(_read_to_end, leader)  # meanwhile: a terminal holds little
        with open(follower, "w") as terminal, _standing_for_stdout(follower):
            err = terminal if talks else TextIOWrapper(BytesIO())
            _run_with((TextIOWrapper(BytesIO()), terminal, err), args, cwd, env)
        return shown.result().decode()


def _run_with(
    streams: tuple[TextIO, TextIO, TextIO],
    args: Sequence[str],
    cwd: Path,
    env: Mapping[str, str] | None,
) -> int:
    """The exit code of a command in this process, with these streams for its own."""
    before = (sys.stdin, sys.stdout, sys.stderr)
    sys.stdin, sys.stdout, sys.stderr = streams
    try:
        with chdir(cwd), patch.dict(os.environ, _environment(cwd, env), clear=True):
            command = read_command(args)
            return command() if command else int(cli.main([*args], prog_name="paperdex"))
    except SystemExit as end:
        return int(end.code or 0)
    finally:
        sys.stdin, sys.stdout, sys.stderr = before


@contextmanager
def _standing_for_stdout(descriptor: int) -> Iterator[None]:
    """Inside, the number of standard output is another's: by it the width is asked for."""
    kept = os.dup(1)
    os.dup2(descriptor, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _read_to_end(leader: int) -> bytes:
    """All that a terminal shows until nothing more can be written to it."""
    shown = b""
    with suppress(OSError), open(leader, "rb", buffering=0) as screen:
        while piece := screen.read(65536):
            shown += piece
    return shown


def _environment(cwd: Path, env: Mapping[str, str] | None) -> dict[str, str]:
    """Without what a person has set, and with no library of their own."""
    ours = ("PAPERDEX_HOME", "NO_COLOR", "COLUMNS")
    clean = {k: v for k, v in os.environ.items() if k not in ours}
    return {**clean, "XDG_DATA_HOME": str(cwd / "no-data"), **(env or {})}


def _text_of(stream: TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def page(*cards: tuple[str, str], date: str = "Mar 12") -> str:
    """A saved page with these titles and abstracts."""
    texts = (f"{title}\n\n{abstract}\n\n" for title, abstract in cards)
    return f"{HEADER}{date}\n\n{''.join(texts)}"
