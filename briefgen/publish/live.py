"""Watch the live site until it shows a build: (address, build id) → Live, or `UnseenError`."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3

from briefgen.publish.failures import Problem, UnseenError
from briefgen.publish.site import mark_in, walk
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Live", "ping", "spot_check", "wait_for"]

_PAGE = 1 << 20
_FEEDS = ("feed.xml", "atom.xml", "feed.json")
_ASSETS = (".css", ".js")
_TIMEOUT = urllib3.Timeout(connect=10, read=20)


@dataclass(frozen=True, slots=True)
class Live:
    """The build that answers at an address, and how often it was asked for."""

    address: str
    build: str
    tries: int


def wait_for(
    address: str,
    build: str,
    *,
    patience: float = 600,
    pause: float = 5,
    told: Callable[[str], None] | None = None,
) -> Live:
    """Ask for the start page until it carries `build`; give up after `patience` seconds.

    `told` is called with what was seen each time, for a progress line.
    """
    with _pool(address) as pool:
        tries, until = 0, time.monotonic() + patience
        while True:
            tries += 1
            # Pages caches for ten minutes by address; a query it has not seen goes past that.
            found, seen = _look(pool, f"{address}?{urlencode({'build': build, 'try': tries})}")
            if found == build:
                return Live(address, build, tries)
            if told:
                told(seen)
            if time.monotonic() + pause > until:
                raise UnseenError(
                    f"the push went through, but {address} does not show the new build yet: {seen}",
                    hint=_way_out(seen),
                )
            time.sleep(pause)


def spot_check(address: str, folder: Path) -> tuple[Problem, ...]:
    """Return what differs when one feed and one asset are fetched and compared with the site's."""
    paths = [file.path for file in walk(folder)]
    feed = next((path for path in _FEEDS if path in paths), "")
    asset = next((path for path in paths if path.endswith(_ASSETS)), "")
    with _pool(address) as pool:
        problems = [_compared(pool, address, folder, path) for path in (feed, asset) if path]
    return tuple(problem for problem in problems if problem)


def ping(hub: str, feed: str) -> None:
    """Tell a WebSub hub that a feed has news; raise `UnseenError` when the hub won't hear it."""
    fields = {"hub.mode": "publish", "hub.url": feed}
    try:
        with _pool(hub) as pool:
            answer = pool.request("POST", hub, fields=fields, encode_multipart=False)
    except urllib3.exceptions.HTTPError as error:
        raise UnseenError(f"the hub {hub} could not be reached: {_plain(error)}") from error
    if answer.status not in range(200, 300):
        raise UnseenError(f"the hub {hub} answered {answer.status} to the news of {feed}")


def _look(pool: urllib3.PoolManager, url: str) -> tuple[str, str]:
    try:
        answer = pool.request("GET", url, preload_content=False)
        try:
            page = answer.read(_PAGE, decode_content=True)
        finally:
            answer.release_conn()
    except urllib3.exceptions.HTTPError as error:
        return "", f"it could not be reached ({_plain(error)})"
    if answer.status not in range(200, 300):
        return "", f"it answers {answer.status}"
    found = mark_in(page)
    return found, f"it shows build {found}" if found else "its page carries no build id"


def _way_out(seen: str) -> str:
    if "404" in seen:
        return (
            "in Settings, Pages, choose 'Deploy from a branch' and the branch this was pushed to;"
            " the first time takes a few minutes. See: briefgen publish --doctor"
        )
    if "reached" in seen:
        return "look at the address in a browser later; --no-wait skips this"
    return "GitHub may need longer; the repository's Actions page shows the deployment"


def _compared(pool: urllib3.PoolManager, address: str, folder: Path, path: str) -> Problem | None:
    ours = hashlib.sha256((folder / path).read_bytes()).hexdigest()
    url = urljoin(address, quote(path))
    try:
        answer = pool.request("GET", f"{url}?{urlencode({'build': ours[:16]})}")
    except urllib3.exceptions.HTTPError as error:
        return Problem("live", f"{url} could not be reached ({_plain(error)})", stops=False)
    if answer.status not in range(200, 300):
        return Problem("live", f"{url} answers {answer.status}", stops=False)
    if hashlib.sha256(answer.data).hexdigest() != ours:
        return Problem("live", f"{url} is not what was published", stops=False,
                       hint="a cache or a proxy stands in between")  # fmt: skip
    return None


def _pool(address: str) -> urllib3.PoolManager:
    parts = urlsplit(address)
    proxy = getproxies().get(parts.scheme)
    retries = urllib3.Retry(total=5, connect=0, read=0, redirect=5, status=0, other=0)
    if proxy and not proxy_bypass(parts.hostname or ""):
        return urllib3.ProxyManager(proxy, timeout=_TIMEOUT, retries=retries)
    return urllib3.PoolManager(timeout=_TIMEOUT, retries=retries)


def _plain(error: urllib3.exceptions.HTTPError) -> str:
    reason = getattr(error, "reason", None) or error
    return str(reason).rpartition(": ")[2].strip("'()") or type(error).__name__
