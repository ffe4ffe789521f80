"""What a line has from others: its kin, the nearest heard, its article, its copies."""

from __future__ import annotations

from lxml import html

from briefgen.clean.company import company
from briefgen.clean.pieces import pieces

TEXT = "The harbour council met on Monday and agreed on the new ferry line to the islands."


def company_of(body: str, *said: float) -> list[dict[str, float]]:
    """Return the traits of a body's lines, each heard as far as `said`."""
    found = pieces(html.fromstring(f"<body>{body}</body>"))
    return list(company(found, said, [False] * len(found)))


def test_rows_of_one_kind_say_what_the_others_are() -> None:
    """A row that no reader says is known by what is heard of those like it."""
    rows = company_of(
        "<div><p class=a>One</p><p class=a>Two</p><p class=b>Three</p></div>", 1, 0, 0
    )
    assert [row["kin readers"] for row in rows] == [0.0, 1.0, -1.0]


def test_the_way_to_the_nearest_heard_line_is_told() -> None:
    """A line knows how many lines part it from one that the readers say."""
    rows = company_of("".join(f"<p>{TEXT} {n}</p>" for n in range(4)), 0, 1, 0, 0)
    assert [row["heard before"] for row in rows] == [30, 30, 0, 1]
    assert [row["heard after"] for row in rows] == [0, 30, 30, 30]
    assert [row["from first"] for row in rows] == [-1, 0, 1, 2]


def test_an_article_with_the_heading_is_told_from_those_after_it() -> None:
    """Of a page's several articles each line knows which it stands in."""
    page = f"<article><h1>Ferries</h1><p>{TEXT}</p></article><article><p>{TEXT}</p></article>"
    rows = company_of(page, 1, 1, 1)
    assert [row["article titled"] for row in rows] == [1, 1, 0]
    assert [row["articles before"] for row in rows] == [0, 0, 1]
    assert rows[1]["article share"] == 0.5


def test_copies_are_counted() -> None:
    """A line knows how often its words stand in the page, and how often before it."""
    rows = company_of("<p>Loading</p><p>Ferries</p><p>Loading</p>", 0, 0, 0)
    assert [row["copies"] for row in rows] == [2, 1, 2]
    assert [row["copies before"] for row in rows] == [0, 0, 1]
