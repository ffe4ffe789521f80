"""A call beside us gives what the call gives."""

from __future__ import annotations

import os
import time

import pytest

from briefgen.engine import aside as module
from briefgen.engine.aside import Fed, aside


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


@pytest.mark.usefixtures("_pays")
def test_several_calls_are_asked_for_one_by_one() -> None:
    """Each by its place, in any order."""
    calls = aside(lambda: b"one", lambda: b"two")
    assert (calls(0), calls(), calls(0), calls(1)) == (b"one", b"two", b"one", b"two")


@pytest.mark.usefixtures("_pays")
def test_what_is_not_asked_for_may_be_dropped() -> None:
    """The copy is ended, and what it told stays; what it did not is worked out here."""
    calls = aside(lambda: b"one", lambda: time.sleep(60) or b"two" if aside_of() else b"two")
    assert calls(0) == b"one"
    copy = calls._child  # noqa: SLF001
    calls.drop()
    calls.drop()
    assert calls(0) == b"one"
    assert calls(1) == b"two"
    if copy:
        with pytest.raises(ProcessLookupError):
            os.kill(copy, 0)


HERE = os.getpid()


def aside_of() -> bool:
    """Whether this is a copy of the process that runs the tests."""
    return os.getpid() != HERE


@pytest.mark.usefixtures("_pays")
def test_a_call_is_fed_later() -> None:
    """What it is made of may be long, and known after the copy was made; it may be nothing."""
    fed = Fed(lambda data: data[::-1])
    empty = Fed(lambda data: data + b"!", last=True)
    unfed = Fed(lambda data: data)
    fed.feed(lambda: b"ab" * 200_000)
    empty.feed(bytes)
    unfed.drop()
    assert fed() == b"ba" * 200_000
    assert empty() == b"!"
    fed.drop()


def test_a_fed_copy_that_ended_costs_nothing_but_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The call is made here then."""
    monkeypatch.setattr(module, "_pays", lambda: True)
    here = os.getpid()

    def call(data: bytes) -> bytes:
        if os.getpid() != here:
            os._exit(1)
        return data

    fed = Fed(call)
    fed.feed(lambda: b"done")
    assert fed() == b"done"
