"""What a page's scripts state about its pictures."""

from __future__ import annotations

import json

import pytest
from lxml.html import document_fromstring

from briefgen.clean.page_data import Statement, picture_statements

PICTURE = {
    "url": "https://i.example/2026/lamp-room.jpg",
    "caption": "The lamp.",
    "credit": "Ana Ruiz/AFP",
}
NUXT = [
    {"photo": 1},
    {"caption": 2, "source": 3, "fileUrl": 4},
    "The lamp.",
    "Ana Ruiz/AFP",
    "https://i.example/lamp-room.jpg",
]
FLIGHT = json.dumps(
    [
        1,
        '1a:["$","div",{"src":"https://i.example/lamp-room.jpg","data":{"captionTitle":"The lamp.","captionCredit":"Ana Ruiz/AFP"}}]\n',
    ]
)


@pytest.mark.parametrize(
    "script",
    [
        f'<script type="application/json">{json.dumps({"props": [{"deep": PICTURE}]})}</script>',
        f"<script>window.__STATE__ = {json.dumps({'a': PICTURE})}; start();</script>",
        f"<script>window.S = JSON.parse({json.dumps(json.dumps({'a': PICTURE}))});</script>",
        f'<script type="application/json">{json.dumps(NUXT)}</script>',
        f"<script>self.__next_f.push({FLIGHT})</script>",
        ('<script type="application/ld+json">{"@type": "NewsArticle", "headline": "H", "author": "Jo Lens", "image": '
        '{"@type": "ImageObject", "url": "https://i.example/lamp-room.jpg", "caption": "The lamp.", "author": {"name": "Ana Ruiz/AFP"}}}</script>'),
    ],
)  # fmt: skip
def test_a_statement_is_read_from_any_json_of_a_page(script: str) -> None:
    """An object with a picture's address and words on it, wherever it stands."""
    root = document_fromstring(f"<html><body>{script}<p>Text</p></body></html>")
    assert picture_statements(root)["lamp-room"] == Statement("The lamp.", "Ana Ruiz/AFP")


@pytest.mark.parametrize(
    "value",
    [
        {"headline": "H", "author": "Jo Lens", "image": "https://i.example/lamp-room.jpg"},
        {"url": "https://i.example/lamp-room.jpg", "credit": "https://i.example/terms"},
        {"url": "https://i.example/lamp-room.jpg", "width": 600},
        {"url": "https://tide.example/people/ana-ruiz-of-skerry", "author": "Ana Ruiz"},
    ],
)
def test_who_wrote_an_article_is_not_who_took_its_photo(value: dict[str, object]) -> None:
    """Nor is an address, nor what has no picture."""
    root = document_fromstring(f'<script type="application/json">{json.dumps(value)}</script>')
    assert not any(one.credit for one in picture_statements(root).values())


def test_broken_and_endless_data_is_passed_over() -> None:
    """Deep nesting, cut text, no JSON at all."""
    scripts = ("[" * 100_000, '{"a": ', "not json", '{"a":' * 5_000)
    html = "".join(f'<script type="application/json">{text}</script>' for text in scripts)
    assert not picture_statements(document_fromstring(f"<html><body>{html}</body></html>"))
