"""Regulatory references: their one value, the parser that finds them, the checker that says what each is worth."""
