"""What changed between two snapshots, in words."""

from geo.store.diff import Difference, Moved
from geo.views import changes
from geo.views.changes import Compared
from geo.views.filters import Filters
from geo.views.frames import prepare
from geo.views.words import Names
from tests import world

NAMES = Names(actors={"ISKP": "Islamic State Khorasan Province"}, provinces={"AF-KDZ": "Kunduz"})
FRAMES = prepare("s-1", world.tables())


def made(*rows):
    found = tuple(
        Difference(what=w, change=c, old_id=o, new_id=n, moved=m, reason="why")
        for w, c, o, n, m in rows
    )
    return Compared(old=FRAMES, new=FRAMES, differences=found)


def test_each_record_is_told_in_words_also_one_that_is_no_more():
    table = changes.table(
        made(
            ("event", "withdrawn", "e-kunduz", None, ()),
            ("claim", "new", None, "c-denied", ()),
            ("event", "withdrawn", "e-nowhere", None, ()),
        ),
        NAMES,
    )
    assert (
        table["said"][0] == "October 2021 · Kunduz · suicide bomb · Islamic State Khorasan Province"
    )
    assert table["said"][1].startswith("denial · TTP · ")
    assert table["said"][2] == "e-nowhere"
    assert table["is_now"].tolist() == [False, True, False]
    assert table["record"].tolist() == ["e-kunduz", "c-denied", "e-nowhere"]


def test_what_moved_is_told_with_both_values_and_unknown_is_no_zero():
    moved = (
        Moved("deaths_best", "", "46"), Moved("adm1", "AF-KDZ", ""),
        Moved("actors", "ISKP", "ISKP, TTP"), Moved("event_type", "attack", "suicide_bomb"),
    )  # fmt: skip
    compared = made(("event", "corrected", "e-kunduz", "e-kunduz", moved))
    table = changes.table(compared, NAMES)
    assert table["moved"][0] == (
        "deaths: unknown → 46; adm1: Kunduz → unknown; actors: Islamic State Khorasan Province → "
        "Islamic State Khorasan Province, TTP; event type: attack → suicide bomb"
    )
    assert table["toll"].tolist() == [True]
    assert "TTP" not in changes.table(compared, NAMES, hidden={"actors"})["moved"][0]


def test_counts_keep_events_and_claims_apart():
    toll = (Moved("injured_low", "1", "2"),)
    compared = made(
        ("event", "corrected", "e-kunduz", "e-kunduz", toll),
        ("event", "new", None, "e-herat", ()),
        ("claim", "corrected", "c-kunduz", "c-kunduz", toll),
    )
    assert changes.counts(compared.differences, "event") == {
        "new": 1, "corrected": 1, "withdrawn": 0, "tolls": 1,
    }  # fmt: skip
    assert changes.counts(compared.differences, "claim")["corrected"] == 1


def test_nothing_changed_is_an_empty_table():
    assert changes.table(made(), NAMES).empty


def test_filters_choose_the_changes_of_their_records_before_or_after():
    compared = made(
        ("event", "withdrawn", "e-kunduz", None, ()),
        ("event", "new", None, "e-herat", ()),
        ("claim", "new", None, "c-herat", ()),
        ("claim", "new", None, "c-camps", ()),
        ("event", "new", None, "e-nowhere", ()),
    )

    def ids(filters):
        return [d.new_id or d.old_id for d in changes.within(compared, filters).differences]

    assert ids(Filters(groups=("ISKP",))) == ["e-kunduz"]
    assert ids(Filters(groups=("TTP",))) == ["e-herat", "c-herat", "c-camps"]
    assert ids(Filters(groups=("TTP",), kinds=("presence",))) == ["c-camps"]
    assert len(ids(Filters(measure="deaths"))) == 5
