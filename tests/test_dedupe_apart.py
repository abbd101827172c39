"""What tells of two papers, or leaves it open: the tables of cases."""

import pytest

from helpers_dedupe import Pair, judge_both
from helpers_library import HARBOUR, ORCHARD, paper
from paperdex.dedupe import group_papers, judge

TITLE = "Counting Apple Trees From the Air"
LONG = "Counting Apple Trees From the Air After Every Storm"
PEOPLE = ("Odalys Ferrow", "Bram Tiller", "Ines Kato")

DIFFERENT = {
    "an expression of concern": (
        paper(TITLE, authors=PEOPLE, date="2019"),
        paper(f"Expression of concern: {TITLE}", authors=PEOPLE, date="2019"),
    ),
    "a reply that says so in other words": (
        paper(TITLE, authors=PEOPLE, date="2019"),
        paper(f"{TITLE}: In reply", authors=PEOPLE, date="2019"),
    ),
    "a data set that a note tells of": (
        paper(TITLE, authors=PEOPLE, date="2019"),
        paper(f"{TITLE} [Data set]", authors=PEOPLE, date="2019"),
    ),
    "an artifact that was printed beside it": (
        paper(TITLE, authors=PEOPLE, date="2019"),
        paper(f"{TITLE} (Artifact)", authors=PEOPLE, date="2019"),
    ),
    "a replication package with its abstract": (
        paper(TITLE, authors=PEOPLE, date="2019", abstract=ORCHARD),
        paper(f"{TITLE}: Replication Package", authors=PEOPLE, date="2019", abstract=ORCHARD),
    ),
    "a withdrawal with its abstract": (
        paper(TITLE, authors=PEOPLE, date="2019", abstract=ORCHARD),
        paper(f"Withdrawal: {TITLE}", authors=PEOPLE, date="2019", abstract=ORCHARD),
    ),
    "a notice that it breaks rules": (
        paper(TITLE, authors=PEOPLE, date="2019", abstract=ORCHARD),
        paper(
            f"Notice of Violation of Publication Principles: {TITLE}",
            authors=PEOPLE,
            date="2019",
            abstract=ORCHARD,
        ),
    ),
    "a summary for others": (
        paper(TITLE, authors=PEOPLE, date="2019"),
        paper(f"{TITLE}: A Summary for Policy-Makers", authors=PEOPLE, date="2019"),
    ),
    "a pocket version": (
        paper(TITLE, authors=PEOPLE, date="2019"),
        paper(f"{TITLE}: Pocket Version", authors=PEOPLE, date="2019"),
    ),
    "ordinals, of which one is in letters": (
        paper("Report of the 4th Workshop on Counting Apple Trees", authors=PEOPLE),
        paper("Report of the Fifth Workshop on Counting Apple Trees", authors=PEOPLE),
    ),
    "an edition for other countries": (
        paper(TITLE, authors=PEOPLE, date="2019"),
        paper(f"{TITLE}, International Edition", authors=PEOPLE, date="2019"),
    ),
    "the next of a name": (
        paper("Pomona: Counting Apple Trees From the Air", authors=PEOPLE, date="2019"),
        paper("Pomona++: Counting Apple Trees From the Air", authors=PEOPLE, date="2019"),
    ),
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
    "other organizations, by their initials": (
        paper(TITLE, authors=("WHO",), date="2019"),
        paper(TITLE, authors=("CDC",), date="2019"),
    ),
    "two teams": (
        paper(TITLE, authors=("Orchard Team",), date="2019"),
        paper(TITLE, authors=("Harbour Team",), date="2019"),
    ),
    "two teams, of which one is called by its initials": (
        paper(LONG, authors=("Orchard Team",), date="2019"),
        paper(LONG, authors=("GLM Team",), date="2019"),
    ),
    "two collaborations, by their initials": (
        paper(LONG, authors=("ATLAS Collaboration",), date="2019"),
        paper(LONG, authors=("CMS Collaboration",), date="2019"),
    ),
    "a company of one word and another's team": (
        paper(LONG, authors=("NVIDIA",), date="2019"),
        paper(LONG, authors=("Orchard Team",), date="2019"),
    ),
    "two companies that both end in AI": (
        paper(LONG, authors=("Orchard AI",), date="2019"),
        paper(LONG, authors=("Harbour AI Research",), date="2019"),
    ),
    "the journals of a society and of a university, in another year": (
        paper(TITLE, authors=PEOPLE, date="2019", venue="Orchards (American College of Trees)"),
        paper(TITLE, authors=PEOPLE, date="2020", venue="Jurnal Pohon (Universitas Elms)"),
    ),
    "a survey on it that a source gives its abstract": (
        paper(TITLE, authors=PEOPLE, date="2019", abstract=ORCHARD, venue="arXiv"),
        paper(
            f"A Survey on {TITLE}",
            authors=PEOPLE,
            date="2020",
            abstract=ORCHARD,
            venue="Orchards",
        ),
    ),
    "its second part, in a citation": (
        paper(LONG, authors=PEOPLE, date="2020"),
        paper(
            f"Ferrow O, Tiller B, Kato I. {LONG} II. Trees 2020;12:33-40.",
            authors=PEOPLE,
            date="2020",
        ),
    ),
    "other authors": (
        paper(TITLE, authors=("Odalys Ferrow",)),
        paper(TITLE, authors=("Bram Tiller",)),
    ),
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
    "two abstracts of a meeting that have one title": (
        paper(f"Abstract 12: {TITLE}", authors=PEOPLE, date="2020", venue="Orchards"),
        paper(f"Abstract 21: {TITLE}", authors=PEOPLE, date="2020", venue="Orchards"),
    ),
    "two kinds of article": (
        paper(f"Original Article: {TITLE}", authors=PEOPLE, date="2020"),
        paper(f"Review Article: {TITLE}", authors=PEOPLE, date="2020"),
    ),
    "a part with the number of a formula that is spelled otherwise": (
        paper("CO2 in Old Orchards of the North", authors=PEOPLE, date="2020"),
        paper("CO 2 in Old Orchards of the North: Part 2", authors=PEOPLE, date="2020"),
    ),
    "a part behind a formula in one word": (
        paper("CO 2 in Old Orchards of the North", authors=PEOPLE, date="2020"),
        paper("CO2 in Old Orchards of the North: Part 2", authors=PEOPLE, date="2020"),
    ),
    "a particle and its antiparticle": (
        paper(r"$p\bar{p}$ Collisions in Old Orchards", authors=PEOPLE, date="2020"),
        paper("$pp$ Collisions in Old Orchards", authors=PEOPLE, date="2020"),
    ),
    "two signs of TeX between the same letters": (
        paper(r"$A \cup B$ of Old Orchards", authors=PEOPLE, date="2020"),
        paper(r"$A \cap B$ of Old Orchards", authors=PEOPLE, date="2020"),
    ),
    "a sign of TeX and another of Unicode": (
        paper(r"$x \leq y$ in Old Orchards", authors=PEOPLE, date="2020"),
        paper("x ≥ y in Old Orchards", authors=PEOPLE, date="2020"),
    ),
    "short names with a number or a letter": (
        paper("T5 for Old Orchards of the North", authors=PEOPLE, date="2020"),
        paper("TS for Old Orchards of the North", authors=PEOPLE, date="2020"),
    ),
    "a number behind a word, and its plural": (
        paper("Model5 for Old Orchards of the North", authors=PEOPLE, date="2020"),
        paper("Models for Old Orchards of the North", authors=PEOPLE, date="2020"),
    ),
    "a meeting's abstract and the article": (
        paper(TITLE, authors=PEOPLE, date="2017", venue="Circulation", volume="136", pages="S3"),
        paper(TITLE, authors=PEOPLE, date="2017", venue="Orchards", volume="264", pages="1-9"),
    ),
}

# Of one model, as papers of a series are: its subject, and its results.
MODEL = f"{ORCHARD} Of {{}} rows {{}} showed signs of {{}} after a season."

NOT_SAME = {
    "a short name with a number, and a word that looks so": (
        paper("C1s in Old Orchards of the North", authors=PEOPLE, date="2020"),
        paper("Cis in Old Orchards of the North", authors=PEOPLE, date="2020"),
    ),
    "two words that scanners read for each other": (
        paper("Modem Orchards of the Old North", authors=PEOPLE, date="2020"),
        paper("Modern Orchards of the Old North", authors=PEOPLE, date="2020"),
    ),
    "two names that would be misread in small letters": (
        paper("CLBench for Old Orchards of the North", authors=PEOPLE, date="2020"),
        paper("DBench for Old Orchards of the North", authors=PEOPLE, date="2020"),
    ),
    "a letter more that spells out no umlaut": (
        paper("OLMo for Old Orchards of the North", authors=PEOPLE, date="2020"),
        paper("OLMoE for Old Orchards of the North", authors=PEOPLE, date="2020"),
    ),
    "vowels that spell out no umlaut in short words": (
        paper("Coed Schools in Old Orchards", authors=PEOPLE, date="2020"),
        paper("Cod Schools in Old Orchards", authors=PEOPLE, date="2020"),
    ),
    "a webinar that goes by the title": (
        paper(TITLE, authors=PEOPLE, date="2020"),
        paper(f"{TITLE}: Webinar", authors=PEOPLE, date="2020"),
    ),
    "the cover of an issue": (
        paper(TITLE, authors=PEOPLE, date="2020"),
        paper(f"{TITLE} (Front Cover)", authors=PEOPLE, date="2020"),
    ),
    "parts that look like an author's initials": (
        paper(f"Ferrow, II: {TITLE}", authors=PEOPLE, date="2019"),
        paper(f"Ferrow, III: {TITLE}", authors=PEOPLE, date="2019"),
    ),
    "subjects before a name": (
        paper(f"PCR and Kato: {TITLE}", authors=PEOPLE[::-1], date="2019"),
        paper(f"DNA and Kato: {TITLE}", authors=PEOPLE[::-1], date="2019"),
    ),
    "those whom two works of a group are about": (
        paper("B. Tiller: An Interview on Apples", authors=PEOPLE, date="2019"),
        paper("I. Kato: An Interview on Apples", authors=PEOPLE, date="2019"),
    ),
    "a meeting's overview and its year's": (
        paper(TITLE, authors=PEOPLE, date="2019"),
        paper(f"{TITLE}: LifeCLEF 2019", authors=PEOPLE, date="2019"),
    ),
    "a country and a year behind a title": (
        paper(TITLE, authors=PEOPLE, date="2019"),
        paper(f"{TITLE}, USA 2019", authors=PEOPLE, date="2019"),
    ),
    "another meeting behind a title than the one it was at": (
        paper(TITLE, authors=PEOPLE, date="2019", venue="VLDB"),
        paper(f"{TITLE}, SIGMOD 2019", authors=PEOPLE, date="2019"),
    ),
    "a title that goes on with a kind of venue": (
        paper("A Citation Study of Nursing", authors=PEOPLE, date="2019"),
        paper("A Citation Study of Nursing: Second Symposium", authors=PEOPLE, date="2019"),
    ),
    "a number beside a word of the venue": (
        paper("Aspirin and Bleeding", authors=PEOPLE, date="2019", venue="Stroke"),
        paper("Aspirin and Bleeding in Second Stroke", authors=PEOPLE, date="2019", venue="Stroke"),
    ),
    "what stands beside a work, behind a hyphen without a space": (
        paper(LONG, authors=PEOPLE, date="2019"),
        paper(f"{LONG}-Rationale and Design", authors=PEOPLE, date="2019"),
    ),
    "a supplement behind a hyphen": (
        paper(LONG, authors=PEOPLE, date="2019", abstract=ORCHARD),
        paper(f"{LONG}- Supplementary Material", authors=PEOPLE, date="2019", abstract=ORCHARD),
    ),
    "a data set that nothing parts from the title": (
        paper(LONG, authors=PEOPLE, date="2019"),
        paper(f"{LONG}-Dataset", authors=PEOPLE, date="2019"),
    ),
    "the line above the title, and no title": (
        paper("Published as a conference paper at ICLR 2019", authors=PEOPLE, date="2019"),
        paper("Published as a conference paper at ICLR 2019", authors=PEOPLE, abstract=ORCHARD),
    ),
    "files of one name": (
        paper("main_final.tex", authors=PEOPLE, date="2019"),
        paper("main_final.tex", authors=PEOPLE, date="2019", abstract=ORCHARD),
    ),
    "a chapter and the book whose name has a sign": (
        paper("Apples in 3 × 3 Rows", authors=PEOPLE, date="2019"),
        paper(
            "Apples in 3 × 3 Rows",
            authors=PEOPLE,
            date="2019",
            venue="Apples in 3 × 3 Rows",
            pages="12-30",
        ),
    ),
    "a chapter and the book that has its name": (
        paper(TITLE, authors=PEOPLE, date="2019", venue="Springer"),
        paper(TITLE, authors=PEOPLE, date="2019", venue=TITLE, pages="21-40"),
    ),
    "a review that is brought up to date a year later": (
        paper(TITLE, authors=PEOPLE, date="2019", venue="Cochrane Database of Systematic Reviews"),
        paper(TITLE, authors=PEOPLE, date="2020", venue="Cochrane Database Syst Rev"),
    ),
    "reports of two years": (
        paper("Annual Report of the Orchard Registry", authors=PEOPLE, date="2019"),
        paper("Annual Report of the Orchard Registry", authors=PEOPLE, date="2020"),
    ),
    "the name of a file, which is no title": (
        paper("Microsoft Word - final2.doc", authors=PEOPLE, date="2019"),
        paper("Microsoft Word - final2.doc", authors=PEOPLE, date="2019", abstract=ORCHARD),
    ),
    "what is printed above a title": (
        paper("Research Article", authors=PEOPLE, date="2019"),
        paper("Research Article", authors=PEOPLE, date="2019", abstract=HARBOUR),
    ),
    "words that one slip turns into each other": (
        paper("Diagnostic Scores for Apple Scab in Old Orchards", authors=PEOPLE, date="2019"),
        paper("Prognostic Scores for Apple Scab in Old Orchards", authors=PEOPLE, date="2019"),
    ),
    "pages counted from 1 in each article of a volume": (
        paper("On Kilns", authors=PEOPLE, date="2019", venue="Glaze", volume="3", pages="1-14"),
        paper("Salt, Ash", authors=PEOPLE, date="2019", venue="Glaze", volume="3", pages="1-14"),
    ),
    "a review brought up to date": (
        paper(TITLE, authors=PEOPLE, venue="Reviews", date="2015", abstract=ORCHARD + HARBOUR),
        paper(TITLE, authors=PEOPLE, venue="Reviews", date="2019", abstract=ORCHARD + HARBOUR),
    ),
    "a review brought up to date within a year": (
        paper(
            TITLE, authors=PEOPLE, venue="Reviews", date="2015", abstract=MODEL.format(12, 3, "rot")
        ),
        paper(
            TITLE, authors=PEOPLE, venue="Reviews", date="2016", abstract=MODEL.format(19, 5, "rot")
        ),
    ),
    "two substances of nearly one name, each in its abstract": (
        paper(f"Nitrate {LONG}", authors=PEOPLE, abstract=MODEL.format(12, 3, "nitrate")),
        paper(f"Nitrite {LONG}", authors=PEOPLE, abstract=MODEL.format(12, 3, "nitrite")),
    ),
    "two subjects under abstracts of one model": (
        paper(f"Pear {LONG}", authors=PEOPLE, abstract=MODEL.format(12, 3, "pear") + HARBOUR),
        paper(f"Cherry {LONG}", authors=PEOPLE, abstract=MODEL.format(12, 3, "cherry") + HARBOUR),
    ),
    "other results under an alike title and abstract": (
        paper(f"Early {LONG}", authors=PEOPLE, abstract=MODEL.format(12, 3, "rot") + HARBOUR),
        paper(f"Late {LONG}", authors=PEOPLE, abstract=MODEL.format(19, 5, "rot") + HARBOUR),
    ),
    "one way and the other": (
        paper("From Trees to Maps in the North", authors=PEOPLE, date="2020"),
        paper("From Maps to Trees in the North", authors=PEOPLE, date="2020"),
    ),
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
    "two reports of a series, one title": (
        paper(TITLE, authors=PEOPLE, date="2004", venue="Orchard Memo", number="512"),
        paper(TITLE, authors=PEOPLE, date="2004", venue="Orchard Memo", number="518"),
    ),
    "two standards of which a part of the number differs": (
        paper(TITLE, authors=("Board of Trees",), date="2010", venue="Tree Std", number="941-11"),
        paper(TITLE, authors=("Board of Trees",), date="2010", venue="Tree Std", number="941-210"),
    ),
    "two reports of a series, one title cut": (
        paper(LONG, authors=PEOPLE, date="2004", venue="Orchard Memo", number="512"),
        paper(f"{LONG[:40]}...", authors=PEOPLE, date="2004", venue="Orchard Memo", number="518"),
    ),
    "one of three authors under another initial": (
        paper(LONG, authors=("O. Ferrow", "B. Tiller", "I. Kato"), date="2020"),
        paper(LONG, authors=("O. Ferrow", "G. Tiller", "I. Kato"), date="2020"),
    ),
    "the data and the code of it": (
        paper(LONG, authors=PEOPLE, date="2020"),
        paper(f"{LONG}: Dataset and Code", authors=PEOPLE, date="2020"),
    ),
    "its source data": (
        paper(LONG, authors=PEOPLE, date="2020"),
        paper(f"{LONG} - Source Data", authors=PEOPLE, date="2020"),
    ),
    "its press release": (
        paper(LONG, authors=PEOPLE, date="2020"),
        paper(f"{LONG}: Press Release", authors=PEOPLE, date="2020"),
    ),
    "what a journal prints against it": (
        paper(LONG, authors=PEOPLE, date="2020"),
        paper(f"Matters Arising: {LONG}", authors=PEOPLE, date="2020"),
    ),
    "what was corrected and printed again": (
        paper(LONG, authors=PEOPLE, date="2020"),
        paper(f"{LONG} (corrected and republished)", authors=PEOPLE, date="2020"),
    ),
    "a short title of a team and of a person": (
        paper("Counting Apples", authors=("Orchard Lab",), date="2020"),
        paper("Counting Apples", authors=("Bram Tiller",), date="2020"),
    ),
    "the slides with its abstract": (
        paper(LONG, abstract=ORCHARD + HARBOUR, authors=PEOPLE, date="2020"),
        paper(f"Slides for {LONG}", abstract=ORCHARD + HARBOUR, authors=PEOPLE, date="2020"),
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
    "tables of two issues": (
        paper("Author Index", date="2020", venue="Orchards"),
        paper("Author index", date="2020", venue="Harbours"),
    ),
    "book reviews of another language": (paper("Buchbesprechung"), paper("Buchbesprechung")),
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


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT)
def test_two_works_with_evidence_against_them_are_different(pair: Pair) -> None:
    assert judge_both(*pair).answer == "different"
    assert len(group_papers(pair)) == 2


@pytest.mark.parametrize("pair", NOT_SAME.values(), ids=NOT_SAME)
def test_two_works_that_may_be_one_are_never_merged_without_proof(pair: Pair) -> None:
    assert judge_both(*pair).answer != "same"
    assert len(group_papers(pair)) == 2


def test_no_title_takes_long_however_it_is_made() -> None:
    letters = "A" * 100_000  # to look for the name of a meeting at each of them would take minutes
    assert judge(paper(TITLE), paper(f"{TITLE}, {letters}")).answer == "doubtful"


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


def test_what_speaks_for_two_and_does_not_suffice_is_doubtful() -> None:
    pair = NOT_SAME["other words of the same length"]
    assert judge(*pair).answer == "doubtful"


NOT_ASKED = {
    "names of two sizes": (
        paper("OrchardNet-40B: " + LONG, authors=PEOPLE, date="2020"),
        paper("OrchardNet-180B: " + LONG, authors=PEOPLE, date="2020"),
    ),
    "other venues": (
        paper("Static " + LONG, authors=PEOPLE, date="2020", venue="Orchards"),
        paper("Dynamic " + LONG, authors=PEOPLE, date="2020", venue="Harbours"),
    ),
    "years apart": (
        paper("Static " + LONG, authors=PEOPLE, date="2015"),
        paper("Dynamic " + LONG, authors=PEOPLE, date="2020"),
    ),
    "other pages": (
        paper("Static " + LONG, authors=PEOPLE, date="2020", volume="3", pages="1-9"),
        paper("Dynamic " + LONG, authors=PEOPLE, date="2020", volume="3", pages="20-31"),
    ),
    "abstracts with little in common": (
        paper("Static " + LONG, authors=PEOPLE, date="2020", abstract=f"{HARBOUR} {ORCHARD[:45]}"),
        paper("Dynamic " + LONG, authors=PEOPLE, date="2020", abstract=ORCHARD),
    ),
    "few words of a long title": (
        paper("The Orchard Tree", authors=PEOPLE, date="2020"),
        paper("Counting Tree After Tree in an Orchard From Planes by Night", authors=PEOPLE),
    ),
}


@pytest.mark.parametrize("pair", NOT_ASKED.values(), ids=NOT_ASKED)
def test_nobody_is_asked_about_other_titles_if_something_else_differs_too(pair: Pair) -> None:
    assert judge_both(*pair).answer in ("unknown", "different")


@pytest.mark.parametrize(
    "preprint",
    [{"venue": "arXiv"}, {}, {"venue": "arXiv (Cornell University)"}],
    ids=("a preprint", "no place", "a preprint as OpenAlex calls it"),
)
def test_a_person_is_asked_if_the_same_people_have_one_abstract_under_two_titles(
    preprint: dict[str, str],
) -> None:
    two = PEOPLE[:2]
    one = paper("Static " + LONG, authors=two, date="2021", abstract=ORCHARD, **preprint)
    other = paper("Dynamic " + LONG, authors=two, date="2023", abstract=ORCHARD, venue="Orchards")
    assert judge_both(one, other).answer == "doubtful"
