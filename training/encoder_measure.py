"""Measure an encoder by cross-validation: average precision per label on documents kept out.

    python -m training.encoder_measure FOLDER [--json FILE]

FOLDER holds fold0/held.json ... as `python -m training.encoder --folds` writes them.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

from sklearn.metrics import average_precision_score

from training.encoder_examples import LINKS, TOKEN_LABELS
from training.encoder_labels import SENTENCE_LABELS

PARTS = {"real": "real", "retold": "retold", "seed": "retold", "written": "written"}
COLUMNS = ("all", "real", "retold", "train", "written")


def collect(folder: Path) -> dict[tuple[str, str], list[tuple[int, float]]]:
    """Gold (0 or 1) and probability, by label and part of the corpus."""
    pairs: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for path in sorted(folder.glob("fold*/held.json")):
        for doc_id, said in json.loads(path.read_text(encoding="utf-8")).items():
            rows = [
                (name, y, p)
                for gold, row in zip(said["gold"], said["sentences"], strict=True)
                for name, y, p in zip(SENTENCE_LABELS, gold, row, strict=True)
            ]
            rows += [
                (f"span {TOKEN_LABELS[label]}", y, p)
                for (label, y), p in zip(said["gold_tags"], said["tags"], strict=True)
            ]
            rows += [
                (f"link {LINKS[kind]}", y, p)
                for (kind, y), p in zip(said["gold_links"], said["links"], strict=True)
            ]
            for name, y, p in rows:
                pairs[name, "all"].append((y, p))
                pairs[name, PARTS.get(doc_id.split("-")[0], "train")].append((y, p))
    return pairs


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    pairs = collect(options.folder)
    print("| label | " + " | ".join(f"{part} | n" for part in COLUMNS) + " |")
    print("|---" * (1 + 2 * len(COLUMNS)) + "|")
    for name in dict.fromkeys(name for name, _ in pairs):
        cells = []
        for part in COLUMNS:
            gold = [y for y, _ in pairs[name, part]]
            said = [p for _, p in pairs[name, part]]
            value = f"{average_precision_score(gold, said):.2f}" if sum(gold) else "–"
            cells += [value, str(sum(gold))]
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
