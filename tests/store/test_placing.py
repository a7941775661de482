"""The spatial join of claims: two squares prove it."""

from dataclasses import replace

import geopandas as gpd
import pytest
from shapely import box

from geo.codes import Kind, PlaceKind, WherePrec
from geo.errors import LayerError
from geo.model import Claim, ClaimPlace, Evidence
from geo.store.placing import settle

DISTRICTS = gpd.GeoDataFrame(
    {"adm1": ["AF-A", "AF-B"], "adm2": ["AF-D-A1", "AF-D-B1"], "name": ["A1", "B1"]},
    geometry=[box(60, 30, 62, 32), box(62, 30, 64, 32)],
    crs="EPSG:4326",
)
TOWN = ClaimPlace(
    name="Town",
    country="AF",
    adm1="AF-A",
    kind=PlaceKind.CITY,
    lat=31.0,
    lon=61.0,
    where_prec=WherePrec.EXACT,
)


def claims(*places):
    return [
        Claim(doc_id="a", kind=Kind.PRESENCE, places=(place,), evidence=(Evidence(0, 1, "x"),))
        for place in places
    ]


def placed(*places):
    settled, outside = settle(claims(*places), DISTRICTS)
    return [claim.places[0] for claim in settled], outside


def test_a_point_gets_its_district_and_a_lacking_province():
    got, outside = placed(TOWN, replace(TOWN, adm1=None, lon=63.0))
    assert [(p.adm1, p.adm2) for p in got] == [("AF-A", "AF-D-A1"), ("AF-B", "AF-D-B1")]
    assert outside == []


def test_a_stated_district_is_kept():
    (got,), _ = placed(replace(TOWN, adm2="AF-D-A9"))
    assert got.adm2 == "AF-D-A9"


@pytest.mark.parametrize("lon", [63.0, 70.0])
def test_a_point_outside_its_stated_province_is_dropped_and_told(lon):
    wrong = replace(TOWN, lon=lon)
    (got,), outside = placed(wrong)
    assert (got.adm1, got.lat, got.lon, got.where_prec) == ("AF-A", None, None, WherePrec.ADM1)
    assert outside == [wrong]


def test_places_abroad_and_without_a_point_are_left_alone():
    abroad = replace(TOWN, country="PK", adm1="PK-KP")
    province = replace(TOWN, lat=None, lon=None, where_prec=WherePrec.ADM1)
    got, outside = placed(abroad, province)
    assert got == [abroad, province]
    assert outside == []
    assert settle([], DISTRICTS) == ([], [])


def test_a_layer_in_another_crs_is_refused():
    with pytest.raises(LayerError):
        settle(claims(TOWN), DISTRICTS.to_crs(3857))
