"""An element and what it stands in, read from tags, roles and class names, as one frozen value."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from briefgen.clean.class_words import telling
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["BLOCK_TAGS", "Box", "root_box", "within", "words"]

BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)

# What a class name says of a box; the order is that of the bits.
_SIGNS = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r"(?<![a-z])(?:article|story|post|entry|news)[-_ ]?(?:body|content|text|copy|detail)"
            r"|articlebody"
            r"|body[-_]?(?:copy|text)|rich[-_]?text|(?<![a-z])prose(?![a-z])|texto?[-_]"
            r"|[-_]text(?![a-z])"
        ),
        r"(?<![a-z])(?:content|article|story|post|entry|hentry|blog)(?![a-z])|wysiwyg|main",
        r"comment|disqus|(?<![a-z])respond(?![a-z])|responses|discussion|kommentar",
        (
            r"relat(?!ive)|recommend|read[-_ ]?(?:more|also|next)"
            r"|more[-_ ]?(?:from|on|stories|news)|also[-_]|you[-_ ]?may"
            r"|suggest|teaser|trending|popular|most[-_ ]|latest|outbrain|taboola|similar"
            r"|see[-_ ]?also|next[-_ ]"
            r"|prev(?:ious)?[-_ ]|recirc|onward|mehr[-_ ]zum|up[-_]?next|list[-_ ]?item"
            r"|card(?![a-z])|headlines"
        ),
        r"(?<![a-z])(?:share|sharing|social|follow|addthis|sns|whatsapp|facebook|twitter(?!-tweet))",
        (
            r"newsletter|subscri|sign[-_ ]?up|signin|login|register|regwall|paywall|piano|promo"
            r"|(?<![a-z])cta(?![a-z])"
            r"|(?<![a-z])offer|donat|support[-_]|marketing|campaign|banner|sponsor|advert"
            r"|(?<![a-z0-9])ads?(?![a-z0-9])|(?<![a-z])ad[-_]|affiliate|partner|commerce"
        ),
        (
            r"(?<![a-z])nav|menu|breadcrumb|crumb|sidebar|(?<![a-z])side[-_]|(?<![a-z])aside|widget|footer"
            r"|header(?![a-z])"
            r"|masthead|pagination|pager|toolbar|tool|skip|(?<![a-z])bar(?![a-z])|rail(?![a-z])"
            r"|toc(?![a-z])|table-of-contents"
        ),
        (
            r"author|byline|by-line|dateline|timestamp|(?<![a-z])date(?![a-z])|publish"
            r"|(?<![a-z])meta|posted|bio(?![a-z])"
            r"|contributor|writer|reading-?time|read-?time"
        ),
        r"(?<![a-z])tags?(?![a-z])|categor|topic|keyword|label|kicker|eyebrow|(?<![a-z])cat-|rubri",
        (
            r"caption|credit|(?<![a-z])image|(?<![a-z])img|photo|picture|gallery|(?<![a-z])media"
            r"|slide|carousel|video|player"
            r"|legend|foto|bild|figure|lightbox"
        ),
        r"cookie|consent|gdpr|privacy|legal|disclaimer|copyright|terms|notice",
        (
            r"standfirst|subhead|subtitle|sub-title|(?<![a-z])dek(?![a-z])|deck"
            r"|(?<![a-z])lead(?![a-z])|lede|intro|summary"
            r"|excerpt|abstract|teaser|strapline|headline|title|description|chapeau|sapo|vorspann"
            r"|ingress"
        ),
        (
            r"hidden|visually|screen[-_]?reader|sr-only|modal|popup|overlay|tooltip|dialog"
            r"|print-only|offscreen"
        ),
        r"pull[-_]?quote|blockquote|quote|zitat",
        (
            r"key[-_]?points|highlights|bullet|takeaway|tl;?dr|factbox|fact-box|infobox|info-?box"
            r"|inset|sidebar"
        ),
        (
            r"(?<![a-z])rating|vote|poll|quiz|(?<![a-z])form(?![a-z])|(?<![a-z])search|survey"
            r"|feedback|helpful|product|(?<![a-z])shop(?![a-z])|price|(?<![a-z])buy"
        ),
    )
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAMING = ("class", "id", "role", "itemprop", "data-component", "data-testid", "data-type")


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """A block element within its parents; `signs` has a bit for each thing its names say.

    `reach` are the signs of the box and of all that it stands in, below the page's body.
    """

    element: HtmlElement
    tag: str
    parent: Box | None
    depth: int
    signs: int
    reach: int
    tags: frozenset[str]
    hidden: bool

    def enter(self, element: HtmlElement, tag: str) -> Box:
        """Return the box of a child element."""
        signs = _signs(words(element))
        # A body or a page-wide wrapper is called all sorts of things that its parts are not.
        outer = self.depth < 2  # noqa: PLR2004
        return Box(
            element,
            tag,
            self,
            self.depth + 1,
            signs,
            self.reach if outer else self.reach | signs,
            self.tags if tag in self.tags else self.tags | {tag},
            self.hidden or _hides(element),
        )

    def up(self) -> Iterator[Box]:
        """Yield the box and all it stands in, inside out."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent

    def nearest(self, tags: frozenset[str]) -> Box | None:
        """Return the innermost box of one of `tags`, itself included."""
        if not self.tags & tags:
            return None
        return next((box for box in self.up() if box.tag in tags), None)

    def outermost(self, tags: frozenset[str]) -> Box | None:
        """Return the outermost box of one of `tags`, itself included."""
        found = None
        for box in self.up():
            if box.tag in tags:
                found = box
        return found


def root_box(element: HtmlElement) -> Box:
    """Return the box of the page's body."""
    return Box(element, "body", None, 0, 0, 0, frozenset(("body",)), hidden=False)


def words(element: HtmlElement) -> str:
    """Return what an element's class, id, role and the like say that it is, in small letters."""
    attributes = element.attrib
    if not attributes:
        return ""
    said = " ".join(attributes[name] for name in _NAMING if name in attributes)
    return telling(said.lower())


def within(element: HtmlElement, ancestor: HtmlElement) -> bool:
    """Tell whether an element is an ancestor's own or stands in it."""
    return element is ancestor or any(above is ancestor for above in element.iterancestors())


@lru_cache(maxsize=8192)
def _signs(said: str) -> int:
    if not said:
        return 0
    return sum(1 << at for at, sign in enumerate(_SIGNS) if sign.search(said))


def _hides(element: HtmlElement) -> bool:
    attributes = element.attrib
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style and _HIDING.search(style))
