"""What tells of one paper: the table of cases, and what is said of them."""

import pytest

from helpers_dedupe import Pair, judge_both
from helpers_library import HARBOUR, ORCHARD, paper, read_records
from paperdex.dedupe import group_papers, judge

CUT = ORCHARD[: len(ORCHARD) // 3] + "..."
TITLE = "Counting Apple Trees From the Air"
LONG = "Counting Apple Trees From the Air After Every Storm"
PEOPLE = ("Odalys Ferrow", "Bram Tiller", "Ines Kato")

SAME = {
    "the venue and the year behind a title": (
        paper(TITLE, authors=PEOPLE, date="2019", venue="VLDB"),
        paper(f"{TITLE}, VLDB 2019", authors=("O. Ferrow", "B. Tiller"), date="2019"),
    ),
    "the proceedings behind a title": (
        paper(TITLE, authors=PEOPLE, date="2019"),
        paper(f"{TITLE}. In Proceedings of the 14th International Conference", authors=PEOPLE),
    ),
    "its authors before a title": (
        paper(TITLE, authors=PEOPLE, date="2019"),
        paper(f"O. Ferrow, B. Tiller and I. Kato. {TITLE}", authors=PEOPLE, date="2019"),
    ),
    "two names before a title": (
        paper(TITLE, authors=PEOPLE, date="2019"),
        paper(f"Ferrow and Tiller: {TITLE}", authors=PEOPLE, date="2019"),
    ),
    "what a PDF has above a title": (
        paper(TITLE, authors=PEOPLE),
        paper(f"Published as a conference paper at ICLR 2019 {TITLE}", authors=PEOPLE),
    ),
    "names in capitals with initials behind them": (
        paper(TITLE, authors=("Ray, Amy W.", "Ray, Julian J."), date="2019"),
        paper(TITLE.upper(), authors=("RAY, AW", "RAY, JJ"), date="2019"),
    ),
    "a list of family names in one": (
        paper(TITLE, authors=("Ferrow, O. et al.",), date="2019"),
        paper(TITLE, authors=("Ferrow and Tiller and Kato",)),
    ),
    "a hyphen before a word that names other works elsewhere": (
        paper("A Study of Open-Source Code", authors=PEOPLE, date="2019"),
        paper("A Study of Open Source Code", authors=PEOPLE, date="2019"),
    ),
    "a publisher for a venue": (
        paper(TITLE, authors=PEOPLE, date="2019", venue="Morgan Kaufmann"),
        paper(TITLE, authors=PEOPLE, date="2019", venue="Conference on Orchards"),
    ),
    "a meeting's sign beside a town": (
        paper(TITLE, authors=PEOPLE, date="1993", venue="ICML-93, Amherst"),
        paper(TITLE, authors=PEOPLE, date="1993", venue="Machine Learning Conference"),
    ),
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
    "several signs for `and`": (
        paper("Rows & Storms & Rot in the Orchards of the North", authors=PEOPLE),
        paper("Rows and Storms and Rot in the Orchards of the North", authors=PEOPLE),
    ),
    "an ordinal in letters": (
        paper("Report of the 4th Workshop on Counting Apple Trees", authors=PEOPLE),
        paper("Report of the Fourth Workshop on Counting Apple Trees", authors=PEOPLE),
    ),
    "a word that other signs part from the next": (
        paper("Withdrawal: Opioid Use in Newborns", authors=PEOPLE),
        paper("Withdrawal - opioid use in newborns", authors=PEOPLE),
    ),
    "a footnote's raised number": (
        paper("Counting Apple Trees by Air\u00b9", authors=PEOPLE),
        paper("Counting Apple Trees by Air", authors=PEOPLE),
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
    "one of three under another initial, in one venue": (
        paper(TITLE, authors=("O. Ferrow", "B. Tiller", "I. Kato"), date="2020", venue="Trees"),
        paper(TITLE, authors=("O. Ferrow", "R. Tiller", "I. Kato"), date="2020", venue="Trees"),
    ),
    "a company for its people": (
        paper(f"OrchardNet-4: {TITLE}", authors=("OpenOrchardAI",), date="2023"),
        paper(f"OrchardNet-4: {TITLE}", authors=PEOPLE, date="2023"),
    ),
    "a team for its people": (
        paper(f"OrchardNet-4: {TITLE}", authors=("OrchardNet Team",), date="2023"),
        paper(f"OrchardNet-4: {TITLE}", authors=PEOPLE, date="2023"),
    ),
    "an organization by its initials": (
        paper(LONG, authors=("WHO",), date="2019"),
        paper(LONG, authors=("World Health Organization",), date="2019"),
    ),
    "a preprint as OpenAlex calls it and what was printed two years on": (
        paper(TITLE, authors=PEOPLE, date="2019", venue="arXiv (Cornell University)"),
        paper(TITLE, authors=PEOPLE, date="2021", venue="Orchards"),
    ),
    "a copy in the archive of a university": (
        paper(TITLE, authors=PEOPLE, date="2019", venue="Global Change Biology"),
        paper(TITLE, authors=PEOPLE, date="2019", venue="Tree Explorer (The University of Elms)"),
    ),
    "a whole citation, by authors that are known": (
        paper(
            f"Ferrow, O., Tiller, B. & Kato, I. (2019). {TITLE}. J. Trees, 25, 2001-2013.",
            authors=PEOPLE,
            date="2019",
        ),
        paper(TITLE, authors=PEOPLE, date="2019"),
    ),
    "with its appendix": (
        paper(f"{TITLE} (with Appendix)", authors=PEOPLE, date="2019"),
        paper(TITLE, authors=PEOPLE, date="2019"),
    ),
    "a preprint that was printed under a longer title": (
        paper(TITLE, authors=PEOPLE, date="2023", abstract=ORCHARD, venue="arXiv"),
        paper(
            f"OrchardNet: New Planes for {TITLE}",
            authors=PEOPLE,
            date="2024",
            abstract=ORCHARD,
            venue="Orchards",
        ),
    ),
    "a dropped subtitle without a year": (
        paper("Counting Apple Trees: A View From Above", authors=PEOPLE, date="2020"),
        paper("Counting Apple Trees", authors=PEOPLE),
    ),
}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_what_tells_of_one_paper_is_same(pair: Pair) -> None:
    verdict = judge_both(*pair)
    assert verdict.answer == "same"
    assert verdict.reason
    assert len(group_papers(pair)) == 1


@pytest.mark.parametrize(
    ("pair", "reason"),
    [
        ("words split and joined", 'title differs by "recipe for"/"recipefor"; same authors'),
        ("a preprint and what was printed two years on", "(a preprint and its published version)"),
        ("same title, cut abstract", "same title and overlapping abstract 1.00"),
    ],
)
def test_a_reason_says_what_a_person_checks_at_a_glance(pair: str, reason: str) -> None:
    assert reason in judge(*SAME[pair]).reason


def test_a_reason_claims_no_more_than_is_so() -> None:
    some = paper(TITLE, authors=(*PEOPLE[:2], "Sefa Aru"), date="2020")
    assert judge(paper(TITLE, authors=PEOPLE, date="2020"), some).reason == (
        "same title and some of the same authors"
    )
    fewer = paper(TITLE, authors=PEOPLE[:2], date="2020")
    assert judge(paper(TITLE, authors=PEOPLE, date="2020"), fewer).reason == (
        "same title and same authors as far as listed"
    )
    longer = paper(f"{TITLE}: A View by Night", authors=PEOPLE, date="2021")
    preprint = paper(TITLE, authors=PEOPLE, date="2020", venue="arXiv")
    assert "year" not in judge(preprint, longer).reason
    assert judge(preprint, longer).answer == "same"


def test_a_reason_names_the_first_words_of_a_long_difference() -> None:
    longer = paper(
        f"{TITLE}: A View by Night of Walkers and Drones", authors=PEOPLE, abstract=ORCHARD
    )
    verdict = judge_both(paper(TITLE, authors=PEOPLE, abstract=ORCHARD), longer)
    assert 'goes on "a view by night of walkers …"' in verdict.reason


def test_two_entries_that_say_other_things_are_no_repeated_one() -> None:
    records = [
        {"title": TITLE, "authors": list(PEOPLE), "year": 2020, "venue": venue}
        for venue in ("PubMed", "Zenodo")
    ]
    [group] = read_records(*records).dedupe()
    assert group.reason == "same title and same authors"
    [group] = read_records(records[0], records[0]).dedupe()
    assert group.reason == "entry repeated"


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
