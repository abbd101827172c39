"""The default engine: tantivy, embedded, on disk or in memory.

Opens, builds and updates the index; queries go to a `Reader` (`index/tantivy_reader`). The index is
a cache of the store. Its stamp says of which state of the store, and how, it was made; with any
other stamp it is unusable. All errors of tantivy are translated here.
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
# What may be written in place; no other file is ever changed.
_CHANGING = frozenset({STAMP})
# The memory of tantivy's writer: the smallest that it accepts, and that for _LARGE papers or more.
_SMALL_HEAP, _LARGE_HEAP = 15_000_000, 256_000_000
_LARGE = 2_000
# A smaller index is rebuilt rather than have papers taken out of it; a larger one when a
# twentieth of it was: until then their words still count in how rare words are.
_SMALL = 2_000
_DELETED_SHARE = 20

_FAILS = "the index fails: "
# How tantivy quotes an error of the system.
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

        Raises IndexUnusable if it is missing, of another generation or version, or if a file of it
        was changed.
        """
        return cls._open_folder(folder_of(path, generation), generation)

    @classmethod
    def branch(cls, path: str, before: str, after: str) -> Self:
        """A copy of the index of a generation, to be updated to the next one.

        Raises IndexUnusable as :meth:`open` does.
        """
        try:
            folder = copy_index(path, before, after, _CHANGING)
        except FileNotFoundError as error:
            raise IndexUnusable("no index yet") from error
        except OSError as error:  # it is rebuilt, with this message
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
        """Build the index of a generation, replacing any that is there. Raises LibraryUnwritable if
        it can't be written."""
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
        :meth:`open` does, and for a file whose content has changed."""
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
        """Make the index of a generation unusable: for damage that shows only when it is read."""
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
        """Remove the papers with the ids ``gone``, add ``documents``, and write the stamp.

        Raises IndexUnusable if the index should be rebuilt: until then, words of removed papers
        count in the scores.
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
        """From now on read what was written last; nothing that was cached is kept."""
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
    """What an index is made of, and how, as a line of its stamp."""
    return f"{generation} schema {_SCHEMA} {analyzer.VERSION} tantivy {__version__}"


def _share(path: str) -> None:
    """Let everybody who may read the other files of an index read those that tantivy replaces, too:
    it makes them readable to their owner only."""
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
    """A document as one of tantivy, which has the place of its wording; ``write`` stores that."""
    taken = tantivy.Document()
    for name, text in document.texts:
        taken.add_text(name, text)
    for name, number in document.numbers:
        taken.add_integer(name, number)
    taken.add_integer("wording", write(document.wording))
    return taken


@contextmanager
def _translated() -> Iterator[None]:
    """A context in which errors of tantivy become IndexUnusable: it reports damage as ValueError or
    OSError, or panics."""
    try:
        yield
    except UnicodeEncodeError as error:  # tantivy needs paths in UTF-8
        raise IndexUnusable(f"{_FAILS}its path is not UTF-8") from error
    except (ValueError, OSError) as error:
        raise IndexUnusable(f"{_FAILS}{_describe(error)}") from error
    except BaseException as error:
        # Rust's panics arrive as an exception that can't be imported by name.
        if type(error).__name__ == "PanicException":
            raise IndexUnusable("the index fails") from error
        raise


def _describe(error: ValueError | OSError) -> str:
    """Why something failed; in the system's words if it is the system's error."""
    cause = cause_of(error) if isinstance(error, OSError) else str(error)
    quoted = re.search(_OF_SYSTEM, cause)
    return quoted[1] if quoted else cause
