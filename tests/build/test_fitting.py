from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built

ARTICLE = """
-- content/a.md --
---
title: Ferry line
date: 2026-01-02
topic: Ports
aliases: [/FEED.xml, /robots.txt/x, /assets, /old.html, /OLD.html/more/, /p/q/, /p]
---
Text.
"""


def test_an_old_address_gives_way_to_the_sites_files(site: Callable[..., Built]) -> None:
    """A redirect that a file leaves no room for is told and left out; all else is built."""
    built = site(ARTICLE)
    told = [error.message for error in built.result.errors]
    assert told == [
        "the old address /FEED.xml leaves no room for the site's /feed.xml",
        "the old address /robots.txt/x leaves no room for the site's /robots.txt",
        "the old address /OLD.html/more/ leaves no room for the site's /old.html",
    ]
    assert {error.path for error in built.result.errors} == {str(built.root / "content/a.md")}
    files = built.files()
    assert files["feed.xml"].startswith(b"<?xml")
    assert {"old.html", "p/q/index.html", "p/index.html", "assets/index.html"} <= set(files)
    assert "OLD.html/more/index.html" not in files


def test_the_next_build_says_it_again(site: Callable[..., Built]) -> None:
    """What was told is told until it is mended, and the site stays as it is."""
    first = site(ARTICLE)
    again = site()
    assert [str(error) for error in again.result.errors] == [
        str(error) for error in first.result.errors
    ]
    assert again.files() == first.files()
