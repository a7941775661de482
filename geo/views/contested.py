"""Who says so and who says otherwise: denials beside claims, and numbers that rival each other."""

from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from geo.codes import Kind, Stance
from geo.model import ANY_ACTOR
from geo.views import words
from geo.views.filters import Chosen, Filters
from geo.views.frames import Frames, records

_EARLIEST: Final = ["published", "claim_id"]
"""Order in which claims are told."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """What is said of one group from both sides.

    Attributes:
        actor: Actor id.
        asserted: Claims that say so, rows of `Frames.claims`, earliest first.
        denied: Claims that say otherwise, those about all groups at once included.
    """

    actor: str
    asserted: pd.DataFrame
    denied: pd.DataFrame

    @property
    def of_all(self) -> int:
        """How many of the denials speak of all groups at once, and do not name this one."""
        return int(self.denied["actors"].eq(ANY_ACTOR).sum())


def widened(frames: Frames, filters: Filters, chosen: Chosen) -> Chosen:
    """What matches, with the records about all groups at once where single groups are chosen.

    "No group operates here" speaks of the chosen group too, though it does not name it.
    """
    if not filters.groups or ANY_ACTOR in filters.groups:
        return chosen
    return replace(filters, groups=(*filters.groups, ANY_ACTOR)).apply(frames)


def disputes(frames: Frames, filters: Filters, chosen: Chosen) -> list[Dispute]:
    """The groups of which something is both asserted and denied, most denials first.

    Presence is set against presence, an event against its own denial. A denial about all
    groups at once stands beside every group that is said to be present. Where groups are
    chosen, these alone are told of: of another that a claim names beside them the choice
    holds a part only.
    """
    claims = _chosen_claims(frames, widened(frames, filters, chosen))
    presence = claims[claims["kind"].eq(Kind.PRESENCE)]
    denied_events = set(chosen.events.loc[chosen.events["denied"], "event_id"])
    events = claims[claims["event_id"].isin(denied_events)]
    rows = pd.concat([presence, events]).drop_duplicates("claim_id")
    rows = rows.sort_values(_EARLIEST, na_position="last")
    exploded = rows.explode("actors")
    against = exploded["stance"].eq(Stance.DENIED)
    out = []
    wanted = set(filters.groups) - {ANY_ACTOR} or set(exploded["actors"].dropna()) - {ANY_ACTOR}
    for actor in sorted(wanted):
        asserted = exploded[~against & exploded["actors"].eq(actor)]
        named = exploded[against & exploded["actors"].eq(actor)]
        of_all = exploded[against & exploded["actors"].eq(ANY_ACTOR)]
        of_all = of_all[~of_all["claim_id"].isin(named["claim_id"])]
        if len(asserted) and len(named) + len(of_all):
            denied = pd.concat([named, of_all]).sort_values(_EARLIEST, na_position="last")
            out.append(Dispute(str(actor), asserted, denied))
    return sorted(out, key=lambda d: (-len(d.denied), -len(d.asserted), d.actor))


def unanswered(frames: Frames, filters: Filters, chosen: Chosen) -> pd.DataFrame:
    """Denials of groups that no chosen claim says to be present."""
    claims = _chosen_claims(frames, chosen)
    denied = claims[claims["stance"].eq(Stance.DENIED)]
    shown = {c for d in disputes(frames, filters, chosen) for c in d.denied["claim_id"]}
    return denied[~denied["claim_id"].isin(shown)].sort_values(_EARLIEST)


@dataclass(frozen=True, slots=True)
class Rivals:
    """Numbers for the same thing that do not agree.

    Attributes:
        actor: Actor id.
        what: Metric, or whom a strength counts.
        kind: statistic or strength.
        rows: `claim_id`, `doc_id`, `low`, `high` [see `what`; NaN unknown], `speakers`,
            `published`, `published_sure`, `date_start`, `date_end`, `date_prec`, `counted`.
    """

    actor: str
    what: str
    kind: str
    rows: pd.DataFrame


def rivals(chosen: Chosen) -> list[Rivals]:
    """Strengths and statistics of one group that differ between claims.

    Statistics rival each other only for the same metric and the same period; strengths are
    compared whoever they count, since that is where sources differ (fighters, with families).
    """
    out = []
    strengths = chosen.presence[
        chosen.presence["strength_low"].notna() | chosen.presence["strength_high"].notna()
    ].explode("actors")
    for actor, part in strengths.groupby("actors"):
        rows = part.assign(low=part["strength_low"], high=part["strength_high"])
        if _differ(rows):
            out.append(Rivals(str(actor), "strength", "strength", _numbers(rows)))
    counted = chosen.statistics[
        chosen.statistics["low"].notna() | chosen.statistics["high"].notna()
    ].explode("actors")
    keys = ["actors", "metric", "date_start", "date_end"]
    for key, part in counted.groupby(keys, dropna=False):
        if _differ(part):
            out.append(Rivals(str(key[0]), str(key[1]), "statistic", _numbers(part)))
    return out


def _differ(rows: pd.DataFrame) -> bool:
    return len(rows[["low", "high"]].drop_duplicates()) > 1


def _numbers(rows: pd.DataFrame) -> pd.DataFrame:
    columns = ["claim_id", "doc_id", "low", "high", "speakers", "lens", "published",
               "published_sure", "date_start", "date_end", "date_prec", "counted"]  # fmt: skip
    return rows[columns].sort_values(["published", "claim_id"], na_position="last")


def _chosen_claims(frames: Frames, chosen: Chosen) -> pd.DataFrame:
    claims = frames.claims
    return claims[
        claims["event_id"].isin(chosen.events["event_id"])
        | claims["claim_id"].isin(chosen.presence["claim_id"])
    ]


def axis(disputes_: list[Dispute]) -> pd.DataFrame:
    """Both sides on one time axis: `day`, `when` (in words), `actor`, `stance`, `claim_id`.

    What nobody dates is left out.
    """
    rows = []
    for dispute in disputes_:
        for stance, side in (("said", dispute.asserted), ("denied", dispute.denied)):
            for row in records(side):
                own = pd.notna(row.date_end)
                when = (
                    words.day_range(row.date_start, row.date_end, row.date_prec)
                    if own
                    else f"published {words.published(row.published, row.published_sure)}"
                )
                day = row.date_end if own else row.published
                rows.append((day, when, dispute.actor, stance, row.claim_id))
    table = pd.DataFrame(rows, columns=["day", "when", "actor", "stance", "claim_id"])
    return table.dropna(subset=["day"])
