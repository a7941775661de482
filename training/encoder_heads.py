"""Fitting the linear heads of the encoder on the vectors of its layers."""

from collections.abc import Sequence
from typing import Protocol

import torch
from torch import Tensor, nn

from training.encoder_examples import LINKS, TOKEN_LABELS, Target
from training.encoder_model import LINK, SEEN, Encoder

SENTENCE_PENALTY = 300.0
TOKEN_PENALTY = 100.0
LINK_EPOCHS = 6
LINK_RATE = 1e-3
LINK_DECAY = 1.0
THINNED = 3
"""One token in so many teaches where evidence lies; neighbours say the same."""
SHIFT = 1.0


class Item(Protocol):
    """What is used of a document that went through the encoder."""

    target: Target
    weight: float
    units: Tensor
    tokens: Tensor


def means(x: Tensor, low: Tensor, high: Tensor) -> Tensor:
    """Mean of the rows from `low` up to `high`, for each pair."""
    total = torch.cat([x.new_zeros(1, x.shape[1], dtype=torch.float64), x.double().cumsum(0)])
    return ((total[high] - total[low]) / (high - low).clamp(min=1)[:, None]).float()


def tag_logits(token: Tensor, tags: Tensor) -> Tensor:
    """Logit of each tag: the mean over its tokens."""
    return means(token, tags[:, 0], tags[:, 1]).gather(1, tags[:, 2:3])[:, 0]


def link_logits(anchor: Tensor, answer: Tensor, links: Tensor) -> Tensor:
    """Logit of each link: product of the mean vectors, shifted."""
    a = means(anchor, links[:, 0], links[:, 1]).view(-1, len(LINKS), LINK)
    b = means(answer, links[:, 2], links[:, 3]).view(-1, len(LINKS), LINK)
    pick = torch.arange(len(links))
    return (a[pick, links[:, 4]] * b[pick, links[:, 4]]).sum(1) / LINK**0.5 - SHIFT


def logistic(
    x: Tensor, y: Tensor, weight: Tensor, penalty: float, steps: int = 30
) -> tuple[Tensor, Tensor]:
    """Penalised logistic regression of each column of `y` on the standardised columns of `x`.

    Returns:
        Weights (columns of y, columns of x) and biases for `x` as it is.
    """
    mean, spread = x.mean(0), x.std(0) + 1e-3
    z = (x - mean) / spread
    share = y.mean(0).clamp(1e-3, 1 - 1e-3)
    w = torch.zeros(x.shape[1], y.shape[1], requires_grad=True)
    b = torch.log(share / (1 - share)).requires_grad_(requires_grad=True)
    search = torch.optim.LBFGS(
        [w, b], max_iter=steps, history_size=8, line_search_fn="strong_wolfe"
    )

    def closure() -> Tensor:
        search.zero_grad()
        loss = nn.functional.binary_cross_entropy_with_logits(z @ w + b, y, reduction="none")
        total = (loss * weight[:, None]).sum() + 0.5 * penalty * (w * w).sum()
        total.backward()
        return total

    search.step(closure)
    w, b = w.detach(), b.detach()
    scaled = w / spread[:, None]
    return scaled.T.contiguous(), b - mean @ scaled


def fit_heads(model: Encoder, items: Sequence[Item]) -> None:
    """Fit all heads of `model`, in place."""
    weights = [torch.full((len(i.units),), i.weight) for i in items]
    gold = torch.cat([torch.tensor(i.target.sentences, dtype=torch.float32) for i in items])
    w, b = logistic(torch.cat([i.units for i in items]), gold, torch.cat(weights), SENTENCE_PENALTY)
    model.sentence.weight.data, model.sentence.bias.data = w, b
    _fit_tokens(model, items)
    _fit_links(model, items)


def _fit_tokens(model: Encoder, items: Sequence[Item]) -> None:
    for label, name in enumerate(TOKEN_LABELS):
        step = THINNED if name.startswith("in_") else 1
        xs, ys, ws = [], [], []
        for item in items:
            tags = torch.tensor([t for t in item.target.tags if t[2] == label][::step])
            if len(tags):
                xs.append(means(item.tokens, tags[:, 0], tags[:, 1]))
                ys.append(tags[:, 3:4].float())
                ws.append(torch.full((len(tags),), item.weight))
        x, y, weight = torch.cat(xs), torch.cat(ys), torch.cat(ws)
        w, b = logistic(x, y, weight, TOKEN_PENALTY, steps=25)
        model.token.weight.data[label] = w[0]
        model.token.bias.data[label] = b[0]


def _fit_links(model: Encoder, items: Sequence[Item]) -> None:
    generator = torch.Generator().manual_seed(5)
    a, b, kind, y, weight = [], [], [], [], []
    for item in items:
        if item.target.links:
            links = torch.tensor(item.target.links)
            a.append(means(item.tokens, links[:, 0], links[:, 1]))
            b.append(means(item.tokens, links[:, 2], links[:, 3]))
            kind.append(links[:, 4])
            y.append(links[:, 5].float())
            weight.append(torch.full((len(links),), item.weight))
    left, right, kinds = torch.cat(a), torch.cat(b), torch.cat(kind)
    gold, weights = torch.cat(y), torch.cat(weight)
    for number in range(len(LINKS)):
        rows = torch.nonzero(kinds == number)[:, 0]
        p = (torch.randn(SEEN, LINK, generator=generator) * 0.05).requires_grad_()
        q = (torch.randn(SEEN, LINK, generator=generator) * 0.05).requires_grad_()
        pb, qb = torch.zeros(LINK, requires_grad=True), torch.zeros(LINK, requires_grad=True)
        search = torch.optim.AdamW([p, q, pb, qb], lr=LINK_RATE, weight_decay=LINK_DECAY)
        for _ in range(LINK_EPOCHS):
            order = rows[torch.randperm(len(rows), generator=generator)]
            for some in order.split(256):
                product = ((left[some] @ p + pb) * (right[some] @ q + qb)).sum(1)
                loss = nn.functional.binary_cross_entropy_with_logits(
                    product / LINK**0.5 - SHIFT, gold[some], weight=weights[some]
                )
                search.zero_grad()
                loss.backward()
                search.step()
        part = slice(number * LINK, (number + 1) * LINK)
        model.anchor.weight.data[part], model.anchor.bias.data[part] = p.detach().T, pb.detach()
        model.answer.weight.data[part], model.answer.bias.data[part] = q.detach().T, qb.detach()
