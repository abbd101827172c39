"""Made-up cards -> pages of arXiv in every form in which such pages are saved.

Markup and words around titles and abstracts are arXiv's own, of the years given; the papers
are not.
"""

import html
import textwrap
from collections.abc import Callable

from helpers_forms import Cards, PageCard

HOST = "https://arxiv.org"
_HEAD = (
    '<!DOCTYPE html>\n<html lang="en">\n<head>  <title>Knot Theory</title>\n<script>"<dt>"</script>\n'
    '</head>\n<body class="with-cu-identity">\n<header><a href="#content">Skip to main content</a>\n'
    '<form method="GET"><select name="searchtype"><option value="all">All fields</option>\n'
    '<option value="title">Title</option></select></form></header>\n<div id="content">\n'
)
_FOOT = '</div>\n<footer><ul><li><a href="x">About</a></li></ul></footer>\n</body>\n</html>\n'
_TEXT_HEAD = (
    "Skip to main content\nCornell University\n\nWe gratefully acknowledge support from the Simons "
    "Foundation, member institutions, and all contributors. Donate\n> cs > cs.KN\n\nHelp | Advanced "
    "Search\n\nAll fields\nTitle\nAuthor\n\nSearch\n\n"
)
_TEXT_FOOT = (
    "\n    About\n    Help\n\n    contact arXivClick here to contact arXiv Contact\n    subscribe to "
    "arXiv mailingsClick here to subscribe Subscribe\n\n    Copyright\n    Privacy Policy\n"
)


def _long(card: PageCard) -> str:
    return f"{card.day.day} {card.day:%B}, {card.day.year}"


def _short(card: PageCard) -> str:
    return f"{card.day:%a}, {card.day.day} {card.day:%b} {card.day.year}"


def draw_arxiv_list(cards: Cards) -> str:
    """A listing as HTML, of 2024."""
    page = f"{_HEAD}<div id='dlpage'>\n  <h1>Knot Theory</h1>\n"
    page += "<h2>Authors and titles for recent submissions</h2>\n"
    page += f"<div class='paging'>Total of {len(cards)} entries \n    </div>\n<dl id='articles'>\n"
    for number, card in enumerate(cards, 1):
        names = ", ".join(f'<a href="{HOST}/search" rel="nofollow">{n}</a>' for n in card.authors)
        page += f"""    <h3>{_short(card)} (showing 1 of 1 entries )</h3>
    <dt>
      <a name='item{number}'>[{number}]</a>
      <a href ="/abs/{card.arxiv_id}" title="Abstract" id="{card.arxiv_id}">
        arXiv:{card.arxiv_id}
      </a>
      [<a href="/pdf/{card.arxiv_id}" title="Download PDF">pdf</a>, <a href="x">other</a>]
    </dt>
    <dd>
      <div class='meta'>
        <div class='list-title mathjax'><span class='descriptor'>Title:</span>
          {html.escape(card.title)}
        </div>
        <div class='list-authors'>{names}</div>
        <div class='list-comments mathjax'><span class='descriptor'>Comments:</span>
          12 pages
        </div>
        <div class='list-subjects'><span class='descriptor'>Subjects:</span>
          <span class="primary-subject">Knots (cs.KN)</span>; Ropes (cs.RO)
        </div>
        <p class='mathjax'>
          {html.escape(card.abstract)}
        </p>
      </div>
    </dd>
"""
    return f"{page}</dl>\n<div class='paging'>Total of {len(cards)} entries</div></div>\n{_FOOT}"


def draw_arxiv_old_list(cards: Cards) -> str:
    """A listing as HTML, of 2012, on as few lines as can be."""
    page = f'{_HEAD}<div id="dlpage"><h1>Knot Theory</h1><h2>Authors and titles for recent submissions</h2>'
    for number, card in enumerate(cards, 1):
        names = ", \n".join(
            f'<a href="/find/cs/1/au:+X/0/1/0/all/0/1">{n}</a>' for n in card.authors
        )
        page += f'<h3>{_short(card)}</h3><dl><dt><a name="item{number}">[{number}]</a>&nbsp;  <span class="list-identifier">'
        page += f'<a href="/abs/{card.arxiv_id}" title="Abstract">arXiv:{card.arxiv_id}</a> [<a href="x">pdf</a>, <a href="x">ps</a>, <a href="x">other</a>]</span></dt>'
        page += f'<dd><div class="meta"><div class="list-title"><span class="descriptor">Title:</span> {html.escape(card.title)}</div>'
        page += f'<div class="list-authors"><span class="descriptor">Authors:</span> {names}</div>'
        page += '<div class="list-subjects"><span class="descriptor">Subjects:</span> <span class="primary-subject">Knots (cs.KN)</span></div>'
        page += f"<p>{html.escape(card.abstract)}</p></div></dd></dl>"
    return f"{page}</div>{_FOOT}"


def draw_arxiv_search(cards: Cards) -> str:
    """Answers of the search as HTML."""
    page = f'{_HEAD}<h1 class="title is-clearfix">Showing 1&ndash;{len(cards)} of 1,234 results for all: '
    page += '<span class="mathjax">knots</span></h1>\n<ol class="breathe-horizontal" start="1">\n'
    for card in cards:
        names = ",\n      ".join(
            f'<a href="/search/?searchtype=author">{n}</a>' for n in card.authors
        )
        body = html.escape(card.abstract)
        page += f"""  <li class="arxiv-result">
    <div class="is-marginless">
      <p class="list-title is-inline-block"><a href="{HOST}/abs/{card.arxiv_id}">arXiv:{card.arxiv_id}</a>
        <span>&nbsp;[<a href="x">pdf</a>, <a href="x">other</a>]&nbsp;</span>
      </p>
      <div class="tags is-inline-block">
        <span class="tag is-small is-link tooltip" data-tooltip="Knots">cs.KN</span>
      </div>
    </div>
    <p class="title is-5 mathjax">
        {html.escape(card.title)}
    </p>
    <p class="authors">
      <span class="has-text-black-bis has-text-weight-semibold">Authors:</span>
      {names}
    </p>
    <p class="abstract mathjax">
      <span class="has-text-black-bis has-text-weight-semibold">Abstract</span>:
      <span class="abstract-short has-text-grey-dark mathjax" style="display: inline;">
        {body[:60]}&hellip; <a class="is-size-7" style="white-space: nowrap;">&#9661; More</a>
      </span>
      <span class="abstract-full has-text-grey-dark mathjax" style="display: none;">
        {body}
        <a class="is-size-7" style="white-space: nowrap;">&#9651; Less</a>
      </span>
    </p>
    <p class="is-size-7"><span class="has-text-black-bis has-text-weight-semibold">Submitted</span> 1 January, 2027;
      <span class="has-text-black-bis has-text-weight-semibold">v1</span> submitted {_long(card)};
      <span class="has-text-black-bis has-text-weight-semibold">originally announced</span> {card.day:%B %Y}.
    </p>
    <p class="comments is-size-7">
      <span class="has-text-black-bis has-text-weight-semibold">Comments:</span>
      <span class="has-text-grey-dark mathjax">12 pages</span>
    </p>
  </li>
"""
    return f"{page}</ol>\n{_FOOT}"


def draw_arxiv_pages(cards: Cards) -> str:
    """The pages of papers, one after the other."""
    return "".join(map(_draw_arxiv_page, cards))


def _draw_arxiv_page(card: PageCard) -> str:
    names = ", ".join(f'<a href="/search">{name}</a>' for name in card.authors)
    day = f"{card.day.day} {card.day:%b} {card.day.year}"
    return f"""{_HEAD}<div class="header-breadcrumbs"><a href="/">home</a> &gt; cs &gt; arXiv:{card.arxiv_id}</div>
<div id="abs-outer"><div class="subheader"><h1>Computer Science > Knot Theory</h1></div>
<div class="header-breadcrumbs-mobile"><strong>arXiv:{card.arxiv_id}</strong> (cs)</div>
<div class="dateline">
  [Submitted on {day} (<a href="x">v1</a>), last revised 1 Jan 2027 (this version, v2)]</div>
<h1 class="title mathjax"><span class="descriptor">Title:</span>{html.escape(card.title)}</h1>
<div class="authors"><span class="descriptor">Authors:</span>{names}</div>
<blockquote class="abstract mathjax">
  <span class="descriptor">Abstract:</span>{html.escape(card.abstract)}
</blockquote>
<div class="metatable"><table summary="Additional metadata"><tr>
<td class="tablecell label">Comments:</td>
<td class="tablecell comments mathjax">12 pages</td>
</tr><tr><td class="tablecell label">Subjects:</td>
<td class="tablecell subjects"><span class="primary-subject">Knots (cs.KN)</span></td>
</tr><tr><td class="tablecell label">Cite as:</td>
<td class="tablecell arxivid"><span class="arxivid"><a href="x">arXiv:{card.arxiv_id}</a> [cs.KN]</span></td>
</tr><tr><td class="tablecell label">&nbsp;</td>
<td class="tablecell arxividv">(or <span class="arxivid"><a href="x">arXiv:{card.arxiv_id}v2</a> [cs.KN]</span> for this version)</td>
</tr></table></div>
<div class="submission-history"><h2>Submission history</h2> From: Ona Reed [<a href="x">view email</a>]<br/>
<strong>[v1]</strong> {_short(card)} 10:00:00 UTC (12 KB)<br/></div>
</div>
{_FOOT}"""


def draw_arxiv_list_text(cards: Cards) -> str:
    """A listing as copied from a browser."""
    page = f"{_TEXT_HEAD}Knot Theory\nAuthors and titles for recent submissions\n\n"
    page += f"See today's new changes\nTotal of {len(cards)} entries : 1-50 51-100 ... 851-896\n"
    page += "Showing up to 50 entries per page: fewer | more | all\n"
    for number, card in enumerate(cards, 1):
        page += f"{_short(card)} (showing 1 of 1 entries )\n\n[{number}] arXiv:{card.arxiv_id} [pdf, html, other]\n"
        page += f"    Title: {card.title}\n    {', '.join(card.authors)}\n    Comments: 12 pages\n"
        page += "    Subjects: Knots (cs.KN); Ropes (cs.RO)\n\n"
    return f"{page}Total of {len(cards)} entries : 1-50\n{_TEXT_FOOT}"


def draw_arxiv_search_text(cards: Cards) -> str:
    """Answers of the search as copied from a browser, with all abstracts opened."""
    page = f"{_TEXT_HEAD}Showing 1–{len(cards)} of 1,234 results for all: knots\nSearch term or terms\n"
    page += "Show abstracts Hide abstracts\nAdvanced Search\n50 results per page. Sort results by "
    page += "Announcement date (newest first) Go\nPrevious Next\n\n    1\n    2\n    …\n\n"
    for card in cards:
        page += f"    arXiv:{card.arxiv_id} [pdf, other]\n    cs.KN cs.RO\n    {card.title}\n"
        page += f"    Authors: {', '.join(card.authors)}\n    Abstract: {card.abstract} △ Less\n"
        page += f"    Submitted {_long(card)}; originally announced {card.day:%B %Y}.\n    Comments: 12 pages\n\n"
    return page + _TEXT_FOOT


def draw_arxiv_markdown(cards: Cards) -> str:
    """A listing as page-to-Markdown services give it."""
    page = f"Title: Knot Theory\n\nURL Source: {HOST}/list/cs.KN/new\n\nMarkdown Content:\n"
    page += f"[Skip to main content]({HOST}#content)\n\n# Knot Theory\n\n"
    page += (
        "*   [New submissions](/list/cs.KN/new#item0)\n*   [Cross-lists](/list/cs.KN/new#item1)\n\n"
    )
    for number, card in enumerate(cards, 1):
        names = ", ".join(
            f"[{n}]({HOST}/search/cs?searchtype=author&query=X)" for n in card.authors
        )
        page += f"### New submissions for {_short(card)} (showing 1 of 1 entries)\n\n"
        page += (
            f'[\\[{number}\\]]() [arXiv:{card.arxiv_id}]({HOST}/abs/{card.arxiv_id} "Abstract") '
        )
        page += f'\\[[pdf]({HOST}/pdf/{card.arxiv_id} "Download PDF"), [html](x "View HTML")\\]\n\n'
        page += f"Title: {card.title}\n\n{names}\n\nComments: 12 pages\n\n"
        page += f"Subjects: Knots (cs.KN); Ropes (cs.RO)\n\n{card.abstract}\n\n"
    return page


def draw_arxiv_mail(cards: Cards) -> str:
    """The e-mail of a day."""
    rule = "-" * 78 + "\n"
    page = f"Subject: cs daily 1\nFrom: no-reply@arXiv.org\n\n{rule}Send any comments regarding "
    page += f"submissions directly to submitter.\n{rule}Archives at http://arxiv.org/\n{rule}"
    page += " Submissions to:\nKnot Theory\n received from  Tue 24 Mar 26 18:00:00 GMT  to  "
    page += f"Wed 25 Mar 26 18:00:00 GMT\n{rule}"
    for card in cards:
        title = textwrap.fill(
            f"Title: {card.title}", 79, subsequent_indent="  ", break_on_hyphens=False
        )
        body = textwrap.fill(card.abstract, 79, initial_indent="  ", break_on_hyphens=False)
        page += (
            f"\\\\\narXiv:{card.arxiv_id}\nDate: {_short(card)} 10:00:00 GMT   (12kb)\n\n{title}\n"
        )
        page += (
            f"Authors: {' and '.join(card.authors)}\nCategories: cs.KN cs.RO\nComments: 12 pages\n"
        )
        page += f"\\\\\n{body}\n\\\\ ( {HOST}/abs/{card.arxiv_id} ,  12kb)\n{rule}"
    return page


_LISTED = {"title", "arxiv_id", "authors", "date"}
_WHOLE = _LISTED | {"abstract"}

# Of each form: how it is drawn, and what it carries of a card.
DRAWN_ARXIV: dict[str, tuple[Callable[[Cards], str], set[str]]] = {
    "arxiv list": (draw_arxiv_list, _WHOLE),
    "arxiv old list": (draw_arxiv_old_list, _WHOLE),
    "arxiv search": (draw_arxiv_search, _WHOLE),
    "arxiv pages": (draw_arxiv_pages, _WHOLE),
    "arxiv list text": (draw_arxiv_list_text, _LISTED),
    "arxiv search text": (draw_arxiv_search_text, _WHOLE),
    "arxiv markdown": (draw_arxiv_markdown, _WHOLE),
    "arxiv mail": (draw_arxiv_mail, _WHOLE),
}
