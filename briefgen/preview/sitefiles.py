"""A request for a file of the site → the answer that the published site would give, but live."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, RedirectResponse, Response

from briefgen.preview import desk
from briefgen.preview.address import Found, Missing, Moved, Refused, look_up
from briefgen.preview.answers import HEADERS, HTML, desk_page, text
from briefgen.preview.inject import as_preview
from briefgen.preview.mime import media_type
from briefgen.preview.ranges import part

if TYPE_CHECKING:
    from starlette.requests import Request

    from briefgen.preview.rebuild import Shown
    from briefgen.preview.session import Session

__all__ = ["SiteFiles"]

_NEVER_BUILT = b"<!doctype html><html><head><title>Not built yet</title></head><body></body></html>"


class SiteFiles:
    """The endpoint of every address that isn't the preview's own."""

    def __init__(self, session: Session) -> None:
        self._rebuild = session.rebuild
        self._options = session.options
        self._run = session.run

    def page(self, request: Request) -> Response:
        """Serve a file of the site, as the web server it is published on would."""
        shown = self._rebuild.latest()
        if shown.revision == 0:
            body = desk.message_page("Still building", "The first build is not done. Reload soon.")
            return desk_page(body, 503, refresh="1")
        raw = request.scope.get("raw_path") or request.scope["path"].encode()
        match look_up(raw.partition(b"?")[0], self._options.base, shown.outputs):
            case Refused(reason):
                return text(400, reason)
            case Moved(url):
                return RedirectResponse(url, 302, HEADERS)
            case Missing(key):
                return self._missing(shown, key)
            case Found(key):
                return self._file(request, shown, key)

    def _missing(self, shown: Shown, wanted: str) -> Response:
        if not wanted:
            why = f"The site is served under {self._options.base}"
            return desk_page(desk.message_page("Not found", why), 404)
        body = b""
        if "404.html" in shown.outputs:
            body = self._rebuild.content(shown, "404.html")[0]
        # Marked with the path asked for: the page comes up as soon as it is written.
        return self._marked(shown, body or desk.message_page("Not found", wanted), wanted, 404)

    def _file(self, request: Request, shown: Shown, key: str) -> Response:
        value = shown.outputs[key]
        if key.endswith(".html"):
            return self._html(shown, key)
        if isinstance(value, Path):
            return self._from_disk(value, key)
        body, failure = self._rebuild.content(shown, key)
        if failure is not None and not body:
            return text(500, str(failure))
        return part(
            body, request.headers.get("range"), {**HEADERS, "content-type": media_type(key)}
        )

    def _from_disk(self, path: Path, key: str) -> Response:
        try:
            real = path.resolve(strict=True)
        except OSError:
            return text(404, f"{path.name} is gone from the disk")
        # Resolved first, then compared: a prefix of the unresolved path proves nothing.
        roots = (self._options.root, *self._options.roots)
        if not real.is_file() or not any(real.is_relative_to(root.resolve()) for root in roots):
            return text(403, f"{path.name} leads out of the site's folder")
        return FileResponse(real, headers=HEADERS, media_type=media_type(key))

    def _html(self, shown: Shown, key: str) -> Response:
        body, failure = self._rebuild.content(shown, key)
        if failure is not None and not body:
            return self._marked(shown, _NEVER_BUILT, key, 500)
        return self._marked(shown, body, key, 200)

    def _marked(self, shown: Shown, page: bytes, key: str, status: int) -> Response:
        marked = as_preview(page, key, shown.revision, self._run)
        return Response(marked, status, HEADERS, HTML)
