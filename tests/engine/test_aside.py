"""A call beside us gives what the call gives."""

from __future__ import annotations

import os

import pytest

from briefgen.engine import aside as module
from briefgen.engine.aside import aside


@pytest.fixture(params=[True, False])
def _pays(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a copy of this process, and without one."""
    monkeypatch.setattr(module, "_pays", lambda: request.param)


@pytest.mark.usefixtures("_pays")
def test_a_call_aside_gives_what_the_call_gives() -> None:
    """Two at once, each its own."""
    first, second = aside(lambda: b"one"), aside(lambda: b"")
    assert (second(), first()) == (b"", b"one")


def test_it_is_another_process_that_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it pays, a copy of this process does the work."""
    monkeypatch.setattr(module, "_pays", lambda: True)
    assert aside(lambda: str(os.getpid()).encode())() != str(os.getpid()).encode()


def test_a_copy_that_ends_early_costs_nothing_but_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the copy fails, or is ended, the call is made here."""
    monkeypatch.setattr(module, "_pays", lambda: True)
    here = os.getpid()

    def call() -> bytes:
        if os.getpid() != here:
            os._exit(1)
        return b"here"

    assert aside(call)() == b"here"


@pytest.mark.usefixtures("_pays")
def test_a_call_may_give_more_than_a_pipe_holds() -> None:
    """All of it arrives."""
    much = bytes(range(256)) * 4096
    assert aside(lambda: much)() == much
