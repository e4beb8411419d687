"""People and processes: the command line and the screens."""
