"""Which identifier a text tells, and the id a paper has in a library."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdex.ids import (
    arxiv_id_of_doi,
    base_id,
    digest,
    may_be_id,
    read_arxiv_id,
    read_doi,
    read_id,
    read_sole_ids,
    title_digest,
)


@pytest.mark.parametrize(
    ("text", "arxiv_id"),
    [
        ("2301.98765", "2301.98765"),
        (" 2301.98765 ", "2301.98765"),
        ("2301.98765v3", "2301.98765"),
        ("0704.0001", "0704.0001"),
        ("arXiv:2301.98765", "2301.98765"),
        ("arxiv:2301.98765v3 [cs.CL]", "2301.98765"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("hep-th/9901001v2", "hep-th/9901001"),
        ("arXiv:cond-mat/0207270", "cond-mat/0207270"),
        ("math.GT/0309136", "math.gt/0309136"),
        ("https://arxiv.org/abs/2301.98765", "2301.98765"),
        ("http://www.arxiv.org/abs/2301.98765v1", "2301.98765"),
        ("arxiv.org/pdf/2301.98765v2.pdf", "2301.98765"),
        ("https://arxiv.org/html/2301.98765v1", "2301.98765"),
        ("https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
        ("https://export.arxiv.org/abs/2301.98765?context=cs", "2301.98765"),
        ("https://huggingface.co/papers/2301.98765#comments", "2301.98765"),
        ("https://hf.co/papers/2301.98765", "2301.98765"),
    ],
)
def test_an_arxiv_id_is_read_without_its_version(text: str, arxiv_id: str) -> None:
    assert read_arxiv_id(text) == arxiv_id


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12345",
        "2301.987",
        "2301.987654",
        "2301.98765x",
        "see 2301.98765",
        "https://example.org/2301.98765",
        "https://arxiv.org/list/cs.CL/2301",
        "10.5555/2301.98765",
        "Ropes and Knots",
    ],
)
def test_what_is_no_arxiv_id_is_none(text: str) -> None:
    assert read_arxiv_id(text) is None


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.5555/Ropes.1", "10.5555/ropes.1"),
        ("doi:10.5555/ropes.1", "10.5555/ropes.1"),
        ("https://doi.org/10.5555/ROPES.1", "10.5555/ropes.1"),
        ("http://dx.doi.org/10.5555/s0000-0000(20)30183-5", "10.5555/s0000-0000(20)30183-5"),
        ("https://example.org/doi/10.123456789/a/b", "10.123456789/a/b"),
        ("10.5555/ropes.1.", "10.5555/ropes.1"),
        ("10.5555/ropes.1;", "10.5555/ropes.1"),
        ("10.5555/ropes\x1b[2J", "10.5555/ropes"),
        ("10.5555/", None),
        ("10.55/ropes", None),
        ("https://example.org/ropes", None),
        ("", None),
    ],
)
def test_a_doi_is_read_bare_and_in_lower_case(text: str, doi: str | None) -> None:
    assert read_doi(text) == doi


@pytest.mark.parametrize(
    ("doi", "arxiv_id"),
    [
        ("10.48550/arxiv.2301.98765", "2301.98765"),
        ("10.48550/arXiv.hep-th/9901001", "hep-th/9901001"),
        ("10.48550/ropes", None),
        ("10.5555/arxiv.2301.98765", None),
    ],
)
def test_a_doi_of_arxiv_stands_for_an_arxiv_id(doi: str, arxiv_id: str | None) -> None:
    assert arxiv_id_of_doi(doi) == arxiv_id


def test_the_id_of_a_paper_is_the_surest_known() -> None:
    assert base_id("2301.98765", "10.5555/ropes.1", "Ropes") == "2301.98765"
    assert base_id(None, "10.5555/ropes.1", "Ropes") == "10.5555/ropes.1"
    assert base_id(None, None, "Ropes") == title_digest("Ropes")


def test_an_id_made_from_a_title_never_changes() -> None:
    # Written down: decisions and scripts outlive versions and machines.
    assert title_digest("Tiny Maps") == "9xd5cahceg"
    assert title_digest("TINY  maps!") == "9xd5cahceg"
    assert title_digest("Tiny Mops") != "9xd5cahceg"


def test_a_digest_can_be_made_of_anything_and_typed() -> None:
    for text in ("", "東京", "\ud800", "x" * 10_000):
        made = digest(text)
        assert len(made) == 10
        assert set(made) <= set("0123456789abcdefghjkmnpqrstvwxyz")
    assert digest("ropes", 4) == digest("ropes")[:4]


@pytest.mark.parametrize(
    ("typed", "looked_up"),
    [
        ("arXiv:2301.98765v2", "2301.98765"),
        ("https://arxiv.org/abs/2301.98765", "2301.98765"),
        ("https://doi.org/10.5555/ROPES.1", "10.5555/ropes.1"),
        ("https://doi.org/10.48550/arXiv.2301.98765", "2301.98765"),
        (" 9XD5CAHCEG ", "9xd5cahceg"),
        ("[9xd5cahceg].", "9xd5cahceg"),
        ("(arXiv:2301.98765),", "2301.98765"),
        ("https://doi.org/10.5555%2FROPES.1", "10.5555/ropes.1"),
    ],
)
def test_an_id_is_found_however_it_was_typed(typed: str, looked_up: str) -> None:
    assert read_id(typed) == looked_up


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("2301.98765v3", "2301.98765"),
        (" arXiv: 2301.98765v1 [cs.CL] ", "2301.98765"),
        ("arXiv:2301.98765 [hep-th]", "2301.98765"),
        ("(arXiv:2301.98765v1 [math.AG]).", "2301.98765"),
        ("DOI 10.5555/Ropes.1", "10.5555/ropes.1"),
        ("https://doi.org/10.48550/arXiv.2301.98765", "2301.98765"),
        ("[2301.98765]", "2301.98765"),
        ("(doi: 10.5555/ropes(20)30183).", "10.5555/ropes(20)30183"),
        ("<https://doi.org/10.5555%2Fropes%2820%291>,", "10.5555/ropes(20)1"),
        ("[2301.98765](https://arxiv.org/abs/2301.98765)", "2301.98765"),
        ("2301.98765 2301.98766", "2301.98765 2301.98766"),
        ("2301.98765,2301.98766; 2301.98765", "2301.98765 2301.98766"),
        ("arXiv:2301.98765v1 [cs.CL],\narXiv:2301.98766v2 [math.AG]", "2301.98765 2301.98766"),
        ("10.5555/ropes;2-2", "10.5555/ropes;2-2"),
        ("10.5555/ropes,2301.98765v2;10.5555/a", "10.5555/ropes 2301.98765 10.5555/a"),
        ("10.5555/ropes,https://arxiv.org/abs/2301.98765", "10.5555/ropes 2301.98765"),
        ("2301.98765 ropes", ""),
        ("ropes 2301.98765", ""),
        ("arXiv: [cs.CL]", ""),
        ("arXiv:", ""),
        ("...", ""),
        ("", ""),
    ],
)
def test_a_text_that_is_ids_alone_is_read_as_they_are_printed(text: str, names: str) -> None:
    assert read_sole_ids(text) == names.split()


@given(st.text() | st.text("()[]{}<>.,;:% a1/"))
def test_any_text_is_ids_alone_or_not(text: str) -> None:
    assert all(read_sole_ids(text))
    assert read_id(f"({title_digest(text)}).") == title_digest(text)


@given(st.text())
def test_ids_that_a_library_gives_may_be_ids(text: str) -> None:
    assert all(may_be_id(title_digest(text) + more) for more in ("", "-4f3k", "-4f3k-2"))


@pytest.mark.parametrize(
    "word", ["", "attention", "-apqbvxqg77", '"apqbvxqg77"', "apqbvxqg7é", "a b c d e f"]
)
def test_other_words_may_be_no_ids(word: str) -> None:
    assert not may_be_id(word)
