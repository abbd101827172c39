"""Kinds of noise that other sources print a paper with, and of look-alikes of it.

A change takes a record (title, abstract, authors, year, perhaps a venue) and chance, and
gives another record.
"""

import random
import re
from collections.abc import Callable

from data import Record

Change = Callable[[Record, random.Random], Record]

_LONG_WORD = re.compile(r"\b[a-z]{6,}\b")
_LIGATURE = re.compile("ffi|ffl|ff|fi|fl")


def type_badly(paper: Record, chance: random.Random) -> Record:
    title = paper["title"]
    place = chance.randrange(1, len(title) - 2)
    swapped = title[:place] + title[place + 1] + title[place] + title[place + 2 :]
    return paper | {"title": swapped}


def dress_in_tex(paper: Record, chance: random.Random) -> Record:
    words = paper["title"].split()
    place = chance.randrange(len(words))
    words[place] = chance.choice(("{%s}", "\\emph{%s}", "\\textbf{%s}", "{\\it %s}")) % words[place]
    return paper | {"title": " ".join(words)}


def cut_title(paper: Record, chance: random.Random) -> Record:
    words = paper["title"].split()
    return paper | {"title": " ".join(words[: max(4, len(words) * 2 // 3)]) + " ..."}


def drop_subtitle(paper: Record, chance: random.Random) -> Record:
    return paper | {"title": paper["title"].split(":")[0]}


def has_subtitle(paper: Record) -> bool:
    """Of three words at least in front of it."""
    title, colon, _ = paper["title"].partition(":")
    return bool(colon) and len(title.split()) >= 3


def drop_name(paper: Record, chance: random.Random) -> Record:
    return paper | {"title": paper["title"].partition(":")[2].strip(), "abstract": None}


def has_name(paper: Record) -> bool:
    """`MrT5: ...`."""
    name, _, title = paper["title"].partition(":")
    return len(name.split()) <= 3 and len(title.split()) >= 4


def shorten_names(paper: Record, chance: random.Random) -> Record:
    names = [f"{name.split()[-1]}, {name[0]}." for name in paper["authors"]]
    return paper | {"authors": names[:3] + ["et al."] if len(names) > 6 else names}


def drop_abstract(paper: Record, chance: random.Random) -> Record:
    return paper | {"abstract": None}


def publish(paper: Record, chance: random.Random) -> Record:
    """A preprint two years on: a venue, a volume, pages, and the abstract worked over."""
    words = (paper["abstract"] or "").split()
    worked_over = [word for word in words if chance.random() > 0.2]
    year = str(int(paper["year"]) + chance.randrange(3))
    first = chance.randrange(1, 2000)
    place = {"volume": str(chance.randrange(1, 90)), "pages": f"{first}-{first + 14}"}
    printed = {"venue": "Journal of Measurements"} | place
    return paper | printed | {"year": year, "abstract": " ".join(worked_over)}


def read_from_pdf(paper: Record, chance: random.Random) -> Record:
    """What is left of a paper in the text of its PDF: no year, signs of footnotes."""
    words = paper["title"].replace("fi", "ﬁ").replace("fl", "ﬂ").split()
    long = [place for place, word in enumerate(words) if len(word) > 8 and word.isalpha()]
    if long:
        place = chance.choice(long)
        middle = len(words[place]) // 2
        words[place] = f"{words[place][:middle]}- {words[place][middle:]}"
    title = " ".join(words)
    names = [name + chance.choice(("", "1", "1,2", "∗", "†")) for name in paper["authors"]]
    abstract = paper["abstract"] and "Abstract— " + paper["abstract"][: chance.randrange(300, 900)]
    return {
        "title": title.upper() if chance.random() < 0.3 else title,
        "authors": names,
        "abstract": abstract if chance.random() < 0.7 else None,
    }


def scan(paper: Record, chance: random.Random) -> Record:
    """Two letters misread, and no abstract."""
    letters = list(paper["title"])
    inner = [p for p in range(1, len(letters) - 1) if letters[p - 1 : p + 2].count(" ") == 0]
    for place in chance.sample([p for p in inner if letters[p] in _MISREAD], 2):
        letters[place] = _MISREAD[letters[place]]
    return paper | {"title": "".join(letters), "abstract": None}


def cite(paper: Record, chance: random.Random) -> Record:
    """As lists of references print it: initials, a short venue, the year of another version."""
    names = [f"{name[0]}. {name.split()[-1]}" for name in paper["authors"]]
    if len(names) > 3:
        names = names[: chance.randrange(1, 4)] + ["et al."]
    cited = {"title": paper["title"].lower() + ".", "authors": names}
    venue = chance.choice(("Proc. of the Int. Conf. on Learning", "J. Comp. Ling.", None))
    year = chance.choice((0, 0, 0, 1, -1, None))
    if venue is not None:
        cited["venue"] = venue
    if year is not None:
        cited["year"] = str(int(paper["year"]) + year)
    return cited


def find_by_engine(paper: Record, chance: random.Random) -> Record:
    """As a search engine shows a citation: a title cut at a width, initials, no year."""
    title = paper["title"]
    if len(title) > 60:
        title = title[: chance.randrange(45, 60)].rsplit(" ", 1)[0] + " …"
    names = [f"{name[0]} {name.split()[-1]}" for name in paper["authors"]]
    return {"title": title, "authors": names[:4] + ["…"] if len(names) > 4 else names}


def print_in_tags(paper: Record, chance: random.Random) -> Record:
    """As publishers hand it to Crossref: tags inside, `&` escaped twice, no abstract."""
    words = paper["title"].replace("&", "&amp;amp;").split()
    place = chance.randrange(len(words))
    forms = ("<i>%s</i>", "<jats:italic>%s</jats:italic>", '<span class="sc">%s</span>')
    words[place] = chance.choice(forms) % words[place]
    return paper | {"title": " ".join(words), "abstract": None}


def lose_ligatures(paper: Record, chance: random.Random) -> Record:
    """As some readers of PDFs leave it: `ecient classication`."""
    title = _LIGATURE.sub("", paper["title"])
    return {"title": title, "authors": paper["authors"]}


def has_ligature(paper: Record) -> bool:
    return _LIGATURE.search(paper["title"]) is not None


def cite_whole(paper: Record, chance: random.Random) -> Record:
    """All of a citation in the field of the title."""
    names = [(name.split()[-1], name[0]) for name in paper["authors"][:2]]
    title, year, page = paper["title"].rstrip("."), paper["year"], chance.randrange(1, 900)
    place = f"J Measurements {year};{chance.randrange(1, 90)}:{page}-{page + 9}."
    vancouver = ", ".join(f"{last} {first}" for last, first in names)
    harvard = ", ".join(f"{last}, {first}." for last, first in names)
    forms = (f"{vancouver}, et al. {title}. {place}", f"{harvard} ({year}). {title}. {place}")
    return {"title": chance.choice((*forms, f"{title}. {place}"))}


def add_venue(paper: Record, chance: random.Random) -> Record:
    """The venue and the year behind the title, as lists of references have them."""
    venue = chance.choice(("ICML", "Proc. of NIPS", "In Proceedings of AAAI", "VLDB"))
    title = f"{paper['title'].rstrip('.')}{chance.choice('.,')} {venue} {paper['year']}"
    return paper | {"title": title, "abstract": None}


def add_names(paper: Record, chance: random.Random) -> Record:
    """The authors before the title."""
    names = ", ".join(f"{name[0]}. {name.split()[-1]}" for name in paper["authors"][:3])
    return paper | {"title": f"{names}. {paper['title']}", "abstract": None}


def cut_anywhere(paper: Record, chance: random.Random) -> Record:
    """Sixty letters of a title, without a sign that it is cut, and no year."""
    return {"title": paper["title"][:60].rstrip(), "authors": paper["authors"]}


def is_wide(paper: Record) -> bool:
    return len(paper["title"]) > 70


def plan(paper: Record, chance: random.Random) -> Record:
    """What stands beside a work under its name."""
    forms = ("{}: study protocol", "Protocol for {}", "Data from: {}", "Re: {}", "{}: appendix")
    return paper | {"title": chance.choice(forms).format(paper["title"]), "abstract": None}


def next_part(paper: Record, chance: random.Random) -> Record:
    return paper | {"title": f"{paper['title']}: Part II", "abstract": None}


def next_year(paper: Record, chance: random.Random) -> Record:
    year = int(paper["year"]) + 1
    return paper | {"title": f"{paper['title']} {year}", "year": str(year), "abstract": None}


def rename(paper: Record, chance: random.Random) -> Record:
    """One word of the title is another, as between two versions of a preprint."""
    words = paper["title"].split()
    words[chance.randrange(len(words))] = chance.choice(("efficient", "robust", "learned"))
    return paper | {"title": " ".join(words)}


def print_renamed(paper: Record, chance: random.Random) -> Record:
    return rename(publish(paper, chance), chance)


def present(paper: Record, chance: random.Random) -> Record:
    kind = chance.choice(("Poster", "Demo", "Tutorial", "Invited talk", "Extended abstract"))
    return paper | {"title": f"{kind}: {paper['title']}", "abstract": None}


def make_article(paper: Record, chance: random.Random) -> Record:
    """The article that a journal prints a year after the meeting."""
    year = int(paper["year"]) + 1
    printed = {"venue": paper["venue"].replace("Conference", "Journal"), "year": str(year)}
    return paper | printed | {"abstract": None}


def correct(paper: Record, chance: random.Random) -> Record:
    title = chance.choice(("Erratum: {}", "Correction to: {}", "{} (Corrigendum)"))
    return paper | {"title": title.format(paper["title"]), "abstract": None}


def comment(paper: Record, chance: random.Random) -> Record:
    title = chance.choice(('Comment on "{}"', "Reply to: {}", "{}: a rejoinder"))
    return paper | {"title": title.format(paper["title"]), "abstract": None}


def write_by_others(paper: Record, chance: random.Random) -> Record:
    names = [chance.choice(_SURNAMES) + ", " + chance.choice("ABCDEFG") + "." for _ in range(3)]
    return paper | {"authors": names, "abstract": None}


def update(paper: Record, chance: random.Random) -> Record:
    """A review brought up to date two years on: other figures in its abstract."""
    abstract = _change_figures(paper["abstract"] or "", chance)
    return paper | {"year": str(int(paper["year"]) + 2), "abstract": abstract}


def follow_model(paper: Record, chance: random.Random) -> Record:
    """The next paper of a series: another subject and other figures in the same words."""
    word = chance.choice(_find_subjects(paper))
    other = chance.choice("sheep barley granite Norway".split())
    texts = {name: re.sub(rf"\b{word}\b", other, paper[name]) for name in ("title", "abstract")}
    return paper | texts | {"abstract": _change_figures(texts["abstract"], chance)}


def has_subject(paper: Record) -> bool:
    return bool(_find_subjects(paper))


def _find_subjects(paper: Record) -> list[str]:
    """The words of a title that its abstract has too."""
    used = set(_LONG_WORD.findall(paper["abstract"] or ""))
    return [word for word in _LONG_WORD.findall(paper["title"]) if word in used]


def _change_figures(text: str, chance: random.Random) -> str:
    return re.sub(r"\d", lambda _: str(chance.randrange(1, 10)), text)


def write_by_namesakes(paper: Record, chance: random.Random) -> Record:
    """The family names of the authors, with other initials."""
    names = [
        (name.split()[-1], chr(ord("A") + (ord(name[0]) + 7) % 26)) for name in paper["authors"]
    ]
    return paper | {"authors": [f"{last}, {first}." for last, first in names], "abstract": None}


def go_on(paper: Record, chance: random.Random) -> Record:
    """Another stage of a study."""
    stages = ("a pilot study", "long-term follow-up", "a feasibility study", "interim analysis")
    return paper | {"title": f"{paper['title']}: {chance.choice(stages)}", "abstract": None}


def answer_abroad(paper: Record, chance: random.Random) -> Record:
    """Errata and replies in other languages."""
    forms = (
        "Erratum zu: {}",
        "Réponse à : {}",
        "Berichtigung: {}",
        "{}: respuesta",
        "Rettifica: {}",
    )
    return paper | {"title": chance.choice(forms).format(paper["title"]), "abstract": None}


def name_by_file(paper: Record, chance: random.Random) -> Record:
    """Another work under the name of a file that both have for a title."""
    return {"title": paper["title"], "authors": paper["authors"], "year": paper["year"]}


def print_in_book(paper: Record, chance: random.Random) -> Record:
    """The chapter that has the name of its book."""
    first = chance.randrange(20, 200)
    return paper | {"venue": paper["title"], "pages": f"{first}-{first + 20}", "abstract": None}


def call_generally(paper: Record, chance: random.Random) -> Record:
    """Another work under a title that many bear, as the first of the pair then is too."""
    return write_by_others(paper, chance) | {"year": str(int(paper["year"]) + 1)}


_MISREAD = {"l": "1", "o": "0", "s": "5", "e": "c", "i": "l", "a": "o", "n": "u"}
_SURNAMES = "Quillfeather Oxenbury Zwartjes Ibbotson Yellowlees Umfreville Vavasour".split()
FILES = "Microsoft Word - final.doc|main.pdf|Research Article|PowerPoint Presentation".split("|")
GENERAL_TITLES = "Editorial|Introduction|Book review|Letter to the editor|Preface|Discussion".split(
    "|"
)

NOISE: dict[str, Change] = {
    "LaTeX in a title": dress_in_tex,
    "typos": type_badly,
    "a cut title": cut_title,
    "a dropped subtitle": drop_subtitle,
    "preprint against published": publish,
    "other author spellings": shorten_names,
    "missing abstract": drop_abstract,
}
MORE_NOISE: dict[str, Change] = {
    "a dropped name": drop_name,
    "another word in the title": rename,
    "preprint, printed with another word": print_renamed,
    "read from a PDF": read_from_pdf,
    "scanned, two letters misread": scan,
    "as cited": cite,
    "as a search engine shows it": find_by_engine,
    "tags in a title": print_in_tags,
    "ligatures lost": lose_ligatures,
    "a whole citation for a title": cite_whole,
    "cut without a sign, no year": cut_anywhere,
    "the venue behind a title": add_venue,
    "authors before a title": add_names,
}
LOOK_ALIKES: dict[str, Change] = {
    "parts": next_part,
    "yearly editions": next_year,
    "posters, demos and talks": present,
    "articles made of a meeting's paper": make_article,
    "errata": correct,
    "comments and replies": comment,
    "protocols, data, letters": plan,
    "same title by others": write_by_others,
    "generic titles": call_generally,
    "reviews brought up to date": update,
    "papers of one model": follow_model,
    "namesakes": write_by_namesakes,
    "stages of a study": go_on,
    "errata and replies in other languages": answer_abroad,
    "names of files for titles": name_by_file,
    "chapters of a book of the name": print_in_book,
}
FITTING: dict[str, Callable[[Record], bool]] = {
    "a dropped subtitle": has_subtitle,
    "a dropped name": has_name,
    "ligatures lost": has_ligature,
    "cut without a sign, no year": is_wide,
    "papers of one model": has_subject,
}
"""Which papers a kind can be made of, where not of all."""
