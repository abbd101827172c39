"""Lists of words: those that say nothing of what a paper is about, in any text or in a request
for papers; plurals that no rule tells; and what is spelled in two ways.
"""

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
    etc ie eg vs versus
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

_PLURALS = """
    analyses/analysis hypotheses/hypothesis syntheses/synthesis diagnoses/diagnosis
    prognoses/prognosis metastases/metastasis prostheses/prosthesis emphases/emphasis
    parentheses/parenthesis theses/thesis crises/crisis psychoses/psychosis neuroses/neurosis
    bacteria/bacterium criteria/criterion phenomena/phenomenon spectra/spectrum
    maxima/maximum minima/minimum optima/optimum extrema/extremum data/datum
    curricula/curriculum equilibria/equilibrium automata/automaton polyhedra/polyhedron
    ganglia/ganglion mitochondria/mitochondrion strata/stratum symposia/symposium
    millennia/millennium quanta/quantum sera/serum errata/erratum addenda/addendum
    stimuli/stimulus nuclei/nucleus foci/focus loci/locus fungi/fungus radii/radius
    moduli/modulus hippocampi/hippocampus thalami/thalamus bronchi/bronchus bacilli/bacillus
    syllabi/syllabus alumni/alumnus cacti/cactus
    indices/index matrices/matrix vertices/vertex appendices/appendix cortices/cortex
    vortices/vortex helices/helix simplices/simplex codices/codex
    corpora/corpus genera/genus schemata/schema stigmata/stigma
    children/child women/woman men/man mice/mouse feet/foot teeth/tooth geese/goose lice/louse
    oxen/ox lives/life knives/knife wives/wife wolves/wolf calves/calf halves/half
    shelves/shelf gases/gas buses/bus
"""

SINGULARS = dict(pair.split("/") for pair in _PLURALS.split())
"""Plurals that no rule tells -> their singular. Without those that are other words as well: leaves,
axes, bases, media."""

# Endings by what stands before: each is British and American in turn.
_ENDINGS = (
    ("is iz", "e es ed er ers ing able ability ation ations ational ationally"),
    ("ys yz", "e es ed er ers ing"),
    ("our or", ". s ed ing al ally able ably ful fully hood hoods ite ites"),
    ("tre ter", ". s"),
    ("bre ber", ". s"),
    ("tr ter", "ed ing"),
    ("ogue og", ". s"),
    ("ence ense", ". s"),
    ("ell el", "ed ing er ers"),
    ("uss us", "ed ing es"),
)


def _spell_endings() -> dict[str, str]:
    pairs = dict[str, str]()
    for stems, endings in _ENDINGS:
        here, there = stems.split()
        for ending in endings.replace(".", "").split(" "):
            pairs[here + ending], pairs[there + ending] = there + ending, here + ending
    return pairs


OTHER_ENDINGS = _spell_endings()
"""Each ending that differs between British and American spelling -> the other."""

_ROOTS = """
    haem/hem aemi/emi paed/ped oesoph/esoph oestr/estr foet/fet oedem/edem aetio/etio
    gynaec/gynec anaesth/anesth rrhoe/rrhe pnoe/pne coelia/celia faec/fec caec/cec caesa/cesa
    caesi/cesi archaeo/archeo palaeo/paleo homoeo/homeo amoeb/ameb mediaev/mediev
    leucocyt/leukocyt sulph/sulf aluminium/aluminum aeroplan/airplan mould/mold plough/plow
    sceptic/skeptic artefact/artifact programme/program grey/gray practis/practic
    dgement/dgment manoeuvre/maneuver manoeuvri/maneuveri lful/llful
"""
ROOTS = tuple(
    pair[::step] for pair in (tuple(both.split("/")) for both in _ROOTS.split()) for step in (1, -1)
)
"""What differs within words, in both directions: how it is spelled, and how else."""
