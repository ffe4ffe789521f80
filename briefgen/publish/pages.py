"""Ask GitHub how Pages is set up for a repository: (remote, token) → PagesSetup or None."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import urllib3

from briefgen.errors import PublishError
from briefgen.publish.failures import AccessError
from briefgen.values import dataclass

if TYPE_CHECKING:
    from briefgen.publish.remote import Remote

__all__ = ["PagesSetup", "ask_pages"]

_API = "https://api.github.com"
_REFUSED = frozenset({401, 403})
_NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class PagesSetup:
    """What Settings, Pages says; `mode` is `branch` or `actions`."""

    address: str
    mode: str
    branch: str
    folder: str
    domain: str


def ask_pages(remote: Remote, token: str, *, api: str = "") -> PagesSetup | None:
    """Return the setup, None when Pages is off; raise when GitHub can't be asked."""
    url = f"{api or _api(remote)}/repos/{remote.owner}/{remote.repo}/pages"
    headers = {"Accept": "application/vnd.github+json", "User-Agent": "briefgen",
               "Authorization": f"Bearer {token}"}  # fmt: skip
    try:
        with urllib3.PoolManager(timeout=20, retries=1) as pool:
            answer = pool.request("GET", url, headers=headers, redirect=False)
    except urllib3.exceptions.HTTPError as error:
        raise PublishError(
            f"GitHub could not be asked about Pages: {type(error).__name__}"
        ) from None
    if answer.status == _NOT_FOUND:
        return None
    if answer.status in _REFUSED:
        raise AccessError(
            f"the token may not ask about Pages (GitHub answered {answer.status})",
            hint="give it the right 'Pages: read' for this repository",
        )
    return _setup(answer.data, answer.status)


def _setup(body: bytes, status: int) -> PagesSetup:
    try:
        said = json.loads(body)
        source = said.get("source") or {}
        return PagesSetup(
            address=said.get("html_url") or "",
            mode="actions" if said.get("build_type") == "workflow" else "branch",
            branch=source.get("branch") or "",
            folder=source.get("path") or "/",
            domain=said.get("cname") or "",
        )
    except (ValueError, AttributeError):
        raise PublishError(f"GitHub answered {status} to a question about Pages") from None


def _api(remote: Remote) -> str:
    return _API if remote.host == "github.com" else f"https://{remote.host}/api/v3"
