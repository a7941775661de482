"""Words of sources on a page are text and nothing else."""

import pytest

from geo.ui.text import plain


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a **b** [c](d)", r"a \*\*b\*\* \[c\]\(d\)"),
        ("two\n\nlines", "two lines"),
        ("http://a", "http\u2060\\:/" + "/a"),
        ("www.a", "www\u2060\\.a"),
        (":material/home:", "\\:\u2060material/home\\:"),
        ("has \u202e2,000\u202c men", r"has 2,000 men"),
        ("\u200fhas\u200e 2", "has 2"),
        ("کابل", "کابل"),
    ],
)
def test_nothing_of_it_is_read_as_markup(given, shown):
    assert plain(given) == shown
