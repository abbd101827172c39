"""SQLite FTS5: title and abstract, its Porter stemmer, ranked by its bm25."""

import re
import sqlite3
import time
from pathlib import Path

from peers import TOP, Asked, read_papers

_WORD = re.compile(r"\w+")


def build(papers: str, folder: str) -> dict[str, float]:
    start = time.perf_counter()
    base = sqlite3.connect(Path(folder, "papers.db"))
    base.execute("CREATE VIRTUAL TABLE papers USING fts5(title, abstract, tokenize='porter')")
    rows = ((record["title"], record.get("abstract")) for record in read_papers(papers))
    base.executemany("INSERT INTO papers (title, abstract) VALUES (?, ?)", rows)
    base.commit()
    base.close()
    return {"seconds": time.perf_counter() - start}


def open_index(folder: str) -> Asked:
    base = sqlite3.connect(Path(folder, "papers.db"))

    def ask(text: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in _WORD.findall(text))
        found = base.execute(
            "SELECT rowid - 1 FROM papers WHERE papers MATCH ? ORDER BY rank LIMIT ?", (words, TOP)
        )
        return [str(row[0]) for row in found]

    return Asked(ask)
