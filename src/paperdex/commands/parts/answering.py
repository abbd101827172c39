"""A query -> its ranking, corrected where that helps; and the messages beside its hits: other
words, reasons, and the total."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from paperdex.commands.parts import tell
from paperdex.commands.parts.opening import waiting
from paperdex.library import Library
from paperdex.query import Query
from paperdex.search.rank import Ranking
from paperdex.text import shortened

if TYPE_CHECKING:
    from paperdex.search.suggest import Suggestion

# Every arXiv id and DOI has one of these.
_MAY_BE_ID = frozenset("./")


def rank_or_correct(
    library: Library, query: Query, asked: dict[str, Any], is_strict: bool
) -> tuple[Ranking, Query]:
    """The ranking of a query, or of the query that was meant, and what to save of it; ``asked``
    are the other arguments of :meth:`Library.rank`.

    The arXiv ids or DOIs of papers here, or links to them, find these papers, and so does the id
    of one here where it is no word of any. For a word that no paper has, the nearest known word
    is suggested. If nothing was found at all, the corrected query is searched at once, unless
    ``is_strict``. It is saved as typed, for papers with the words as typed may come; ids are
    saved as such, not as words.
    """
    if not is_strict and (by_ids := _rank_by_ids(library, query, asked)):
        return by_ids
    with waiting("ranking"):
        ranking = library.rank(query, **asked)
        suggestions = library.suggest(query.text, engine=asked["engine"])
    if not (ranking.total or is_strict):
        if named := _rank_by_own_id(library, query, asked):
            return named, named.query
        if corrected := _rank_corrected(library, query, suggestions, asked):
            return corrected, query
    tell_words(library, query, suggestions, bool(ranking.total))
    return ranking, query


def _rank_by_ids(
    library: Library, query: Query, asked: dict[str, Any]
) -> tuple[Ranking, Query] | None:
    """The ranking of the papers whose ids, or links with them, are all of a query, and the query
    for these ids. Where no paper has one of them, papers that mention one are ranked."""
    if not _MAY_BE_ID.intersection(query.text):
        return None
    from paperdex.ids import read_sole_ids

    names = read_sole_ids(query.text)
    if not names:
        return None
    from paperdex.query.grammar import MOST_CLAUSES  # which a query for ids needs anyway

    if len(names) > MOST_CLAUSES:
        tell(f"more than {MOST_CLAUSES:,} ids: they are searched as words")
        return None
    known, missing = library.known_ids(names)
    if missing:
        instead = "" if known else "; papers that mention it are searched"
        any_of = f"any of {len(missing):,} ids:" if len(missing) > 1 else "the id"
        tell(f"no paper here has {any_of} {shortened(', '.join(missing))}{instead}")
    by_ids = _ask_for(query, [*known, *missing])
    if not known:
        mentions = query._replace(text=" OR ".join(f'"{name}"' for name in names))
        return library.rank(mentions, **asked), by_ids
    return _rank_named(library, query, by_ids, len(names), asked), by_ids


def _rank_by_own_id(library: Library, query: Query, asked: dict[str, Any]) -> Ranking | None:
    """The ranking of the one paper whose id, as the library made it, is all of a query."""
    from paperdex.ids import may_be_id  # most queries find something

    word = query.text.strip()
    known = library.known_ids([word])[0] if may_be_id(word) else []
    named = _rank_named(library, query, _ask_for(query, known), 1, asked) if known else None
    return named if named and named.total else None


def _rank_named(
    library: Library, query: Query, by_ids: Query, many: int, asked: dict[str, Any]
) -> Ranking:
    """The ranking of the papers whose ids, so ``many``, are all of a query; ``by_ids`` is the
    query for these."""
    ranking = library.rank(by_ids, **asked)
    if ranking.total:
        what = "is the id of a paper" if many == 1 else f"is a list of {many:,} ids"
        typed, meant = shortened(query.text), shortened(by_ids.text)
        tell(f"{typed!r} {what}; showing results for {meant!r}")
    return ranking


def _ask_for(query: Query, names: Sequence[str]) -> Query:
    """The query for papers with these ids, in place of its text."""
    return query._replace(text=" OR ".join(f"id:{name}" for name in names))


def _rank_corrected(
    library: Library, query: Query, suggestions: "list[Suggestion]", asked: dict[str, Any]
) -> Ranking | None:
    """The ranking of a query with the suggested words; None if that finds nothing, either."""
    if not suggestions:
        return None
    from paperdex.search.suggest import correct

    corrected = query._replace(text=correct(query.text, suggestions))
    if corrected == query:
        return None
    with waiting("ranking"):
        found = library.rank(corrected, **asked)
    if not found.total:
        return None
    typed, meant = shortened(query.text), shortened(corrected.text)
    tell(f"nothing for {typed!r}; showing results for {meant!r}")
    return found


def tell_reasons(library: Library, ranking: Ranking, offset: int, engine: str) -> None:
    """Say how the query of a ranking was read, and what each part of it added to each hit."""
    from paperdex.index import analyzer
    from paperdex.index.letter_names import show_name
    from paperdex.query.describing import describe_query

    query = ranking.query
    words = analyzer.query_words(query.ranked, query.all_words)
    ranked = list(dict.fromkeys(word.written for word in words))
    passed = [w for w in dict.fromkeys(analyzer.typed_words(query.ranked)) if w not in ranked]
    for line in describe_query(query, list(map(show_name, ranked)), passed):
        tell(line)
    written = {word.term: show_name(word.written) for word in words}
    for rank, (name, score) in enumerate(ranking.scored, offset + 1):
        parts = library.explain(ranking, name, engine=engine)
        adding = dict[str, float]()
        for label, given in parts:  # one word in two spellings may give something twice
            named = _name_part(label, written)
            adding[named] = adding.get(named, 0.0) + given
        points = "".join(
            f" {'-' if given < 0 else '+'} {abs(given):.3f} {named}"
            for named, given in adding.items()
        ).removeprefix(" + ")
        tell(f"{rank}. {name}: {score:.3f} = {points or 'no words to rank by'}")


def _name_part(label: str, written: dict[str, str]) -> str:
    """The label of what gave points, with words as written in place of their stems."""
    return " ".join(written.get(word, word) for word in label.split(" "))


def tell_words(
    library: Library, query: Query, suggestions: "list[Suggestion]", is_found: bool
) -> None:
    """Say which words no paper has, and the nearest known ones; names all in one line. Words
    without a near match are named only if nothing was found, and only if there are several words to
    blame."""
    names = [each for each in suggestions if each.is_name]
    if names:
        typed = ", ".join(repr(each.word) for each in names)
        tell(f"no paper has {typed} in its text; did you mean: {_ask_for_names(library, names)}")
    for each in suggestions:
        if not each.is_name:
            tell(f"no paper has {each.word!r}; did you mean: {each.instead}")
    if not is_found and len(query.text.split()) > 1 and len(library):
        told = {each.word for each in suggestions}
        words = [word for word in library.unknown_words(query.text) if word not in told]
        if words:
            tell(f"no paper has {shortened(', '.join(map(repr, words)))}")


def _ask_for_names(library: Library, names: "Sequence[Suggestion]") -> str:
    """The query for papers with all names that were suggested; with any, where none has all."""
    clauses = [each.instead for each in names]
    of_all = " ".join(clauses)
    return of_all if library.rank(Query(of_all), limit=1).total else " OR ".join(clauses)


def tell_nothing(library: Library, query: Query) -> None:
    """Say that no paper matches and, if none could match, why."""
    if not len(library):
        tell_emptiness(library)
        return
    from paperdex.commands.parts.nothing import explain_nothing

    reason = explain_nothing(library, query)
    tell(f"no paper matches ({len(library):,} searched)" + (f"; {reason}" if reason else ""))


def tell_emptiness(library: Library) -> None:
    """Say why a library has no papers, unless problems with the named files explain it: those are
    reported with the answer."""
    if not library.problems:
        from paperdex.commands.parts.nothing import explain_emptiness

        tell(f"no paper here: {explain_emptiness(library)}")


def tell_total(library: Library, ranking: Ranking, offset: int, format: str | None) -> None:
    """Say how many papers match; that there are more hits is said to people only."""
    shown = len(ranking.scored)
    if not shown and ranking.total:
        tell(f"no more hits: {ranking.total:,} in all")
    elif not shown:
        tell_nothing(library, ranking.query)
    elif ranking.total > shown and format in (None, "lines") and sys.stderr.isatty():
        end = offset + shown
        more = f"; --offset {end} for the next" if end < ranking.total else ""
        hits = f"hits {offset + 1:,} to {end:,}" if shown > 1 else f"hit {end:,}"
        tell(f"{hits} of {ranking.total:,}{more}")


def tell_unknown(library: Library, text: str, hint: str = "try `paperdex search`") -> None:
    """Say that no paper fits a text, and which one may have been meant, else a ``hint``."""
    from paperdex.search.resolve import describe_unknown, looks_like_place

    if not len(library):
        tell_emptiness(library)
        return
    if looks_like_place(text):
        tell(describe_unknown(text))
        return
    near = " or ".join(library.ids_like(text))
    if not near:
        from paperdex.search.suggest import correct

        suggestions = library.suggest(text)
        if names := [each for each in suggestions if each.is_name]:
            from shlex import quote

            hint = f"by name: `paperdex search {quote(_ask_for_names(library, names))}`"
        # It is only suggested here, so any word may be replaced; but clauses name no paper.
        words = [each._replace(replaceable=True) for each in suggestions if not each.is_name]
        corrected = correct(text, words)
        near = corrected if corrected != text and not names else ""
    meant = f"did you mean: {shortened(near)}" if near else hint
    tell(f"no paper with the id or title {shortened(text)!r}; {meant}")
