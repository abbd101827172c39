"""Which entries are judged at all: what shares a key, and of one title what may be one."""

import random
from itertools import combinations
from string import ascii_lowercase
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from paperdex import Paper
from paperdex.dedupe import block_keys, candidates, pairs
from paperdex.dedupe.blocking import is_of_text
from paperdex.dedupe.candidates import find_candidates, place_keys
from paperdex.dedupe.pairs import Pair, split_pair
from paperdex.dedupe.telling import Telling, find_telling, may_be_one
from paperdex.dedupe.traits import Traits

TELLING = st.builds(
    Telling,
    st.sampled_from([0, 0, 2001, 2002, 2003, 2009]),
    st.frozensets(st.integers(0, 11), max_size=6),
)
TITLE_KEY, OTHER_KEY = 3, 4


def entry(title: str, *authors: str, year: str | None = None) -> Traits:
    return Traits(Paper("id", title, authors=authors, date=year))


def find_pairs(keys: list[list[int]], told: list[Telling]) -> set[Pair]:
    found = find_candidates(place_keys(keys), told.__getitem__)
    assert sorted(set(found)) == list(found)
    return set(map(split_pair, found))


@settings(max_examples=60)
@given(st.lists(TELLING, min_size=2, max_size=70))
def test_a_large_block_gives_the_pairs_that_each_pair_by_itself_gives(told: list[Telling]) -> None:
    pairs = combinations(range(len(told)), 2)
    expected = {(a, b) for a, b in pairs if may_be_one(told[a], told[b])}
    assert find_pairs([[TITLE_KEY]] * len(told), told) == expected


@settings(max_examples=30)
@given(st.lists(st.tuples(st.lists(st.integers(2, 15), max_size=5), TELLING), max_size=40))
def test_many_keys_give_the_pairs_that_few_give(placed: list[tuple[list[int], Telling]]) -> None:
    keys, told = [of for of, _ in placed], [telling for _, telling in placed]
    found = find_pairs(keys, told)
    with patch.object(candidates, "MANY", 5), patch.object(pairs, "MANY", 5):
        assert find_pairs(keys, told) == found


@given(TELLING, TELLING)
def test_whether_a_pair_may_be_one_is_symmetric(one: Telling, other: Telling) -> None:
    assert may_be_one(one, other) == may_be_one(other, one)
    assert Telling.unpack(one.pack()) == one


@given(TELLING, TELLING)
def test_what_shares_more_than_a_title_is_always_judged(one: Telling, other: Telling) -> None:
    assert find_pairs([[OTHER_KEY], [OTHER_KEY]], [one, other]) == {(0, 1)}


def test_works_of_one_title_are_not_compared_each_with_each() -> None:
    chance = random.Random(1)
    names = ["".join(chance.choices(ascii_lowercase, k=7)) for _ in range(2000)]
    told = [find_telling(entry("Pebbles", *chance.sample(names, 4))) for _ in range(1500)]
    pairs = find_pairs([[TITLE_KEY, TITLE_KEY + 2]] * len(told), told)
    assert len(pairs) < 20 * len(told)  # of 1.1 million


def test_titles_with_running_numbers_are_not_compared_each_with_each() -> None:
    entries = [entry(f"Paper number {number} of them") for number in range(1000, 2500)]
    pairs = find_pairs([block_keys(one) for one in entries], [find_telling(e) for e in entries])
    assert not pairs  # of 1.1 million


def test_spellings_of_a_name_do_not_keep_two_apart() -> None:
    names = ("Anna Müller", "Mueller, A.", "A. Muller", "Mullre, Anna")
    for one, other in combinations(names, 2):
        assert may_be_one(
            find_telling(entry("Pebbles", one)), find_telling(entry("Pebbles", other))
        )


def test_without_authors_the_year_tells_two_apart() -> None:
    early, late = (find_telling(entry("Pebbles", year=year)) for year in ("1999", "2004"))
    known = find_telling(entry("Pebbles", "Bram Tiller"))
    assert not may_be_one(early, late)
    assert may_be_one(early, known)


def test_a_short_title_meets_itself_with_a_subtitle() -> None:
    bare = entry("Pebbles-3 Report", "Bram Tiller")
    whole = entry("Pebbles-3 Report: What Lies on a Northern Shore", "Bram Tiller", "Odalys Ferrow")
    assert find_pairs(
        [block_keys(each) for each in (bare, whole)], [find_telling(each) for each in (bare, whole)]
    ) == {(0, 1)}


def test_keys_of_the_title_alone_are_told_from_others() -> None:
    bare = block_keys(entry("Pebbles on a Northern Shore"))
    assert bare and all(map(is_of_text, bare))
    full = block_keys(entry("Pebbles on a Northern Shore", "Bram Tiller", "Odalys Ferrow"))
    assert not all(map(is_of_text, full))
