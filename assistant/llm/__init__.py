"""The optional language model: it writes, the verifier decides. Importing this package loads no model and no vendor."""
