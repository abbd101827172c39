"""Engines that rank papers for a query. They hold nothing that the store doesn't."""
