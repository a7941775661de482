"""Suggestions from Nominatim, only when a curator asks for them; never stored as places."""

from collections.abc import Callable
from typing import Any, Final

from geopy.exc import GeocoderServiceError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim

from geo.errors import AtlasError

AGENT: Final = "afghan-incident-atlas (curation of place names)"
PAUSE: Final = 1.0  # seconds between requests, as the service asks for
_SHOWN: Final = 5


class OnlineError(AtlasError):
    """The service could not be asked; nothing depends on it."""


def suggestions(
    name: str,
    *,
    domain: str = "nominatim.openstreetmap.org",
    service: Callable[..., Any] = Nominatim,
) -> tuple[str, ...]:
    """Ask a Nominatim server for places in Afghanistan and beside it.

    Args:
        name: Toponym to look for.
        domain: Server to ask.
        service: What makes the geocoder; geopy's own by default.

    Returns:
        Lines for the curator to judge: name, latitude, longitude.

    Raises:
        OnlineError: The server did not answer.
    """
    geocoder = service(user_agent=AGENT, domain=domain)
    ask = RateLimiter(
        geocoder.geocode, min_delay_seconds=PAUSE, max_retries=0, swallow_exceptions=False
    )
    try:
        found = ask(name, exactly_one=False, limit=_SHOWN, country_codes=["af", "pk", "ir", "tj"])
    except (GeocoderServiceError, OSError) as error:
        raise OnlineError(
            f"{domain} did not answer ({error}); the gazetteer does not need it"
        ) from (error)
    return tuple(f"{f.address} ({f.latitude:.4f}, {f.longitude:.4f})" for f in found or ())
