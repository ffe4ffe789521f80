"""Why a build wrote a file."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from briefgen.build import Order, build_site

if TYPE_CHECKING:
    from pathlib import Path

NOW = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)
CONFIG = "title: Quays\nurl: https://quays.example/\n"


def article(number: int, title: str = "", topic: str = "Harbour") -> str:
    """Return the file of an article."""
    return (
        f"---\ntitle: {title or f'Quay {number}'}\ndate: 2026-03-0{number}\ntopic: {topic}\n"
        f"summary: Where it lies.\n---\n\nFerries run from quay {number}.\n"
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site of three articles in two topics, built once."""
    (tmp_path / "content").mkdir()
    (tmp_path / "briefgen.yml").write_text(CONFIG)
    for number in (1, 2):
        (tmp_path / f"content/quay-{number}.md").write_text(article(number))
    (tmp_path / "content/mill-3.md").write_text(article(3, "Mill", "Rivers"))
    why(tmp_path)
    return tmp_path


def why(root: Path) -> dict[str, str]:
    """Build, and return the reason for each file that was written."""
    return dict(build_site(Order(root, NOW, explain=True)).reasons)


def test_at_first_no_file_was_there(tmp_path: Path) -> None:
    """Every file of a first build is told so."""
    (tmp_path / "content").mkdir()
    (tmp_path / "briefgen.yml").write_text(CONFIG)
    assert set(why(tmp_path).values()) == {"it was not there, or not as it was left"}


def test_pages_that_show_an_article_name_it(root: Path) -> None:
    """Its own page, its topic, its neighbour's; a topic without it is not written at all."""
    (root / "content/quay-1.md").write_text(article(1, "The old quay"))
    told = why(root)
    reason = "it shows content/quay-1.md"
    assert told["2026/03/01/quay-1/index.html"] == reason
    assert told["2026/03/02/quay-2/index.html"] == reason
    assert told["topics/harbour/index.html"] == reason
    assert told["topics/harbour/feed.xml"] == reason
    assert "topics/rivers/index.html" not in told


def test_a_file_that_somebody_changed_is_put_back(root: Path) -> None:
    """What stands in site/ is looked at, whoever wrote it."""
    (root / "site/topics/rivers/index.html").write_text("mine")
    assert why(root) == {"topics/rivers/index.html": "it was not there, or not as it was left"}


def test_a_theme_that_changed_is_the_reason_for_pages_and_no_feed(root: Path) -> None:
    """A style's name stands in every page."""
    style = root / "themes/overrides/assets/style.css"
    style.parent.mkdir(parents=True)
    style.write_text("p { margin: 0 }")
    told = why(root)
    assert told["topics/rivers/index.html"] == "the theme changed"
    assert told["404.html"] == "the theme changed"
    assert not [path for path in told if path.endswith("feed.xml")]


def test_settings_that_changed_are_the_reason_for_all_that_shows_them(root: Path) -> None:
    """The site's title stands in every page and feed."""
    (root / "briefgen.yml").write_text(CONFIG.replace("Quays", "Piers"))
    told = why(root)
    reason = "the site's settings or topics changed"
    assert told["2026/03/03/mill-3/index.html"] == reason
    assert told["feed.xml"] == reason


def test_the_front_page_names_each_build(root: Path) -> None:
    """It is written with any other file, so that a publish can tell which build is live."""
    config = CONFIG + "feeds: {content: excerpt, items: 1}\n"
    (root / "briefgen.yml").write_text(config)
    told = why(root)
    assert told["index.html"] == "it names the build, and another file is new"
    assert told["feed.xml"] == "what it lists changed"


def test_nothing_is_explained_unasked(root: Path) -> None:
    """Looking for reasons takes time, so it is done on request."""
    (root / "content/quay-1.md").write_text(article(1, "The old quay"))
    assert build_site(Order(root, NOW)).reasons == ()
