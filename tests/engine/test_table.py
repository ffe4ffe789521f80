from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.engine.table import packed, unpacked

ROWS = {"a": (b"x" * 16, (1, 2)), "b/ü\ud800": (b"y" * 16, (0, 2**64 - 1))}


@given(
    st.dictionaries(
        st.text(st.characters(exclude_characters="\0"), max_size=9),
        st.tuples(st.binary(min_size=4, max_size=4), st.tuples(*[st.integers(0, 2**64 - 1)] * 3)),
    )
)
def test_rows_come_back(rows: dict[str, tuple[bytes, tuple[int, ...]]]) -> None:
    """What is unpacked is what was packed, and packing does not depend on order."""
    data = packed(rows, 4, 3)
    assert unpacked(data, 4, 3) == rows
    assert packed(dict(reversed(rows.items())), 4, 3) == data


def test_a_cut_table_is_refused_at_every_byte() -> None:
    """No part of a table passes for one."""
    data = packed(ROWS, 16, 2)
    for end in range(len(data)):
        with pytest.raises(ValueError, match="altered"):
            unpacked(data[:end], 16, 2)


def test_an_altered_table_is_refused_at_every_byte() -> None:
    """A flipped bit is seen wherever it is."""
    data = packed(ROWS, 16, 2)
    for at in range(8, len(data)):
        with pytest.raises(ValueError, match="altered"):
            unpacked(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], 16, 2)


def test_a_table_of_another_shape_is_refused() -> None:
    """Rows of other widths are another version's."""
    with pytest.raises(ValueError, match="another version"):
        unpacked(packed(ROWS, 16, 2), 32, 2)
