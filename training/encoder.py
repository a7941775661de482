"""Fine-tune the sentence encoder on documents with gold claims.

    python -m training.encoder GOLD_DIR ... --base MODEL_DIR --out FOLDER [--folds 0 1 2 3 4]

With `--folds` it is trained once without each fold, whose documents are then scored.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from geo.extract.encoder_windows import GROUP, PLACE, STATE, Window, windows
from geo.extract.knowledge import Knowledge
from geo.extract.patterns import load_patterns
from training.encoder_data import folds, load
from training.encoder_examples import LINKS, TOKEN_LABELS, Target, build
from training.encoder_export import export
from training.encoder_labels import SENTENCE_LABELS
from training.encoder_model import LINK, WIDTH, Encoder, pretrained

ROOT = Path(__file__).resolve().parents[1]
SIZE, CONTEXT = 384, 24
GROUPED, BATCH = 4, 1100
WEIGHTS = {"real": 1.6, "seed": 1.3, "retold": 1.3}


@dataclass
class Ready:
    """A document whose windows went through the frozen layers already.

    Attributes:
        target: What is to be learned from it.
        windows: Its windows.
        lower: Output of the frozen layers for each window (tokens, width).
    """

    target: Target
    windows: list[Window]
    lower: list[Tensor]


def ready(model: Encoder, target: Target, frozen: int) -> Ready:
    """Run the layers that are not trained, once."""
    cut = list(windows(target.tokens, target.title, size=SIZE, context=CONTEXT))
    with torch.no_grad():
        lower = [
            model.lower(torch.tensor([w.ids]), torch.ones(1, len(w.ids)), frozen)[0] for w in cut
        ]
    return Ready(target, cut, lower)


Output = tuple[Target, Tensor, Tensor, Tensor, Tensor]


def outputs(model: Encoder, some: list[Ready], frozen: int) -> Iterator[Output]:
    """For each document: logits of its units and tokens, and its link vectors.

    Windows of like length go through the encoder together, `GROUPED` at a time.
    """
    packed = [(n, i) for n, item in enumerate(some) for i in range(len(item.windows))]
    packed.sort(key=lambda at: len(some[at[0]].windows[at[1]].ids))
    rows = [torch.zeros(len(item.target.tokens.units), dtype=torch.long) for item in some]
    places = [torch.zeros(len(item.target.tokens.tokens), dtype=torch.long) for item in some]
    parts = []
    seen_units = seen_tokens = 0
    for low in range(0, len(packed), GROUPED):
        part = [(n, some[n].windows[i], some[n].lower[i]) for n, i in packed[low : low + GROUPED]]
        longest = max(len(w.ids) for _, w, _ in part)
        most = max(len({u for u in w.units if u >= 0}) for _, w, _ in part)
        x = torch.zeros(len(part), longest, WIDTH)
        mask = torch.zeros(len(part), longest)
        units = torch.zeros(len(part), most, longest)
        for row, (number, window, below) in enumerate(part):
            x[row, : len(window.ids)] = below
            mask[row, : len(window.ids)] = 1.0
            first = min((u for u in window.units if u >= 0), default=0)
            for at, (unit, token) in enumerate(zip(window.units, window.tokens, strict=True)):
                if unit >= 0:
                    units[row, unit - first, at] = 1.0
                    rows[number][unit] = seen_units + row * most + unit - first
                    places[number][token] = seen_tokens + row * longest + at
        seen_units += len(part) * most
        seen_tokens += len(part) * longest
        parts.append(model.heads(model.upper(model.drop(x), mask, frozen), units))
    sentence, token, anchor, answer = (
        torch.cat([x.flatten(0, 1) for x in column]) for column in zip(*parts, strict=True)
    )
    for item, own, at in zip(some, rows, places, strict=True):
        yield item.target, sentence[own], token[at], anchor[at], answer[at]


def means(x: Tensor, low: Tensor, high: Tensor) -> Tensor:
    """Mean of the rows from `low` up to `high`, for each pair."""
    total = torch.cat([x.new_zeros(1, x.shape[1]), x.cumsum(0)])
    return (total[high] - total[low]) / (high - low).clamp(min=1)[:, None]


def tag_logits(token: Tensor, tags: Tensor) -> Tensor:
    """Logit of each tag: the mean over its tokens."""
    return means(token, tags[:, 0], tags[:, 1]).gather(1, tags[:, 2:3])[:, 0]


def link_logits(anchor: Tensor, answer: Tensor, links: Tensor) -> Tensor:
    """Logit of each link: product of the mean vectors, shifted."""
    a = means(anchor, links[:, 0], links[:, 1]).view(-1, len(LINKS), LINK)
    b = means(answer, links[:, 2], links[:, 3]).view(-1, len(LINKS), LINK)
    kind = links[:, 4]
    pick = torch.arange(len(links))
    return (a[pick, kind] * b[pick, kind]).sum(1) / LINK**0.5 - 1.0


def loss_of(model: Encoder, some: list[Ready], frozen: int) -> Tensor:
    """Sum over documents, each weighted by how near its kind is to what is to be read."""
    bce = nn.functional.binary_cross_entropy_with_logits
    total = torch.zeros(())
    count = 0
    for target, sentence, token, anchor, answer in outputs(model, some, frozen):
        weight = WEIGHTS.get(target.example.group, 1.0)
        gold = torch.tensor(target.sentences, dtype=torch.float32)
        scale = torch.ones(len(SENTENCE_LABELS))
        scale[:5] = 2.0
        loss = (bce(sentence, gold, reduction="none") * scale).sum()
        tags = torch.tensor(target.tags)
        value = bce(tag_logits(token, tags), tags[:, 3].float(), reduction="none")
        loss = loss + torch.where(tags[:, 2] < 4, 0.06, 0.6).mul(value).sum()
        if target.links:
            links = torch.tensor(target.links)
            value = bce(link_logits(anchor, answer, links), links[:, 5].float(), reduction="none")
            loss = loss + 0.25 * value.sum()
        total = total + weight * loss
        count += len(gold)
    return total / count


def batches(items: list[Ready], rng: random.Random) -> Iterator[list[Ready]]:
    """Documents in random order, about `BATCH` tokens at a time."""
    order = list(items)
    rng.shuffle(order)
    some: list[Ready] = []
    for item in order:
        some.append(item)
        if sum(len(t.target.tokens.tokens) for t in some) >= BATCH:
            yield some
            some = []
    if some:
        yield some


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


def fit(items: list[Ready], options: argparse.Namespace) -> Encoder:
    """Train the upper layers and the heads of one encoder."""
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    model = fresh(options.base, options.layers)
    model.requires_grad_(requires_grad=False)
    body = [p for layer in model.layers[options.frozen :] for p in layer.parameters()]
    named = (model.attend, model.sentence, model.token, model.anchor, model.answer)
    heads = [p for head in named for p in head.parameters()]
    for parameter in body + heads:
        parameter.requires_grad_(requires_grad=True)
    groups = [{"params": body, "lr": options.rate}, {"params": heads, "lr": 4 * options.rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = options.epochs * sum(1 for _ in batches(items, random.Random(0)))

    def shape(step: int) -> float:
        return min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, shape)
    started, used = time.monotonic(), time.process_time()
    for epoch in range(options.epochs):
        model.train()
        losses = []
        for some in batches(items, rng):
            loss = loss_of(model, some, options.frozen)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(body + heads, 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        wall, cpu = time.monotonic() - started, time.process_time() - used
        mean = sum(losses) / len(losses)
        line = f"  epoch {epoch} loss {mean:.3f} {wall:.0f} s ({cpu:.0f} s of processor)"
        print(line, flush=True)
    return model.eval()


def predict(model: Encoder, item: Ready, frozen: int) -> dict[str, list]:
    """Probabilities of the units, tags and links of one document, in its order."""
    with torch.no_grad():
        target, sentence, token, anchor, answer = next(outputs(model, [item], frozen))
        tags, links = torch.tensor(target.tags), torch.tensor(target.links)
        linked = link_logits(anchor, answer, links).sigmoid().tolist() if target.links else []
        return {
            "sentences": sentence.sigmoid().tolist(),
            "tags": tag_logits(token, tags).sigmoid().tolist(),
            "links": linked,
        }


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+", help="folders with manifest, texts, gold")
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    parser.add_argument("--folds", type=int, nargs="*", help="fit once without each of these")
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--frozen", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--seed", type=int, default=11)
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
    start = fresh(options.base, options.layers)
    items = [
        ready(start, build(e, knowledge, patterns, tokenizer), options.frozen) for e in examples
    ]
    print(f"{len(items)} documents, {time.process_time():.0f} s of processor", flush=True)
    for without in options.folds or [-1]:
        kept = [i for i in items if fold[i.target.example.doc_id] != without]
        print(f"without fold {without}: {len(kept)} documents", flush=True)
        model = fit(kept, options)
        folder = options.out / f"fold{without}" if without >= 0 else options.out
        export(model, options.base / "tokenizer.json", folder, size=SIZE, context=CONTEXT)
        held = [i for i in items if fold[i.target.example.doc_id] == without]
        if held:
            body = {i.target.example.doc_id: predict(model, i, options.frozen) for i in held}
            (folder / "held.json").write_text(json.dumps(body), encoding="utf-8")


if __name__ == "__main__":
    main()
