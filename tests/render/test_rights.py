"""The list of rights: each photo and text with its owner; hostile words stay words."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from conftest import NOW
from lxml import html

from briefgen.build import Order, render_site
from briefgen.engine.workers import Workers
from briefgen.render.rights import Right, named, rights_of, rights_text
from briefgen.render.rights_page import rights_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_each_photo_and_text_stands_with_its_owner(
    site: Callable[..., object], tmp_path: Path
) -> None:
    """A row has the page, the source, the credit as it stands and taken apart, and the policy."""
    site("""
        -- content/ferry.md --
        {title: Ferry, date: 2026-01-02, source: The Quay, source_url: https://quay.example/f, policy: excerpt, photo: https://quay.example/f.jpg, photo_credit: Jo Lens/AFP}
        ![](https://quay.example/m.png "A map."){ credit="Quay Graphics, CC BY 4.0" }
    """)
    with Workers() as workers:
        rows = list(rights_of(render_site(Order(tmp_path, NOW), workers).pages))
    page = "https://test.example/2026/01/02/ferry/"
    assert [(r.kind, r.page, r.source, r.source_url) for r in rows] == [
        ("text", page, "The Quay", "https://quay.example/f"),
        ("photo", page, "The Quay", "https://quay.example/f"),
        ("photo", page, "The Quay", "https://quay.example/f"),
    ]
    assert (rows[0].policy, rows[0].words) == ("excerpt", 90)
    assert (rows[1].credit, rows[1].creators, rows[1].agencies) == ("Jo Lens/AFP", "Jo Lens", "AFP")
    assert (rows[2].caption, rows[2].licence) == ("A map.", "CC BY 4.0")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r", " =", "\uff1d"])
def test_no_cell_of_the_csv_is_a_formula(start: str) -> None:
    """A credit that a spreadsheet would run is told as text."""
    hostile = f'{start}HYPERLINK("https://x.example","a")'
    text = rights_text([Right("photo", "https://a.example/", "A", credit=hostile)], "csv")
    cell = next(csv.DictReader(io.StringIO(text, newline="")))["credit"]
    assert cell == f"'{hostile}"


def test_markup_in_a_credit_is_shown_not_obeyed() -> None:
    """Words in a cell make no element, and only web addresses are links."""
    row = Right("photo", "https://a.example/", "A", "javascript:alert(1)", credit="<b>x</b>\"'&")
    page = html.fromstring(rights_page([row], "R<b>", {}))
    assert page.xpath("//b") == []
    assert page.xpath("//dd/a/@href") == ["https://a.example/"]
    assert page.xpath('//span[@class="credit"]/text()') == ["<b>x</b>\"'&"]


def test_a_photo_on_several_pages_is_one_block_with_its_picture() -> None:
    """The block names each page once; its picture is held in the page, another site's is linked."""
    rows = [
        Right(
            "photo", f"https://a.example/{name}/", name, photo="https://a.example/p.jpg", credit="C"
        )
        for name in ("one", "two", "two")
    ]
    other = Right("photo", "https://a.example/one/", "one", photo="https://q.example/q.jpg")
    text = rights_page(
        [*rows, other], "Rights", {"https://a.example/p.jpg": "data:image/jpeg;base64,AA"}
    )
    page = html.fromstring(text)
    first, second = page.xpath('//div[@class="block"]')
    assert first.xpath(".//img/@src") == ["data:image/jpeg;base64,AA"]
    assert first.xpath(".//a[not(@class)]/text()") == ["one", "two"]
    assert second.xpath(".//img/@src") == ["https://q.example/q.jpg"]
    assert second.xpath('.//span[@class="missing"]/text()') == ["no credit"]
    assert page.xpath("//h2/text()") == ["Photos (2, 1 without a credit)"]


def test_texts_say_how_much_of_them_is_shown() -> None:
    """An owner reads from it whose text it is, where it stands and how much of it."""
    row = Right(
        "text", "https://a.example/x/", "X", source="The Quay", authors="B. Writer",
        policy="excerpt", words=60,
    )  # fmt: skip
    page = html.fromstring(rights_page([row], "Rights", {}))
    said = [" ".join(one.text_content().split()) for one in page.xpath("//dd")]
    assert said == [
        "X https://a.example/x/".replace(" ", ""),
        "The Quay",
        "B. Writer",
        "an excerpt of 60 words at most",
    ]


@pytest.mark.parametrize("owner", ["quay", "Jo LENS", "quay.example"])
def test_an_owner_is_named_by_credit_source_or_author(owner: str) -> None:
    """What is to be sent to one owner is found by any of their names."""
    row = Right(
        "photo", "https://a.example/", "A", "The Quay", "https://quay.example/a", credit="Jo Lens"
    )
    assert named(row, owner)
    assert not named(row, "Harbour")


def test_json_has_every_field_as_it_stands() -> None:
    """Programs get the words unchanged."""
    row = Right("photo", "https://a.example/", "Ä", credit="=1")
    (told,) = json.loads(rights_text([row], "json"))
    assert (told["title"], told["credit"], told["words"]) == ("Ä", "=1", None)
