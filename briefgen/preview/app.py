"""The preview as an ASGI application: requests in, pages, events and states out."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from briefgen.preview import desk
from briefgen.preview.address import Found, Missing, Moved, Refused, look_up
from briefgen.preview.changes import Change, address_of
from briefgen.preview.events import Channel, EventStream
from briefgen.preview.feedview import read_feed
from briefgen.preview.guard import refusal
from briefgen.preview.inject import as_preview
from briefgen.preview.mime import media_type
from briefgen.preview.options import ServeOptions
from briefgen.preview.ranges import part
from briefgen.preview.rebuild import Rebuild
from briefgen.preview.told import mistakes, warnings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from briefgen.preview.feedview import Feed
    from briefgen.preview.rebuild import Shown

__all__ = ["Desk", "application"]

ASSETS = Path(__file__).with_name("assets")
_HEADERS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "same-origin",
}
_DESK_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src https: http: data:; "
    "frame-src 'self'; form-action 'self'; base-uri https://reader.invalid"
)
_NEVER_BUILT = b"<!doctype html><html><head><title>Not built yet</title></head><body></body></html>"
_HTML = "text/html; charset=utf-8"
_MOST_NOTICES = 100
MOST_NAMED = 500


@dataclass(frozen=True, slots=True)
class Desk:
    """What the endpoints share: the builds, the listeners, the choices, this run's name."""

    rebuild: Rebuild
    channel: Channel
    options: ServeOptions
    run: str = field(default_factory=lambda: secrets.token_hex(8))

    def message(self, revision: int, change: Change | None, page: str = "") -> dict[str, object]:
        """Return what browsers are told; None is a change that is not known.

        A change too large to name is told as `many`; one page alone may ask whether it has gone.
        """
        many = change is None or len(change.changed) + len(change.gone) > MOST_NAMED
        told = Change() if change is None else change
        return {
            "run": self.run,
            "revision": revision,
            "base": self.options.base,
            "many": many,
            "changed": [] if many else told.changed,
            "gone": {k: to for k, to in told.gone.items() if not many or k == page},
            "edited": told.edited if self.options.follow else "",
        }


def application(shared: Desk) -> ASGIApp:
    """Return the guarded application."""
    endpoints = Endpoints(shared)
    routes = [
        Route("/_briefgen/events", endpoints.events),
        Route("/_briefgen/changes", endpoints.changes),
        Route("/_briefgen/state", endpoints.state),
        Route("/_briefgen", endpoints.index),
        Route("/_briefgen/", endpoints.index),
        Route("/_briefgen/feeds", endpoints.feeds),
        Route("/_briefgen/feed", endpoints.feed),
        Route("/_briefgen/context", endpoints.context),
        Route("/_briefgen/{name}", endpoints.asset),
        Route("/{path:path}", endpoints.page),
    ]
    return Guarded(Starlette(routes=routes), shared.options)


class Guarded:
    """Refuse what the guard refuses, before anything is looked at."""

    def __init__(self, app: ASGIApp, options: ServeOptions) -> None:
        self._app = app
        self._allowed = (*options.allow_hosts, options.host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403 or 405."""
        if scope["type"] != "http":
            return
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        private = scope["path"].startswith("/_briefgen")
        reason = refusal(headers, self._allowed, private=private)
        if reason:
            await _text(403, reason)(scope, receive, send)
        elif scope["method"] not in {"GET", "HEAD"}:
            await _text(405, "the preview only shows")(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _text(status: int, message: str) -> Response:
    return Response(f"{message}\n", status, _HEADERS, "text/plain; charset=utf-8")


def _desk_page(body: bytes, status: int = 200, **more: str) -> Response:
    headers = {**_HEADERS, "content-security-policy": _DESK_POLICY, **more}
    return Response(body, status, headers, _HTML)


class Endpoints:
    """One method an address; the plain ones run in threads, as they wait for the build."""

    def __init__(self, shared: Desk) -> None:
        self._shared = shared
        self._options = shared.options

    async def events(self, _request: Request) -> EventStream:
        """Stream what changes."""
        revision = self._shared.rebuild.shown.revision
        hello = {"run": self._shared.run, "revision": revision}
        return EventStream(self._shared.channel, hello)

    def changes(self, request: Request) -> Response:
        """Tell a page what it has missed since a revision of this run."""
        asked, rebuild = request.query_params, self._shared.rebuild
        shown, since = rebuild.latest(), asked.get("since", "")
        known = asked.get("run") == self._shared.run and since.isdecimal()
        change = rebuild.since(int(since)) if known else None
        message = self._shared.message(shown.revision, change, asked.get("page", ""))
        return JSONResponse(message, headers=_HEADERS)

    def page(self, request: Request) -> Response:
        """Serve a file of the site, as the web server it is published on would."""
        shown = self._shared.rebuild.latest()
        if shown.revision == 0:
            body = desk.message_page("Still building", "The first build is not done. Reload soon.")
            return _desk_page(body, 503, refresh="1")
        raw = request.scope.get("raw_path") or request.scope["path"].encode()
        match look_up(raw.partition(b"?")[0], self._options.base, shown.outputs):
            case Refused(reason):
                return _text(400, reason)
            case Moved(url):
                return RedirectResponse(url, 302, _HEADERS)
            case Missing(key):
                return self._missing(shown, key)
            case Found(key):
                return self._file(request, shown, key)

    def _missing(self, shown: Shown, wanted: str) -> Response:
        if not wanted:
            why = f"The site is served under {self._options.base}"
            return _desk_page(desk.message_page("Not found", why), 404)
        body = b""
        if "404.html" in shown.outputs:
            body = self._shared.rebuild.content(shown, "404.html")[0]
        # Marked with the path asked for: the page comes up as soon as it is written.
        return self._marked(shown, body or desk.message_page("Not found", wanted), wanted, 404)

    def _file(self, request: Request, shown: Shown, key: str) -> Response:
        value = shown.outputs[key]
        if key.endswith(".html"):
            return self._html(shown, key)
        if isinstance(value, Path):
            return self._from_disk(value, key)
        body, failure = self._shared.rebuild.content(shown, key)
        if failure is not None and not body:
            return _text(500, str(failure))
        return part(
            body, request.headers.get("range"), {**_HEADERS, "content-type": media_type(key)}
        )

    def _from_disk(self, path: Path, key: str) -> Response:
        try:
            real = path.resolve(strict=True)
        except OSError:
            return _text(404, f"{path.name} is gone from the disk")
        roots = (self._options.root, *self._options.roots)
        if not real.is_file() or not any(real.is_relative_to(root.resolve()) for root in roots):
            return _text(403, f"{path.name} leads out of the site's folder")
        return FileResponse(real, headers=_HEADERS, media_type=media_type(key))

    def _html(self, shown: Shown, key: str) -> Response:
        body, failure = self._shared.rebuild.content(shown, key)
        if failure is not None and not body:
            return self._marked(shown, _NEVER_BUILT, key, 500)
        return self._marked(shown, body, key, 200)

    def _marked(self, shown: Shown, page: bytes, key: str, status: int) -> Response:
        marked = as_preview(page, key, shown.revision, self._shared.run)
        return Response(marked, status, _HEADERS, _HTML)

    def state(self, request: Request) -> Response:
        """Tell a page what to show about itself: mistakes, notices, whether it is held back."""
        shown = self._shared.rebuild.latest()
        key = request.query_params.get("page", "")
        errors = list(shown.built.errors)
        if key.endswith(".html") and key in shown.outputs:
            failure = self._shared.rebuild.content(shown, key)[1]
            errors += [failure] if failure is not None else []
        url = address_of(key, self._options.base)
        fact = next((page for page in shown.built.pages if page.url == url), None)
        own = fact.source if fact else ""
        here = [notice for notice in shown.built.notices if own and notice.path == own]
        rest = [notice for notice in shown.built.notices if not own or notice.path != own]
        return JSONResponse(
            {
                "run": self._shared.run,
                "revision": shown.revision,
                "follow": self._options.follow,
                "held": fact.held if fact else "",
                "errors": mistakes(errors, self._options),
                "notices": warnings(here[:_MOST_NOTICES], self._options),
                "others": warnings(rest[:_MOST_NOTICES], self._options),
                "counts": {"here": len(here), "all": len(shown.built.notices)},
            },
            headers=_HEADERS,
        )

    def index(self, request: Request) -> Response:
        """List every page, draft and held-back article."""
        asked = request.query_params
        start = asked.get("start", "0")
        body = desk.index_page(
            self._shared.rebuild.latest(),
            self._options,
            words=asked.get("q", ""),
            held_only=asked.get("held") == "1",
            start=int(start) if start.isdecimal() else 0,
        )
        return _desk_page(body)

    def feeds(self, _request: Request) -> Response:
        """List the feeds."""
        return _desk_page(desk.feeds_page(self._feeds(self._shared.rebuild.latest())))

    def feed(self, request: Request) -> Response:
        """Show a feed as a reader does."""
        shown, key = self._shared.rebuild.latest(), request.query_params.get("file", "")
        found = self._feed(shown, key) if key in shown.outputs else None
        if found is None:
            return _desk_page(desk.message_page("Not a feed", f"{key} is not a feed."), 404)
        return _desk_page(desk.feed_page(key, found))

    def _feeds(self, shown: Shown) -> Iterator[tuple[str, Feed]]:
        for key in sorted(shown.outputs):
            if key.endswith((".xml", "feed.json")) and (found := self._feed(shown, key)):
                yield key, found

    def _feed(self, shown: Shown, key: str) -> Feed | None:
        return read_feed(self._shared.rebuild.content(shown, key)[0])

    def context(self, request: Request) -> Response:
        """Show a theme author what a page's template was given."""
        shown, key = self._shared.rebuild.latest(), request.query_params.get("page", "")
        if shown.built.context is None or key not in shown.outputs:
            return _desk_page(desk.message_page("No context", "This page has no context."), 404)
        return _desk_page(desk.context_page(key, self._shared.rebuild.context(shown, key)))

    def asset(self, request: Request) -> Response:
        """Serve the client's own files."""
        name = request.path_params["name"]
        if name not in _OWN_FILES:
            return _text(404, "no such file")
        return Response((ASSETS / name).read_bytes(), 200, _HEADERS, media_type(name))


_OWN_FILES = frozenset(
    {"client.js", "worker.js", "overlay.css", "desk.css", "idiomorph.min.js", "idiomorph.LICENSE"}
)
