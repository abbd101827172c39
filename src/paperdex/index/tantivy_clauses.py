"""Conditions -> queries of tantivy, and the fields of its index that they look at.

They only restrict and add nothing to a score: what ranks is built by `index/tantivy_ranking`.
"""

from itertools import pairwise

import tantivy
from tantivy import FieldType, Occur, Query

from paperdex.index import exact
from paperdex.index.conditions import (
    All,
    Condition,
    Either,
    HasForm,
    HasRun,
    HasTerms,
    HasValue,
    IsTitled,
    Not,
    Plan,
    RunPart,
    Within,
)
from paperdex.index.fields import (
    ABSTRACT,
    TEXTS,
    TITLE,
    VALUES,
    key_number,
)
from paperdex.query.filters import NUMBERS, Range

# The tokenizer of title and abstract, which are split already, and that of other fields.
_SPLIT, _WORD = "split", "word"
# The index has the id in any case, to identify papers.
_OWN_VALUES = tuple(name for name in VALUES if name != "id")


def add_fields(builder: tantivy.SchemaBuilder) -> None:
    """Add the fields that clauses look at to a schema."""
    for name in TEXTS:
        tokenizer = _SPLIT if name in (TITLE, ABSTRACT) else _WORD
        builder.add_text_field(name, tokenizer_name=tokenizer, index_option="position")
    for name in _OWN_VALUES:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in NUMBERS:
        builder.add_integer_field(name, fast=True)


class Translator:
    """Turns conditions into queries of one index."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self._schema = schema
        self._searcher = searcher

    def restrict(self, ranking: Query, plan: Plan) -> Query:
        """The query that ranks, restricted to the papers that match a plan."""
        if plan.needs_words and not (plan.musts or plan.nots):
            return ranking
        musts = [self._translate(must) for must in plan.musts] or [Query.all_query()]
        return Query.boolean_query(
            [
                (Occur.Must if plan.needs_words else Occur.Should, ranking),
                *((Occur.Must, Query.const_score_query(must, 0.0)) for must in musts),
                *((Occur.MustNot, self._translate(ruled_out)) for ruled_out in plan.nots),
            ]
        )

    def _translate(self, condition: Condition) -> Query:
        match condition:
            case HasTerms(terms):
                return _all([self._term("text", term) for term in terms])
            case HasRun(fields):
                return _either([self._run(field, condition) for field in fields])
            case HasForm(fields, stem):
                return _either([self._forms(field, stem) for field in fields])
            case HasValue(field, value):
                return self._term(field, value)
            case Within(ranges):
                return _all([self._range(bounds) for bounds in ranges])
            case IsTitled(key):
                return Query.term_query(self._schema, "title_key", key_number(key))
            case All(parts):
                return _all([self._translate(part) for part in parts])
            case Either(parts):
                return _either([self._translate(part) for part in parts])
            case Not(part):
                ruled_out = self._translate(part)
                return Query.boolean_query(
                    [(Occur.Must, Query.all_query()), (Occur.MustNot, ruled_out)]
                )

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, term)

    def _run(self, field: str, run: HasRun) -> Query:
        parts = run.parts
        if len(parts) == 1:
            return self._word(field, parts[0])
        if not run.slop:
            return self._phrase(field, parts, 0)
        # With more than two words, what tantivy's slop means depends on how rare each word is.
        pairs = pairwise(parts)
        return _all([self._phrase(field, pair, run.slop) for pair in pairs])

    def _word(self, field: str, part: RunPart) -> Query:
        if part.is_start:
            return Query.regex_query(self._schema, field, f"{part.text}.*")
        return self._term(field, part.text)

    def _phrase(self, field: str, parts: tuple[RunPart, ...], slop: int) -> Query:
        first = parts[0].place
        words: list[str | tuple[int, str]]
        if not any(part.is_start for part in parts):
            words = [(part.place - first, part.text) for part in parts]
            return Query.phrase_query(self._schema, field, words, slop)
        words = [(p.place - first, p.text + ".*" * p.is_start) for p in parts]
        return Query.regex_phrase_query(self._schema, field, words, slop)

    def _forms(self, field: str, stem: str) -> Query:
        known = self._searcher.terms_with_prefix(field, exact.start_of_forms(stem))
        forms = [word for word, _ in known if exact.is_form(word, stem)]
        return Query.term_set_query(self._schema, field, forms)

    def _range(self, bounds: Range) -> Query:
        return Query.range_query(
            self._schema, bounds.fact, FieldType.Integer, bounds.low, bounds.high
        )


def _all(parts: list[Query]) -> Query:
    return parts[0] if len(parts) == 1 else Query.boolean_query([(Occur.Must, p) for p in parts])


def _either(parts: list[Query]) -> Query:
    return parts[0] if len(parts) == 1 else Query.boolean_query([(Occur.Should, p) for p in parts])
