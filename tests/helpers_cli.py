"""Runs whole commands, as a user would, and gives exit code and both streams."""

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple
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
    before, code = (sys.stdin, sys.stdout, sys.stderr), 0
    sys.stdin, sys.stdout, sys.stderr = TextIOWrapper(BytesIO(stdin)), out, err
    try:
        with chdir(cwd), patch.dict(os.environ, _environment(cwd, env), clear=True):
            command = read_command(args)
            code = command() if command else cli.main([*args], prog_name="paperdex")
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
    return Ran(code, *(_text_of(stream) for stream in (out, err)))


def _environment(cwd: Path, env: Mapping[str, str] | None) -> dict[str, str]:
    """Without what a person has set, and with no library of their own."""
    clean = {k: v for k, v in os.environ.items() if k not in ("PAPERDEX_HOME", "NO_COLOR")}
    return {**clean, "XDG_DATA_HOME": str(cwd / "no-data"), **(env or {})}


def _text_of(stream: TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def page(*cards: tuple[str, str], date: str = "Mar 12") -> str:
    """A saved page with these titles and abstracts."""
    texts = (f"{title}\n\n{abstract}\n\n" for title, abstract in cards)
    return f"{HEADER}{date}\n\n{''.join(texts)}"
