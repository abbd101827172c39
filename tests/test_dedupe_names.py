"""Who wrote two works of one title: namesakes, groups, and one person under several spellings."""

import pytest

from helpers_dedupe import judge_both
from helpers_library import paper

TITLE = "Counting Apple Trees From the Air"


def find_answer(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """What is said of two entries that have a title and a year in common."""
    first, second = (paper(TITLE, authors=authors, date="2020") for authors in (one, other))
    return judge_both(first, second).answer


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Le Roux P",), ("LeRoux J",)),
        (("Y. Wang", "Z. Li"), ("J. Wang", "Z. Li")),
        (("Wang Y", "Li Z"), ("Wang J", "Li Z")),
        (("Y. Wang", "J. Wang", "K. Wang"), ("Z. Li", "J. Wang", "X. Chen")),
        (("Y. Wang", "X. Li"), ("J. Wang", "L. Li")),
        (("Yang Wang", "Xin Li"), ("Jun Wang", "Lei Li")),
        (("Wang YX",), ("Wang, J.",)),
        (("Wei Wang",), ("Lei Wei", "Jun Wang")),
        (("Y. Wang", "X. Li", "Z. Chen"), ("J. Wang", "X. Li", "M. Chen")),
        (("Yong Kim", "et al."), ("W. Sato", "D. Kim", "P. He")),
        (("Wang, Y. and Li, X.",), ("Wang, J.", "Li, B.")),
        (("Wang, Y., Li, X.",), ("Wang, J., Li, B.",)),
        (("Ferrow, O., Jr.",), ("Ferrow, A., Jr.",)),
        (("Ferrow, O., MD, PhD",), ("Ferrow, A., MD, PhD",)),
    ],
)
def test_namesakes_are_two_people(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert find_answer(one, other) == "doubtful"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Y. Wang", "X. Li"), ("Yang Wang", "Lei Li")),
        (("Wang YX",), ("Yu-Xin Wang",)),
        (("WANG YX",), ("Yuxin Wang",)),
        (("J. Edgar Ferrow",), ("Edgar Ferrow",)),
        (("Ferrow",), ("Odalys Ferrow",)),
        (("Ö. Ferrow",), ("&Ouml;zg&#252;r Ferrow",)),
        (("Garcia Lopez M",), ("Maria G. Lopez",)),
        (("Wang Yang",), ("Yang Wang",)),
        (("Bob Ferrow", "Ines Kato"), ("Robert Ferrow", "I. Kato")),
        (("Odalys Ferrow PhD",), ("Ferrow, O.",)),
        (("Prof. Odalys Ferrow", "Bram Tiller, MSc"), ("Ferrow O", "Tiller B")),
        (("Al-Khalili, S.",), ("Alkhalili S",)),
        (("Le Roux P",), ("LeRoux, Peter",)),
        (("Ana de la Cruz",), ("Delacruz A",)),
        (("Mac Lane, S.",), ("S. MacLane",)),
        (("Anon.",), ("Odalys Ferrow",)),
        (("Administrator",), ("Odalys Ferrow",)),
        (("Centers for Disease Control",), ("CDC",)),
        (("The Orchard Prevention Study",), ("Odalys Ferrow",)),
    ],
)
def test_one_person_may_be_spelled_otherwise(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert find_answer(one, other) == "same"


def test_half_of_the_authors_tell_a_short_title_apart() -> None:
    one, other = (
        paper("Deep Robots", authors=(name, "Zhou Li"), date="2020")
        for name in ("Yang Wang", "Jun Wang")
    )
    assert judge_both(one, other).answer == "doubtful"


def test_groups_are_told_apart_by_what_is_not_their_kind() -> None:
    assert find_answer(("The ORCHARD Investigators",), ("The HARBOUR Investigators",)) != "same"
    assert find_answer(("ORCHARD Investigators",), ("The ORCHARD Study Group",)) == "same"
    assert find_answer(("World Health Organization",), ("United Nations",)) == "different"
    centers = ("Centers for Disease Control",)
    assert find_answer(centers, ("Food and Drug Administration",)) == "different"
    assert find_answer(centers, ("Centers for Disease Control and Prevention",)) == "same"
    ghana, kenya = ("Ministry of Health, Ghana",), ("Ministry of Health, Kenya",)
    assert find_answer(ghana, kenya) == "doubtful"
