"""Does it matter to place, date and toll whose deed is told, and in which words?

python -m benchmarks swap

The seeds and the invented news of tests/cases are read as they are and with names or words
exchanged. An event is kept if the other reading has one of the same province, days and deaths.
"""

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from geo.codes import Kind
from geo.config import data_dir
from geo.model import Claim, Document
from geo.pipeline import extract_one

ROOT: Final = Path(__file__).resolve().parents[1]
_ISKP: Final = (
    r"Islamic State[ -](?:in |of )?(?:Khorasan|Khurasan)(?: Province)?|IS-KP|ISIS-K|ISIL-K|IS-K|"
    r"ISKP|Daesh|ISIL|ISIS|Islamic State"
)
_NRF: Final = r"National Resistance Front|NRF"
_LOADED: Final = {
    "terrorists": "militants", "terrorist": "militant", "terror": "armed", "terrorism": "violence",
    "martyred": "killed", "heinous": "reported", "brutal": "reported", "deadly": "recent",
    "barbaric": "reported", "extremists": "militants", "extremist": "militant",
    "jihadists": "militants", "jihadist": "militant", "regime": "administration",
}  # fmt: skip


def _exchange(first: str, second: str, names: tuple[str, str]) -> Callable[[str], str]:
    both = re.compile(rf"\b(?:(?P<a>{first})|(?P<b>{second}))\b")
    return lambda text: both.sub(lambda m: names[0] if m["a"] else names[1], text)


def _neutral(text: str) -> str:
    words = re.compile(rf"\b(?:{'|'.join(_LOADED)})\b", re.IGNORECASE)
    return words.sub(lambda m: _LOADED[m.group().lower()], text)


SWAPS: Final[dict[str, Callable[[str], str]]] = {
    "ISKP and NRF": _exchange(_ISKP, _NRF, ("NRF", "ISKP")),
    "Taliban and government": _exchange(
        r"Taliban(?! Pakistan)", r"(?:Afghan )?[Gg]overnment", ("government", "Taliban")
    ),
    "loaded and neutral words": _neutral,
}


def texts() -> list[Document]:
    """The seeds, with a day of publication that no swap moves, and the invented news."""
    out = [
        Document(
            doc_id=path.stem, title="", publisher="", published=date(2026, 1, 25),
            text=path.read_text(encoding="utf-8"),
        )
        for path in sorted((ROOT / "seeds").glob("*.txt"))
    ]  # fmt: skip
    cases = ROOT / "tests" / "cases" / "events.toml"
    for case in tomllib.loads(cases.read_text(encoding="utf-8"))["case"]:
        out.append(
            Document(
                doc_id=case["id"], title="", publisher="", published=case.get("published"),
                text=case["text"],
            )
        )  # fmt: skip
    return out


def facts(claims: Sequence[Claim]) -> Counter[tuple[object, ...]]:
    """Province, days and deaths of the events on the map."""
    return Counter(
        (c.places[0].adm1 if c.places else None, c.date_start, c.date_end, c.deaths)
        for c in claims
        if c.kind is Kind.EVENT and not c.review
    )


def main() -> None:
    """One line of JSON for each swap."""
    documents = texts()
    before = [facts(extract_one(data_dir(), d).claims) for d in documents]
    for name, swap in SWAPS.items():
        changed = [replace(d, text=swap(d.text)) for d in documents]
        touched = [i for i, d in enumerate(documents) if changed[i].text != d.text]
        after = {i: facts(extract_one(data_dir(), changed[i]).claims) for i in touched}
        events = sum(before[i].total() for i in touched)
        kept = sum((before[i] & after[i]).total() for i in touched)
        lost = [documents[i].doc_id for i in touched if before[i] != after[i]]
        out = {
            "swap": name, "texts": len(touched), "events": events, "kept": kept,
            "found_after": sum(a.total() for a in after.values()), "changed_in": lost,
        }  # fmt: skip
        sys.stdout.write(json.dumps(out) + "\n")


if __name__ == "__main__":
    main()
