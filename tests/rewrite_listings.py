"""Rewrite the expected records beside the made-up listings: ``python tests/rewrite_listings.py``.

Run it after adding a listing to ``tests/listings``, or after a change that is
meant to read one differently. It writes NAME.json for every other file NAME.* from
what the code now reads, so it proves nothing by itself: the
review is ``git diff tests/listings``, where every changed line must be one
that the listing calls for.
"""

from helpers_listing import expected_text, listing_files


def rewrite() -> list[str]:
    """Write every expected file that says something else; gives their names."""
    rewritten = []
    for path in listing_files():
        expected = path.with_suffix(".json")
        text = expected_text(path)
        if not expected.exists() or expected.read_text(encoding="utf-8") != text:
            expected.write_text(text, encoding="utf-8", newline="\n")
            rewritten.append(expected.name)
    return rewritten


if __name__ == "__main__":
    print("\n".join(rewrite()) or "every expected file says what the code reads")
