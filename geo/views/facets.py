"""The content of the filter panel for `static/facets.js`."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import pandas as pd

from geo.codes import Attribution, EventType, Kind, SourceKind
from geo.views import aggregate, words
from geo.views.filters import Chosen, Filters, Known, Lang
from geo.views.words import Names

LANGS: Final = {Lang.EN: "English", Lang.FA: "دری (Dari)", Lang.PS: "پښتو (Pashto)"}
_LISTS: Final = ("groups", "provinces", "types", "attribution", "sources", "kinds")
FIELDS: Final = frozenset({*_LISTS, "precision", "lang", "per_head"})
_NOTE: Final = "Indicative: no census since 1979."


def groups(whole: Chosen, known: Known, names: Names) -> list[dict[str, Any]]:
    """Every filter with its choices, under the titles they stand beneath.

    Args:
        whole: All records, for the numbers beside the choices.
        known: Groups and provinces that may be asked for.
        names: Our names.
    """
    events = whole.events
    table = aggregate.by_group(whole)
    ranked = [*table["actor"], *sorted(set(known.groups) - set(table["actor"]))]
    per_group = dict(zip(table["actor"], table["events"] + table["presence"], strict=True))
    per_source = events["source_kinds"].explode().value_counts()
    kinds = {Kind.EVENT: len(events), Kind.PRESENCE: len(whole.presence),
             Kind.STATISTIC: len(whole.statistics)}  # fmt: skip
    provinces = sorted(known.provinces, key=names.province)
    lists = [
        _list("groups", "Groups", ranked, names.actor, per_group),
        _list("provinces", "Provinces", provinces, names.province, _counts(events["adm1"])),
        _list("types", "Event types", EventType, words.code, _counts(events["event_type"])),
        _list("attribution", "Attribution", Attribution, words.code,
              _counts(events["attribution"])),
        _list("sources", "Who says so", SourceKind, words.code, dict(per_source)),
        _list("kinds", "Kinds of record", Kind, words.code, kinds),
        _choice("precision", "Precision", words.PRECISIONS),
    ]  # fmt: skip
    toggle = {"kind": "toggle", "field": "per_head", "label": "Per 100,000 people", "note": _NOTE}
    return [
        {"title": "Filters", "facets": lists},
        {"title": "Display", "facets": [_choice("lang", "Place names", LANGS), toggle]},
    ]


def chosen(filters: Filters) -> dict[str, Any]:
    """What is chosen of each filter."""
    out: dict[str, Any] = {name: list(getattr(filters, name)) for name in _LISTS}
    return out | {
        "precision": str(filters.precision), "lang": str(filters.lang),
        "per_head": "1" if filters.per_head else "",
    }  # fmt: skip


def _counts(column: pd.Series) -> Mapping[str, int]:
    return {str(value): int(n) for value, n in column.value_counts().items()}


def _list(
    field: str,
    label: str,
    values: Iterable[str],
    name: Callable[[str], str],
    counts: Mapping[Any, int],
) -> dict[str, Any]:
    options = [[str(v), name(str(v)), int(counts.get(str(v), 0))] for v in values]
    return {"kind": "list", "field": field, "label": label, "options": options}


def _choice(field: str, label: str, texts: Mapping[Any, str]) -> dict[str, Any]:
    options = [[str(value), text] for value, text in texts.items()]
    return {"kind": "choice", "field": field, "label": label, "options": options}
