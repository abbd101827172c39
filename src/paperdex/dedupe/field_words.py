"""The words of venues and of authors' names that tell what kind they are of, or nothing."""

import re

PREPRINT_VENUES = frozenset(
    "arxiv biorxiv medrxiv ssrn preprint preprints corr chemrxiv psyarxiv osf techrxiv"
    " researchsquare openreview repository eprints hal".split()
)
# What lists of references print for what is not in print (yet).
UNPRINTED = re.compile(
    r"\btech(?:nical)?\.? rep(?:orts?)?\b|\b(?:working|discussion) papers?\b|\bunpublished\b"
    r"|\bsubmitted\b|\bmanuscript\b|\bin preparation\b|\bforthcoming\b",
    re.IGNORECASE,
)
# What says that a venue is a periodical. Of 42 pairs of `dblp_acm` with one title, the same
# authors and years one apart, all are a meeting's paper and the article made of it, and none
# is one work; elsewhere nearly all such pairs have pages, a volume or an abstract in common.
PERIODICALS = frozenset(
    "journal journals j trans transactions record magazine bulletin letters quarterly".split()
)
# Words of venues that tell none from another; what they are cut to is passed over too.
VENUE_WORDS = frozenset(
    "the of on in and for a an j international conference conferences proceedings proc journal"
    " annual workshop symposium transactions acm ieee meeting national congress"
    " association int intl conf symp trans natl elsevier springer wiley verlag kluwer"
    " advances to appear press publishers publishing academic morgan kaufmann addison prentice"
    " erlbaum birkhauser".split()
)
# Of these, what a venue is called by.
VENUE_KINDS = frozenset("proceedings proc conference conf journal symposium transactions".split())
# Reviews that are brought up to date stand there again years later, under the same title.
UPDATED = re.compile(r"\bcochrane (?:database|db)\b", re.IGNORECASE)
# What an organization that stands for authors is called by.
ORGANIZATIONS = frozenset(
    "group consortium collaboration collaborators committee society association investigators"
    " network trialists institute university department ministry organization organisation"
    " foundation council commission agency center centre centers centres institutes force"
    " federation board office nations bureau authority administration initiative program programme"
    " study studies trial trials institution academy alliance corporation corporate"
    " team teams lab labs laboratory laboratories research inc corp ltd llc gmbh".split()
)
# Companies whose names end so: `OpenAI`, `DeepSeek-AI`, `Meta AI`; a person's may be Ai.
COMPANY = re.compile(r"[a-z\d][\s.-]?AI$|\bAI\s")
# Words of its name that tell it from no other.
ORGANIZATION_WORDS = ORGANIZATIONS | frozenset(
    "the of for and on study studies trial trials research writing working national international"
    " european american".split()
)
# With which names begin that some sources print in one word: `Le Roux`, `LeRoux`.
PARTICLES = frozenset(
    "el le la los las de del della di da do dos du des van von der den ter mc mac st san santa"
    " abu abd bin ibn".split()
)
# Not the names of people, but ranks of theirs, and users whom programs write into a PDF.
NOBODY = frozenset(
    "et al others and jr sr dr prof phd msc bsc group team consortium collaboration anonymous anon"
    " unknown none na no author authors listed administrator admin user".split()
)
