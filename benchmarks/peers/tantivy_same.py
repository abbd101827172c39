"""tantivy by hand, with the text that paperdex analyses and the clauses that it builds.

Which clauses a query has is found out beforehand: what is timed is building them, searching, and
reading the ids of the best ten. All that match are counted, as paperdex reports them and as is
tantivy's default; `tantivy_uncounted` does not. Each form of a word is one clause with a factor, as
in paperdex; for the burstiness of a word it is a constant here, which takes the same time.
"""

import time
from collections.abc import Iterable

import tantivy
from tantivy import Filter, Occur, Query

from paperdex import Paper
from paperdex.index import analyzer
from paperdex.index.base import indexed_text, name_bonus, plain_text, title_bonus
from paperdex.index.fields import name_in, name_key, short_key
from paperdex.index.scoring import Form, gather_forms, seek_words
from paperdex.index.word_lists import STOP_WORDS
from paperdex.query import Query as Typed
from peers import TOP, Asked, read_papers
from peers.tantivy_plain import HEAP

_BURST = 0.05

Clauses = tuple[list[Form], list[Form], list[tuple[str, float]]]
"""The words, their other forms, and the keys of a title or name with their bonuses."""


def build(papers: str, folder: str) -> dict[str, float]:
    start = time.perf_counter()
    index = _register(tantivy.Index(_make_schema(), folder))
    writer = index.writer(HEAP)
    for number, record in enumerate(read_papers(papers)):
        writer.add_document(_make_document(number, record["title"], record.get("abstract")))
    writer.commit()
    writer.wait_merging_threads()
    return {"seconds": time.perf_counter() - start}


def _make_schema() -> tantivy.Schema:
    """What ranks, and the exact words that phrases and prefixes are matched against."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title_key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="paper", index_option="position")
    builder.add_text_field("words", tokenizer_name="word", index_option="position")
    return builder.build()


def _register(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer("paper", _build_analyzer())
    index.register_tokenizer("word", analyzer.build_word_analyzer())
    return index


def _build_analyzer() -> tantivy.TextAnalyzer:
    """What paperdex ranks by, but for plurals that Snowball does not know."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for each in (
        Filter.lowercase(),
        Filter.ascii_fold(),
        Filter.remove_long(40),
        Filter.custom_stopword(sorted(STOP_WORDS)),
        Filter.stemmer("english"),
        Filter.stemmer("english"),
    ):
        builder = builder.filter(each)
    return builder.build()


def _make_document(number: int, title: str, abstract: str | None) -> tantivy.Document:
    paper = Paper(str(number), title, abstract=abstract)
    document = tantivy.Document()
    document.add_text("id", paper.id)
    document.add_text("title_key", short_key(title))
    if (name := name_in(title)) is not None:
        document.add_text("title_key", name)
    document.add_text("text", analyzer.spell(indexed_text(paper)))
    document.add_text("words", analyzer.spell(plain_text(paper)))
    return document


def open_index(folder: str, count: bool = True) -> Asked:
    index = _register(tantivy.Index.open(folder))
    schema, searcher = index.schema, index.searcher()

    def frequency(term: str) -> int:
        return int(searcher.doc_freq("text", term))

    def prepare(text: str) -> Clauses:
        typed = Typed(text)
        words = analyzer.query_words(typed.ranked)
        sought = seek_words(words, searcher.num_docs, frequency, lambda term: _BURST)
        forms = gather_forms(sought)
        bonuses = [(short_key(text), title_bonus(searcher.num_docs, len(words)))]
        if (name := name_key(text)) is not None:
            bonuses.append((name, name_bonus(searcher.num_docs, len(words))))
        keys = [(key, more) for key, more in bonuses if searcher.doc_freq("title_key", key)]
        return forms[: len(sought)], forms[len(sought) :], keys

    def ask(clauses: Clauses) -> list[str]:
        words, others, keys = clauses
        parts = [_any_of(_clauses_of(schema, words))]
        if others:
            parts.append(_any_of(_clauses_of(schema, others)))
        for key, more in keys:
            clause = Query.term_query(schema, "title_key", key)
            parts.append(Query.const_score_query(clause, more))
        query = parts[0] if len(parts) == 1 else _any_of(parts)
        found = searcher.search(query, TOP, count).hits
        return [searcher.doc(place)["id"][0] for _, place in found]

    return Asked(ask, prepare)


def _clauses_of(schema: tantivy.Schema, forms: Iterable[Form]) -> Iterable[Query]:
    for form in forms:
        if len(form.terms) == 1:
            clause = Query.term_query(schema, "text", form.terms[0])
        else:
            clause = Query.phrase_query(schema, "text", list(form.terms))
        yield Query.boost_query(clause, form.factor)


def _any_of(clauses: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, clause) for clause in clauses])
