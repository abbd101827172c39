"""The default engine: tantivy, embedded, on disk or in memory.

The index is a cache of the store. Beside it lies a stamp that says of which
state of the store, and how, it was made; with any other stamp it is unusable.
All errors of tantivy are translated here.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property, lru_cache, partial
from itertools import chain, islice, repeat
from operator import add
from typing import TYPE_CHECKING, Self

import tantivy
from tantivy import Occur
from tantivy.tantivy import __version__

from paperdex.errors import IndexUnusable, LibraryUnwritable
from paperdex.index import analyzer
from paperdex.index.analyzer import Word
from paperdex.index.base import (
    NAME,
    WHOLE_TITLE,
    Part,
    Scored,
    name_bonus,
    round_score,
    title_bonus,
)
from paperdex.index.fields import ABSTRACT, TITLE, key_number, name_key, short_key, whole_title
from paperdex.index.generations import copy_index, folder_of, link_files, remove
from paperdex.index.rescoring import (
    FIRST,
    Clue,
    add_points,
    explain_points,
    find_clues,
    has_feedback,
)
from paperdex.index.scoring import Form, Sought, gather_forms, idf, seek_words
from paperdex.index.wordings import Wordings
from paperdex.paper import Paper
from paperdex.query import Filters, Query

if TYPE_CHECKING:
    from paperdex.index.code_counts import CodeCounts
    from paperdex.index.conditions import Plan
    from paperdex.index.documents import Document

# To be raised when fields change, or the words they hold.
_SCHEMA = 8
_STAMP = "stamp"
_WORDINGS = "wordings"
_COUNTS = "counts"
# What is written on in place; tantivy writes each of its files once.
_CHANGING = frozenset({_STAMP, _WORDINGS})
# Tantivy's smallest writer arena; where so many papers are put in they get the larger one.
_SMALL_HEAP, _LARGE_HEAP = 15_000_000, 256_000_000
_LARGE = 2_000
# How many frequencies of words are remembered, of 100 bytes each; and ids of papers.
_REMEMBERED = 1 << 16
# A smaller index is made anew rather than have papers taken out of it; a larger
# one when a twentieth of it was. Either way scores are those of the papers there.
_SMALL = 2_000
_DELETED_SHARE = 20


_Found = tuple[float, tantivy.DocAddress]


class TantivyIndex:
    """An open index. Made by :meth:`open`, :meth:`build` or :meth:`in_memory`."""

    def __init__(self, index: tantivy.Index, path: str | None, deleted: int = 0) -> None:
        self._index = index
        self._path = path
        self._deleted = deleted
        self._index.register_tokenizer("split", analyzer.build_splitter())
        self._index.register_tokenizer("word", analyzer.build_word_analyzer())
        self._schema = index.schema
        self._look_anew()
        self._wordings = Wordings(path and os.path.join(path, _WORDINGS))

    @cached_property
    def _count_coded(self) -> "CodeCounts":
        """How many papers have the term of a code; read where it is asked for."""
        from paperdex.index.code_counts import CodeCounts

        return CodeCounts(self._path and os.path.join(self._path, _COUNTS))

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
        return cls._open_folder(folder, before)

    @classmethod
    def _open_folder(cls, path: str, generation: str) -> Self:
        try:
            with open(os.path.join(path, _STAMP), encoding="utf-8", errors="replace") as file:
                made_of, deleted, files = file.read().split("\n", 2)
        except OSError as error:
            raise IndexUnusable("no index yet") from error
        except ValueError as error:
            raise IndexUnusable("the index has a damaged stamp") from error
        if made_of != _made_of(generation):
            raise IndexUnusable("the index is of another state of the library")
        if files != _list_files(path):
            raise IndexUnusable("files of the index have changed or are gone")
        with _translated():
            if os.access(path, os.W_OK):
                return cls(tantivy.Index.open(path), path, int(deleted))
            with link_files(path) as links:  # tantivy makes a lock where it opens an index
                return cls(tantivy.Index.open(links), path, int(deleted))

    @classmethod
    def build(cls, path: str, documents: "Iterable[Document]", generation: str) -> Self:
        """Make the index of a generation anew, in place of what there is of it.

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
            raise LibraryUnwritable(f"{folder}: the index can't be written: {error}") from error
        return cls.open(path, generation)

    @classmethod
    def check(cls, path: str, generation: str) -> None:
        """Read all of the index of a generation, if there is one. Raises IndexUnusable as
        :meth:`open`, or for a file that is not as it was written."""
        from paperdex.index.checksums import find_broken

        folder = folder_of(path, generation)
        if not os.path.exists(os.path.join(folder, _STAMP)):
            return
        with _translated():
            broken = find_broken(folder)
        if broken:
            raise IndexUnusable(f"the index is damaged ({', '.join(broken)})")
        cls.open(path, generation)

    @staticmethod
    def discard(path: str, generation: str) -> None:
        """Make the index of a generation unusable: its damage shows only when read."""
        with suppress(OSError):  # there is none, or it can't be written
            os.unlink(os.path.join(folder_of(path, generation), _STAMP))

    @classmethod
    def in_memory(cls, papers: Iterable[Paper]) -> Self:
        """An index that leaves nothing on disk."""
        from paperdex.index.documents import describe_papers

        index = cls(tantivy.Index(_schema()), None)
        index.update((), describe_papers(papers), "")
        return index

    def update(self, gone: Iterable[str], documents: "Iterable[Document]", generation: str) -> None:
        """Take out the papers with the ids ``gone``, put in ``documents``, and stamp it.

        Raises IndexUnusable where it is better made anew: words of papers that
        were taken out count in the scores until then.
        """
        gone = list(gone)
        self._deleted += len(gone)
        if gone and (self.size < _SMALL or self._deleted * _DELETED_SHARE > self.size):
            raise IndexUnusable("too much of the index was taken out")
        with _translated():
            self._write(gone, documents)
        if self._path is not None:
            self._write_stamp(self._path, generation)

    def _write(self, gone: Iterable[str], documents: "Iterable[Document]") -> None:
        from paperdex.index.feedback import count_codes

        coded = Counter[str]()
        left = iter(documents)
        first = list(islice(left, _LARGE))
        heap = _LARGE_HEAP if len(first) == _LARGE else _SMALL_HEAP
        writer = self._index.writer(heap, num_threads=1)
        for paper_id in gone:
            writer.delete_documents_by_term("id", paper_id)
        with self._wordings.writing() as write:
            for document in chain(first, left):
                writer.add_document(_take(document, write))
                count_codes(coded, document.wording)
        self._count_coded.add(coded)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._look_anew()

    def _look_anew(self) -> None:
        """See what was written last; what was remembered of before is forgotten."""
        self._searcher = self._index.searcher()
        self._frequency = lru_cache(_REMEMBERED)(self._searcher.doc_freq)
        self._weigh_code = lru_cache(_REMEMBERED)(self._read_weight)
        self._count_having = partial(self._frequency, "text")
        self._count_writing = lru_cache(_REMEMBERED)(self._read_writing)
        self._find_id = lru_cache(_REMEMBERED)(self._read_id)

    def _write_stamp(self, path: str, generation: str) -> None:
        stamp = os.path.join(path, _STAMP)
        with open(f"{stamp}.new", "w", encoding="utf-8") as file:
            file.write(f"{_made_of(generation)}\n{self._deleted}\n{_list_files(path)}")
        os.replace(f"{stamp}.new", stamp)

    @property
    def size(self) -> int:
        return self._searcher.num_docs

    def settle(self, query: Query) -> Query:
        """See :class:`paperdex.index.base.Index`."""
        if query.is_plain:
            return query
        with _translated():
            is_title = self._has_key(whole_title(query.text))
        return query._replace(literal=True) if is_title else query

    def search(self, query: Query, limit: int) -> tuple[list[Scored], int]:
        """See :class:`paperdex.index.base.Index`."""
        if not self.size:
            return [], 0
        query = self.settle(query)
        if not query.ranked:
            return self._list(query, limit)
        words = _words_of(query)
        with _translated():
            found, total = self._find(query, words, min(max(limit, FIRST), self.size))
            hits = self._rescore(found, query, words)[:limit]
            scored = [Scored(self._id_at(at), round_score(score)) for score, at in hits]
        return scored, total

    def _list(self, query: Query, limit: int) -> tuple[list[Scored], int]:
        """Where there is nothing to rank by: the papers that match, newest first."""
        with _translated():
            result = self._searcher.search(
                self._read(query, ()), limit=min(limit, self.size), order_by_field="first_day"
            )
            listed = [Scored(self._id_at(address), 0.0) for _, address in result.hits]
        return listed, result.count  # type: ignore[attr-defined]

    def count_having(self, term: str) -> int:
        """See :class:`paperdex.index.base.Index`."""
        with _translated():
            return self._count_having(term)

    def explain(self, query: Query, paper_id: str) -> list[Part]:
        """See :class:`paperdex.index.base.Index`."""
        words = _words_of(query)
        with _translated():
            from paperdex.index.feedback import explain_likeness

            paper, read = self._paper_clause(paper_id), self._read(query, words)
            if not self.size or not self._points(paper, read):
                return []
            parts = [
                Part(label, points)
                for label, clause in self._parts(query, words)
                for points in self._points(paper, clause)
            ]
            first = self._find(query, words, min(FIRST, self.size))[0]
            wordings = self._wordings_of(first)
            for nth, (_, address) in enumerate(first):
                if self._id_at(address) == paper_id:
                    parts += explain_points(self._clues(words), wordings[nth])
                    likeness = self._find_points(first, wordings, query, words)[1]
                    parts += explain_likeness(likeness[nth:])
        return parts

    def _id_at(self, address: tantivy.DocAddress) -> str:
        return self._find_id(address.segment_ord, address.doc)

    def _read_id(self, segment: int, doc: int) -> str:
        return str(self._searcher.doc(tantivy.DocAddress(segment, doc))["id"][0])

    def _read_writing(self, word: str) -> int:
        """How many papers have a word as written in title or abstract, at least."""
        return max(self._searcher.doc_freq(field, word) for field in (TITLE, ABSTRACT))

    def _find(self, query: Query, words: Sequence[Word], wanted: int) -> tuple[list[_Found], int]:
        """The best papers, at most ``wanted``, before wording counts, and how many match.

        Terms alone are scored at twice the speed of terms beside a clause of any other
        kind. So papers whose title the query is are looked for apart.
        """
        keys = [clause for _, clause in self._key_clauses(query, words)]
        if not keys or self._plan(query):
            return self._ask(self._read(query, words), wanted)
        by_words, total = self._ask(self._word_clause(words), wanted)
        titled, holders = self._ask(_any_of(keys), wanted)
        gains = {_place_of(address): gain for gain, address in titled}
        found = [(score + gains.pop(_place_of(at), 0.0), at) for score, at in by_words]
        if gains or holders > len(titled):  # there are some that are not among the best by words
            return self._ask(self._read(query, words), wanted)
        return sorted(found, key=_score_of, reverse=True), total

    def _ask(self, clause: tantivy.Query, wanted: int) -> tuple[list[_Found], int]:
        result = self._searcher.search(clause, limit=wanted)
        return result.hits, result.count  # type: ignore[attr-defined]

    def _read(self, query: Query, words: Sequence[Word]) -> tantivy.Query:
        wanted = self._rank_clause(query, words)
        plan = self._plan(query)
        if plan is None:
            return wanted
        from paperdex.index.tantivy_clauses import Translator

        return Translator(self._schema, self._searcher).restrict(wanted, plan)

    def _plan(self, query: Query) -> "Plan | None":
        """What a paper must meet to match; None where any of the words is enough."""
        if query.is_plain and query.filters == Filters() and not query.all_words:
            return None
        from paperdex.index.conditions import make_plan

        plan = make_plan(query, self._seek_every)
        return plan if plan.musts or plan.nots or not plan.needs_words else None

    def _rank_clause(self, query: Query, words: Sequence[Word]) -> tantivy.Query:
        """What matches and scores a paper: its words, or that they are its title."""
        keys = [clause for _, clause in self._key_clauses(query, words)]
        clause = self._word_clause(words)
        return _any_of([clause, *keys]) if keys else clause

    def _word_clause(self, words: Sequence[Word]) -> tantivy.Query:
        """The forms of words, terms apart from pairs of words."""
        forms = gather_forms(self._seek(words))
        terms = _any_of(self._form_clauses(form for form in forms if len(form.parts) == 1))
        pairs = [form for form in forms if len(form.parts) > 1]
        return _any_of([terms, _any_of(self._form_clauses(pairs))]) if pairs else terms

    def _parts(self, query: Query, words: Sequence[Word]) -> Iterator[tuple[str, tantivy.Query]]:
        """Each clause that scores, with its name."""
        for form in gather_forms(self._seek(words)):
            yield form.label, _any_of(self._form_clauses([form]))
        yield from self._key_clauses(query, words)

    def _points(self, paper: tantivy.Query, clause: tantivy.Query) -> list[float]:
        """What a clause gives one paper; empty if it doesn't match."""
        both = tantivy.Query.boolean_query([(Occur.Must, paper), (Occur.Must, clause)])
        return [float(score) for score, _ in self._searcher.search(both, limit=1).hits]

    def _seek(self, words: Sequence[Word]) -> list[Sought]:
        return seek_words(words, self.size, self._count_having)

    def _seek_every(self, text: str) -> list[Sought]:
        return self._seek(analyzer.query_words(text, every=True))

    def _form_clauses(self, forms: Iterable[Form]) -> Iterator[tantivy.Query]:
        """The clauses of forms; a term that counts several times is several clauses."""
        for parts, weight in forms:
            if len(parts) == 1:
                clause = tantivy.Query.term_query(self._schema, "text", parts[0])
            else:
                clause = _any_of(self._phrase_clauses(parts))
            if weight.is_integer():
                yield from repeat(clause, int(weight))
            else:
                yield tantivy.Query.boost_query(clause, weight)

    def _phrase_clauses(self, words: Sequence[str]) -> Iterator[tantivy.Query]:
        for field in (TITLE, ABSTRACT):
            yield tantivy.Query.phrase_query(self._schema, field, list(words))

    def _paper_clause(self, paper_id: str) -> tantivy.Query:
        clause = tantivy.Query.term_query(self._schema, "id", paper_id)
        return tantivy.Query.const_score_query(clause, 0.0)

    def _key_clauses(
        self, query: Query, words: Sequence[Word]
    ) -> Iterator[tuple[str, tantivy.Query]]:
        """A label and a clause for papers whose whole title, or name, the query is; none
        where there are no such papers."""
        text = query.ranked
        keys = [(short_key(text), WHOLE_TITLE, title_bonus)]
        if (name := name_key(text)) is not None:
            keys.append((name, NAME, name_bonus))
        for key, label, find_bonus in keys:
            if self._has_key(key):
                clause = tantivy.Query.term_query(self._schema, "title_key", key_number(key))
                bonus = find_bonus(self.size, len(words))
                yield label, tantivy.Query.const_score_query(clause, bonus)

    def _has_key(self, key: str) -> bool:
        """Whether a paper has a title key; some that were taken out may count."""
        return self._searcher.doc_freq("title_key", key_number(key)) > 0

    def _rescore(self, hits: list[_Found], query: Query, words: Sequence[Word]) -> list[_Found]:
        """The first hits with their points for wording, and for likeness to the best of them.
        They stay before all others."""
        first = hits[:FIRST]
        wordings = self._wordings_of(first)
        scores, likeness = self._find_points(first, wordings, query, words)
        if likeness:
            scores = list(map(add, scores, likeness))
        anew = [(score, address) for score, (_, address) in zip(scores, first, strict=True)]
        return sorted(anew, key=_score_of, reverse=True) + hits[FIRST:]

    def _find_points(
        self, hits: list[_Found], wordings: list[bytes], query: Query, words: Sequence[Word]
    ) -> tuple[list[float], list[float]]:
        """The scores of the first hits with their points for wording; and what each gets for
        likeness to the best of them, nothing where the query is short or long, or wants none."""
        points = add_points(self._clues(words), wordings)
        scores = [score + more for (score, _), more in zip(hits, points, strict=True)]
        if not has_feedback(query, words):
            return scores, []
        from paperdex.index.feedback import find_likeness

        return scores, find_likeness(words, scores, wordings, self._weigh_code)

    def _read_weight(self, code: str) -> float:
        return idf(self.size, min(self.size, self._count_coded(code)))

    def _clues(self, words: Sequence[Word]) -> list[Clue]:
        return find_clues(words, self.size, self._count_having, self._count_writing)

    def _wordings_of(self, hits: list[_Found]) -> list[bytes]:
        addresses = [address for _, address in hits]
        places = self._searcher.fast_field_values("wording", addresses)
        return self._wordings.read(int(place or 0) for place in places)


def _words_of(query: Query) -> list[Word]:
    return analyzer.query_words(query.ranked, query.all_words)


def _any_of(clauses: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(Occur.Should, clause) for clause in clauses])


def _place_of(address: tantivy.DocAddress) -> tuple[int, int]:
    return address.segment_ord, address.doc


def _score_of(found: _Found) -> float:
    return found[0]


def _made_of(generation: str) -> str:
    """Of what and how an index was made; with any other line it is unusable."""
    return f"{generation} schema {_SCHEMA} {analyzer.NAME} tantivy {__version__}"


def _list_files(path: str) -> str:
    """The files of an index with their sizes and times: were they left alone?"""
    with os.scandir(path) as items:
        found = [(item.name, item.stat()) for item in items if not _is_passing(item.name)]
    return "".join(f"{name} {s.st_size} {s.st_mtime_ns}\n" for name, s in sorted(found))


def _is_passing(name: str) -> bool:
    return name.endswith(".lock") or name.startswith(_STAMP)


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
    except (ValueError, OSError) as error:
        raise IndexUnusable(f"the index fails: {error}") from error
    except BaseException as error:
        # Rust's panics arrive as an exception that can't be imported by name.
        if type(error).__name__ == "PanicException":
            raise IndexUnusable("the index fails") from error
        raise
