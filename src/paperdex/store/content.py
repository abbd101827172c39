"""What a library holds, and the questions asked of it.

Papers are known by their id (``name`` in the tables), files and entries by
numbers of the database's own.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from paperdex.paper import Paper
from paperdex.query import FACTS, Range
from paperdex.sources import Given, Source
from paperdex.store.database import Database
from paperdex.store.tables import READING_VERSION
from paperdex.text import wellformed

if TYPE_CHECKING:
    from paperdex.store.intake import UnplacedRow

SORTS = {
    "date": "first_day DESC, last_day DESC, name",  # those without one last; there is an index
    "upvotes": "upvotes DESC, first_day IS NULL, first_day DESC, name",
    "comments": "comments DESC, first_day IS NULL, first_day DESC, name",
    "title": "title, name",
}
"""Orders of papers by name: newest first, most first, titles from A to Z."""

_MANY = 1000
# So many papers are read at once where all are.
_PAPERS = 200

PaperRecords = tuple[str, list[bytes]]
"""A paper's id, and the records of its entries."""

_LAST = "\U0010ffff"


class StoredFile(NamedTuple):
    """A file as it was when last read."""

    id: int
    source: str
    name: str
    size: int
    mtime: int
    digest: bytes
    given: Given
    form: str | None
    note: str | None


class StoredEntry(NamedTuple):
    """An entry with its place in the store and the paper it belongs to so far."""

    id: int
    paper: int | None
    record: Paper


class NewPaper(NamedTuple):
    """A paper as the store keeps it: its id, the id it would have if no other had it,
    why its entries are one paper, its title in the form titles are sorted by, its
    numbers in the order of :data:`FACTS`, its entries, and other ids it has or had."""

    name: str
    base: str
    reason: str
    title: str
    facts: tuple[int | None, ...]
    entries: tuple[int, ...]
    aliases: frozenset[str]


class StoredSource(NamedTuple):
    """A source the library knows."""

    name: str
    path: bytes
    listed: bool
    gone: bool

    def source_in(self, root: str) -> Source:
        """The source, for a library whose folder is ``root``."""
        return Source(self.name, os.path.join(root, os.fsdecode(self.path)))


class Store(Database):
    """An open library."""

    # Generation

    @property
    def generation(self) -> str:
        """Names the state of the library; another one after every change."""
        return str(self.value("SELECT generation FROM meta"))

    def renew_generation(self) -> str:
        """Call once in each transaction that changes papers."""
        generation = os.urandom(8).hex()
        self.write("UPDATE meta SET generation = ?", (generation,))
        return generation

    @property
    def config_stamp(self) -> str:
        """The stamp of the paperdex.toml whose sources are known here."""
        return str(self.value("SELECT config_stamp FROM meta"))

    def keep_config_stamp(self, stamp: str) -> None:
        """Note which paperdex.toml the listed sources are from."""
        self.write("UPDATE meta SET config_stamp = ?", (stamp,))

    @property
    def decisions_stamp(self) -> str:
        """The stamp of the decisions.jsonl that is applied here."""
        return str(self.value("SELECT decisions_stamp FROM meta"))

    def keep_decisions_stamp(self, stamp: str) -> None:
        """Note which decisions.jsonl is applied."""
        self.write("UPDATE meta SET decisions_stamp = ?", (stamp,))

    @property
    def is_current_reading(self) -> bool:
        """Whether all that is here was read as this program reads."""
        return bool(self.value("SELECT reading = ? FROM meta", (READING_VERSION,)))

    def keep_reading(self) -> None:
        """Note that all that is here has been read as this program reads."""
        self.write("UPDATE meta SET reading = ?", (READING_VERSION,))

    def forget_reading(self) -> None:
        """Have all files taken for changed at the next look."""
        self.write("UPDATE meta SET reading = 0")

    # Sources and files

    def sources(self) -> list[StoredSource]:
        """All sources, by name."""
        rows = self.rows("SELECT name, path, listed, gone FROM source ORDER BY name")
        return [
            StoredSource(name, path, bool(listed), bool(gone)) for name, path, listed, gone in rows
        ]

    def add_source(self, source: Source, root: str, listed: bool) -> None:
        """Make a source known, as listed in paperdex.toml or added by a command.

        Below ``root`` its path is kept relative, so that a library may be moved.
        """
        path = source.path
        if path.startswith(os.path.join(root, "")):
            path = os.path.relpath(path, root)
        self.write(
            "INSERT INTO source (name, path, listed) VALUES (?, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET path = excluded.path, listed = excluded.listed",
            (source.name, os.fsencode(path), listed),
        )

    def remove_source(self, name: str) -> set[int]:
        """Forget a source and its entries; gives the papers it touched, as remove_files."""
        papers = self.remove_files([file.id for file in self.files(name)])
        self.write("DELETE FROM source WHERE name = ?", (name,))
        return papers

    def mark_source(self, name: str, gone: bool) -> None:
        """Note whether the source is there."""
        self.write("UPDATE source SET gone = ? WHERE name = ?", (gone, name))

    def files(self, source: str | None = None) -> list[StoredFile]:
        """The files of one source or of all, by source and name."""
        rows = self.rows(
            "SELECT file.id, source.name, file.name, size, mtime, digest,"
            " visited, forced, form, note"
            " FROM file JOIN source ON source.id = file.source"
            " WHERE ? IS NULL OR source.name = ? ORDER BY source.name, file.name",
            (source, source),
        )
        return [
            StoredFile(number, of, name, size, mtime, digest, Given(*given), form, note)
            for number, of, name, size, mtime, digest, *given, form, note in rows
        ]

    def files_without_entries(self) -> list[StoredFile]:
        """The files in which no entry was found."""
        filled = {file for (file,) in self.rows("SELECT DISTINCT file FROM entry")}
        return [file for file in self.files() if file.id not in filled]

    def count_files(self) -> int:
        """How many files the library knows."""
        return int(self.value("SELECT count(*) FROM file"))

    def touch_file(self, file: int, size: int, mtime: int) -> None:
        """Note a file's new time; its content is the same."""
        self.write("UPDATE file SET size = ?, mtime = ? WHERE id = ?", (size, mtime, file))

    def reread_file(self, file: int) -> None:
        """Have the file taken for changed at the next look."""
        self.write("UPDATE file SET mtime = -1, digest = x'' WHERE id = ?", (file,))

    def remove_files(self, files: Iterable[int]) -> set[int]:
        """Take out files and their entries; gives the papers of all entries that may be
        one paper with one of them: those may change now."""
        from paperdex.store.kinds import drop_empty_kinds  # no answer needs it

        kinds, papers = set[int](), set[int]()
        for file in files:
            rows = self.rows("SELECT DISTINCT kind FROM entry WHERE file = ?", (file,))
            kinds.update(kind for (kind,) in rows)
            papers.update(self._papers_near(file))
            self.write("DELETE FROM file WHERE id = ?", (file,))
        drop_empty_kinds(self, kinds)
        return papers

    def _papers_near(self, file: int) -> list[int]:
        rows = self.rows(
            "SELECT DISTINCT paper FROM entry WHERE paper IS NOT NULL AND kind IN ("
            "SELECT kind FROM entry WHERE file = ?1"
            " UNION SELECT other FROM entry JOIN pair ON one = kind"
            " WHERE file = ?1 AND answer = 'same'"
            " UNION SELECT one FROM entry JOIN pair ON other = kind"
            " WHERE file = ?1 AND answer = 'same')",
            (file,),
        )
        return [paper for (paper,) in rows]

    def add_file(
        self,
        source: str,
        name: str,
        *,
        size: int,
        mtime: int,
        digest: bytes,
        given: Given,
        form: str | None,
        note: str | None,
    ) -> int:
        """A new file of a source, with no entries yet; gives its number."""
        return self.write(
            "INSERT INTO file (source, name, size, mtime, digest, visited, forced, form, note)"
            " VALUES ((SELECT id FROM source WHERE name = ?), ?, ?, ?, ?, ?, ?, ?, ?)",
            (source, name, size, mtime, digest, *given, form, note),
        )

    def refuse_file(self, file: int, note: str) -> None:
        """Note that a file turned out to be no listing, and why."""
        self.write("UPDATE file SET form = NULL, note = ? WHERE id = ?", (note, file))

    # Entries

    def add_unplaced(self, file: int, rows: "Iterable[UnplacedRow]") -> None:
        """Lines of a file that belong to no entry."""
        self.write_many("INSERT INTO unplaced VALUES (?, ?, ?, ?, ?)", ((file, *r) for r in rows))

    def _read(self, packed: bytes) -> Paper:
        from paperdex.store.records import unpack  # an answer of ids reads none

        return unpack(self.inflate(packed))

    def read_entry(self, entry: int) -> Paper:
        """What an entry says."""
        sql = "SELECT packed FROM record WHERE entry = ?"
        return self._read(self.value(sql, (entry,)))

    def entries_of_paper(self, paper: int) -> list[StoredEntry]:
        """The entries of a paper."""
        sql = (
            "SELECT id, paper, packed FROM entry JOIN record ON record.entry = entry.id"
            " WHERE paper = ?"
        )
        rows = self.rows(sql, (paper,))
        return [StoredEntry(e, p, self._read(packed)) for e, p, packed in rows]

    def all_entries(self) -> range:
        """From the first to the last number that an entry may have."""
        return range(1, 1 + int(self.value("SELECT max(id) FROM entry") or 0))

    def entries_of_name(self, name: str) -> list[int]:
        """The numbers of the entries of a paper by its id, in order of sighting."""
        rows = self.rows(
            "SELECT entry.id FROM entry JOIN paper ON paper.id = entry.paper"
            " JOIN file ON file.id = entry.file JOIN source ON source.id = file.source"
            " WHERE paper.name = ? ORDER BY source.name, file.name, entry.line, entry.id",
            (name,),
        )
        return [entry for (entry,) in rows]

    def entries_at(self, line: int) -> list[tuple[int, str, str]]:
        """The entries that have this line of their file, with source and file."""
        return self.rows(
            "SELECT entry.id, source.name, file.name FROM entry JOIN file ON file.id = entry.file"
            " JOIN source ON source.id = file.source WHERE ? BETWEEN first_line AND end_line"
            " ORDER BY source.name, file.name",
            (line,),
        )

    def paper_of_entry(self, entry: int) -> str:
        """The id of an entry's paper."""
        sql = "SELECT name FROM paper JOIN entry ON entry.paper = paper.id WHERE entry.id = ?"
        return str(self.value(sql, (entry,)))

    def records_of_entries(self, entries: Iterable[int]) -> list[Paper]:
        """What each of the entries says."""
        return [self.read_entry(entry) for entry in entries]

    # Papers

    def add_papers(self, papers: Sequence[NewPaper]) -> range:
        """Papers made of entries; gives their numbers."""
        first = 1 + int(self.value("SELECT max(id) FROM paper") or 0)
        numbered = list(enumerate(papers, first))
        marks = ", ".join("?" * (5 + len(FACTS)))
        self.write_many(
            f"INSERT INTO paper (id, name, base, reason, title, {', '.join(FACTS)})"
            f" VALUES ({marks})",
            (
                (n, p.name, None if p.base == p.name else p.base, p.reason, p.title, *p.facts)
                for n, p in numbered
            ),
        )
        self.write_many(
            "UPDATE entry SET paper = ? WHERE id = ?",
            sorted(((n, entry) for n, p in numbered for entry in p.entries), key=itemgetter(1)),
        )
        self.write_many(
            "INSERT INTO alias VALUES (?, ?)",
            ((alias, n) for n, p in numbered for alias in p.aliases),
        )
        return range(first, first + len(numbered))

    def papers_with_base(self, base: str) -> list[int]:
        """The papers that would have this id if no other had."""
        sql = (
            "SELECT id FROM paper WHERE base = ?1"
            " UNION ALL SELECT id FROM paper WHERE name = ?1 AND base IS NULL"
        )
        return [paper for (paper,) in self.rows(sql, (base,))]

    def bases_of(self, papers: Iterable[int]) -> set[str]:
        """The ids that papers would have if no others had them."""
        sql = "SELECT coalesce(base, name) FROM paper WHERE id = ?"
        return {base for paper in papers for (base,) in self.rows(sql, (paper,))}

    def remove_papers(self, papers: Iterable[int]) -> dict[int, list[str]]:
        """Take out papers, not their entries; gives the ids each had, the own one first."""
        names: dict[int, list[str]] = {}
        for paper in papers:
            own = self.value("SELECT name FROM paper WHERE id = ?", (paper,))
            others = self.rows("SELECT name FROM alias WHERE paper = ? ORDER BY name", (paper,))
            names[paper] = [own, *(name for (name,) in others)]
        self.write_many("DELETE FROM paper WHERE id = ?", ((paper,) for paper in names))
        return names

    def has_paper(self, name: str) -> bool:
        """Whether a paper has this id."""
        return self.value("SELECT 1 FROM paper WHERE name = ?", (name,)) is not None

    def has_papers(self) -> bool:
        """Whether the library holds any paper."""
        return self.value("SELECT 1 FROM paper LIMIT 1") is not None

    def count_papers(self) -> int:
        """How many papers the library holds."""
        return int(self.value("SELECT count(*) FROM paper"))

    def entries_of(self, name: str) -> list[Paper]:
        """A paper's entries in order of sighting; none if there is no such paper."""
        rows = self.rows(
            "SELECT packed FROM entry JOIN record ON record.entry = entry.id"
            " JOIN file ON file.id = entry.file JOIN source ON source.id = file.source"
            " WHERE paper = (SELECT id FROM paper WHERE name = ?)"
            " ORDER BY source.name, file.name, entry.line, entry.id",
            (name,),
        )
        return [self._read(packed) for (packed,) in rows]

    def entries_by_paper(self, names: Sequence[str]) -> dict[str, list[Paper]]:
        """The entries of papers by their ids, a paper's in the order in which they were read."""
        found: dict[str, list[Paper]] = {}
        for start in range(0, len(names), _MANY):
            some = names[start : start + _MANY]
            rows = self.rows(
                "SELECT entry.id, paper.name, packed FROM paper"
                " JOIN entry ON entry.paper = paper.id JOIN record ON record.entry = entry.id"
                f" WHERE paper.name IN ({', '.join('?' * len(some))})",
                some,
            )
            for _, name, packed in sorted(rows):
                found.setdefault(name, []).append(self._read(packed))
        return found

    def records_of_papers(self, numbers: range) -> Iterator[list[PaperRecords]]:
        """The papers with these numbers, in order, some at a time."""
        sql = (
            "SELECT paper.id, paper.name, packed FROM paper JOIN entry ON entry.paper = paper.id"
            " JOIN record ON record.entry = entry.id"
            " WHERE paper.id >= ? AND paper.id < ? ORDER BY paper.id"
        )
        for start in numbers[::_PAPERS]:
            rows = self.rows(sql, (start, min(start + _PAPERS, numbers.stop)))
            by_paper = (list(of_one) for _, of_one in groupby(rows, itemgetter(0)))
            yield [
                (entries[0][1], [self.inflate(packed) for _, _, packed in entries])
                for entries in by_paper
            ]

    def all_papers(self) -> range:
        """From the first to the last number that a paper may have."""
        return range(1, 1 + int(self.value("SELECT max(id) FROM paper") or 0))

    def facts_of_papers(self) -> "Iterator[tuple[Any, ...]]":
        """Of every paper, by number: its id, its title in the form titles are sorted by, and
        its numbers in the order of :data:`FACTS`."""
        sql = f"SELECT name, title, {', '.join(FACTS)} FROM paper WHERE id >= ? AND id < ?"
        papers = self.all_papers()
        for start in papers[::_PAPERS]:
            yield from self.rows(f"{sql} ORDER BY id", (start, min(start + _PAPERS, papers.stop)))

    def reason_of(self, name: str) -> str:
        """Why a paper's entries are one paper; empty where it has one."""
        return str(self.value("SELECT reason FROM paper WHERE name = ?", (name,)) or "")

    def reason_of_paper(self, paper: int) -> str:
        """The same by number."""
        return str(self.value("SELECT reason FROM paper WHERE id = ?", (paper,)))

    def names(
        self, ranges: Sequence[Range] = (), sort: str = "date", limit: int | None = None
    ) -> list[str]:
        """The ids of the papers within all ranges, the first in one of the orders of SORTS."""
        clauses, values = ["1"], list[int]()
        for bounds in ranges:
            for sign, bound in ((">=", bounds.low), ("<=", bounds.high)):
                if bound is not None:
                    clauses.append(f"{bounds.fact} {sign} ?")
                    values.append(bound)
        where = " AND ".join(clauses)
        values.append(-1 if limit is None else limit)  # -1: all
        sql = f"SELECT name FROM paper WHERE {where} ORDER BY {SORTS[sort]} LIMIT ?"
        rows = self.rows(sql, values)
        return [name for (name,) in rows]

    def titles(self) -> list[str]:
        """The titles of all papers, folded, in no order."""
        return [title for (title,) in self.rows("SELECT title FROM paper")]

    def has_title(self, title: str) -> bool:
        """Whether a paper has this title, folded."""
        return self.value("SELECT 1 FROM paper WHERE title = ?", (title,)) is not None

    def first_days(self, names: Sequence[str]) -> dict[str, int | None]:
        """The first day each paper may be of, as YYYYMMDD."""
        if len(names) > _MANY:  # one by one takes longer
            known = dict(self.rows("SELECT name, first_day FROM paper"))
            return {name: known.get(name) for name in names}
        marks = ", ".join("?" * len(names))
        return dict(self.rows(f"SELECT name, first_day FROM paper WHERE name IN ({marks})", names))

    def names_of_id(self, text: str) -> list[str]:
        """The paper with this id, else those that have or had it as another."""
        own = self.rows("SELECT name FROM paper WHERE name = ?", (text,))
        rows = own or self.rows(
            "SELECT DISTINCT paper.name FROM alias JOIN paper ON paper.id = alias.paper"
            " WHERE alias.name = ? ORDER BY paper.name",
            (text,),
        )
        return [name for (name,) in rows]

    def all_names_of(self, name: str) -> list[str]:
        """All ids that the paper with this id has or had."""
        rows = self.rows(
            "SELECT alias.name FROM alias JOIN paper ON paper.id = alias.paper"
            " WHERE paper.name = ?",
            (name,),
        )
        return [name, *(other for (other,) in rows)]

    def names_like(self, text: str) -> list[str]:
        """The ids that begin or end as a text does: with one letter mistyped, one half holds."""
        half = len(text) // 2
        if half < 2:
            return []
        sql = "SELECT name FROM paper WHERE substr(name, 1, ?1) = ?2 OR substr(name, ?3) = ?4"
        rows = self.rows(sql, (half, text[:half], half - len(text), text[half:]))
        return [name for (name,) in rows]

    def names_beginning(self, text: str) -> list[str]:
        """The papers whose id begins with this text of four letters or more."""
        if len(text) < 4:
            return []
        sql = "SELECT name FROM paper WHERE name >= ? AND name < ? ORDER BY name"
        return [name for (name,) in self.rows(sql, (text, text + _LAST))]

    def names_titled(self, parts: Sequence[str]) -> list[str]:
        """The papers whose folded title has all of these parts, short titles first."""
        parts = [wellformed(part) for part in parts if part]
        if not parts:
            return []
        where = " AND ".join(["instr(title, ?)"] * len(parts))
        sql = f"SELECT name FROM paper WHERE {where} ORDER BY length(title), name"
        return [name for (name,) in self.rows(sql, parts)]
