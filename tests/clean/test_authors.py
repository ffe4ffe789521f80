"""Names in by-lines."""

from __future__ import annotations

import pytest

from briefgen.clean.names import people


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ines Talbot", ("Ines Talbot",)),
        ("Von Mara Lindt und Tilo Harms", ("Mara Lindt", "Tilo Harms")),
        ("By Ines Talbot, Staff Writer", ("Ines Talbot",)),
        ("Anne-Marie de la Cour", ("Anne-Marie de la Cour",)),
        ("https://a.example/people/ines", ()),
        ("admin", ()),
        ("", ()),
    ],
)
def test_a_by_line_gives_its_names_alone(line: str, names: tuple[str, ...]) -> None:
    """Lead-in words, roles and addresses are no part of a name."""
    assert people(line) == names
