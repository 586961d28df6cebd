"""A document becomes typed items."""
