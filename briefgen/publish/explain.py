"""Turn what git said on its way out into an error in plain words: text → PublishError."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.errors import PublishError
from briefgen.publish.failures import AccessError, GateError, MovedError
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["explain", "redact"]

_USERINFO = re.compile(r"(?<=://)[^/@\s]+@")
_TOKEN = re.compile(r"\b(?:gh[pousr]_|github_pat_|glpat-)\w{16,}")
_KEPT_LINES = 12


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern in git's words, and how it is told."""

    pattern: str
    error: type[PublishError]
    message: str
    hint: str


# The first that matches is told, so the particular stand before the general.
_RULES = (
    _Rule(
        r"No space left on device|Out of diskspace|Disk quota exceeded|File too large"
        r"|cannot (?:write|store) pack",
        PublishError,
        "the disk is full, so git could not write",
        "free some space, or point TMPDIR at a disk that has some, and publish again;"
        " nothing was changed",
    ),
    _Rule(
        r"dubious ownership",
        PublishError,
        "this repository belongs to another user, so git refuses to read it",
        "if you trust it: git config --global --add safe.directory FOLDER",
    ),
    _Rule(
        r"PUSH PROTECTION|secret[- ]scanning",
        GateError,
        "GitHub found a secret in the site and refused the push",
        "remove it from the content (GitHub's words below name the file), revoke it, build again",
    ),
    _Rule(
        r"GH001|exceeds GitHub's file size limit",
        GateError,
        "GitHub refused a file over 100 MB",
        "make it smaller, or put it on a file host and link to it",
    ),
    _Rule(
        r"GH007|email privacy",
        PublishError,
        "GitHub refused the push because it would show your private e-mail address",
        "use the noreply address from github.com/settings/emails:"
        " git config user.email ID+NAME@users.noreply.github.com",
    ),
    _Rule(
        r"GH006|GH013|protected branch|Repository rule violations",
        AccessError,
        "the branch is protected, so the server refused the push",
        "in Settings, Branches (or Rules), let yourself push to this branch,"
        " or publish with GitHub Actions",
    ),
    _Rule(
        r"stale info|fetch first|non-fast-forward|cannot lock ref|failed to (?:lock|update ref)"
        r"|incorrect old value|reference already exists|couldn't find remote ref",
        MovedError,
        "someone else changed the branch while this publish was under way; nothing was lost",
        "publish again: it starts from what is there now",
    ),
    _Rule(
        r"hook declined|denied by hook",
        PublishError,
        "a rule on the server refused the push",
        "the server's own words are below; ask whoever looks after the repository",
    ),
    _Rule(
        r"error: 403|HTTP 403|Write access to repository not granted|Permission to \S+ denied"
        r"|marked as read only|key you are authenticating with has been marked|archived"
        r"|service not enabled|access denied or repository not exported",
        AccessError,
        "you may read this repository but not write to it",
        "a token needs the right 'Contents: read and write' for this repository; in GitHub"
        " Actions the job needs 'permissions: contents: write'; a deploy key needs write access;"
        " otherwise ask the owner to add you",
    ),
    _Rule(
        r"Authentication failed|could not read (?:Username|Password)|error: 401|HTTP 401"
        r"|Invalid username or (?:password|token)|terminal prompts disabled",
        AccessError,
        "the remote does not know who you are",
        "sign in once with: gh auth login (then gh auth setup-git), or set GH_TOKEN,"
        " or use an ssh key",
    ),
    _Rule(
        r"Permission denied \(publickey|Too many authentication failures|no mutual signature",
        AccessError,
        "the remote does not accept your ssh key",
        "try: ssh -T git@github.com; add your key at github.com/settings/keys,"
        " and load it with ssh-add",
    ),
    _Rule(
        r"Host key verification failed",
        AccessError,
        "ssh does not know the remote's host key",
        "connect once by hand, compare the fingerprint, and accept it: ssh -T git@github.com",
    ),
    _Rule(
        r"Repository not found|error: 404|HTTP 404|repository '[^']*' not found"
        r"|does not appear to be a git repository|not exported",
        AccessError,
        "there is no such repository, or you may not see it",
        "check the address with: git remote -v; a private repository needs a token that may see it",
    ),
    _Rule(
        r"SSL certificate|certificate (?:problem|verification)|server certificate",
        PublishError,
        "the remote's certificate could not be trusted",
        "behind a company proxy, ask for its certificate and set: git config http.sslCAInfo FILE",
    ),
    _Rule(
        r"Could not resolve|Failed to connect|unable to connect|Connection (?:refused|reset|timed)"
        r"|timed out|Operation too slow|Network is unreachable|early EOF|hung up unexpectedly"
        r"|unexpected disconnect|RPC failed|Empty reply|Broken pipe|unable to look up"
        r"|transfer closed|error: 5\d\d|expected flush",
        PublishError,
        "the connection to the remote failed",
        "check the network and publish again; the remote took either all of it or none",
    ),
)


def explain(said: str, what: str, *, where: str = "", secrets: Iterable[str] = ()) -> PublishError:
    """Return the error for `git <what>` that failed saying `said`; no secret is left in it."""
    words = redact("\n".join(_telling(said)), secrets)
    for rule in _RULES:
        if re.search(rule.pattern, said, re.IGNORECASE):
            place = f" ({where})" if where else ""
            return rule.error(f"{rule.message}{place}\n{_quoted(words)}", hint=rule.hint)
    return PublishError(
        f"git {what} failed\n{_quoted(words)}", hint="run: briefgen publish --doctor"
    )


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """Return `text` without the user part of addresses, tokens, and the given secrets."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, "***")
    return _TOKEN.sub("***", _USERINFO.sub("***@", text))


def _telling(said: str) -> list[str]:
    lines = [line.rstrip() for line in re.split(r"[\r\n]+", said)]
    telling = [line for line in lines if line and not line.startswith(("hint:", "To ", "Done"))]
    return telling[-_KEPT_LINES:]


def _quoted(words: str) -> str:
    return "\n".join(f"  git: {line}" for line in words.splitlines()) or "  git said nothing"
