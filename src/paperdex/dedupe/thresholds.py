"""The thresholds by which two entries are judged to be one paper, each with its evidence:
the labelled collections that `benchmarks/dedupe.py` reads.

Numbers are shares from 0 to 1 unless they say otherwise. Each was set by hand at a
round value between what the true pairs and the false ones show, with the mistakes of
all six collections in view. docs/dedupe.md tells how the rules do on other data, and how much
changes if a threshold is moved.
"""

# Abstracts. Two versions of one share more than half of their word pairs, a cut one
# nearly all of what is left; those of different papers share under a tenth, and those
# of a meeting's abstract and the article made of it 0.82 to 0.91. With one title, 0.2 to
# 0.37 for SAME_ABSTRACT give the same groups.
SAME_ABSTRACT = 0.3
OTHER_ABSTRACT = 0.12
CUT_ABSTRACT = 0.5
SERIAL_ABSTRACT = 0.6
NEAR_ABSTRACT = 0.9
WHOLE_ABSTRACT = 0.95
SOME_ABSTRACT = 0.4
PRINTED_ABSTRACT = 0.6
SHORTEST_ABSTRACT = 8
"""Words. Shorter ones ("No abstract available.") say nothing."""
LONG_ABSTRACT = 40
"""Different pairs of neighbouring words. Phrases that publishers put under many titles have
fewer."""

# Names. Half of the shorter list's name parts must be in the longer one, mistyped or
# cut at most: first authors differ in 1,378 of 2,224 true pairs of `dblp_acm`.
SHARED_NAMES = 0.5
ALL_NAMES = 0.9
MANY_AUTHORS = 3

# A year may be off by one between the submission and the printed volume.
YEARS_APART = 1
# Two versions of a preprint come within days where their titles still differ.
DAYS_APART = 7
# Numbers of several digits that their abstracts share then. Of 60,000 papers without ids two
# companions by the same authors came on one day; they share none.
SAME_FIGURES = 2
# Numbers that each of two abstracts has and the other has not. None of 11,000 true pairs of the
# six collections with alike abstracts has as many, of 1,500 versions of preprints 5 have.
OTHER_FIGURES = 2

# Pages on which several letters, or abstracts of a meeting, may stand.
SHARED_PAGES = 2

# Titles of fewer telling words than this repeat from year to year ("Database principles").
SHORT_TITLE = 4
# As many telling words of the shorter title must be in the longer to look at it further.
SOME_WORDS = 0.33
ALIKE_WORDS = 0.6
# Without abstracts a person is asked about titles of which the longer has at most half of its words
# for itself: with fewer in common 51 pairs of the six collections were two works and four one.
MOST_WORDS = 0.5
# A cut title must have as many words, or letters, to be taken for the beginning of another.
CUT_WORDS = 3
CUT_LETTERS = 12
# Letters of a title that is cut without a sign. Of 60,000 papers without ids and abstracts two
# of fewer letters began another work by the same authors in the same year, and none of more.
LONG_TITLE = 30
# Letters that the last word of a title lacks where it is cut inside: plurals have one or two.
LACKING_LETTERS = 3
# A number among so many words that follow a title counts no parts: `Part II` is two words.
SUBTITLE_WORDS = 4
# Words of a name in front of a title, with a colon: of 60,000 papers 22,000 have one.
NAME_WORDS = 3
# Edits in the words in which two titles differ: two a word (`Intsance` twice over), and
# a quarter of their letters, so that `two` never turns into `three`.
TYPOS_PER_WORD = 2
TYPO_SHARE = 0.25
# Words as short as this are codes, of which another letter makes another (LDL and HDL): of
# the true pairs of `dblp_acm` 3 are lost by it, of `synth_20k` one.
CODE_LETTERS = 4
# With capitals they are names in words a little longer: STEMI and NSTEMI, SEIR and SEIQR.
CAPITAL_LETTERS = 5
# Titles as short as this may share no whole word and still be one, mistyped.
MISTYPED_LETTERS = 30
