"""The collector is called seldom during a build, and as before after it."""

from __future__ import annotations

import gc

import pytest

from briefgen.engine.garbage import give_back, seldom_collected


def test_thresholds_come_back_whatever_happens() -> None:
    """A build that fails leaves the collector of its process as it was."""
    before = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold() > before
    with pytest.raises(KeyError), seldom_collected():
        raise KeyError
    assert gc.get_threshold() == before


def test_memory_is_given_back_while_all_goes_on() -> None:
    """What is still in use stays as it is, whatever the system takes back."""
    kept = [bytes([number]) * 4096 for number in range(200)]
    for _ in range(2):
        assert len([bytes(4096) for _ in range(2000)]) == 2000
        give_back()
    assert [row[0] for row in kept] == [*range(200)]
