from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html

from briefgen.clean.to_markdown import escaped
from briefgen.render.to_html import to_body

MARKS = """
    < > & &lt; &copy; <b> </b> <script> </script> <!-- --> <p> </p> <div> </div> <?php ?> <![CDATA[
    ]]> <style> <textarea> <pre> <br> <img ` * _ [ ] ( ) ! # ## + - -- === ~~~ ``` : | { } {.x} \\
    $ ^ 1. 2) a word [a](b) ![a](b) [^1] [^1]: *[A]: [r]: http://a.example a@b.example
    <http://a.example> <a@b.example> " ' {{7*7}} {%
"""
LINES = st.lists(st.sampled_from([*MARKS.split(), " ", " "]), min_size=1, max_size=8).map("".join)
TEXTS = st.lists(st.lists(LINES, min_size=1, max_size=3), min_size=1, max_size=3)


def shown(markdown: str) -> str:
    """Return what a reader sees of Markdown."""
    page = html.fromstring(f"<div>{to_body(markdown, 'a.md').html}</div>")
    return " ".join(page.text_content().split())


@given(TEXTS)
@example([["~~not struck~~"]])
@example([["~~~<", "~~~"]])
@settings(max_examples=300, deadline=None)
def test_any_words_are_shown_as_these_words(texts: list[list[str]]) -> None:
    """Law: words that look like markup, of HTML or Markdown, are read as words."""
    paragraphs = ["\n".join(line.strip() for line in lines if line.strip()) for lines in texts]
    markdown = "\n\n".join(escaped(one) for one in paragraphs)
    assert shown(markdown) == " ".join(" ".join(paragraphs).split())


@pytest.mark.parametrize(
    "words",
    [
        "#MeToo reaches parliament",
        "3 < 4 and 5 > 4",
        "Put it in <script> and </script>",
        "<p>Use <b>tags</b></p>",
        "~~~",
        "Chapter\n===",
        "AT&amp;T",
    ],
)
def test_words_like_markup_are_words(words: str) -> None:
    """What a page or a mail says about markup is shown, not obeyed, and without strokes."""
    assert shown(escaped(words)) == " ".join(words.split())
