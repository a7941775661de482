"""Load our own names of groups and areas, and the people in each province."""

import csv
from collections.abc import Mapping
from pathlib import Path

from geo.codes import PlaceKind
from geo.errors import DataError
from geo.places.gazetteer import Gazetteer
from geo.views.filters import Lang
from geo.views.words import Names

HOME = "AF"


def load_names(data_dir: Path, lang: Lang = Lang.EN) -> Names:
    """Names of groups (English) and of places (in a language, else English).

    Raises:
        DataError: If the gazetteer or the list of actors is missing or broken.
    """
    path = data_dir / "actors.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            actors = {row["id"]: row["name"] for row in csv.DictReader(file)}
    except (OSError, KeyError, UnicodeDecodeError) as error:
        raise DataError(path, 0, "cannot be read; restore it from the project") from error
    provinces, districts, places = {}, {}, {}
    for place in Gazetteer.read(data_dir / "gazetteer.csv", data_dir / "gazetteer.local.csv"):
        own = {Lang.FA: place.name_fa, Lang.PS: place.name_ps or place.name_fa}.get(lang, "")
        places[place.place_id] = own or place.name
        if place.kind is PlaceKind.PROVINCE and place.country == HOME:
            provinces[place.place_id] = own or place.name
        elif place.kind is PlaceKind.DISTRICT and place.country == HOME:
            districts[place.place_id] = own or place.name
    return Names(actors=actors, provinces=provinces, districts=districts, places=places)


def load_points(data_dir: Path) -> Mapping[str, tuple[float, float]]:
    """Latitude and longitude [degrees, WGS 84] of every place that has a point, by id."""
    return {
        place.place_id: (place.lat, place.lon)
        for place in Gazetteer.read(data_dir / "gazetteer.csv")
        if place.lat is not None and place.lon is not None
    }


def load_population(data_dir: Path) -> Mapping[str, int]:
    """People per province by ISO 3166-2, 2021 estimate; empty where the file is missing."""
    path = data_dir / "population.csv"
    if not path.exists():
        return {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {row["iso"]: int(row["population_2021"]) for row in csv.DictReader(file)}
    except (KeyError, ValueError, UnicodeDecodeError) as error:
        raise DataError(path, 0, "needs the columns iso and population_2021") from error
