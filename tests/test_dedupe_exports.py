"""What exports of databases and lists of references print: one work that lacks a field or has
notes, a translated title or a number for pages; and two works of one supplement or column."""

import pytest

from helpers_library import HARBOUR, KILN, ORCHARD, paper
from paperdex import Paper
from paperdex.dedupe import block_keys, group_papers, judge
from paperdex.dedupe.traits import Traits

TITLE = "Counting Apple Trees From the Air After Every Storm"
PEOPLE = ("Odalys Ferrow", "Bram Tiller", "Ines Kato")
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
    "no authors, and pages misprinted": (in_volume(), in_volume(pages="131-139")),
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
def test_one_work_in_two_exports_is_one(pair: tuple[Paper, Paper]) -> None:
    assert judge(*pair).answer == "same"
    assert judge(*pair[::-1]) == judge(*pair)
    assert set(block_keys(Traits(pair[0]))) & set(block_keys(Traits(pair[1])))
    assert len(group_papers(pair)) == 1


SHARED = "10.1007/s00125-014-3355-0"
# Two abstracts that begin alike: half of their word pairs are the same.
SOME, OTHER = f"{ORCHARD[:95]} {HARBOUR}", f"{ORCHARD[:95]} {KILN}"
APART = {
    "abstracts of one supplement, by one group": (
        printed("Wax Slows Rot in Apples of Old Orchards", doi=SHARED, pages="S354"),
        printed("Wax Strongly Slows Rot in Pears of Old Orchards", doi=SHARED, pages="S373"),
    ),
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
    "no authors, two titles cut at one word": (
        in_volume(f"{TITLE} ..."),
        in_volume(f"{TITLE} ...", pages="131-139"),
    ),
    "no authors, a short title on other pages": (
        in_volume("Rows of Trees"),
        in_volume("Rows of Trees", pages="131-139"),
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


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_two_works_in_exports_are_not_merged(pair: tuple[Paper, Paper]) -> None:
    assert judge(*pair).answer != "same"
    assert judge(*pair[::-1]) == judge(*pair)
    assert len(group_papers(pair)) == 2
