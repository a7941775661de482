"""Closed vocabularies of the codebook; the ids of actors and places are data, not code.

A value that is none of these is a bug in an extractor or an importer and fails at once.
"""

from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """What a claim is about."""

    EVENT = "event"
    PRESENCE = "presence"
    STATISTIC = "statistic"


class Stance(StrEnum):
    """Whether the speaker says that it is so, or that it is not."""

    ASSERTED = "asserted"
    DENIED = "denied"


class PlaceKind(StrEnum):
    """What sort of place a name means, from the most exact to the largest."""

    SITE = "site"
    CITY = "city"
    DISTRICT = "district"
    PROVINCE = "province"
    REGION = "region"
    COUNTRY = "country"


class EventType(StrEnum):
    """ACLED sub-event types, as the codebook uses them."""

    ARMED_CLASH = "armed_clash"
    ATTACK = "attack"
    SUICIDE_BOMB = "suicide_bomb"
    REMOTE_EXPLOSIVE = "remote_explosive"
    GRENADE = "grenade"
    SHELLING = "shelling"
    AIR_DRONE_STRIKE = "air_drone_strike"
    ABDUCTION = "abduction"
    ARRESTS = "arrests"
    DISRUPTED_WEAPONS_USE = "disrupted_weapons_use"
    PROPERTY_DESTRUCTION = "property_destruction"
    OTHER = "other"


class Attribution(StrEnum):
    """On whose word an actor is named for an event."""

    CLAIMED = "claimed"
    ATTRIBUTED = "attributed"
    SUSPECTED = "suspected"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


class TargetType(StrEnum):
    """Who or what was hit."""

    GOVERNMENT = "government"
    MILITARY_POLICE = "military_police"
    CIVILIANS = "civilians"
    RELIGIOUS = "religious"
    DIPLOMATIC_FOREIGN = "diplomatic_foreign"
    AID_HEALTH_EDUCATION = "aid_health_education"
    MEDIA = "media"
    INFRASTRUCTURE = "infrastructure"
    MILITANTS = "militants"
    UNKNOWN = "unknown"


class Activity(StrEnum):
    """What a group is said to do, or to have, somewhere."""

    PRESENCE = "presence"
    CAMP = "camp"
    BASE = "base"
    LEADERSHIP = "leadership"
    RECRUITMENT = "recruitment"
    FINANCE = "finance"
    TRANSIT = "transit"
    SUPPORT = "support"
    STRENGTH = "strength"


class Counted(StrEnum):
    """Whom a strength counts."""

    FIGHTERS = "fighters"
    MEMBERS = "members"
    LEADERS = "leaders"
    FIGHTERS_AND_FAMILY = "fighters_and_family"
    GROUPS = "groups"
    OTHER = "other"


class Metric(StrEnum):
    """What a statistic counts."""

    ATTACKS = "attacks"
    DEATHS = "deaths"
    INJURED = "injured"
    ARRESTS = "arrests"
    MILITANTS_KILLED = "militants_killed"
    GROUPS = "groups"
    MONEY_USD = "money_usd"
    OTHER = "other"


class SourceKind(StrEnum):
    """Who publishes a document or speaks in it."""

    UN = "un"
    GOVERNMENT = "government"
    PARTY = "party"
    PRESS = "press"
    NGO = "ngo"
    UNKNOWN = "unknown"


class WherePrec(IntEnum):
    """How precisely the sources pin a claim to the ground (UCDP where_prec); 1 is best."""

    EXACT = 1
    """A named point, such as a village, a city or a site."""
    NEAR = 2
    """A limited area around a named point."""
    ADM2 = 3
    """Somewhere in a known district."""
    ADM1 = 4
    """Somewhere in a known province."""
    FUZZY = 5
    """Without a firm outline: a road, a valley, a region of several provinces."""
    COUNTRY = 6
    """Somewhere in a known country."""
    INTERNATIONAL = 7
    """In international airspace or waters."""

    @property
    def as_point(self) -> bool:
        """Whether a dot or ring on the map is honest; coarser places are shaded or listed."""
        return self <= WherePrec.NEAR

    @property
    def on_map(self) -> bool:
        """Whether the place can be drawn at all; what cannot is counted in the off-map box."""
        return self <= WherePrec.ADM1


class DatePrec(IntEnum):
    """How precisely the sources date a claim (UCDP date_prec); 1 is best."""

    DAY = 1
    """The day is known."""
    DAYS = 2
    """Within two to six days."""
    WEEK = 3
    """Within a week."""
    MONTH = 4
    """Within a month."""
    YEAR = 5
    """Longer than a month, up to a year or more."""
