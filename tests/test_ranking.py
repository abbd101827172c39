"""What ranks a paper: forms of words, wording, requests; and that its parts add up."""

from collections import Counter

import pytest

from helpers_library import (
    ENGINES,
    HARBOUR,
    KILN,
    ORCHARD,
    build_index,
    each_engine,
    paper,
)
from helpers_places import ROOT
from paperdex import Filters, Library
from paperdex.index.analysed import PaperAnalyser
from paperdex.index.analyzer import query_words, spans, terms
from paperdex.index.base import Index, plain_text
from paperdex.index.fields import short_key
from paperdex.query import Query, read
from paperdex.search.matches import Page

OTHERS = [paper("Notes", abstract=text) for text in (ORCHARD, HARBOUR, KILN)]


def _ids(index: Index, text: str, all_words: bool = False) -> list[str]:
    return [hit.id for hit in index.search(Query(text, all_words=all_words), 100)[0]]


@each_engine
@pytest.mark.parametrize("all_words", [False, True])
def test_a_compound_is_found_in_every_form_the_typed_one_first(
    engine: str, all_words: bool
) -> None:
    papers = [
        paper("Ropes of Many Ends", abstract="We tie a byte-level rope.", id="hyphen"),
        paper("Ropes of Many Ends", abstract="We tie a bytelevel rope.", id="joined"),
    ]
    index = build_index(engine, [*papers, *OTHERS])
    for text in ("byte-level", "byte level", "BYTE LEVEL"):
        assert _ids(index, text, all_words=all_words) == ["hyphen", "joined"]
    assert _ids(index, "bytelevel", all_words=all_words) == ["joined", "hyphen"]


@each_engine
@pytest.mark.parametrize("typed", ["knotformer", "Knot Former", "knot-former"])
def test_the_paper_of_a_name_stands_before_those_about_it(engine: str, typed: str) -> None:
    papers = [
        paper("KnotFormer: Tying Ropes", abstract=ORCHARD, id="it"),
        paper("Is KnotFormer Slow? KnotFormer Revisited", abstract="KnotFormer " * 9, id="about"),
        paper("Of Ropes - KnotFormer", abstract="A knot former.", id="behind"),
    ]
    index = build_index(engine, [*papers, *OTHERS])
    assert _ids(index, typed)[0] == "it"
    parts = index.explain(Query(typed), "it")
    assert "the name" in [part.label for part in parts]
    assert sum(part.points for part in parts) == pytest.approx(
        index.search(Query(typed), 1)[0][0].score, rel=1e-5
    )
    assert "the name" not in [part.label for part in index.explain(Query(typed), "about")]


@each_engine
@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("FlashAttention", "flash attention"),
        ("flash attention", "FlashAttention"),
        ("$2\\times$ faster", "2times"),
        ("2times faster", "2 times"),
        ("2× faster", "2times"),
        ("3.18B words", "3.18B"),
        ("behaviour", "behavior"),
        ("a generalization", "generalisation"),
        ("centre", "centers"),
        ("α-knots", "alpha knots"),
        ("Δ rule", "delta"),
        ("TNF-α", "TNFα"),
        ("TNFα", "TNFα"),
        ("TNFα", "TNF-alpha"),
        ("NF-kappaB", "NFκB"),
        ("naïve", "naive"),
        ('the Nystr\\"om method', "Nyström"),
        ("an Erd\\H{o}s number", '"Erdős number"'),
        ("中文预训练语言模型的研究", "语言模型"),
        ("中文预训练语言模型的研究", '"语言模型"'),
        ("深層学習によるカメラ", "カメラ"),
        ("corpora and matrices", "matrix"),
        ("computerized", "computer"),
        ("an LLM", "LLMs"),
        ("GPUs", "GPU"),
        ("mRNAs", "mRNA"),
        ("analyses", "analysis"),
        ("criteria", "criterion"),
        ("mice", "mouse"),
        ("indices", "index"),
        ("haemoglobin", "hemoglobin"),
        ("oestrogen", "estrogen"),
        ("diarrhoea", "diarrhea"),
        ("tokenisers", "tokenizer"),
        ("neighbourhood", "neighborhoods"),
        ("centred", "centered"),
        ("fibre", "fiber"),
        ("defence", "defense"),
        ("sulphate", "sulfate"),
        ("GPT-4", "GPT4"),
        ("a 4-bit rope", "4bit"),
        ("k-means", "kmeans"),
        ("an x-ray", "xray"),
        ("U-Net", "UNet"),
        ("de-noising", "denoising"),
        ("online", "on-line"),
        ("overfitting", "over-fitting"),
        ("tradeoffs", "trade-off"),
        ("tSNE", "t-SNE"),
        ("A* search", "a*"),
        ("the $A^*$ bound", "A*"),
        ("C++11", "c++"),
        ("C#", "C#"),
        ("AT&T", "at&t"),
        ("R&D", "R&D"),
        ("Q&A pairs", "QA"),
        ("i.i.d. samples", "IID"),
        ("a N.A.C.A. report", "NACA"),
    ],
)
def test_forms_of_one_word_find_each_other(engine: str, written: str, typed: str) -> None:
    index = build_index(engine, [paper("Rope", abstract=f"On {written}.", id="it"), *OTHERS])
    assert _ids(index, typed) == ["it"]


@each_engine
def test_a_word_that_comes_again_in_its_papers_weighs_more(engine: str) -> None:
    """Chisels and mallets are equally rare, and nothing else tells the papers apart."""
    papers = [
        paper("The Chisel", abstract=ORCHARD, id="chisel"),
        paper("The Mallet", abstract=ORCHARD, id="a mallet"),
        paper("A Chisel and a Mallet", abstract=HARBOUR, id="both"),
        *(paper(f"Notes {n}", abstract="A chisel is no other chisel.") for n in range(9)),
        *(paper(f"Notes {n}", abstract="A mallet is no other tool.") for n in range(9, 18)),
        *OTHERS,
    ]
    index = build_index(engine, papers)
    query = Query("mallet chisel")
    found = [one for one in _ids(index, query.text) if one in ("chisel", "a mallet", "both")]
    assert found == ["both", "chisel", "a mallet"]
    points = {part.label: part.points for part in index.explain(query, "both")}
    words = [Counter(terms(plain_text(one))) for one in papers]
    titles = [set(terms(one.title)) & set(terms(one.abstract or "")) for one in papers]
    repeats = [
        {term: ((times > 1) + (term in title)) / 2 for term, times in counted.items()}
        for counted, title in zip(words, titles, strict=True)
    ]
    each = [repeat for found in repeats for repeat in found.values()]
    mean = sum(each) / len(each)
    for term in ("chisel", "mallet"):
        again = [found[term] for found in repeats if term in found]
        share = (sum(again) + 5 * mean) / (len(again) + 5)
        expected = points[term] * (share - mean)
        assert points[f"{term} comes again"] == pytest.approx(expected, rel=1e-4)
    assert points["chisel comes again"] > 0 > points["mallet comes again"]


@each_engine
def test_among_titles_no_word_weighs_more_for_coming_again(engine: str) -> None:
    index = build_index(engine, [paper(f"The {word} of kilns") for word in ("salt", "ash", "fire")])
    for hit in index.search(Query("salt kilns"), 3)[0]:
        labels = [part.label for part in index.explain(Query("salt kilns"), hit.id)]
        assert not any("again" in label for label in labels)


@each_engine
@pytest.mark.parametrize(
    ("british", "american"), [("normalisation", "normalization"), ("colour", "color")]
)
def test_a_rare_spelling_weighs_no_more_than_the_common_one(
    engine: str, british: str, american: str
) -> None:
    rare = paper("Rope Once", abstract=f"A {british} of rope: {american}.", id="rare")
    asked = paper(f"Anchor {american}", abstract=HARBOUR, id="asked")
    common = [paper(f"Notes {n}", abstract=f"A {american} of kilns.") for n in range(40)]
    anchors = [paper(f"Tools {n}", abstract="An anchor.") for n in range(20)]
    index = build_index(engine, [rare, asked, *common, *anchors])
    for typed in (british, american):
        assert _ids(index, f"anchor {typed}")[0] == "asked"
        query = Query(f"anchor {typed}")
        for scored in index.search(query, 5)[0]:
            points = sum(part.points for part in index.explain(query, scored.id))
            assert points == pytest.approx(scored.score, rel=1e-5)


@each_engine
def test_a_comparison_asks_for_what_it_compares(engine: str) -> None:
    papers = [paper("Results", abstract="Ours vs. theirs, 3 vs. 4.", id="vs")]
    index = build_index(engine, [*papers, paper("Rope", abstract="On rope.", id="rope")])
    for typed in ("rope vs anchor", "rope vs. anchor", "anchor versus rope"):
        assert _ids(index, typed) == ["rope"]


@pytest.mark.parametrize("word", ["gps", "css", "bias", "1990s", "wireless"])
def test_what_ends_like_a_plural_stays(word: str) -> None:
    assert terms(word) != terms(word[:-1])


@each_engine
def test_a_title_counts_more_than_an_abstract(engine: str) -> None:
    papers = [
        paper("Masts and Sails", abstract=f"{KILN} A lantern.", id="b"),
        paper("Lantern and Sails", abstract=f"{KILN} A mast.", id="a"),
    ]
    assert _ids(build_index(engine, [*papers, *OTHERS]), "lantern") == ["a", "b"]


@each_engine
def test_words_in_the_order_typed_and_as_written_come_first(engine: str) -> None:
    papers = [
        paper("Sails", abstract="Light of a lantern in the water is paper.", id="apart"),
        paper("Sails", abstract="Light of a paper lantern in the water is.", id="together"),
        paper("Sails", abstract="Light of papers, a lantern in the water.", id="plural"),
    ]
    index = build_index(engine, papers)
    assert _ids(index, "paper lantern") == ["together", "apart", "plural"]


@each_engine
def test_the_other_spelling_of_a_word_counts_as_written_too(engine: str) -> None:
    papers = [
        paper("Tokens of Clay", abstract="A token is a token of tokens.", id="tokens"),
        paper("On Tokenization", abstract="Of clay and of other matter it is.", id="american"),
    ]
    index = build_index(engine, [*papers, *OTHERS])
    assert _ids(index, "tokenization") == _ids(index, "tokenisation") == ["american", "tokens"]


def test_words_of_a_request_are_dropped_from_requests_only() -> None:
    asked = "Are there any papers that propose to use lanterns under water?"
    assert [word.written for word in query_words(asked)] == ["lanterns", "water"]
    assert [word.written for word in query_words("paper folding")] == ["paper", "folding"]
    nothing_else = "please find papers that discuss related work"
    assert next(word.written for word in query_words(nothing_else)) == "please"


@each_engine
@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("C++", "C"),
        ("C", "C#"),
        ("A*", "A"),
        ("R&D", "D and R"),
        ("*A*", "A*"),
        ("e.g.", "E and G"),
    ],
)
def test_letters_with_signs_are_other_words_than_the_letters(
    engine: str, typed: str, written: str
) -> None:
    index = build_index(engine, [paper("Rope", abstract=f"On {written}.", id="it"), *OTHERS])
    assert _ids(index, typed) == []


def test_abbreviations_that_introduce_examples_say_nothing() -> None:
    asked = "knots, e.g. bowlines, i.e. loops of the U.S. navy"
    assert terms(asked) == ["knot", "bowlin", "loop", "usabbr", "navi"]


@each_engine
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("guidelines of the WHO", ["who"]),
        ("WHO", ["who"]),
        ("+WHO", ["who"]),
        ("who", []),
        ("WHO IS IT", []),
        ("IT of firms", ["it"]),
        ("law in the US", ["us", "u.s."]),
        ("law in the U.S.", ["us", "u.s."]),
        ("law of u.s. firms", ["us", "u.s."]),
        ("us", []),
        ("US OR EU", ["us", "u.s."]),
        ("(WHO OR EU) -it", ["who"]),
        ("+US +ROPES", ["us", "u.s."]),
    ],
)
def test_capitals_beside_small_letters_are_names(engine: str, typed: str, found: list[str]) -> None:
    papers = [
        paper("Ropes", abstract="The WHO (Geneva) has ropes.", id="who"),
        paper("Ropes", abstract="Many IT ropes tell us who it was.", id="it"),
        paper("Ropes", abstract="Ropes of the US.", id="us"),
        paper("Ropes", abstract="Ropes from U.S. docks.", id="u.s."),
        paper("WHO MADE IT FOR US", id="capitals"),
    ]
    index = build_index(engine, [*papers, *OTHERS])
    assert sorted(_ids(index, typed)) == sorted(found)
    assert set(_ids(index, typed, all_words=True)) <= set(found)


def test_a_text_in_place_of_a_title_counts_once() -> None:
    text = "knot " * 41
    analysed = PaperAnalyser().analyse(paper(text.strip(), id="it"))
    assert analysed.ranked == text
    assert PaperAnalyser().analyse(paper("Knot", id="it")).ranked == "knot " * 4


def test_matches_of_letters_with_signs_cover_the_signs() -> None:
    text = "A* in C++17, by AT&T; w.r.t. R&D"
    found = [text[start:end] for start, end in spans(text, {"astar", "cplusplus", "att", "wrt"})]
    assert found == ["A*", "C++", "AT&T", "w.r.t"]


@each_engine
@pytest.mark.parametrize(("words", "total"), [(24, 2), (25, 1)])
def test_neighbours_in_a_long_query_are_words_by_themselves(
    engine: str, words: int, total: int
) -> None:
    papers = [paper("Byte", id="apart"), paper("Bytelevel", id="joined"), *OTHERS]
    typed = " ".join(["byte level", *(f"w{nth}" for nth in range(words - 2))])
    assert build_index(engine, papers).search(Query(typed), 9)[1] == total


@each_engine
def test_a_text_said_twice_is_no_longer(engine: str) -> None:
    papers = [paper("Byte", id="apart"), paper("Bytelevel", id="joined"), *OTHERS]
    typed = "byte level " * 20
    assert build_index(engine, papers).search(Query(typed), 9)[1] == 2


@pytest.mark.parametrize(
    "number", ["12. ", " 3) ", "(4) ", "7: ", "Q: ", "Q3. ", "Question 12: ", "query:\n"]
)
def test_the_number_of_a_question_is_no_word_of_it(number: str) -> None:
    assert query_words(f"{number}Which knots hold?") == query_words("Which knots hold?")


@each_engine
@pytest.mark.parametrize("number", ["3) ", "(3) ", "Q3) ", "12. "])
@pytest.mark.parametrize("asked", ["Which knots hold?", "+knots -boats", "knots OR boats"])
def test_a_number_with_a_parenthesis_is_none_of_a_clause(
    engine: str, number: str, asked: str
) -> None:
    papers = [paper("Knots", id="a"), paper("Boats", id="b"), paper("Notes 3, Q3, 12", id="c")]
    index = build_index(engine, papers)
    assert _ids(index, number + asked) == _ids(index, asked) != []
    assert not read(number + asked).problems


@each_engine
def test_a_title_that_begins_with_a_number_is_read_whole(engine: str) -> None:
    papers = [paper(title) for title in ("(3) Knots", "3) Knots", "4. Knots", "Q: Knots", "Knots")]
    index = build_index(engine, papers)
    for one in papers:
        assert index.search(index.settle(Query(one.title)), 1)[0][0].id in {
            other.id for other in papers if short_key(other.title) == short_key(one.title)
        }


@pytest.mark.parametrize(
    "typed", ["12", "12.", "3.18B words", "2024. Knots", "Q learning", "q", "12. And"]
)
def test_a_number_alone_is_a_word(typed: str) -> None:
    assert query_words(typed)[0].written in ("12", "3", "2024", "q")


@each_engine
def test_a_word_joined_to_several_common_words_is_sought_with_each(engine: str) -> None:
    papers = [paper("Onpolicy", id="on"), paper("Offpolicy", id="off"), *OTHERS]
    assert set(_ids(build_index(engine, papers), "on-policy and off-policy")) == {"on", "off"}


@each_engine
@pytest.mark.parametrize(("apart", "found"), [(100, 101), (101, 101)])
def test_a_slip_of_the_pen_is_no_form_of_a_hyphened_word(
    engine: str, apart: int, found: int
) -> None:
    papers = [paper(f"In-domain {nth}", id=f"it{nth}") for nth in range(apart)]
    index = build_index(engine, [paper("Rope", abstract="Indomain.", id="slip"), *papers])
    assert index.search(Query("in-domain"), 1)[1] == found


def test_matches_of_spelled_out_signs_cover_the_signs_themselves() -> None:
    text = "A β-knot, 2× as tight"
    assert [text[start:end] for start, end in spans(text, {"beta", "2time", "tight"})] == [
        "β",
        "2×",
        "tight",
    ]


@pytest.fixture(scope="module", params=ENGINES)
def index(request: pytest.FixtureRequest, seeds: Library) -> Index:
    return build_index(request.param, seeds)


@pytest.mark.parametrize(
    "query",
    [
        Query("byte-level language models"),
        Query("Hungry Hungry Hippos: Towards Language Modeling with State Space Models"),
        Query("flash-attention for long, long contexts of summarised texts", Filters(year="2024")),
        Query("state space", all_words=True),
        Query("Transformer in Transformer"),
    ],
)
def test_the_parts_of_a_score_add_up_to_it(index: Index, query: Query) -> None:
    hits, _ = index.search(query, 40)
    assert hits
    for hit in hits:
        parts = index.explain(query, hit.id)
        assert len({part.label for part in parts}) == len(parts)
        # Only a word that comes again less often than others takes points from a paper.
        assert all(part.points > 0 or part.label.endswith(" comes again") for part in parts)
        assert sum(part.points for part in parts) == pytest.approx(hit.score, rel=1e-5)


def test_a_paper_that_does_not_match_has_no_parts(index: Index) -> None:
    assert index.explain(Query("zyzzyva"), "apqbvxqg77") == []
    assert index.explain(Query("byte-level"), "no such id") == []
    assert index.explain(Query(""), "apqbvxqg77") == []


def test_questions_of_the_benchmark_have_no_word_of_the_title_they_are_after(
    seeds: Library,
) -> None:
    titles = {paper.title for paper in seeds}
    lines = (ROOT / "benchmarks" / "questions.tsv").read_text().splitlines()
    assert len(lines) == 50
    for line in lines:
        text, title = line.split("\t")
        assert title in titles
        assert not set(terms(text)) & set(terms(title)), line


def test_what_matched_in_another_form_is_lit() -> None:
    papers = [paper("Ropes", abstract="A byte-level rope of Bytelevel colour, a BYTE above.")]
    index = build_index("tantivy", papers)
    for text, lit in (
        ("bytelevel", ["byte", "level", "Bytelevel"]),
        ("byte level", ["byte", "level", "Bytelevel", "BYTE"]),
        ("color", ["colour"]),
    ):
        assert index.search(Query(text), 1)[1] == 1
        [spans] = Page(Query(text), [papers[0]]).find(0).values()
        assert [papers[0].abstract[a:b] for a, b in spans] == lit  # type: ignore[index]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("others", [0, 15, 60])
def test_all_papers_of_a_title_stand_before_the_others(engine: str, others: int) -> None:
    """Also those that are not among the best by their words: the abstracts of the others
    have nothing but these."""
    titled = [paper("Salt Kilns", abstract=ORCHARD * (1 + nth % 3)) for nth in range(25)]
    about = [paper(f"Salt kilns, part {nth}", abstract="salt kilns " * 9) for nth in range(others)]
    joined = [paper("SaltKilns"), paper("Salt")]
    index = build_index(engine, [*about, *titled, *joined])
    scored, total = index.search(Query("salt kilns"), 30)
    assert {hit.id for hit in scored[:26]} == {one.id for one in (*titled, joined[0])}
    assert total == len(titled) + len(about) + len(joined)
    for hit in scored[:: len(scored) // 3]:
        parts = index.explain(Query("salt kilns"), hit.id)
        assert sum(part.points for part in parts) == pytest.approx(hit.score, rel=1e-5)
