"""A body or a sentence → a response with the headers that every answer of the preview has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

__all__ = ["HEADERS", "HTML", "InParts", "desk_page", "text"]

HEADERS = {
    # A preview that a browser keeps is an old preview.
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
    # Other sites may neither embed nor frame what is not published yet.
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "same-origin",
}
HTML = "text/html; charset=utf-8"
_PART = 1 << 16
_DESK_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src https: http: data:; "
    "frame-src 'self'; form-action 'self'; base-uri https://reader.invalid"
)


def text(status: int, message: str) -> Response:
    """Return a sentence as plain text."""
    return Response(f"{message}\n", status, HEADERS, "text/plain; charset=utf-8")


def desk_page(body: bytes, status: int = 200, **more: str) -> Response:
    """Return a page of our own: nothing in it runs, as feeds hold strangers' HTML."""
    headers = {**HEADERS, "content-security-policy": _DESK_POLICY, **more}
    return Response(body, status, headers, HTML)


class InParts(Response):
    """A response sent piece by piece, as it is read: a browser that stops costs one piece."""

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Send the head and the body, waiting whenever the line is full."""
        start = {"type": "http.response.start", "status": self.status_code}
        await send({**start, "headers": self.raw_headers})
        for at in range(0, len(self.body), _PART):
            piece = bytes(self.body[at : at + _PART])
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
