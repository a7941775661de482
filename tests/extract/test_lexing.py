from hypothesis import given
from hypothesis import strategies as st

from geo.extract.spans import lexing
from geo.extract.spans.lexing import Letters, letter, lex, listed, words


def test_tokens_of_a_sentence():
    lexed = lex("On Sept. 5, 2022, 1,095 died at 9:30 (Q4).")
    assert lexed.raw == [
        "On", "Sept.", "5", ",", "2022", ",", "1,095", "died", "at", "9:30", "(", "Q4", ")", ".",
    ]  # fmt: skip
    assert lexed.words[0] == "on"


def test_a_line_end_within_a_sentence_is_no_token():
    assert lex("killed in\nKabul.\nThe next").raw.count("\n") == 2
    assert "\n" not in lex("killed in\nthe city").raw


def test_every_token_has_one_letter():
    tokens = letter(lex("Two men"), Letters(lambda low, raw: low[0] if raw == "men" else raw[0]))
    assert tokens.classes == "Tm"


def test_a_word_is_classified_once_and_few_are_kept(monkeypatch):
    monkeypatch.setattr(lexing, "_MOST_WORDS", 2)
    asked = []

    def classify(low, _raw):
        asked.append(low)
        return low[0]

    letters = Letters(classify)
    assert letter(lex("a b a b c a"), letters).classes == "ababca"
    assert asked == ["a", "b", "c", "a"]
    assert len(letters) <= 2


def test_word_lists():
    assert words("a b a") == {"a", "b"}
    assert listed("b a") == ("b", "a")


@given(st.text(max_size=300))
def test_offsets_count_code_points(text):
    lexed = lex(text)
    assert [text[s:e] for s, e in zip(lexed.starts, lexed.ends, strict=True)] == lexed.raw
    assert lexed.starts == sorted(set(lexed.starts))
