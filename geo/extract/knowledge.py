"""What extraction knows before it reads a word: the lexicons and the places.

Loaded once per process from the data folder and never changed, so that one value can be
shared by all documents.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from geo.config import ROOT
from geo.extract.lexicon import ActorLexicon
from geo.extract.linear import LinearModel, load_model
from geo.extract.spans.dates_anchors import Anchors, load_anchors
from geo.extract.spans.matching import Terms
from geo.extract.spans.toponyms import Atlas
from geo.extract.speaker_lexicon import SpeakerName, load_speakers
from geo.places.gazetteer import Gazetteer

_ANAPHORA: Final = Path("models") / "anaphora.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """Lexicons and gazetteer.

    Attributes:
        actors: The actors and their names.
        atlas: The places, their names and their resolver.
        anchors: Events that texts count time from ("since the takeover").
        speakers: Those who get quoted, and their names.
        antecedents: Whom "the group" or "it" means, learned; the project's own where a data folder
            has none.
    """

    actors: ActorLexicon
    atlas: Atlas
    anchors: Anchors
    speakers: Terms[SpeakerName]
    antecedents: LinearModel

    @classmethod
    def load(cls, data_dir: Path) -> Self:
        """Read everything from a data folder.

        Raises:
            DataError: a file is missing or breaks its contract.
        """
        own = data_dir / _ANAPHORA
        return cls(
            actors=ActorLexicon.load(data_dir / "actors.csv"),
            atlas=Atlas.of(
                Gazetteer.read(data_dir / "gazetteer.csv", data_dir / "gazetteer.local.csv")
            ),
            anchors=load_anchors(data_dir / "anchors.csv"),
            speakers=load_speakers(data_dir / "speakers.csv"),
            antecedents=load_model(own if own.exists() else ROOT / "data" / _ANAPHORA),
        )
