"""What one document holds before anything is concluded from it: its typed spans.

A `Reading` is made once per document by `geo.extract.reader.read` and never changed. Every
span carries offsets into `Document.text` [code points] and the rule that found it.
"""

from dataclasses import dataclass
from datetime import date

from geo.codes import PlaceKind
from geo.extract.spans.unwrapping import Flowing
from geo.model import Document, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of characters that means something.

    Attributes:
        start: Offset of the first character [code points].
        end: Offset just past the last character.
        text: The characters, `document.text[start:end]`.
        rule: Id of the rule that found it.
    """

    start: int
    end: int
    text: str
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(Span):
    """One sentence, heading or list item.

    Attributes:
        index: Position in the document, from 0.
        paragraph: Position of its paragraph, from 0.
        heading: Whether it is a headline or heading rather than running text.
        quoted: Whether more than half of it lies inside quotation marks.
    """

    index: int
    paragraph: int
    heading: bool = False
    quoted: bool = False


def is_state(actor: str) -> bool:
    """Whether an actor is a state's forces, by its id (not those who rule without one)."""
    return actor.endswith(("_GOV", "_NATO"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorSpan(Span):
    """A mention of one or more actors.

    Attributes:
        actors: Ids of data/actors.csv, or "OTHER:<name>", "ANY", "UNKNOWN"; more than one for
            "both groups".
        basis: "lexicon", "anaphor" ("the group", "it"), "generic" ("gunmen", "militants") or
            "state" (the bare name of a state, or forces without a name: "Pakistan", "troops").
        role_only: True where the mention cannot be the doer ("former Taliban stronghold",
            "Taliban-run", "the Taliban governor", "Taliban spokesman").
        position: "" or, from the words beside it, "object" ("against the Taliban"), "agent"
            ("by the Taliban") or "member" ("a Taliban commander").
    """

    actors: tuple[str, ...]
    basis: str = "lexicon"
    role_only: bool = False
    position: str = ""

    @property
    def of_state(self) -> bool:
        """Whether its first actor is a state's forces, by id."""
        return is_state(self.actors[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSpan(Span):
    """A toponym with what it means here.

    Attributes:
        status: "resolved" (a region in words too, which has no row), "ambiguous" or
            "unresolved".
        place: The row of the gazetteer when resolved.
        kind: What sort of place the text names here.
        country: ISO 3166-1 alpha-2, or None.
        adm1: ISO 3166-2, or None.
        candidates: The homonyms that remain when ambiguous.
        role: "" or why it is no place of an event: "dateline", "office" (governor of X),
            "government" (Kabul said), "origin" (X-born, from X), "publisher", "group" (part of
            a group's name).
    """

    status: str
    place: Place | None
    kind: PlaceKind
    country: str | None
    adm1: str | None
    candidates: tuple[Place, ...] = ()
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpan(Span):
    """An expression of time, resolved against publication and narrative.

    Attributes:
        first: First possible day, or None where the words do not tell.
        last: Last possible day, inclusive, or None.
        prec: UCDP date_prec 1-5, or None with the days.
        basis: "explicit", "inferred_year", "relative_to_publication", "narrative", "anchor"
            or "vague".
        modifier: "", "since", "until" or "as_of".
        role: "", or why it is no time of an event: "report" (when something was said or
            published), "dateline".
    """

    first: date | None
    last: date | None
    prec: int | None
    basis: str
    modifier: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSpan(Span):
    """A quantity in words or digits, with its hedge.

    Attributes:
        low: Smallest number that the words allow, or None ("up to 30").
        best: The number named, by the codebook's rules.
        high: Largest, or None ("at least 12").
        unit: "", "percent" or "usd".
        noun: Head noun that is counted ("people", "fighters", "attacks"), lower case, or "".
    """

    low: float | None
    best: float | None
    high: float | None
    unit: str = ""
    noun: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TollSpan(Span):
    """Words that tell how many were killed, hurt, captured or abducted.

    Attributes:
        what: "deaths", "injured", "captured" or "abducted".
        low: As in `NumberSpan`.
        best: As in `NumberSpan`.
        high: As in `NumberSpan`.
        who: Head noun of those counted ("civilians", "policemen"), lower case, or "".
        attackers: Whether those counted are the attackers themselves.
        militants: Whether those counted are militants hit by somebody else.
        forecast: Whether it is a fear ("could rise to 40").
        boast: Whether it is what the doers say of the dead of the other side.
    """

    what: str
    low: int | None
    best: int | None
    high: int | None
    who: str = ""
    attackers: bool = False
    militants: bool = False
    forecast: bool = False
    boast: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerSpan(Span):
    """Someone who is said to say something.

    Attributes:
        name: The speaker as claims name them ("SIGAR", "General Ahmed Sharif Chaudhry").
        kind: `SourceKind` value of the body, or "unknown".
        scope_start: First character of what is said [code points].
        scope_end: Just past its last character.
        chain: Further speakers behind this one ("citing a UN monitoring team report").
        denies: Whether the verb is one of denial ("denied", "rejected").
    """

    name: str
    kind: str
    scope_start: int
    scope_end: int
    chain: tuple[str, ...] = ()
    denies: bool = False

    @property
    def voices(self) -> tuple[str, ...]:
        """Who says it, nearest to the document first; nobody twice."""
        return tuple(dict.fromkeys((self.name, *self.chain)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document and its typed spans, each kind in order of start.

    Attributes:
        document: The document as it was read: where its text was hard-wrapped, with its
            sentences mended, and the offsets of all spans are offsets in that.
        written: The document as it came, where that is another text; else None.
        flow: The way from the offsets of `document` to those of `written`, or None.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    actors: tuple[ActorSpan, ...]
    places: tuple[PlaceSpan, ...]
    dates: tuple[DateSpan, ...]
    numbers: tuple[NumberSpan, ...]
    tolls: tuple[TollSpan, ...]
    speakers: tuple[SpeakerSpan, ...]
    written: Document | None = None
    flow: Flowing | None = None

    def span_as_written(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the text as read, as offsets in the text as it came."""
        return self.flow.span(start, end) if self.flow is not None else (start, end)
