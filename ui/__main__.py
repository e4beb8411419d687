"""Entry point of ``aesh`` and of ``python -m ui``."""

import sys

from ui import offline  # isort: skip  # must come before every other import: libraries read these settings when imported


def main() -> None:
    """Run the command line and exit with its code."""
    offline.close()
    from ui.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
