"""Which port is taken."""

from __future__ import annotations

import pytest

from briefgen.errors import BriefgenError
from briefgen.preview.ports import bound


def test_a_port_asked_for_and_taken_is_a_mistake() -> None:
    """The message names the port and the way out."""
    first = bound("127.0.0.1", 0)
    port = first[0].getsockname()[1]
    with pytest.raises(BriefgenError, match=f"port {port} is in use") as told:
        bound("127.0.0.1", port)
    assert "--port" in told.value.hint
    for opened in first:
        opened.close()


def test_without_a_port_two_previews_live_side_by_side() -> None:
    """The second takes the next free port."""
    first, second = bound("localhost", None), bound("localhost", None)
    assert first[0].getsockname()[1] < second[0].getsockname()[1]
    for opened in (*first, *second):
        opened.close()


def test_both_loopback_families_share_the_port() -> None:
    """`localhost` is reached whatever it resolves to."""
    sockets = bound("127.0.0.1", 0)
    assert len({opened.getsockname()[1] for opened in sockets}) == 1
    assert {opened.getsockname()[0] for opened in sockets} <= {"127.0.0.1", "::1"}
    for opened in sockets:
        opened.close()


def test_a_host_that_is_not_ours_is_told() -> None:
    """An address of another machine can't be served on."""
    with pytest.raises(BriefgenError, match=r"cannot serve on 192\.0\.2\.1"):
        bound("192.0.2.1", 0)
