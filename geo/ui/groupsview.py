"""The groups page: one group in full, and the groups beside each other."""

from typing import Final

import pandas as pd
import streamlit as st

from geo.codes import Activity, Attribution
from geo.ui import address, cards, elements, widgets
from geo.ui.session import Atlas
from geo.ui.text import plain
from geo.views import aggregate, charts, groups, palette, presence, words
from geo.views.filters import Chosen, Filters
from geo.views.words import Names

_KEY: Final = "f_group"


def draw(found: Atlas, filters: Filters, chosen: Chosen, names: Names) -> None:
    """The comparison, then the group of the address."""
    table = groups.compare(chosen)
    if table.empty:
        return
    _comparison(table, names)
    known = table["actor"].tolist()
    asked = address.own("group")
    actor = str(asked if asked in known else known[0])
    st.session_state[_KEY] = actor
    st.selectbox("Group", known, key=_KEY, format_func=names.actor, on_change=_chosen)
    _profile(found, filters, groups.of(chosen, actor), actor, names)


def _chosen() -> None:
    filters, _ = Filters.from_query(st.query_params.to_dict())
    address.write(filters, group=st.session_state[_KEY])


def _comparison(table: pd.DataFrame, names: Names) -> None:
    st.subheader("The groups beside each other", anchor=False)
    shown = pd.DataFrame(
        {
            "Group": [names.actor(a) for a in table["actor"]],
            "Events": table["events"],
            "of these attacks": table["attacks"],
            "Provinces": table["provinces"],
            "Deaths (best)": table["deaths"],
            "No figure": table["silent"],
        }
        | {words.code(a).capitalize(): table[str(a)] for a in Attribution}
        | {"Said to be present": table["presence"], "Denied": table["denied"]}
    )
    st.dataframe(
        shown, hide_index=True, width="stretch", height=widgets.height(len(shown), 324),
        key="comparison", column_config=widgets.whole(*shown.columns[1:]),
    )  # fmt: skip
    st.caption(
        "An event by two groups counts for each of them, so columns do not add up. Denied: claims "
        "that deny the presence of this very group; those about all groups are on Contested."
    )


def _profile(found: Atlas, filters: Filters, mine: Chosen, actor: str, names: Names) -> None:
    said = aggregate.toll(mine.events)
    st.markdown(
        f"**{plain(names.actor(actor))}**: {words.count(len(mine.events), 'event')}, "
        f"deaths {words.total(said)}; "
        f"{words.count(int((~mine.presence['denied']).sum()), 'presence claim')}, "
        f"{words.count(int(mine.presence['denied'].sum()), 'denial')}; "
        f"{words.count(len(mine.statistics), 'statistic')}"
    )
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown("**Events per year**")
        years = groups.per_year(mine.events)
        if len(years):
            elements.histogram(
                charts.bars(years["year"], years["events"], palette.group(actor)), "years", _year
            )
        outside = len(mine.events) - int(years["events"].sum())
        if outside:
            st.caption(f"{words.count(outside, 'event')} not dated to a single year.")
        _said_per_year(mine, actor)
        st.markdown("**Where**")
        _where(mine, names)
    with right:
        st.markdown("**How many it is said to have**")
        _strengths(mine, filters)
        st.markdown("**On whose word events are laid to it**")
        counts = mine.events["attribution"].fillna("unknown").value_counts()
        elements.ranking(charts.tally(counts, palette.group(actor)), "by_word", _word)
        st.markdown("**Targets**")
        targets = groups.targets(mine.events)
        elements.ranking(charts.tally(targets, palette.group(actor)), "targets", _noted)
        st.markdown("**How the sources write its name**")
        written = groups.spellings(found.frames, actor)
        st.text(" · ".join(f"{text} ({n:,})" for text, n in written) or "—")
        support = mine.presence[mine.presence["activity"].eq(Activity.SUPPORT)]
        st.markdown(f"**What is said about its support** · {len(support):,}")
        day = presence.as_of(found.frames, filters)
        cards.presence(support, filters, names, "support", day, most=15)


def _said_per_year(mine: Chosen, actor: str) -> None:
    said = groups.presence_per_year(mine.presence)
    if len(said):
        st.markdown("**Presence claims per year**, of the claim or else of its document")
        elements.histogram(
            charts.bars(said["year"], said["events"], palette.group(actor), 60, "presence claim"),
            "said_years", _noted,
        )  # fmt: skip


def _word() -> None:
    clicked = getattr(st.session_state.get("by_word"), "clicked", None)
    if clicked:
        address.sets("attribution", [str(clicked)])


def _year() -> None:
    clicked = getattr(st.session_state.get("years"), "clicked", None)
    if clicked:
        address.changes(**charts.whole_year(int(clicked)))


def _where(mine: Chosen, names: Names) -> None:
    table = aggregate.by_area(mine).sort_values(["attacks", "presence"], ascending=False)
    st.dataframe(
        pd.DataFrame(
            {
                "Province": [names.province(str(a)) for a in table.index],
                "Attacks": table["attacks"],
                "Presence": table["presence"],
                "Denied": table["denied"],
                "Latest event": table["last"],
            }
        ),
        hide_index=True, width="stretch", height=240, key="where",
        column_config=widgets.whole("Attacks", "Presence", "Denied")
        | {"Latest event": st.column_config.DateColumn(format="YYYY-MM-DD")},
    )  # fmt: skip
    off = aggregate.off_map(mine)
    if len(off):
        st.caption(f"{words.count(len(off), 'record')} of this group cannot be put in a province.")


def _strengths(mine: Chosen, filters: Filters) -> None:
    table = groups.strengths(mine)
    if table.empty:
        st.caption("No source that matches gives a number.")
        return
    people = groups.people(table)
    if len(people):
        elements.intervals(charts.intervals(people), "strengths", _noted)
    if len(people) < len(table):
        st.caption("Numbers that count groups, not people, are in the table only.")
    st.dataframe(
        pd.DataFrame(
            {
                "Number": [
                    words.people(low, low, float("nan") if open_ else high)
                    for low, high, open_ in zip(
                        table["low"], table["high"], table["open"], strict=True
                    )
                ],
                "Counts": [words.code(c) for c in table["counted"]],
                "Said by": [
                    words.undirected(" citing ".join(s)) or "the document"
                    for s in table["speakers"]
                ],
                "As of": table["day"],
                "Open": [
                    address.page_url("evidence", filters, claim=c) for c in table["claim_id"]
                ],
            }
        ),
        hide_index=True, width="stretch", key="strength_table",
        column_config={
            "As of": st.column_config.DateColumn(format="YYYY-MM-DD"),
            "Open": st.column_config.LinkColumn(display_text="evidence"),
        },
    )  # fmt: skip


def _noted() -> None:
    """A click on an interval changes nothing; the table beneath has the links."""
