"""Files to documents to passages. Knows nothing of search, models or screens."""
