"""Write a trained encoder as the files that run time loads: ONNX in int8, tokenizer, labels."""

import hashlib
import json
import shutil
import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.encoder_examples import LINKS, TITLE, TOKEN_LABELS
from training.encoder_labels import SENTENCE_LABELS
from training.encoder_model import LINK, Encoder

_OUTPUTS = ("sentence", "token", "anchor", "answer")


def export(model: Encoder, tokenizer: Path, folder: Path, *, size: int, context: int) -> None:
    """Write model.onnx, tokenizer.json and labels.json into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(1000, 20000, (1, 24))
    units = torch.zeros(1, 3, 24)
    units[0, 0, :8] = units[0, 1, 8:16] = units[0, 2, 16:] = 1.0
    members = torch.arange(24).view(3, 8)
    axes = {"ids": {1: "tokens"}, "units": {1: "units", 2: "tokens"}}
    axes["members"] = {0: "units", 1: "longest"}
    axes |= {name: {1: "units" if name == "sentence" else "tokens"} for name in _OUTPUTS}
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        full = Path(scratch) / "float.onnx"
        torch.onnx.export(
            model.eval(), (ids, units, members), str(full),
            input_names=["ids", "units", "members"],
            output_names=list(_OUTPUTS), dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            full, folder / "model.onnx", weight_type=QuantType.QInt8, per_channel=True,
            reduce_range=True,
        )  # fmt: skip
    shutil.copy(tokenizer, folder / "tokenizer.json")
    spec = {
        "sentence": SENTENCE_LABELS,
        "token": TOKEN_LABELS,
        "links": LINKS,
        "link_width": LINK,
        "title": TITLE,
        "size": size,
        "context": context,
        "sha256": {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
            for name in ("model.onnx", "tokenizer.json")
        },
    }
    (folder / "labels.json").write_text(json.dumps(spec, indent=1) + "\n", encoding="utf-8")
