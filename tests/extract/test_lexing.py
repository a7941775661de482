from hypothesis import given
from hypothesis import strategies as st

from geo.extract.spans.lexing import letter, lex, listed, words


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
    tokens = letter(lex("two men"), lambda low, _raw: low[0])
    assert tokens.classes == "tm"


def test_word_lists():
    assert words("a b a") == {"a", "b"}
    assert listed("b a") == ("b", "a")


@given(st.text(max_size=300))
def test_offsets_count_code_points(text):
    lexed = lex(text)
    assert [text[s:e] for s, e in zip(lexed.starts, lexed.ends, strict=True)] == lexed.raw
    assert lexed.starts == sorted(set(lexed.starts))
