"""Where groups are said to be, how long ago it was confirmed, and who says otherwise.

A presence is "solid" while some source confirmed it within 12 months of the day looked at and
"faded" after that; beside it stands whether somebody denies it. Nothing is averaged.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from geo.model import ANY_ACTOR
from geo.views.filters import Chosen, Filters, span
from geo.views.frames import AFGHANISTAN, Frames

FRESH_MONTHS: Final = 12
AGED_WORDS: Final = "not confirmed for over 12 months"
SOLID: Final = "solid"
FADED: Final = "faded"

COLUMNS: Final = (
    "actor", "adm1", "activity", "last", "last_sure", "last_claim", "claims", "denials",
    "state", "denied",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day that ages are counted from, and why that one."""

    day: date
    reason: str


def as_of(frames: Frames, filters: Filters) -> AsOf:
    """The end of the chosen period, else the day of the latest document."""
    if filters.until:
        return AsOf(filters.until, "end of the period")
    latest = frames.documents["published"].max()
    day = date(1900, 1, 1) if pd.isna(latest) else latest.date()
    return AsOf(day, "latest document")


def limit(day: date) -> pd.Timestamp:
    """The earliest day whose confirmation is still fresh on a day."""
    return pd.Timestamp(day) - pd.DateOffset(months=FRESH_MONTHS)


def aged(row: Any, day: date) -> bool:
    """Whether what a row of `Frames.presence` says is old, or undated, on a day."""
    last = row.published if pd.isna(row.date_end) else row.date_end
    return not last >= limit(day)


def cells(frames: Frames, chosen: Chosen, day: date) -> pd.DataFrame:
    """One row for each group, province and activity that some source asserts.

    Args:
        frames: The snapshot; denials are looked for in all of it, chosen or not.
        chosen: The presence claims to show.
        day: The day looked at; what is dated later counts as confirmed on that day.

    Returns:
        `COLUMNS`: `last` [day of the latest confirmation, NaT where undated], `last_sure` (how
        sure that day is where it is the document's, else ""), `last_claim`, `claims` and
        `denials` [count], `state` (solid, faded), `denied` [bool]. An area outside any single
        province is not in the table.
    """
    asserted = chosen.presence[~chosen.presence["denied"]]
    spots = chosen.spots[chosen.spots["on_map"]][["claim_id", "adm1"]].drop_duplicates()
    rows = asserted[["claim_id", "actors", "activity", "date_start", "date_end", "published",
                     "published_sure", "denied"]].merge(spots, on="claim_id")  # fmt: skip
    if rows.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    rows["last"] = span(rows)[1]
    rows["last_sure"] = rows["published_sure"].where(rows["date_end"].isna(), "")
    rows = rows.explode("actors").rename(columns={"actors": "actor"})
    rows["activity"] = rows["activity"].fillna("presence")
    rows = rows.sort_values("last", na_position="first", kind="stable")
    table = (
        rows.groupby(["actor", "adm1", "activity"], sort=True)
        .agg(
            last=("last", "last"),
            last_sure=("last_sure", "last"),
            last_claim=("claim_id", "last"),
            claims=("claim_id", "nunique"),
        )
        .reset_index()
    )
    counts = _covering(denials(frames, day))
    table["denials"] = [
        counts(actor, adm1) for actor, adm1 in zip(table["actor"], table["adm1"], strict=True)
    ]
    table["state"] = table["last"].ge(limit(day)).map({True: SOLID, False: FADED})
    table["denied"] = table["denials"] > 0
    return table[list(COLUMNS)]


def matrix(table: pd.DataFrame) -> pd.DataFrame:
    """Claims by group (rows) and activity (columns), from `cells`; most claims first."""
    wide = table.pivot_table(
        index="actor", columns="activity", values="claims", aggfunc="sum", fill_value=0
    )
    columns = wide.sum().sort_values(ascending=False, kind="stable").index
    rows = wide.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return wide.loc[rows, columns].astype(int)


def denials(frames: Frames, day: date) -> pd.DataFrame:
    """Denied presence said up to a day: `claim_id`, `actor`, `adm1` (None: whole country)."""
    said = frames.presence[frames.presence["denied"]]
    said = said[~span(said)[0].gt(pd.Timestamp(day))]
    places = frames.spots[["claim_id", "adm1", "country"]]
    rows = said[["claim_id", "actors"]].merge(places, on="claim_id", how="left")
    home = rows["country"].isna() | rows["country"].eq(AFGHANISTAN)
    rows = rows[home].explode("actors").rename(columns={"actors": "actor"})
    return rows[["claim_id", "actor", "adm1"]].drop_duplicates()


def denied_everywhere(frames: Frames, claims: pd.DataFrame, day: date) -> int:
    """How many denials without a province speak of a group that some claims assert, or of all."""
    told = claims.loc[~claims["denied"], "actors"].explode().dropna()
    rows = denials(frames, day)
    whole = rows[rows["adm1"].isna() & rows["actor"].isin({*told, ANY_ACTOR})]
    return int(whole["claim_id"].nunique()) if len(told) else 0


def _covering(refusals: pd.DataFrame) -> Callable[[str, str], int]:
    """How many denials cover a group in a province: of it or of all, there or everywhere."""
    places = [None if pd.isna(a) else str(a) for a in refusals["adm1"]]
    said: defaultdict[tuple[str, str | None], set[str]] = defaultdict(set)
    for claim, actor, place in zip(refusals["claim_id"], refusals["actor"], places, strict=True):
        said[actor, place].add(claim)

    def covering(actor: str, adm1: str) -> int:
        keys = [(a, p) for a in (actor, ANY_ACTOR) for p in (adm1, None)]
        return len(set().union(*(said[key] for key in keys if key in said)))

    return covering


def area_state(table: pd.DataFrame) -> pd.DataFrame:
    """Per province: `faded` (nothing in it is solid) and `denied` (something in it is)."""
    marked = table.assign(solid=table["state"].eq(SOLID))
    grouped = marked.groupby("adm1")
    return pd.DataFrame(
        {
            "faded": grouped["solid"].sum().eq(0),
            "denied": grouped["denied"].sum().gt(0),
            "last": grouped["last"].max(),
        }
    )
