"""Pictures saved beside a page: named in its tree so that steps keep them, and so in the article.

A browser that saves a page writes its pictures into a folder and leads the page there. Joined to
the page's address these would be addresses that no site has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from briefgen.clean.pictures import IMAGE_TAGS, file_attributes
from briefgen.model.beside import name_beside
from briefgen.values import replace

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from briefgen.model.article import Photo
    from briefgen.model.document import Cleaned

__all__ = ["as_saved", "lead_beside"]

# No site can have this name (RFC 2606).
_HERE = "https://beside.invalid/"
_MARKED = re.compile(re.escape(_HERE) + r"[^\s<>]+")


def lead_beside(root: HtmlElement, saved: frozenset[str]) -> None:
    """Lead the pictures of a tree that were saved beside it there, and there alone."""
    for image in root.iter(*IMAGE_TAGS):
        name = name_beside(image.get("src") or "")
        if name not in saved:
            continue
        above = image.getparent()
        others = above.iter("source") if above is not None and above.tag == "picture" else ()
        for element in (image, *others):
            for attribute in file_attributes(element):
                element.attrib.pop(attribute, None)
        image.set("src", f"{_HERE}{quote(name)}")


def as_saved(cleaned: Cleaned) -> Cleaned:
    """Return a cleaned article whose pictures are led by their paths from the page's folder."""
    article = cleaned.article
    body = _MARKED.sub(lambda found: unquote(found[0].removeprefix(_HERE)), article.body)
    photos = tuple(map(_photo_as_saved, article.photos))
    return replace(cleaned, article=replace(article, body=body, photos=photos))


def _photo_as_saved(photo: Photo) -> Photo:
    src = photo.src or ""
    return replace(photo, src=unquote(src.removeprefix(_HERE))) if src.startswith(_HERE) else photo
