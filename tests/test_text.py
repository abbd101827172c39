"""What two spellings share, and what may reach a terminal."""

import json
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperdex.terminal import escape_unsafe, printable, safe
from paperdex.text import (
    fold,
    is_bare,
    is_plain,
    squeeze,
    storable_name,
    title_key,
    undress_accents,
    wellformed,
)

GREEK = [chr(code) for code in range(ord("α"), ord("ω") + 1)]

# What a saved page could carry to steer a terminal or to hide what is copied.
STEERING = [
    "\x1b[2J",
    "\x1b]0;title\x07",
    "\x9b31m",
    "\u202egnol\u202c",
    "\u2066left\u2069",
    "\u200e",
    "\u200f",
    "\u061c",
    "\ufeff",
    "\x00",
    "\x7f",
    "\r\n",
    "\u2028",
]


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        ("", ""),
        (" \t\r\n", ""),
        ("  one   two ", "one two"),
        ("one\u00a0\u00a0two\u2003three\n", "one two three"),
        ("one\u200btwo", "one\u200btwo"),
    ],
)
def test_squeeze_leaves_one_space_between_words(text: str, squeezed: str) -> None:
    assert squeeze(text) == squeezed


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Plain ASCII", "plain ascii"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("Straße", "strasse"),
        ("ﬁeld", "field"),
        ("Ｗｉｄｅ", "wide"),
        ("E²", "e2"),
        ("2×", "2times"),
        ("Ω and ω", "omega and omega"),
        ("\u00b5m", "mum"),
        ("東京", "東京"),
    ],
)
def test_fold_drops_case_accents_ligatures_and_width(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "undressed"),
    [
        (r"""Nystr\"om and Pok\'emon""", "Nystrom and Pokemon"),
        (r"B\'{e}zier, na\"{\i}ve, {\"U}ber, It\^{o}", "Bezier, naive, Uber, Ito"),
        (r"Erd\H{o}s, {\O}rsted, \L{}ukasz, S\o ren", "Erdos, Orsted, Lukasz, Soren"),
        (r"{\AA}ngstr{\"o}m, \aa ngstrom, {\ae}ther", "Angstrom, angstrom, aether"),
        (r"\cite{a} \varepsilon $\hat{x}$ \left(", r"\cite{a} \varepsilon $\hat{x}$ \left("),
        (r"the \"whole\" text", 'the whole\\" text'),
    ],
)
def test_letters_stand_for_the_accented_ones_of_tex(text: str, undressed: str) -> None:
    assert undress_accents(text) == undressed


@pytest.mark.parametrize("letter", GREEK)
def test_fold_spells_greek_letters_by_name(letter: str) -> None:
    # Unicode says LAMDA where everybody else, TeX among them, says lambda.
    name = unicodedata.name(letter).removeprefix("GREEK SMALL LETTER ").lower()
    name = name.removeprefix("final ").replace("lamda", "lambda")
    assert fold(letter) == name
    assert fold(letter.upper()) == name


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_composed_and_decomposed_text_fold_to_one(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("E^2-LLM", "E2-LLM"),
        ("E²-LLM", "E2-LLM"),
        (r"Boats that Are $2\times$ Faster", "Boats That Are 2times faster"),
        ("Boats that are 2× faster", "Boats that are 2times faster"),
        ("α-Ropes", "alpha-ropes"),
        (r"$\alpha$-Ropes", "α Ropes"),
        ("On-Line Knots", "online knots"),
        ("Knots: A Survey", "Knots — a survey."),
        ("Naïve\u00a0Knots", "naive knots"),
    ],
)
def test_two_spellings_of_a_title_share_a_key(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Knots in C++", "Knots in C"),
        ("Knots in C#", "Knots in C"),
        ("A* Is Enough", "A Is Enough"),
        ("C", "C++"),
        ("A", "A*"),
        ("Knots 1", "Knots 2"),
        ("Deep 1.5", "Deep 15"),
        ("From 10 20", "From 1020"),
        ("α-Ropes", "β-Ropes"),
        ("東京", "京都"),
        ("???", "!!!"),
    ],
)
def test_different_titles_have_different_keys(one: str, other: str) -> None:
    assert title_key(one) != title_key(other)


def test_a_title_of_signs_alone_keeps_its_signs() -> None:
    assert title_key(" ?  ! ") == "? !"
    assert title_key("") == ""


@pytest.mark.parametrize("steering", STEERING)
def test_nothing_that_steers_a_terminal_is_left(steering: str) -> None:
    text = f"Ropes{steering}and knots"
    for made in (safe(text), printable(text)):
        assert made.startswith("Ropes")
        assert made.endswith("and knots")
        assert all(unicodedata.category(c) not in {"Cc", "Cf", "Zl", "Zp"} for c in made)
    # Cut and coloured by place, so places must stay.
    assert len(safe(text)) == len(text)


def test_what_is_removed_can_be_seen() -> None:
    assert safe("a\x1bb") == "a\ufffdb"
    assert safe("a\tb\nc") == "a b c"
    assert printable(" a\t\n\x1b[0m b ") == "a \ufffd[0m b"


@settings(max_examples=150)
@given(st.text(max_size=60))
def test_safe_keeps_the_length_and_printable_is_one_line(text: str) -> None:
    assert len(safe(text)) == len(text)
    line = printable(text)
    assert line == squeeze(line)
    assert len(line.splitlines()) <= 1
    assert printable(line) == line


@settings(max_examples=150)
@given(st.text(max_size=40) | st.lists(st.sampled_from(STEERING), max_size=4).map("x".join))
def test_escaped_json_is_the_same_value_and_safe(text: str) -> None:
    line = escape_unsafe(json.dumps({text: [text]}, ensure_ascii=False))
    assert json.loads(line) == {text: [text]}
    assert safe(line) == line


def test_what_no_database_can_hold_is_marked() -> None:
    assert wellformed("a\0b\ud800c") == "a\ufffdb\ufffdc"
    assert wellformed("𝕏 é") == "𝕏 é"


def test_a_file_name_that_is_no_utf8_is_written_as_escapes() -> None:
    assert storable_name("ropes-é.txt") == "ropes-é.txt"
    assert storable_name(b"ropes-\xff.txt".decode("utf-8", "surrogateescape")) == (
        "ropes-\\udcff.txt"
    )


def test_letters_are_composed_so_that_an_accent_ends_no_word() -> None:
    assert wellformed("Re\u0301seaux") == "R\u00e9seaux"


@given(st.text(st.sampled_from("aB. \t\n\x00\x1f\x7fé"), max_size=6))
def test_a_plain_text_needs_no_cleaning(text: str) -> None:
    if is_plain(text):  # `squeeze` itself relies on it
        assert " ".join(wellformed(text).split()) == text


def test_what_is_printable_needs_no_replacing() -> None:
    text = "".join(char for char in map(chr, range(sys.maxunicode + 1)) if char.isprintable())
    assert safe(text + "\x00") == text + safe("\x00")
    assert escape_unsafe(text + "\x7f") == text + "\\u007f"


@given(st.text(st.sampled_from("az '\"\\\n\x00\x7fé")))
def test_a_bare_text_is_quoted_as_it_stands(text: str) -> None:
    if is_bare(text):
        assert json.dumps(text, ensure_ascii=False) == f'"{text}"'
        assert ascii(text) in (f'"{text}"', f"'{text}'")
    else:
        assert json.dumps(text) != f'"{text}"' or "\x7f" in text
