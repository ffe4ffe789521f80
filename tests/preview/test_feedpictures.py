"""The site's pictures in a feed as the preview shows it."""

from __future__ import annotations

import pytest

from briefgen.preview.feedpictures import with_pictures

SITE = "https://quay.example/news/"
FILES = {"images/pier.png": b"pier", "images/é pier.svg": b"<svg/>", "feed.xml": b"<rss/>"}


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (
            f'<img src="{SITE}images/pier.png" alt="A pier">',
            '<img src="data:image/png;base64,cGllcg==" alt="A pier">',
        ),
        (
            f"<p><IMG alt='>' src='{SITE}images/%C3%A9%20pier.svg'>",
            "<p><IMG alt='>' src='data:image/svg+xml;base64,PHN2Zy8+'>",
        ),
    ],
)
def test_a_picture_of_the_site_is_held_in_the_entry(html: str, shown: str) -> None:
    """Nothing stands at its address before the site is published."""
    assert with_pictures(html, SITE, FILES.get) == shown


@pytest.mark.parametrize(
    "html",
    [
        '<img src="images/pier.png">',
        f'<img src="{SITE}images/none.png">',
        f'<img src="{SITE}feed.xml">',
        '<img src="https://other.example/images/pier.png">',
        f'<a href="{SITE}images/pier.png">a pier</a>',
        f'<img data-src="{SITE}images/pier.png">',
    ],
)
def test_what_a_reader_would_not_show_stays_as_it_is(html: str) -> None:
    """A relative address, a file that is missing or no picture, another's picture, a link."""
    assert with_pictures(html, SITE, FILES.get) == html
