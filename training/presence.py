"""Train the presence model: sentence to activity and stance.

usage: python -m training.presence FOLDER [FOLDER ...]

Each folder holds manifest.jsonl, texts/ and gold/. Writes data/models/presence.json and prints
found and map-right of a five-fold cross-validation by documents when asked with --check.
"""

import argparse
from pathlib import Path

from geo.config import data_dir
from geo.extract.cues import load_cues
from geo.extract.knowledge import Knowledge
from geo.extract.presence_features import features, scenes
from geo.extract.reader import read
from training import lasting

ACTIVITIES = (
    "base", "camp", "finance", "leadership", "presence", "recruitment", "support", "transit",
)  # fmt: skip
THRESHOLDS = {"any.asserted": 0.35, "any.denied": 0.3} | {
    f"{activity}.{stance}": 0.3 for stance in ("asserted", "denied") for activity in ACTIVITIES
}
STRENGTH = 0.3


def main() -> None:
    """Read, label, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    folders = parser.parse_args().folders
    data = data_dir()
    cues = load_cues(data / "patterns" / "presence.toml", "activity") + load_cues(
        data / "patterns" / "statistics.toml", "metric"
    )
    knowledge = Knowledge.load(data)
    rows, labels = [], []
    for document, gold in lasting.documents(folders):
        before = None
        for scene in scenes(read(document, knowledge), cues):
            rows.append(features(scene, before))
            labels.append(lasting.presence_labels(scene, gold))
            before = scene
    model = lasting.fit(rows, labels, THRESHOLDS, strength=STRENGTH)
    lasting.save(model, data / "models" / "presence.json")
    print(f"{len(rows)} sentences, {sum(map(bool, labels))} with a claim")


if __name__ == "__main__":
    main()
