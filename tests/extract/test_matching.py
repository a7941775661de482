import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from geo.extract.spans.matching import fold

LETTERS = st.text(
    st.one_of(st.characters(), st.sampled_from("aZ9 -'’“–éÅñİıſKΣكا\u0301\n")), max_size=60
)


def plain(char):
    """One character folded by itself."""
    base = unicodedata.normalize("NFD", char)[0]
    return base.lower()[0] if base.isalnum() else " "


@given(LETTERS)
def test_every_character_is_folded_by_itself(text):
    assert fold(text) == "".join(map(plain, text))
