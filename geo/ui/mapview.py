"""The map page: folium through st_folium, the off-map box and the panel of a province."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from geo.ui import address, cards, elements, session
from geo.ui.session import Atlas
from geo.ui.text import plain
from geo.views import aggregate, charts, coverage, presence, words
from geo.views import map as atlas_map
from geo.views.filters import Chosen, Filters, Level, Measure
from geo.views.words import Names

HEIGHT: Final = 545
_KEY: Final = "atlas_map"


def draw(found: Atlas, filters: Filters) -> None:
    """Draw the map; a click on an area or a dot opens its panel."""
    encoded = session.picture(found, filters, dark=st.context.theme.type == "dark")
    st_folium(
        session.base_map(), key=_KEY, height=HEIGHT, width=None, use_container_width=True,
        feature_group_to_add=atlas_map.layer(encoded),
        returned_objects=["last_active_drawing"], on_change=_clicked,
    )  # fmt: skip


def _clicked() -> None:
    value: Any = st.session_state.get(_KEY) or {}
    clicked = (value.get("last_active_drawing") or {}).get("properties") or {}
    area = clicked.get("at")
    if area in session.atlas().known.provinces:
        address.changes(at=area)


def panel(found: Atlas, filters: Filters, chosen: Chosen, names: Names) -> None:
    """What stands beside the map: the balance, what is off the map, the open province."""
    _balance(filters, chosen)
    _off_map_box(found, filters, chosen, names)
    _held_box(found, filters, chosen)
    province_panel(found, filters, chosen, names)


def _balance(filters: Filters, chosen: Chosen) -> None:
    """Say how many records are on the map, and how many cannot be."""
    split = aggregate.balance(chosen, filters.measure)
    noun = {Measure.ATTACKS: "attack", Measure.PRESENCE: "presence claim"}.get(
        filters.measure, "event"
    )
    sums = f"= **{split.mapped:,}** on the map + **{split.off_map:,}** off the map"
    lines = [f"**{words.count(split.total, noun)}** {sums}"]
    if filters.measure in {Measure.DEATHS, Measure.INJURED}:
        lines.append(
            f"{words.MEASURES_SHORT[filters.measure]}: "
            f"{words.total(aggregate.toll(chosen.events, str(filters.measure)))}"
        )
    st.markdown("  \n".join(lines))
    if filters.level is Level.DISTRICT:
        coarse = int((chosen.events["on_map"] & chosen.events["adm2"].isna()).sum())
        if coarse:
            st.caption(
                f"{words.count(coarse, 'mapped event')} known only to the province: "
                "no district is shaded for it."
            )
        if filters.per_head:
            st.caption(words.NO_DISTRICT_RATES)


def _off_map_box(found: Atlas, filters: Filters, chosen: Chosen, names: Names) -> None:
    """List the records that no honest dot or shade can show; made when it is opened."""
    claims = filters.measure is Measure.PRESENCE
    rows = chosen.presence if claims else chosen.events
    off = ~rows["on_map"]
    if filters.measure is Measure.ATTACKS:
        off &= rows["is_attack"]
    if not off.any():
        if len(rows):
            st.caption("Everything that matches is on the map.")
        return
    label = f"Off the map: {int(off.sum()):,}"
    box = st.expander(label, key="offmap", on_change="rerun")
    if not box.open:
        return
    rows = rows[off]
    with box:
        reasons = rows["reason"].value_counts()
        st.markdown(" · ".join(f"{reason}: {n:,}" for reason, n in reasons.items()))
        if claims:
            day = presence.as_of(found.frames, filters)
            cards.presence(rows, filters, names, "offmap_cards", day)
        else:
            cards.events(_latest(rows), filters, names, "offmap_cards")


def _held_box(found: Atlas, filters: Filters, chosen: Chosen) -> None:
    """List the claims that a person has to look at first; made when it is opened."""
    if not len(chosen.held):
        return
    box = st.expander(f"Held for review: {len(chosen.held):,}", key="held", on_change="rerun")
    if box.open:
        with box:
            st.caption("Claims that the extractor is unsure of. No number and no map holds them.")
            cards.claims(found, chosen.held, filters, "held_cards")


def province_panel(
    found: Atlas, filters: Filters, chosen: Chosen, names: Names, *, of_events: bool = False
) -> None:
    """What the records say about one province, or which provinces have most.

    Args:
        found: The atlas.
        filters: What is shown.
        chosen: What matches.
        names: Our names.
        of_events: Rank the provinces by events of all sorts, whatever the map counts.
    """
    at = filters.at
    if at is None and of_events:
        numbers = aggregate.by_area(chosen)["events"]
        plain_counts = replace(filters, measure=Measure.ATTACKS, per_head=False)
        _ranking("Events, by province", charts.ranking(numbers, plain_counts, names))
        return
    if at is None:
        rows = charts.ranking(session.numbers(found, filters), filters, names)
        _ranking(f"{words.measure(filters)}, by {filters.level}", rows)
        return
    with st.container(horizontal=True, vertical_alignment="center", key="panel_head"):
        st.subheader(plain(names.province(at)), anchor=False)
        st.button("Close", key="close_panel", type="tertiary", on_click=address.clears,
                  args=("at",))  # fmt: skip
    events = _latest(chosen.events[chosen.events["adm1"].eq(at) & chosen.events["on_map"]])
    inside = chosen.spots.loc[chosen.spots["adm1"].eq(at), "claim_id"]
    claims = chosen.presence[chosen.presence["claim_id"].isin(inside)]
    if not len(events) and not len(claims):
        st.info("No record names this province. That is not the same as nothing happening.")
        return
    deaths = words.total(aggregate.toll(events))
    st.markdown(
        f"{words.count(len(events), 'event')} · deaths: {deaths} · "
        f"{words.count(len(claims), 'presence claim')}"
    )
    told = coverage.tellers(found.frames, events["event_id"], claims["claim_id"])
    st.caption(plain(f"Told by {told}"))
    if len(claims):
        denied = int(claims["denied"].sum())
        label = f"Said to be here: {len(claims) - denied:,} · denied: {denied:,}"
        first = filters.measure is Measure.PRESENCE or not len(events)
        with st.expander(label, expanded=first, key="said_here"):
            day = presence.as_of(found.frames, filters)
            if everywhere := presence.denied_everywhere(found.frames, claims, day.day):
                said = words.count(everywhere, "denial names", "denials name")
                st.caption(f"{said} these groups, or all, but no single province: see Contested.")
            cards.presence(claims, filters, names, "panel_presence", day)
    if len(events):
        cards.events(events, filters, names, "panel_events")


def _ranking(title: str, rows: Mapping[str, Any]) -> None:
    if not rows["rows"]:
        return
    st.markdown(f"**{title}**")
    st.caption("Click a row, an area or a dot to read its records.")
    elements.ranking(rows, "ranking", _ranked)


def _ranked() -> None:
    area = getattr(st.session_state.get("ranking"), "clicked", None)
    if area in session.atlas().known.provinces:
        address.changes(at=str(area))


def _latest(events: pd.DataFrame) -> pd.DataFrame:
    return events.sort_values(["date_start", "event_id"], ascending=[False, True])
