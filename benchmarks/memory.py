"""Resident memory while serving, over the same service with sentence-transformers embedding the questions.

    .venv/bin/python benchmarks/memory.py

Each service is a process of its own that builds the screens, answers the same questions, and is then measured.
"""

import subprocess
import sys

GOAL = 0.5
_SERVICE = """
from ui import offline
import psutil, sys
from index.embedder import E5Embedder
from ui.bootstrap import Application
from ui.settings import load_settings
from ui.web import EXAMPLES, build
application = Application(load_settings())
if sys.argv[1] == "sbert":
    application.__dict__["embedder"] = E5Embedder(application.models_folder, light=False)
application.ensure_index()
screens = build(application)
for question in EXAMPLES:
    application.ask(question)
print(psutil.Process().memory_info().rss)
"""


def resident(kind: str) -> int:
    """Return the resident memory, in bytes, of a service of ``kind`` (light or sbert)."""
    done = subprocess.run([sys.executable, "-c", _SERVICE, kind], check=True, capture_output=True, text=True)
    return int(done.stdout.split()[-1])


def main() -> None:
    """Print both and their ratio."""
    light, sbert = resident("light"), resident("sbert")
    print(f"serving, light engine           : {light / 2**20:.0f} MiB")
    print(f"serving, sentence-transformers  : {sbert / 2**20:.0f} MiB")
    print(f"ratio                           : {light / sbert:.2f} (goal: under {GOAL})")


if __name__ == "__main__":
    main()
