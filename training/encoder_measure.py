"""Measure an encoder by cross-validation: average precision per label on documents kept out.

python -m training.encoder_measure GOLD_DIR ... --base MODEL_DIR --folds FOLDER
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

from sklearn.metrics import average_precision_score
from tokenizers import Tokenizer

from geo.extract.knowledge import Knowledge
from geo.extract.patterns import load_patterns
from training.encoder_data import load
from training.encoder_examples import LINKS, TOKEN_LABELS, build
from training.encoder_labels import SENTENCE_LABELS

ROOT = Path(__file__).resolve().parents[1]
PARTS = {"real": "real", "retold": "retold", "seed": "retold"}


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--folds", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    options = parser.parse_args()
    held: dict[str, dict] = {}
    for path in sorted(options.folds.glob("fold*/held.json")):
        held |= json.loads(path.read_text(encoding="utf-8"))
    knowledge = Knowledge.load(options.data)
    patterns = load_patterns(options.data / "patterns" / "events.toml")
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    pairs: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for example in load(options.gold):
        if example.doc_id not in held:
            continue
        target = build(example, knowledge, patterns, tokenizer)
        said = held[example.doc_id]
        for part in (PARTS.get(example.group, "train"), "all"):
            for gold, row in zip(target.sentences, said["sentences"], strict=True):
                for name, y, p in zip(SENTENCE_LABELS, gold, row, strict=True):
                    pairs[name, part].append((y, p))
            for tag, p in zip(target.tags, said["tags"], strict=True):
                pairs[f"token {TOKEN_LABELS[tag[2]]}", part].append((tag[3], p))
            for link, p in zip(target.links, said["links"], strict=True):
                pairs[f"link {LINKS[link[4]]}", part].append((link[5], p))
    parts = ("all", "real", "retold", "train")
    print("label".ljust(30) + "".join(f"{p:>8}  (n)  " for p in parts))
    for name in dict.fromkeys(name for name, _ in pairs):
        cells = []
        for part in parts:
            rows = pairs.get((name, part), [])
            hits = sum(y for y, _ in rows)
            value = average_precision_score(*zip(*rows, strict=True)) if hits else float("nan")
            cells.append(f"{value:8.3f} {hits:5} ")
        print(name.ljust(30) + "".join(cells))


if __name__ == "__main__":
    main()
