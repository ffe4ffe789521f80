from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from briefgen.render.escaping import Escaping

VALUES = st.one_of(st.text(), st.text("<>&'\"a").map(Markup), st.integers(), st.none(), st.floats())


@given(VALUES)
def test_values_are_shown_as_by_markupsafe(value: object) -> None:
    """Law: a value's text is what it is escaped to, and markup stays as it is."""
    assert str(Escaping().shown(value)) == str(escape(value))


def test_a_long_text_is_escaped_whole() -> None:
    """A text of any length is escaped to its end."""
    assert Escaping().shown("<" * 5000) == "&lt;" * 5000


def test_a_name_that_is_not_there_is_told() -> None:
    """A template that shows what it was not given gets its mistake, not an empty text."""
    with pytest.raises(UndefinedError):
        Escaping().shown(StrictUndefined(name="titel"))
