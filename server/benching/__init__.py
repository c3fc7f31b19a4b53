"""Measures what the house costs: over real HTTP, on its real database."""
