"""A photo's address as the curator wrote it in, its path within the site out."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from briefgen.errors import ContentError, in_quotes
from briefgen.render.addresses import safe_link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.model.entry import Figure

__all__ = ["PICTURES", "inside", "local_photos", "photo_path", "photo_src"]

PICTURES = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def photo_path(src: str, article_path: str) -> str | None:
    """Return the path under content/ that `src` names, which is its path within the site, too.

    None when it leaves content/, has a scheme, or isn't a picture by its name.
    """
    path = inside(src, article_path)
    if path is None or posixpath.splitext(path)[1].lower() not in PICTURES:
        return None
    return path


def photo_src(src: str, article_path: str, line: int | None = None) -> str:
    """Return a photo's path within the site or its https address; ContentError for all else."""
    if src.lower().startswith(("https://", "http://")):
        return safe_link(src) or src
    found = photo_path(src, article_path)
    if found is not None:
        return found
    raise ContentError(
        f"photo {in_quotes(src)} is not a picture under content/",
        path=article_path,
        line=line,
        hint="give a .jpg, .png, .webp, .avif, .gif or .svg beside the article, "
        "a path under content/ with a leading /, or an https address",
    )


def local_photos(figures: Iterable[Figure]) -> tuple[str, ...]:
    """Return the paths under content/ of all photos shown, each once, sorted."""
    return tuple(sorted({figure.src for figure in figures if not figure.remote}))


def inside(address: str, article_path: str) -> str | None:
    """Return the path under content/ of `address` beside an article, or None when it leaves it."""
    if not address or _SCHEME.match(address) or "\\" in address or not address.isprintable():
        return None
    if address.startswith("//"):
        return None
    folder = "" if address.startswith("/") else posixpath.dirname(article_path)
    path = posixpath.normpath(posixpath.join(folder, address.lstrip("/")))
    if path.startswith("../") or path in {"..", ".", ""}:
        return None
    return path
