"""The shipped encoder: pinned, offline, deterministic, blind to names, and of some use."""

import json
import shutil
from datetime import date

import pytest

from geo import config
from geo.errors import DataError
from geo.extract import encoder as module
from geo.extract.encoder import Encoder
from geo.extract.knowledge import Knowledge
from geo.extract.reader import read
from geo.model import Document

FOLDER = config.ROOT / "data" / "models" / "encoder"
TEXT = (
    "A suicide bomber blew himself up outside a mosque in Kunduz on Friday, killing at least 12 "
    "people, police said. ISKP claimed responsibility for the attack. "
    "The two delegations agreed to meet again in spring to talk about the price of wheat. "
    "TTP runs three training camps in Kunar, where it has about 400 fighters."
)


@pytest.fixture(scope="module")
def encoder():
    return Encoder.load(FOLDER)


@pytest.fixture(scope="module")
def knowledge():
    return Knowledge.load(config.ROOT / "data")


def reading(knowledge, text=TEXT, title=""):
    document = Document(
        doc_id="d", title=title, publisher="", published=date(2023, 5, 6), text=text
    )
    return read(document, knowledge)


def at(text, words):
    start = text.index(words)
    return start, start + len(words)


def test_sentences_get_what_they_hold(encoder, knowledge):
    said = encoder.score(reading(knowledge)).sentences
    assert len(said) == 4
    for row in said:
        assert set(row) == set(encoder.labels.sentence)
        assert all(0 <= p <= 1 for p in row.values())
    bombing, claim, wheat, camps = said
    assert bombing["event"] > 0.5 > bombing["presence"]
    assert claim["attribution:claimed"] > wheat["attribution:claimed"]
    assert wheat["any"] < 0.3
    assert camps["presence"] > 0.5 > camps["event"]
    assert max(bombing, key=lambda name: bombing[name] if name.startswith("type:") else 0.0) == (
        "type:suicide_bomb"
    )


def test_spans_and_links_can_be_asked_for(encoder, knowledge):
    scores = encoder.score(reading(knowledge))
    bomber = at(TEXT, "suicide bomber")
    near = scores.link("place", bomber, at(TEXT, "Kunduz"))
    assert 0 <= near <= 1
    assert scores.span("event_place", *at(TEXT, "Kunduz")) > scores.span(
        "event_place", *at(TEXT, "Kunar")
    )
    assert scores.span("presence_place", *at(TEXT, "Kunar")) > scores.span(
        "presence_place", *at(TEXT, "Kunduz")
    )
    with pytest.raises(ValueError, match="weather"):
        scores.span("weather", 0, 3)
    with pytest.raises(ValueError, match="weather"):
        scores.link("weather", bomber, bomber)


def test_the_same_text_gives_the_same_scores_whatever_is_read_between(encoder, knowledge):
    first = encoder.score(reading(knowledge))
    encoder.score(reading(knowledge, "Something else altogether happened in Herat."))
    again = Encoder.load(FOLDER, threads=2).score(reading(knowledge))
    assert [list(row) for row in first.sentences] == [list(row) for row in again.sentences]
    for a, b in zip(first.sentences, again.sentences, strict=True):
        assert a == pytest.approx(b, abs=1e-4)


def test_swapping_a_group_or_a_province_changes_nothing(encoder, knowledge):
    swapped = TEXT.replace("ISKP", "NRF").replace("Kunduz", "Takhar").replace("Kunar", "Paktika")
    first = encoder.score(reading(knowledge))
    second = encoder.score(reading(knowledge, swapped))
    assert first.sentences == second.sentences


def test_a_document_without_words_has_no_scores(encoder, knowledge):
    for text in ("", " \n \n", "\u200b"):
        scores = encoder.score(reading(knowledge, text))
        assert len(scores.sentences) == len(reading(knowledge, text).sentences)
        assert scores.span("in_event", 0, 5) in (0.0, pytest.approx(scores.span("in_event", 0, 5)))
        assert scores.link("same", (0, 0), (0, 0)) == 0.0


def test_an_endless_sentence_is_read_up_to_the_limit(encoder, knowledge, monkeypatch):
    monkeypatch.setattr(module, "LIMIT", 400)
    text = "and a bomb went off in Kunduz " * 300
    scores = encoder.score(reading(knowledge, text))
    first, *others = scores.sentences
    assert first["event"] > 0
    assert others
    assert not any(others)
    assert scores.span("event_place", len(text) - 7, len(text) - 1) == 0.0


def test_what_lies_behind_the_limit_has_no_scores(encoder, knowledge, monkeypatch):
    monkeypatch.setattr(module, "LIMIT", 40)
    scores = encoder.score(reading(knowledge))
    assert scores.sentences[0]
    assert scores.sentences[-1] == {}


def test_a_missing_folder_is_said_in_one_sentence(tmp_path):
    with pytest.raises(DataError, match=r"the encoder is missing; restore the folder"):
        Encoder.load(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_file_that_was_changed_is_refused(tmp_path, name):
    shutil.copytree(FOLDER, tmp_path / "encoder")
    path = tmp_path / "encoder" / name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(DataError, match=r"not the file that labels\.json pins"):
        Encoder.load(tmp_path / "encoder")
    path.unlink()
    with pytest.raises(DataError, match="the encoder is missing"):
        Encoder.load(tmp_path / "encoder")


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"sentence": 3}'])
def test_a_broken_description_is_refused(tmp_path, body):
    (tmp_path / "labels.json").write_text(body, encoding="utf-8")
    with pytest.raises(DataError, match="no description of an encoder"):
        Encoder.load(tmp_path)


def test_the_folder_is_small_and_holds_nothing_that_runs():
    files = {path.name: path.stat().st_size for path in FOLDER.iterdir()}
    assert set(files) == {"model.onnx", "tokenizer.json", "labels.json", "CARD.md"}
    assert sum(files.values()) < 24_000_000
    spec = json.loads((FOLDER / "labels.json").read_text(encoding="utf-8"))
    assert set(spec["sha256"]) == {"model.onnx", "tokenizer.json"}
