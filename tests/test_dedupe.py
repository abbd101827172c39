"""Which entries are one paper: the table of cases, the laws, and the seed pages."""

import random
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_library import HARBOUR, KILN, ORCHARD, paper, partition
from helpers_places import SEEDS
from paperdex import Library, Paper
from paperdex.dedupe import block_keys, group_papers, judge
from paperdex.dedupe.titles import read_title
from paperdex.dedupe.traits import Traits
from paperdex.dedupe.weights import SERIAL

CUT = ORCHARD[: len(ORCHARD) // 3] + "..."
TITLE = "Counting Apple Trees From the Air"

SAME = {
    "a title cut behind a word that is a mark elsewhere": (
        paper("Glazes of the North After Heat Correction in Kilns", abstract=ORCHARD),
        paper("Glazes of the North After Heat Correction ...", abstract=ORCHARD),
    ),
    "one arXiv id, other titles": (
        paper("Counting Apples", arxiv_id="2401.00001"),
        paper("Apples, Counted Anew", arxiv_id="2401.00001", abstract=HARBOUR),
    ),
    "one DOI, alike titles": (
        paper(TITLE, doi="10.1000/a"),
        paper(TITLE + " and Balloons", doi="10.1000/a"),
    ),
    "a preprint's DOI and the journal's": (
        paper(TITLE, doi="10.48550/arxiv.2401.00001", abstract=ORCHARD),
        paper(TITLE, doi="10.1000/a", abstract=ORCHARD),
    ),
    "same title, same abstract": (paper(TITLE, abstract=ORCHARD), paper(TITLE, abstract=ORCHARD)),
    "same title, cut abstract": (paper(TITLE, abstract=ORCHARD), paper(TITLE, abstract=CUT)),
    "same title, no abstract on one side": (paper(TITLE, abstract=ORCHARD), paper(TITLE)),
    "same title, an abstract that says nothing": (
        paper(TITLE, abstract=ORCHARD),
        paper(TITLE, abstract="No abstract available."),
    ),
    "a title in other dress": (
        paper("Café-Scale $2\\times$ Roasting: A Study"),
        paper("CAFE SCALE 2× ROASTING — a study"),
    ),
    "printed a year after it was submitted": (
        paper(TITLE, date="2020-12-30"),
        paper(TITLE, date="2021"),
    ),
    "names the other way round": (
        paper(TITLE, authors=("Odalys Ferrow", "Bram Tiller")),
        paper(TITLE, authors=("Tiller, B.", "Ferrow, O.")),
    ),
    "an editorial known by its abstract": (
        paper("Editorial", abstract=ORCHARD),
        paper("Editorial", abstract=ORCHARD),
    ),
}

PEOPLE = ("Odalys Ferrow", "Bram Tiller", "Ines Kato")
LONG = "Counting Apple Trees From the Air After Every Storm"

SAME |= {
    "TeX against plain text": (
        paper(r"\textbf{Counting} $\alpha$-Apple {T}rees", abstract=ORCHARD),
        paper("Counting alpha-apple trees", abstract=ORCHARD),
    ),
    "typos in a title, same authors": (
        paper("Coutning Apple Trees Form the Air", authors=PEOPLE, date="2020"),
        paper("Counting Apple Trees From the Air", authors=PEOPLE, date="2020"),
    ),
    "a name in front of it left out": (
        paper("OrchardNet: " + LONG, authors=PEOPLE, date="2020"),
        paper(LONG, authors=PEOPLE, date="2020-07-01"),
    ),
    "another word in the title, one author, the whole abstract": (
        paper("Fast " + LONG, abstract=f"{ORCHARD} {HARBOUR}", authors=PEOPLE[:1]),
        paper("Robust " + LONG, abstract=f"{ORCHARD} {HARBOUR}", authors=PEOPLE[:1]),
    ),
    "a preprint, printed with another word and its abstract worked over": (
        paper("Fast " + LONG, abstract=f"{ORCHARD} {HARBOUR}", authors=PEOPLE, venue="arXiv"),
        paper(
            "Robust " + LONG,
            abstract=f"{ORCHARD} Boats leave late.",
            authors=PEOPLE,
            venue="Journal of Trees",
        ),
    ),
    "a title that says it is cut, in front of a number": (
        paper("Glazes of the North, a Tale of ...", authors=PEOPLE, date="2020"),
        paper("Glazes of the North, a Tale of Two Kilns", authors=PEOPLE, date="2020"),
    ),
    "a subtitle with a number left out, the abstracts one": (
        paper(f"{LONG}: A Study of Two Hundred Rows", abstract=ORCHARD + HARBOUR, authors=PEOPLE),
        paper(LONG, abstract=ORCHARD + HARBOUR, authors=PEOPLE),
    ),
    "a letter misread as a digit": (
        paper("C0unting Apple Trees From the Air", authors=PEOPLE, date="2020"),
        paper("Counting Apple Trees From the Air", authors=PEOPLE, date="2020"),
    ),
    "words run together behind a first On": (
        paper("On Counting Apple Trees From the Air", authors=PEOPLE, date="2020"),
        paper("On Counting AppleTrees From the Air", authors=PEOPLE, date="2020"),
    ),
    "words split and joined": (
        paper("Recipe for Glazes of the North", authors=PEOPLE),
        paper("Recipefor Glazes of the North", authors=PEOPLE),
    ),
    "a cut title": (
        paper(LONG, authors=PEOPLE, date="2020"),
        paper("Counting Apple Trees From the Air ...", authors=PEOPLE, date="2020"),
    ),
    "a dropped subtitle": (
        paper("Counting Apple Trees: A View From Above", authors=PEOPLE, abstract=ORCHARD),
        paper("Counting Apple Trees", authors=PEOPLE, abstract=ORCHARD),
    ),
    "a preprint and what was printed two years on": (
        paper(TITLE, authors=PEOPLE, date="2018", venue="arXiv"),
        paper(TITLE, authors=PEOPLE, date="2020", venue="Journal of Orchards", pages="1-9"),
    ),
    "names spelled otherwise": (
        paper(TITLE, authors=("Müller, K.", "Ferrow O")),
        paper(TITLE, authors=("Karl Muller", "Odalys Ferrow")),
    ),
    "an organization for authors": (
        paper(TITLE, organization="Orchard Office", abstract=ORCHARD),
        paper(TITLE, authors=PEOPLE, abstract=ORCHARD),
    ),
    "a language added by a database": (
        paper(f"{TITLE}. [German]", authors=PEOPLE),
        paper(TITLE, authors=PEOPLE),
    ),
    "a translated title on the same pages": (
        paper(TITLE, authors=PEOPLE, date="2020", venue="Orchard", volume="3", pages="12-19"),
        paper(
            "Zum Stand der Dinge",
            authors=PEOPLE,
            date="2020",
            venue="Orchard",
            volume="3",
            pages="12--19",
        ),
    ),
    "pages cut short": (
        paper(TITLE, authors=PEOPLE, volume="3", pages="813-841"),
        paper(TITLE, authors=PEOPLE, volume="3", pages="813-41"),
    ),
    "an editorial known by its pages": (
        paper("Editorial", authors=PEOPLE, date="2020", volume="3", pages="1-2"),
        paper("Editorial", authors=PEOPLE, date="2020", volume="3", pages="1-2"),
    ),
}

DIFFERENT = {
    "a meeting's paper and the article made of it": (
        paper(TITLE, authors=("Odalys Ferrow",), date="2019", venue="VLDB"),
        paper(TITLE, authors=("Odalys Ferrow",), date="2020", venue="VLDB J."),
    ),
    "other arXiv ids": (
        paper(TITLE, arxiv_id="2401.00001", abstract=ORCHARD),
        paper(TITLE, arxiv_id="2401.00002", abstract=ORCHARD),
    ),
    "other journals' DOIs": (
        paper(TITLE, doi="10.1000/a", abstract=ORCHARD),
        paper(TITLE, doi="10.1000/b", abstract=ORCHARD),
    ),
    "other abstracts": (paper(TITLE, abstract=ORCHARD), paper(TITLE, abstract=HARBOUR)),
    "years far apart": (paper(TITLE, date="2015"), paper(TITLE, date="2020-01-01")),
    "other authors": (
        paper(TITLE, authors=("Odalys Ferrow",)),
        paper(TITLE, authors=("Bram Tiller",)),
    ),
}

DIFFERENT |= {
    "a part with the abstract of the first": (
        paper(f"{LONG}, Part II", abstract=ORCHARD + HARBOUR, authors=PEOPLE),
        paper(LONG, abstract=ORCHARD + HARBOUR, authors=PEOPLE),
    ),
    "a part with a subtitle and the abstract of the first": (
        paper(f"{LONG}: A Study of the Rows, Part II", abstract=ORCHARD + HARBOUR, authors=PEOPLE),
        paper(LONG, abstract=ORCHARD + HARBOUR, authors=PEOPLE),
    ),
    "a yearly edition with the abstract of another": (
        paper(f"{LONG}: Report on the 2019 Edition", abstract=ORCHARD + HARBOUR, authors=PEOPLE),
        paper(LONG, abstract=ORCHARD + HARBOUR, authors=PEOPLE),
    ),
    "an erratum with the abstract of what it corrects": (
        paper(f"{LONG}: Erratum", abstract=ORCHARD + HARBOUR),
        paper(LONG, abstract=ORCHARD + HARBOUR),
    ),
    "other numbers in a short word": (
        paper("Counting HbA1c and IL1B in Apple Trees", authors=PEOPLE, date="2020"),
        paper("Counting HbA1c and IL5B in Apple Trees", authors=PEOPLE, date="2020"),
    ),
    "other numbers in a word, several digits": (
        paper("Counting Apples With S100A8Binding Proteins", authors=PEOPLE, date="2020"),
        paper("Counting Apples With S100A5Binding Proteins", authors=PEOPLE, date="2020"),
    ),
    "the same words by others": (
        paper(TITLE, authors=PEOPLE, abstract=ORCHARD),
        paper(TITLE, authors=("Sefa Aru", "Lin Moro"), abstract=ORCHARD),
    ),
    "a part of what has its number in the title anyway": (
        paper("Two Glazes of the Far North", authors=PEOPLE, date="2019"),
        paper("Two Glazes of the Far North: Part II", authors=PEOPLE, date="2019"),
    ),
    "an erratum of what has a word like it": (
        paper("Glazes and Their Correlations in the North", authors=PEOPLE, date="2019"),
        paper("Glazes and Their Correlations in the North (Correction)", authors=PEOPLE),
    ),
    "a corrigendum of what ends on correction": (
        paper("Firing Glazes With Heat Correction", authors=PEOPLE, date="2019"),
        paper("Firing Glazes With Heat Correction (Corrigendum)", authors=PEOPLE, date="2019"),
    ),
    "a rejoinder to what has a word like reply": (
        paper("Glazes for Real Kilns of the North", authors=PEOPLE, date="2019"),
        paper("Glazes for Real Kilns of the North: a rejoinder", authors=PEOPLE, date="2019"),
    ),
    "parts": (
        paper("Glazes of the North, Part I", abstract=ORCHARD),
        paper("Glazes of the North, Part II", abstract=ORCHARD),
    ),
    "parts with letters": (
        paper("Glazes of the North - Part A", abstract=ORCHARD),
        paper("Glazes of the North - Part B", abstract=ORCHARD),
    ),
    "yearly overviews": (
        paper("Overview of the 8th Kiln Workshop", authors=PEOPLE, abstract=ORCHARD),
        paper("Overview of the Tenth Kiln Workshop", authors=PEOPLE, abstract=ORCHARD),
    ),
    "editions": (
        paper(f"{TITLE}: the 2009 edition", abstract=ORCHARD),
        paper(TITLE, abstract=ORCHARD),
    ),
    "an erratum": (
        paper(f"Erratum to '{TITLE}'", authors=PEOPLE, abstract=ORCHARD),
        paper(TITLE, authors=PEOPLE, abstract=ORCHARD),
    ),
    "a correction at the end": (
        paper(f"{TITLE} - Correction", authors=PEOPLE),
        paper(TITLE, authors=PEOPLE),
    ),
    "a comment": (
        paper(f"Comment on {TITLE}", authors=PEOPLE),
        paper(TITLE, authors=PEOPLE),
    ),
    "numbers inside words": (
        paper("A System for the WMT20 Task", authors=PEOPLE),
        paper("A System for the WMT21 Task", authors=PEOPLE),
    ),
    "a meeting's abstract and the article": (
        paper(TITLE, authors=PEOPLE, date="2017", venue="Circulation", volume="136", pages="S3"),
        paper(TITLE, authors=PEOPLE, date="2017", venue="Orchards", volume="264", pages="1-9"),
    ),
}

SAME |= {
    "a technical report, and what came of it years later": (
        paper(LONG, authors=PEOPLE, date="2015", venue="Technical Report TR-15-2, Orchard College"),
        paper(LONG, authors=PEOPLE, date="2019", venue="Journal of Trees"),
    ),
    "a venue that is cut": (
        paper(LONG, authors=PEOPLE, date="2020", venue="Journal of the Ass …"),
        paper(LONG, authors=PEOPLE, date="2020", venue="Journal of the Association for Trees"),
    ),
    "a meeting by its number": (
        paper(LONG, authors=PEOPLE, date="2020", venue="Proc. of the 13th Meeting on Trees"),
        paper(LONG, authors=PEOPLE, date="2020", venue="Meeting on Trees and Shrubs of the North"),
    ),
    "a footnote's number at the end of a title": (
        paper(LONG + " Passing1", authors=PEOPLE, date="2020"),
        paper(LONG + " Passing", authors=PEOPLE, date="2020"),
    ),
    "a word less and the year of the printed volume, the same pages": (
        paper(LONG, authors=PEOPLE, date="2020", volume="4", pages="12-31"),
        paper(LONG.replace("Apple ", ""), authors=PEOPLE, date="2021", volume="4", pages="12-31"),
    ),
    "a note within a title": (
        paper("Counting Apples (panel session): Strange Trees?", authors=PEOPLE, date="2020"),
        paper("Counting Apples: Strange Trees? (Panel)", authors=PEOPLE, date="2020"),
    ),
    "a title cut behind a small word": (
        paper("Counting Apple Trees From the", authors=PEOPLE),
        paper(LONG, authors=PEOPLE, date="2020"),
    ),
    "a dropped subtitle with a number, of one year and venue": (
        paper("Counting Apple Trees", authors=PEOPLE, date="2020", venue="Trees"),
        paper(
            "Counting Apple Trees: A Tale of Two Orchards",
            authors=PEOPLE,
            date="2020",
            venue="Trees",
        ),
    ),
    "UTF-8 read as Windows-1252": (
        paper("The Baker’s Kiln — a Study of Crème", authors=("Müller, Ute",)),
        paper("The Bakerâ€™s Kiln â€” a Study of CrÃ¨me", authors=("MÃ¼ller, Ute",)),
    ),
    "one DOI in the escapes of HTML": (
        paper(TITLE, doi="10.1002/(sici)1097-0258(19980815)17:15<1661::aid-sim968>3.0.co;2-2"),
        paper(
            TITLE, doi="10.1002/(sici)1097-0258(19980815)17:15&lt;1661::aid-sim968&gt;3.0.co;2-2"
        ),
    ),
    "another work's DOI, and all else the same": (
        paper(TITLE, doi="10.1000/a", venue="Trees", pages="e24", date="2020", authors=PEOPLE),
        paper(TITLE, doi="10.1000/b", venue="Trees", pages="e24", date="2020", authors=PEOPLE),
    ),
    "a number in letters": (
        paper("Counting Apple Trees: A Three Year Study of Rows", authors=PEOPLE),
        paper("Counting Apple Trees: A 3-Year Study of Rows", authors=PEOPLE),
    ),
    "one place, and years that are two apart": (
        paper(TITLE, date="2018", venue="Trees", volume="4", pages="12-31", authors=PEOPLE),
        paper(TITLE, date="2020", venue="Trees", volume="4", pages="12-31", authors=PEOPLE),
    ),
    "a journal that tells in one place only that it is one": (
        paper(TITLE, date="2018", venue="Trees; a journal of counting", authors=PEOPLE),
        paper(TITLE, date="2019", venue="Trees", volume="4", authors=PEOPLE),
    ),
    "a journal whose name is cut": (
        paper(TITLE, date="2018", venue="Apple Record", authors=PEOPLE),
        paper(TITLE, date="2019", venue="Appl. Rec.", authors=PEOPLE),
    ),
    "proceedings in a series": (
        paper(TITLE, date="2018", venue="Lecture Notes in Computer Science", authors=PEOPLE),
        paper(TITLE, date="2018", venue="European Conference on Trees", authors=PEOPLE),
    ),
    "proceedings in another series": (
        paper(
            TITLE,
            date="2018",
            venue="Communications in Computer and Information Science",
            authors=PEOPLE,
        ),
        paper(TITLE, date="2018", venue="European Conference on Trees", authors=PEOPLE),
    ),
    "an organisation for authors": (
        paper(TITLE, date="2018", authors=("Orchard Study Group",)),
        paper(TITLE, date="2018", authors=PEOPLE),
    ),
    "a cut title without a year": (
        paper(LONG, authors=PEOPLE, date="2020"),
        paper("Counting Apple Trees From …", authors=("O Ferrow", "B Tiller", "et al.")),
    ),
    "a dropped subtitle without a year": (
        paper("Counting Apple Trees: A View From Above", authors=PEOPLE, date="2020"),
        paper("Counting Apple Trees", authors=PEOPLE),
    ),
}

NOT_SAME = {
    "the beginning of a title without a year": (
        paper("Counting Apple Trees From the Air", authors=PEOPLE, date="2020"),
        paper("Counting Apple Trees", authors=PEOPLE),
    ),
    "editorials of one year in two issues that begin on one page": (
        paper("Editorial", authors=PEOPLE, date="2020", volume="4", number="1", pages="1-3"),
        paper("Editorial", authors=PEOPLE, date="2020", volume="4", number="2", pages="1-3"),
    ),
    "editorials of two years that say nearly the same": (
        paper("Editorial", authors=PEOPLE, date="2018", abstract=ORCHARD + HARBOUR),
        paper("Editorial", authors=PEOPLE, date="2020", abstract=HARBOUR + ORCHARD),
    ),
    "the second part of a title that ends with a small word": (
        paper("Counting Apples: What Are Farmers Looking For?", authors=PEOPLE, date="2020"),
        paper(
            "Counting Apples: What Are Farmers Looking For?: Part II", authors=PEOPLE, date="2020"
        ),
    ),
    "a whole title, and a cut one that begins so": (
        paper("Counting Apple Trees", authors=PEOPLE, date="2020"),
        paper("Counting Apple Trees From the …", authors=PEOPLE),
    ),
    "works of two organisations": (
        paper(TITLE, date="2018", authors=("Orchard Study Group",)),
        paper(TITLE, date="2018", authors=("Harbour Consortium",)),
    ),
    "introductions to issues of one year": (
        paper("Editorial Introduction", authors=PEOPLE, date="2020", volume="4"),
        paper("Editorial introduction.", authors=PEOPLE, date="2020"),
    ),
    "another word in the title and another year under one abstract, no preprint": (
        paper("Control of " + LONG, abstract=ORCHARD + HARBOUR, authors=PEOPLE, date="2011"),
        paper("Evaluation of " + LONG, abstract=ORCHARD + HARBOUR, authors=PEOPLE, date="2012"),
    ),
    "the beginning of a title a year later, no preprint": (
        paper("Special Issue on Glazes of the North", authors=PEOPLE[:1], date="2020"),
        paper("Special Issue on Glazes of the North and South", authors=PEOPLE[:1], date="2021"),
    ),
    "a preprint, and what the same people printed next": (
        paper("Fast " + LONG, abstract=ORCHARD, authors=PEOPLE, venue="arXiv"),
        paper(
            "Robust " + LONG,
            abstract=f"{HARBOUR} {ORCHARD[:60]}",
            authors=PEOPLE,
            venue="Journal of Trees",
        ),
    ),
    "other words in a title, one author, a phrase of the publisher's": (
        paper("Counting Apple Trees From the Air", abstract=ORCHARD, authors=PEOPLE[:1]),
        paper("Counting Cherry Trees From the Air", abstract=ORCHARD, authors=PEOPLE[:1]),
    ),
    "a poster of it": (
        paper("Poster: " + LONG, authors=PEOPLE, date="2020"),
        paper(LONG, authors=PEOPLE, date="2020"),
    ),
    "two names in front of one title": (
        paper("OrchardNet: " + LONG, authors=PEOPLE, date="2020"),
        paper("HarbourNet: " + LONG, authors=PEOPLE, date="2020"),
    ),
    "a name in front, and some of the authors": (
        paper("OrchardNet: " + LONG, authors=PEOPLE, date="2020"),
        paper(LONG, authors=(*PEOPLE[:1], "Sefa Aru", "Lin Moro"), date="2020"),
    ),
    "a name in front of a short title": (
        paper("OrchardNet: Counting Apples", authors=PEOPLE, date="2020"),
        paper("Counting Apples", authors=PEOPLE, date="2020"),
    ),
    "opposites by few letters": (
        paper("Hypotension in Old Trees", authors=PEOPLE),
        paper("Hypertension in Old Trees", authors=PEOPLE),
    ),
    "other words of the same length": (
        paper("Static Walking of Two Trees", authors=PEOPLE),
        paper("Dynamic Walking of Two Trees", authors=PEOPLE),
    ),
    "supplements that share a DOI": (
        paper("Glazes of the North", doi="10.1000/s", authors=PEOPLE),
        paper("Boats of the South", doi="10.1000/s", authors=PEOPLE),
    ),
    "only the abstract": (
        paper("Glazes of the North", abstract=ORCHARD, authors=PEOPLE),
        paper("Boats of the South", abstract=ORCHARD, authors=PEOPLE),
    ),
    "columns of two years": (
        paper("Database Principles", authors=PEOPLE, venue="Record", date="2002"),
        paper("Database Principles", authors=PEOPLE, venue="Record", date="2003"),
    ),
    "one DOI, other titles": (
        paper(TITLE, doi="10.1000/a"),
        paper("Mooring Wear Under Old Piers", doi="10.1000/a"),
    ),
    "two editorials": (paper("Editorial"), paper("Editorial")),
    "two guest editorials": (paper("Guest Editorial"), paper("Guest editorial.")),
    "part one and part two": (
        paper("Glazes of the North, Part I"),
        paper("Glazes of the North, Part II"),
    ),
    "yearly overviews": (
        paper("Overview of the 8th Kiln Workshop"),
        paper("Overview of the 10th Kiln Workshop"),
    ),
    "C and C++": (paper("Parsing C by Hand"), paper("Parsing C++ by Hand")),
    "C and C#": (paper("Parsing C by Hand"), paper("Parsing C# by Hand")),
    "A and A*": (paper("Finding Ways with A"), paper("Finding Ways with A*")),
    "other volumes": (
        paper("Notes on Glaze", volume="3"),
        paper("Notes on Glaze", volume="4"),
    ),
    "other pages": (
        paper("Notes on Glaze", pages="1-9"),
        paper("Notes on Glaze", pages="20-31"),
    ),
}

Pair = tuple[Paper, Paper]


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_what_tells_of_one_paper_is_same(pair: Pair) -> None:
    verdict = judge(*pair)
    assert verdict.answer == "same"
    assert verdict.reason
    assert len(group_papers(pair)) == 1


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT)
def test_what_speaks_against_is_different(pair: Pair) -> None:
    assert judge(*pair).answer == "different"
    assert len(group_papers(pair)) == 2


@pytest.mark.parametrize("pair", NOT_SAME.values(), ids=NOT_SAME)
def test_what_is_not_sure_is_never_merged(pair: Pair) -> None:
    assert judge(*pair).answer != "same"
    assert len(group_papers(pair)) == 2


def test_a_cut_title_that_either_of_two_parts_may_have_stays_apart() -> None:
    titles = (f"{LONG} ...", f"{LONG}: Part II", f"{LONG}: Part III")
    entries = [paper(title, authors=PEOPLE, date="2020") for title in titles]
    assert len(group_papers(entries)) == 3


@pytest.mark.parametrize("start", ["Glazes of the North", "Glazes of the ..."])
def test_what_two_titles_begin_with_does_not_join_them(start: str) -> None:
    titles = (start, "Glazes of the North: Kilns on a Hill", "Glazes of the North: Salt and Ash")
    entries = [paper(title, authors=PEOPLE, date="2020") for title in titles]
    assert len(group_papers(entries)) == 3


def test_two_editorials_are_unknown_to_each_other() -> None:
    assert judge(paper("Editorial"), paper("Editorial")).answer == "unknown"


@pytest.mark.parametrize("pair", [*SAME.values(), *DIFFERENT.values(), *NOT_SAME.values()])
def test_a_verdict_is_the_same_from_both_sides(pair: Pair) -> None:
    one, other = pair
    assert judge(one, other) == judge(other, one)


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_what_is_one_paper_shares_a_key(pair: Pair) -> None:
    one, other = (set(block_keys(Traits(entry))) for entry in pair)
    assert one & other


@pytest.mark.parametrize(
    ("pair", "reason"),
    [
        ("words split and joined", 'title differs by "recipe for"/"recipefor" and authors'),
        ("a preprint and what was printed two years on", "(a preprint and its published version)"),
        ("same title, cut abstract", "same title and overlapping abstract 1.00"),
    ],
)
def test_a_reason_says_what_a_person_checks_at_a_glance(pair: str, reason: str) -> None:
    assert reason in judge(*SAME[pair]).reason


def test_words_that_one_title_has_beyond_the_other_are_told_alone() -> None:
    whole = paper(f"{TITLE} by Night and Day", abstract=ORCHARD)
    reason = judge(paper(TITLE, abstract=ORCHARD), whole).reason
    assert 'which goes on "by night and day"; overlapping abstract' in reason


def test_of_several_shares_of_abstracts_the_lowest_is_told() -> None:
    nearly = ORCHARD.rsplit(" ", 4)[0] + " and so much more was there to be counted."
    [group] = group_papers(
        [paper(TITLE, abstract=ORCHARD, upvotes=votes) for votes in (1, 2)]
        + [paper(TITLE, abstract=nearly)]
    )
    assert group.reason.startswith("same title and overlapping abstract 0.")
    assert ";" not in group.reason


def test_a_card_without_a_venue_is_no_published_version() -> None:
    cards = [
        paper(TITLE, abstract=ORCHARD),
        paper(TITLE, abstract=ORCHARD, arxiv_id="2401.00001"),
        paper(TITLE, abstract=ORCHARD, arxiv_id="2401.00001", upvotes=3),
    ]
    printed = paper(TITLE, abstract=ORCHARD, pages="1-9", volume="3")
    assert judge(*cards[:2]).reason == "same title and overlapping abstract 1.00"
    assert judge(cards[1], printed).reason.endswith("(a preprint and its published version)")
    [group] = group_papers(cards)
    assert group.reason == "same arXiv id 2401.00001; same title and overlapping abstract 1.00"
    [group] = group_papers([*cards[1:], printed])
    assert group.reason == (
        "same arXiv id 2401.00001; same title and overlapping abstract 1.00"
        " (a preprint and its published version)"
    )


def test_what_speaks_for_two_and_does_not_suffice_is_doubtful() -> None:
    pair = NOT_SAME["other words of the same length"]
    assert judge(*pair).answer == "doubtful"


# Few values for each field, so that entries meet, agree and disagree often.
_TITLES = [TITLE, TITLE.upper(), TITLE + " and Balloons", "Notes on Glaze", "Editorial", "???"]
_TITLES += ["Counting Aple Trees From the Air", "Counting Apple Trees ...", TITLE + ": Part II"]
PAPERS = st.lists(
    st.builds(
        paper,
        title=st.sampled_from(_TITLES),
        abstract=st.sampled_from([None, None, ORCHARD, CUT, HARBOUR, KILN, "None."]),
        date=st.sampled_from([None, None, "2019", "2020-06", "2021-01-01", "2024"]),
        authors=st.sampled_from([(), (), ("Odalys Ferrow",), ("Ferrow, O.", "Bram Tiller")]),
        arxiv_id=st.sampled_from([None, None, "2401.00001", "2401.00002"]),
        doi=st.sampled_from([None, None, "10.1000/a", "10.1000/b", "10.1101/c"]),
        volume=st.sampled_from([None, None, "3", "4"]),
        venue=st.sampled_from([None, "arXiv", "Journal of Orchards", "Kiln Letters"]),
        pages=st.sampled_from([None, None, "1-9", "20-31"]),
    ),
    max_size=8,
)


# Fields of any text, and of what titles, pages and names are made of.
_TEXT = st.text(max_size=12) | st.lists(
    st.sampled_from(
        "Part I II 2nd A B [ ] ( ) { } \\\\emph{ $ … ... : - Erratum to Comment on S12 e5-9 1)"
        " 01-Oct et al Müller &#252; <i> 10,000 hypo tension".split()
    ),
    max_size=6,
).map(" ".join)
ANY_PAPER = st.builds(
    paper,
    title=_TEXT.filter(str.strip),
    abstract=st.none() | _TEXT,
    authors=st.lists(_TEXT, max_size=3).map(tuple),
    date=st.sampled_from([None, "2019", "2020-06", "2020-06-31", "0001-01-01"]),
    venue=st.none() | _TEXT,
    volume=st.none() | _TEXT,
    number=st.none() | _TEXT,
    pages=st.none() | _TEXT,
    doi=st.sampled_from([None, "10.1000/a", "10.1000/%41", "10.48550/arxiv.1"]),
)


@settings(max_examples=300)
@given(ANY_PAPER, ANY_PAPER)
def test_any_two_entries_can_be_judged_from_both_sides(one: Paper, other: Paper) -> None:
    assert judge(one, other) == judge(other, one)
    for entry in (one, other):
        keys = block_keys(Traits(entry))
        assert len(keys) == len(set(keys)) < 30
        assert all(0 <= key < 2**32 for key in keys)
        assert judge(entry, entry).answer in ("same", "unknown", "doubtful")


def _groups(papers: list[Paper]) -> set[frozenset[int]]:
    return {frozenset(group.members) for group in group_papers(papers)}


@settings(max_examples=100)
@given(PAPERS)
def test_every_place_is_in_exactly_one_group(papers: list[Paper]) -> None:
    places = [place for group in group_papers(papers) for place in group.members]
    assert sorted(places) == list(range(len(papers)))


@settings(max_examples=150)
@given(PAPERS, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order(papers: list[Paper], chance: random.Random) -> None:
    order = list(range(len(papers)))
    chance.shuffle(order)
    shuffled = _groups([papers[place] for place in order])
    assert {frozenset(order[place] for place in group) for group in shuffled} == _groups(papers)


@settings(max_examples=100)
@given(PAPERS)
def test_judged_again_a_group_stays_one(papers: list[Paper]) -> None:
    assert group_papers(papers) == group_papers(papers)
    for group in group_papers(papers):
        assert len(group_papers([papers[place] for place in group.members])) == 1


@settings(max_examples=150)
@given(PAPERS)
def test_no_group_holds_two_that_are_different(papers: list[Paper]) -> None:
    for group in group_papers(papers):
        members = [papers[place] for place in group.members]
        answers = {judge(one, other).answer for one in members for other in members}
        assert "different" not in answers


@settings(max_examples=100)
@given(PAPERS)
def test_a_group_of_several_says_why_and_one_alone_does_not(papers: list[Paper]) -> None:
    for group in group_papers(papers):
        assert bool(group.reason) == (len(group.members) > 1)


def test_one_between_two_that_differ_goes_the_same_way_in_any_order() -> None:
    early, between, late = (
        paper(TITLE, date="2019"),
        paper(TITLE),
        paper(TITLE, date="2024"),
    )
    forward = [early, between, late]
    backward = forward[::-1]
    assert _groups(forward) == {frozenset(2 - n for n in group) for group in _groups(backward)}


def test_two_arxiv_ids_are_not_joined_by_way_of_a_third_entry() -> None:
    # The outer two share neither title nor DOI, so nothing but the third connects them.
    first = paper(TITLE, arxiv_id="2401.00001", doi="10.1000/a")
    third = paper(TITLE + " and Balloons", doi="10.1000/a")
    last = paper(TITLE + " and Balloons", arxiv_id="2401.00002")
    assert judge(first, last).answer == "different"
    assert frozenset({0, 1, 2}) not in _groups([first, third, last])


def test_three_hundred_copies_are_one_group_at_once() -> None:
    copies = [paper(TITLE, abstract=ORCHARD * 5) for _ in range(300)]
    start = time.perf_counter()
    groups = group_papers(copies)
    assert len(groups) == 1
    assert time.perf_counter() - start < 1


# The seed pages


def test_the_seed_pages_add_up(seeds: Library) -> None:
    report = seeds.report()
    assert report.counts == (303, 226, 77, 0)
    assert [file.counts.entries for file in report.files] == [68, 58, 69, 35, 73]
    assert report.rejected == []
    assert len(seeds) == 226


def test_the_seed_groups_account_for_what_was_merged(seeds: Library) -> None:
    groups = seeds.dedupe()
    assert sum(len(group.entries) - 1 for group in groups) == 77
    assert all(group.reason for group in groups)
    # On these pages one paper always has one title.
    for group in groups:
        assert {title.casefold() for _, title in group.entries} == {group.title.casefold()}


@pytest.mark.parametrize("chance", range(2))
def test_the_seed_papers_are_the_same_in_any_order_of_files(
    seeds: Library, tmp_path: Path, chance: int
) -> None:
    files = sorted(SEEDS.iterdir())
    random.Random(chance).shuffle(files)
    true_names = {f"{nth}.txt": file.name for nth, file in enumerate(files)}
    for name, file in true_names.items():
        shutil.copy(SEEDS / file, tmp_path / name)
    with Library.of([tmp_path]) as shuffled:
        found = {frozenset((true_names[f], line) for f, line in p) for p in partition(shuffled)}
        assert sorted(paper.title for paper in shuffled) == sorted(p.title for p in seeds)
    assert found == partition(seeds)


def test_the_seed_pages_judged_twice_give_the_same(seeds: Library) -> None:
    with Library.of([SEEDS]) as again:
        assert list(again) == list(seeds)
        assert again.dedupe() == seeds.dedupe()


@settings(max_examples=50)
@given(st.from_regex(SERIAL, fullmatch=True))
def test_a_title_that_many_works_bear_is_known_whatever_its_length(title: str) -> None:
    assert read_title(title).is_serial
