"""Passages to an index, and questions to ranked hits."""
