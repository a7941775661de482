"""Where things lie on this machine; the one module, with cli and pipeline, that asks.

Environment:
    AFATLAS_STORE: Folder of snapshots; default `var/store` beside the project.
    AFATLAS_DATA: Folder of gazetteer, lexicons and boundaries; default `data`.
"""

import os
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
SEEDS: Final = ROOT / "seeds"


def data_dir() -> Path:
    """Folder with the gazetteer, lexicons, patterns and boundaries."""
    return Path(os.environ.get("AFATLAS_DATA", ROOT / "data"))


def store_dir() -> Path:
    """Folder with the snapshots and the `current` pointer."""
    return Path(os.environ.get("AFATLAS_STORE", ROOT / "var" / "store"))
