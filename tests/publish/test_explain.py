from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import PublishError
from briefgen.publish import AccessError, GateError, MovedError
from briefgen.publish.explain import explain, redact

TOKEN = "gh" + "p_" + "a1B2" * 9

SAID = [
    (
        ("remote: Permission to harbour/news.git denied to github-actions[bot].\n"
        "fatal: unable to access 'https://github.com/harbour/news/': The requested URL returned"
        " error: 403"),
        AccessError, "not write",
    ),
    ("remote: Write access to repository not granted.", AccessError, "not write"),
    ("ERROR: The key you are authenticating with has been marked as read only.", AccessError,
     "not write"),
    ("remote: This repository was archived so it is read-only.", AccessError, "not write"),
    ("fatal: Authentication failed for 'https://github.com/a/b/'", AccessError, "who you are"),
    ("fatal: could not read Username for 'https://github.com': terminal prompts disabled",
     AccessError, "who you are"),
    ("git@github.com: Permission denied (publickey).", AccessError, "ssh key"),
    ("Host key verification failed.\nfatal: Could not read from remote repository.", AccessError,
     "host key"),
    ("remote: Repository not found.\nfatal: repository 'https://github.com/a/b/' not found",
     AccessError, "no such repository"),
    ("fatal: '/srv/x.git' does not appear to be a git repository", AccessError,
     "no such repository"),
    ("! [rejected] gh-pages -> gh-pages (stale info)", MovedError, "someone else"),
    ("! [remote rejected] x -> gh-pages (cannot lock ref 'refs/heads/gh-pages')", MovedError,
     "someone else"),
    ("! [remote rejected] x -> gh-pages (pre-receive hook declined)", PublishError, "a rule"),
    ("remote: error: GH006: Protected branch update failed", AccessError, "protected"),
    ("remote: - GITHUB PUSH PROTECTION", GateError, "found a secret"),
    ("remote: error: File big.zip is 120.00 MB; this exceeds GitHub's file size limit",
     GateError, "over 100 MB"),
    ("fatal: unable to access 'https://github.com/': Could not resolve host: github.com",
     PublishError, "connection"),
    ("ssh: connect to host github.com port 22: Connection timed out", PublishError, "connection"),
    ("error: RPC failed; curl 28 Operation too slow", PublishError, "connection"),
    ("fatal: unable to access 'https://x/': The requested URL returned error: 503", PublishError,
     "connection"),
    ("fatal: SSL certificate problem: self-signed certificate in chain", PublishError,
     "certificate"),
    ("fatal: sha1 file 'tmp_pack_b3' write error. Out of diskspace", PublishError, "disk is full"),
    ("fatal: write error: No space left on device", PublishError, "disk is full"),
    ("fatal: detected dubious ownership in repository at '/srv/x'", PublishError,
     "another user"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "error", "told"), SAID)
def test_git_is_told_in_plain_words(said: str, error: type[PublishError], told: str) -> None:
    """What git and servers say becomes one sentence, a way out, and git's words below."""
    made = explain(said, "push", where="https://github.com/a/b")
    assert type(made) is error
    assert told in made.message.splitlines()[0]
    assert made.hint
    assert "git: " in made.message


def test_unknown_words_are_passed_on() -> None:
    """What is not known is quoted as it came."""
    made = explain("fatal: the moon is full\n", "push")
    assert made.message == "git push failed\n  git: fatal: the moon is full"


def test_silence_is_told() -> None:
    """Git that dies without a word is told as that."""
    assert "git said nothing" in explain("", "push").message


def test_only_the_last_lines_are_quoted() -> None:
    """Progress of a long push does not bury the message."""
    said = "\r".join(f"Writing objects: {n}%" for n in range(100)) + "\nfatal: oh\n"
    assert len(explain(said, "push").message.splitlines()) == 13


@given(
    st.text("abcdefgh0123456789-_", min_size=8, max_size=40),
    st.sampled_from(["fatal: unable to access 'https://ann:{}@github.com/': no", "token {} bad"]),
)
def test_no_secret_is_left(secret: str, said: str) -> None:
    """Wherever a known secret stands in git's words, the error does not hold it."""
    made = explain(said.format(f"=={secret}=="), "push", secrets=[f"=={secret}=="])
    assert f"=={secret}==" not in str(made)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://ann:pw@host/x", "https://***@host/x"),
        ("https://ann@host/x", "https://***@host/x"),
        ("git@host:a/b", "git@host:a/b"),
        (f"token {TOKEN}!", "token ***!"),
        ("mail ann@example.org", "mail ann@example.org"),
    ],
)
def test_redacting(text: str, shown: str) -> None:
    """User parts of addresses and known kinds of tokens are hidden, the rest stays."""
    assert redact(text) == shown
