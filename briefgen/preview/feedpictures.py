"""A feed's HTML → the same with the site's own pictures in it: no reader can fetch them yet."""

from __future__ import annotations

import re
from base64 import b64encode
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from briefgen.preview.mime import media_type

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["with_pictures"]

_SOURCE = re.compile(
    r"""(<img\b(?:[^>"']|"[^"]*"|'[^']*')*?\ssrc=)(["'])(.*?)\2""", re.IGNORECASE | re.DOTALL
)


def with_pictures(content: str, site_url: str, file: Callable[[str], bytes | None]) -> str:
    """Return HTML whose pictures under `site_url` are held in it, as data.

    `file` gives the bytes of an output path, None where there is none: such a picture stays broken,
    as it will be in a reader.
    """

    def held(found: re.Match[str]) -> str:
        address = unescape(found[3])
        key = unquote(address.removeprefix(site_url))
        kind = media_type(key)
        if not (site_url and address.startswith(site_url) and kind.startswith("image/")):
            return found[0]
        data = file(key)
        if data is None:
            return found[0]
        return f"{found[1]}{found[2]}data:{kind};base64,{b64encode(data).decode()}{found[2]}"

    return _SOURCE.sub(held, content)
