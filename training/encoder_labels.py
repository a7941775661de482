"""What each sentence of a document is said to hold, read off the gold claims."""

from collections.abc import Sequence
from typing import Any

TYPES = (
    "armed_clash", "attack", "suicide_bomb", "remote_explosive", "grenade", "shelling",
    "air_drone_strike", "abduction", "arrests", "disrupted_weapons_use", "property_destruction",
    "other",
)  # fmt: skip
ATTRIBUTIONS = ("claimed", "attributed", "suspected", "disputed", "unknown")
TARGETS = (
    "government", "military_police", "civilians", "religious", "diplomatic_foreign",
    "aid_health_education", "media", "infrastructure", "militants", "unknown",
)  # fmt: skip
ACTIVITIES = (
    "presence", "camp", "base", "leadership", "recruitment", "finance", "transit", "support",
    "strength",
)  # fmt: skip
METRICS = (
    "attacks", "deaths", "injured", "arrests", "militants_killed", "groups", "money_usd", "other",
)  # fmt: skip

SENTENCE_LABELS = (
    "any", "event", "event_first", "event_again", "event_denied",
    *(f"type:{name}" for name in TYPES),
    *(f"attribution:{name}" for name in ATTRIBUTIONS),
    *(f"target:{name}" for name in TARGETS),
    "presence", "presence_denied",
    *(f"activity:{name}" for name in ACTIVITIES),
    "statistic",
    *(f"metric:{name}" for name in METRICS),
)  # fmt: skip


def _touches(span: dict[str, Any], start: int, end: int) -> bool:
    common = min(span["end"], end) - max(span["start"], start)
    shorter = min(span["end"] - span["start"], end - start)
    return common > 0 and (common >= 0.5 * shorter or common >= 40)


def _event(claim: dict[str, Any], *, first: bool) -> set[str]:
    out = {"event", "event_first" if first else "event_again"}
    if claim["stance"] == "denied":
        out.add("event_denied")
    return out | {
        f"type:{claim['event_type']}",
        f"attribution:{claim['attribution']}",
        f"target:{claim['target_type']}",
    }


def sentence_labels(
    gold: Sequence[dict[str, Any]], sentences: Sequence[tuple[int, int]]
) -> list[set[str]]:
    """Labels of each sentence (start, end) [code points]; an empty set where nothing is claimed."""
    out: list[set[str]] = [set() for _ in sentences]
    for claim in gold:
        spans = sorted(claim["evidence"], key=lambda span: span["start"])
        first = True
        for index, (start, end) in enumerate(sentences):
            if not any(_touches(span, start, end) for span in spans):
                continue
            out[index].add("any")
            if claim["kind"] == "event":
                out[index] |= _event(claim, first=first)
                first = False
            elif claim["kind"] == "presence":
                denied = claim["stance"] == "denied"
                out[index] |= {"presence", f"activity:{claim['activity']}"}
                out[index] |= {"presence_denied"} if denied else set()
            else:
                out[index] |= {"statistic", f"metric:{claim['metric']}"}
    return out
