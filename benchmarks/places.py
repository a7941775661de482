"""Places: toponyms a second on one core, and the join of a million points beside a bare tree.

python -m benchmarks.places
"""

import json
import resource
import time
from collections.abc import Callable

import geopandas as gpd
import numpy as np
import shapely

from geo.config import data_dir
from geo.places.gazetteer import Gazetteer
from geo.places.geocoder import PlaceResolver
from geo.places.provinces import assign_adm1, load_districts

POINTS = 1_000_000
ROUNDS = 3
BOX = (60.5, 29.3, 75.0, 38.6)  # around Afghanistan [degrees east, north]


def best(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Shortest processor time of several runs [s]; other loads on the machine count least."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def geocoding() -> dict[str, float]:
    """Every name of the gazetteer, then every district within its province, then unknown names."""
    gazetteer = Gazetteer.read(data_dir() / "gazetteer.csv")
    names = [name for name, _ in gazetteer.aliases()]
    nested = [
        (f"{name} district", f"{gazetteer.get(place.adm1).name} province")
        for name, place in gazetteer.aliases()
        if place.country == "AF" and place.kind == "district"
    ]
    unknown = [f"Zx{name}" for name in names[:5000]]
    resolver = PlaceResolver(gazetteer)

    def fresh(queries: list[tuple[str, str | None]]) -> float:
        start = time.process_time()
        for query, within in queries:
            resolver.resolve(query, within=within)
        return len(queries) / (time.process_time() - start)

    plain = [(name, None) for name in names]
    return {
        "names": len(names),
        "first_pass_per_s": fresh(plain),
        "per_s": fresh(plain),
        "within_first_pass_per_s": fresh(nested),
        "within_per_s": fresh(nested),
        "unknown_first_pass_per_s": fresh([(name, None) for name in unknown]),
    }


def joining() -> dict[str, float]:
    """The join beside `shapely.STRtree.query` plus take, on the same points."""
    districts = load_districts(data_dir() / "districts.geojson")
    rng = np.random.default_rng(1)
    west, south, east, north = BOX
    x, y = rng.uniform(west, east, POINTS), rng.uniform(south, north, POINTS)
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(x, y), crs="EPSG:4326")
    spots = points.geometry.to_numpy()

    def bare() -> np.ndarray:
        tree = shapely.STRtree(districts.geometry.to_numpy())
        point, area = tree.query(spots, predicate="intersects")
        taken = []
        for column in ("adm1", "adm2"):
            values = np.full(POINTS, None, dtype=object)
            values[point] = districts[column].to_numpy(dtype=object)[area]
            taken.append(values)
        return taken[1]

    ours = assign_adm1(points, districts)["adm2"].fillna("").to_numpy(dtype=object)
    theirs = np.array([value or "" for value in bare()], dtype=object)
    assert (ours == theirs).all(), "the join and its peer disagree"
    peer, join = best(bare), best(lambda: assign_adm1(points, districts))
    return {"points": POINTS, "peer_s": peer, "join_s": join, "ratio": join / peer}


def main() -> None:
    """Print all figures as one JSON object."""
    figures = {"geocoding": geocoding(), "joining": joining()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(figures | {"peak_memory_mb": peak}, indent=2))


if __name__ == "__main__":
    main()
