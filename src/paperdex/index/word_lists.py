"""Words that say nothing of what a paper is about: in any text, or in a request for papers."""

STOP_WORDS = frozenset(
    """
    a an the i me my mine myself we us our ours ourselves you your yours yourself yourselves
    he him his himself she her hers herself it its itself they them their theirs themselves
    this that these those who whom whose which what whatever whichever whoever
    where when why how whether
    am is are was were be been being have has had having do does did doing done
    will would shall should can could may might must ought cannot
    and or nor but if then else than because as until while
    of at by for with about against between into through during before after above below
    to from up down in out on off over under within without upon among amongst along across
    toward towards via per onto
    again further once here there all any both each few more most other others another some
    such no not only own same so too very just also however therefore thus hence though
    although yet even ever never still already often sometimes usually always
    many much several either neither every less least now since unless whereas whereby
    wherein therein thereby therefore otherwise instead rather quite almost nearly perhaps
    maybe anything something nothing everything anyone someone everyone
    s t ll re ve don doesn didn isn aren wasn weren won wouldn couldn shouldn hasn haven hadn
    etc ie eg
    """.split()
)
"""English function words, and what is left of contractions when a text is cut at apostrophes."""

REQUEST_WORDS = frozenset(
    """
    paper papers article articles study studies research researches researcher researchers
    work works find finding give given describe described describes
    discuss discussed discusses discussing discussion tell show provide provides provided
    explore explores explored exploring investigate investigates investigated investigating
    examine examines examined examining address addresses addressed addressing
    focus focuses focused focusing mention mentions mentioned
    introduce introduces introduced present presented presents propose proposed proposes
    interested looking look seek seeking want need needed know like please
    suggest suggested recommend recommendation aware available exist exists existing
    relevant related concerning regarding dealing deals try tries tried
    use used uses using utilize possible possibility possibilities various different
    resource resources list
    """.split()
)
"""Words by which papers are asked for: "are there any papers that propose to use ..."."""
