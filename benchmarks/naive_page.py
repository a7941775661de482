"""The page that a user would write first: folium built anew for every change, a marker an event.

Run by `benchmarks.ui`; the scripts come from the atlas's own server files, so that both pages
load the same Leaflet from the same place.
"""

import json
import os
from pathlib import Path

import folium
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from geo.store.snapshot import open_current
from geo.views.map import AtlasMap


@st.cache_data
def events(folder: str) -> pd.DataFrame:
    table = open_current(Path(folder)).tables["events"]
    return pd.DataFrame(table.drop(columns="geometry"))


@st.cache_data
def middle_of_each_province() -> dict[str, tuple[float, float]]:
    """Where such a page puts an event that is not known to a point."""
    layer = json.loads((Path(os.environ["PYTHONPATH"]) / "static/map/provinces.json").read_text())
    return {f["properties"]["id"]: tuple(f["properties"]["at"]) for f in layer["features"]}


middles = middle_of_each_province()
rows = events(os.environ["AFATLAS_STORE"])
months = pd.date_range(rows["date_start"].min(), rows["date_start"].max(), freq="MS")
first = st.slider("From month", 0, len(months) - 1, 0)
rows = rows[rows["date_start"] >= months[first]]
made = AtlasMap(location=(34, 67), zoom_start=6, tiles=None)
for row in rows.itertuples():
    at = (row.lat, row.lon) if pd.notna(row.lat) else middles.get(row.adm1, (34.0, 66.0))
    folium.CircleMarker(at, radius=4, tooltip=row.event_id).add_to(made)
stamp = folium.DivIcon(class_name=f"stamp stamp-{first}", html="")
folium.Marker((34, 67), icon=stamp).add_to(made)
st_folium(made, width=800, height=545, returned_objects=[])
