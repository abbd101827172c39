"""What the place and year of print tell of two entries with one title: the kind of work, another
version of it, or which of two claims is the stronger."""

import pytest

from helpers_dedupe import Pair, judge_both
from helpers_library import HARBOUR, ORCHARD, paper
from paperdex import Paper
from paperdex.dedupe import group_papers, judge

TITLE = "Counting Apple Trees From the Air After Every Storm"
PEOPLE = ("Odalys Ferrow", "Bram Tiller", "Ines Kato")


def printed(**fields: object) -> Paper:
    return paper(TITLE, **{"authors": PEOPLE, "date": "2016", **fields})


REVIEWS = "Database of Reviews"
DOUBTFUL = {
    "venues in small letters": (
        printed(venue="journal of rows"),
        printed(venue="journal of trees"),
    ),
    "a word of which nothing is lost is no contraction": (
        printed(venue="Neuron"),
        printed(venue="Neuroscience"),
    ),
    "nor is one with two consonants": (
        printed(venue="Plant Sci"),
        printed(venue="Planetary Science"),
    ),
    "a journal's abbreviation is no host": (
        printed(venue="J.Biol.Rows"),
        printed(venue="Orchards of the North"),
    ),
}


@pytest.mark.parametrize("pair", DOUBTFUL.values(), ids=DOUBTFUL)
def test_other_venues_are_doubtful(pair: Pair) -> None:
    assert judge_both(*pair).reason == "same title, but another venue"


DIFFERENT = {
    "a trial's registration": (
        printed(venue="https://clinicaltrials.gov/show/NCT01234567", authors=()),
        printed(venue="Trees"),
    ),
    "a thesis, and a paper by several": (
        printed(venue="PhD thesis, Orchard College", authors=PEOPLE[:1]),
        printed(venue="arXiv", date="2016"),
    ),
    "a trial's registration, and a thesis": (
        printed(venue="https://clinicaltrials.gov/show/NCT01234567", authors=()),
        printed(venue="PhD thesis, Orchard College", authors=PEOPLE[:1]),
    ),
    "registrations of two trials": (
        printed(venue="https://clinicaltrials.gov/show/NCT01234567", authors=()),
        printed(venue="ClinicalTrials.gov", number="NCT07654321", authors=()),
    ),
    "registrations of two trials in one register of several parts": (
        printed(venue="ChiCTR-TRC-10000928", authors=()),
        printed(venue="ChiCTR-IPR-15006412", authors=()),
    ),
    "registrations of two trials in a register of another form": (
        printed(venue="Trialsearch CTRI/2015/01/005432", authors=()),
        printed(venue="Trialsearch CTRI/2016/02/006543", authors=()),
    ),
    "theses for two degrees": (
        printed(venue="M.Sc. thesis, Orchard College", authors=PEOPLE[:1], date="2015"),
        printed(venue="Doctoral dissertation, Orchard College", authors=PEOPLE[:1]),
    ),
    "theses for two degrees, one printed for a volume": (
        printed(volume="M.S.", authors=PEOPLE[:1], date="2015"),
        printed(venue="Dissertation Abstracts International", volume="76", authors=PEOPLE[:1]),
    ),
    "two patents": (
        printed(venue="US Patent 6,123,456"),
        printed(venue="United States Patent", number="US6123999B2"),
    ),
    "two patents whose numbers alone tell that they are": (
        printed(venue=None, number="EP1234567B1"),
        printed(venue=None, number="EP 1244567 A1"),
    ),
    "a patent and the article on it": (
        printed(venue="US Patent 6,123,456"),
        printed(venue="Journal of Orchards", volume="3", pages="12-20"),
    ),
    "two articles whose DOIs have versions": (
        printed(doi="10.12688/f1000research.12345.1"),
        printed(doi="10.12688/f1000research.12346.1"),
    ),
    "a review brought up to date under its number": (
        printed(venue=REVIEWS, number="1", pages="CD001234", date="2012"),
        printed(venue=REVIEWS, number="5", pages="CD001234", date="2013"),
    ),
    "a review brought up to date, with other figures": (
        printed(venue=REVIEWS, volume="3", pages="CD001234", abstract=f"{ORCHARD} Of 311 and 42."),
        printed(
            venue=REVIEWS,
            volume="4",
            pages="CD001234",
            abstract=f"{ORCHARD} Of 512 and 96.",
            date="2017",
        ),
    ),
}


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT)
def test_two_works_of_one_title_stay_two(pair: Pair) -> None:
    assert judge_both(*pair).answer == "different"


SAME = {
    "initials without dots are no names": (
        paper(TITLE, authors=("Kim BR", "Kim DY", "Chun MH", "et al")),
        paper(TITLE, authors=("Kim, Bo Ryun", "Kim, Dae-Yul", "Chun, Min Ho", "Yi, Jin Hwa")),
    ),
    "a copy in a repository, years later": (
        printed(venue="Trees"),
        printed(venue="Repository of Orchard College", date="2021"),
    ),
    "two theses": (
        printed(venue="Dissertation Abstracts", authors=PEOPLE[:1]),
        printed(venue="PhD thesis", authors=PEOPLE[:1]),
    ),
    "one set of pages, and a year misprinted": (
        printed(venue="Trees", pages="112-131"),
        printed(venue="TR", pages="112--131", date="2018"),
    ),
    "a number of pages behind them": (
        printed(venue="Trees", volume="3", pages="112-120 9p"),
        printed(venue="Trees", volume="3", pages="112-20", date="2018"),
    ),
    "a database is no venue": (
        printed(venue="Trees"),
        printed(venue="Europe PMC (PubMed Central)"),
    ),
    "Cochrane's register is a database, not of registrations": (
        printed(venue="The Cochrane Central Register of Controlled Trials (CENTRAL)"),
        printed(venue="Trees"),
    ),
    "one trial in two registers": (
        printed(venue="https://clinicaltrials.gov/show/NCT01234567", authors=()),
        printed(venue="ISRCTN registry", number="ISRCTN12345678", authors=()),
    ),
    "a registration, and a database that says nothing of where it was": (
        printed(venue="https://clinicaltrials.gov/show/NCT01234567", authors=()),
        printed(venue="The Cochrane Central Register of Controlled Trials (CENTRAL)"),
    ),
    "one registration, its number in two places": (
        printed(venue="https://clinicaltrials.gov/show/NCT01234567", authors=()),
        printed(venue="ClinicalTrials.gov", number="NCT01234567", authors=()),
    ),
    "one registration, and the day on which it was looked at": (
        printed(venue="https://clinicaltrials.gov/show/NCT01234567", authors=()),
        printed(venue="clinicaltrials.gov (accessed 20160501)", authors=()),
    ),
    "a diploma's thesis is a master's": (
        printed(venue="Diplomarbeit, Orchard College", authors=PEOPLE[:1]),
        printed(venue="Master's thesis, Orchard College", authors=PEOPLE[:1]),
    ),
    "a retracted article under one DOI": (
        printed(doi="10.1000/trees.1"),
        printed(doi="10.1000/trees.1")._replace(title=f"Retracted: {TITLE}"),
    ),
    "a thesis in a town whose state is no degree": (
        printed(venue="Thesis, Cambridge, MA", authors=PEOPLE[:1]),
        printed(venue="Ph. D. thesis", authors=PEOPLE[:1]),
    ),
    "a venue without its vowels": (
        printed(venue="Dtsch. Med. Wschr."),
        printed(venue="Deutsche Medizinische Wochenschrift"),
    ),
    "a venue with the last consonants of a word": (
        printed(venue="Ned Tijdschr Geneeskd"),
        printed(venue="Nederlands Tijdschrift voor Geneeskunde"),
    ),
    "two versions of an article, each with a DOI": (
        printed(doi="10.12688/f1000research.12345.1"),
        printed(doi="10.12688/f1000research.12345.2"),
    ),
    "two versions of an article, as they were numbered at first": (
        printed(doi="10.12688/f1000research.4-12.v1"),
        printed(doi="10.12688/f1000research.4-12.v2"),
    ),
    "an article, and the first version of it": (
        printed(doi="10.7554/elife.12345"),
        printed(doi="10.7554/elife.12345.1"),
    ),
    "a host is no venue": (printed(venue="Trees"), printed(venue="citeseer.ist.psu.edu")),
    "an acronym in small letters": (
        printed(venue="in proc. of nipt"),
        printed(venue="Advances in Orchards"),
    ),
    "a preprint's DOI of another registrant": (
        printed(doi="10.31234/osf.io/abcde", date="2014"),
        printed(doi="10.1000/a", venue="Trees"),
    ),
    "advances are no venue": (
        printed(venue="Advances in Neural Orchards"),
        printed(venue="Neural Orchard Processing"),
    ),
}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_one_work_is_one(pair: Pair) -> None:
    assert judge_both(*pair).answer == "same"
    assert len(group_papers(pair)) == 1


def test_names_in_capitals_are_names() -> None:
    one = paper(TITLE, authors=("LI WEI", "XU JUN"))
    assert judge(one, paper(TITLE, authors=("Tan Mei", "Ho Kai"))).answer == "different"


def test_a_copy_that_names_no_place_is_doubtful_years_later() -> None:
    verdict = judge(printed(venue="Trees"), printed(date="2021"))
    assert (verdict.answer, verdict.reason) == ("doubtful", "same title, but years apart")


def test_of_two_claims_the_one_of_the_same_year_is_stronger() -> None:
    bare = printed(venue="Trees")
    whole = printed(venue="Trees", abstract=ORCHARD + HARBOUR)
    later = printed(venue="Rows", abstract=ORCHARD + HARBOUR, date="2020")
    groups = {group.members for group in group_papers([bare, whole, later])}
    assert groups == {(0, 1), (2,)}


def test_a_meetings_abstract_of_the_year_before_takes_none_of_the_article() -> None:
    before = printed(venue="Circulation of Rows", date="2015")
    cut = printed(venue="TO")
    groups = {group.members for group in group_papers([printed(venue="Trees"), cut, before])}
    assert groups == {(0, 1), (2,)}
