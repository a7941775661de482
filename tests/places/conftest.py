from pathlib import Path

import geopandas as gpd
import pytest

from geo.places.gazetteer import Gazetteer
from geo.places.geocoder import PlaceResolver
from geo.places.provinces import load_districts, load_provinces

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    return DATA


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.read(DATA / "gazetteer.csv")


@pytest.fixture(scope="session")
def resolver(gazetteer: Gazetteer) -> PlaceResolver:
    return PlaceResolver(gazetteer)


@pytest.fixture(scope="session")
def districts() -> gpd.GeoDataFrame:
    return load_districts(DATA / "districts.geojson")


@pytest.fixture(scope="session")
def provinces() -> gpd.GeoDataFrame:
    return load_provinces(DATA / "provinces.geojson")
