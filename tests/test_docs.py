"""What the documents show is what happens. Rewrite the output of their examples
after a change with `python tests/test_docs.py`; the diff is the review."""

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import paperdex.library
from helpers_cli import run, run_here
from helpers_places import ROOT
from paperdex import Library
from paperdex.cli import SECTIONS

DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?://)([^)#]*)#?([^)]*)\)")  # to a file, and a heading in it
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run_block(block: str, folder: Path) -> str:
    """The block as a terminal would show it: each `$ command` and what it prints."""
    shown = []
    for line in block.splitlines():
        if line.startswith("$ "):
            ended = subprocess.run(
                ["bash", "-c", line[2:]],
                cwd=folder,
                env={**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
            )
            shown += [line, *ended.stdout.decode().splitlines()]
    return "\n".join(shown) + "\n"


def make_folder(folder: Path) -> Path:
    """A folder as after the first command of the README: the seeds, indexed."""
    (folder / "seeds").symlink_to(ROOT / "seeds")
    (folder / "paperdex.toml").write_text((ROOT / "paperdex.toml").read_text())
    (folder / "bin").mkdir()
    command = folder / "bin" / "paperdex"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m paperdex "$@"\n')
    command.chmod(0o755)
    run("index", cwd=folder)
    return folder


def anchors_of(document: Path) -> set[str]:
    """What the headings of a document are linked by, as GitHub makes it of them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(), re.MULTILINE)
    bare = (re.sub(r"[^\w -]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in bare}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_folder(tmp_path_factory.mktemp("docs"))


BLOCKS = [
    (document.name, match[1])
    for document in DOCUMENTS
    for match in CONSOLE.finditer(document.read_text())
]


@pytest.mark.parametrize(("document", "block"), BLOCKS)
def test_examples_print_what_the_documents_show(document: str, block: str, folder: Path) -> None:
    assert run_block(block, folder) == block


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_python_examples_run(document: Path, folder: Path) -> None:
    for match in PYTHON.finditer(document.read_text()):
        subprocess.run([sys.executable, "-c", match[1]], cwd=folder, check=True)


def test_the_example_of_a_card_is_read_as_described(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "listings.md").read_text()
    example = text.split("A card is a title")[1].split("```text\n")[1].split("```")[0]
    page = tmp_path / "page.txt"
    page.write_text(re.sub(r"(?<=\S) {3,}.*", "", example))  # without the remarks beside it
    with Library.of([str(page)]) as library:
        [paper] = library.papers()
    assert (paper.title, paper.upvotes, paper.comments) == ("A Title on One Line", 24, 1)
    assert (paper.author_count, paper.date) == (6, "2022-12-28")
    assert (paper.abstract or "").startswith("The abstract, in one or more paragraphs")


def test_the_example_of_the_library_is_true(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert doctest.testmod(paperdex.library) == (0, 3)


def test_every_method_of_a_library_is_documented() -> None:
    document = (ROOT / "docs" / "python.md").read_text()
    methods = [name for name in dir(Library) if not name.startswith("_")]
    assert [name for name in methods if not re.search(rf"\b{name}\b", document)] == []


@pytest.mark.parametrize("command", [name for names in SECTIONS.values() for name in names])
def test_examples_in_help_texts_are_commands_that_parse(command: str, folder: Path) -> None:
    help_text = run_here(command, "-h", cwd=folder).out
    for line in re.findall(r"^ +(paperdex .*)$", help_text.split("Examples:")[1], re.MULTILINE):
        words = shlex.split(re.sub(r"\s*(?:>|\|).*", "", line))[1:]
        ended = run_here(*words, cwd=folder / "bin")
        about_others = command in ("forget", "same", "different", "split", "new", "saved")
        assert ended.code != 2 or about_others or "--undo" in words, (line, ended.err)


@pytest.mark.parametrize(
    "document", [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")], ids=lambda path: path.name
)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    for name, anchor in LINK.findall(document.read_text()):
        target = document.parent / name if name else document
        assert target.exists(), name
        assert not anchor or anchor in anchors_of(target), (name, anchor)


def test_code_refers_to_decisions_that_are_there() -> None:
    headings = re.findall(r"^##+ (.+)$", (ROOT / "DECISIONS.md").read_text(), re.MULTILINE)
    code = "\n".join(path.read_text() for path in (ROOT / "src").rglob("*.py"))
    named = re.findall(r'DECISIONS\.md, "([^"]+)"', code)
    assert named
    assert set(named) <= set(headings)


def rewrite(folder: Path) -> None:
    make_folder(folder)
    for document in DOCUMENTS:
        text = document.read_text()
        shown = CONSOLE.sub(lambda m: f"```console\n{run_block(m[1], folder)}```", text)
        if shown != text:
            document.write_text(shown)
            print("rewritten:", document.relative_to(ROOT))


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        rewrite(Path(name))
