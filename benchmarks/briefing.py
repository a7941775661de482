"""Time of slides: a PNG map beside geopandas' own plot, and a deck of twelve native slides.

python -m benchmarks briefing
"""

import csv
import io
import time
from datetime import date

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from benchmarks import synthetic
from geo.briefing import export, figure
from geo.briefing.compose import compose
from geo.briefing.deck import Deck, SlideKind, SlideSpec
from geo.briefing.view import Material
from geo.config import data_dir
from geo.places.provinces import load_provinces
from geo.store.snapshot import Manifest
from geo.views.changes import Compared
from geo.views.frames import prepare
from geo.views.words import Names


def material(n_events: int) -> Material:
    provinces = load_provinces(data_dir() / "provinces.geojson")
    with (data_dir() / "actors.csv").open(encoding="utf-8", newline="") as file:
        actors = {row["id"]: row["name"] for row in csv.DictReader(file)}
    manifest = Manifest(
        snapshot_id="s-bench",
        inputs={},
        versions={},
        counts={},
        digests={},
        cut_off=date(2025, 1, 5),
    )
    frames = prepare("s-bench", synthetic.tables(n_events, seed=1))
    return Material(
        frames=frames,
        manifest=manifest,
        names=Names(
            actors=actors, provinces=dict(zip(provinces.adm1, provinces.name, strict=True))
        ),
        provinces=provinces,
        before=lambda _id: Compared(old=frames, new=frames, differences=()),
    )


def seconds(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def plain_plot(provinces) -> bytes:
    """The peer: geopandas' own plot of the same polygons, without frame, legend or sources."""
    drawn = Figure(figsize=(13.333, 7.5))
    FigureCanvasAgg(drawn)
    provinces.plot(ax=drawn.add_subplot())
    out = io.BytesIO()
    drawn.savefig(out, format="png", dpi=figure.SCREEN_DPI)
    return out.getvalue()


def main() -> None:
    made = material(1_000)
    spec = SlideSpec(kind=SlideKind.CHOROPLETH_DOTS)
    figure.png(compose(spec, made))
    plain_plot(made.provinces)
    ours = min(seconds(lambda: figure.png(compose(spec, made))) for _ in range(3))
    peer = min(seconds(lambda: plain_plot(made.provinces)) for _ in range(3))
    print(f"PNG map, warm: {ours:.2f} s; geopandas.plot: {peer:.2f} s; ratio {ours / peer:.1f}")
    kinds = [k for k in SlideKind if k is not SlideKind.CHANGES]
    slides = (
        *(SlideSpec(kind=k) for k in kinds),
        SlideSpec(kind=SlideKind.CHOROPLETH, query="measure=deaths"),
    )
    deck = Deck(slides=slides)
    start = time.perf_counter()
    content = export.write(deck, export.scenes(deck, made), ".pptx")
    print(
        f"deck of {len(slides)} native slides: {time.perf_counter() - start:.2f} s, "
        f"{len(content) / 1e6:.2f} MB"
    )


if __name__ == "__main__":
    main()
