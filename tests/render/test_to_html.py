from __future__ import annotations

import re
from collections.abc import Callable

import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen.errors import ContentError
from briefgen.model.credit import Credit
from briefgen.model.entry import Body, Figure
from briefgen.render.addresses import resolve
from briefgen.render.allowed import TAGS, settled
from briefgen.render.to_html import to_body

Convert = Callable[[str], Body]


def test_headings_begin_at_two_and_leave_no_gap(body: Convert) -> None:
    """The title is the page's only h1, and levels follow each other whatever was written."""
    html = body("# One\n\n#### Two\n\n<h6>Three</h6>\n\n## Four\n").html
    assert re.findall(r"<h(\d)", html) == ["2", "3", "4", "3"]


def test_lone_image_becomes_a_figure(body: Convert) -> None:
    """Caption and credit stand in the figure's caption, the credit word for word."""
    made = body('![Two men](images/k.jpg "They *meet*, & part"){ credit="A_B_C via <D> & Co" }\n')
    assert made.html == (
        '<figure><img alt="Two men" src="briefgen:articles/2026/images/k.jpg" loading="lazy">'
        "<figcaption>They *meet*, &amp; part "
        '<span class="credit">A_B_C via &lt;D&gt; &amp; Co</span></figcaption>\n</figure>'
    )
    assert made.figures == (
        Figure(
            "articles/2026/images/k.jpg",
            alt="Two men",
            caption="They *meet*, & part",
            credit="A_B_C via <D> & Co",
        ),
    )


@pytest.mark.parametrize(
    "markdown",
    [
        '![a](/k.jpg "c \\"q\\" c"){ credit="x \\"y\\"" }',
        "![a](/k.jpg 'c \"q\" c'){ credit='x \"y\"' }",
        '![a](</k.jpg> "c "q" c")\n{: credit=\'x "y"\' }',
    ],
)
def test_quotes_within_captions_and_credits_are_kept(body: Convert, markdown: str) -> None:
    """A caption or credit with quotes in it can be written in more than one way."""
    (figure,) = body(markdown).figures
    assert (figure.src, figure.caption, figure.credit) == ("k.jpg", 'c "q" c', 'x "y"')


def test_entities_in_captions_are_read_once(body: Convert) -> None:
    """What was escaped is shown as it was meant, not unescaped twice."""
    (figure,) = body('![a](/k.jpg "&amp;lt; AT&T"){ credit="&copy; Z" }').figures
    assert (figure.caption, figure.credit) == ("&lt; AT&T", "© Z")


def test_images_by_reference_become_figures_too(body: Convert) -> None:
    """A lone image is a figure in whichever notation."""
    made = body('![a][k]{ credit="Z" }\n\n[k]: /k.jpg "Cap"\n')
    assert made.figures == (Figure("k.jpg", alt="a", caption="Cap", credit="Z"),)


def test_several_images_in_a_row_are_figures_each(body: Convert) -> None:
    """Lines that hold only images are figures of their own."""
    assert [f.src for f in body("![a](/a.jpg)\n![b](/b.jpg)").figures] == ["a.jpg", "b.jpg"]


def test_image_within_words_is_no_figure(body: Convert) -> None:
    """An image in a sentence stays there."""
    made = body("See ![a](/a.jpg) here.")
    assert made.figures == ()
    assert "<p>See <img" in made.html


def test_figures_credit_is_parsed_on_request() -> None:
    """The reader of credit lines is given from outside."""
    made = to_body(
        '![a](/a.jpg){ credit="AP" }', "a.md", parse=lambda line: Credit(line, chain=("AP",))
    )
    assert made.figures[0].parsed == Credit("AP", chain=("AP",))


def test_own_addresses_are_told_apart(body: Convert) -> None:
    """Relative addresses are resolved beside the file; a leading slash is the site's root."""
    html = body(
        "[a](../x.md#s) [b](/topics/rail/) [c](https://b.example/) [d](#s) [e](../../../x)"
    ).html
    assert re.findall(r"<a[^>]*>", html) == [
        '<a href="briefgen:articles/x.md#s">',
        '<a href="briefgen:topics/rail/">',
        '<a href="https://b.example/">',
        '<a href="#at-s">',
        "<a>",
    ]


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src="https://b.example/x.png" onerror="alert(1)">',
        "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
        "*a*{ onclick='alert(1)' style='x' }",
        "<iframe src='https://b.example/'></iframe>",
        "<a href='java&#10;script:alert(1)'>x</a>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    ],
)
def test_nothing_that_runs_gets_through(body: Convert, markdown: str) -> None:
    """No script, no handler, no style, no frame leaves the converter."""
    html = body(markdown).html.lower()
    assert not re.search(r"<(?:script|svg|iframe|math|style)|\son\w+=|\sstyle=|javascript:", html)


def test_picture_outside_content_is_told_with_its_line() -> None:
    """The message names file and line."""
    with pytest.raises(ContentError) as caught:
        to_body("One.\n\n![a](../../k.jpg)\n", "articles/a.md", first_line=10)
    assert (caught.value.path, caught.value.line) == ("articles/a.md", 12)


def test_embedded_pictures_are_dropped(body: Convert) -> None:
    """An image whose address may not be shown leaves no broken tag."""
    assert "<img" not in body("a <img src='data:image/png;base64,x'> b").html


def test_table_cells_are_aligned_by_class(body: Convert) -> None:
    """Inline style is not allowed on our pages."""
    html = body("| a | b |\n|:-:|--:|\n| 1 | 2 |\n").html
    assert '<td class="center">1</td>' in html
    assert "style" not in html


def test_one_text_leaves_no_trace_in_the_next(body: Convert) -> None:
    """The converter is reused, yet footnotes, references and figures are each text's own."""
    first = body("a[^1] [x][r]\n\n![a](/a.jpg)\n\n[^1]: note\n[r]: https://b.example/\n")
    plain = body("a[^1] [x][r]\n")
    assert "footnote" in first.html
    assert plain == Body("<p>a[^1] [x][r]</p>", words=2)


def test_words_are_counted() -> None:
    """Tags and addresses are no words."""
    assert to_body("One *two* [three](https://b.example/four).", "a.md").words == 3


@given(st.text(alphabet=st.sampled_from("ab \n<>[]()!*_`#\"'&{}=|\\-:/.x1"), max_size=200))
def test_any_text_gives_clean_html_or_a_told_mistake(text: str) -> None:
    """What comes out has only allowed tags, and sanitising it again changes no tag."""
    try:
        html = to_body(text, "a.md").html
    except ContentError:
        return
    tags = re.findall(r"<([a-z0-9]+)", nh3.clean(html, tags=set(TAGS), link_rel=None))
    assert set(re.findall(r"<([a-z0-9]+)", html)) <= TAGS
    assert re.findall(r"<([a-z0-9]+)", html) == tags


@given(caption=st.text(max_size=40), credit=st.text(max_size=40))
@example(caption="&copy", credit="&nbsp")
def test_caption_and_credit_come_back_as_written(caption: str, credit: str) -> None:
    """Any one-line caption and credit, written with escapes, is shown word for word."""
    caption, credit = (
        " ".join(c for c in text.split() if c.isprintable()) for text in (caption, credit)
    )
    escaped = [re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text) for text in (caption, credit)]
    made = to_body(f'![a](/a.jpg "{escaped[0]}"){{ credit="{escaped[1]}" }}', "a.md")
    assert [(f.caption or "", f.credit or "") for f in made.figures] == [(caption, credit)]


@pytest.mark.parametrize(
    "markdown",
    [
        "# [a <h1> b](c)\n",
        "~##<h1>a\n\n># b\n# c\n",
        "[a](//[)\n",
        "[a](//exa mple/)\n",
        "[a](b'c)\n",
        "<a href='//x:y/'>a</a>\n",
        "<table><a><table><b>a</table></a>\n",
    ],
)
def test_html_reads_as_it_was_written(markdown: str) -> None:
    """What an article shows is left as it is when it is sanitised once more."""
    shown = resolve(to_body(markdown, "articles/a.md").html, "/")
    assert settled(shown) == shown


def test_control_characters_are_not_shown() -> None:
    """A character that neither HTML nor a feed may hold is left out."""
    assert to_body("a\x0eb\x1bc\ufffed\n", "a.md").html == "<p>abcd</p>"


MARKS = [*"<>/ah1p[]()#*_`!\"'=&; \n", "<h1>", "<a href=", "<img src=", "<table>", "<td>", "<svg>"]


@given(st.lists(st.sampled_from(MARKS)).map("".join))
def test_any_text_reads_as_it_was_written(markdown: str) -> None:
    """Any text renders to HTML that the sanitiser leaves as it is, or is refused by name."""
    try:
        shown = resolve(to_body(markdown, "articles/a.md").html, "/")
    except ContentError as told:
        shown = f"<p>{told.path}</p>"
    assert settled(shown) == shown


@pytest.mark.parametrize(
    "markdown",
    [
        "a ![b](c.jpg){ credit= } d",
        "![b](c.jpg)\n{ credit= }",
        "# a { id= }",
        "# [a](b){ c= }",
        "![b][r]\n{ credit= }\n\n[r]: c.jpg",
    ],
)
def test_an_attribute_without_value_is_empty(markdown: str, body: Convert) -> None:
    """`credit=` with nothing behind it costs no article."""
    assert body(markdown).html


def test_a_footnote_within_a_footnote_is_told() -> None:
    """Python-Markdown stumbles over a note that is defined within another."""
    with pytest.raises(ContentError, match="a footnote is defined within another"):
        to_body("\n[^1]:[^0]:\n[^00]:[", "a.md")


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("The sluice &#1;opens&#x7f;.", "<p>The sluice opens.</p>"),
        ("<p>The sluice &#xFFFE;opens</p>", "<p>The sluice opens</p>"),
        ("<b title='&#2;locked'>Gate</b>", '<p><b title="locked">Gate</b></p>'),
        ("Half past&#9;nine&#10;sharp &#233;&#x1F6A2;", "<p>Half past\tnine\nsharp é🚢</p>"),
    ],
)
def test_characters_that_no_page_may_hold_are_left_out(markdown: str, html: str) -> None:
    """HTML forbids control characters; others that are written as numbers are shown."""
    assert to_body(markdown, "a.md").html == html


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("Doors open ~~at six~~ at seven.", "<del>at six</del> at seven"),
        ("~~No *ferry* today~~", "<del>No <em>ferry</em> today</del>"),
        ("**~~Closed~~**", "<strong><del>Closed</del></strong>"),
        ("~5 and ~6 of them", "~5 and ~6 of them"),
        ("\\~~kept~~ and a ~~ b ~~ c", "~~kept~~ and a ~~ b ~~ c"),
    ],
)
def test_words_between_two_tildes_are_struck_out(body: Convert, markdown: str, shown: str) -> None:
    """GFM, 6.5: two tildes strike out; one means "about", and blanks beside them strike nothing."""
    assert shown in body(markdown).html


@pytest.mark.parametrize("name", ["style", "script", "template", "title", "textarea", "plaintext"])
def test_a_tag_that_is_never_closed_takes_no_text_with_it(body: Convert, name: str) -> None:
    """It is shown as it is written, the text after it too, and reported with its line."""
    made = body(f"The gate opened.\n\nHe wrote <{name}> there.\n\nThe end came.")
    assert f"&lt;{name}&gt; there.</p>\n<p>The end came.</p>" in made.html
    assert [(notice.code, notice.line) for notice in made.notices] == [("tag-unclosed", 3)]


def test_a_closed_style_is_dropped_without_a_word(body: Convert) -> None:
    """A style sheet that a page brought along is no text."""
    made = body("<style>\np { color: red }\n</style>\n\nThe end came.")
    assert made.html.strip() == "<p>The end came.</p>"
    assert made.notices == ()


@pytest.mark.parametrize(
    ("markdown", "line", "words"),
    [
        ("One.\n\nWrite to <name> today.", 3, "1 word is not shown on the page: name"),
        ("One <template>two three</template> four.", 1, "2 words are not shown"),
        ("Between <style> and </style> stands\nnothing.", 1, "page: and"),
        ("One.\n\n[Note]: postponed\n\nTwo.", 3, "page: Note postponed"),
        ("One.\n\nA ![map of town](data:image/png;base64,AA) b", 3, "page: map of town"),
    ],
)
def test_words_that_the_page_does_not_show_are_reported(
    body: Convert, markdown: str, line: int, words: str
) -> None:
    """Whatever parsing and sanitising took for markup, a curator learns which words are gone."""
    (notice,) = body(markdown).notices
    assert (notice.code, notice.line) == ("text-lost", line)
    assert words in notice.message


@pytest.mark.parametrize(
    "markdown",
    [
        "1. one\n2. two\n\n> 3. three\n\n```python\nx = <b>1</b>\n```\n",
        "A [b][c] and [d](https://e.example/f_(g) \"H\") &eacute;t\u00e9 AT&T &copyword.\n\n[c]: https://e.example/ 'T'",
        "Text.[^1] HTML\n\n[^1]: A *note*.\n\n*[HTML]: Hyper Text\n\n## Head {#id .class}\n",
        '<div class="x"><font color="red">Red</font><o:p></o:p><my-tag a="b">c</my-tag></div>',
        '![Alt](a.jpg "Caption"){ credit="AP" }\n\n<!-- a comment -->\n\n<https://e.example/q>',
        "| A | B |\n|---|:-:|\n| c | d |\n\nTerm\n: Meaning <me@e.example>",
    ],
)
def test_markup_is_no_lost_word(body: Convert, markdown: str) -> None:
    """Numbers of lists, labels, addresses, attributes, comments and tags are not words of a text."""
    assert body(markdown).notices == ()


def test_trusted_html_is_not_compared() -> None:
    """Whoever writes HTML of their own knows what is shown of it."""
    assert to_body("A <template>b</template>", "a.md", trusted=True).notices == ()
