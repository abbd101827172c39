"""What is said beside the hits of a search: other words that were meant, and the total."""

import sys
from typing import TYPE_CHECKING, Any

from paperdex.commands.opening import waiting
from paperdex.library import Library
from paperdex.options import tell
from paperdex.query import Query
from paperdex.search import Ranking

if TYPE_CHECKING:
    from paperdex.suggest import Suggestion

# Without one of these a text is no arXiv id and no DOI.
_MAY_BE_ID = frozenset("./")


def rank_or_correct(
    library: Library, query: Query, asked: dict[str, Any], is_strict: bool
) -> tuple[Query, Ranking]:
    """The ranking of a query, and the query it answers.

    A paper's arXiv id or DOI, or a link to it, finds that paper. A word that is in no paper
    is told of, with the nearest that is in one. Where nothing was found at all, that is
    searched at once; not where only what was typed is wanted.
    """
    if not is_strict and (by_id := _rank_by_id(library, query, asked)):
        return by_id
    with waiting("ranking"):
        ranking = library.rank(query, **asked)
        suggestions = library.suggest(query.text, engine=asked["engine"])
    if suggestions and not ranking.total and not is_strict:
        from paperdex.suggest import correct

        corrected = query._replace(text=correct(query.text, suggestions))
        if corrected != query:
            with waiting("ranking"):
                found = library.rank(corrected, **asked)
            if found.total:
                tell(f"nothing for {query.text!r}; showing results for {corrected.text!r}")
                return corrected, found
    tell_words(library, query, suggestions, bool(ranking.total))
    return query, ranking


def _rank_by_id(
    library: Library, query: Query, asked: dict[str, Any]
) -> tuple[Query, Ranking] | None:
    """The ranking of the one paper whose id, or a link with it, is all of a query."""
    if not _MAY_BE_ID.intersection(query.text):
        return None
    from paperdex.ids import read_sole_id

    name = read_sole_id(query.text)
    if name is None:
        return None
    by_id = query._replace(text=f"id:{name}")
    ranking = library.rank(by_id, **asked)
    if not ranking.total:
        tell(f"no paper here has the id {name}; it is searched as words")
        return None
    tell(f"{query.text!r} is the id of a paper; showing results for {by_id.text!r}")
    return by_id, ranking


def tell_reasons(library: Library, ranking: Ranking, offset: int, engine: str) -> None:
    """How the query of a ranking was read, and what each part of it gave each hit."""
    from paperdex.index import analyzer
    from paperdex.query.describing import describe_query

    query = ranking.query
    words = analyzer.query_words(query.ranked, query.all_words)
    ranked = list(dict.fromkeys(word.written for word in words))
    passed = [w for w in dict.fromkeys(analyzer.words(query.ranked)) if w not in ranked]
    for line in describe_query(query, ranked, passed):
        tell(line)
    written = {word.term: word.written for word in words}
    for rank, (name, score) in enumerate(ranking.scored, offset + 1):
        parts = library.explain(ranking, name, engine=engine)
        points = " + ".join(f"{p.points:.3f} {_name_part(p.label, written)}" for p in parts)
        tell(f"{rank}. {name}: {score:.3f} = {points or 'no words to rank by'}")


def _name_part(label: str, written: dict[str, str]) -> str:
    """What gave points, with words as written where it names their stems."""
    return " ".join(written.get(word, word) for word in label.split(" "))


def tell_words(
    library: Library, query: Query, suggestions: "list[Suggestion]", is_found: bool
) -> None:
    """The words that no paper has, and the nearest that one has. Those that are near none
    only where nothing was found, and it can be one of several that is to blame."""
    for each in suggestions:
        tell(f"no paper has {each.word!r}; did you mean: {each.instead}")
    if not is_found and len(query.text.split()) > 1:
        told = {each.word for each in suggestions}
        words = [word for word in library.unknown_words(query.text) if word not in told]
        if words:
            tell(f"no paper has {', '.join(map(repr, words))}")


def tell_nothing(library: Library, query: Query) -> None:
    """That no paper matches and, if no other could, why; not where none could be read:
    then what was named is at fault."""
    if library.problems and not len(library):
        return
    from paperdex.commands.nothing import explain_nothing

    reason = explain_nothing(library, query)
    tell(f"no paper matches ({len(library)} searched)" + (f"; {reason}" if reason else ""))


def tell_total(library: Library, ranking: Ranking, offset: int, form: str | None) -> None:
    """How many papers match; that there are more is told to people only."""
    shown = len(ranking.scored)
    if not shown and ranking.total:
        tell(f"no more hits: {ranking.total} match")
    elif not shown:
        tell_nothing(library, ranking.query)
    elif ranking.total > shown and form in (None, "lines") and sys.stderr.isatty():
        end = offset + shown
        more = f"; --offset {end} for the next" if end < ranking.total else ""
        tell(f"hits {offset + 1} to {end} of {ranking.total}{more}")


def tell_unknown(library: Library, text: str) -> None:
    """That no paper was meant by a text, and which one may have been."""
    from paperdex.resolve import looks_like_place

    if library.problems and not len(library):
        return
    if looks_like_place(text):
        tell(f"no paper has this id, and no entry is at such a FILE:LINE: {text}")
        return
    near = " or ".join(library.ids_like(text))
    if not near:
        from paperdex.suggest import correct

        # It is only told of here, so that any word may be another.
        suggestions = [each._replace(replaceable=True) for each in library.suggest(text)]
        corrected = correct(text, suggestions)
        near = corrected if corrected != text else ""
    hint = f"did you mean: {near}" if near else "try `paperdex search`"
    tell(f"no paper with the id or title {text!r}; {hint}")
