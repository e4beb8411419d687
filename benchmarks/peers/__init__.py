"""The same passages and questions through other tools; see README.md."""
