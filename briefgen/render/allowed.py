"""HTML of any origin in, HTML out that holds nothing but what is allowed here."""

from __future__ import annotations

import re
from html import escape

import nh3

__all__ = [
    "ATTRIBUTES",
    "CLASSES",
    "HTML_TAGS",
    "ID_PREFIX",
    "SCHEMES",
    "TAGS",
    "balanced",
    "fit_for_feeds",
    "is_kept",
    "sanitised",
    "settled",
    "unclosed_escaped",
]

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

SCHEMES = frozenset({"http", "https", "mailto"})

# An article's ids must not take the place of the theme's own.
ID_PREFIX = "at-"

_MOST_READINGS = 6

_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    allowed_classes=CLASSES,
    url_schemes=set(SCHEMES),
    id_prefix=ID_PREFIX,
    link_rel=None,
    set_tag_attribute_values={"img": {"loading": "lazy"}},
)
# The same once more, less what the first reading added.
_AGAIN = nh3.Cleaner(
    tags=set(TAGS),
    attributes={**ATTRIBUTES, "img": {*ATTRIBUTES["img"], "loading"}},
    allowed_classes=CLASSES,
    url_schemes=set(SCHEMES),
    link_rel=None,
)
# Feed readers know no policy of ours, and warn of what they don't expect: `loading`, `bdo`.
_FOR_FEEDS = nh3.Cleaner(
    tags=TAGS - {"bdo"},
    attributes=ATTRIBUTES,
    allowed_classes=CLASSES,
    url_schemes=set(SCHEMES),
    link_rel=None,
)
# What a curator's own HTML may hold besides. Scripts and frames are here for themes whose policy
# opens them; that of the shipped ones does not.
_TRUSTED_TAGS = """
    address area article aside audio button canvas center data datalist dialog fieldset font footer
    form header hgroup iframe input label legend link main map menu meter nav optgroup option output
    picture progress s script search select source strike style template textarea track tt video
"""
_TRUSTED_ATTRIBUTES = """
    accept action align allow allowfullscreen alt async autocomplete autoplay bgcolor border charset
    checked cite class cols color colspan content controls coords crossorigin data datetime decoding
    default defer dir disabled download enctype for form frameborder headers height hidden href
    hreflang integrity kind label lang list loading loop max maxlength media method min multiple
    muted name novalidate open pattern placeholder playsinline poster preload readonly
    referrerpolicy rel required role rows rowspan sandbox scope scrolling selected shape size sizes
    span src srcdoc srclang srcset start step style tabindex target title translate type usemap
    valign value width wrap id
"""
_RAW_TEXT = "style|script|template|title|textarea|noscript|noembed|noframes|iframe|xmp|plaintext"
_OTHER_TAGS = """
    acronym applet base basefont bgsound big blink body dir embed frame frameset head html image
    isindex keygen listing marquee math menuitem meta nobr object param path rb rtc slot spacer svg
"""
HTML_TAGS = TAGS.union(_TRUSTED_TAGS.split(), _RAW_TEXT.split("|"), _OTHER_TAGS.split())
"""The names of HTML's elements, allowed or not: a tag of another name may be a word in brackets."""
# Up to the end tag of these, or to the end of the text, all is their content, tags as well (HTML
# Living Standard, 13.2.6.2 and 13.2.6.4.22).
_RAW_START = re.compile(rf"<(?=({_RAW_TEXT})[\s/>])", re.IGNORECASE)
_NEVER = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_BALANCER = nh3.Cleaner(
    tags=TAGS | set(_TRUSTED_TAGS.split()),
    clean_content_tags=set(),
    attributes={"*": set(_TRUSTED_ATTRIBUTES.split())},
    generic_attribute_prefixes={"aria-", "data-", "on"},
    url_schemes=set(SCHEMES),
    id_prefix=ID_PREFIX,
    link_rel=None,
)


def unclosed_escaped(html: str) -> tuple[str, tuple[str, ...]]:
    """Escape each start tag that would take all text after it for its content.

    Return the HTML, and the names of these tags.
    """
    names: list[str] = []

    def escaped(start: re.Match[str]) -> str:
        name = start[1].lower()
        if name != "plaintext" and start.start() < lower.rfind(f"</{name}"):
            return "<"
        names.append(name)
        return "&lt;"

    lower = html.lower()
    return _RAW_START.sub(escaped, html), tuple(names)


def balanced(html: str) -> str:
    """Return trusted HTML with each tag closed, so that it ends where its article ends."""
    return _BALANCER.clean(html)


def fit_for_feeds(html: str) -> str:
    """Return `html`, of the curator's own too, less all that a feed reader would not show."""
    return _FOR_FEEDS.clean(html)


def sanitised(html: str) -> str:
    """Return `html` less every tag, attribute and address that is not allowed.

    Characters that no HTML may hold, written as `&#1;`, go as well (HTML Living Standard, 13.2.2,
    control-character-in-input-stream and noncharacter-in-input-stream).
    """
    return _NEVER.sub("", _CLEANER.clean(html))


def settled(html: str) -> str:
    """Return sanitised HTML in the form that reads as itself; ValueError where there is none.

    Some nestings, such as a heading in a link in a heading, change each time they are written and
    read: what a browser made of them would be something that no sanitiser has seen.
    """
    for _ in range(_MOST_READINGS):
        again = _AGAIN.clean(html)
        if again == html:
            return html
        html = again
    raise ValueError("tags are nested in a way that never reads as it was written")


def is_kept(address: str) -> bool:
    """Tell whether a link's address passes."""
    return " href=" in sanitised(f'<a href="{escape(address)}">-</a>')
