"""Who may ask."""

from __future__ import annotations

import pytest

from briefgen.preview.guard import is_loopback, refusal


@pytest.mark.parametrize(
    "host", ["localhost:1", "LOCALHOST", "x.localhost:1", "192.168.0.7", "[::1]:1"]
)
def test_names_that_cannot_be_rebound_pass(host: str) -> None:
    """Localhost and plain addresses are nobody's to rebind."""
    assert refusal({"host": host}, (), private=True) == ""


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "",
        "localhost@evil",
        "localhost/x",
        "a b",
        ":1",
        "x:y",
    ],
)
def test_other_names_are_refused(host: str) -> None:
    """A name that is not allowed, or no name at all, is refused."""
    assert "--allow-host" in refusal({"host": host}, ("good.example",), private=False)


def test_an_allowed_name_passes_in_any_case() -> None:
    """Host names have no case and may end with a dot."""
    assert refusal({"host": "Desk.LAN.:8321"}, ("desk.lan",), private=False) == ""


def test_the_own_origin_passes_and_another_port_does_not() -> None:
    """An origin is its host and port together."""
    own = {"host": "localhost:1", "origin": "http://localhost:1"}
    assert refusal(own, (), private=True) == ""
    assert refusal({**own, "origin": "http://localhost:2"}, (), private=True)
    assert refusal({**own, "origin": "null"}, (), private=True)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_comes_from_elsewhere_may_only_follow_a_link(site: str) -> None:
    """A link to a page passes; frames, pictures, scripts and private addresses don't."""
    link = {
        "host": "localhost",
        "sec-fetch-site": site,
        "sec-fetch-mode": "navigate",
        "sec-fetch-dest": "document",
    }
    assert refusal(link, (), private=False) == ""
    assert refusal(link, (), private=True)
    assert refusal({**link, "sec-fetch-dest": "iframe"}, (), private=False)
    assert refusal({**link, "sec-fetch-mode": "no-cors"}, (), private=False)


def test_loopback_is_known() -> None:
    """Only this machine's own addresses keep the preview in."""
    assert all(map(is_loopback, ["127.0.0.1", "::1", "[::1]", "localhost", "127.8.8.8"]))
    assert not any(map(is_loopback, ["0.0.0.0", "::", "192.168.0.1", "desk.lan"]))  # noqa: S104
