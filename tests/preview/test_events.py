"""One message to every listener."""

from __future__ import annotations

from briefgen.preview.events import WAITING_MESSAGES, Channel, frame


def test_an_event_is_one_frame() -> None:
    """Name and data stand on a line each, an empty line ends them."""
    assert frame("change", {"a": ["\n"]}) == b'event: change\ndata: {"a":["\\n"]}\n\n'


def test_a_listener_that_does_not_read_is_dropped() -> None:
    """The deaf one's queue ends; the other hears everything."""
    channel = Channel()
    deaf, other = channel.join(), channel.join()
    for n in range(WAITING_MESSAGES + 1):
        channel.send(b"%d" % n)
        assert other.get_nowait() == b"%d" % n
    assert len(channel) == 1
    assert deaf.get_nowait() is None


def test_closing_ends_all_streams_and_later_ones() -> None:
    """After the end every queue holds the end."""
    channel = Channel()
    before = channel.join()
    channel.close()
    assert before.get_nowait() is None
    assert channel.join().get_nowait() is None
