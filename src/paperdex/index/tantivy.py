"""The default engine: tantivy, embedded, on disk or in memory.

The index is a cache of the store. Beside it lies a stamp that says of which
state of the store, and how, it was made; with any other stamp it is unusable.
All errors of tantivy are translated here.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, Self

import tantivy
from tantivy.tantivy import __version__

from paperdex.errors import IndexUnusable, LibraryUnwritable, cause_of
from paperdex.index import analyzer
from paperdex.index.base import Part, Scored
from paperdex.index.code_counts import CodeCounts
from paperdex.index.generations import copy_index, folder_of, link_files, remove
from paperdex.index.stamp import STAMP, Stamp, check_files, list_files, read_stamp, write_stamp
from paperdex.index.tantivy_reader import Reader
from paperdex.index.wordings import Wordings
from paperdex.paper import Paper
from paperdex.query import Query

if TYPE_CHECKING:
    from paperdex.index.documents import Document

# To be raised when fields change, the words they hold, or the form of the stamp.
_SCHEMA = 14
_NO_SUMS = "{}"
_WORDINGS = "wordings"
_COUNTS = "counts"
_REPLACED = ("meta.json", ".managed.json")  # by tantivy, whenever it writes
# What is written on in place; all else is written once.
_CHANGING = frozenset({STAMP})
# Tantivy's smallest writer arena; where so many papers are put in they get the larger one.
_SMALL_HEAP, _LARGE_HEAP = 15_000_000, 256_000_000
_LARGE = 2_000
# A smaller index is rebuilt rather than have papers taken out of it; a larger one when a
# twentieth of it was: until then their words still count in how rare words are.
_SMALL = 2_000
_DELETED_SHARE = 20

_FAILS = "the index fails: "
# What tantivy quotes of the system's.
_OF_SYSTEM = r"'([^']+) \(os error \d+\)'"


class TantivyIndex:
    """An open index. Made by :meth:`open`, :meth:`build` or :meth:`in_memory`."""

    def __init__(
        self, index: tantivy.Index, path: str | None, deleted: int = 0, sums: str = _NO_SUMS
    ) -> None:
        self._index = index
        self._path = path
        self._deleted = deleted
        self._sums = sums
        self._index.register_tokenizer("split", analyzer.build_splitter())
        self._index.register_tokenizer("word", analyzer.build_word_analyzer())
        self._wordings = Wordings(path and os.path.join(path, _WORDINGS))
        self._counts = CodeCounts(path and os.path.join(path, _COUNTS))
        self._look_anew()

    @classmethod
    def open(cls, path: str, generation: str) -> Self:
        """The index of this generation of the store, among those below ``path``.

        Raises IndexUnusable if it is missing, of another generation or made by
        another version, or if a file of it is not as it was left.
        """
        return cls._open_folder(folder_of(path, generation), generation)

    @classmethod
    def branch(cls, path: str, before: str, after: str) -> Self:
        """A copy of the index of a generation, to be updated to the next one.

        Raises IndexUnusable as :meth:`open`.
        """
        try:
            folder = copy_index(path, before, after, _CHANGING)
        except FileNotFoundError as error:
            raise IndexUnusable("no index yet") from error
        except OSError as error:  # whoever makes it anew is told
            raise IndexUnusable(f"the index can't be copied: {error}") from error
        return cls._open_folder(folder, before)

    @classmethod
    def _open_folder(cls, path: str, generation: str) -> Self:
        stamp = read_stamp(path, _made_of(generation))
        with _translated():
            is_writable = os.access(path, os.W_OK)
            check_files(path, stamp, is_writable)
            if is_writable:
                return cls(tantivy.Index.open(path), path, stamp.deleted, stamp.sums)
            with link_files(path) as links:  # tantivy makes a lock where it opens an index
                return cls(tantivy.Index.open(links), path, stamp.deleted, stamp.sums)

    @classmethod
    def build(cls, path: str, documents: "Iterable[Document]", generation: str) -> Self:
        """Build the index of a generation, in place of what there is of it.

        Raises LibraryUnwritable where it can't be written.
        """
        folder = folder_of(path, generation)
        fresh = f"{folder}.new"
        remove(fresh)
        try:
            with _translated():
                os.makedirs(fresh)
                cls(tantivy.Index(_schema(), fresh), fresh).update((), documents, generation)
                remove(folder)
                os.rename(fresh, folder)
        except IndexUnusable as error:
            remove(fresh)
            cause = str(error).removeprefix(_FAILS)
            raise LibraryUnwritable(f"{folder}: can't be written: {cause}") from error
        return cls.open(path, generation)

    @classmethod
    def check(cls, path: str, generation: str) -> None:
        """Read all of the index of a generation, if there is one. Raises IndexUnusable as
        :meth:`open`, or for a file that is not as it was written."""
        from paperdex.index.checksums import find_broken

        folder = folder_of(path, generation)
        if not os.path.exists(os.path.join(folder, STAMP)):
            return
        stamp = read_stamp(folder, _made_of(generation))
        with _translated():
            broken = find_broken(folder, stamp.sums)
        if broken:
            raise IndexUnusable(f"the index is damaged ({', '.join(broken)})")
        cls.open(path, generation)

    @staticmethod
    def discard(path: str, generation: str) -> None:
        """Make the index of a generation unusable: its damage shows only when read."""
        with suppress(OSError):  # there is none, or it can't be written
            os.unlink(os.path.join(folder_of(path, generation), STAMP))

    @classmethod
    def in_memory(cls, papers: Iterable[Paper]) -> Self:
        """An index that leaves nothing on disk."""
        from paperdex.index.documents import describe_papers

        index = cls(tantivy.Index(_schema()), None)
        index.update((), describe_papers(papers), "")
        return index

    def update(self, gone: Iterable[str], documents: "Iterable[Document]", generation: str) -> None:
        """Take out the papers with the ids ``gone``, put in ``documents``, and stamp it.

        Raises IndexUnusable where it is better rebuilt: words of papers that
        were taken out count in the scores until then.
        """
        gone = list(gone)
        self._deleted += len(gone)
        if gone and (self.size < _SMALL or self._deleted * _DELETED_SHARE > self.size):
            raise IndexUnusable("too much of the index was taken out")
        with _translated():
            if self._path is None:
                self._write(gone, documents)
                return
            before = list_files(self._path)
            self._write(gone, documents)
            self._write_stamp(self._path, generation, before)

    def _write(self, gone: Iterable[str], documents: "Iterable[Document]") -> None:
        left = iter(documents)
        first = list(islice(left, _LARGE))
        heap = _LARGE_HEAP if len(first) == _LARGE else _SMALL_HEAP
        writer = self._index.writer(heap, num_threads=1)
        for paper_id in gone:
            writer.delete_documents_by_term("id", paper_id)
        with self._wordings.writing() as write, self._counts.adding() as count:
            for document in chain(first, left):
                writer.add_document(_take(document, write))
                count(document.wording, document.titled)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._look_anew()

    def _look_anew(self) -> None:
        """See what was written last; what was remembered of before is forgotten."""
        self._reader = Reader(self._index, self._wordings, self._counts)

    def _write_stamp(self, path: str, generation: str, before: str) -> None:
        from paperdex.index.checksums import sum_files

        _share(path)
        files = list_files(path)
        self._sums = sum_files(path, files, self._sums, before)
        write_stamp(path, Stamp(_made_of(generation), self._deleted, self._sums, files))

    @property
    def size(self) -> int:
        return self._reader.size

    def settle(self, query: Query) -> Query:
        """See :class:`paperdex.index.base.Index`."""
        with _translated():
            return self._reader.settle(query)

    def search(self, query: Query, limit: int) -> tuple[list[Scored], int]:
        """See :class:`paperdex.index.base.Index`."""
        with _translated():
            return self._reader.search(query, limit)

    def count_having(self, term: str) -> int:
        """See :class:`paperdex.index.base.Index`."""
        with _translated():
            return self._reader.clauses.count_having(term)

    def explain(self, query: Query, paper_id: str) -> list[Part]:
        """See :class:`paperdex.index.base.Index`."""
        from paperdex.index.tantivy_explain import explain

        with _translated():
            return explain(self._reader, query, self._index.schema, paper_id)


def _made_of(generation: str) -> str:
    """Of what and how an index was made; with any other line it is unusable."""
    return f"{generation} schema {_SCHEMA} {analyzer.NAME} tantivy {__version__}"


def _share(path: str) -> None:
    """Tantivy lets only their owner read the files that it replaces; who may read the rest of an
    index may read these, too."""
    mode = os.stat(os.path.join(path, _COUNTS)).st_mode
    for name in _REPLACED:
        os.chmod(os.path.join(path, name), mode)


def _schema() -> tantivy.Schema:
    from paperdex.index import tantivy_clauses

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("title_key", indexed=True)
    builder.add_text_field("text", tokenizer_name="split", index_option="freq")
    builder.add_integer_field("wording", fast=True)
    tantivy_clauses.add_fields(builder)
    return builder.build()


def _take(document: "Document", write: Callable[[bytes], int]) -> tantivy.Document:
    """A document as tantivy takes it; its wording is written apart."""
    taken = tantivy.Document()
    for name, text in document.texts:
        taken.add_text(name, text)
    for name, number in document.numbers:
        taken.add_integer(name, number)
    taken.add_integer("wording", write(document.wording))
    return taken


@contextmanager
def _translated() -> Iterator[None]:
    """tantivy reports damage as ValueError or OSError, or panics, whatever its cause."""
    try:
        yield
    except UnicodeEncodeError as error:  # tantivy takes no other paths
        raise IndexUnusable(f"{_FAILS}its path is not UTF-8") from error
    except (ValueError, OSError) as error:
        raise IndexUnusable(f"{_FAILS}{_describe(error)}") from error
    except BaseException as error:
        # Rust's panics arrive as an exception that can't be imported by name.
        if type(error).__name__ == "PanicException":
            raise IndexUnusable("the index fails") from error
        raise


def _describe(error: ValueError | OSError) -> str:
    """Why something failed, in the system's own words where it was the system that refused it."""
    cause = cause_of(error) if isinstance(error, OSError) else str(error)
    quoted = re.search(_OF_SYSTEM, cause)
    return quoted[1] if quoted else cause
