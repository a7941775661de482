"""The method page: what the signs mean, versions, limits, disclaimer."""

from typing import Final

import pandas as pd
import streamlit as st

from geo.codes import DatePrec, WherePrec
from geo.config import ROOT
from geo.ui import frame
from geo.ui.session import Atlas
from geo.ui.text import plain

_WHERE: Final = {
    WherePrec.EXACT: ("A named point: a village, a city, a site", "dot"),
    WherePrec.NEAR: ("Near a named point", "ring"),
    WherePrec.ADM2: ("Somewhere in a known district", "district shaded, no dot"),
    WherePrec.ADM1: ("Somewhere in a known province", "province shaded, no dot"),
    WherePrec.FUZZY: ("A region without a firm outline, such as “the east”", "off-map box"),
    WherePrec.COUNTRY: ("Somewhere in a country", "off-map box"),
    WherePrec.INTERNATIONAL: ("In international airspace or waters", "off-map box"),
}
_DATES: Final = {
    DatePrec.DAY: "The day is known",
    DatePrec.DAYS: "Two to six days",
    DatePrec.WEEK: "A week",
    DatePrec.MONTH: "A month",
    DatePrec.YEAR: "Longer than a month, up to a year or more",
}
_RULES: Final = """
- **Every record is a claim.** It quotes the words it rests on; the evidence page shows them in
  place.
- **Nothing is guessed.** A place that is not known to a province is not drawn: it is counted in the
  off-map box. On every page the total is what is on the map plus what is off it.
- **Unknown is not zero.** A hatched province has no record, which does not say that nothing
  happened. A toll that nobody reports is counted as “no figure”, never as zero.
- **Tolls are ranges**, from the lowest to the highest that a source gives.
- **Denial stands beside claim.** Neither is averaged with, or removed by, the other.
- **Presence ages.** Twelve months after it was last confirmed it is drawn faded.
- **Attacks** are armed clashes, attacks, bombings, shelling, air and drone strikes, abductions and
  destruction of property; arrests and foiled plots are incidents but no attacks.
- **Words.** The atlas speaks of armed groups and of attacks. Other words appear only in quotes.
- **Rates** per 100,000 people rest on estimates of 2021; there has been no census since 1979.
"""


def draw(found: Atlas) -> None:
    """Draw the page."""
    st.subheader("How to read the atlas", anchor=False)
    st.markdown(_RULES)
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("How exact a place is", anchor=False)
        st.table(
            pd.DataFrame(
                [(int(code), meaning, sign) for code, (meaning, sign) in _WHERE.items()],
                columns=["Code", "Meaning (UCDP where_prec)", "Drawn as"],
            )
        )
    with right:
        st.subheader("How exact a date is", anchor=False)
        st.table(
            pd.DataFrame(
                [(int(code), meaning) for code, meaning in _DATES.items()],
                columns=["Code", "Meaning (UCDP date_prec)"],
            )
        )
    _accuracy()
    _versions(found)
    st.subheader("Boundaries", anchor=False)
    st.markdown(
        f"{frame.DISCLAIMER} 34 provinces and 398 districts, geoBoundaries (Runfola et al. 2020, "
        "CC BY 4.0); place names from GeoNames (CC BY 4.0); population: OCHA COD-PS 2021; "
        "countries, rivers and lakes: Natural Earth (public domain)."
    )
    book = ROOT / "docs" / "codebook.md"
    if book.exists():
        with st.expander("Codebook: what counts as a claim, field by field"):
            st.markdown(book.read_text(encoding="utf-8"))


def _accuracy() -> None:
    st.subheader("How accurate it is", anchor=False)
    report = ROOT / "docs" / "accuracy.md"
    if report.exists():
        with st.expander("Measured accuracy", expanded=False):
            st.markdown(report.read_text(encoding="utf-8"))
    else:
        st.caption("No measurement comes with this version.")


def _versions(found: Atlas) -> None:
    manifest = found.snapshot.manifest
    st.subheader("Versions and counts", anchor=False)
    rows = [("snapshot", manifest.snapshot_id)]
    rows += [(f"version of {name}", value) for name, value in sorted(manifest.versions.items())]
    rows += [(f"number of {name}", f"{value:,}") for name, value in sorted(manifest.counts.items())]
    if manifest.cut_off:
        rows.append(("data cut-off", f"{manifest.cut_off:%-d %B %Y}"))
    st.table(pd.DataFrame([(plain(a), plain(b)) for a, b in rows], columns=["What", "Value"]))
