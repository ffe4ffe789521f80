"""A feed in, its Atom 1.0 bytes out, the same on every day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from briefgen.render.addresses import abs_url, uri
from briefgen.render.entries import tag_uri
from briefgen.render.feeds.adapter import generator, item_link
from briefgen.render.feeds.media import add_photos
from briefgen.render.feeds.moments import UNDATED, changed, rfc3339
from briefgen.render.feeds.xml import legal

if TYPE_CHECKING:
    from lxml.etree import _Element

    from briefgen.model.entry import Entry, SourceFeed
    from briefgen.model.page import Feed, FeedItem

__all__ = ["atom"]

_HTML = {"type": "text/html"}
_IDENTIFIER = re.compile(r"[a-z][a-z0-9+.-]*:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]+", re.IGNORECASE)
_LINKS = ("link", "{http://www.w3.org/2005/Atom}link")


def atom(feed: Feed, *, link: str = "own") -> bytes:
    """Return `feed` as Atom; `link` says whose address an entry opens, "own" or "source"."""
    made = generator(feed, _Finish(feed, link), link=link)
    return bytes(made.atom_str(pretty=True))


class _Finish:
    """What feedgen leaves out of Atom or gets wrong."""

    def __init__(self, feed: Feed, link: str) -> None:
        self.link = link
        moments = changed(feed.items)
        self.changed = {item.entry.guid: m for item, m in zip(feed.items, moments, strict=True)}
        self.updated = max(moments, default=UNDATED)

    def feed(self, root: _Element, feed: Feed) -> None:
        _set(root, "updated", rfc3339(self.updated))
        _drop_links(root)
        home = abs_url(feed.home, feed.site.url)
        _link(root, "alternate", home, **_HTML, hreflang=feed.site.language)
        _link(root, "self", abs_url(feed.path, feed.site.url), type="application/atom+xml")
        if feed.hub:
            _link(root, "hub", feed.hub)
        _person(root, "author", _curator(feed))

    def item(self, element: _Element, feed: Feed, item: FeedItem) -> None:
        entry = item.entry
        if not _IDENTIFIER.fullmatch(entry.guid):
            _set(element, "id", tag_uri(feed.site.url, None, entry.guid))
        _set(element, "updated", rfc3339(self.changed[entry.guid]))
        _drop_links(element)
        _links(element, feed, item, self.link)
        _people(element, entry, feed)
        if entry.published:
            _add(element, "published", rfc3339(entry.published))
        # Atom asks for words; an article may have none but its title.
        if legal(entry.summary) or not item.html:
            words = legal(entry.summary) or legal(entry.title) or entry.slug
            _add(element, "summary", words, type="text")
        if item.html:
            _add(element, "content", item.html, type="html")
        if entry.source_feed:
            _source(element, entry, entry.source_feed)
        add_photos(element, entry.photos, feed.site.url)


def _people(element: _Element, entry: Entry, feed: Feed) -> None:
    """Name who wrote a text; one from elsewhere is its source's, and the curator chose it."""
    named = [name for name in entry.authors if legal(name)]
    if not named and entry.source and legal(entry.source):
        named = [entry.source]
    for name in named:
        _person(element, "author", name)
    if named and entry.source_url:
        _person(element, "contributor", _curator(feed))


def _curator(feed: Feed) -> str:
    return feed.site.author or feed.site.title


def _source(element: _Element, entry: Entry, feed: SourceFeed) -> None:
    """Add the source's feed; Atom wants a moment of it, and that of its article is one.

    Its identifier is not known, so its address stands for it, as for a feed that has none.
    """
    moment = entry.updated or entry.published
    if moment is None:
        return
    source = etree.SubElement(element, "source")
    _add(source, "id", uri(feed.url))
    _add(source, "title", feed.title)
    _add(source, "updated", rfc3339(moment))
    _link(source, "self", feed.url)


def _links(element: _Element, feed: Feed, item: FeedItem, link: str) -> None:
    entry = item.entry
    opened = item_link(item, feed, link)
    own = abs_url(entry.permalink, feed.site.url)
    kind = _HTML if opened == own else {}
    _link(element, "alternate", opened, **kind, hreflang=entry.language)
    if opened != own:
        _link(element, "related", own, **_HTML, hreflang=entry.language)
    if entry.source_url:
        _link(element, "via", entry.source_url, title=entry.source or "", hreflang=entry.language)
    for one in entry.also:
        if one.source_url:
            _link(element, "related", one.source_url, title=one.source or one.title or "")


def _drop_links(element: _Element) -> None:
    """Take out feedgen's links, which it writes without rel, type and title."""
    for wrong in [child for child in element if child.tag in _LINKS]:
        element.remove(wrong)


def _link(element: _Element, rel: str, href: str, **attributes: str) -> None:
    told = {name: value for name, value in _legal(attributes).items() if value}
    etree.SubElement(element, "link", {"rel": rel, "href": uri(legal(href)), **told})


def _person(element: _Element, role: str, name: str) -> None:
    _add(etree.SubElement(element, role), "name", name)


def _set(element: _Element, name: str, text: str) -> None:
    """Put another text into a child that feedgen made."""
    next(child for child in element if etree.QName(child).localname == name).text = text


def _add(parent: _Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, name, _legal(attributes)).text = legal(text)


def _legal(attributes: dict[str, str]) -> dict[str, str]:
    return {name: legal(value) for name, value in attributes.items()}
