"""geopy's interface: what geopy's own users rely on."""

import pandas as pd
import pytest
from geopy.exc import GeocoderServiceError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from geo.places.geopying import GazetteerGeocoder


@pytest.fixture(scope="module")
def geocoder(gazetteer, districts):
    return GazetteerGeocoder(gazetteer, districts)


def test_it_is_a_geopy_geocoder_that_answers_locations(geocoder):
    assert isinstance(geocoder, Geocoder)
    found = geocoder.geocode("Kunduz city")
    assert isinstance(found, Location)
    assert found.address == "Kunduz, AF"
    assert (round(found.latitude, 1), round(found.longitude, 1)) == (36.7, 68.9)
    assert found.raw["place"].place_id == "gn-1135689"
    assert found.raw["where_prec"] == 1


def test_raw_tells_the_rejected_homonyms_and_the_reason(geocoder):
    raw = geocoder.geocode("Kunduz").raw
    assert {p.place_id for p in raw["rejected"]} == {"AF-D-KDZ-kunduz", "gn-1135689"}
    assert raw["reason"] == "largest of nested places"


def test_what_is_open_is_none_and_all_meanings_may_be_asked_for(geocoder):
    assert geocoder.geocode("Faizabad") is None
    several = geocoder.geocode("Faizabad", exactly_one=False)
    assert len(several) > 2
    assert {hit.raw["reason"] for hit in several} == {"one of several"}
    assert geocoder.geocode("Atlantis", exactly_one=False) is None
    assert [hit.raw["place"].place_id for hit in geocoder.geocode("Kunduz", exactly_one=False)] == [
        "AF-KDZ"
    ]


def test_a_place_without_a_point_has_no_location(geocoder):
    assert geocoder.geocode("Abbey Gate") is None


def test_the_larger_place_is_heard(geocoder, gazetteer):
    assert geocoder.geocode("Faizabad", within="Badakhshan").raw["place"].adm1 == "AF-BDS"
    near = geocoder.geocode("Faizabad", near=[gazetteer.get("AF-BDS")])
    assert near.raw["place"].place_id == "gn-1142170"


def test_it_works_with_geopys_rate_limiter_and_with_pandas(geocoder):
    ask = RateLimiter(geocoder.geocode, min_delay_seconds=0)
    names = pd.Series(["Kunduz", "Atlantis", "Herat"])
    found = names.apply(ask)
    assert [hit and hit.raw["place"].place_id for hit in found] == ["AF-KDZ", None, "AF-HER"]


@pytest.mark.parametrize("point", [(34.5167, 69.1833), "34.5167, 69.1833", Point(34.5167, 69.1833)])
def test_the_way_back_names_district_and_province(geocoder, point):
    found = geocoder.reverse(point)
    assert found.raw["place"].place_id == "AF-D-KAB-kabul"
    assert found.raw["within"].place_id == "AF-KAB"
    assert found.address == "Kabul, Kabul, AF"
    assert geocoder.reverse(point, exactly_one=False)[0].address == found.address


def test_a_point_outside_every_district_is_none(geocoder):
    assert geocoder.reverse((51.5, 0.0)) is None


def test_swapped_latitude_and_longitude_are_no_answer(geocoder):
    assert geocoder.reverse((69.18, 34.51)) is None
    with pytest.warns(UserWarning, match="order is"), pytest.raises(ValueError, match="Latitude"):
        geocoder.reverse((169.18, 34.51))


def test_without_districts_the_way_back_says_what_it_needs(gazetteer):
    with pytest.raises(GeocoderServiceError, match="reverse needs districts"):
        GazetteerGeocoder(gazetteer).reverse((34.5, 69.2))


def test_it_never_asks_a_service(geocoder):
    with pytest.raises(GeocoderServiceError, match="asks no service"):
        geocoder.adapter.get_json("https://example.org", timeout=1, headers={})
    with pytest.raises(GeocoderServiceError, match="asks no service"):
        geocoder.adapter.get_text("https://example.org", timeout=1, headers={})
