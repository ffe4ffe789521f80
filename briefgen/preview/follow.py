"""What the client in the browser asks for: events, what it missed, a page's state, itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from starlette.responses import JSONResponse, Response

from briefgen.preview.answers import HEADERS, text
from briefgen.preview.changes import address_of
from briefgen.preview.events import EventStream
from briefgen.preview.mime import media_type
from briefgen.preview.told import mistakes, warnings

if TYPE_CHECKING:
    from starlette.requests import Request

    from briefgen.preview.session import Session

__all__ = ["Follow"]

ASSETS = Path(__file__).with_name("assets")
_MOST_NOTICES = 100
_OWN_FILES = frozenset(
    {"client.js", "worker.js", "overlay.css", "desk.css", "idiomorph.min.js", "idiomorph.LICENSE"}
)


class Follow:
    """The endpoints of the client; the plain ones run in threads, as they wait for the build."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._options = session.options

    async def events(self, _request: Request) -> EventStream:
        """Stream what changes."""
        revision = self._session.rebuild.shown.revision
        hello = {"run": self._session.run, "revision": revision}
        return EventStream(self._session.channel, hello)

    def changes(self, request: Request) -> Response:
        """Tell a page what it has missed since a revision of this run."""
        asked, rebuild = request.query_params, self._session.rebuild
        shown, since = rebuild.latest(), asked.get("since", "")
        known = asked.get("run") == self._session.run and since.isdecimal()
        change = rebuild.since(int(since)) if known else None
        message = self._session.message(shown.revision, change, asked.get("page", ""))
        return JSONResponse(message, headers=HEADERS)

    def state(self, request: Request) -> Response:
        """Tell a page what to show about itself: mistakes, notices, whether it is held back."""
        shown = self._session.rebuild.latest()
        key = request.query_params.get("page", "")
        # A page rendered on demand has mistakes that the build doesn't know of.
        errors = list(shown.built.errors)
        if key.endswith(".html") and key in shown.outputs:
            failure = self._session.rebuild.content(shown, key)[1]
            errors += [failure] if failure is not None else []
        url = address_of(key, self._options.base)
        fact = next((page for page in shown.built.pages if unquote(page.url) == url), None)
        own = fact.source if fact else ""
        here = [notice for notice in shown.built.notices if own and notice.path == own]
        rest = [notice for notice in shown.built.notices if not own or notice.path != own]
        return JSONResponse(
            {
                "run": self._session.run,
                "revision": shown.revision,
                "follow": self._options.follow,
                "held": fact.held if fact else "",
                "errors": mistakes(errors, self._options),
                "notices": warnings(here[:_MOST_NOTICES], self._options),
                "others": warnings(rest[:_MOST_NOTICES], self._options),
                "counts": {"here": len(here), "all": len(shown.built.notices)},
            },
            headers=HEADERS,
        )

    def asset(self, request: Request) -> Response:
        """Serve the client's own files."""
        name = request.path_params["name"]
        if name not in _OWN_FILES:
            return text(404, "no such file")
        return Response((ASSETS / name).read_bytes(), 200, HEADERS, media_type(name))
