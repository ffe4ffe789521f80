from __future__ import annotations

from itertools import combinations

from briefgen.engine.fingerprint import fingerprint


def test_values_of_other_types_have_other_digests() -> None:
    """1, True, 1.0 and "1" are four values."""
    values = [1, True, 1.0, "1", b"1", (1,), [1], None, "None", ((1,),), (1, 1)]
    assert not [pair for pair in combinations(map(fingerprint, values), 2) if pair[0] == pair[1]]
