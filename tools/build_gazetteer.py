"""Write data/gazetteer.csv from data/sources and the layers; the same inputs, the same bytes.

python -m tools.build_gazetteer
"""

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import geopandas as gpd
from rapidfuzz import fuzz
from shapely.geometry import Point

from geo.places.gazetteer import COLUMNS, SEPARATOR
from geo.places.names import fold, keys
from geo.places.provinces import assign_adm1, load_districts

DATA = Path(__file__).resolve().parents[1] / "data"
SOURCES = DATA / "sources"
GEONAMES = "GeoNames (CC BY 4.0)"
BOUNDARIES = "geoBoundaries AFG ADM2 (CC BY 4.0); GeoNames (CC BY 4.0)"
PASHTO = set("ټډړږښڼېۍګځڅئ")
FOREIGN = set("ٹڈڑہےھݔںﮦݢچ̱") - set("چ")
KIND_WORD = re.compile(
    r"\b(district|province|tumani|tuman|viloyati|wela[yý]aty|agency)\b|"
    r"ولایت|ولايت|ولسوالۍ|ولسوالي|ولسوالی|^د ",
    re.IGNORECASE,
)
SAME_NAME = 75.0
Row = dict[str, str]


def main() -> None:
    """Write the gazetteer."""
    (DATA / "gazetteer.csv").write_text(text(), encoding="utf-8")


def text() -> str:
    """The gazetteer as CSV: all rows, every name given to its strongest bearer, in order."""
    districts = load_districts(DATA / "districts.geojson")
    rows = [
        *countries(),
        *provinces(),
        *district_rows(districts),
        *towns(districts),
        *located(curated("places_curated.csv"), districts),
        *curated("places_abroad.csv"),
        *foreign_towns(),
    ]
    nest_abroad(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(unclashed(rows))
    return out.getvalue()


def read(name: str) -> list[Row]:
    """Records of one provenance file; [] where the project has none of that name."""
    path = SOURCES / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row(**cells: str) -> Row:
    """One gazetteer row with every column, "" where nothing is given."""
    return dict.fromkeys(COLUMNS, "") | cells


def curated(name: str) -> Iterator[Row]:
    """Rows that were typed by hand, with their sources."""
    for record in read(name):
        yield row(**{k: v for k, v in record.items() if k in COLUMNS})


def located(rows: Iterable[Row], districts: gpd.GeoDataFrame) -> list[Row]:
    """Rows with the district of the polygon around their point, where they have a point."""
    found = list(rows)
    placed = [r for r in found if r["lat"] and not r["adm2"]]
    spots = [Point(float(r["lon"]), float(r["lat"])) for r in placed]
    where = assign_adm1(gpd.GeoDataFrame(geometry=spots, crs="EPSG:4326"), districts)
    for r, adm2 in zip(placed, where["adm2"], strict=True):
        r["adm2"] = adm2 or ""
    return found


def countries() -> Iterator[Row]:
    """Countries, without a point: naming one tells no more than the country."""
    for record in read("countries_curated.csv"):
        yield row(
            id=record["id"],
            name=record["name"],
            kind="country",
            country=record["id"],
            where_prec="6",
            aliases=record["aliases"],
            name_fa=record["name_fa"],
            name_ps=record["name_ps"],
            source="ISO 3166-1; names typed",
        )


def provinces() -> Iterator[Row]:
    """34 provinces with label point, population and names in three scripts."""
    extra = {r["id"]: r for r in read("provinces_curated.csv")}
    people = {}
    with (DATA / "population.csv").open(encoding="utf-8", newline="") as file:
        people = {r["iso"]: r["population_2021"] for r in csv.DictReader(file)}
    for record in sorted(read("provinces_geonames.csv"), key=lambda r: r["iso"]):
        more = extra.get(record["iso"], {})
        latin, fa, ps = sorted_names(record["alternatenames"].split("|"))
        yield row(
            id=record["iso"],
            name=record["province"],
            kind="province",
            country="AF",
            adm1=record["iso"],
            lat=record["label_lat"],
            lon=record["label_lon"],
            where_prec="4",
            population=people[record["iso"]],
            aliases=joined(
                [*more.get("aliases", "").split(SEPARATOR), *akin(latin, record["province"])]
            ),
            name_fa=more.get("name_fa") or fa,
            name_ps=more.get("name_ps") or ps,
            source="ISO 3166-2; GeoNames (CC BY 4.0); population: OCHA COD-PS 2021 v2",
        )


def district_rows(districts: gpd.GeoDataFrame) -> Iterator[Row]:
    """398 districts of the 2014 frame; the point only labels, where_prec is 3."""
    extra = {r["id"]: r for r in read("districts_curated.csv")}
    named = defaultdict(list)
    for record in read("districts_geonames.csv"):
        named[record["iso"]].append(record)
    points = districts.representative_point()
    for place, point in zip(districts.itertuples(), points, strict=True):
        more = extra.get(place.adm2, {})
        twin = geonames_twin(place, more, named[place.adm1])
        names = [twin["name"], *twin["alternatenames"].split("|")] if twin else []
        latin, fa, ps = sorted_names(names)
        brackets = re.findall(r"[^()]+", place.name)
        yield row(
            id=place.adm2,
            name=more.get("name") or tidy(place.name),
            kind="district",
            country="AF",
            adm1=place.adm1,
            adm2=place.adm2,
            lat=f"{point.y:.4f}",
            lon=f"{point.x:.4f}",
            where_prec="3",
            aliases=joined(
                [*more.get("aliases", "").split(SEPARATOR), *brackets, *akin(latin, place.name)]
            ),
            name_fa=more.get("name_fa") or fa,
            name_ps=more.get("name_ps") or ps,
            source=BOUNDARIES,
        )


def geonames_twin(place: object, more: Row, named: list[Row]) -> Row | None:
    """The GeoNames district of the same name in the same province, if exactly one."""
    spelled = [*re.findall(r"[^()]+", place.name), *more.get("aliases", "").split(SEPARATOR)]
    ours = {key for name in [more.get("name", ""), *spelled] for key in keys(name)}
    twins = [
        r
        for r in named
        if any(key in ours for key in keys(r["name"]))
        and r["geonameid"] not in more.get("not_geonames", "").split(SEPARATOR)
    ]
    return twins[0] if len(twins) == 1 else None


def towns(districts: gpd.GeoDataFrame) -> Iterator[Row]:
    """The towns of GeoNames; the district is that of the polygon around them."""
    records = read("towns_geonames.csv")
    extra = {r["id"]: r for r in read("towns_curated.csv")}
    points = gpd.GeoDataFrame(
        geometry=[Point(float(r["lon"]), float(r["lat"])) for r in records], crs="EPSG:4326"
    )
    where = assign_adm1(points, districts)
    for record, adm1, adm2 in zip(records, where["adm1"], where["adm2"], strict=True):
        place_id = f"gn-{record['geonameid']}"
        more = extra.get(place_id, {})
        if more.get("drop"):
            continue
        latin, fa, ps = sorted_names(record["alternatenames"].split("|"))
        moved = more.get("adm2", "")  # where GeoNames puts the point into another district
        yield row(
            id=place_id,
            name=more.get("name") or plain(record["name"]),
            kind="city",
            country="AF",
            adm1=adm1,
            adm2=moved or adm2,
            lat="" if moved else record["lat"],
            lon="" if moved else record["lon"],
            where_prec="3" if moved else "1",
            aliases=joined(
                [
                    *more.get("aliases", "").split(SEPARATOR),
                    *akin(latin, more.get("name") or record["name"]),
                ]
            ),
            name_fa=more.get("name_fa") or fa,
            name_ps=more.get("name_ps") or ps,
            population=record["population"] if record["population"] != "0" else "",
            capital_of=more.get("capital_of", ""),
            source=GEONAMES,
        )


def foreign_towns() -> Iterator[Row]:
    """Towns abroad that news of the region names, with the ISO 3166-2 of their unit."""
    for record in read("foreign_geonames.csv"):
        latin, fa, ps = sorted_names(record["alternatenames"].split("|"))
        yield row(
            id=f"gn-{record['geonameid']}",
            name=record["name"],
            kind="city",
            country=record["country"],
            adm1=record["adm1"],
            lat=record["lat"],
            lon=record["lon"],
            where_prec="1",
            name_fa=fa,
            name_ps=ps,
            aliases=joined([*record["aliases"].split(SEPARATOR), *akin(latin, record["name"])]),
            population=record["population"] if record["population"] != "0" else "",
            capital_of=record["capital_of"],
            source=GEONAMES,
        )


def sorted_names(names: Iterable[str]) -> tuple[list[str], str, str]:
    """Latin spellings, the first Dari and the first Pashto name among alternates."""
    latin, fa, ps = [], "", ""
    for name in names:
        bare = KIND_WORD.sub("", name).strip(" -")
        if not bare:
            continue
        if re.match(r"^[\u0600-\u06ff\s\u200c]+$", bare):
            if set(bare) & PASHTO:
                ps = ps or bare
            elif not set(bare) & FOREIGN:
                fa = fa or bare
        elif bare[0].isupper() and len(bare) > 3 and not bare.isupper() and plain(bare).isascii():
            latin.append(plain(bare))
    return latin, fa, ps


def akin(names: Iterable[str], to: str) -> list[str]:
    """Spellings that are of the same name: GeoNames lists transliterations from all the world.

    A name that differs altogether is added by hand where a report uses it.
    """
    whole = fold(to).replace(" ", "")
    return [n for n in names if fuzz.ratio(fold(n).replace(" ", ""), whole) >= SAME_NAME]


def plain(name: str) -> str:
    """A Latin name without diacritics, as English news print it."""
    parts = unicodedata.normalize("NFKD", name)
    text = "".join(c for c in parts if not unicodedata.combining(c))
    return re.sub(r"[‘’ʻʼ`´]", "'", text).strip().strip("'").replace("'", "")


def tidy(name: str) -> str:
    """GeoBoundaries' spelling without brackets and double spaces."""
    return re.sub(r"\s+", " ", re.sub(r"\(.*?\)", " ", name)).strip()


def joined(names: Iterable[str]) -> str:
    """Names in one cell, each once."""
    return SEPARATOR.join(dict.fromkeys(n.strip() for n in names if n.strip()))


def nest_abroad(rows: list[Row]) -> None:
    """Put a foreign town into the district of its unit that bears the same name.

    It stays the seat of its unit only where that unit has a row.
    """
    around = {
        (r["adm1"], key): r["id"]
        for r in rows
        if r["kind"] == "district" and r["country"] != "AF"
        for key in keys(r["name"])
    }
    ids = {r["id"] for r in rows}
    for r in rows:
        if r["capital_of"] not in ids:
            r["capital_of"] = ""
        if r["kind"] == "city" and r["country"] != "AF" and not r["adm2"]:
            found = {around.get((r["adm1"], key), "") for key in keys(r["name"])} - {""}
            r["adm2"] = found.pop() if len(found) == 1 else ""


def unclashed(rows: list[Row]) -> Iterator[Row]:
    """Drop what repeats a name, and aliases that another row of the same sort goes by.

    Among places of one kind in one province an alias that folds to the name of another
    belongs to that other.
    """
    owner: dict[tuple[str, str, str, str], str] = {}
    for r in rows:
        for key in keys(r["name"]):
            owner.setdefault((r["country"], r["adm1"], r["kind"], key), r["id"])
    for r in rows:
        kept, seen = [], {r["name"]}
        for name in r["aliases"].split(SEPARATOR):
            scope = (r["country"], r["adm1"], r["kind"])
            owners = {owner.setdefault((*scope, key), r["id"]) for key in keys(name)}
            if name and name not in seen and owners == {r["id"]}:
                kept.append(name)
            seen.add(name)
        yield r | {"aliases": SEPARATOR.join(kept)}


if __name__ == "__main__":
    main()
