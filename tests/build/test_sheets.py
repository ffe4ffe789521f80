"""What is noted of pages' parts is found again by the key of each page's file."""

from __future__ import annotations

from array import array
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from briefgen.build.sheets import Printed, SheetBook, Sheets, read_sheets

LENGTHS = {"article.html": 3, "topic.html": 2, "home.html": 0}
SIGNS = {"article.html": (b"a", b"b", b"c"), "topic.html": (b"d", b"e")}


def signs(template: str) -> tuple[bytes, ...]:
    """The signs of the parts of a template's pages."""
    return SIGNS.get(template, ())


def printed(number: int, template: str) -> Printed:
    """A page of as many parts as its template has."""
    lengths = array("I", range(number, number + LENGTHS[template])).tobytes()
    return Printed(f"{number}/ä/index.html", template, lengths)


PAGES = st.lists(st.sampled_from([*LENGTHS]), max_size=8).map(
    lambda names: {at.to_bytes(16, "big"): printed(at, name) for at, name in enumerate(names)}
)


def book(pages: dict[bytes, Printed], before: Sheets | None = None) -> SheetBook:
    """A book in which pages were noted."""
    made = SheetBook(before)
    for key, page in pages.items():
        made.add(key, page)
    return made


@given(PAGES)
def test_pages_are_found_again(pages: dict[bytes, Printed]) -> None:
    """All of those whose parts were told apart."""
    with TemporaryDirectory() as folder:
        book(pages).keep(Path(folder) / "parts", signs)
        found = read_sheets(Path(folder) / "parts")
    told = {key: page for key, page in pages.items() if page.lengths}
    assert found.files == told
    assert found.signs == {page.template: signs(page.template) for page in told.values()}


def test_what_was_noted_before_is_noted_again(tmp_path: Path) -> None:
    """With the signs that were told then, where nobody tells them now."""
    first, second = b"1" * 16, b"2" * 16
    book({first: printed(1, "article.html"), second: printed(2, "topic.html")}).keep(
        tmp_path / "parts", signs
    )
    again = SheetBook(read_sheets(tmp_path / "parts"))
    again.again(first)
    again.again(b"3" * 16)
    again.keep(tmp_path / "parts", lambda _: ())
    assert read_sheets(tmp_path / "parts") == Sheets(
        {first: printed(1, "article.html")}, {"article.html": SIGNS["article.html"]}
    )


def test_pages_with_other_parts_than_most_of_their_template_are_not_known(tmp_path: Path) -> None:
    """They are rendered as a whole."""
    odd = Printed("odd/index.html", "article.html", printed(1, "topic.html").lengths)
    book({b"1" * 16: printed(1, "article.html"), b"2" * 16: odd}).keep(tmp_path / "parts", signs)
    assert [*read_sheets(tmp_path / "parts").files] == [b"1" * 16]


def test_nothing_is_known_where_nothing_is_kept(tmp_path: Path) -> None:
    """Of a file that is not there, or is not ours."""
    assert read_sheets(tmp_path / "parts") == Sheets()
    (tmp_path / "parts").write_bytes(b"briefgen rows")
    assert read_sheets(tmp_path / "parts") == Sheets()
