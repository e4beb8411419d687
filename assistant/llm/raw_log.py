"""What the model wrote, word for word, kept on this computer for whoever looks after the assistant; never shown."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOGGER = logging.getLogger("aesh.llm")
_BYTES, _FILES = 1_000_000, 3


def open_raw_log(folder: Path) -> None:
    """Write what the logger ``aesh.llm`` gets to ``modele-de-langue.log`` in ``folder``; once for each folder.

    A folder that cannot be written stops nothing: the log is then empty.
    """
    path = folder / "modele-de-langue.log"
    LOGGER.propagate = False  # nothing of it may reach the terminal
    LOGGER.setLevel(logging.INFO)
    if any(isinstance(h, RotatingFileHandler) and Path(h.baseFilename) == path.absolute() for h in LOGGER.handlers):
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True)
    except OSError:
        LOGGER.addHandler(logging.NullHandler())
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOGGER.addHandler(handler)


def close_raw_log() -> None:
    """Close the files of the log."""
    for handler in list(LOGGER.handlers):
        LOGGER.removeHandler(handler)
        handler.close()
