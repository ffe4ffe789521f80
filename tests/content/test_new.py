from __future__ import annotations

import datetime as dt

from briefgen.content.new import new_article, new_edition, new_topic
from briefgen.content.read import read_article, read_edition, read_topic

DAY = dt.date(2024, 9, 14)


def test_a_new_article_is_a_draft_that_reads_well() -> None:
    """It is filed by its day and held back until someone says it is ready."""
    path, text = new_article('Ports: "quiet"', DAY, topic="Trade")
    reading = read_article(path, text.encode())
    assert path == "articles/2024/2024-09-14-ports-quiet.md"
    assert reading.notices == ()
    assert (reading.value.title, reading.value.topics, reading.value.draft) == (
        'Ports: "quiet"',
        ("Trade",),
        True,
    )
    assert reading.value.slug == "ports-quiet"
    assert reading.value.photos == ()


def test_a_new_topic_reads_well() -> None:
    """Its file is named after it."""
    path, text = new_topic("Énergie")
    assert path == "topics/énergie.md"
    assert read_topic(path, text.encode()).value.title == "Énergie"


def test_a_new_edition_lists_what_came_in() -> None:
    """Its rows are slugs, with the title as a comment."""
    path, text = new_edition("Saturday", DAY, [("ferry-line", "Ferry\nline"), ("no", "# b")])
    edition = read_edition(path, text.encode()).value
    assert path == "briefings/2024-09-14.md"
    assert [item.slug for item in edition.items] == ["ferry-line", "no"]
    path, text = new_edition("Saturday", DAY, [("ferry-line", "Ferry")], [("old", "Old\nboat")])
    assert "  # - old  # Old boat" in text.splitlines()
    assert [item.slug for item in read_edition(path, text.encode()).value.items] == ["ferry-line"]
    assert read_edition(path, new_edition("S", DAY)[1].encode()).value.items == ()
