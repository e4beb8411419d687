"""One module per file format; each turns a path into a RawDocument."""
