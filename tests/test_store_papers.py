"""Papers of a store: their titles are kept by number whatever comes and goes, in any order of
their numbers; answers of the first few in an order are the first few of all."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperdex.query.filters import Range
from paperdex.store import Store, database, lookup
from paperdex.store import titles as kept_titles
from paperdex.store.intake import find_kinds
from paperdex.store.lookup import has_title, ids_titled, list_ids, list_titles
from paperdex.store.papers import NewPaper, add_papers, facts_of_papers, remove_papers
from paperdex.text import fold, squeeze, wellformed

Facts = tuple[int | None, int | None, int, int]

# Many begin alike, in their first twelve letters or in all; some have none, or odd ones.
TITLE = st.one_of(
    st.sampled_from(["", "“", "counting", "“counting”", "Counting Boats at Dawn", "\0", "\n"]),
    st.builds("{}counting boat{}".format, st.sampled_from(["", "$", "("]), st.text(max_size=3)),
    st.text(max_size=20),
).map(lambda text: fold(squeeze(wellformed(text))))
DAY = st.sampled_from([20240101, 20240102, 20240201])


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    first, last = draw(st.tuples(DAY, DAY).map(sorted) | st.just((None, None)))
    return first, last, draw(st.integers(0, 2)), draw(st.integers(0, 2))


PAPERS = st.lists(st.tuples(TITLE, facts()), max_size=20)


@pytest.fixture(autouse=True, scope="module")
def little_is_much() -> Iterator[None]:
    """Few papers meet the bounds of a row, of what is looked at first, and of a statement."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(database, "_AT_ONCE", 2)
        patched.setattr(kept_titles, "_MANY", 4)
        patched.setattr(lookup, "_FIRST_TITLES", 5)
        yield


def fill(papers: list[tuple[str, Facts]], store: Store, start: int = 0) -> dict[int, NewPaper]:
    """Papers added to a store, by number."""
    new = [
        NewPaper(f"{n * 7919 % 101:03}-{n}", "", "", title, numbers, (), frozenset())
        for n, (title, numbers) in enumerate(papers, start)
    ]
    return dict(zip(add_papers(store, new), new, strict=True))


@settings(max_examples=60)
@given(PAPERS, PAPERS, st.data())
def test_titles_are_of_their_papers_whatever_comes_and_goes(
    before: list[tuple[str, Facts]], after: list[tuple[str, Facts]], data: st.DataObject
) -> None:
    store = Store.in_memory()
    papers = fill(before, store)
    gone = data.draw(st.sets(st.sampled_from(sorted(papers)))) if papers else set()
    remove_papers(store, gone)
    papers = {n: kept for n, kept in papers.items() if n not in gone}
    papers |= fill(after, store, len(before))  # may take numbers of those that are gone
    listed = [(name, title) for name, title, *_ in facts_of_papers(store)]
    assert listed == [(p.name, p.title) for _, p in sorted(papers.items())]
    titles = sorted(p.title for p in papers.values() if p.title)
    assert sorted(list_titles(store)) == titles
    for title in titles:
        assert has_title(store, title)
    assert not has_title(store, "no such title")
    assert set(ids_titled(store, ["boat"])) == {
        p.name for p in papers.values() if "boat" in p.title
    }
    remove_papers(store, papers)
    assert store.value("SELECT count(*) FROM titles") == 0
    store.close()


def place_by_title(paper: NewPaper) -> tuple[str, str, str]:
    return kept_titles.order_title(paper.title), paper.title, paper.name


def place_by_day(paper: NewPaper) -> tuple[bool, int, int, str]:
    first, last = paper.facts[:2]
    return first is None, -(first or 0), -(last or 0), paper.name


@settings(max_examples=60)
@given(
    PAPERS,
    st.sampled_from([(), (Range("upvotes", 1),), (Range("upvotes", 0, 1), Range("comments", 1))]),
)
def test_the_first_few_in_an_order_are_the_first_few_of_all(
    given_papers: list[tuple[str, Facts]], ranges: tuple[Range, ...]
) -> None:
    store = Store.in_memory()
    papers = fill(given_papers, store)
    passing = [
        paper
        for paper in papers.values()
        if all(
            (r.low or 0) <= (paper.facts[2 if r.fact == "upvotes" else 3] or 0) <= (r.high or 9)
            for r in ranges
        )
    ]
    by_title = [paper.name for paper in sorted(passing, key=place_by_title)]
    by_day = [paper.name for paper in sorted(passing, key=place_by_day)]
    for limit in (None, *range(len(passing) + 2)):
        assert list_ids(store, ranges, "title", limit) == by_title[:limit]
        assert list_ids(store, ranges, "date", limit) == by_day[:limit]
    store.close()


def test_kinds_are_told_apart_though_their_digests_begin_alike() -> None:
    store = Store.in_memory()
    digests = [b"same" + bytes([n]) * 10 for n in range(3)]
    for digest in digests[:2]:
        store.write("INSERT INTO kind (digest, telling) VALUES (?, x'')", (digest,))
    found = find_kinds(store, digests)
    assert set(found) == set(digests[:2]) and len(set(found.values())) == 2
    store.close()
