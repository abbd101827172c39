"""What takes long shows on a terminal that it is at work, and nowhere else."""

import io
import sys

import pytest

from paperdex.commands.parts import tell
from paperdex.commands.parts.opening import showing_progress, waiting
from paperdex.output import progress


class Terminal(io.TextIOWrapper):
    """A stream over bytes, as standard error is, that says it is a terminal."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def isatty(self) -> bool:
        return True

    def getvalue(self) -> str:
        """All that was written."""
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode()


def _show_at_once(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error as a terminal, on which progress is drawn at once. Not a fixture: pytest puts
    its own standard error in place after these."""
    monkeypatch.setattr(progress, "DELAY", 0.0)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    return terminal


def test_a_late_ingest_says_what_it_is_doing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = _show_at_once(monkeypatch)
    with progress.show_progress() as advance:
        advance(0, 2, "reading [b]page.txt", 7)
    assert "reading [b]page.txt" in shown.getvalue()


def test_the_name_of_a_file_steers_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = _show_at_once(monkeypatch)
    with progress.show_progress() as advance:
        advance(0, 2, "reading a\x1b]0;x\x07\n\u202eb", 7)
        advance(1, 2, "reading c\x1b]0;x\x07\n\u202ed", 9)
    assert "reading a" in shown.getvalue()
    assert not any(sign in shown.getvalue() for sign in ("\x1b]", "\x07", "\u202e"))


def test_a_message_during_progress_is_printed_on_its_own_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = _show_at_once(monkeypatch)
    with progress.show_progress() as advance:
        advance(0, 2, "reading page.txt", 7)
        tell("stopping after this file")
        advance(1, 2, "reading page.txt", 9)
    cleared = "\r\x1b[2K"
    assert f"{cleared}paperdex: stopping after this file\n" in shown.getvalue()


def test_a_quick_ingest_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = _show_at_once(monkeypatch)
    monkeypatch.setattr(progress, "DELAY", 3600.0)
    with progress.show_progress() as advance, progress.show_waiting("ranking"):
        advance(0, 2, "reading page.txt", 7)
    assert shown.getvalue() == ""


def test_no_progress_is_drawn_where_stderr_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "DELAY", 0.0)
    shown = io.StringIO()
    monkeypatch.setattr(sys, "stderr", shown)
    with showing_progress() as advance, waiting("ranking"):
        assert advance is None
    assert shown.getvalue() == ""
