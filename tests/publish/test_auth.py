from __future__ import annotations

import base64

import pytest

from briefgen.publish import parse_remote
from briefgen.publish.auth import (
    address_setting,
    as_environ,
    forwarded,
    token,
    token_setting,
)

GITHUB = parse_remote("https://github.com/a/b.git")
OWN = parse_remote("https://github.example.org/a/b.git")


@pytest.mark.parametrize(
    ("url", "environ", "found"),
    [
        ("https://github.com/a/b", {"GH_TOKEN": "one", "GITHUB_TOKEN": "two"}, "one"),
        ("https://github.com/a/b", {"GITHUB_TOKEN": "two"}, "two"),
        ("https://github.com/a/b", {"GH_ENTERPRISE_TOKEN": "three"}, ""),
        ("https://acme.ghe.com/a/b", {"GH_TOKEN": "one"}, "one"),
        ("https://github.example.org/a/b", {"GH_TOKEN": "one"}, ""),
        ("https://github.example.org/a/b", {"GH_ENTERPRISE_TOKEN": "three"}, ""),
        (
            "https://github.example.org/a/b",
            {"GH_ENTERPRISE_TOKEN": "three", "GH_HOST": "github.example.org"},
            "three",
        ),
        (
            "https://github.example.org/a/b",
            {"GITHUB_TOKEN": "two", "GITHUB_SERVER_URL": "https://github.example.org"},
            "two",
        ),
        ("https://evil.example/a/b", {"GH_TOKEN": "one", "GITHUB_TOKEN": "two"}, ""),
        ("https://github.com.evil.example/a/b", {"GH_TOKEN": "one"}, ""),
    ],
)
def test_token_goes_to_its_own_host_only(url: str, environ: dict[str, str], found: str) -> None:
    """A token is taken for the host it belongs to, and for no other."""
    assert token(parse_remote(url), environ) == found


def test_token_becomes_a_header_for_the_host() -> None:
    """The header carries the token as GitHub wants it, bound to the host."""
    ((key, value),) = token_setting(GITHUB, {"GH_TOKEN": "one"}, [])
    assert key == "http.https://github.com/.extraheader"
    assert base64.b64decode(value.split()[-1]) == b"x-access-token:one"


@pytest.mark.parametrize(
    ("url", "config"),
    [
        ("http://github.com/a/b", []),
        ("git@github.com:a/b.git", []),
        ("https://ann:pw@github.com/a/b", []),
        ("https://github.com/a/b", [("http.https://github.com/.extraheader", "AUTHORIZATION: x")]),
        ("https://github.com/a/b", [("http.extraheader", "Authorization: x")]),
    ],
)
def test_token_is_not_sent_where_it_must_not(url: str, config: list[tuple[str, str]]) -> None:
    """Not without encryption, not over ssh, not beside another way to sign in."""
    assert token_setting(parse_remote(url), {"GH_TOKEN": "one"}, config) == []


def test_password_of_the_address_becomes_a_header() -> None:
    """The address git sees is bare; the password travels in a header."""
    remote = parse_remote("https://ann:p%40ss@github.com/a/b.git")
    assert remote.bare_url == "https://github.com/a/b.git"
    ((_, value),) = address_setting(remote)
    assert base64.b64decode(value.split()[-1]) == b"ann:p@ss"
    assert address_setting(GITHUB) == []


def test_only_what_reaches_the_server_is_forwarded() -> None:
    """Credentials, proxies and names go along; hooks, filters, refspecs and others' do not."""
    config = [
        ("credential.helper", ""),
        ("credential.helper", "store"),
        ("core.sshcommand", "ssh -i key"),
        ("core.hookspath", "/hooks"),
        ("core.autocrlf", "true"),
        ("filter.lfs.clean", "git-lfs clean"),
        ("http.proxy", "http://proxy"),
        ("remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*"),
        ("remote.origin.proxy", "http://other"),
        ("remote.else.proxy", "http://third"),
        ("url.https://x/.insteadof", "y:"),
        ("user.name", "Ann"),
    ]
    assert forwarded(config, OWN) == [
        ("credential.helper", ""),
        ("credential.helper", "store"),
        ("core.sshcommand", "ssh -i key"),
        ("http.proxy", "http://proxy"),
        ("remote.target.proxy", "http://other"),
        ("user.name", "Ann"),
    ]


def test_settings_travel_as_variables() -> None:
    """Order and repetition are kept."""
    assert as_environ([("a.b", "1"), ("a.b", "2")]) == {
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": "a.b",
        "GIT_CONFIG_VALUE_0": "1",
        "GIT_CONFIG_KEY_1": "a.b",
        "GIT_CONFIG_VALUE_1": "2",
    }
