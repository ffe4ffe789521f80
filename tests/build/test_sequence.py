"""Files are made in the order of the articles they show."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from briefgen.build import Made, Order, render_site
from briefgen.build.sequence import abreast, entries_of, shown_by
from briefgen.engine.workers import Workers

if TYPE_CHECKING:
    from pathlib import Path

NOW = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)


@pytest.fixture
def files(tmp_path: Path) -> list[Made]:
    """All files of a site with nine articles in two topics, mixed up."""
    (tmp_path / "content").mkdir()
    (tmp_path / "briefgen.yml").write_text(
        "title: Quays\nurl: https://quays.example/\npage_size: 2\n"
    )
    for number in range(1, 10):
        (tmp_path / f"content/quay-{number}.md").write_text(
            f"---\ntitle: Quay {number}\ndate: 2026-02-0{number}\n"
            f"topic: {('Harbour', 'Rivers')[number % 2]}\n---\n\nA ferry.\n"
        )
    with Workers() as workers:
        made = [*render_site(Order(tmp_path, NOW), workers).outputs]
    return made[1::2] + made[::-2]


def first(made: Made) -> str:
    """The first article that a file shows."""
    return next((entry.path for entry in entries_of(shown_by(made))), "")


def test_no_file_is_lost(files: list[Made]) -> None:
    """The same files, each once; the same order of the same files."""
    paths = [made.path for made in abreast(files)]
    assert sorted(paths) == sorted(made.path for made in files)
    assert paths == [made.path for made in abreast(files)]


def test_a_list_stands_beside_the_page_of_its_first_article(files: list[Made]) -> None:
    """From one article's page to the next, all that is made shows that article first."""
    ordered = abreast(files)
    pages = [
        at for at, made in enumerate(ordered) if shown_by(made).__class__.__name__ == "ArticlePage"
    ]
    assert len(pages) == 9
    beside = set()
    for made in ordered:
        if made.path.startswith("topics/") and first(made):
            at = ordered.index(made)
            page = next(ordered[place] for place in pages if first(ordered[place]) == first(made))
            between = ordered[min(at, ordered.index(page)) : max(at, ordered.index(page))]
            beside |= {first(one) for one in between} - {first(made)}
    assert beside == set()
