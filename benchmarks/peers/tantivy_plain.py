"""tantivy by hand as it comes: one text, its default tokenizer and its query parser."""

import time

import tantivy

from peers import TOP, Asked, read_papers, text_of

# As much as paperdex takes for a large build.
HEAP = 256_000_000


def build(papers: str, folder: str) -> dict[str, float]:
    start = time.perf_counter()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text")
    index = tantivy.Index(builder.build(), folder)
    writer = index.writer(HEAP)
    for number, record in enumerate(read_papers(papers)):
        writer.add_document(tantivy.Document(id=str(number), text=text_of(record)))
    writer.commit()
    writer.wait_merging_threads()
    return {"seconds": time.perf_counter() - start}


def open_index(folder: str) -> Asked:
    index = tantivy.Index.open(folder)
    searcher = index.searcher()

    def ask(text: str) -> list[str]:
        query, _ = index.parse_query_lenient(text, ["text"])
        found = searcher.search(query, TOP).hits
        return [searcher.doc(place)["id"][0] for _, place in found]

    return Asked(ask)
