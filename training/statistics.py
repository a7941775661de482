"""Train the statistics model: number to metric, strength or nothing.

usage: python -m training.statistics FOLDER [FOLDER ...]

Each folder holds manifest.jsonl, texts/ and gold/. Writes data/models/statistics.json.
"""

import argparse
from pathlib import Path

from geo.config import data_dir
from geo.extract.cues import load_cues
from geo.extract.knowledge import Knowledge
from geo.extract.presence_features import scenes
from geo.extract.reader import read
from geo.extract.statistics_features import features, in_order
from training import lasting

THRESHOLDS = {
    "none": 0.6, "attacks": 0.5, "deaths": 0.5, "injured": 0.5, "arrests": 0.5,
    "militants_killed": 0.5, "groups": 0.5, "money_usd": 0.5, "other": 0.5,
    "strength": 0.5, "strength_other": 0.5,
}  # fmt: skip
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
        offered = list(in_order(scenes(read(document, knowledge), cues)))
        rows += [features(candidate, rank, before) for candidate, rank, before in offered]
        labels += [{name} for name in lasting.number_labels([c for c, _, _ in offered], gold)]
    model = lasting.fit(rows, labels, THRESHOLDS, strength=STRENGTH)
    lasting.save(model, data / "models" / "statistics.json")
    counted = sum(label != {"none"} for label in labels)
    print(f"{len(rows)} numbers, {counted} with a claim")


if __name__ == "__main__":
    main()
