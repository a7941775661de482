"""What changed between two snapshots."""

from store_makers import CLAIM, DOCUMENT, EVENT, EVIDENCE, write

from geo.store.diff import Moved, compare
from geo.store.snapshot import open_snapshot


def differences(tmp_path, **changed):
    old, new = write(tmp_path), write(tmp_path, **changed)
    return compare(open_snapshot(tmp_path, old), open_snapshot(tmp_path, new))


def told(found):
    return [(d.what, d.change, d.old_id, d.new_id) for d in found]


def test_a_snapshot_differs_in_nothing_from_itself(tmp_path):
    snapshot = open_snapshot(tmp_path, write(tmp_path))
    assert compare(snapshot, snapshot) == []


def test_a_new_document_brings_new_records(tmp_path):
    found = differences(
        tmp_path,
        documents=[DOCUMENT, DOCUMENT | {"doc_id": "b"}],
        claims=[CLAIM, CLAIM | {"claim_id": "c-2", "doc_id": "b", "event_id": "e-2"}],
        events=[EVENT, EVENT | {"event_id": "e-2"}],
    )
    assert told(found) == [("event", "new", None, "e-2"), ("claim", "new", None, "c-2")]
    assert {d.reason for d in found} == {"told by a new document: b"}


def test_a_reason_names_a_document_by_its_headline(tmp_path):
    found = differences(
        tmp_path,
        documents=[DOCUMENT, DOCUMENT | {"doc_id": "b", "title": "Blast in Kunduz"}],
        events=[EVENT, EVENT | {"event_id": "e-2"}],
        claims=[CLAIM, CLAIM | {"claim_id": "c-2", "doc_id": "b", "event_id": "e-2"}],
    )
    assert {d.reason for d in found} == {"told by a new document: Blast in Kunduz"}


def test_a_removed_document_withdraws_its_records(tmp_path):
    found = differences(tmp_path, documents=[], claims=[], events=[], evidence=[])
    assert told(found) == [("event", "withdrawn", "e-1", None), ("claim", "withdrawn", "c-1", None)]
    assert {d.reason for d in found} == {"document no longer there: a"}


def test_a_toll_that_moved_is_a_correction_that_says_what_moved(tmp_path):
    (found,) = differences(tmp_path, events=[EVENT | {"deaths_best": 46, "deaths_low": 46}])
    assert found.change == "corrected"
    assert found.moved == (Moved("deaths_low", "50", "46"), Moved("deaths_best", "50", "46"))
    assert found.toll_moved
    assert found.reason == "same texts, read or corrected otherwise"


def test_a_record_read_otherwise_is_found_again_by_its_words(tmp_path):
    claim = CLAIM | {"claim_id": "c-9", "event_id": "e-9", "event_type": "attack"}
    found = differences(
        tmp_path,
        events=[EVENT | {"event_id": "e-9", "adm1": None}],
        claims=[claim],
        evidence=[EVIDENCE | {"claim_id": "c-9", "start": 2, "end": 20}],
    )
    assert told(found) == [
        ("event", "corrected", "e-1", "e-9"),
        ("claim", "corrected", "c-1", "c-9"),
    ]
    assert found[0].moved == (Moved("adm1", "AF-KDZ", ""),)
    assert not found[0].toll_moved


def test_other_words_or_another_stance_are_another_record(tmp_path):
    for changed in (
        {"evidence": [EVIDENCE | {"claim_id": "c-9", "start": 9, "end": 20}]},
        {"evidence": [EVIDENCE | {"claim_id": "c-9"}], "stance": "denied"},
    ):
        evidence = changed.pop("evidence")
        claim = CLAIM | {"claim_id": "c-9", "event_id": "e-9"} | changed
        found = differences(
            tmp_path, events=[EVENT | {"event_id": "e-9"}], claims=[claim], evidence=evidence
        )
        assert sorted({d.change for d in found}) == ["new", "withdrawn"]
