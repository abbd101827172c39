"""The words of titles by which works are told apart, or that tell nothing."""

import re

# What `&` stands for, which sources print for every one of a title.
AND_WORDS = frozenset("and und et".split())
# What sources spell out of a sign, or leave out with it: `20%`, `-80 °C`.
SIGN_WORDS = frozenset("percent per cent degree degrees".split())
# What one source prints in full and another not.
ABBREVIATED = {"versus": "vs"}
SMALL_WORDS = frozenset(
    "a an the of in on for and to with by from at as is are via using its their or be"
    " und der die das des la le les el de du et en".split()
)

# Titles hardly ever end with these but where they are cut.
OPEN_WORDS = frozenset(
    "the an of and or for with from to into by its their via using among during between against"
    " under toward towards".split()
)

# What parts works of one name. It removed nearly all false merges of parts, editions,
# errata and comments, and cost no true pair but misprinted numbers.
SPELLINGS = {
    "erratum": "erratum errata erratas corrigendum corrigenda correction corrections corrige"
    " berichtigung korrektur rectificatif rettifica correccion correcao"
    " исправление поправка".split(),
    "retraction": "retraction retracted withdrawn".split(),
    "comment": "comment comments commentary discussion closure"
    " kommentar commentaire comentario leserbrief".split(),
    "reply": "reply replies response responses rejoinder"
    " antwort erwiderung reponse respuesta resposta risposta ответ".split(),
    "addendum": "addendum addenda".split(),
    "revisited": "revisited reconsidered".split(),
}
MARKS = {word: mark for mark, words in SPELLINGS.items() for word in words}
# Those that mean it wherever a title begins or ends; the others must stand by themselves
# (`Reply to ...`, `...: a reply`), because immune responses end titles as well.
SURE_MARKS = frozenset(
    "erratum errata erratas corrigendum corrigenda correction retraction retracted rejoinder"
    " addendum revisited reconsidered berichtigung rectificatif leserbrief erwiderung".split()
)
# What stands beside a work under its name and is another: where a title begins or goes on so.
# A hyphen inside a word parts nothing, if the word may be one: `multi-protocol`.
_PARTED = r"(?:[:\u2013\u2014(\[,.;?]|\s-|-\s)\s*"
# `(with appendix)` is the work.
_ADDED = r"(?:an?\s|the\s)?(?:(?!with\s)\w+\s)?"
_BEHIND = rf"{_PARTED}{_ADDED}"
_AFTER = rf"[-:\u2013\u2014(\[,.;?]\s*{_ADDED}"
_ARTIFACT = (
    r"(?:art[ei]facts?(?: (?:evaluation|description|appendix))?"
    r"|(?:replication|reproducibility) package)"
)
BESIDE = {
    "protocol": r"^(?:\w+\s)?protocols?(?:\s(?:for|of)\b|:)"
    rf"|{_BEHIND}protocols?\W*(?:$|(?:for|of)\b)",
    "supplement": r"^(?:\w+\s)?(?:data|dataset|code) (?:for|from)\b"
    rf"|^{_ARTIFACT}(?: for\b|:)"
    r"|^supplement(?:ary|al)?\b[^:]{0,20}\s(?:to|for|of|from)\b"
    rf"|{_BEHIND}(?:supplement(?:ary|al)?\b|appendix\W*$|appendices\W*$)"
    rf"|{_PARTED}(?:data ?set|(?:source )?code|source data|(?:computer )?software|slides"
    rf"|supporting information|{_ARTIFACT})\W*$",
    "design": rf"^(?:the )?(?:rationale and design|design and rationale)\b"
    rf"|{_AFTER}(?:rationale and design|design and rationale)\b"
    rf"|{_AFTER}analysis plan\W*$",
    "summary": rf"{_AFTER}(?:executive|technical|lay|language) summary\W*$"
    rf"|{_PARTED}(?:an? )?summary for (?:clinicians|patients|policy\W?makers)\W*$"
    rf"|{_PARTED}pocket (?:guide|version|edition)\W*$",
    "erratum": r"\(vol\.? \d+,"  # as the Web of Science prints them
    r"|\bcorrected and republished\b",
    "manual": rf"{_AFTER}(?:solutions? manual|instructor\W?s manual|study guide|workbook)\W*$",
    "reply": rf"{_AFTER}(?:reply|rejoinder|response) to (?:the )?(?:reviewers?|editors?)\b"
    rf"|{_AFTER}(?:reply|rejoinder) to\b|{_AFTER}reponse des auteurs\b"
    rf"|{_PARTED}(?:an? |the )?authors?\W+(?:s\W+)?reply\W*$"
    rf"|{_AFTER}(?:reply|rejoinder|response) (?:from|by|of) (?:the )?authors?\W*$"
    rf"|{_AFTER}in reply\W*$|^matters arising\b",
    "retraction": r"^(?:withdrawal(?: notice)?|removal)(?:[:.\u2013\u2014]|\s-)|^removal notice\b",
    "concern": r"\bexpressions? of concern\b|^notice of violation\b",
    "edition": r"\b(?:revised|updated|new|enlarged|expanded|abridged|international|global|student)"
    r" edition\b",
}
OTHER_WORKS = SPELLINGS.keys() | BESIDE.keys()
"""Marks that tell of another kind of work, not of a part."""
# Words of these.
BESIDE_WORDS = frozenset(
    "protocol protocols data dataset code supplement supplementary supplemental appendix"
    " appendices rationale plan summary reply rejoinder vol manual guide concern slides software"
    " workbook supporting information raw edition republished press release response reponse"
    " artifact artifacts artefact artefacts package arising"
    " pocket withdrawal removal notice cover front back inside webinar podcast".split()
)
# Words after which one letter counts: Part A, Phase I.
COUNTED = frozenset(
    "part parts pt volume vol chapter phase section appendix book series paper teil partie parte"
    " band tome tomo".split()
)
_ROMAN = (
    "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
    " xxi xxii xxiii xxiv xxv xxvi xxvii xxviii xxix xxx"
)
ROMAN = {numeral: str(number) for number, numeral in enumerate(_ROMAN.split(), 1)}
# `the XIXth century`; shorter ones may be words (`the ith row`).
ROMAN |= {f"{numeral}th": number for numeral, number in ROMAN.items() if int(number) > 10}
_NUMERALS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty",
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
)
_FOREIGN = {"deuxieme": "2", "zweiter": "2", "segunda": "2", "troisieme": "3", "dritter": "3"}
NUMERALS = {"first": "1", **_FOREIGN} | {
    word: str(number) for words in _NUMERALS for number, word in enumerate(words.split(), 2)
}
TENS = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2
    )
}

# What stands before a colon and is no name: it makes another work of it.
NO_NAMES = MARKS.keys() | frozenset(
    "abstract announcement demo demonstration editorial interview introduction issue keynote"
    " re letter letters note notes panel poster preface protocol review talk tutorial"
    " workshop".split()
)
# What all words of a name are where it says what kind of work stands beside another: a name
# like `Data-Juicer` has others too.
KINDS_OF_WORK = frozenset(
    "abstract appendix assessment author authors back closure club code concern corr"
    " correspondence cover data dataset descriptor dissertation duplicate editor editors elife"
    " evaluation expression feature figure follow followup front frontispiece frontispiz"
    " graphical highlight highlights image innentitelbild inner inside insights journal"
    " language lay letter media news notice obituary online opinion perspective picture plain"
    " podcast preregistration presentation preview publication regarding registered"
    " registration removed replication report reproducibility research rucktitelbild s slides"
    " software spotlight study summary supplement supplemental supplementary table technical"
    " thesis titelbild trial up update video viewpoint webinar of".split()
)
# What a title goes on with where it may be of another stage or form of the work: without an
# abstract that can't be told from a subtitle that was left out.
STAGE = (
    r"\b(?:pilot|feasibility|preliminary|interim|extension|follow ?up|long term|lessons|subgroup"
    r"|secondary analysis|post hoc|replication|cost effectiveness|economic evaluation|substudy"
    r"|baseline (?:characteristics|data|findings|results)|process evaluation|qualitative study"
    r"|final results|further|an update|sequel"
    r"|(?:arabic|brazilian|chinese|danish|dutch|english|french|german|greek|hebrew|hindi|italian"
    r"|japanese|korean|persian|polish|portuguese|russian|spanish|swedish|thai|turkish) version"
    r"|(?:study|trial) design|design and methods"
    r"|methods and design"
    r"|(?:\d+|one|two|three|five|ten) (?:week|month|year)s?)\b"
    r"|^(?:again|continued|introduction)$"
    r"|^(?:an? )?(?:\w+ )?(?:demo|demonstration|tutorial|poster|talk|editorial)$"
)

# What a title says that comes every year.
YEARLY = re.compile(
    r"\b(?:annual|biennial|biannual|yearly|year end) (?:\w+ )?(?:report|review|update|survey"
    r"|overview|summary|meeting|conference|address|index)\b|\b(?:year|decade) in review\b"
    r"|\b(?:this|past) year\b"
)

# Beginnings that turn a word into its opposite, or another, by few letters: in place of each
# other, or put before it.
OPPOSITES = tuple(
    pair.partition(" ")[::2]
    for pair in (
        "hyper hypo,inter intra,pre post,micro macro,endo exo,over under,in ex,in de,un,non,uni bi"
        ",mono poly,anti pro,fe,a,in,im,ir,dis,ma pa,ab ad,af ef,a de,an,en de,im ex,e im,in re"
        ",intro extro,pre peri,il,mis,es,para,bi,co,de,re,up,mis dis,meth eth,north south"
        ",explor exploit,major minor,maxim minim,stimul simul"
    ).split(",")
)
# Endings that make another of a word: a substance, an operation, an illness. Enzymes and their
# sugars have a letter more, since `disease` and `phase` end like them.
ENDINGS = tuple(
    ending.split()
    for ending in (
        "ate ite ide ine",
        "ane ene yne",
        "ectomy otomy ostomy oplasty",
        "phagia phasia plasia",
        "one olone",
        "crase crose",
        "lase lose",
        "tase tose",
        "trophy trophic",
    )
)
# Endings that substances of one class share, and no others: what stands before them is a name (the
# stems of the World Health Organization).
STEMS = tuple(
    "sartan dipine olol pril statin azole mycin micin cillin mab nib vir gliptin gliflozin glutide"
    " natide triptan floxacin caine azepam azolam profen oxetine setron parin platin rubicin taxel"
    " limus asone isone idone xaban oxacin tidine terol tropium barbital curium cycline fibrate"
    " azine vudine mantadine blastine oxime".split()
)
# So do fields of study.
FIELDS = ("ology", "ological", "iatric")
# Words that few letters turn into each other, in alphabetical order. Only what would pass for a
# typo is listed, without the `s` of plurals.
NEIGHBOURS = tuple(
    frozenset(pair.split())
    for pair in (
        "abductive deductive,abductive inductive,absorption desorption,absorption resorption"
        ",accessing assessing,activation motivation,adaption adoption,adaptive additive"
        ",addiction addition,adherence coherence,adhesion cohesion,admission emission"
        ",adsorption desorption,aerial serial,algerian nigerian,american mexican"
        ",annotation innovation,application replication,arkansas kansas,arterial atrial"
        ",arteritis arthritis,arthritis arthrosis,assistance resistance,assyrian austrian"
        ",assyrian syrian,attention intention,augmentation segmentation,australia austria"
        ",australian austrian,axillary maxillary,axillary papillary,bam barn,basal nasal"
        ",berkelium beryllium,bovine ovine,brachial branchial,brachial bronchial"
        ",branchial bronchial,bronchiolitis bronchitis,bulgarian hungarian,bum burn"
        ",caledonian macedonian,capillary papillary,capillary pupillary,carotid parotid"
        ",casual causal,centralized generalized,cerium cesium,cerium curium"
        ",certification rectification,cervical cortical,cervical vertical,clam dam,clamp damp"
        ",clamped damped,clamping damping,clan dan,clare dare,clark dark,clash dash,clashes dashes"
        ",claw daw,clay day,clean dean,clear dear,cleft deft,click dick,cliff diff,clime dime"
        ",cling ding,clinical critical,clip dip,clock dock,clog dog,clone done,close dose"
        ",closing dosing,clot dot,clove dove,clown down,cloze doze,clue due,clump dump"
        ",cluster duster,clutch dutch,collection correction,com corn,comer corner"
        ",comparative cooperative,competition composition,compilation computation,concept context"
        ",conceptual contextual,conservation conversation,cortical vertical,creative reactive"
        ",cytology ontology,deception detection,decision revision,deduction reduction"
        ",deficient efficient,deflection detection,deflection reflection,dental mental"
        ",depression expression,depression regression,depression repression,dermatitis keratitis"
        ",detection detention,detection retention,detection selection,diffusion effusion"
        ",diffusion infusion,distance instance,donkey monkey,drilling milling,economic ergonomic"
        ",effusion infusion,effusion perfusion,emigration migration,emotion motion"
        ",employee employer,erbium terbium,evaluation valuation,evolution revolution"
        ",expansion extension,explaining exploiting,explanation exploration,explanatory exploratory"
        ",expression repression,facial fascial,fatal fetal,fem fern,filtration titration"
        ",focalization localization,folding molding,formal normal,formalization normalization"
        ",formative normative,friction function,fuzhou suzhou,gallium thallium,gambia zambia"
        ",gambian namibian,gambian zambian,gamer garner,goose moose,granada grenada"
        ",graphane graphite,graphene graphite,graphite graphyne,guangzhou hangzhou,guiana guyana"
        ",hainan hunan,hangzhou lanzhou,hangzhou zhengzhou,healing hearing,healing heating"
        ",healing sealing,hearing heating,hebei hubei,height weight,hematoma hepatoma,henan hunan"
        ",hepatitis keratitis,hom horn,homography tomography,horse house,house mouse"
        ",humeral humoral,iberia liberia,iberia siberia,iberian liberian,iberian siberian"
        ",iceland ireland,ileum ilium,imputation reputation,inclusion occlusion,india indiana"
        ",induction infection,induction injection,infection injection,inference influence"
        ",injection insertion,inner inter,insertion inversion,insulin inulin"
        ",integration interaction,integrative interactive,interment internment,japanese javanese"
        ",keratitis keratosis,laryngitis pharyngitis,liberia siberia,liberian nigerian"
        ",liberian siberian,local vocal,locality modality,localization vocalization"
        ",malawian malaysian,maori mari,marine murine,maturation saturation,metacarpal metatarsal"
        ",migration vibration,miosis mitosis,mitigation motivation,mobility modality,modem modern"
        ",moderation modulation,moose mouse,morality mortality,mother other,murine urine"
        ",mutation rotation,myelopathy myopathy,namibian zambian,national rational"
        ",nephritis neuritis,nephropathy neuropathy,niger nigeria,nigerian nigerien"
        ",northeast northwest,northeastern northwestern,objective subjective,oncology ontology"
        ",papillary pupillary,parent patient,parisian persian,perception reception"
        ",perinatal perineal,perineal peritoneal,perineal peroneal,persian peruvian"
        ",perspective prospective,phase phrase,photon proton,polar solar,prediction production"
        ",preference reference,preparation separation,presentation preservation"
        ",production projection,production protection,progression regression,projection protection"
        ",prussian russian,qualitative quantitative,racial radial,radial radical,rational regional"
        ",rational relational,reaction relation,readability reliability,reflection refraction"
        ",reflective refractive,regulation reputation,relation rotation,resolution revolution"
        ",rhenium ruthenium,romani romanian,rooting routing,sensor tensor,sentence sequence"
        ",serbian sorbian,shaanxi shanxi,siberian silesian,silicene silicon,slovakia slovenia"
        ",slovakian slovenian,southeast southwest,southeastern southwestern,stem stern"
        ",sudanese sundanese,surgical survival,syntactic synthetic,syriac syrian,tanzania tasmania"
        ",tanzanian tasmanian,teaching tracking,tem tern,temporal temporary,terbium ytterbium"
        ",thallium thulium,thrombolysis thrombosis,tom torn,topology typology,tracking training"
        ",transaction translation,transformation transportation,translation translocation,tum turn"
        ",ureter urethra,ureteral urethral,valvular vascular,word world,ytterbium yttrium"
    ).split(",")
)

# Titles that many works bear: they need more than the title.
SERIAL = re.compile(
    r"(?:guest)?editorials?(?:introductions?|notes?|comments?|preface|overview|statement|policy)?"
    r"|introduction(?:to(?:the|this)(?:special)?(?:issue|section))?|preface|foreword"
    r"|(?:the|this)?special(?:issue|section)(?:introduction|editorial|preface)?"
    r"|bookreviews?|reviews?|erratum|errata|corrigendum|corrections?|comments?"
    r"|(?:invited|expert|editorial|guest)?commentary|correspondence|discussion|conclusions?"
    r"|(?:theauthors?|inauthors?|in|authors?)?(?:reply|response)|abstracts?"
    r"|letters?(?:totheeditors?)?|obituary|announcements?|callsforpapers(?:(?:and)?announcements)?"
    r"|callforpapers|calendar|inthisissue|fromtheeditors?"
    r"|[a-z]*editors?(?:comments?|notes?|remarks|message)"
    r"|[a-z]{0,12}editors?(?:introduction|foreword|preface)"
    r"|[a-z]{0,20}(?:message|column|news|newsletter)|interview|minutes|index|contributors"
    r"|tableofcontents|frontmatter|titlepage|panel|keynote(?:address)?|summary|untitled"
    r"|technicalreport"
    r"|(?:author|subject|keyword)index|(?:inside)?(?:front|back)?cover(?:picture)?|backmatter"
    r"|issueinformation|masthead|editorialboard|copyright(?:notice)?|welcome|obituaries"
    r"|(?:(?:organizing|program|technical|steering)?committees?|(?:technical)?program)"
    r"|booksreceived|newproducts|publishersnote|(?:research)?highlights|journalclub"
    r"|(?:meeting|conference|annual|case)reports?|(?:poster|plenary|oral)(?:session|presentation)s?"
    r"|letters|newsandviews|inbrief|acknowledge?ments?(?:(?:to|of)reviewers)?|(?:listof)?reviewers"
    r"|(?:noteson|listof)contributors|abouttheauthors?|references|bibliography|glossary|contents"
    r"|presidentialaddress|inmemoriam|questionsandanswers|graphicalabstract|editorschoice"
    r"|prologue|epilogue|afterword|appendix|(?:a|welcome)?messagefromthe[a-z]{1,11}"
    r"|correctionsandclarifications|reviewers?acknowledge?ments?"
    r"|literaturereviews?|methods|(?:research)?methodology|background|overview|results|relatedwork"
    r"|concludingremarks|conclusionsand[a-z]{6,9}|summaryandconclusions?|executivesummary"
    r"|theoretical(?:framework|background)|dataanalysis|(?:final)?remarks|casestud(?:y|ies)"
    r"|listof(?:abbreviations|authors|contents|figures|participants|referees|symbols|tables)"
    r"|abbreviations|copyrightpage|dedication|paneldiscussion|sponsors|abouttheeditors?"
    r"|chapter(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"|vorwort|nachwort|nachruf|titelei|inhalt(?:sverzeichnis)?|einleitung|einfuhrung"
    r"|buchbesprechung(?:en)?|rezension(?:en)?|avantpropos|compte?srendus?|editoriale?|editoriaux"
    r"|prefazione|prefacio|introduccion|introduzione|presentacion|resenas?|recension[ei]"
)
LONGEST_SERIAL = 32
"""Letters of the longest of them, but for those that have `editor` in them."""
# What stands for a title in the files of papers, or above it in print.
NO_TITLES = frozenset(
    (
        "main|paper|paper title|title|manuscript title|title of paper|article|"
        "manuscript|document|main pdf|paper pdf|manuscript pdf|article pdf|paper doc|"
        "paper docx|paper dvi|main dvi|proceedings template word|powerpoint presentation|"
        "full text|open access|full paper|not available|no title|no title available|"
        "title not available|original article|original articles|original research|"
        "original paper|original contribution|research article|research articles|"
        "research paper|research papers|regular paper|regular papers|review article|"
        "review articles|short paper|short papers|short communication|"
        "brief communication|short report|brief report|rapid communication|"
        "technical note|technical notes|conference paper|conference papers|"
        "journal pre proof|accepted manuscript|author manuscript|authors personal copy|"
        "poster abstracts|poster presentations|oral abstracts|oral presentations|"
        "supplementary information|supplementary material|supplementary materials|"
        "supplementary data|supplemental material|supporting information|data|dataset|"
        "data set|papers|articles|presentation|draft|final|final draft|final version|"
        "camera ready|camera ready version|submission|template|noname manuscript"
    )
    .replace(" ", "")
    .split("|")
)
NO_TITLE = re.compile(
    r"microsoft(?:word|powerpoint)[a-z0-9]*|(?:slide|layout|document|presentation|untitled)\d+"
)
