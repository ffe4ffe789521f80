"""Whole pages in many dialects of markup: what of their structure lives on in the Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from lxml import html

from briefgen.clean import clean
from briefgen.clean.credit import parse
from briefgen.model.document import Cleaned, Document
from briefgen.render.to_html import to_body

if TYPE_CHECKING:
    from lxml.html import HtmlElement

CASES = Path(__file__).parents[1] / "cases" / "structure"
PAGES = sorted(CASES.glob("*.html"))
LEAST = 0.95


def wanted(page: Path) -> dict[str, Any]:
    """Return what a person read in the page."""
    facts: dict[str, Any] = yaml.safe_load(page.with_suffix(".yml").read_text("utf-8"))
    return facts


def cleaned(page: Path) -> Cleaned:
    """Clean one of the pages, at the address it was saved from."""
    return clean(Document(page.name, "html", page.read_bytes(), url=wanted(page).get("url")))


def shown(done: Cleaned) -> HtmlElement:
    """Return the body as a reader's browser gets it."""
    body = to_body(done.article.body, "a.md", first_line=1, longest=300_000, parse=parse)
    return html.fragment_fromstring(body.html, create_parent="div")


def words(element: HtmlElement) -> str:
    """Return an element's words, spaces joined."""
    return " ".join(element.text_content().split())


def own_words(row: HtmlElement) -> str:
    """Return a list row's words without those of the lists within it."""
    inner = [words(part) for part in row if part.tag in ("ul", "ol")]
    text = words(row)
    for part in inner:
        text = text.replace(part, "").strip()
    return text


def kept(page: Path) -> dict[str, list[str]]:
    """Return what stands in the cleaned page, kind by kind, in the words of the expectation."""
    done = cleaned(page)
    tree = shown(done)
    lead = done.article.photos
    bare = [photo.src or "" for photo in lead] + [one.get("src", "") for one in tree.iter("img")]
    captions = [photo.caption or "" for photo in lead]
    return {
        "headings": [words(one) for one in tree.iter("h2", "h3", "h4", "h5", "h6")],
        "links": [f"{words(one)} -> {one.get('href')}" for one in tree.iter("a")],
        "rows": [own_words(one) for one in tree.iter("li")],
        "quotes": [words(one) for one in tree.iter("blockquote")],
        "images": bare,
        "captions": captions + [words(one) for one in tree.iter("figcaption")],
        "cells": [words(one) for one in tree.iter("td", "th")],
        "code": [line for one in tree.iter("pre") for line in one.text_content().splitlines()],
        "paragraphs": [words(one) for one in tree.iter("p")],
    }


def missing(page: Path, kind: str) -> tuple[list[str], int]:
    """Return what a page lost of a kind, and how many of it there were."""
    rows = wanted(page).get(kind, [])
    if isinstance(rows, dict):
        rows = [f"{text} -> {address}" for text, address in rows.items()]
    there = kept(page)[kind]
    # A caption stands before its credit, a quotation before who said it.
    loose = kind in ("captions", "quotes")
    lost = [row for row in rows if not any(row == one or (loose and row in one) for one in there)]
    return lost, len(rows)


@pytest.mark.parametrize(
    "kind",
    ["headings", "links", "rows", "quotes", "images", "captions", "cells", "code", "paragraphs"],
)
def test_structure_is_kept(kind: str) -> None:
    """Of each kind of structure at least 95 in 100 live on, over all pages."""
    rows = {page.stem: missing(page, kind) for page in PAGES}
    lost = {name: gone for name, (gone, _) in rows.items() if gone}
    count = sum(count for _, count in rows.values())
    assert count > 0
    assert sum(map(len, lost.values())) <= (1 - LEAST) * count, lost


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_furniture_stays_out(page: Path) -> None:
    """Menus, related links, share bars and footers of a page are not in its article."""
    text = shown(cleaned(page)).text_content()
    assert [row for row in wanted(page)["absent"] if row in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_nothing_is_told_twice(page: Path) -> None:
    """No paragraph, heading or row of an article comes twice."""
    there = kept(page)
    for kind in ("headings", "rows", "paragraphs"):
        long = [row for row in there[kind] if len(row) > 40]
        assert sorted(set(long)) == sorted(long)
