"""One group in numbers, and the groups beside each other."""

from collections import Counter
from typing import Final

import numpy as np
import pandas as pd

from geo.codes import Attribution, Counted
from geo.views import aggregate, words
from geo.views.filters import Chosen
from geo.views.frames import Frames, lookup, records

_POINTING: Final = frozenset({
    "a", "an", "the", "this", "that", "these", "those", "its", "their", "our", "his", "her",
    "it", "they", "them", "we", "us", "both", "each", "either", "neither", "such", "some",
})  # fmt: skip
"""What may begin a sentence, and so have a capital, before words that name nothing."""


def compare(chosen: Chosen) -> pd.DataFrame:
    """The groups beside each other.

    Returns:
        `aggregate.by_group` and for each attribution of the codebook the number of events, the
        number of provinces with an event, `deaths` [persons, best] and `silent` [events without
        a toll]. An event by two groups counts for each.
    """
    table = aggregate.by_group(chosen)
    ranges = aggregate.ranges(chosen.events, "deaths")
    events = chosen.events[["actors", "attribution", "adm1"]].assign(
        deaths=ranges["best"], silent=~ranges["reported"].astype(bool)
    )
    events = events.explode("actors")
    by = events["actors"]
    for attribution in Attribution:
        said = events["attribution"].eq(attribution).groupby(by).sum()
        table[str(attribution)] = (
            lookup(table["actor"], said).astype("float64").fillna(0).astype(int)
        )
    table["provinces"] = (
        lookup(table["actor"], events["adm1"].groupby(by).nunique()).astype("float64").fillna(0)
    )
    table["deaths"] = (
        lookup(table["actor"], events["deaths"].groupby(by).sum()).astype("float64").fillna(0)
    )
    table["silent"] = (
        lookup(table["actor"], events["silent"].groupby(by).sum()).astype("float64").fillna(0)
    )
    whole = ["provinces", "deaths", "silent"]
    table[whole] = table[whole].astype(int)
    return table


def of(chosen: Chosen, actor: str) -> Chosen:
    """The records of one group."""
    events, presence, statistics, held = (
        _naming(rows, actor)
        for rows in (chosen.events, chosen.presence, chosen.statistics, chosen.held)
    )
    spots = chosen.spots[chosen.spots["claim_id"].isin(presence["claim_id"])]
    return Chosen(events=events, presence=presence, statistics=statistics, held=held, spots=spots,
                  undated=0, areas=chosen.areas)  # fmt: skip


def _naming(rows: pd.DataFrame, actor: str) -> pd.DataFrame:
    """The rows that name a group; a list of no flags would be taken for one of no columns."""
    return rows[np.array([actor in actors for actors in rows["actors"]], dtype=bool)]


def strengths(chosen: Chosen) -> pd.DataFrame:
    """Estimates of strength: `low`, `high` [see `counted`], `counted`, `who`, `day`, `claim_id`.

    One row a claim, dated by itself or else by its document; never averaged.
    """
    rows = chosen.presence[
        chosen.presence["strength_low"].notna() | chosen.presence["strength_high"].notna()
    ]
    return pd.DataFrame(
        {
            "claim_id": rows["claim_id"],
            "low": rows["strength_low"].fillna(rows["strength_high"]),
            "high": rows["strength_high"].fillna(rows["strength_low"]),
            "open": rows["strength_high"].isna(),
            "counted": rows["counted"].fillna("other"),
            "speakers": rows["speakers"],
            "day": rows["date_end"].fillna(rows["published"]),
        }
    ).sort_values(["day", "claim_id"], na_position="last")


def people(strengths: pd.DataFrame) -> pd.DataFrame:
    """Those of `strengths` that count people; a number of groups fits no axis of theirs."""
    return strengths[strengths["counted"].ne(Counted.GROUPS)]


def spellings(frames: Frames, actor: str) -> list[tuple[str, int]]:
    """How the sources write a group's name, most often first; from the traces of its claims.

    Words that only point back to it ("the group", "its leaders") are no name.
    """
    trace = frames.tables["trace"]
    named = trace[trace["field"].eq("actors") & trace["start"].notna() & trace["end"].notna()]
    mine = _naming(frames.claims, actor)
    single = mine[mine["actors"].map(len).eq(1)].set_index("claim_id")["doc_id"]
    named = named[named["claim_id"].isin(single.index)]
    texts = frames.documents.set_index("doc_id")["text"]
    counts: Counter[str] = Counter()
    for row in records(named):
        text = texts[single[row.claim_id]]
        written = words.undirected(text[int(row.start) : int(row.end)])
        if _is_name(written):
            counts[" ".join(written.split())] += 1
    return counts.most_common(20)


def _is_name(written: str) -> bool:
    """Whether words hold a proper name: a capital behind "the", or a script without capitals."""
    words_ = written.split()
    if words_ and words_[0].lower() in _POINTING:
        words_ = words_[1:]
    return any(c.isalpha() and not c.islower() for c in "".join(words_))


def targets(events: pd.DataFrame) -> pd.Series:
    """Number of events by kind of target, most first."""
    return events["target_type"].fillna("unknown").value_counts()


def presence_per_year(presence: pd.DataFrame) -> pd.DataFrame:
    """Presence claims per year they speak of, else of their document: `year`, `events`."""
    asserted = presence[~presence["denied"]]
    days = asserted["date_end"].fillna(asserted["published"]).dropna()
    counts = days.dt.year.value_counts()
    if counts.empty:
        return pd.DataFrame({"year": [], "events": []})
    whole = range(int(counts.index.min()), int(counts.index.max()) + 1)
    counts = counts.reindex(whole, fill_value=0)
    return pd.DataFrame({"year": counts.index, "events": counts.to_numpy()})


def per_year(events: pd.DataFrame) -> pd.DataFrame:
    """Events per year that lie inside one year: `year`, `events`; the others are not in it."""
    first, last = events["date_start"].dt.year, events["date_end"].dt.year
    years = first[first.eq(last)]
    if years.empty:
        return pd.DataFrame({"year": [], "events": []})
    whole = range(int(years.min()), int(years.max()) + 1)
    counts = years.value_counts().reindex(whole, fill_value=0)
    return pd.DataFrame({"year": counts.index, "events": counts.to_numpy()})
