"""The encoder as torch sees it: the lower layers of all-MiniLM-L6-v2 with heads of our own."""

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH = 384
HEADS = 12
LINK = 48


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
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Encode (batch, tokens, WIDTH); `bias` is added to the attention."""
        b, t, _ = x.shape
        q, k, v = (
            f(x).view(b, t, HEADS, WIDTH // HEADS).transpose(1, 2)
            for f in (self.query, self.key, self.value)
        )
        if self.training:
            seen = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        else:  # the plain form is what ONNX export and int8 know how to carry
            seen = (q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS) + bias).softmax(-1) @ v
        seen = seen.transpose(1, 2).reshape(b, t, WIDTH)
        x = self.norm1(x + self.drop(self.out(seen)))
        return self.norm2(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Token vectors, then one head for sentences, one for tokens, two for links."""

    def __init__(self, layers: int, sentence_labels: int, token_labels: int, links: int) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.drop = nn.Dropout(0.1)
        self.attend = nn.Linear(WIDTH, 4)
        self.sentence = nn.Linear(5 * WIDTH, sentence_labels)
        self.token = nn.Linear(WIDTH, token_labels)
        self.anchor = nn.Linear(WIDTH, LINK * links)
        self.answer = nn.Linear(WIDTH, LINK * links)

    def vectors(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Token vectors (batch, tokens, WIDTH) of rows `ids`, `mask` 1.0 where there is a token."""
        return self.upper(self.lower(ids, mask, 0), mask, 0)

    def lower(self, ids: Tensor, mask: Tensor, depth: int) -> Tensor:
        """What the embeddings and the first `depth` layers make of `ids`."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.places(at)[None] + self.kinds.weight[0])
        for layer in self.layers[:depth]:
            x = layer(x, (1.0 - mask)[:, None, None, :] * -1e4)
        return x

    def upper(self, x: Tensor, mask: Tensor, depth: int) -> Tensor:
        """What the layers from `depth` on make of the output of those below."""
        for layer in self.layers[depth:]:
            x = layer(x, (1.0 - mask)[:, None, None, :] * -1e4)
        return x

    def forward(self, ids: Tensor, mask: Tensor, units: Tensor) -> tuple[Tensor, ...]:
        """Logits of sentences (batch, units, labels) and tokens, and the two link vectors.

        Args:
            ids: Rows of the vocabulary (batch, tokens).
            mask: 1.0 where there is a token.
            units: 1.0 where a token belongs to a unit (batch, units, tokens).
        """
        return self.heads(self.vectors(ids, mask), units)

    def heads(self, x: Tensor, units: Tensor) -> tuple[Tensor, ...]:
        """Logits and link vectors from token vectors; see `forward`."""
        size = units.sum(2, keepdim=True).clamp(min=1.0)
        pooled = [units @ x / size]
        weight = self.attend(x).clamp(-10.0, 10.0).exp()
        for head in range(4):
            w = weight[..., head : head + 1]
            pooled.append(units @ (w * x) / (units @ w).clamp(min=1e-6))
        y = self.drop(torch.cat(pooled, 2))
        return self.sentence(y), self.token(x), self.anchor(x), self.answer(x)


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
