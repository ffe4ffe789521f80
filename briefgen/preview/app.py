"""The preview as an ASGI application: the guard at the door, then one endpoint an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import Route

from briefgen.preview import desk
from briefgen.preview.answers import desk_page, text
from briefgen.preview.feedpictures import with_pictures
from briefgen.preview.feedview import read_feed
from briefgen.preview.follow import Follow
from briefgen.preview.guard import refusal
from briefgen.preview.sitefiles import SiteFiles
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from briefgen.preview.feedview import Feed
    from briefgen.preview.options import ServeOptions
    from briefgen.preview.rebuild import Shown
    from briefgen.preview.session import Session

__all__ = ["application"]


def application(session: Session) -> ASGIApp:
    """Return the guarded application."""
    follow, pages, files = Follow(session), DeskPages(session), SiteFiles(session)
    routes = [
        Route("/_briefgen/events", follow.events),
        Route("/_briefgen/changes", follow.changes),
        Route("/_briefgen/state", follow.state),
        Route("/_briefgen", pages.index),
        Route("/_briefgen/", pages.index),
        Route("/_briefgen/feeds", pages.feeds),
        Route("/_briefgen/feed", pages.feed),
        Route("/_briefgen/context", pages.context),
        Route("/_briefgen/{name}", follow.asset),
        Route("/{path:path}", files.page),
    ]
    return Guarded(Starlette(routes=routes), session.options)


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
            await text(403, reason)(scope, receive, send)
        elif scope["method"] not in {"GET", "HEAD"}:
            await text(405, "the preview only shows")(scope, receive, send)
        else:
            await self._app(scope, receive, send)


class DeskPages:
    """The endpoints of the pages under /_briefgen/."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._options = session.options

    def index(self, request: Request) -> Response:
        """List every page, draft and held-back article."""
        asked = request.query_params
        start = asked.get("start", "0")
        body = desk.index_page(
            self._session.rebuild.latest(),
            self._options,
            words=asked.get("q", ""),
            held_only=asked.get("held") == "1",
            start=int(start) if start.isdecimal() else 0,
        )
        return desk_page(body)

    def feeds(self, _request: Request) -> Response:
        """List the feeds."""
        return desk_page(desk.feeds_page(self._feeds(self._session.rebuild.latest())))

    def feed(self, request: Request) -> Response:
        """Show a feed as a reader does."""
        shown, key = self._session.rebuild.latest(), request.query_params.get("file", "")
        found = self._feed(shown, key) if key in shown.outputs else None
        if found is None:
            return desk_page(desk.message_page("Not a feed", f"{key} is not a feed."), 404)

        def picture(path: str) -> bytes | None:
            return self._session.rebuild.content(shown, path)[0] if path in shown.outputs else None

        entries = tuple(
            replace(entry, content=with_pictures(entry.content, self._options.site_url, picture))
            for entry in found.entries
        )
        return desk_page(desk.feed_page(key, replace(found, entries=entries)))

    def _feeds(self, shown: Shown) -> Iterator[tuple[str, Feed]]:
        for key in sorted(shown.outputs):
            if key.endswith((".xml", "feed.json")) and (found := self._feed(shown, key)):
                yield key, found

    def _feed(self, shown: Shown, key: str) -> Feed | None:
        return read_feed(self._session.rebuild.content(shown, key)[0])

    def context(self, request: Request) -> Response:
        """Show a theme author what a page's template was given."""
        shown, key = self._session.rebuild.latest(), request.query_params.get("page", "")
        if shown.built.context is None or key not in shown.outputs:
            return desk_page(desk.message_page("No context", "This page has no context."), 404)
        return desk_page(desk.context_page(key, self._session.rebuild.context(shown, key)))
