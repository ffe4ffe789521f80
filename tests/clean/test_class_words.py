"""Class names: which of them say what an element is."""

from __future__ import annotations

import pytest
from lxml import html

from briefgen.clean.boxes import words
from briefgen.clean.class_words import telling


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("related-stories", "related-stories"),
        ("sidebar", "sidebar"),
        ("article-body text-gray-800 md:hidden mt-[9px]", "article-body"),
        ("position-relative has-sidebar no-comments", ""),
        ("content-sidebar-wrap", ""),
        ("main-with-sidebar", ""),
        ("elementor-widget elementor-widget-share-buttons", "elementor-widget-share-buttons"),
        ("tag-list category-label", "tag-list category-label"),
        ("post-12 hentry status-publish tag-comments category-newsletter", "post-12 hentry"),
        ("why-we-shop-at-the-corner-store", ""),
    ],
)
def test_layout_is_no_name(said: str, told: str) -> None:
    """How a box looks, what it has and what it is filed under are not what it is."""
    assert telling(said).split() == told.split()


def test_an_element_is_called_by_its_telling_words() -> None:
    """Class, id and role are read, in small letters."""
    box = html.fromstring('<div class="md:relative Teaser" id="next" role="note">x</div>')
    assert words(box).split() == ["teaser", "next", "note"]
