from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.toc import TocExtension, slugify_unicode

from briefgen.render.converter import converted, notation
from briefgen.render.figures import FigureExtension
from briefgen.render.heading_ids import HeadingIdExtension

ROOT = Path(__file__).parents[2]
COMMONMARK = json.loads((ROOT / "tests/cases/markdown/commonmark.json").read_text("utf-8"))
SAMPLE = sorted((ROOT / "content").rglob("*.md"))
WRITTEN = """
* ** *** _ __ ` `` ``` ~~~ \\ \\* [ ] ]( ) ![ [^1] [r] [r][] [a](b) [a](<b> "c") [a](b(c)d) [^1]:
[r]: *[W]: W < > </b> <b> <div> </div> <!-- --> <http://a.example> <a@b.example> & &amp; &#35; | :
{ } {.c} {: #i } # ## === --- *** - + 1. > "q" 'q' “q” ( word Two 你好 é 1 ! $
"""
SPACES = [" ", "  ", "    ", "\t", "\n", "  \n", "\n\n", "\r\n", "\xa0", "\x02", "\x03", ""]
TEXTS = st.lists(st.sampled_from([*WRITTEN.split(), *SPACES]), max_size=20).map("".join)


@cache
def plain() -> tuple[Markdown, FigureExtension]:
    """Python-Markdown with the same notation, and none of our shortcuts."""
    figures = FigureExtension()
    contents = TocExtension(marker="", slugify=slugify_unicode)
    extensions = [contents if isinstance(e, HeadingIdExtension) else e for e in notation(figures)]
    return Markdown(extensions=extensions, output_format="html"), figures


def assert_same(markdown: str) -> None:
    """Assert that our converter and the plain one give the same HTML and figures."""
    converter, figures = plain()
    converter.reset()
    assert converted(markdown) == (converter.convert(markdown), figures.figures)


@pytest.mark.parametrize("number", range(len(COMMONMARK["examples"])))
def test_commonmark_examples_are_converted_as_by_python_markdown(number: int) -> None:
    """All that CommonMark's authors thought of gives the library's own bytes."""
    assert_same(COMMONMARK["examples"][number])


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.name)
def test_articles_are_converted_as_by_python_markdown(path: Path) -> None:
    """The sample's articles give the library's own bytes, whole files with their heads."""
    assert_same(path.read_text("utf-8"))


@given(TEXTS)
@settings(max_examples=600, deadline=None)
def test_any_text_is_converted_as_by_python_markdown(markdown: str) -> None:
    """Law: no step left out would have changed the result."""
    assert_same(markdown)


@pytest.mark.parametrize(
    "markdown",
    [
        "(\r\n  <div>",
        "a \x02 \nb",
        "a\t\nb",
        "[r] and [a][r]\n\n[r]: /u 't'",
        "*[AP]: Agency\n\nAP said *so*.",
        "## One\n\n## One\n\n## *One* & <b>two</b>",
        "[a](b 'c') ![i](j) [x] [y](z_1_2) _em_ 2 * 3",
        "Words[^1].\n\n[^1]: A note  \nwith a break.",
        "Term\n: What it is { #id }\n\n| a |\n|--:|\n| b |",
        "> a  \n> b\n\n- c\n\n        code",
        "*" * 20 + "a" + "*" * 20,
    ],
)
def test_known_snares_are_converted_as_by_python_markdown(markdown: str) -> None:
    """Marks that only come about on the way, and steps that lean on others, are seen."""
    assert_same(markdown)


def test_a_text_leaves_nothing_to_the_next() -> None:
    """References, notes and emphasis of one text are not known in the next."""
    converted("[r]\n\n[r]: /u\n\n*[AP]: Agency\n\n[^1]: note\n\n**open")
    assert converted("[r] AP [^1] **close") == ("<p>[r] AP [^1] **close</p>", ())
