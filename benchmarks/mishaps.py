"""Does to listings what happens to files, and checks whether every line is accounted for.

    python benchmarks/mishaps.py [FOLDER...] [--trials 500] [--seed 1]

Takes the listings of the tests, the seeds, and files of folders that are named; cuts,
joins, packs, recodes and spoils them at random, one to three times over. Then the books
must close, every line that is not blank be in a block, a file that is no listing be named
with a reason, and a command end in order, without a traceback or a sign that would steer a
terminal.

Prints every fault; ends with 1 if there was any.
"""

import argparse
import bz2
import gzip
import io
import random
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from data import ROOT
from paperdex import Library
from paperdex.listing.decode import FileContent
from torture import Ran, run

BASES = (ROOT / "seeds", ROOT / "tests" / "listings")
_LONGEST = 400_000  # bytes that are taken of a file
_SIGNS = (
    *(b"{", b"}", b"[", b"]", b'"', b"\\", b"NaN", b"\\ud800", b"```\n", b"---\n", b"24\n"),
    *(b"<!--", b"</div>", b"<script>", b"<![CDATA[", b"&#0;&#xD800;", b"| a |\n|---|\n"),
    *(b"\x1b[31m", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\x0b\x0c\x1c", b"\xed\xa0\x80"),
    *("\u202e".encode(), "\u2028".encode(), b"\0", b"\0" * 5000),
)
_LEADS = (b"\n" * 500, b" " * 300_000, b"# notes\n", b"[\n", b'{"data":', b"<html>", b"```json\n")
_CODECS = ("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "cp1252", "utf-7")
COMMANDS = (
    *(("list",), ("list", "--json"), ("search", "learning"), ("search", "graph", "--by", "year")),
    *(("export", "--csv"), ("show", "the"), ("similar", "--text", "learning of graphs")),
)

Mishap = Callable[[bytes, random.Random], bytes]


def _insert(data: bytes, what: bytes, rng: random.Random) -> bytes:
    place = rng.randrange(len(data) + 1)
    return data[:place] + what + data[place:]


def _flip(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randrange(1, 30) if data else 0):
        changed[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(changed)


def _shuffle(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    rng.shuffle(lines)
    return b"\n".join(lines)


def _mix_codecs(data: bytes, rng: random.Random) -> bytes:
    codecs = ("utf-8", "cp1252", "utf-16-le", "shift_jis")
    lines = data.decode("utf-8", "replace").split("\n")
    return b"\n".join(line.encode(rng.choice(codecs), "replace") for line in lines)


def _recode(data: bytes, rng: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(rng.choice(_CODECS), "replace")


def _zip(data: bytes, rng: random.Random) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("page", data)
    return packed.getvalue()


MISHAPS: dict[str, Mishap] = {
    "cut off": lambda data, rng: data[: rng.randrange(len(data) + 1)],
    "beginning cut off": lambda data, rng: data[rng.randrange(len(data) + 1) :],
    "twice": lambda data, rng: data + b"\n" + data,
    "bytes changed": _flip,
    "lines shuffled": _shuffle,
    "signs put in": lambda data, rng: _insert(data, rng.choice(_SIGNS), rng),
    "more in front": lambda data, rng: rng.choice(_LEADS) + data,
    "no line ends": lambda data, rng: data.replace(b"\n", b" "),
    "other line ends": lambda data, rng: data.replace(b"\n", rng.choice([b"\r\n", b"\r", b"\n\n"])),
    "indented": lambda data, rng: data.replace(b"\n", rng.choice([b"\n    ", b"\n> "])),
    "another encoding": _recode,
    "several encodings": _mix_codecs,
    "gzip": lambda data, rng: gzip.compress(data),
    "gzip cut off": lambda data, rng: gzip.compress(data)[: rng.randrange(len(data) // 2 + 1)],
    "gzip and more": lambda data, rng: gzip.compress(data) + data[:50],
    "zip": _zip,
    "bzip2": lambda data, rng: bz2.compress(data),
    "a very long line": lambda data, rng: _insert(data, b"x" * (5 << 20), rng),
}
# Five megabytes are read for each.
_RARE = {"a very long line": 0.1}


def spoil(data: bytes, rng: random.Random) -> tuple[str, bytes]:
    """The bytes after one to three mishaps, and which."""
    names = rng.choices(
        list(MISHAPS), [_RARE.get(name, 1.0) for name in MISHAPS], k=rng.randint(1, 3)
    )
    for name in names:
        data = MISHAPS[name](data, rng)
    return ", ".join(names), data


def find_faults(path: Path, command: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with how a file is accounted for, and how the command ends over it."""
    with Library.of([path]) as library:
        report, rows = library.report(), list(library.ledger())
        problems = library.problems
    [file], counts = report.files, report.counts
    if counts.entries != counts.papers + counts.merged + counts.rejected:
        yield f"the books do not close: {counts}"
    if Counter(row.kind for row in rows)["rejected"] != counts.rejected:
        yield f"the ledger has other numbers than {counts}"
    if file.form is None and not (file.note and problems):
        yield "left out without a reason"
    covered = {line for row in rows for line in range(row.first_line, row.end_line + 1)}
    lines = enumerate(FileContent(lambda: path.open("rb")).lines(), 1)
    lost = [number for number, line in lines if line.strip() and number not in covered]
    if file.form is not None and lost:
        yield f"{len(lost)} lines in no block, the first {lost[0]}"
    ended = run(path.parent, *command, "--in", path.name)
    yield from _look_at_end(ended, is_listing=file.form is not None, rejected=counts.rejected)


def _look_at_end(ended: Ran, is_listing: bool, rejected: int) -> Iterator[str]:
    if ended.code not in ((0, 1) if is_listing else (3,)) or "Traceback" in ended.err:
        yield f"ended with {ended.code}: {ended.err}"
    if rejected and "rejected" not in ended.err:
        yield "nothing is said of what was rejected"
    signs = {sign for sign in ended.out + ended.err if sign not in "\n\t"}
    if any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in signs):
        yield "a sign that steers a terminal is printed"


def main() -> int:
    """Run the trials that are asked for, and print what they showed."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("folders", nargs="*", type=Path, help="with more files to spoil")
    options.add_argument("--trials", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    rng, faulty = random.Random(asked.seed), 0
    bases = sorted(p for f in (*BASES, *asked.folders) for p in f.rglob("*") if p.is_file())
    with tempfile.TemporaryDirectory(prefix="mishaps-") as folder:
        path = Path(folder) / "page"
        for _ in range(asked.trials):
            base = rng.choice(bases)
            what, data = spoil(base.read_bytes()[:_LONGEST], rng)
            path.write_bytes(data)
            faults = list(find_faults(path, rng.choice(COMMANDS)))
            faulty += bool(faults)
            for fault in faults:
                print(f"{base.name}: {what}: {fault}", flush=True)
    print(f"{asked.trials} trials of {len(bases)} files, {faulty} with faults")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
