"""Choose what git may show the remote: (configuration, environment) → settings for one run."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.publish.remote import Remote

__all__ = ["address_setting", "as_environ", "forwarded", "token", "token_setting"]

# What decides how git reaches and names itself to a server; all else (hooks, filters,
# refspecs, templates) belongs to the user's work and not to the built site.
_SECTIONS = ("author", "committer", "credential", "http", "protocol", "ssh", "user")
_KEYS = frozenset({"core.askpass", "core.gitproxy", "core.sshcommand"})
_REMOTE_KEYS = frozenset({"proxy", "proxyauthmethod", "receivepack", "uploadpack", "vcs"})
_THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})


def forwarded(config: Iterable[tuple[str, str]], remote: Remote) -> list[tuple[str, str]]:
    """Return the part of git's configuration that concerns reaching `remote`, in its order."""
    kept = []
    for key, value in config:
        section, _, rest = key.partition(".")
        if section in _SECTIONS or key in _KEYS:
            kept.append((key, value))
        elif section == "remote" and rest.rpartition(".")[0] == remote.name:
            last = rest.rpartition(".")[2]
            if last in _REMOTE_KEYS:
                kept.append((f"remote.target.{last}", value))
    return kept


def token(remote: Remote, environ: Mapping[str, str]) -> str:
    """Return the token the environment holds for this very host, or ""; read as gh reads it."""
    names: tuple[str, ...]
    if remote.host == "github.com" or remote.host.endswith(".ghe.com"):
        names = ("GH_TOKEN", "GITHUB_TOKEN")
    elif remote.host == urlsplit(environ.get("GITHUB_SERVER_URL", "")).hostname:
        names = ("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN", "GITHUB_TOKEN")
    elif remote.host and remote.host == environ.get("GH_HOST", "").lower():
        names = ("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN")
    else:
        return ""
    return next((environ[name] for name in names if environ.get(name)), "")


def token_setting(
    remote: Remote, environ: Mapping[str, str], config: Iterable[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Return the header that shows the environment's token, unless git has its own way already."""
    parts = urlsplit(remote.url)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _THIS_MACHINE)
    secret = token(remote, environ)
    if not secret or not safe or remote.secret or _has_header(config, remote.host):
        return []
    return [_header(remote.bare_url, f"x-access-token:{secret}")]


def address_setting(remote: Remote) -> list[tuple[str, str]]:
    """Return the header for a password written in the address: git would show it in `ps`."""
    if not remote.secret:
        return []
    parts = urlsplit(remote.url)
    known = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
    return [_header(remote.bare_url, known)]


def as_environ(settings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return settings as variables git reads: neither a file nor an argument shows them."""
    pairs = list(settings)
    variables = {"GIT_CONFIG_COUNT": str(len(pairs))}
    for number, (key, value) in enumerate(pairs):
        variables[f"GIT_CONFIG_KEY_{number}"] = key
        variables[f"GIT_CONFIG_VALUE_{number}"] = value
    return variables


def _header(url: str, known: str) -> tuple[str, str]:
    parts = urlsplit(url)
    shown = base64.b64encode(known.encode()).decode()
    place = f"{parts.scheme}://{parts.netloc}/"
    return f"http.{place}.extraheader", f"Authorization: Basic {shown}"


def _has_header(config: Iterable[tuple[str, str]], host: str) -> bool:
    return any(
        key.startswith("http.")
        and key.endswith("extraheader")
        and (key == "http.extraheader" or host in key)
        and value.lower().startswith("authorization")
        for key, value in config
    )
