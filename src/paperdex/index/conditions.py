"""Clauses -> conditions on a paper: what a query means, decided once for every engine.

A query comes in, and its plan goes out: conditions in terms of what engines can test (terms of the
ranked text, words in their places, values, ranges). How they are tested is left to the engines:
in Python (`index/matching`), or as queries of tantivy (`index/tantivy_clauses`).
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from paperdex.index import analyzer, exact
from paperdex.index.fields import ABSTRACT, TITLE, short_key
from paperdex.index.scoring import Sought, seek_words
from paperdex.query import Query
from paperdex.query.clauses import (
    Bounds,
    Clause,
    Group,
    Signed,
    Term,
    is_about_text,
    is_needed,
    ranked_text,
)
from paperdex.query.filters import Range

Seek = Callable[[str], Sequence[Sought]]
"""A text -> its words that rank, each with its forms."""

_TEXTS_OF_FIELD = {"": (TITLE, ABSTRACT), "title": (TITLE,), "abstract": (ABSTRACT,)}


class HasTerms(NamedTuple):
    """All of these terms of ranking are in the paper."""

    terms: tuple[str, ...]


class RunPart(NamedTuple):
    """A word of a run, its place counted from the first one, and whether it is just a prefix."""

    text: str
    place: int
    is_start: bool

    def matches(self, word: str) -> bool:
        """Whether a word of a text is this one, or begins with it."""
        return word.startswith(self.text) if self.is_start else word == self.text


class HasRun(NamedTuple):
    """One of the fields has these words, one after the other. With a slop, each may be so many
    words before or after its place behind the previous one; two words that are swapped are two
    off."""

    fields: tuple[str, ...]
    parts: tuple[RunPart, ...]
    slop: int = 0


class HasForm(NamedTuple):
    """One of the fields has some form of the word with this stem."""

    fields: tuple[str, ...]
    stem: str


class HasValue(NamedTuple):
    """A field has this value."""

    field: str
    value: str


class Within(NamedTuple):
    """The numbers of the paper are within all ranges."""

    ranges: tuple[Range, ...]


class IsTitled(NamedTuple):
    """The paper's title has this key."""

    key: str


class All(NamedTuple):
    """All conditions hold."""

    parts: tuple["Condition", ...]


class Either(NamedTuple):
    """One of the conditions holds."""

    parts: tuple["Condition", ...]


class Not(NamedTuple):
    """The condition does not hold."""

    part: "Condition"


Condition = HasTerms | HasRun | HasForm | HasValue | Within | IsTitled | All | Either | Not


class Plan(NamedTuple):
    """Which papers a query matches: those that meet all of ``musts``, none of ``nots`` and, if
    ``needs_words``, have one of the ranked words, or these as their title or name."""

    needs_words: bool
    musts: tuple[Condition, ...]
    nots: tuple[Condition, ...]


def make_plan(query: Query, seek: Seek) -> Plan:
    """What a query asks of a paper. Raises UsageError for an invalid date in a filter.

    ``seek`` finds the forms in which papers have the words of a text. Loose words are needed only
    if no clause asks for words: beside a phrase they just rank.
    """
    musts, nots, loose = list[Condition | None](), list[Condition | None](), list[Clause]()
    has_text = False
    for clause in dict.fromkeys(query.clauses.clauses):
        if isinstance(clause, Signed) and clause.sign == "-":
            nots.append(_condition(clause.clause, seek))
        elif is_needed(clause):
            musts.append(_condition(clause, seek))
            has_text |= is_about_text(clause)
        else:
            loose.append(clause)
    has_loose = bool(analyzer.query_words(" ".join(map(ranked_text, loose)), every=True))
    if query.all_words and has_loose:
        musts.append(Either((_all_of(loose, seek), IsTitled(short_key(query.ranked)))))
    ranges = query.filters.ranges()
    if ranges:
        musts.append(Within(ranges))
    wanted, unwanted = _known(musts), _known(nots)
    needs_words = has_loose and not has_text and not query.all_words
    return Plan(needs_words or not (wanted or unwanted), wanted, unwanted)


def runs_of(clause: Clause) -> list[HasRun]:
    """The runs in title or abstract that a clause asks for, so that they can be shown there. Loose
    words are not among them: they are found by the terms that rank."""
    if isinstance(clause, Group):
        return [run for part in clause.clauses for run in runs_of(part)]
    if isinstance(clause, Signed):
        if clause.sign == "-":
            return []
        if not isinstance(clause.clause, Term):
            return runs_of(clause.clause)
        clause = clause.clause
    elif not (is_needed(clause) and is_about_text(clause)):
        return []
    condition = _condition(clause, seek_as_typed)
    return [condition] if isinstance(condition, HasRun) else []


def seek_as_typed(text: str) -> Sequence[Sought]:
    """The words of a text, each in its own form only: for use without an index."""
    return seek_words(analyzer.query_words(text, every=True), 0, lambda term: 0)


def _all_of(loose: Sequence[Clause], seek: Seek) -> All:
    """All loose words, and one of each group of alternatives."""
    words = [clause.text for clause in loose if isinstance(clause, Term)]
    sought = tuple(map(_has_word, seek(" ".join(words))))
    groups = _known(_condition(clause, seek) for clause in loose if not isinstance(clause, Term))
    return All((*sought, *groups))


def _has_word(sought: Sought) -> Condition:
    """A paper has a word if it has any of its forms; of a form of two words, it must have both."""
    forms = tuple(HasTerms(form.terms) for form in sought.forms)
    return forms[0] if len(forms) == 1 else Either(forms)


def _known(conditions: Iterable[Condition | None]) -> tuple[Condition, ...]:
    """The conditions without None, which stands for a clause that has no word."""
    return tuple(condition for condition in conditions if condition is not None)


def _condition(clause: Clause, seek: Seek) -> Condition | None:
    if isinstance(clause, Bounds):
        from paperdex.query.fields import ranges_of  # few searches need its patterns

        return Within(tuple(ranges_of(clause)))
    if isinstance(clause, Signed):
        inner = _condition(clause.clause, seek)
        return inner if clause.sign == "+" or inner is None else Not(inner)
    if isinstance(clause, Group):
        return _group_condition(clause, seek)
    if clause.form == "value":
        return _value_condition(clause)
    return _text_condition(clause, seek)


def _group_condition(group: Group, seek: Seek) -> Condition | None:
    """Loose words among clauses side by side are needed only if no other clause asks for words."""
    if group.either:
        parts = _known(_condition(clause, seek) for clause in group.clauses)
        return Either(parts) if parts else None
    needed = _known(_condition(clause, seek) for clause in group.clauses if is_needed(clause))
    loose = _known(_condition(clause, seek) for clause in group.clauses if not is_needed(clause))
    has_text = any(is_needed(clause) and is_about_text(clause) for clause in group.clauses)
    if loose and not has_text:
        needed += (Either(loose),)
    return All(needed) if needed else None


def _value_condition(term: Term) -> Condition:
    if term.field != "id":
        return HasValue(term.field, term.text)
    from paperdex.ids import read_id  # likewise

    name = read_id(term.text)
    return Either((HasValue("id", name), HasValue("known_id", name)))


def _text_condition(term: Term, seek: Seek) -> Condition | None:
    """A single word matches in any of its forms, one with parts (`k-means`) as a phrase."""
    words = exact.words(term.text)
    fields = _TEXTS_OF_FIELD.get(term.field, (term.field,))
    if term.form == "word" and len(words) == 1 and term.field in _TEXTS_OF_FIELD:
        if term.field:
            return HasForm(fields, exact.stem_of_forms(words[0].text))
        sought = seek(term.text)
        if sought:
            return All(tuple(map(_has_word, sought))) if len(sought) > 1 else _has_word(sought[0])
    if not words:
        return None
    first = words[0].place
    starred = "" if term.form == "word" else term.text
    parts = [RunPart(w.text, w.place - first, _is_prefix(w, starred)) for w in words]
    return HasRun(fields, tuple(parts), term.slop)


def _is_prefix(word: exact.PlacedWord, text: str) -> bool:
    """Whether a star follows a word of a text. One letter is not a prefix: too many words have
    it."""
    return len(word.text) > 1 and text[word.end : word.end + 1] == "*"
