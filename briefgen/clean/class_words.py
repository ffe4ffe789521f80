"""What an element is called -> the words of it that say what it is, not how it is laid out.

Page builders write into class names how a box looks ("relative", "md:text-lg"), what it has
("has-sidebar") and what its article is filed under ("tag-comments"). Read as names, these lie.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["telling"]

_LAYOUT = re.compile(
    r"(?<!\S)(?:"
    # Utilities for some widths or states only, or with a value: "md:hidden", "mt-[9px]".
    r"\S*[:\[]\S*"
    r"|(?:u-|position-)?relative|\S*overflow\S*|\S*responsive\S*|\S*transform\S*"
    r"|text-(?:xs|sm|base|lg|\d*xl|left|center|right|justify|white|black|current|wrap"
    r"|[a-z]+-\d{2,3})"
    # What a box has or lacks is not what it is.
    r"|(?:has|no|non|with|without|and-w)[-_]\S+|\S*(?:with|without|no)-?_?sidebar\S*"
    r"|content-sidebar(?:-wrap)?|sidebar-(?:grid|layout|enabled|slug|inner|link)\S*"
    r"|theiastickysidebar|field--?label-hidden|label-hidden"
    r"|elementor-(?:widget|widget-container|widget-wrap|element\S*)|widget-(?:span|type-\S+)"
    r"|dialog-off-canvas-main-canvas|shopify-section\S*"
    # A whole heading turned into an anchor's name.
    r"|[a-z0-9]+(?:-[a-z0-9]+){6,}"
    r")(?!\S)"
)
_POST = re.compile(r"(?<!\S)(?:hentry|status-\w+|post-\d+)(?!\S)")
_FILED = re.compile(r"(?<!\S)(?:category|tag|author|format|type|status|tax)-\S+")


@lru_cache(maxsize=8192)
def telling(said: str) -> str:
    """Return the telling ones of an element's class words, in their order."""
    said = _LAYOUT.sub("", said)
    # WordPress names a post's own box by all that the post is filed under.
    return _FILED.sub("", said) if _POST.search(said) else said
