"""A query and papers -> where the query matches in them, computed on first use.

In a text that is ASCII apart from signs and letters with accents, words are found by searching for
their beginnings. Any other text is analysed as a whole, which takes five times as long.
"""

from bisect import bisect_left
from collections.abc import ItemsView, Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING

from paperdex.index import analyzer
from paperdex.index.letter_names import find_changed, may_be_letter_name
from paperdex.index.prepared import prepare
from paperdex.index.scoring import find_lit
from paperdex.index.word_lists import SINGULARS, STOP_WORDS
from paperdex.paper import Paper
from paperdex.query import Query
from paperdex.search.rank import Matched, Spans

if TYPE_CHECKING:
    from paperdex.index.conditions import HasRun

# ASCII -> letters in lower case, digits, and spaces for everything else.
_KEPT = bytes(ord(c.lower()) if (c := chr(code)).isalnum() else ord(" ") for code in range(128))
_KEPT += bytes(128)
_BORDER = b" | "  # between two texts: no word is like it
_FIELDS = ("title", "abstract", "summary")
# How many papers are looked through at once.
_PAPERS = 10


class Marks:
    """Finds where the words, phrases and prefixes of a settled query are in papers."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._met: dict[bytes, bool] = {}  # words -> whether they have one of the terms

    @cached_property
    def _lit(self) -> tuple[frozenset[str], frozenset[str]]:
        """The terms, and the words that also match as two halves."""
        return find_lit(analyzer.query_words(self._query.ranked, self._query.all_words))

    @cached_property
    def _has_letter_name(self) -> bool:
        """Whether a term may be a name such as A*, whose signs belong to it."""
        return any(map(may_be_letter_name, self._lit[0]))

    @cached_property
    def _wholes(self) -> list[bytes]:
        return [whole.encode() for whole in self._lit[1]]

    @cached_property
    def _starts(self) -> list[bytes]:
        return [b" " + start for start in _find_starts(self._lit[0])]

    @cached_property
    def _runs(self) -> "list[HasRun]":
        """The phrases and prefixes."""
        if self._query.is_plain:
            return []
        from paperdex.index.conditions import runs_of  # plain words have no phrases

        return runs_of(self._query.clauses)

    def find(self, papers: Sequence[Paper]) -> list[dict[str, Spans]]:
        """For each paper, by field, the spans of the words that rank, and of matching phrases and
        prefixes. All papers are searched in one pass."""
        texts = [
            (nth, name, text)
            for nth, paper in enumerate(papers)
            for name, text in zip(
                _FIELDS, (paper.title, paper.abstract, paper.summary), strict=True
            )
            if text
        ]
        found: list[dict[str, Spans]] = [{} for _ in papers]
        all_spans = self._find_words([text for _, _, text in texts])
        for (nth, name, text), spans in zip(texts, all_spans, strict=True):
            if self._runs:
                spans = self._add_runs(name, text, spans)
            if spans:
                found[nth][name] = spans
        return found

    def _add_runs(self, name: str, text: str, spans: Spans) -> Spans:
        from paperdex.index.matching import spans_of_runs

        return sorted({*spans, *spans_of_runs(name, text, self._runs)})

    def _find_words(self, texts: Sequence[str]) -> list[Spans]:
        """Where the words that rank are in each text."""
        kept = [
            None if self._has_letter_name and self._is_named(text) else _keep_words(text)
            for text in texts
        ]
        plain = [words for words in kept if words is not None]
        words = b" %b " % _BORDER.join(plain)
        spans = self._find_terms(words)
        for whole in _find_parted(words, self._wholes):
            spans = list({*spans, *_find_halves(words, whole.decode())})
        spans.sort()
        parts = iter(_part_spans(spans, list(map(len, plain))))
        return [
            analyzer.spans(text, *self._lit) if words is None else next(parts)
            for text, words in zip(texts, kept, strict=True)
        ]

    def _is_named(self, text: str) -> bool:
        """Whether a text has a name of letters and signs that matters to the query: the name, or a
        word between its signs, has a term of the query, or may be half of a word of it."""
        changed = find_changed(text)
        if not changed:  # as in most texts
            return False
        terms, wholes = self._lit
        words = {*analyzer.fold_text(changed).split()}
        return any(_has_term(word, terms) or _may_be_half(word, wholes, text) for word in words)

    def _find_terms(self, words: bytes) -> Spans:
        """Where words with the terms are, in words with a space before and after."""
        spans, met, find = Spans(), self._met, words.find
        for start in self._starts:
            place = find(start)
            while place >= 0:
                end = find(b" ", place + 1)
                word = words[place + 1 : end]
                if (is_lit := met.get(word)) is None:
                    is_lit = met[word] = _has_term(word.decode(), self._lit[0])
                if is_lit:
                    spans.append((place, end - 1))
                place = find(start, end)
        return spans


class Page:
    """Papers of an answer, and where the words of its query are in them."""

    def __init__(self, query: Query, papers: Sequence[Paper]) -> None:
        self._marks = Marks(query)
        self._papers = papers
        self._found: dict[int, list[dict[str, Spans]]] = {}

    def find(self, nth: int) -> dict[str, Spans]:
        """The matches in a paper. Those in its neighbours are found with them: who looks at one hit
        looks at the next, and ten at once take two thirds of the time."""
        some, place = divmod(nth, _PAPERS)
        if some not in self._found:
            first = some * _PAPERS
            self._found[some] = self._marks.find(self._papers[first : first + _PAPERS])
        return self._found[some][place]


class Matches(Matched):
    """Where a query matches in a paper of a page: a mapping that is computed on first use, because
    some only want the papers."""

    __slots__ = ("_nth", "_page")

    def __init__(self, page: Page, nth: int) -> None:
        self._page = page
        self._nth = nth

    def _find(self) -> dict[str, Spans]:
        return self._page.find(self._nth)

    def __getitem__(self, field: str) -> Spans:
        return self._find()[field]

    def __iter__(self) -> Iterator[str]:
        return iter(self._find())

    def items(self) -> ItemsView[str, Spans]:
        return self._find().items()  # not looked up one by one

    def __len__(self) -> int:
        return len(self._find())

    def __repr__(self) -> str:
        return repr(self._find())

    def __reduce__(self) -> tuple[type[dict[str, Spans]], tuple[dict[str, Spans]]]:
        """Copied or pickled as a dict."""
        return dict, (self._find(),)


def _keep_words(text: str) -> bytes | None:
    """The words of a text in their positions, with spaces for everything else; None if the text
    must be analysed."""
    if "\\" in text and prepare(text) != text:
        return None
    plain = analyzer.fold_in_place(text)
    return plain.encode().translate(_KEPT) if plain.isascii() else None


def _find_starts(terms: frozenset[str]) -> list[bytes]:
    """The beginnings by which words with these terms are found in ASCII: a term without its last
    letter (study, studies), one in -ie without its last two (die, dying), and irregular plurals as
    a whole (mice). Where one begins another, the shorter is enough."""
    starts = {
        term if len(term) < 3 else term[:-2] if term.endswith("ie") else term[:-1]
        for term in terms
        if term.isascii()
    }
    plurals = _odd_plurals()
    starts.update(word for term in terms.intersection(plurals) for word in plurals[term])
    shortest = list[str]()
    for start in sorted(starts):
        if not shortest or not start.startswith(shortest[-1]):
            shortest.append(start)
    return [start.encode() for start in shortest]


@cache
def _odd_plurals() -> dict[str, list[str]]:
    """Terms -> their irregular plurals."""
    plurals: dict[str, list[str]] = {}
    for plural in SINGULARS:
        plurals.setdefault(analyzer.stem(plural), []).append(plural)
    return plurals


def _has_term(word: str, terms: frozenset[str]) -> bool:
    is_kept = word not in STOP_WORDS and not analyzer.is_too_long(word)
    return is_kept and analyzer.stem(word) in terms


def _may_be_half(word: str, wholes: Iterable[str], text: str) -> bool:
    """Whether a word of a text and one beside it may be the two halves of a whole word."""
    others = [f"{whole[: -len(word)]} " for whole in wholes if whole.endswith(word)]
    others += [f" {whole[len(word) :]}" for whole in wholes if whole.startswith(word)]
    return bool(others) and any(map(analyzer.fold_text(text).__contains__, others))


def _find_parted(words: bytes, wholes: Sequence[bytes]) -> list[bytes]:
    """The whole words that may be there as two halves side by side: those that occur more often in
    the text without spaces."""
    joined = words.translate(None, b" ")
    return [one for one in wholes if (n := joined.count(one)) and n > words.count(one)]


def _find_halves(words: bytes, whole: str) -> Iterator[tuple[int, int]]:
    """Where the two halves of a whole word are side by side."""
    for halves in analyzer.part_word(whole):
        left, right = b" %b " % halves[0].encode(), halves[1].encode() + b" "
        place = words.find(left)
        while place >= 0:
            end = place + len(left) - 2
            behind = end + 2
            while words[behind : behind + 1] == b" ":
                behind += 1
            if words.startswith(right, behind):
                yield from ((place, end), (behind - 1, behind + len(right) - 2))
            place = words.find(left, end + 1)


def _part_spans(spans: Spans, sizes: Sequence[int]) -> list[Spans]:
    """Spans, in order, in texts of these sizes with borders between them -> those of each text."""
    parts, first, at = list[Spans](), 0, 0
    for size in sizes:
        end = bisect_left(spans, (first + size, 0), at)
        parts.append([(start - first, stop - first) for start, stop in spans[at:end]])
        first, at = first + size + len(_BORDER), end
    return parts
