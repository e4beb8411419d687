"""A question and its history to a cited answer."""
