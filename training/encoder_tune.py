"""Tuning of the encoder's upper layers together with its heads.

It starts from pretrained layers and heads fitted to them (`encoder_heads`): heads that begin at
random would first spoil what the layers know. The first layer and the words stay as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from geo.extract.encoder import INPUTS, window_inputs
from geo.extract.encoder_windows import windows
from training.encoder_examples import Target
from training.encoder_heads import link_logits, tag_logits
from training.encoder_labels import SENTENCE_LABELS
from training.encoder_model import FEATURES, SEEN, Encoder

FROZEN = 1
"""Layers that stay as pretrained."""
LAYER_RATE, HEAD_RATE, DECAY = 2e-4, 5e-4, 0.05
DROPPED = 0.1
WARM_UP = 20
STEP = 2
"""Documents whose gradients make one step."""
LINKS_AT_ONCE = 1500
_MAIN = ("any", "event", "statistic", "presence", "presence_denied")
_LOUD = torch.tensor(
    [2.0 if name in _MAIN or name.startswith("event_") else 0.5 for name in SENTENCE_LABELS]
)
_TAG, _LINK = 0.5, 0.3


@dataclass
class Lesson:
    """One document to learn from.

    Attributes:
        windows: Units, tokens and their places in each window, its masks, and what the frozen
            layers make of it.
        gold: Labels of the units (units, labels).
        tags: As in `Target`.
        links: As in `Target`; None where there are none.
        weight: How much it counts.
    """

    windows: list[tuple[list[int], list[int], Tensor, Tensor, Tensor, Tensor, Tensor]]
    gold: Tensor
    tags: Tensor
    links: Tensor | None
    weight: float
    tokens: int


def lesson(model: Encoder, target: Target, weight: float, size: int, context: int) -> Lesson:
    """Run the frozen layers over one document."""
    seen = []
    for window in windows(target.tokens, target.title, size=size, context=context):
        units, tokens, inputs = window_inputs(window)
        at = torch.tensor([i for i, number in enumerate(window.tokens) if number >= 0])
        ids, mask, members = (torch.from_numpy(inputs[name]) for name in INPUTS)
        with torch.no_grad():
            word, x = model.lower(ids, FROZEN)
        seen.append((units, tokens, at, mask, members, word, x))
    return Lesson(
        seen,
        torch.tensor(target.sentences, dtype=torch.float32),
        torch.tensor(target.tags),
        torch.tensor(target.links) if target.links else None,
        weight,
        len(target.tokens.tokens),
    )


def vectors(model: Encoder, item: Lesson, drop: float = 0.0) -> tuple[Tensor, Tensor]:
    """Features of all units (units, FEATURES) and tokens (tokens, SEEN) of a document."""
    units, tokens = [], []
    for own, _, at, mask, members, word, x in item.windows:
        u, t = model.upper(word, x, mask, members, FROZEN, drop)
        units.append(u[0, : len(own)])
        tokens.append(t[0, at])
    rows = torch.tensor([n for window in item.windows for n in window[0]])
    places = torch.tensor([n for window in item.windows for n in window[1]])
    return (
        torch.zeros(len(item.gold), FEATURES).index_copy(0, rows, torch.cat(units)),
        torch.zeros(item.tokens, SEEN).index_copy(0, places, torch.cat(tokens)),
    )


def loss(model: Encoder, item: Lesson) -> Tensor:
    """Cross-entropy of sentences, tags and links of a document, while training."""

    def drop(x: Tensor) -> Tensor:
        return nn.functional.dropout(x, DROPPED)

    cross = nn.functional.binary_cross_entropy_with_logits
    units, tokens = vectors(model, item, DROPPED)
    total = (cross(model.sentence(drop(units)), item.gold, reduction="none") * _LOUD).sum()
    kept = item.tags[(item.tags[:, 2] > 2) | (torch.rand(len(item.tags)) < 1 / 3)]
    said = tag_logits(model.token(drop(tokens)), kept)
    total = total + _TAG * cross(said, kept[:, 3].float(), reduction="sum")
    if item.links is not None:
        some = item.links[torch.randperm(len(item.links))[:LINKS_AT_ONCE]]
        said = link_logits(model.anchor(drop(tokens)), model.answer(drop(tokens)), some)
        total = total + _LINK * cross(said, some[:, 5].float(), reduction="sum")
    return total * item.weight / 30 / max(1.0, len(item.gold) / 20) ** 0.5


def tune(model: Encoder, lessons: Sequence[Lesson], epochs: int) -> None:
    """Train the layers above `FROZEN` and all heads, in place; the same for the same lessons."""
    torch.manual_seed(1)
    layers = [p for layer in model.layers[FROZEN:] for p in layer.parameters()]
    heads = [
        p
        for head in (model.sentence, model.token, model.anchor, model.answer)
        for p in head.parameters()
    ]
    search = torch.optim.AdamW(
        [{"params": layers, "lr": LAYER_RATE}, {"params": heads, "lr": HEAD_RATE}],
        weight_decay=DECAY,
    )
    steps = epochs * len(lessons) // STEP
    pace = torch.optim.lr_scheduler.LambdaLR(
        search, lambda step: min(1.0, (step + 1) / WARM_UP) * max(0.0, 1 - step / steps)
    )
    for _ in range(epochs):
        for count, at in enumerate(torch.randperm(len(lessons)).tolist(), start=1):
            (loss(model, lessons[at]) / STEP).backward()
            if count % STEP == 0:
                nn.utils.clip_grad_norm_(layers + heads, 1.0)
                search.step()
                search.zero_grad()
                pace.step()
