"""The tables of a library, in the SQL of SQLite 3.34 and later."""

from paperdex.query.filters import FACTS

SCHEMA_VERSION = 8

DAY_ORDER = "first_day DESC, last_day - first_day DESC, substr(name, 1, 3)"
"""The order of papers by day, newest first, as far as an index has it. So few papers are left to
be put in order by whole names that an index with them, half as large again, gains nothing."""
DIGEST_START = "substr(digest, 1, 4)"
"""The part of a digest that an index has: of three million kinds, three in a thousand share it with
another. An index of whole digests would be twice as large."""


def start_digest(digest: bytes) -> bytes:
    """The part of a digest, or of the beginning of one, that :data:`DIGEST_START` is."""
    return digest[:4]


# Up to this version nothing is kept of what files said: all of them must be there still.
LAST_READ_ANEW = 5

_DROPS = "".join(
    f"DROP TABLE IF EXISTS {table};"
    for table in ("alias", "block_key", "pair", "decided", "entry", "paper", "record", "unjudged",
                  "kind", "phrases", "unplaced", "meta")
)  # fmt: skip


def drop_content(version: int) -> str:
    """The SQL that drops all that a library of so old a version knows, except for its sources and
    what a person gave with their files."""
    return _DROPS + ("ALTER TABLE file ADD COLUMN forced TEXT;" if version == 1 else "")


# All files are read again, and no index goes with another generation.
AFTER_UPGRADE = (
    "UPDATE meta SET reading = 0;"
    "UPDATE meta SET generation = 'upgraded' WHERE generation != '';"  # '': there are no papers
)

# To be raised when readers read something else, or more, than before: the files of a
# library are then read again.
READING_VERSION = 9

# Harmless where the tables are there already: two processes may both be the first.
SCHEMA = f"""
CREATE TABLE IF NOT EXISTS source (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,      -- as in the records
    path BLOB NOT NULL,             -- relative to the library where it lies below it
    listed INTEGER NOT NULL,        -- 1: in paperdex.toml; 0: added by a command
    gone INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS file (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
    name TEXT NOT NULL,             -- relative to the source
    size INTEGER NOT NULL,
    mtime INTEGER NOT NULL,         -- nanoseconds
    digest BLOB NOT NULL,
    visited TEXT,                   -- the date a person gave for the page
    forced TEXT,                    -- the form a person said it has
    form TEXT,                      -- null: not a listing, for the reason in note
    note TEXT,
    UNIQUE (source, name)
);
CREATE TABLE IF NOT EXISTS paper (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,      -- the id in records
    base TEXT,                      -- the id it would have if no other had the same; null: name
    reason TEXT NOT NULL,           -- why its entries are one paper
    start TEXT NOT NULL,            -- how its title begins, see titles.py
    {", ".join(f"{fact} INTEGER" for fact in FACTS)}
);
CREATE INDEX IF NOT EXISTS paper_by_base ON paper (base) WHERE base IS NOT NULL;
CREATE INDEX IF NOT EXISTS paper_by_day ON paper ({DAY_ORDER});
CREATE INDEX IF NOT EXISTS paper_by_title ON paper (start);
CREATE TABLE IF NOT EXISTS titles (               -- of papers, see titles.py
    row INTEGER PRIMARY KEY,
    packed BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS kind (                 -- entries alike in all that judging looks at
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL,           -- unique; of what decisions know an entry by, and of the rest
    telling BLOB NOT NULL,          -- what tells it from others of its title, as 16-bit numbers
    alone INTEGER NOT NULL DEFAULT 0     -- 1: a decision is about this one of several alike
);
CREATE INDEX IF NOT EXISTS kind_by_digest ON kind ({DIGEST_START});
CREATE TABLE IF NOT EXISTS unjudged (             -- kinds that are new; passes with judging
    kind INTEGER PRIMARY KEY REFERENCES kind ON DELETE CASCADE,
    keys BLOB NOT NULL              -- its keys, as 32-bit numbers
);
CREATE TABLE IF NOT EXISTS entry (
    id INTEGER PRIMARY KEY,
    file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
    first_line INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    line INTEGER NOT NULL,
    kind INTEGER NOT NULL REFERENCES kind,
    organization TEXT,              -- what papers are counted by, as in the record
    venue TEXT,
    paper INTEGER REFERENCES paper ON DELETE SET NULL
);
CREATE TABLE IF NOT EXISTS record (               -- apart from what changes with every grouping
    entry INTEGER PRIMARY KEY REFERENCES entry ON DELETE CASCADE,
    packed BLOB NOT NULL            -- the paper as read from it alone, see records.py
);
CREATE TABLE IF NOT EXISTS phrases (              -- what records refer to, see records.py
    text BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS entry_by_paper ON entry (paper);
CREATE INDEX IF NOT EXISTS entry_by_file ON entry (file);
CREATE INDEX IF NOT EXISTS entry_by_kind ON entry (kind);
CREATE TABLE IF NOT EXISTS block_key (            -- kinds that share a key may be one paper
    upper INTEGER PRIMARY KEY,      -- the upper 16 bits of keys
    placed BLOB NOT NULL            -- the lower ones, and kinds that were judged, see block_keys.py
);
CREATE TABLE IF NOT EXISTS pair (                 -- two kinds that are the same paper, or may be
    one INTEGER NOT NULL REFERENCES kind ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES kind ON DELETE CASCADE,
    answer TEXT NOT NULL,           -- same or doubtful
    rank INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (one, other)        -- the smaller number first
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pair_by_other ON pair (other);
CREATE TABLE IF NOT EXISTS decided (              -- what a person decided, as of decisions.jsonl
    one INTEGER NOT NULL REFERENCES kind ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES kind ON DELETE CASCADE,
    answer TEXT NOT NULL,           -- same or different
    PRIMARY KEY (one, other)        -- the smaller number first
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS decided_by_other ON decided (other);
CREATE TABLE IF NOT EXISTS alias (                -- other ids a paper had or has
    name TEXT NOT NULL,
    paper INTEGER NOT NULL REFERENCES paper ON DELETE CASCADE,
    PRIMARY KEY (name, paper)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS alias_by_paper ON alias (paper);
CREATE TABLE IF NOT EXISTS unplaced (             -- lines of a file that belong to no entry
    file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
    first_line INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    reason TEXT,                    -- null: furniture of the page; else rejected
    raw TEXT
);
CREATE INDEX IF NOT EXISTS unplaced_by_file ON unplaced (file);
CREATE TABLE IF NOT EXISTS meta (
    generation TEXT NOT NULL,
    config_stamp TEXT NOT NULL,     -- of the paperdex.toml whose sources are known
    reading INTEGER NOT NULL,       -- READING_VERSION of the program that read the files
    decisions_stamp TEXT NOT NULL DEFAULT ''     -- of the applied decisions.jsonl, and its sum
);
INSERT INTO meta SELECT '', '', {READING_VERSION}, '' WHERE NOT EXISTS (SELECT 1 FROM meta);
PRAGMA user_version = {SCHEMA_VERSION};
"""
