"""What sort of source a speaker is."""

import pytest

from geo.claims.speakers import SpeakerKinds
from geo.codes import SourceKind
from geo.config import data_dir
from geo.errors import DataError


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("UNAMA", SourceKind.UN),
        ("the unama mission", SourceKind.UN),
        ("Amu", SourceKind.PRESS),
        ("Amulet", SourceKind.UNKNOWN),
        ("UN, Security Council", SourceKind.GOVERNMENT),
        ("", SourceKind.UNKNOWN),
    ],
)
def test_names_are_found_in_whole_words_the_longest_first(name, kind):
    kinds = SpeakerKinds(
        {
            "UN": SourceKind.UN,
            "UNAMA": SourceKind.UN,
            "Amu": SourceKind.PRESS,
            "UN Security Council": SourceKind.GOVERNMENT,
        }
    )
    assert kinds(name) is kind


def test_the_list_of_the_project_is_sound():
    kinds = SpeakerKinds.read(data_dir() / "speakers.csv")
    assert kinds("UN sanctions monitoring team") is SourceKind.UN


@pytest.mark.parametrize(
    ("content", "match"),
    [
        ("name,kind\nA,un\n", "lacks the column aliases"),
        ("name,kind,aliases\nA,blog,\n", ":2: kind 'blog'"),
        ("\udcff", "UTF-8"),
        (None, "is missing"),
    ],
)
def test_a_broken_list_is_refused(tmp_path, content, match):
    path = tmp_path / "speakers.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(DataError, match=match):
        SpeakerKinds.read(path)
