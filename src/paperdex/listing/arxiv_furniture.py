"""What every page of arXiv of some kind shows beside its papers: links, names, buttons."""

import re

_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas"
    "|cond-mat|cs|dg-ga|econ|eess|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph"
    "|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|q-fin|quant-ph|solv-int"
    "|stat|supr-con"
)
CATEGORY = rf"(?:{_ARCHIVES})(?:\.[A-Za-z]{{2}}\b|\.[a-z-]+)?(?![\w.])"
"""A category, or an archive, as a part of a pattern."""

# The way to a page, from the archive: `Computer Science > Robotics`, `arxiv logo > cs > cs.RO`.
_FIELDS = (
    "Astrophysics|Condensed Matter|Computer Science|Economics"
    "|Electrical Engineering and Systems Science|General Relativity and Quantum Cosmology"
    "|High Energy Physics - (?:Experiment|Lattice|Phenomenology|Theory)|Mathematical Physics"
    "|Mathematics|Nonlinear Sciences|Nuclear (?:Experiment|Theory)|Physics"
    "|Quantitative (?:Biology|Finance)|Quantum Physics|Statistics"
)

_FURNITURE = re.compile(
    r"[\[(]?\s*(?:total of [\d,]+ entries|showing (?:up to )?[\d,]+ entries per page)\b.*"
    r"|see (?:a |today's )?.{0,20}(?:recent|new)\b.{0,20}(?:articles|changes)|no updates\b.{0,40}"
    r"|skip to (?:main )?content|cornell university(?: logo)?|donate!?"
    r"|we gratefully acknowledge support from.*|learn about arxiv becoming .*|new submissions"
    r"|arxiv(?:\.org| logo| smileybones)?|.{0,40}arxiv logo"
    rf"|(?:.{{0,12}}> )?(?:{_FIELDS}|{_ARCHIVES}|(?:arxiv )?(?:logo|home))\s*> .{{0,80}}"
    r"|.{1,60}authors/titles.*"
    r"|help(?: \| advanced search)?|advanced search|(?:open )?search(?:\.{3}| arxiv| v[\d.]+ .*)?"
    r"|go|submit|press enter to search.*"
    r"|(?:open search\s?)?open navigation menu|quick links|log ?in|help pages|\[?all fields.*"
    r"|author|title|abstract|comments|journal reference|acm classification"
    r"|msc classification|report number"
    r"|arxiv identifier|doi|orcid|arxiv author id|full text|feedback\??|search term or terms"
    r"|searching in archives? .*|(?:show|hide) abstracts?(?: (?:show|hide) abstracts?)?"
    r"|[\d,]+ results per page\..*|sort results by.*|previous|next|previous next|[\d,.…\s|-]+"
    r"|(?:fewer|more|all)(?: \| (?:more|all))*|contact arxiv\s?click here to contact arxiv.*"
    r"|(?:subscribe to arxiv mailings\s?|report an issue\s?)click here to .*"
    r"|click here to (?:contact arxiv|subscribe).{0,12}|mathjax\?\)"
    r"|(?:(?:about|help|contact|subscribe|copyright|privacy|accessibility)\b[\s·|]*)+"
    r"|privacy policy|web accessibility.*|(?:.{0,90}· )?(?:arxiv )?operational status.*"
    r"|get status notifications via.*|email(?: or slack)?|(?:or )?slack|major funding support from"
    r"|references|(?:visible|hidden) links:?|\[[\w./ -]+\.(?:gif|jpe?g|png|svg)\]"
    r"|(?:foundation, )?(?:member )?institutions, and all contributors.*"
    r"|simons foundation.*|schmidt sciences.*|for .{2,60} in arxiv|announcement date .*"
    r"|links to: arxiv.*|(?:disable|enable) mathjax.*"
    r"|send any comments regarding submissions.*|archives at https?://.*|to unsubscribe,.*"
    r"|submissions to:|for subscribe options to .*|e-mail to: \S+@arxiv\.org, subject: .*"
    r"|[-=*_%]{3,}(?:[-=*_%\s]*)"
    rf"|{CATEGORY}",
    re.IGNORECASE,
)

# What stands on the page of a paper between its end and the foot.
_BEHIND = re.compile(
    r"from:? .*\bview email\b.*|\[v\d+\]|access paper"
    r"|(?:\[v\d+\]\s*)?\S{3}, \d{1,2} \S{3} \d{4} [\d:]+ \S{3} \(.*"
    r"|[<>|\s]*(?:prev|next)(?:[<>|\s]+next)?[<>\s]*|change to browse by:?"
    r"|(?:new|recent|\d{4}-\d\d)(?:[\s|]+(?:new|recent|\d{4}-\d\d))*|references & citations"
    r"|nasa ads|google scholar|semantic scholar|inspire hep|dblp\b.{0,40}|listing|bibtex"
    r"|(?:\d+ )?blog links?|\(what is this\?\)"
    r"|(?:export )?bibtex (?:formatted )?citation(?: loading.*)?"
    r"|×|loading[._]*|data provided by:?|bookmark|.{0,20}(?:bibsonomy|reddit|mendeley) logo.{0,20}"
    r"|bibliographic and citation tools|.{1,40} toggle|.{1,60}\(what (?:is|are) .{1,60}\?\)"
    r"|code, data(?:,| and) media.{0,40}|demos|related papers|recommenders and search tools"
    r"|link to influence flower|author|venue|institution|topic|about arxivlabs"
    r"|arxivlabs: experimental projects.*|arxivlabs is a framework that allows collaborators.*"
    r"|both individuals and organizations that work with arxivlabs.*"
    r"|(?:have an idea for a project that will add value.*)?learn more about arxivlabs.*"
    r"|have an idea for a project that will add value.*",
    re.IGNORECASE,
)


def is_furniture(text: str) -> bool:
    """Whether a text is of the page, wherever it stands."""
    return _FURNITURE.fullmatch(text) is not None


def is_behind(text: str) -> bool:
    """Whether a text stands behind the end of a paper's page, where each page has the same."""
    return _BEHIND.fullmatch(text) is not None
