"""Lines and what was heard of them: which are the article."""

from __future__ import annotations

from lxml import html

from briefgen.clean.body import judge
from briefgen.clean.lines import lines
from briefgen.clean.pieces import pieces
from briefgen.clean.voices import Voice

SILENT = tuple(Voice(name, "", frozenset()) for name in ("trafilatura", "json-ld"))
TEXT = "<p>The harbour council met on Monday and agreed on the new ferry line to the islands.</p>"


def table(*names: str) -> str:
    """Return a table of two columns, a row a name."""
    return f"<table>{''.join(f'<tr><td>{name}</td><td>1</td></tr>' for name in names)}</table>"


def kept(body: str, *sure: str) -> list[str]:
    """Return the lines kept of a body in which those that hold one of `sure` score 1, others 0."""
    found = lines(pieces(html.fromstring(f"<body>{body}</body>")))
    scores = [float(any(word in line.whole.text for word in sure)) for line in found]
    judged = judge(found, SILENT, "Ferries", None, score=lambda _: scores)
    return [row.line.whole.text for row in judged if row.verdict.kept]


def test_a_table_is_not_cut() -> None:
    """Of a table that the text goes on into, all rows are the text's."""
    boats = ("Ida", "Ebba", "Runa", "Tove")
    assert len(kept(TEXT * 2 + table(*boats), "council", "Ida")) == 6
    assert len(kept(TEXT * 2 + table(*boats), "council")) == 2


def test_rows_of_links_do_not_come_with_a_table() -> None:
    """A menu set in one table with text stays out."""
    menu = ("Ida", "Ebba", "<a href=/>Front page and weather</a>", "Tove")
    assert kept(TEXT * 2 + table(*menu), "council", "Ida")[2:] == ["Ida 1", "Ebba 1", "Tove 1"]


def test_a_chance_row_does_not_keep_a_table() -> None:
    """Less than a tenth of a table is not a text that goes on into it."""
    many = (*(f"boat number {n}" for n in range(10, 22)), "Ida")
    assert kept(TEXT * 2 + table(*many), "council", "Ida")[2:] == ["Ida 1"]


def test_rows_of_nothing_but_links_are_a_menu() -> None:
    """Three short links under each other lead away, however they score."""
    menu = "<p><a href=/>Front page</a><br><a href=/w>Weather</a><br><a href=/l>Letters</a></p>"
    assert len(kept(TEXT * 2 + menu, "council", "Weather")) == 2


LONG = " ".join(f"{TEXT[3:-4]} Deck {n}." for n in range(3))


def test_what_is_hidden_and_shown_is_told_once() -> None:
    """The whole text once more, for machines, is no second text."""
    hidden = f"<div hidden>{TEXT[3:-4]} {LONG}</div>"
    assert len(kept(f"{TEXT}<p>{LONG}</p>{hidden}", "council")) == 2
    assert len(kept(hidden, "council")) == 1


def test_articles_below_the_one_with_the_title_are_others() -> None:
    """A page that shows older articles under the new one gives the new one."""
    first = f"<article><h1>Ferries</h1>{TEXT * 2}</article>"
    assert len(kept(f"{first}<article>{TEXT}</article>", "council")) == 2
    assert len(kept(f"{first}{TEXT}", "council")) == 3
    live = "".join(f"<article>{TEXT}</article>" for _ in range(3))
    assert len(kept(f"<h1>Ferries</h1>{live}", "council")) == 3
