"""The map page: folium through st_folium, the off-map box and the panel of a province."""

from typing import Any, Final

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from geo.ui import address, cards, frame, session
from geo.ui.session import Atlas
from geo.ui.text import plain
from geo.views import aggregate, words
from geo.views import map as atlas_map
from geo.views.filters import Chosen, Filters, Level, Measure
from geo.views.map import View
from geo.views.words import Names

HEIGHT: Final = 545
_KEY: Final = "atlas_map"


def draw(found: Atlas, filters: Filters, chosen: Chosen, names: Names) -> None:
    """Draw the map; a click on an area or a dot opens its panel."""
    view = View(
        frames=found.frames, filters=filters, chosen=chosen, names=names,
        bounds=session.bounds(found, filters), population=session.population(),
        points=session.points(),
        dark=st.context.theme.type == "dark",
    )  # fmt: skip
    st_folium(
        session.base_map(), key=_KEY, height=HEIGHT, width=None, use_container_width=True,
        feature_group_to_add=atlas_map.layer(atlas_map.payload(view)),
        returned_objects=["last_active_drawing"], on_change=_clicked,
    )  # fmt: skip


def _clicked() -> None:
    value: Any = st.session_state.get(_KEY) or {}
    clicked = (value.get("last_active_drawing") or {}).get("properties") or {}
    area = clicked.get("at")
    if area in session.atlas().known.provinces:
        address.changes(at=area)


def balance(filters: Filters, chosen: Chosen) -> None:
    """Say how many records are on the map, and how many cannot be."""
    split = aggregate.balance(chosen, filters.measure)
    noun = {Measure.ATTACKS: "attack", Measure.PRESENCE: "presence claim"}.get(
        filters.measure, "event"
    )
    st.markdown(
        f"**{words.count(split.total, noun)}** = **{split.mapped:,}** on the map "
        f"+ **{split.off_map:,}** off the map"
    )
    if filters.measure in {Measure.DEATHS, Measure.INJURED}:
        st.markdown(
            f"{words.MEASURES_SHORT[filters.measure]}: "
            f"{words.total(aggregate.toll(chosen.events, str(filters.measure)))}"
        )
    if filters.level is Level.DISTRICT:
        coarse = chosen.events["on_map"] & chosen.events["adm2"].isna()
        if coarse.any():
            st.caption(
                f"{words.count(int(coarse.sum()), 'mapped event')} known only to the province: "
                "no district is shaded for it."
            )


def off_map_box(filters: Filters, chosen: Chosen, names: Names) -> None:
    """List the records that no honest dot or shade can show."""
    rows = aggregate.off_map(chosen)
    wanted = "presence" if filters.measure is Measure.PRESENCE else "event"
    rows = rows[rows["kind"].eq(wanted)]
    if wanted == "event" and filters.measure is Measure.ATTACKS:
        attacks = chosen.events.loc[chosen.events["is_attack"], "event_id"]
        rows = rows[rows["record"].isin(attacks)]
    label = f"Off the map: {len(rows):,}"
    with st.expander(label, expanded=False, key="offmap"):
        if rows.empty:
            st.caption("Everything that matches is on the map.")
            return
        reasons = rows["reason"].value_counts()
        st.markdown(" · ".join(f"{reason}: {n:,}" for reason, n in reasons.items()))
        if wanted == "event":
            events = chosen.events[chosen.events["event_id"].isin(rows["record"])]
            cards.events(_latest(events).head(30), filters, names)
        else:
            claims = chosen.presence[chosen.presence["claim_id"].isin(rows["record"])]
            cards.presence(claims.head(30), filters, names)
        if len(rows) > 30:
            st.caption(f"and {len(rows) - 30:,} more in the table below.")


def province_panel(found: Atlas, filters: Filters, chosen: Chosen, names: Names) -> None:
    """What the records say about one province, or how to open one."""
    at = filters.at
    if at is None:
        st.caption("Click a province or a dot to see its records.")
        _ranking(chosen, filters, names)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(plain(names.province(at)), anchor=False)
        st.button("Close", key="close_panel", type="tertiary", on_click=address.clears,
                  args=("at",))  # fmt: skip
    events = _latest(chosen.events[chosen.events["adm1"].eq(at) & chosen.events["on_map"]])
    inside = chosen.spots.loc[chosen.spots["adm1"].eq(at), "claim_id"]
    claims = chosen.presence[chosen.presence["claim_id"].isin(inside)]
    deaths = words.total(aggregate.toll(events))
    st.markdown(
        f"{words.count(len(events), 'event')} · deaths: {deaths} · "
        f"{words.count(len(claims), 'presence claim')}"
    )
    if len(events):
        cards.events(events.head(40), filters, names)
        if len(events) > 40:
            st.caption(f"and {len(events) - 40:,} more in the table below.")
    if len(claims):
        st.markdown("**Said to be here, or said not to be**")
        cards.presence(claims.head(20), filters, names)
    if not len(events) and not len(claims):
        st.info("No record names this province. That is not the same as nothing happening.")
    del found


def _ranking(chosen: Chosen, filters: Filters, names: Names) -> None:
    table = aggregate.by_area(chosen)
    numbers = aggregate.measured(table, filters.measure).dropna().sort_values(ascending=False)
    numbers = numbers[numbers > 0].head(12)
    if numbers.empty:
        return
    st.markdown(f"**Most {words.MEASURES_SHORT[filters.measure].lower()}**")
    for area, number in numbers.items():
        link = address.link(filters, at=str(area))
        st.page_link(
            frame.page("map"), label=f"{plain(names.province(str(area)))} — {number:,.0f}",
            query_params=link,
        )  # fmt: skip


def _latest(events: pd.DataFrame) -> pd.DataFrame:
    return events.sort_values(["date_start", "event_id"], ascending=[False, True])
