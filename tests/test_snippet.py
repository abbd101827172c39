"""The passage shown with a hit: it holds a match, marks it rightly, and fits on a line."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperdex.index import analyzer
from paperdex.output.snippet import Span, cut_snippet

FILLER = "words of no weight that go on and on about apples and boats "


def _find(text: str, word: str) -> list[Span]:
    return [match.span() for match in re.finditer(re.escape(word), text)]


def test_a_short_text_is_shown_whole() -> None:
    text = "Clay fired twice keeps its colour."
    snippet = cut_snippet(text, _find(text, "twice"))
    assert (snippet.text, snippet.spans) == (text, [(11, 16)])


@pytest.mark.parametrize("before", [0, 1, 3, 20])
def test_a_match_deep_in_a_text_is_shown_and_marked(before: int) -> None:
    text = FILLER * before + "the kiln was cold " + FILLER * 20
    snippet = cut_snippet(text, _find(text, "kiln"))
    assert [snippet.text[a:b] for a, b in snippet.spans] == ["kiln"]


def test_what_is_left_out_is_marked_by_an_ellipsis() -> None:
    text = FILLER * 20 + "kiln " + FILLER * 20
    snippet = cut_snippet(text, _find(text, "kiln"))
    assert snippet.text[0] == snippet.text[-1] == "…"
    assert cut_snippet("kiln " + FILLER * 20, [(0, 4)]).text[0] == "k"
    assert cut_snippet(FILLER * 20 + "kiln", _find(FILLER * 20 + "kiln", "kiln")).text[-1] == "n"


def test_without_a_match_the_start_is_shown() -> None:
    snippet = cut_snippet(FILLER * 20, [])
    assert snippet.text.startswith(FILLER)
    assert snippet.spans == []


def test_a_passage_begins_and_ends_with_whole_words() -> None:
    text = FILLER * 20 + "kiln " + FILLER * 20
    shown = cut_snippet(text, _find(text, "kiln")).text.strip("…")
    assert set(shown.split()) <= set(text.split())


def test_two_words_together_are_shown_before_one_of_them_often() -> None:
    text = "kiln " * 5 + FILLER * 20 + "kiln and glaze " + FILLER * 20
    spans = sorted([*_find(text, "kiln"), *_find(text, "glaze")])
    shown = cut_snippet(text, spans)
    assert {shown.text[a:b] for a, b in shown.spans} == {"kiln", "glaze"}


def test_what_could_steer_a_terminal_is_replaced() -> None:
    hostile = "a\x1b[31mb\x07c\x00d\ne\u202ef\u2028g\x9bh"
    shown = cut_snippet(hostile, []).text
    assert len(shown) == len(hostile)
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Zl", "Zp", "Cf"}


def test_a_match_behind_a_very_long_word_is_shown() -> None:
    # A link, or a script that writes no spaces.
    for text in ("x" * 500 + "-kiln", FILLER * 5 + "x" * 400 + " kiln " + FILLER * 5):
        snippet = cut_snippet(text, _find(text, "kiln"))
        assert [snippet.text[a:b] for a, b in snippet.spans] == ["kiln"]


@pytest.mark.parametrize("text", ["x" * 34 + " (kiln) was cold", "x" * 30 + " kiln-glaze was cold"])
def test_a_match_within_a_word_that_does_not_fit_is_shown(text: str) -> None:
    # The passage could end at the space before it, and would show no match at all.
    snippet = cut_snippet(text, _find(text, "kiln"), 40)
    assert [snippet.text[a:b] for a, b in snippet.spans] == ["kiln"]


WORDS = st.lists(
    st.sampled_from(["kiln", "glaze", "kiln-glaze", "(kiln)", "apple", "of", "café", "瓷器", "🏺"])
    | st.text(max_size=12)
    | st.integers(1, 300).map(lambda n: "x" * n),
    max_size=60,
)


@settings(max_examples=150)
@given(WORDS, st.sampled_from([40, 80, 240]))
def test_a_snippet_holds_a_match_marks_it_and_fits(words: list[str], width: int) -> None:
    text = " ".join(words)
    spans = analyzer.spans(text, {"kiln", "glaze"})
    snippet = cut_snippet(text, spans, width)
    assert len(snippet.text) <= width + 2
    assert bool(snippet.spans) == bool(spans)
    assert {snippet.text[a:b] for a, b in snippet.spans} <= {text[a:b] for a, b in spans}
    assert "Cc" not in {unicodedata.category(char) for char in snippet.text}


def test_a_passage_begins_with_the_sentence_of_its_first_match_if_all_fit() -> None:
    text = (
        "Apples. " * 60 + "In winter, as e.g. Smith et al. (2020) say, the kiln was cold. " + FILLER
    )
    snippet = cut_snippet(text, _find(text, "kiln"))
    assert snippet.text.startswith("…In winter, as e.g.")
    long = FILLER.capitalize() * 6 + "kiln " + FILLER * 6  # its sentence begins too far before
    snippet = cut_snippet(long, _find(long, "kiln"))
    assert [snippet.text[a:b] for a, b in snippet.spans] == ["kiln"]


def test_forms_of_one_word_are_one_word() -> None:
    text = "A model models modelling. " + FILLER * 5 + "A kiln model. " + FILLER * 5
    snippet = cut_snippet(text, analyzer.spans(text, set(analyzer.terms("kiln model"))))
    assert "kiln" in [snippet.text[a:b] for a, b in snippet.spans]


def test_a_snippet_begins_with_a_sentence_even_if_a_later_passage_has_more_matches() -> None:
    text = f"{FILLER.capitalize() * 4}. Each kiln is {FILLER * 4}kiln of a kiln, a kiln. "
    spans = _find(text, "kiln")
    assert cut_snippet(text, spans).text.startswith("…Each kiln is")
