"""Renew static/: boundaries from data/, and Leaflet from an npm folder where one is given.

    python -m tools.assets [NODE_MODULES]

Leaflet is the version that folium asks for (1.9.3). Only what the atlas serves is copied.
"""

import hashlib
import json
import shutil
import sys
from pathlib import Path

from geo.config import ROOT, data_dir
from geo.views.shapes import layers

STATIC = ROOT / "static"
VENDORED = {
    "leaflet/dist/leaflet.js": "leaflet/leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet/leaflet.css",
    "leaflet/LICENSE": "leaflet/LICENSE",
}


def main() -> None:
    """Write the files, then the manifest of what is vendored."""
    for name, text in layers(data_dir()).items():
        (STATIC / "map" / name).write_text(text, encoding="utf-8")
    if len(sys.argv) > 1:
        vendor(Path(sys.argv[1]))


def vendor(modules: Path) -> None:
    """Copy the third-party files and note version, licence and digest of each."""
    package = json.loads((modules / "leaflet" / "package.json").read_text(encoding="utf-8"))
    files = {}
    for source, target in VENDORED.items():
        out = STATIC / "vendor" / target
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(modules / source, out)
        files[target] = hashlib.sha256(out.read_bytes()).hexdigest()
    manifest = {"package": "leaflet", "version": package["version"], "licence": package["license"]}
    text = json.dumps(manifest | {"sha256": files}, indent=1) + "\n"
    (STATIC / "vendor" / "manifest.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
