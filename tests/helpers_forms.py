"""Made-up cards -> the same page in every form in which such pages are saved.

Each form is drawn as the tools that save it draw it: the small lines, links and
pictures around titles and abstracts are theirs, the words are not.
"""

import datetime
import html
import json
import quopri
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from helpers_words import HEADS, ORGANIZATIONS, SENTENCES, TAILS
from paperdex.dates import MONTHS

SITE = "https://huggingface.co"
MARKS = (
    "Get trending papers in your email inbox once a day!",
    "Get trending papers in your email inbox!",
)


@dataclass(frozen=True)
class PageCard:
    """A card as the site knows it; a form shows a part of that."""

    title: str
    abstract: str
    arxiv_id: str
    day: datetime.date
    authors: tuple[str, ...] = ("Ona Reed", "Tam Weir")
    organization: str | None = None
    submitter: str = "quietquill"
    upvotes: int = 0
    comments: int = 0
    code: str | None = None
    stars: int = 0
    summary: str | None = None

    @property
    def link(self) -> str:
        return f"{SITE}/papers/{self.arxiv_id}"

    @property
    def path(self) -> str:
        return f"/papers/{self.arxiv_id}"

    @property
    def vote(self) -> str:
        return f"{SITE}/login?next={quote(self.path, safe='')}"

    @property
    def votes(self) -> str:
        return str(self.upvotes or "-")

    @property
    def slug(self) -> str:
        return (self.organization or "").replace(" ", "-")

    def date(self, visited: int) -> str:
        """As a page prints it that was visited in a year."""
        text = f"{MONTHS[self.day.month - 1].title()} {self.day.day}"
        return text if self.day.year == visited else f"{text}, {self.day.year}"


Cards = Sequence[PageCard]
VISITED = datetime.date(2026, 3, 25)
_HEAD = "new\n\n" + "\n\n".join(MARKS) + "\n\n"


def draw_text(cards: Cards) -> str:
    """A page of answers as its text."""
    page = (
        f"{_HEAD}Subscribe\n\nDaily Papers\n\nby\n\nAK\n\nand the research community\n\nMar 25\n\n"
    )
    for card in cards:
        names = card.organization or f"· {len(card.authors)} authors"
        page += f"{card.votes}\n\n{card.title}\n\n{card.abstract}\n\n{names}\n\n·\n\n{card.date(2026)}\n\n"
        page += f"{card.comments}\n\n" if card.comments else ""
    return page + "Previous\n\nNext\n\nSystem theme\n"


def draw_day_text(cards: Cards) -> str:
    """A day's page as its text: no abstracts, but who submitted."""
    page = f"{_HEAD}Subscribe\n\nDaily Papers\n\nbyAK and the research community\n\nMar 25\n\n"
    for card in cards:
        page += f"Submitted by\n\n{card.submitter}\n\n{card.votes}\n\n{card.title}\n\n"
        page += f"· {len(card.authors)} authors\n\n"
        page += f"{card.comments}\n\n" if card.comments else ""
    return page


def draw_markdown(cards: Cards) -> str:
    """As page-to-Markdown services give it: links around everything, pictures, `\\\\`."""
    page = f"---\nurl: {SITE}/papers?q=knots\nretrieved: {VISITED}\n---\n{_HEAD}"
    page += f"[Subscribe]({SITE}/login?next=%2Fpapers)\n\n# Daily Papers\n\n"
    page += f"## by [![]({SITE}/by.png)AK]({SITE}/akhaliq) and the research community\n\n"
    page += (
        f"- Daily\n- Weekly\n- Monthly\n\n[Trending Papers]({SITE}/papers/trending)\n\nMar 25\n\n"
    )
    for card in cards:
        abstract = "\\\\\n".join(textwrap.wrap(card.abstract, 80, break_on_hyphens=False))
        names = f"- ![]({SITE}/a.svg)\\\\\n- {len(card.authors)} authors"
        names = f"[{names}]({card.link})"
        if card.organization:
            names = f"[![{card.slug}]({SITE}/o.png){card.organization}]({SITE}/{card.slug})"
        page += f"[{card.votes}]({card.vote})\n\n### [{card.title}]({card.link})\n\n"
        page += f"[{abstract}]({card.link})\n\n{names}\n\n·\n\n{card.date(2026)}"
        page += f"[{card.comments}]({card.link}#community)\n\n" if card.comments else "\n\n"
    return f"{page}[Previous]({SITE}/papers/date/2026-03-24)\n"


def draw_numbered(cards: Cards, with_table: bool = True) -> str:
    """As a reader's dump: numbers behind the texts, the addresses in a table."""
    table: list[str] = []

    def at(address: str) -> str:
        table.append(address)
        return f"[{len(table)}]"

    page = f"# Web source\n\n- URL: {SITE}/papers?q=knots\n- Captured (UTC): {VISITED}T16:31:22+00:00\n\n"
    page += f"```text\n[[logo] Hugging Face]{at(SITE)}\n* [ Models ]{at(f'{SITE}/models')}\n{_HEAD}"
    page += (
        f"# Daily Papers\n\n## by[AK]{at(f'{SITE}/akhaliq')} and the research community\n\nMar 25\n"
    )
    for card in cards:
        names = f"[\n* {len(card.authors)} authors\n]{at(card.link)}"
        if card.organization:
            names = f"[[{card.slug}] {card.organization}]{at(f'{SITE}/{card.slug}')}"
        title = "\n### ".join(textwrap.wrap(card.title, 70, break_on_hyphens=False))
        abstract = textwrap.fill(card.abstract, 90, break_on_hyphens=False)
        page += f"[\n{card.votes}\n]{at(card.vote)}\n\n### [{title}]{at(card.link)}\n\n"
        page += f"[\n\n{abstract}\n\n]{at(card.link)}\n{names}\n·\n{card.date(2026)}"
        page += f" [ {card.comments}]{at(card.link + '#community')}\n" if card.comments else "\n"
    page += "```\n"
    if with_table:
        page += "".join(f"[{n}]: {address}\n" for n, address in enumerate(table, 1))
    return page


def draw_marks(cards: Cards) -> str:
    """As text browsers dump it: numbers before the texts."""
    table: list[str] = []

    def at(address: str) -> str:
        table.append(address)
        return f"[{len(table)}]"

    def fill(text: str) -> str:
        return textwrap.indent(textwrap.fill(text, 72, break_on_hyphens=False), "   ")

    page = f"   new\n\n   {MARKS[1]}\n\n   {at(f'{SITE}/login?next=%2Fpapers')}Subscribe\n\n"
    page += f"   Daily Papers\n\nby {at(f'{SITE}/akhaliq')}AK and the research community\n\n"
    for card in cards:
        page += f"   {at(card.vote)}{card.votes}\n\n{fill(at(card.link) + card.title)}\n\n"
        page += f"{fill(at(card.link) + card.abstract)}\n\n"
        if card.organization:
            page += f"   {at(f'{SITE}/{card.slug}')}{card.organization}\n\n"
        else:
            page += f"     {at(card.link)}* {len(card.authors)} authors\n\n"
        page += f"   ·\n\n   {card.date(2026)}\n"
        page += f"   {at(card.link + '#community')}{card.comments}\n\n" if card.comments else "\n"
    return page + "References\n\n" + "".join(f"   {n}. {a}\n" for n, a in enumerate(table, 1))


def draw_browser_text(cards: Cards) -> str:
    """As text browsers dump it without links: signs for pictures, a menu glued together."""
    page = (
        f"   [logo] Hugging Face\n\n   ____________________\n     * Models\n     * Docs\n\n{_HEAD}"
    )
    page += "   Daily Papers\n\n   by []AK and the research community\n\n   [knots     ]\n\n"
    page += "   Mar 25\n\n   []\n\n"
    for card in cards:
        abstract = textwrap.fill(card.abstract, 72, break_on_hyphens=False)
        page += f"   []\n   {card.votes}\n\n{card.title}\n\n{textwrap.indent(abstract, '   ')}\n\n"
        page += "   -   []\n\n   -   [2]\n\n" if not card.organization else ""
        names = f"-   {len(card.authors)} authors"
        page += f"   {f'[{card.slug}] {card.organization}' if card.organization else names}\n\n"
        page += f"   ·\n\n   {card.date(2026)}{f' [] {card.comments}' if card.comments else ''}\n\n"
    return page + "   PreviousNext\n\n   (BUTTON) System theme\n\n   TOSPrivacyAboutCareers[]\n"


def draw_tags(cards: Cards) -> str:
    """As converters leave it that keep as tags what is not said in Markdown."""
    page = f'<div class="flex">\n\n{_HEAD}</div>\n\n# [Daily Papers]({SITE}/papers)\n\n'
    page += f"## by [![]({SITE}/by.png)AK]({SITE}/akhaliq) and the research community\n\nMar 25\n\n"
    for card in cards:
        title = textwrap.fill(card.title, 40, break_on_hyphens=False)
        abstract = textwrap.fill(card.abstract, 72, break_on_hyphens=False)
        page += f'<a href="{card.link}"\nclass="peer relative"><img\nsrc="{SITE}/t.png"\nloading="lazy" /></a>\n\n'
        page += f'<a href="{card.vote}"\nclass="self-start"><img src="{SITE}/u.svg" /></a>\n\n<div>\n\n{card.votes}\n\n</div>\n\n'
        page += f'### <a href="{card.link}"\nclass="line-clamp-2">{title}</a>\n\n'
        page += f"{abstract}\n\n"
        if card.organization:
            page += f'<a href="{SITE}/{card.slug}" class="flex"><img src="{SITE}/o.png"\nalt="{card.slug}" /> <span>{card.organization}</span></a>\n\n'
        else:
            page += f'- <div class="rounded">\n\n  </div>\n\n- {len(card.authors)} authors\n\n'
        page += f"·\n\n{card.date(2026)}"
        comments = f' <a href="{card.link}#community"\nclass="flex"><img src="{SITE}/c.svg" /> {card.comments}</a>'
        page += f"{comments if card.comments else ''}\n\n"
    return page


def draw_fences(cards: Cards) -> str:
    """As a converter writes it that keeps boxes as fences and classes as attributes."""
    page = f"::: {{.flex .min-h}}\n::: border-b\n{_HEAD}:::\n:::\n\n"
    page += f"# [Daily Papers]({SITE}/papers) {{#daily-papers .text-2xl}}\n\n"
    page += f"## by [![]({SITE}/by.png)AK]({SITE}/akhaliq) and the research community {{#by .flex}}\n\nMar 25\n\n"
    for card in cards:
        abstract = textwrap.fill(card.abstract, 72, break_on_hyphens=False)
        page += f"::: {{.section .grid}}\n[![]({SITE}/t.png){{.h-full\n.w-full}}]({card.link}){{.peer\n.block}}\n:::\n\n"
        page += (
            f"[![]({SITE}/u.svg)]({card.vote}){{.self}}\n\n::: leading-none\n{card.votes}\n:::\n\n"
        )
        page += (
            f"### [{card.title}]({card.link}){{.line-clamp-2}} {{#t .text-xl}}\n\n{abstract}\n\n"
        )
        if card.organization:
            page += f"[![{card.slug}]({SITE}/o.png){{.size\n.rounded}}\n[{card.organization}]{{.truncate}}]({SITE}/{card.slug}){{.inline}}\n\n"
        else:
            page += f"-   ::: rounded-full\n    ![]({SITE}/0.png){{.h .w\n    .full}}\n    :::\n\n-   {len(card.authors)} authors\n\n"
        page += f"::: text-gray-400\n·\n:::\n\n{card.date(2026)}\n"
        comments = f"[![]({SITE}/c.svg)\n{card.comments}]({card.link}#community){{.flex\n.items}}\n"
        page += f"{comments if card.comments else ''}\n"
    return page


def draw_named_links(cards: Cards) -> str:
    """With each link's address under its name, or a number, at the end."""
    rows = {"1": f"{SITE}/akhaliq"}

    def at(address: str, name: str = "") -> str:
        name = name if name and name not in rows else str(len(rows) + 1)
        rows[name] = address
        return name

    page = f"{_HEAD}# Daily Papers\n\n## by [AK][1] and the research community\n\nMar 25\n\n"
    for card in cards:
        name = at(card.link, card.title)
        page += f"[{card.votes}][{at(card.vote)}]\n\n### [{card.title}][{'' if name == card.title else name}]\n\n{card.abstract}\n\n"
        if card.organization:
            page += f"[{card.organization}][{at(f'{SITE}/{card.slug}')}]\n\n"
        else:
            page += f"- {len(card.authors)} authors\n\n"
        page += f"·\n\n{card.date(2026)} "
        page += (
            f"[{card.comments}][{at(card.link + '#community')}]\n\n" if card.comments else "\n\n"
        )
    return page + "".join(f"  [{name}]: {address}\n" for name, address in rows.items())


def draw_mhtml(cards: Cards) -> str:
    """The page with its data, as a browser saves a page and its parts in one file."""
    return to_mhtml(draw_html_data(cards))


def to_mhtml(page: str) -> str:
    """A page of HTML and its parts in one file, as browsers save them."""
    part = "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable"
    picture = "Content-Type: image/png\nContent-Transfer-Encoding: base64"
    quoted = quopri.encodestring(page.encode()).decode()
    return (
        f'MIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary="--x--"\n\n----x--\n{part}\n\n'
        f"{quoted}\n----x--\n{picture}\n\niVBORw0KGgo=\n----x----\n"
    )


def draw_own_lines(cards: Cards) -> str:
    """As notebooks export it: every link on a line of its own."""
    page = f"---\nurl: {SITE}/papers?q=knots\nexported: 2026-07-28\n---\n\n# Daily Papers - Hugging Face\n"
    page += f"Daily Papers - Hugging Face\n\nModels\n\n{SITE}/models\n\n{_HEAD}"
    page += (
        f"Daily Papers\n\nby \n\nAK\n\n{SITE}/akhaliq\n\n and the research community\n\nknots\n\n"
    )
    page += f"Daily\n\nWeekly\n\n{SITE}/papers/trending\n\n \n\n{SITE}/papers/date/2026-03-24\n\nMar 25\n\n"
    for card in cards:
        page += f" [-] {card.votes}\n\n{card.vote}\n\n{card.title}\n\n{card.link}\n\n"
        page += f"{card.abstract}\n\n{card.link}\n\n"
        if card.organization:
            page += f" \n\n{card.link}\n\n {card.organization}\n\n{SITE}/{card.slug}\n\n"
        else:
            page += f"[\n\n{len(card.authors)} authors]({card.link})\n\n"
        page += f"·\n\n{card.date(2026)} \n\n"
        page += f"{card.comments}\n\n{card.link}#community\n\n" if card.comments else ""
    return f"{page}Previous\n\n{SITE}/papers/date/2026-03-24\n\nSystem theme\n"


def draw_trending(cards: Cards) -> str:
    """A page of trending papers as headings: each card twice, a summary for abstract."""
    page = f"**URL:** {SITE}/papers/trending\n**Page Title:** Trending Papers - Hugging Face\n-----\n\n"
    page += f"{MARKS[0]}\n\n## Trending Papers\n\n## by AK and the research community\n\n"
    for card in cards:
        names = "" if card.organization else f"- {len(card.authors)} authors\n"
        code = f"[LINK: GitHub {card.stars}]({card.code})\n" if card.code else ""
        page += 2 * f"### {card.title}\n\n{card.summary or card.abstract}\n{names}{code}\n"
    return page


def draw_trending_links(cards: Cards) -> str:
    """The same with links, the upvotes behind the title, and what a picture shows."""
    page = f"# Trending\n\n- Source URL: {SITE}/papers/trending\n\n{_HEAD}# Trending Papers\n\n"
    page += f"## by[[picture] AK]({SITE}/akhaliq) and the research community\n\n-\n\n-\n\n"
    for card in cards:
        names = f"-\n\n- [picture]\n\n- {len(card.authors)} authors\n\n· "
        if card.organization:
            names = f"[[picture: {card.slug}] {card.organization}]({SITE}/{card.slug}) · "
        code = f"[GitHub {card.stars}]({card.code}) " if card.code else ""
        for published in ("Published on ", ""):
            page += f"[[picture]]({card.link})\n\nSubmitted by\n\n[picture]\n\n{card.submitter}\n\n"
            page += f'<a id="x"></a>\n\n### [{card.title}]({card.link})\n\n\n'
            page += f"{card.summary or card.abstract}\n\n\n{names}{published}{card.date(1900)}\n\n"
            page += f"[Upvote\n\n{card.votes}]({card.vote})\n\n"
            page += f"{code}[arXiv Page](https://arxiv.org/abs/{card.arxiv_id})\n\n"
    return page


def draw_html(cards: Cards, indented: bool = False) -> str:
    """The page's markup without its data."""
    page = '<!doctype html><html><head><title>Daily Papers - Hugging Face</title><script>"<h3>"</script>'
    page += f'</head><body><nav><a href="/models">Models</a></nav><p>{MARKS[0]}</p><h1>Daily Papers</h1>'
    page += '<h2>by <a href="/akhaliq"><img src="x">AK</a> and the research community</h2>'
    for card in cards:
        names = f'<a href="{card.path}"><ul><li><img src="x"></li><li> {len(card.authors)} authors</li></ul></a>'
        if card.organization:
            names = f'<a href="/{card.slug}"><img src="x"><span>{html.escape(card.organization)}</span></a>'
        vote = card.vote.removeprefix(SITE)
        page += f'<article><div><a href="{vote}"><label><input type="checkbox"><svg><path/></svg>'
        page += f'<div>{card.votes}</div></label></a></div><h3><a href="{card.path}">'
        page += f'{html.escape(card.title)}</a></h3><a href="{card.path}"><p>{html.escape(card.abstract)}'
        page += f"</p></a><div>{names}<div>·</div>"
        page += f'<time datetime="{card.day}T00:00:00">{card.date(2026)}</time>'
        page += (
            f'<a href="{card.path}#community"><svg/> {card.comments}</a>' if card.comments else ""
        )
        page += "</div></article>"
    page += '<a href="/papers/date/2026-03-24">Previous</a></body></html>\n'
    return page.replace("><", ">\n<") if indented else page


def to_api(card: PageCard) -> dict[str, Any]:
    """The card as the site's API gives it."""
    organization = {"name": card.slug, "fullname": card.organization}
    return {
        "paper": {
            "id": card.arxiv_id,
            "authors": [{"name": name, "hidden": False} for name in card.authors],
            "publishedAt": f"{card.day}T00:00:00.000Z",
            "title": card.title,
            "summary": card.abstract,
            "upvotes": card.upvotes,
            **({"ai_summary": card.summary} if card.summary else {}),
            **({"githubRepo": card.code, "githubStars": card.stars} if card.code else {}),
            **({"organization": organization} if card.organization else {}),
        },
        "title": card.title,
        "publishedAt": "2026-03-25T08:00:00.000Z",
        "numComments": card.comments,
        "submittedBy": {"name": card.submitter, "fullname": "Somebody"},
    }


def draw_api(cards: Cards) -> str:
    """An answer of the API."""
    return json.dumps([to_api(card) for card in cards], indent=2)


def draw_api_literals(cards: Cards) -> str:
    """The same from an archive that kept it as Python prints it."""
    data = [repr(to_api(card)) for card in cards]
    return json.dumps({"status": "success", "date": str(VISITED), "data": data})


def draw_api_lines(cards: Cards) -> str:
    """The same, one card a line."""
    return "".join(json.dumps(to_api(card)) + "\n" for card in cards)


def draw_html_data(cards: Cards, query: str | None = None) -> str:
    """The page with its data in an attribute; of a search with those of the day before."""
    shown: list[dict[str, Any]] = [to_api(card) for card in cards]
    data = {"dailyPapers": shown, "query": {}, "date": str(VISITED), "periodType": "day"}
    if query:
        other = PageCard("Not Shown", "We do not show this.", "2603.99999", VISITED)
        data = {"dailyPapers": [to_api(other)], "searchResults": shown, "query": {"q": query}}
        data["date"] = str(VISITED)
    props = html.escape(json.dumps(data))
    page = '<!doctype html>\n<html><body>\n<div data-target="Menu" data-props="{&quot;a&quot;:[1]}"></div>\n'
    return f'{page}<div data-target="DailyPapers"\n data-props="{props}"></div>\n</body></html>\n'


ALL = {"title", "abstract", "upvotes", "comments", "arxiv_id", "date", "organization"}

# Of each form: how it is drawn, and what it carries of a card.
DRAWN: dict[str, tuple[Callable[[Cards], str], set[str]]] = {
    "text": (draw_text, ALL - {"arxiv_id", "date"}),
    "day text": (draw_day_text, {"title", "upvotes", "comments", "submitter"}),
    "markdown": (draw_markdown, ALL),
    "numbered links": (draw_numbered, ALL),
    "numbered links without their table": (
        lambda cards: draw_numbered(cards, with_table=False),
        ALL - {"arxiv_id"},
    ),
    "marks before links": (draw_marks, ALL),
    "links on own lines": (draw_own_lines, ALL),
    "text of a browser": (draw_browser_text, ALL - {"arxiv_id", "date"}),
    "tags": (draw_tags, ALL),
    "fences": (draw_fences, ALL),
    "named links": (draw_named_links, ALL),
    "html": (draw_html, ALL),
    "indented html": (lambda cards: draw_html(cards, indented=True), ALL),
    "html with data": (draw_html_data, ALL | {"submitter", "authors"}),
    "html of a search": (lambda cards: draw_html_data(cards, "knots"), ALL | {"authors"}),
    "api": (draw_api, ALL | {"submitter", "authors", "summary"}),
    "api literals": (draw_api_literals, ALL | {"submitter", "authors", "summary"}),
    "api lines": (draw_api_lines, ALL | {"submitter", "authors", "summary"}),
}
# These show each card twice.
DRAWN_TWICE: dict[str, tuple[Callable[[Cards], str], set[str]]] = {
    "trending": (draw_trending, {"title", "summary"}),
    "trending with links": (
        draw_trending_links,
        {"title", "summary", "upvotes", "arxiv_id", "date", "organization", "submitter"},
    ),
}


def told(card: PageCard, fields: set[str]) -> dict[str, Any]:
    """What a paper read from a form that carries these fields says; no count is 0."""
    values = {
        "title": card.title,
        "abstract": card.abstract,
        "summary": card.summary,
        "upvotes": card.upvotes,
        "comments": card.comments,
        "arxiv_id": card.arxiv_id,
        "date": str(card.day),
        "organization": card.organization,
        "submitter": card.submitter,
        "authors": card.authors,
    }
    return {name: values[name] for name in fields}


EXAMPLE = [
    PageCard(
        f"{head}: {tail}",
        " ".join(SENTENCES[n : n + 4]),
        f"2603.0000{n}",
        VISITED,
        organization=[None, *ORGANIZATIONS][n % 3],
        upvotes=7 * n,
        comments=n,
        code="https://github.com/ropes/knots",
        stars=24,
        summary=SENTENCES[n],
    )
    for n, (head, tail) in enumerate(zip(HEADS[:4], TAILS[:4], strict=True))
]
