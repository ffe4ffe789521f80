"""Which part of a file a Range header asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.preview.ranges import span


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        (None, None),
        ("bytes=0-", (0, 10)),
        ("bytes=2-4", (2, 5)),
        ("bytes=-3", (7, 10)),
        ("bytes=-99", (0, 10)),
        ("bytes=5-99", (5, 10)),
        ("bytes=4-2", None),
        ("bytes=0-1,3-4", None),
        ("lines=1-2", None),
        ("bytes=-", None),
    ],
)
def test_a_range_is_read(asked: str | None, part: object) -> None:
    """Open, closed, from the end; what is not understood is the whole."""
    assert span(asked, 10) == part


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_a_range_outside_is_an_error(asked: str) -> None:
    """Nothing can be sent for it."""
    with pytest.raises(ValueError, match="bytes"):
        span(asked, 10)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 40))
def test_a_part_is_never_outside_its_file(first: int, last: int, size: int) -> None:
    """Start and end stay in the file, in order."""
    try:
        part = span(f"bytes={first}-{last}", size)
    except ValueError:
        assert first >= size
        return
    assert part is None or 0 <= part[0] < part[1] <= size
