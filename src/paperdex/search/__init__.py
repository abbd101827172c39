"""The second journey: a query -> papers, where they match, and what goes with them."""
