"""Cells that span others: where their words stand in the grid."""

from __future__ import annotations

from lxml import html

from briefgen.clean.table_grid import grid


def laid(rows: str) -> list[list[str]]:
    """Return the grid of a table's rows."""
    table = html.fromstring(f"<table>{rows}</table>")
    said = {cell: cell.text_content() for cell in table.iter("td", "th") if cell.text_content()}
    return grid(table.iter("tr"), said)


def test_a_cell_over_two_columns_leaves_the_second_empty() -> None:
    """What stands after a wide cell stays under its own heading."""
    rows = "<tr><th>Boat<th>Men<th>Year</tr><tr><td colspan=2>Ida, alone<td>1951</tr>"
    assert laid(rows) == [["Boat", "Men", "Year"], ["Ida, alone", "", "1951"]]


def test_a_cell_over_two_rows_leaves_its_place_below_empty() -> None:
    """What stands beside a tall cell does not slip under it."""
    rows = "<tr><th rowspan=2>Item<th colspan=2>Cost</tr><tr><th>2023<th>2024</tr>"
    assert laid(rows) == [["Item", "Cost", ""], ["", "2023", "2024"]]


def test_an_empty_corner_keeps_the_headings_over_their_columns() -> None:
    """A table whose first cell says nothing keeps that place."""
    rows = "<tr><td><th>2023</tr><tr><th>Ida<td>7</tr>"
    assert laid(rows) == [["", "2023"], ["Ida", "7"]]


def test_a_column_without_words_is_left_out() -> None:
    """Cells that only hold others apart are no column."""
    assert laid("<tr><td>Ida<td><td>7</tr><tr><td>Ebba<td><td>9</tr>") == [
        ["Ida", "7"],
        ["Ebba", "9"],
    ]


def test_a_span_beyond_reason_is_cut() -> None:
    """A number that a machine got wrong makes no table of a million columns."""
    assert laid("<tr><td colspan=999999>Ida<td>7</tr><tr><td rowspan=x>Ebba</tr>") == [
        ["Ida", "7"],
        ["Ebba", ""],
    ]
