from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from briefgen.render.escaping import Escaping

VALUES = st.one_of(st.text(), st.text("<>&'\"a").map(Markup), st.integers(), st.none(), st.floats())


@given(st.lists(VALUES))
def test_values_are_shown_as_by_markupsafe(values: list[object]) -> None:
    """Law: what is remembered of a text is what it is escaped to, and markup stays as it is."""
    escaping = Escaping()
    for value in [*values, *values]:
        assert escaping.shown(value) == str(escape(value))


def test_a_long_text_is_not_remembered_wrong() -> None:
    """A text of any length is escaped whole, the first time and again."""
    escaping = Escaping()
    for _ in range(2):
        assert escaping.shown("<" * 5000) == "&lt;" * 5000


def test_more_texts_than_are_remembered_are_shown() -> None:
    """A site with more titles than the memory holds is shown as any other."""
    escaping = Escaping()
    assert all(escaping.shown(f"<{n}>") == f"&lt;{n}&gt;" for n in range(20_000))


def test_a_name_that_is_not_there_is_told() -> None:
    """A template that shows what it was not given gets its mistake, not an empty text."""
    with pytest.raises(UndefinedError):
        Escaping().shown(StrictUndefined(name="titel"))
