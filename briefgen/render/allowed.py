"""HTML of any origin in, HTML out that holds nothing but what is allowed here."""

from __future__ import annotations

import nh3

__all__ = ["ATTRIBUTES", "CLASSES", "ID_PREFIX", "TAGS", "sanitised"]

_TAGS = """
    a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em
    figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp
    section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr
"""
TAGS = frozenset(_TAGS.split())

ATTRIBUTES: dict[str, set[str]] = {
    "*": {"dir", "id", "lang", "title"},
    "a": {"href", "hreflang"},
    "blockquote": {"cite"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "img": {"alt", "height", "src", "width"},
    "ins": {"cite", "datetime"},
    "ol": {"reversed", "start"},
    "q": {"cite"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"abbr", "colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
}

CLASSES: dict[str, set[str]] = {
    "a": {"footnote-backref", "footnote-ref"},
    "div": {"footnote"},
    "span": {"credit"},
    "td": {"center", "left", "right"},
    "th": {"center", "left", "right"},
}

# An article's ids must not take the place of the theme's own.
ID_PREFIX = "at-"

_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    allowed_classes=CLASSES,
    url_schemes={"http", "https", "mailto"},
    id_prefix=ID_PREFIX,
    link_rel=None,
    set_tag_attribute_values={"img": {"loading": "lazy"}},
)


def sanitised(html: str) -> str:
    """Return `html` less every tag, attribute and address that is not allowed."""
    return _CLEANER.clean(html)
