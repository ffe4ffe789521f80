"""What is put into a page, and what of its policy is eased."""

from __future__ import annotations

import pytest

from briefgen.preview.inject import as_preview, eased_policy, scripts_digest


def test_the_client_stands_before_the_last_body_end() -> None:
    """Text that looks like an end of body does not mislead."""
    page = b"<html><head></head><body><script>'</body>'</script><p>x</p></body></html>"
    served = as_preview(page, 'a"b.html', 3, "run")
    assert served.index(b"<p>x</p>") < served.index(b"client.js")
    assert b'data-page="a&quot;b.html"' in served
    assert served.endswith(b"</body></html>")


def test_a_page_without_a_body_end_gets_the_client_too() -> None:
    """HTML lets the end of body be left out."""
    assert b"client.js" in as_preview(b"<p>x", "a.html", 1, "run")


def test_only_scripts_that_run_count() -> None:
    """Data in a script element may be morphed; code may not."""
    page = b'<script type="application/ld+json">%s</script><script>%s</script>'
    assert scripts_digest(page % (b"1", b"a")) == scripts_digest(page % (b"2", b"a"))
    assert scripts_digest(page % (b"1", b"a")) != scripts_digest(page % (b"1", b"b"))


@pytest.mark.parametrize(
    ("policy", "rule"),
    [
        ("default-src 'none'", "script-src 'self'"),
        ("default-src https:", "connect-src 'self' https:"),
        ("script-src 'sha256-x' 'strict-dynamic'", "script-src 'self' 'sha256-x'"),
        ("SCRIPT-SRC 'none'", "script-src 'self'"),
        ("default-src 'self'; img-src https:", "img-src https:"),
    ],
)
def test_a_policy_lets_our_own_files_in(policy: str, rule: str) -> None:
    """Each kind of file the client needs gets 'self', the rest stays."""
    assert rule in eased_policy(policy).split("; ")


def test_a_policy_that_forbids_nothing_stays_so() -> None:
    """Rules that do not stand in the client's way are not invented."""
    assert eased_policy("img-src 'self'; object-src 'none'") == "img-src 'self'; object-src 'none'"


def test_a_policy_in_a_page_is_eased_whatever_its_quotes() -> None:
    """Both kinds of quotes and escaped ones are read."""
    page = b"""<meta http-equiv=Content-Security-Policy content="script-src &#39;none&#39;">"""
    assert b"script-src &#x27;self&#x27;" in as_preview(page, "a", 1, "r")
