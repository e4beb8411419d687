"""Whether a quote supports a sentence: what both say, compared."""
