"""Which clause of a sentence a denial governs, and which claims of it are denied or asserted.

"A denies that X has camps in Kunar; B says that X has bases there" denies the camps and asserts
the bases: a denial ends with its clause, or where somebody else begins to speak.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from geo.codes import Stance
from geo.extract.cues import Hit
from geo.extract.presence_features import Scene
from geo.extract.reading import SpeakerSpan
from geo.extract.scanning import Scan

_DENIAL: Final = Scan(
    r"\bden(?:y|ies|ied|ying)(?: \w+ly)?(?= that\b| (?:having|harbou?ring|hosting|housing|"
    r"sheltering|running|maintaining|operating|keeping)\b)"
    r"|\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:es?|ed|ing))"
    r"(?= (?:as \w+ )?(?:[\w’'-]+ ){0,4}?(?:claims?|reports?|allegations?|accusations?|charges?|"
    r"suggestions?|assertions?) (?:by (?:[\w’'-]+ ){1,4}?)?(?:that|of)\b)",
    re.IGNORECASE,
)
_NOT: Final = re.compile(
    r"(?:\b(?:not|never|cannot|without|nobody|neither|nor|hardly|no one|to be)|n['’]t)(?: \w+)? \Z",
    re.IGNORECASE,
)
_NEGATED: Final = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|lost|gone|left|defeat\w*|eliminat\w*|destroy\w*|dismantl\w*|"
    r"clos\w+|expel\w*|abandon\w*|captur\w+|seiz\w+)\b|n['’]t\b",
    re.IGNORECASE,
)
_BARE: Final = "denied.denies_presence"
_BESIDE: Final = 2


@dataclass(frozen=True, slots=True)
class Denial:
    """What one verb of denial governs: the offsets of the verb, and where its clause ends.

    Attributes:
        start: First character of the verb [code points].
        verb_end: Just past the verb.
        end: Just past what is denied.
    """

    start: int
    verb_end: int
    end: int

    def holds(self, hit: Hit) -> bool:
        """Whether a cue stands in what is denied."""
        return self.verb_end <= hit.start < self.end


def denials(scene: Scene) -> tuple[Denial, ...]:
    """The denials of a sentence that govern a clause, in order."""
    return tuple(_denials(scene))


def _denials(scene: Scene) -> Iterator[Denial]:
    base, text = scene.sentence.start, scene.sentence.text
    for match in _DENIAL.finditer(text):
        at, after = match.start(), match.end()
        if _NOT.search(text[max(0, at - 30) : at]):
            continue
        end = min((cut for cut in scene.cuts if cut >= after), default=len(text))
        for speaker in scene.speakers:
            begin = speaker.start - base
            if after < begin < end and text[:begin].rstrip().endswith((",", "”", '"')):
                end = begin
        if not _NEGATED.search(text[after:end]):
            yield Denial(base + at, base + after, base + end)


def hits_of(scene: Scene, label: str) -> list[Hit]:
    """The cues that speak for an activity and stance in their own clause ("camp.denied").

    Where something is denied, the words that name it inside the denial speak for its denial.
    """
    name, how = label.split(".")
    own = [h for h in scene.hits if (h.cue.label, h.cue.stance) == (name, how)]
    said = denials(scene)
    if not said:
        return own
    if how == Stance.ASSERTED:
        return [h for h in own if not any(d.holds(h) for d in said)]
    named = [h for h in scene.hits if (h.cue.label, h.cue.stance) == (name, Stance.ASSERTED)]
    return own or [h for h in named if any(d.holds(h) for d in said)]


def settled(scene: Scene, labels: Sequence[str]) -> dict[str, str]:
    """The stance that each accepted label has in its own clause; labels left out are dropped.

    Args:
        scene: The sentence.
        labels: Activities and stances that the model accepts ("camp.asserted").

    Returns:
        Each label that stays, with the label that it becomes.
    """
    if not labels or not denials(scene):
        return {label: label for label in labels}
    out: dict[str, str] = {}
    for label in labels:
        name, how = label.split(".")
        other = f"{name}.{Stance.DENIED if how == Stance.ASSERTED else Stance.ASSERTED}"
        swapped = not hits_of(scene, label) and bool(hits_of(scene, other))
        wanted = other if swapped else label
        if wanted == label or other not in labels:
            out[label] = wanted
    told = [new for new in out.values() if new.endswith(Stance.DENIED)]
    finer = any(
        not new.startswith("presence.") and any(d.holds(h) for d in denials(scene))
        for new in told
        for h in hits_of(scene, new)
    )
    return {
        label: new
        for label, new in out.items()
        if not (finer and new == "presence.denied" and _is_bare(scene))
    }


def _is_bare(scene: Scene) -> bool:
    """Whether nothing but the verb of a denial speaks of presence."""
    return all(hit.cue.cue_id == _BARE for hit in hits_of(scene, "presence.denied"))


def denier(scene: Scene, anchor: tuple[int, int]) -> SpeakerSpan | None:
    """Who denies what stands at some words: the subject of the verb that governs them."""
    for denial in denials(scene):
        if denial.start <= anchor[0] < denial.end:
            for speaker in scene.speakers:
                if 0 <= speaker.scope_start - denial.verb_end <= _BESIDE:
                    return speaker
    return None


def only_denies(scene: Scene, speaker: SpeakerSpan, at: int) -> bool:
    """Whether a speaker denies another clause than that of the words at an offset."""
    return any(
        0 <= speaker.scope_start - d.verb_end <= _BESIDE and not d.start <= at < d.end
        for d in denials(scene)
    )
