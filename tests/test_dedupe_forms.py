"""One title as different sources print it, and titles that look alike and are two works."""

from typing import Any

import pytest

from helpers_dedupe import judge_both
from paperdex.dedupe import group_papers
from paperdex.dedupe.citations import find_cited_title
from paperdex.paper import Paper, Sighting

TITLE = "Effects of {} on the growth of apple trees in orchards"
ABOUT = "Counting Apple Trees From the Air in Northern Orchards"
PEOPLE = ("Odalys Ferrow", "Bram Tiller", "Ines Kato")
LONG = "Counting Apple Trees From the Air in Northern Orchards Where Storms Are Heavy in Winter"


def print_paper(title: str, authors: tuple[str, ...] = PEOPLE, **fields: Any) -> Paper:
    seen = Sighting("pages", "list.txt", 1)
    return Paper(id=title, title=title, authors=authors, sightings=(seen,), **fields)


def are_one(one: Paper, other: Paper) -> bool:
    """Whether they are merged, judged alike from both sides."""
    judge_both(one, other)
    return len(group_papers([one, other])) == 1


@pytest.mark.parametrize(
    ("printed", "elsewhere"),
    [
        ("TNF-α", "TNF-alpha"),
        ("TNF-α", "TNF-a"),
        ("TNF-α", "TNF-"),
        ("β-catenin", "-catenin"),
        ("β-catenin", "ß-catenin"),
        ("interferon-γ", "interferon-?"),
        ("ω-3 acids", "n-3 acids"),
        ("the ρ operator", "the p operator"),
        ("Δ9-waxes", "Delta-9-waxes"),
        ("LLMs for wax", "LLM for wax"),
        ("AIs for wax", "AI for wax"),
        ("the LAMMI of wax", "the LMAMI of wax"),
        ("the EFIS of wax", "the EEFIS of wax"),
        ("the GlOSS of wax", "the GIOSS of wax"),
        ("Sjögren's wax", "Sjo¨gren's wax"),
        ("Sjögren's wax", "Sjo ̈gren's wax"),
        ("Łódź wax", "Lodz wax"),
        ("efficient flow", "ecient ow"),
        ("efficient flow", "ef- ficient flow"),
        ("<i>M. domestica</i>", "<jats:italic>M. domestica</jats:italic>"),
        ("wax", '<span class="small">wax</span>'),
        ("wax & oil", "wax &amp;amp; oil"),
        ("1,500 sprays", "1500 sprays"),
        ("1.5 g of wax", "1·5 g of wax"),
        ("type II wax", "type 2 wax"),
        ("twenty-five sprays", "25 sprays"),
        ("wax of the 21st century", "wax of the Twenty-First Century"),
        ("twenty first-year trees", "20 first-year trees"),
        ("co-operative & organic wax", "cooperative and organic wax"),
        ("re-infection by larve", "reinfection by larvae"),
        ("Withdrawal: wax", "Withdrawal. Wax"),
        ("wax versus oil", "wax vs. oil"),
        ("15 percent of wax", "15% of wax"),
        ("wax stored at -80 degrees C", "wax stored at -80 °C"),
        ("wax of the XXI century", "wax of the 21st century"),
        ("aetiology and wax", "etiology and wax"),
        ("wax vs. oil vs. two soaps", "wax versus oil versus 2 soaps"),
        ("15 per cent of wax", "15% of wax"),
        ("wax of the XIXth century", "wax of the 19th century"),
        ("IL 6 in wax, sprayed twice", "IL6 in wax, spraied twice"),
        ("5 mg of wax, sprayed twice", "5mg of wax, spraied twice"),
        ("H2O2 in wax, sprayed twice", "H 2 O 2 in wax, spraied twice"),
        ("wax for the lower leaves", "wax f0r the 1ower leaves"),
        ("learning from dark wax", "leaming frorn clark wax"),
        ("√s of wax", r"$\sqrt{s}$ of wax"),
        ("t t̄ wax", r"$t\bar{t}$ wax"),
        ("κ, ρ and χ of wax", r"$\kappa$, $\rho$ and $\chi$ of wax"),
        ("φ of wax", r"$\varphi$ of wax"),
        ("ℓ1 norms of wax", r"$\ell_1$ norms of wax"),
        ("3 x 3 rows of wax", r"$3\times 3$ rows of wax"),
        ("3×3 rows of wax", "3 x 3 rows of wax"),
        ("B → K waxes", r"$B\rightarrow K$ waxes"),
        ("wax at 25 °C", r"wax at 25$^\circ$C"),
        ("Hořava's wax", r"Ho\v{r}ava's wax"),
        ("Gefäße und Häufigkeit der Äpfel", "Gefaesse und Haeufigkeit der Aepfel"),
        ("l'œuvre d'Ærø", "l'oeuvre d'Aero"),
    ],
)
def test_one_title_as_two_sources_print_it(printed: str, elsewhere: str) -> None:
    one, other = (print_paper(TITLE.format(each), date="2020") for each in (printed, elsewhere))
    assert are_one(one, other)


def test_a_greek_letter_may_be_lost_where_all_else_is_the_same() -> None:
    one, other = TITLE.format("β-catenin"), TITLE.format("catenin")
    place: dict[str, Any] = {"date": "2020", "venue": "Journal of Orchards"}
    assert are_one(print_paper(one, **place), print_paper(other, **place))
    assert not are_one(print_paper(one), print_paper(other))


@pytest.mark.parametrize(
    "form",
    [
        "[PDF] {}",
        "[BOOK][B] {}",
        "(PDF) {}",
        "[2012.01234v2] {}",
        "arXiv:2012.01234v2 [cs.CV] 4 Jan 2021 {}",
        "arXiv:cs/0112017v1 [cs.CL] 14 Dec 2001 {}",
        "RETRACTED: {}",
        "RETRACTED ARTICLE: {}",
        "RETRACTED CHAPTER: {}",
        "[RETRACTED] {}",
        "Original Article: {}",
        "Research Note—{}",
        "Short communication. {}",
        "Invited Paper: A {}",
        "{} - art. no. 65121F",
        "{} (Retracted)",
        "[cs/0112017] {}",
        "{} (Retracted article. See vol. 12, pg. 3, 2021)",
        "{}. J Orchards 2020;24:112-9.",
        "{}. Journal of Orchards, 24(3): 112-119 (2020)",
    ],
)
def test_what_engines_and_citations_add_to_a_title(form: str) -> None:
    assert are_one(print_paper(ABOUT), print_paper(form.format(ABOUT)))


@pytest.mark.parametrize("number", ["Abstract 231:", "Abstract P-112:", "Abstract PD3-09-12."])
def test_the_number_of_an_abstract_before_its_title(number: str) -> None:
    place: dict[str, Any] = {"date": "2020", "venue": "Orchards", "pages": "S33"}
    abstract = print_paper(f"{number} {ABOUT}", **place)
    assert are_one(print_paper(ABOUT, **place), abstract)
    article = print_paper(ABOUT, date="2020", venue="Orchards")  # may have the abstract's title
    assert not are_one(article, abstract)


@pytest.mark.parametrize(
    "form",
    [
        "Ferrow, O., & Tiller, B. (2020). {}. J Orchards, 24, 112-119.",
        "Ferrow, O. and Tiller, B. 2020. {}. Journal of Orchards 24: 112-119.",
        "Ferrow O, Tiller B, et al. {}. J Orchards. 2020;24:112-9.",
        '[12] O. Ferrow and B. Tiller, "{}," J. Orchards, vol. 24, pp. 112-119, 2020.',
        "[12] O. Ferrow, B. Tiller. {}. In Proc. of the 24th Conf. on Orchards, 2020.",
    ],
)
def test_a_citation_for_a_title_is_the_work_it_names(form: str) -> None:
    cited = print_paper(form.format(ABOUT), authors=())
    assert are_one(print_paper(ABOUT), cited)
    assert not are_one(print_paper("Other " + LONG), cited)


@pytest.mark.parametrize(
    "title",
    [
        "Vitamin D. A review of what was found from 1990 to 2020",
        "The U.S. orchards in 2020: a report on apples. Part 2",
        "J. S. Bach in 1720. Notes on the chaconne",
        'On "counting", A. D. 2020',
        "A" * 2000 + ". 1 (2):",
    ],
)
def test_what_only_looks_like_a_citation_is_a_title(title: str) -> None:
    assert find_cited_title(title) == title


@pytest.mark.parametrize("part", ["A. ", "J. Smith and ", "abc. d 1(2), ", "Smith J, ", "(2010). "])
def test_a_citation_that_never_ends_is_read_to_its_end(part: str) -> None:
    text = (part * 400)[:999] + "!"  # what took exponential time would not come back
    assert find_cited_title(text) == text


@pytest.mark.parametrize(
    "form",
    [
        "{}: study protocol",
        "Protocol for {}",
        "{} (protocol)",
        "{}: protocol for a randomised trial",
        "{}: rationale and design",
        "{}: statistical analysis plan",
        "Data from: {}",
        "Supplementary material for {}",
        "{}: appendix",
        "Re: {}",
        "{}: a reply to Tiller",
        "{} (vol 24, pg 112, 2020)",
        "{}: executive summary",
        "{}: technical summary",
        "Artifact: {}",
        "Replication package for {}",
        "Withdrawal. {}",
        "Removal: {}",
        "{}: solutions manual",
        "{} reconsidered",
        "{}: deuxième partie",
        "Erratum zu: {}",
        "Berichtigung: {}",
        "Réponse à : {}",
        "{} (réponse des auteurs)",
        "Respuesta a: {}",
        "Comentario: {}",
        "Leserbrief zu: {}",
        "Closure to {}",
        "Replication data for: {}",
        "Faculty opinions recommendation of {}",
        "Figure 1 from: {}",
        "Perspective: {}",
        "Thesis summary: {}",
        "{}: supporting information",
        "{}: dataset",
        "{}: response to reviewers",
        "{}, revised edition",
        "{} v2",
        "{} 2a",
        "Retracted: {}",
        "[Retracted] {}",
        "Retraction notice to: {}",
        "RETRACTION: {}",
        "RETRACTED ARTICLE NOTICE: {}",
        "{} (Retracted article notice)",
        "{} - an author's reply",
        "{} - Reply from the authors",
        "{}: the authors' reply",
        "{}: Artifact Evaluation",
        "Registered report: {}",
        "Plain language summary: {}",
        "Editor's evaluation: {}",
        "Technical appendix: {}",
        "Presentation: {}",
        "{}: study design",
        "{}: design and methods",
        "{}: a system demonstration",
        "{}: a tutorial",
        "{}: an editorial",
        "{}: a pilot study",
        "{}: long-term follow-up",
        "{}: twelve-month results",
        "{}: Spanish version",
        "{} (ответ)",
        "{} (continued)",
        "{}, 3e",
        "Cover Image: {}",
        "Inside Back Cover: {}",
        "Frontispiece: {}",
        "Titelbild: {}",
        "eLife assessment: {}",
        "Webinar: {}",
        "Trial registration: {}",
    ],
)
def test_an_erratum_protocol_or_reply_is_not_the_work_itself(form: str) -> None:
    assert not are_one(
        print_paper(ABOUT, date="2020"), print_paper(form.format(ABOUT), date="2020")
    )


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("vitamin D", "vitamin E"),
        ("HDL", "LDL"),
        ("MRSA", "MSSA"),
        ("AID for trees", "AIDS for trees"),
        ("SIR model", "SIRS model"),
        ("SEIR model", "SEIRS model"),
        ("SEIR model", "SEIQR model"),
        ("NSTEMI", "STEMI"),
        ("miRNA", "siRNA"),
        ("Hungarian trees", "Bulgarian trees"),
        ("erbium salts", "terbium salts"),
        ("type A", "type B"),
        ("symptomatic rot", "asymptomatic rot"),
        ("regular pruning", "irregular pruning"),
        ("effective wax", "ineffective wax"),
        ("TNF-α", "TNF-β"),
        ("type II wax", "type III wax"),
        ("grade 2a wax", "grade 2b wax"),
        ("DINO wax", "DINOv2 wax"),
        ("nitrates", "nitrites"),
        ("absorption", "adsorption"),
        ("aerobic rot", "anaerobic rot"),
        ("prenatal spraying", "perinatal spraying"),
        ("gastrostomy", "gastrotomy"),
        ("amlodipine", "felodipine"),
        ("Austria", "Australia"),
        ("soil on roots", "roots on soil"),
        ("exploration", "exploitation"),
        ("simulation", "stimulation"),
        ("variance", "covariance"),
        ("infection", "reinfection"),
        ("coding of rows", "decoding of rows"),
        ("amylase", "amylose"),
        ("Niger", "Nigeria"),
        ("the 21st wax", "the twenty-second wax"),
        ("the thirty-first wax", "the twenty-first wax"),
        ("maximisation", "minimisation"),
        ("simulating", "stimulating"),
        ("soil on roots", "roots in soil"),
        ("roots and soil", "soil & roots"),
        ("roots & iron", "irons in roots"),
        ("the northern wind", "the southern wind"),
        ("the northeast wind", "the northwest wind"),
        ("Hubei's wax", "Hebei's wax"),
        ("Arkansas", "Kansas"),
        ("ethanol", "methanol"),
        ("neurology", "nephrology"),
        ("geriatric care", "pediatric care"),
        ("arteritis", "arthritis"),
        ("Studies XVII", "Studies XVIII"),
        ("wax vs. oil", "oil versus wax"),
        ("text to image model", "image to text models"),
        ("maximum degree", "maximum"),
        ("degree-bounded wax", "bounded wax"),
        ("wax of the XVIIIth century", "wax of the 17th century"),
        ("caspase 1 in wax", "caspase2 in waxx"),
        ("caspase1 in wax", "caspase in waxx"),
    ],
)
def test_one_letter_may_make_another_work(mine: str, theirs: str) -> None:
    one, other = (print_paper(TITLE.format(each), date="2020") for each in (mine, theirs))
    assert not are_one(one, other)


@pytest.mark.parametrize(
    ("word", "slip"),
    [
        ("aligned", "aaligned"),
        ("aligned", "algined"),
        ("aligned", "alinged"),
        ("amlodipine", "amlodpine"),
        ("nitrates", "nitratse"),
        ("absorption", "absorpiton"),
        ("disease", "diseose"),
        ("databases", "databoses"),
        ("neurology", "nuerology"),
        ("ophthalmology", "opthamology"),
    ],
)
def test_a_slip_is_no_other_word(word: str, slip: str) -> None:
    one, other = (print_paper(TITLE.format(each), date="2020") for each in (word, slip))
    assert are_one(one, other)


def test_a_long_title_cut_inside_a_word_goes_on_with_a_number() -> None:
    whole = print_paper(f"{LONG} of 2019", date="2020")
    assert are_one(whole, print_paper(LONG[: LONG.index("orms")], date="2020"))


def test_a_long_title_cut_without_a_sign_needs_no_year() -> None:
    assert are_one(print_paper(LONG, date="2020"), print_paper(LONG[: LONG.index(" Where")]))


def test_a_name_that_another_work_goes_on_from_is_not_cut() -> None:
    name = print_paper("Generative Orchard Mapping", date="2020")
    assert not are_one(name, print_paper("Generative Orchard Mapping at Night", date="2020"))


def test_a_name_of_a_word_is_all_that_some_print_of_a_title() -> None:
    place: dict[str, Any] = {"date": "2020", "pages": "12-30"}
    whole = print_paper(f"AppleNet: {ABOUT}", **place)
    assert are_one(whole, print_paper("AppleNet", date="2020", pages="12"))
    assert not are_one(whole, print_paper("AppleNet", date="2020"))  # may be its report or manual
    assert not are_one(whole, print_paper("AppleNet", PEOPLE[:2], date="2020", pages="12"))
    assert not are_one(whole, print_paper("AppleNet", date="2022", pages="12"))
    book, article = (print_paper(t, PEOPLE[:1], date="2020") for t in ("Wax", f"Wax: {ABOUT}"))
    assert not are_one(book, article)
    assert not are_one(whole, print_paper("AppleNet 2", **place))


def test_companions_of_one_day_share_no_figures() -> None:
    start = "Orchards are counted from the air at dawn and at dusk, by eye and by machine. " * 3
    one = print_paper("Data-Driven " + ABOUT, date="2020-02-02", abstract=start + "By hand 17.5.")
    other = print_paper("Rule-Guided " + ABOUT, date="2020-02-02", abstract=start + "At last 42.")
    assert not are_one(one, other)


@pytest.mark.parametrize(
    "authors",
    [
        ("No authors listed",),
        ("张三", "李四"),
        ("F?rrow O", "Till?r B"),
        ("Odalys Fe¨rrow", "Bram Ti¨ller"),
    ],
)
def test_names_that_cannot_be_compared_are_unknown(authors: tuple[str, ...]) -> None:
    one, other = print_paper(ABOUT, date="2020"), print_paper(ABOUT, authors, date="2020")
    assert judge_both(one, other).answer == "same"
