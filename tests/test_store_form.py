"""How a library lies on disk: packed, and all the same to who reads it."""

import sqlite3
from array import array
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_library import HARBOUR, KILN, ORCHARD, export, json_lines, make_root, write_page
from paperdex import Library, Paper, PaperdexError
from paperdex.errors import LibraryDamaged
from paperdex.store import Store
from paperdex.store.block_keys import (
    add_keys,
    forget_keys,
    has_keys,
    keys_of,
    kinds_with_key,
    remove_kinds,
)
from paperdex.store.phrases import PHRASES
from paperdex.store.records import (
    decompress,
    find_phrases,
    from_json,
    learn_phrases,
    make_dictionary,
    make_packer,
    make_unpacker,
)

KEY = st.sampled_from([0, 1, 65535, 65536, 65537, 2**32 - 1]) | st.integers(0, 2**32 - 1)
KIND = st.sampled_from([1, 255, 256, 65535, 65536, 2**24 - 1, 2**24]) | st.integers(1, 2**32 - 1)
KEYS_OF_KINDS = st.dictionaries(KIND, st.sets(KEY, min_size=1), max_size=8)


@settings(max_examples=40)
@given(KEYS_OF_KINDS, st.data())
def test_a_key_tells_the_kinds_that_have_it(keys: dict[int, set[int]], data: st.DataObject) -> None:
    early = data.draw(st.sets(st.sampled_from(sorted(keys)))) if keys else set()
    gone = data.draw(st.sets(st.sampled_from(sorted(keys)))) if keys else set()
    forget_keys(store := _open_store())
    for some in (early, keys.keys() - early):
        keyed = sorted(key << 32 | kind for kind in some for key in keys[kind])
        add_keys(store, array("Q", keyed))
    remove_kinds(store, gone)
    left = {kind: of for kind, of in keys.items() if kind not in gone}
    for key in set().union(*keys.values()):
        assert sorted(kinds_with_key(store, key)) == sorted(k for k in left if key in left[k])
    assert has_keys(store) == bool(left)
    assert {kind: set(of) for kind, of in keys_of(store, range(2**32)).items()} == left


@cache
def _open_store() -> Store:
    return Store.in_memory()


@settings(max_examples=30)
@given(st.text(), st.text(), st.lists(st.binary(max_size=40_000), max_size=3))
def test_a_record_is_read_as_it_was_packed(title: str, text: str, seen: list[bytes]) -> None:
    title, text = (part.encode("utf-8", "replace").decode() for part in (title, text))
    paper, phrases = Paper("x", title, text), learn_phrases(seen, 1_000_000)
    packed, known = make_packer(phrases)(paper), make_dictionary(phrases)
    assert find_phrases(packed) == (phrases != PHRASES)
    assert from_json(decompress(packed, known)) == paper
    either = make_unpacker((None, PHRASES, phrases))
    assert either(packed) == either(make_packer(None)(paper)) == paper


def test_a_record_with_other_phrases_or_cut_off_is_damage() -> None:
    packed = make_packer(PHRASES)(Paper("x", "Kilns", KILN))
    with pytest.raises(LibraryDamaged):
        decompress(packed, make_dictionary(PHRASES[:-1]))
    with pytest.raises(LibraryDamaged):
        decompress(packed[:-40], make_dictionary(PHRASES))
    learned = learn_phrases([f"{n} {KILN}".encode() for n in range(200)], 1_000_000)
    with pytest.raises(LibraryDamaged, match="phrases that are not here"):
        make_unpacker((PHRASES,))(make_packer(learned)(Paper("x", "Kilns", KILN)))
    with pytest.raises(LibraryDamaged):  # in a file there are none of this form
        make_unpacker((PHRASES, learned))(make_packer(None)(Paper("x", "Kilns", KILN)))


def _large(start: int) -> str:
    """A listing of some 40 KB."""
    texts = (ORCHARD, HARBOUR, KILN)
    return json_lines(
        *(
            {"title": f"Work {start + n} of a Kiln", "abstract": f"{n} {texts[n % 3]} {n * 7} " * 4}
            for n in range(60)
        )
    )


@pytest.fixture
def little_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries learn from 10 KB on."""
    monkeypatch.setattr("paperdex.ingest.take_in._WORTH_LEARNING", 10_000)


def test_a_large_library_learns_what_its_records_refer_to(
    tmp_path: Path, little_is_large: None
) -> None:
    root = make_root(tmp_path / "on disk", small=json_lines({"title": "Boats", "abstract": KILN}))
    assert _learned(root) == []
    write_page(root / "pages" / "large.jsonl", _large(0))
    [learned] = _learned(root)
    assert b"altitude" in learned
    write_page(root / "pages" / "more.jsonl", _large(5000))
    assert _learned(root) == [learned]
    with Library.open(root) as library, Library.of([root / "pages"]) as temporary:
        assert export(library, "pages") == export(temporary, "pages")


def test_phrases_learned_by_a_failed_ingest_are_not_kept(
    tmp_path: Path, little_is_large: None
) -> None:
    root = make_root(tmp_path, large=_large(0))

    def fail(*_: object) -> None:
        raise PaperdexError("enough")

    with pytest.MonkeyPatch.context() as patched, pytest.raises(PaperdexError, match="enough"):
        patched.setattr("paperdex.ingest.update.regroup", fail)
        _learned(root)
    write_page(root / "pages" / "large.jsonl", _large(3000))
    assert len(_learned(root)) == 1
    with Library.open(root) as library:
        assert len(list(library)) == 60


def _learned(root: Path) -> list[bytes]:
    """What the library has learned once it is up to date."""
    Library.open(root).close()
    return list(_read_phrases(root))


def _read_phrases(root: Path) -> Iterator[bytes]:
    connection = sqlite3.connect(root / ".paperdex" / "library.db")
    for (text,) in connection.execute("SELECT text FROM phrases"):
        yield text
    connection.close()
