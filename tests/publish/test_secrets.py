from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.publish import look_over
from briefgen.publish.secrets import secret_in_bytes, secret_in_name

if TYPE_CHECKING:
    from pathlib import Path

# Put together here, so that no scanner takes this file for a leak.
KEY = base64.b64encode(bytes(range(96))).decode()
LEAKS = {
    "a private key": f"-----BEGIN RSA {'PRIVATE'} KEY-----\n{KEY}\n-----END",
    "a GitHub token": "gh" + "p_" + "a1B2" * 9,
    "a GitLab token": "glp" + "at-" + "x" * 20,
    "an AWS key": "AK" + "IA" + "Q2W3E4R5T6Z7U8I9",
    "a Slack token": "xo" + "xb-" + "1" * 24,
    "a Stripe key": "sk_" + "live_" + "a" * 24,
    "a PyPI token": "pypi-" + "AgE" + "b" * 60,
    "an npm token": "np" + "m_" + "c" * 36,
    "an API key": "sk-" + "ant-" + "d" * 40,
}


@pytest.mark.parametrize("name", LEAKS)
def test_secret_is_recognised_anywhere(name: str) -> None:
    """A key or token in the middle of other text is named, and only by its kind."""
    text = f'<script>const key = "{LEAKS[name]}";</script>'
    assert secret_in_bytes(text.encode()) == name


@pytest.mark.parametrize(
    "text",
    [
        "The file began with -----BEGIN RSA PRIVATE KEY----- and was left on a server.",
        "AKIA" + "IOSFODNN7EXAMPLE",
        "ghp_short",
        "https://example.org/sk-learn-and-pandas-in-one-very-long-address-for-a-page/",
        "PRIVATE KEY",
        "npm_config_cache",
    ],
)
def test_writing_about_secrets_is_no_secret(text: str) -> None:
    """An article on security, and the documented example key, pass."""
    assert secret_in_bytes(text.encode()) == ""


@pytest.mark.parametrize(
    "path",
    [".env", "a/.env.production", "prod.env", ".netrc", "id_ed25519", "server.pem", "x/TLS.KEY",
     ".git/config", "a/.ssh/config", ".briefgen/cache.db", "client_secret_1.json"],
)  # fmt: skip
def test_names_of_secrets_are_recognised(path: str) -> None:
    """Files that by custom hold secrets are known by their names, in any case."""
    assert secret_in_name(path)


@pytest.mark.parametrize(
    "path",
    [".env.example", "environment.html", "key/index.html", "monkey.jpg", ".well-known/security.txt",
     ".nojekyll", "2026/the-key-to-it/index.html", "git/index.html"],
)  # fmt: skip
def test_plain_names_pass(path: str) -> None:
    """Pages about keys and environments are pages."""
    assert secret_in_name(path) == ""


@given(st.binary(max_size=300), st.sampled_from(sorted(LEAKS)), st.binary(max_size=300))
def test_secret_is_found_between_any_bytes(before: bytes, name: str, after: bytes) -> None:
    """What stands around a secret does not hide it."""
    assert secret_in_bytes(before + b"\n" + LEAKS[name].encode() + b"\n" + after)


def test_secret_across_two_pieces_is_found(tmp_path: Path) -> None:
    """A file is read a piece at a time, and a token on the seam is seen."""
    (tmp_path / "index.html").write_text("x", "utf-8")
    data = b" " * ((1 << 20) - 10) + LEAKS["a GitHub token"].encode() + b" " * 99
    (tmp_path / "app.js").write_bytes(data)
    (found,) = look_over(tmp_path).problems
    assert (found.code, found.path) == ("secret", "app.js")
    assert LEAKS["a GitHub token"] not in str(found)


def test_allowed_path_passes(tmp_path: Path) -> None:
    """A path the curator allows may look like a secret."""
    (tmp_path / "index.html").write_text("x", "utf-8")
    (tmp_path / "ca.pem").write_text(LEAKS["a private key"], "utf-8")
    assert not look_over(tmp_path).ok
    assert look_over(tmp_path, allowed={"ca.pem"}).ok
