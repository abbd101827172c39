"""What exports of databases and lists of references print: one work that lacks a field or has
notes, a translated title or a number for pages; and two works of one supplement or column."""

import pytest

from helpers_dedupe import Pair, judge_both
from helpers_library import HARBOUR, KILN, ORCHARD, paper
from paperdex import Paper
from paperdex.dedupe import group_papers
from paperdex.dedupe.titles import Title

TITLE = "Counting Apple Trees From the Air After Every Storm"
PEOPLE = ("Odalys Ferrow", "Bram Tiller", "Ines Kato")
SHARED = "10.1007/s00125-014-3355-0"
ORIGINAL = "Apfelbäume nach jedem Sturm aus der Luft gezählt"


def printed(title: str = TITLE, **fields: object) -> Paper:
    return paper(title, **{"authors": PEOPLE, "date": "2016", "venue": "Trees", **fields})


def in_volume(title: str = TITLE, pages: str = "112-131", **fields: object) -> Paper:
    return printed(title, authors=(), volume="3", pages=pages, **fields)


SAME = {
    "a database's own abstract": (
        printed(authors=()),
        printed(f"{TITLE} (Structured abstract)", authors=()),
    ),
    "a database's record": (printed(authors=()), printed(f"{TITLE}. (Brief record)", authors=())),
    "one DOI, other titles, and pages of its own": (
        printed("Wax Slows Rot in Apples of Old Orchards", doi=SHARED, pages="1-10"),
        printed("Wax Strongly Slows Rot in Apples of Orchards", doi=SHARED, pages="233-242"),
    ),
    "one DOI, other titles, and a page misprinted": (
        printed("Wax Slows Rot in Apples of Old Orchards", doi=SHARED, pages="231-242"),
        printed("Wax Strongly Slows Rot in Apples of Orchards", doi=SHARED, pages="233-242"),
    ),
    "one DOI, a name left out, and a number for pages": (
        printed(f"StormCount: {TITLE}", doi=SHARED, pages="e12345"),
        printed(doi=SHARED, pages="33-34"),
    ),
    "the title before it was translated": (printed(f"{TITLE} [{ORIGINAL}]"), printed(ORIGINAL)),
    "the same by one author": (
        printed(f"{TITLE} [{ORIGINAL}]", authors=("Li, X.",)),
        printed(ORIGINAL, authors=("Xu Li",)),
    ),
    "dots spelled out": (
        printed("Counted horizontal ellipsis and Unharmed? Apple Trees After Storms"),
        printed("Counted… and Unharmed? Apple Trees After Storms"),
    ),
    "thousands parted by a space": (
        printed(f"{TITLE} in 10 000 Rows"),
        printed(f"{TITLE} in 10000 Rows"),
    ),
    "a number of the article, and pages": (
        printed(pages="e12724"),
        printed(pages="1-6", venue="TREES [Electronic Resource]"),
    ),
    "no authors, and a subtitle on the same pages": (
        in_volume(),
        in_volume(f"{TITLE} by Hand and by Machine"),
    ),
    "a subtitle left out, the same pages, a year misprinted": (
        printed("Counting Apples", pages="112-131"),
        printed("Counting Apples: What Storms Leave of Orchards", pages="112-131", date="2017"),
    ),
    "a venue in British spelling": (
        printed(venue="Annals of Gynaecology and Tumour Care"),
        printed(venue="Annals of Gynecology & Tumor Care"),
    ),
    "the same, cut": (
        printed(venue="International Journal of Gynaecology and Obstetrics"),
        printed(venue="Int J Gynecol Obstet"),
    ),
    "a venue in British spelling behind the title": (
        printed(venue="Annals of Gynaecology"),
        printed(f"{TITLE}. In Annals of Gynaecology, 2016", venue=None),
    ),
    "letters of a venue": (
        printed(venue="American Economic Review"),
        printed(venue="AER", date="2017"),
    ),
    "where it was printed, behind the title": (
        printed(date=None, venue="Conference on Rows"),
        printed(f"{TITLE}. In J Rows, 2016", venue="J Rows"),
    ),
    "an author without a point before the title": (
        printed(authors=("A Weininger",)),
        printed(f"A Weininger. {TITLE}", authors=("Andreas Weininger",)),
    ),
}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_one_work_in_two_exports_is_one(pair: Pair) -> None:
    assert judge_both(*pair).answer == "same"
    assert len(group_papers(pair)) == 1


# Two abstracts that begin alike: half of their word pairs are the same.
SOME, OTHER = f"{ORCHARD[:95]} {HARBOUR}", f"{ORCHARD[:95]} {KILN}"
APART = {
    "abstracts of one supplement, by one group": (
        printed("Wax Slows Rot in Apples of Old Orchards", doi=SHARED, pages="S354"),
        printed("Wax Strongly Slows Rot in Pears of Old Orchards", doi=SHARED, pages="S373"),
    ),
    "chapters under the DOI of their book, by one group": (
        printed("Measuring Wax of Apples in Old Orchards", doi=SHARED, pages="31-50"),
        printed("Measuring Rot of Apples in Old Orchards", doi=SHARED, pages="51-70"),
    ),
    "venues that begin alike in British spelling": (
        printed(venue="Anaesthesia"),
        printed(venue="Anesthesia and Analgesia"),
    ),
    "a number of an article, and a first page": (printed(pages="e15057"), printed(pages="1")),
    "abstracts of one supplement, by others": (
        printed("Wax Slows Rot in Apples of Old Orchards", doi=SHARED),
        printed(
            "Wax Strongly Slows Rot in Pears of Old Orchards",
            authors=("Lea Moro", "Jan Falk", "Ines Kato"),
            doi=SHARED,
        ),
    ),
    "a meeting's abstract and the article, venues unknown": (
        printed(venue=None, volume="136", abstract=SOME),
        printed(venue=None, volume="264", abstract=OTHER),
    ),
    "a meeting's abstract in the journal, and the article a year later": (
        printed(abstract=SOME),
        printed(abstract=OTHER, date="2017"),
    ),
    "a column, and the one that has a name": (
        printed("Editorial Notes", authors=PEOPLE[:1]),
        printed("Editorial Notes - The Growth of Orchards", authors=PEOPLE[:2]),
    ),
    "a column under another venue's name": (
        printed("Editorial Introduction"),
        printed("Editorial Introduction. In Trees, 2016"),
    ),
    "two titles cut at one word": (
        printed(f"{TITLE} ...", volume="3", pages="112-131"),
        printed(f"{TITLE} ...", volume="3", pages="131-139"),
    ),
    "no authors, a column or letters on other pages": (in_volume(), in_volume(pages="131-139")),
    "no authors, the same pages in another venue": (
        in_volume(),
        in_volume(f"{TITLE} by Hand and by Machine", venue="Annals of Surgery"),
    ),
    "no authors, abstracts of a meeting on the same pages": (
        in_volume(pages="S33-S34"),
        in_volume(f"{TITLE} by Hand and by Machine", pages="S33-S34"),
    ),
    "abstracts of a group on the same pages of two years": (
        printed("Counting Apples", pages="S33-S34"),
        printed("Counting Apples and Pears of Old Orchards", pages="S33-S34", date="2017"),
    ),
    "abstracts of a group on the same pages of a year": (
        printed("Wax Slows Rot in Apples", volume="3", pages="S33-S34"),
        printed("Boats That Leave the Harbour at Dawn", volume="3", pages="S33-S34"),
    ),
    "abstracts of a group on the same pages, with titles alike": (
        printed("Wax Slows Rot in Apples of Old Orchards", volume="3", pages="S33-S34"),
        printed("Wax Slows Rot in Pears of New Orchards", volume="3", pages="S33-S34"),
    ),
    "a column, of which one does not tell the issue": (
        printed("Editorial", volume="3", number="2", pages="1-3"),
        printed("Editorial", volume="3"),
    ),
    "chapters that many books have": (
        printed("Literature Review", authors=PEOPLE[:1], venue="Trees"),
        printed("Literature review", authors=PEOPLE[:1], venue="Trees", pages="12-30"),
    ),
    "a meeting's abstract with a number, and the article": (
        printed(pages="e15057"),
        printed(pages="1234-1241"),
    ),
    "a planned report, and the report": (
        printed(f"{TITLE} (Project record)", authors=(), venue="Database of Trees"),
        printed(authors=(), date="2017", venue="Database of Trees"),
    ),
    "the paper of a meeting, and the article of its name": (
        printed(venue="VLDB"),
        printed(f"{TITLE}. In SIGMOD Record, 2016", venue="SIGMOD Record"),
    ),
    "venues that begin alike if they are spelled otherwise": (
        printed(venue="Labour History"),
        printed(venue="Laboratory History"),
    ),
    "venues called by other letters": (
        printed(venue="IAEA Bulletin"),
        printed(venue="IEA Bulletin"),
    ),
    "a subtitle behind the title before it was translated": (
        printed(f"{TITLE} [{ORIGINAL}]"),
        printed(f"{ORIGINAL}: eine Pilotstudie"),
    ),
}
# What stands in brackets behind titles, and is not that title before it was translated.
NOTES = (
    "Article in French",
    "In Process Citation",
    "Doctoral dissertation",
    "Application Notes",
    "President's Message",
    "From the Editor's Desk",
    "Women in Engineering",
    "Erratum appears in Trees",
)
# What stands before the title of another work.
LEADS = (
    "Erratum to",
    "Author reply",
    "Response to the letter",
    "Book review",
    "A review of",
    "Rezension zu",
    "Expression of concern",
    "Apple trees, part 2",
    "Counting Apple Trees by Night, part 2",
    "Letter to the editor",
)
APART |= {
    f"another title with [{note}]": (
        printed(f"{TITLE} [{note}]", volume="3"),
        printed(f"Boats That Leave the Harbour at Dawn [{note}]", volume="3"),
    )
    for note in NOTES
} | {f"{lead} [...]": (printed(f"{lead} [{ORIGINAL}]"), printed(ORIGINAL)) for lead in LEADS}


@pytest.mark.parametrize("end", ["...", "…", '..."', ". . ...", "...\n", "......"])
def test_a_title_shows_that_it_is_cut(end: str) -> None:
    assert Title(f"Wax Slows Rot{end}").is_cut
    assert not Title(f"Wax{end} Slows Rot").is_cut


def test_a_title_of_dots_is_read_in_no_time() -> None:
    assert not Title(f"{'.' * 400_000}x").is_cut  # 50,000 took seconds


def test_pages_may_be_numbers_of_any_length() -> None:
    one, other = (
        printed(f"Wax Slows Rot in {where} of Old Orchards", doi=SHARED, pages=f"1{n}-{'9' * 5000}")
        for n, where in enumerate(("Apples", "Sweet Apples"))
    )
    assert judge_both(one, other)


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_two_works_in_exports_are_not_merged(pair: Pair) -> None:
    assert judge_both(*pair).answer != "same"
    assert len(group_papers(pair)) == 2
