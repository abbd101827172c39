"""The first journey: files that came, changed or went -> the papers of a store, and its index."""
