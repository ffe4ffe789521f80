from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.content.read import read_article
from briefgen.errors import ContentError
from briefgen.render.parsed_body import parsed_body
from briefgen.render.prose import prose
from briefgen.render.to_html import to_body
from briefgen.render.words import word_count

ROOT = Path(__file__).parents[2]
COMMONMARK = json.loads((ROOT / "tests/cases/markdown/commonmark.json").read_text("utf-8"))
ARTICLES = sorted((ROOT / "content/articles").rglob("*.md"))
WORDS = """
word Two été 你好 “quoted” 'so' 1986. 3.5% AT&T a&b R&amp;D &copy 2 > 1 *so* **very** *a* **b ** * _x_
snake_case __init__ \\* \\_ \\[ \\( \\> \\. \\\\ \\& \\< \\a \\` [see](https://a.example/x_y?b=1&c=2#d)
[of *it*](<https://b.example/>) [a](c.md) [b](#d) [c](https://localhost/) [d](https://e.example/(f))
*[g](https://h.example/i*j)* [k]: [l] ] [ ]( ![m](n.jpg) <https://o.example/> <b>p</b> | { } ` `q` { .r } {#s} [^1]
{t} at-once At 🙂 \xa0 \x85 \x02 \x01 é́ ____ -- – • # ## > + - 1. 12. ١. *** --- === : ~~~
""".replace("\xa0", " ").split()
STARTS = [
    "",
    "",
    "",
    "# ",
    "## ",
    "#",
    "### a\n## ",
    "> ",
    ">",
    "- ",
    "* ",
    "1. ",
    "2. ",
    "-  ",
    " ",
]
ENDS = [
    "\n\n",
    "\n\n",
    "\n\n",
    "\n",
    "  \n",
    "\n\n\n",
    " \n",
    "\n> ",
    "\n- ",
    "\n2. ",
    "\n# ",
    "\n \n",
]
LINES = st.builds(
    lambda start, words, gaps, end: (
        start + "".join(map("".join, zip(words, gaps, strict=False))).strip(" ") + end
    ),
    st.sampled_from(STARTS),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5),
    st.lists(st.sampled_from([" ", " ", " ", "", "  ", "\xa0"]), min_size=5, max_size=5),
    st.sampled_from(ENDS),
)
TEXTS = st.lists(LINES, min_size=1, max_size=6).map("".join)


def assert_same(markdown: str) -> None:
    """Assert that a text comes to the same both ways, where the short one takes it."""
    if prose(markdown) is not None:
        assert to_body(markdown, "articles/a.md") == parsed_body(markdown, "articles/a.md")


@given(TEXTS)
@settings(max_examples=1500, deadline=None)
def test_any_prose_comes_to_what_the_parser_makes_of_it(markdown: str) -> None:
    """Law: what the short way takes is what parser and sanitiser make, byte for byte."""
    assert_same(markdown)


@pytest.mark.parametrize("number", range(len(COMMONMARK["examples"])))
def test_commonmark_examples_come_to_what_the_parser_makes_of_them(number: int) -> None:
    """No example of CommonMark's authors is read in another way."""
    assert_same(COMMONMARK["examples"][number])


def test_the_sample_comes_to_what_the_parser_makes_of_it() -> None:
    """The sample's articles are the same both ways, and most of them go the short one."""
    bodies = [read_article(path.name, path.read_bytes()).value.body for path in ARTICLES]
    for body in bodies:
        assert_same(body)
    assert sum(prose(body) is not None for body in bodies) > len(bodies) // 2


@pytest.mark.parametrize(
    "markdown",
    [
        "One *two* **three** and a [link](https://a.example/b?c=1&d=2).",
        "- One\n- Two\n\n- Three\n- Four\n\nFive.",
        "1. One\n2. Two",
        "> One\n> two\n>\n> three\n\n> four",
        "Line  \nbreak\n## Heading\nText\n\n---\n\nMore \\*text\\*",
        "## At last\n\n## At last\n\n#### Deep ##",
        "Said [it](<https://a.example/>) 20 > 10 & more\xa0so",
        "One [ two](https://a.example/) [three ](https://a.example/)four *[ **five**](https://b.example/)*",
        "One  two \nthree \n\n- four\n- five \n\n> six\n> seven \n\n## eight ##",
        "# One\n\n### Two\n\n## One\n\n## Three - four",
        "One\u3000two\u2009three \u4f60\u597d soft\u00adly joined\u200d",
    ],
)
def test_news_goes_the_short_way(markdown: str) -> None:
    """Paragraphs, headings, lists, quotes and rules with emphasis, links and escapes are taken."""
    assert prose(markdown) is not None
    assert_same(markdown)


def test_words_are_counted_by_any_blank() -> None:
    """Whatever sign stands between two letters parts them, or does not, as it does elsewhere."""
    for code in range(0x20, 0x3400):
        text = f"a{chr(code)}b c"
        if found := prose(text):
            assert found.words == word_count(text), hex(code)


@pytest.mark.parametrize(
    "markdown",
    [
        "",
        "<b>a</b>",
        "a | b\n--|--\n1 | 2",
        "![a](b.jpg)",
        "a[^1]\n\n[^1]: b",
        "a `b`",
        "[a](b.md)",
        "[a](javascript:b)",
        "    code",
        "a { .b }",
        "*a **b***",
        "a &copy; b",
        "*[AP]: Agency",
    ],
)
def test_other_notations_are_left_to_the_parser(markdown: str) -> None:
    """What needs the parser or the sanitiser goes to them."""
    assert prose(markdown) is None


@pytest.mark.parametrize("markdown", ["a " * 200_000, "#a\n" * 2_000, "*a* " * 30_000])
def test_what_would_keep_the_parser_long_is_refused_as_ever(markdown: str) -> None:
    """The short way takes nothing that the parser may not be given."""
    with pytest.raises(ContentError):
        to_body(markdown, "articles/a.md")
