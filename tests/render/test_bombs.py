from __future__ import annotations

import pytest

from briefgen.errors import ContentError
from briefgen.render.to_html import to_body

BOMBS = {
    "brackets": "[" * 10_000,
    "labels": "[a][" * 3_000,
    "addresses": "[a](" * 3_000,
    "images": "![" * 5_000,
    "closed brackets": "[" * 5_000 + "]" * 5_000,
    "cdata": "<![CDATA[" * 3_000,
    "tags": "a <b " * 5_000,
    "comments": "<!--" * 5_000,
    "footnote": "[^a]" * 5_000 + "\n\n[^a]: x",
    "abbreviations": "\n".join(f"*[A{i}]: x" for i in range(2_000)),
    "quotes": "> " * 300 + "x",
    "lists": "- " * 3_000 + "x",
    "numbers": "1. " * 2_000,
    "indents": "\n".join("  " * i + "- x" for i in range(300)),
    "headings": "# a\n" * 5_000,
    "definitions": "a\n: " * 5_000,
    "references": "[b]:\n" * 5_000,
    "backslashes": "\\" * 50_000,
    "nested tags": "<div>" * 50_000,
    "emphasis": "a**b" * 50_000,
    "quotes without blanks": ">" * 10_000 + "x",
    "entities": "&amp;" * 50_000,
    "growing backticks": " ".join("`" * i for i in range(1, 500)),
    "cells": "a|b\n-|-\n" + "|" * 30_000,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_bombs_are_refused_by_name_and_line(bomb: str) -> None:
    """Text made to hang the parser is told, where it stands; the other articles go on."""
    with pytest.raises(ContentError) as caught:
        to_body(f"First.\n\n{bomb}", "articles/a.md", first_line=5)
    assert caught.value.path == "articles/a.md"
    assert caught.value.line in {5, 7}


@pytest.mark.parametrize("bomb", ["[" * 5_000, "a <b " * 5_000, "# a\n" * 3_000])
def test_code_may_hold_anything(bomb: str) -> None:
    """Fenced code costs the parser nothing."""
    assert to_body(f"```\n{bomb}\n```\n", "a.md").html.startswith("<pre><code>")


def test_open_fence_is_no_shelter() -> None:
    """A fence that never closes is no code."""
    with pytest.raises(ContentError):
        to_body("```\n" + "[" * 5_000, "a.md")


def test_rich_articles_pass() -> None:
    """Hundreds of links, notes and a table of a thousand cells are an article."""
    links = " ".join(f"[a{i}](https://b.example/{i}) (see)" for i in range(400))
    notes = "\n\n".join(f"x[^{i}]\n\n[^{i}]: note" for i in range(200))
    table = "a|b\n-|-\n" + "1|2\n" * 500
    assert to_body(f"{links}\n\n{notes}\n\n{table}", "a.md").words > 1_000


def test_length_is_bounded_by_a_limit() -> None:
    """The limit can be raised."""
    text = "word " * 30
    with pytest.raises(ContentError, match="150 characters"):
        to_body(text, "a.md", longest=100)
    assert to_body(text, "a.md", longest=200).words == 30


def test_few_open_tags_before_much_text_are_refused() -> None:
    """The parser seeks the end of each tag to the end of the text."""
    with pytest.raises(ContentError, match="characters in tags that never close"):
        to_body("<a " * 140 + "x " * 140_000, "a.md")
    assert to_body("<a " + "x " * 140_000, "a.md").words > 100_000
