"""Documents with gold claims, split into folds, as the encoder is trained on them.

A corpus is a folder with `manifest.jsonl` (id, path, title, published), `texts/` and `gold/` as
`afatlas extract --manifest` takes it. The folds are fixed by the documents' ids alone, so that
everything learned can be learned without the fold on which it is measured.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """One document with its gold.

    Attributes:
        doc_id: Id in the manifest.
        group: Part of the id before the first dash ("real", "retold", "wire").
        title: Title, or "".
        published: ISO day, or None.
        text: The untouched text.
        gold: Claims by the codebook.
    """

    doc_id: str
    group: str
    title: str
    published: str | None
    text: str
    gold: tuple[dict[str, Any], ...]


def _claims(path: Path) -> tuple[dict[str, Any], ...]:
    lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    return tuple(json.loads(line) for line in lines if line.strip())


def load(corpora: list[Path]) -> list[Example]:
    """Read every document of `corpora`, in order of id."""
    out = []
    for folder in corpora:
        for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").split("\n"):
            if not line.strip():
                continue
            row = json.loads(line)
            name = row["id"]
            text = (folder / row["path"]).read_bytes().decode("utf-8")
            gold = _claims(folder / "gold" / f"{name}.jsonl")
            out.append(
                Example(
                    name,
                    name.split("-")[0],
                    row.get("title") or "",
                    row.get("published"),
                    text,
                    gold,
                )
            )
    return sorted(out, key=lambda example: example.doc_id)


def folds(examples: list[Example]) -> dict[str, int]:
    """Deal the documents of each group over `FOLDS` folds in order of the hash of their id."""
    out: dict[str, int] = {}
    dealt = 0
    for group in sorted({example.group for example in examples}):
        ids = [example.doc_id for example in examples if example.group == group]
        for name in sorted(ids, key=lambda i: hashlib.sha256(i.encode()).hexdigest()):
            out[name] = dealt % FOLDS
            dealt += 1
    return out
