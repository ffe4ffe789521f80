"""The collector is called seldom during a build, and as before after it."""

from __future__ import annotations

import gc

import pytest

from briefgen.engine.garbage import seldom_collected


def test_thresholds_come_back_whatever_happens() -> None:
    """A build that fails leaves the collector of its process as it was."""
    before = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold() > before
    with pytest.raises(KeyError), seldom_collected():
        raise KeyError
    assert gc.get_threshold() == before
