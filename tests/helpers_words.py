"""Words that made-up papers are put together from."""

SENTENCES = (
    "Ropes are older than wheels, and less is written about them.",
    "We propose a rope that remembers each knot it was tied into.",
    "In this work we ask how long a knot holds when nobody looks at it.",
    "Our experiments use hemp, flax and a cord made of old letters.",
    "However, two ends of a rope rarely agree (see the table).",
    "The method needs 3% of the length and none of the patience.",
    "It is trained on 2,000 knots, half of which were tied by children.",
    "Results on three harbours show that wet ropes forget faster.",
    "Code and cord are at https://example.org/ropes.",
    "Can a knot be undone without being understood?",
    "This paper gives a partial answer and a longer rope.",
    "Ménage knots, i.e. those with three ends, are left for later.",
    "For α-knots the bound is tight.",
    "Nobody was hanged.",
)
HEADS = ("Hemp", "RopeNet", "Knots-2", "Cord", "Bowline", "SplicEr", "Halyard", "Über-Rope")
TAILS = (
    "Remembering Every Knot",
    "A Long View of Short Ropes",
    "Learning to Let Go",
    "Where Do the Ends Meet?",
    "Holding 70% of the Weight with 3 Strands",
    "Why Wet Ropes Forget",
    "Towards Knots that Untie Themselves",
    "Knots as Programs and Programs as Knots",
    "Tying at Scale",
)
ORGANIZATIONS = ("Rope Works", "Institute of Cord and Cable", "Bowline AI")
