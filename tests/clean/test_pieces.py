"""A page's tree to its lines."""

from __future__ import annotations

import pytest
from lxml import html

from briefgen.clean.pieces import pieces


def texts(body: str) -> list[str]:
    """Return what the lines of a body say."""
    return [piece.text for piece in pieces(html.fromstring(f"<body>{body}</body>"))]


WRAPPED = (
    "The council of the harbour met on Monday evening and<br>"
    "agreed, after four hours and much shouting, on a line<br>"
    "that leaves the old pier at six and is back before the<br>"
    "market opens."
)
VERSE = (
    "The river goes the way that rivers go, and more,<br>"
    "And nobody who saw it leave has seen it come again;<br>"
    "But we who live beside it hear it knocking at the door<br>"
    "When all the lamps along the quay are drowning in the rain."
)


def test_lines_broken_at_a_width_are_one_paragraph() -> None:
    """Breaks in mid-sentence that only filled a line are spaces."""
    assert texts(f"<p>{WRAPPED}</p>") == [WRAPPED.replace("<br>", " ")]


@pytest.mark.parametrize(
    "kept", [VERSE, "Harbour office<br>of the town<br>Quay street 4<br>first floor"]
)
def test_verse_and_addresses_keep_their_breaks(kept: str) -> None:
    """Lines that begin with capitals, or are short, were broken on purpose."""
    assert texts(f"<p>{kept}</p>") == [kept.replace("<br>", "\n")]


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ('twice a day<sup><a href="#n1">1</a></sup>.', "twice a day."),
        ('twice a day<sup class="r">[<a href="#n1">12</a>]</sup>.', "twice a day."),
        ("ten m<sup>2</sup>.", "ten m2."),
        ('the <sup><a href="#top">whole story</a></sup>.', "the whole story."),
        ('a<sup><a href="/2">2</a></sup>', "a2"),
    ],
)
def test_marks_of_notes_are_left_out(said: str, read: str) -> None:
    """A raised number that leads to a note goes; powers and other links stay."""
    assert texts(f"<p>{said}</p>") == [read]
