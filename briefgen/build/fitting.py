"""Redirects and the other files of the site in, the redirects that no file leaves room for out."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from briefgen.engine.paths import parents
from briefgen.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.model.page import RedirectPage

__all__ = ["misplaced"]


def misplaced(
    redirects: Iterable[RedirectPage], others: Iterable[str], owners: Mapping[str, str]
) -> dict[int, ContentError]:
    """Return an error for each redirect that can't stand beside `others`, by the page's identity.

    Two paths that differ in case or Unicode form alone are one, and a file can't be a folder. Of
    two redirects in each other's way the first stays. `owners` gives articles' files by permalink.
    """
    files = {_folded(path): path for path in others}
    folders = {_folded(path) for path in parents(files.values())}
    errors = {}
    for page in redirects:
        path = _folded(page.path)
        above = parents((path,)) - {""}
        in_the_way = next((files[one] for one in (path, *above) if one in files), None)
        if in_the_way is None and path not in folders:
            files[path] = page.path
            folders |= above
        else:
            told = in_the_way or f"{page.path}/"
            errors[id(page)] = ContentError(
                f"the old address /{page.permalink} leaves no room for the site's /{told}",
                path=owners.get(page.target),
                hint="take it out of aliases:, or write it in another way",
            )
    return errors


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
