"""A Range header and bytes → the whole, the part asked for, or 416."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.responses import Response

from briefgen.preview.answers import InParts

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["part", "span"]

_RANGE = re.compile(r"^bytes=(\d{0,18})-(\d{0,18})$")


def span(asked: str | None, size: int) -> tuple[int, int] | None:
    """Return the first byte and the one after the last; None for the whole.

    Several ranges at once are answered with the whole, as the standard allows. A range outside
    the bytes is a `ValueError`.
    """
    found = _RANGE.match(asked.replace(" ", "")) if asked else None
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        start, end = max(size - int(found[2]), 0), size
    else:
        start, end = int(found[1]), min(int(found[2]) + 1, size) if found[2] else size
        if found[2] and int(found[2]) < start:
            return None
    if start >= end:
        raise ValueError(asked)
    return start, end


def part(body: bytes, asked: str | None, headers: Mapping[str, str]) -> Response:
    """Return the response to a request for `body` with this Range header."""
    described = {**headers, "accept-ranges": "bytes"}
    try:
        wanted = span(asked, len(body))
    except ValueError:
        return Response(
            status_code=416, headers={**headers, "content-range": f"bytes */{len(body)}"}
        )
    if wanted is None:
        return InParts(body, 200, described)
    start, end = wanted
    described["content-range"] = f"bytes {start}-{end - 1}/{len(body)}"
    return InParts(body[start:end], 206, described)
