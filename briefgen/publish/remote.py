"""Read a remote's address: url → Remote, and the Pages addresses it can be served at."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from briefgen.errors import PublishError
from briefgen.publish.explain import redact
from briefgen.publish.failures import Problem
from briefgen.values import dataclass, field

__all__ = ["Remote", "address_problem", "pages_addresses", "parse_remote"]

_SCP = re.compile(
    r"(?:(?P<user>[^@/\s]+)@)?(?P<host>\[[^\]]+\]|[^:/\s\[\]]{2,}):(?!//)(?P<path>.+)"
)
_SCHEMES = frozenset({"http", "https", "ssh", "git", "git+ssh", "ssh+git"})
_TOKEN_LENGTH = 30
_OTHER_FORGES = ("gitlab", "bitbucket", "codeberg", "gitea", "forgejo", "sr.ht", "dev.azure")


@dataclass(frozen=True, slots=True)
class Remote:
    """Where a site is pushed; `url` may carry a token, so only `shown` is ever told."""

    name: str
    url: str = field(repr=False)
    host: str
    owner: str
    repo: str

    @property
    def shown(self) -> str:
        """The address without user, password or token."""
        return redact(self.url)

    @property
    def bare_url(self) -> str:
        """The address for git to use: without the password or token it may carry."""
        return _without_user(self.url) if self.secret else self.url

    @property
    def secret(self) -> str:
        """The password or token in the address, or ""."""
        return _secret(self.url)

    @property
    def github(self) -> bool:
        """Whether this is GitHub or a GitHub Enterprise server, as far as the name tells."""
        return self.host == "github.com" or "github" in self.host.split(".")

    @property
    def user_site(self) -> bool:
        """Whether the repository is the one site of its owner, served at the top."""
        return self.repo.lower() == f"{self.owner}.github.io".lower()


def parse_remote(url: str, name: str = "origin") -> Remote:
    """Read https, ssh, git and scp-like addresses, with or without `.git`; also plain folders."""
    if not url.strip() or url.startswith("-"):
        raise PublishError(
            f"the remote {name} has no usable address: {redact(url)!r}",
            hint=f"git remote set-url {name} https://github.com/OWNER/REPO.git",
        )
    try:
        host, path = _split(url.strip())
    except ValueError:
        raise PublishError(f"the remote {name} can't be read: {redact(url)!r}") from None
    owner, _, repo = _bare(path).rpartition("/")
    return Remote(name, url.strip(), _plain(host), owner, repo)


def pages_addresses(remote: Remote, domain: str = "") -> tuple[str, ...]:
    """Return where GitHub serves the site, the likeliest first; empty when it can't be told."""
    if domain:
        return (f"https://{domain.lower()}/",)
    if not remote.owner or "/" in remote.owner or not remote.host:
        return ()
    if remote.host == "github.com":
        top = f"https://{remote.owner.lower()}.github.io/"
        return (top,) if remote.user_site else (f"{top}{remote.repo}/",)
    if remote.host.endswith(".ghe.com") or any(forge in remote.host for forge in _OTHER_FORGES):
        return ()
    path = f"{remote.owner}/{remote.repo}/"
    # With subdomain isolation and without it.
    return (f"https://pages.{remote.host}/{path}", f"https://{remote.host}/pages/{path}")


def address_problem(url: str, remote: Remote, domain: str = "") -> Problem | None:
    """Return what is wrong when the site's own `url:` is not where GitHub will serve it."""
    expected = pages_addresses(remote, domain)
    if not expected or _key(url) in {_key(address) for address in expected}:
        return None
    host, path = urlsplit(url).hostname or "", urlsplit(url).path.strip("/")
    if not domain and host.endswith(".pages.github.io"):
        return None  # a private site of Enterprise Cloud gets an address that can't be foreseen
    message = f"url: says {url}, but {remote.shown} is served at {expected[0]}"
    if domain:
        message += f" (the file CNAME holds {domain})"
        return Problem("address", message, hint=f"write in briefgen.yml: url: {expected[0]}")
    inherited = path == remote.repo and not host.endswith(".github.io")
    return Problem("address", message, hint=_way_out(host, expected[0], inherited=inherited),
                   stops=remote.github and not inherited)  # fmt: skip


def _way_out(host: str, expected: str, *, inherited: bool) -> str:
    if inherited:
        return f"right when {host} is the custom domain of the owner's user site"
    if host.endswith((".github.io", ".github.com")):
        return f"write in briefgen.yml: url: {expected}"
    return (
        f"write in briefgen.yml: url: {expected}; or, when {host} is your own domain,"
        f" put a file CNAME that holds {host} into the site"
    )


def _key(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return (parts.hostname or "").lower(), parts.path.strip("/")


def _split(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    if parts.scheme.lower() in _SCHEMES:
        return parts.hostname or "", unquote(parts.path)
    if parts.scheme.lower() == "file":
        return "", ""
    found = _SCP.fullmatch(url)
    if found and "://" not in url:
        return found["host"].strip("[]"), found["path"]
    return "", ""


def _bare(path: str) -> str:
    path = path.strip("/")
    while path.endswith(".git"):
        path = path.removesuffix(".git").rstrip("/")
    return path


def _plain(host: str) -> str:
    host = host.lower().removeprefix("www.")
    if host == "ssh.github.com" or host.startswith("github.com-"):
        # ssh over port 443, and the customary ssh alias of people with two accounts
        return "github.com"
    return host.removeprefix("ssh.") if host.endswith(".ghe.com") else host


def _without_user(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _secret(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"}:
        return ""
    user = unquote(parts.username or "")
    # A token may stand alone where the user's name should be; no user's name is this long.
    return unquote(parts.password or "") or (user if len(user) >= _TOKEN_LENGTH else "")
