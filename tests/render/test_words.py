from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from briefgen.render.to_html import to_body
from briefgen.render.words import excerpt, markdown_text, plain, summary_of, word_count


def test_plain_is_the_words_on_one_line() -> None:
    """Blocks are kept apart by a space, entities are read, tags with > in an attribute are one."""
    assert plain('<p>a &lt; b</p><ul><li title="x > y">c</li></ul>') == "a < b c"


def test_markdown_text_passes_over_what_is_no_prose() -> None:
    """Headings, figures, tables, code and footnotes are no summary."""
    markdown = (
        "# Title\n\n![a](/a.jpg)\n\n| a |\n|---|\n\n```\nx = 1\n```\n\n"
        "A [link](https://b.example/) and *snake_case* \\*star\\*.[^1]\n\n> - Quoted\n\n[^1]: note\n"
    )
    assert markdown_text(markdown) == "A link and snake_case *star*. Quoted"


def test_short_text_is_its_own_summary() -> None:
    """Nothing is cut that fits."""
    assert summary_of("One. Two.", 20) == "One. Two."


def test_summary_is_whole_sentences() -> None:
    """As many sentences as fit; a full stop in a short form ends none."""
    text = "Talks with the U.S. envoy began. Mr. Ito spoke first. Nobody else did so for an hour."
    assert summary_of(text, 60) == "Talks with the U.S. envoy began. Mr. Ito spoke first."


def test_long_first_sentence_is_cut_after_a_word() -> None:
    """A sentence that does not fit ends with an ellipsis."""
    assert summary_of("word " * 40, 22) == "word word word word…"


def test_wide_characters_count_twice() -> None:
    """A Chinese summary takes as much room as a Latin one."""
    assert summary_of("会议开始。代表发言。记者离开。", 20) == "会议开始。代表发言。"


@pytest.mark.parametrize(("text", "words"), [("", 0), ("a b-c", 2), ("会议开始", 2), ("会议 a", 2)])
def test_words_without_spaces_are_counted_by_pairs(text: str, words: int) -> None:
    """Two characters of a script without spaces are a word."""
    assert word_count(text) == words


def test_excerpt_closes_its_tags() -> None:
    """The text is cut after a word, and what was open is closed."""
    html = "<p>One <em>two three</em> four</p><p>five</p>"
    assert excerpt(html, 2) == "<p>One <em>two…</em></p>"


def test_excerpt_leaves_out_photos_and_footnotes() -> None:
    """A source's photos are not part of an excerpt of its text."""
    html = '<p>a</p><figure><img src="x"><figcaption>c</figcaption></figure><p>b</p><div class="footnote">n</div>'
    assert excerpt(html, 9) == "<p>a</p><p>b</p>"


@given(
    st.lists(
        st.sampled_from(["word", "*em*", "**b *c* d**", "\n\n", "\n- x ", "\n> q ", "会议", "`c`"])
    ),
    st.integers(1, 12),
)
def test_excerpts_are_whole_html_of_bounded_length(parts: list[str], words: int) -> None:
    """No excerpt has more words than allowed, and a parser mends nothing in it."""
    cut = excerpt(to_body(" ".join(parts), "a.md").html, words)
    assert word_count(plain(cut)) <= words + 1
    whole = lxml_html.fragment_fromstring(cut, create_parent="div")
    assert lxml_html.tostring(whole, encoding="unicode") == f"<div>{cut}</div>"


@pytest.mark.parametrize("start", range(0x80, 0x40000, 0x400))
def test_characters_of_any_script_are_counted(start: int) -> None:
    """In scripts without spaces two characters are a word, wherever Unicode has them."""
    for code in range(start, start + 0x400):
        sign = chr(code)
        if sign.isspace():
            continue
        unspaced = re.match(
            "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
            "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]",
            sign,
        )
        assert word_count(sign * 4 + " a") == (3 if unspaced else 2), hex(code)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("The fête is ~~on Friday~~ on Saturday.", "The fête is on Saturday."),
        ("Some ~40 came, ~50 left.", "Some ~40 came, ~50 left."),
        ("~~Cancelled~~ \\~~really~~", "~~really~~"),
    ],
)
def test_a_summary_leaves_out_what_was_struck_out(markdown: str, text: str) -> None:
    """Struck out words can't be shown as such in plain text, so they would be told as true."""
    assert markdown_text(markdown) == text
