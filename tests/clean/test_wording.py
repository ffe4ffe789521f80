"""What a line's own words say of it."""

from __future__ import annotations

import pytest

from briefgen.clean.wording import about, wording

PAGE = about("Ferry line returns to the islands", ("Ana Ruiz",))


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Ferry to run on Sundays",
        "Les også: Fergen går igjen",
        "Lesen Sie auch: Die Fähre",
    ],
)
def test_what_leads_to_another_article_is_told(line: str) -> None:
    """A line that begins with "read also", in any of many languages, leads on."""
    assert wording(line, PAGE)["leads on"] == 1.0


def test_calls_to_the_reader_are_counted() -> None:
    """Each word that asks the reader to subscribe, follow or download counts."""
    assert wording("Subscribe to our newsletter and follow us on Facebook", PAGE)["calls"] == 4
    assert wording("The ferry left at nine.", PAGE)["calls"] == 0


def test_a_writer_named_is_told() -> None:
    """A line on who wrote the article names the writer."""
    assert wording("ANA RUIZ covers the coast.", PAGE)["names writer"] == 1.0
    assert wording("Ana covers the coast.", PAGE)["names writer"] == 0.0


def test_words_of_the_title_are_shared() -> None:
    """How much of the title's longer words a line has, 0 to 1."""
    assert wording("The ferry returns to Ness", PAGE)["title words"] == 0.5
    assert wording("Nothing", about(None, ()))["title words"] == 0.0
