"""Rows of bytes are read all at once or one by one, and nothing that was altered is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.engine.ledger import Rows, read_rows, rows_sum, write_rows

if TYPE_CHECKING:
    from pathlib import Path

ROWS = {"a.md": b"one", "b/ü.md": b"", "c.md": b"three" * 50}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A file of rows."""
    write_rows(tmp_path / "rows", b"stamp", ROWS)
    return tmp_path / "rows"


def test_rows_are_read_as_they_were_kept(place: Path) -> None:
    """All at once under their stamp, or each by its name."""
    assert read_rows(place, b"stamp") == ROWS
    assert {name: Rows(place).one(name) for name in ROWS} == ROWS


def test_rows_of_another_stamp_are_none(place: Path) -> None:
    """What was kept under another stamp is not given out."""
    assert read_rows(place, b"other") == {}


def test_no_such_row_is_refused(place: Path) -> None:
    """A name that was not kept has no row."""
    with pytest.raises(ValueError, match="no row"):
        Rows(place).one("d.md")


def test_the_sum_tells_rows_from_others(place: Path) -> None:
    """One byte of one row makes another sum; without a file there is none."""
    before = rows_sum(place)
    assert before == Rows(place).sum
    write_rows(place, b"stamp", {**ROWS, "a.md": b"two"})
    assert rows_sum(place) != before
    assert rows_sum(place.with_name("none")) == b""


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_altered_byte_is_believed(place: Path, data: st.DataObject) -> None:
    """Whatever byte is changed, or wherever it is cut, there is no row."""
    write_rows(place, b"stamp", ROWS)
    text = bytearray(place.read_bytes())
    at = data.draw(st.integers(0, len(text) - 1))
    if data.draw(st.booleans()):
        text[at] ^= data.draw(st.integers(1, 255))
    else:
        del text[at:]
    place.write_bytes(text)
    assert read_rows(place, b"stamp") == {}
