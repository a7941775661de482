"""The deck file: what a briefing holds, as JSON that can be saved, shared and compared.

A deck names views (the address of a page, see `geo.views.filters`) and never copies data, so the
same deck on a newer snapshot gives the newer picture.
"""

import json
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from geo.errors import DeckError

VERSION: Final = 1
_LARGEST_BYTES: Final = 5_000_000


class SlideKind(StrEnum):
    """What a slide shows."""

    CHOROPLETH = "choropleth"
    CHOROPLETH_DOTS = "choropleth_dots"
    TIMELINE = "timeline"
    GROUP_PROFILE = "group_profile"
    PRESENCE_MAP = "presence_map"
    CONTESTED = "contested"
    TILE_GRID = "tile_grid"
    EVENT_TABLE = "event_table"
    KEY_FIGURES = "key_figures"
    QUOTES = "quotes"
    METHOD = "method"
    CHANGES = "changes"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SlideSpec(_Strict):
    """One slide of a deck.

    Attributes:
        kind: What it shows.
        title: Title in the briefer's words; empty for the title the atlas proposes.
        notes: The briefer's own words, put before the sources in the speaker notes.
        query: The view, as in the address of a page ("groups=ISKP&since=2024-01-01").
        since_snapshot: Of a `changes` slide: the snapshot of the last briefing.
    """

    kind: SlideKind
    title: str = Field(default="", max_length=300)
    notes: str = Field(default="", max_length=20_000)
    query: str = Field(default="", max_length=4_000)
    since_snapshot: str = Field(default="", max_length=80)


class Publish(_Strict):
    """Publish mode: what may leave the house.

    Attributes:
        on: Whether it is applied.
        delay_hours: Nothing that may have happened within so many hours before the data cut-off.
        undisclosed: Publishers that appear as "undisclosed".
    """

    on: bool = False
    delay_hours: int = Field(default=48, ge=0, le=24 * 366)
    undisclosed: tuple[str, ...] = ()


class Deck(_Strict):
    """A briefing.

    Attributes:
        format: Always "afatlas-deck".
        version: Version of the file format.
        title: Title of the deck.
        snapshot: Snapshot it is drawn from; empty for the current one.
        publish: Publish mode.
        slides: The slides, in order.
    """

    format: Literal["afatlas-deck"] = "afatlas-deck"
    version: int = VERSION
    title: str = Field(default="Briefing", max_length=300)
    snapshot: str = Field(default="", max_length=80)
    publish: Publish = Publish()
    slides: tuple[SlideSpec, ...] = Field(default=(), max_length=60)

    def dumps(self) -> str:
        """The deck as JSON text; the same deck gives the same text."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def loads(text: str, name: str = "deck") -> Deck:
    """Read a deck from JSON text.

    Args:
        text: The file's content.
        name: How to call the file in an error.

    Raises:
        DeckError: If it is no deck; the message says which field and the mend.
    """
    if len(text) > _LARGEST_BYTES:
        raise DeckError(f"{name}: larger than 5 MB, which no deck is; is it the right file?")
    try:
        raw: Any = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise DeckError(
            f"{name}: not complete JSON{where}; the file may be cut off, save the deck again"
        ) from error
    if not isinstance(raw, dict) or raw.get("format") != "afatlas-deck":
        raise DeckError(f'{name}: not a deck of the atlas ("format" must be "afatlas-deck")')
    version = raw.get("version")
    if version != VERSION:
        raise DeckError(
            f"{name}: written in deck version {version!r}, this atlas reads version {VERSION}; "
            "open it in the atlas that wrote it and save it again"
        )
    try:
        return Deck.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = _address(first["loc"])
        raise DeckError(
            f"{name}: {field}: {first['msg']} (found {first['input']!r:.80})"
        ) from error


def load(path: Path) -> Deck:
    """Read a deck file; see `loads`."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise DeckError(f"{path}: no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise DeckError(f"{path}: cannot be read as UTF-8 text ({error})") from error
    return loads(text, str(path))


def _address(loc: tuple[int | str, ...]) -> str:
    out = ""
    for part in loc:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else part
    return out or "the file"


def compare(old: Deck, new: Deck) -> list[str]:
    """Say in sentences what differs between two decks."""
    out: list[str] = []
    for name in ("title", "snapshot"):
        a, b = getattr(old, name), getattr(new, name)
        if a != b:
            out.append(f"{name}: {a!r} became {b!r}")
    if old.publish != new.publish:
        out.append(f"publish: {old.publish.model_dump()} became {new.publish.model_dump()}")
    for i in range(max(len(old.slides), len(new.slides))):
        a_slide = old.slides[i] if i < len(old.slides) else None
        b_slide = new.slides[i] if i < len(new.slides) else None
        if a_slide is None and b_slide is not None:
            out.append(f"slide {i + 1}: added ({b_slide.kind})")
        elif b_slide is None and a_slide is not None:
            out.append(f"slide {i + 1}: removed ({a_slide.kind})")
        elif a_slide is not None and b_slide is not None and a_slide != b_slide:
            pairs = [(n, getattr(a_slide, n), getattr(b_slide, n)) for n in SlideSpec.model_fields]
            changed = [f"{n}: {x or 'none'} became {y or 'none'}" for n, x, y in pairs if x != y]
            out.append(f"slide {i + 1}: changed {'; '.join(changed)}")
    return out
