"""The gazetteer page: search in any script, the place on the map, who uses it, the worklist."""

from typing import Final

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from geo.model import Place
from geo.places.geocoder import PlaceResolver
from geo.places.worklist import open_names, worklist
from geo.ui import address, cards, elements, session
from geo.ui.session import Atlas
from geo.ui.text import plain
from geo.views import gazetteer, presence, words
from geo.views import map as atlas_map
from geo.views.filters import Filters
from geo.views.words import Names

_QUERY: Final = "gazetteer_query"
_CARDS: Final = 12
_HEIGHT: Final = 430


def find() -> Place | None:
    """The search box and what it finds; gives the place to show, or None."""
    resolver = session.resolver()
    asked = address.own("q") or ""
    st.text_input(
        "Find a place", value=asked, key=_QUERY, on_change=_asked,
        placeholder="Kunduz · Faizabad, Badakhshan · قندوز · شینډنډ",
        help="Latin, Dari or Pashto; a larger place after a comma.",
    )  # fmt: skip
    chosen = resolver.gazetteer.get(address.own("place") or "")
    if not asked.strip():
        if chosen is None:
            st.caption(f"{len(resolver.gazetteer):,} places. Search, or open the worklist below.")
        return chosen
    hits = gazetteer.search(resolver, asked)
    st.markdown(f"**{plain(asked)}**: {plain(hits.reason)}")
    if len(hits.places) > 1 or hits.answer is None:
        _offer(hits.places, resolver)
    return chosen or hits.answer


def _asked() -> None:
    address.write(_filters(), q=str(st.session_state[_QUERY]).strip() or None, place=None)


def _filters() -> Filters:
    return Filters.from_query(st.query_params.to_dict(), session.atlas().known)[0]


def _offer(places: tuple[Place, ...], resolver: PlaceResolver) -> None:
    """Places to choose from, each a link to itself."""
    if not places:
        return
    rows = gazetteer.table(places, resolver)
    filters = _filters()
    links = [address.page_url("gazetteer", filters, place=i) for i in rows["id"]]
    st.dataframe(
        pd.DataFrame(
            {
                "Name": rows["name"], "Kind": rows["kind"], "In": rows["in"],
                "Dari": rows["fa"], "Pashto": rows["ps"], "Place": links,
            }
        ),
        hide_index=True, width="stretch", key="gazetteer_hits",
        column_config={"Place": st.column_config.LinkColumn(display_text="show")},
    )  # fmt: skip


def show(found: Atlas, place: Place, filters: Filters, names: Names) -> None:
    """A place: its names in three scripts, its picture, its facts, who uses it."""
    resolver = session.resolver()
    st.subheader(plain(f"{place.name}, {place.kind}"), anchor=False)
    main, side = st.columns([2, 1], gap="medium")
    with main:
        dark = st.context.theme.type == "dark"
        picture = gazetteer.picture(place, names.provinces, names.districts, dark=dark)
        st_folium(
            session.base_map(), key="gazetteer_map", height=_HEIGHT, use_container_width=True,
            feature_group_to_add=atlas_map.layer(atlas_map.encode(picture)), returned_objects=[],
        )  # fmt: skip
    with side:
        elements.names(gazetteer.scripts(place))
        facts = gazetteer.facts(place, resolver)
        st.caption("  \n".join(f"**{label}** {plain(text)}" for label, text in facts))
    used = gazetteer.usage(found.frames, place)
    st.markdown(
        f"**Used by** {words.count(len(used.events), 'event')} and "
        f"{words.count(len(used.presence), 'presence claim')}"
    )
    day = presence.as_of(found.frames, filters)
    if len(used.events):
        cards.events(used.events, filters, names, "used_events", most=_CARDS)
    if len(used.presence):
        cards.presence(used.presence, filters, names, "used_presence", day, most=_CARDS)


def open_list(found: Atlas) -> None:
    """The worklist: names that texts use and the gazetteer leaves open."""
    resolver = session.resolver()
    items = worklist(open_names(found.frames.tables["toponyms"]))
    st.subheader(f"Worklist: {words.count(len(items), 'open name')}", anchor=False)
    if not items:
        st.caption("Every name in the texts was resolved.")
        return
    st.caption(
        "Names that may mean several places, or none that the gazetteer knows. None is guessed. "
        "Add one with `afatlas gazetteer add`."
    )
    st.dataframe(
        pd.DataFrame(
            {
                "Name": [i.toponym for i in items],
                "Status": [i.status for i in items],
                "Mentions": [i.mentions for i in items],
                "Documents": [len(i.documents) for i in items],
                "Words around it": [i.quotes[0] for i in items],
                "May be": [_may_be(i.suggestions, resolver) for i in items],
                "Text": [f"evidence?doc={i.documents[0]}" for i in items],
            }
        ),
        hide_index=True, width="stretch", key="worklist",
        column_config={"Text": st.column_config.LinkColumn(display_text="open")},
    )  # fmt: skip


def _may_be(ids: tuple[str, ...], resolver: PlaceResolver) -> str:
    places = [resolver.gazetteer.get(i) for i in ids]
    return "; ".join(
        f"{p.name} ({p.kind}, {gazetteer.whole(p, resolver)})" for p in places if p is not None
    )
