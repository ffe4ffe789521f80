"""A feed in, its Atom 1.0 bytes out, the same on every day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from lxml import etree

from briefgen.render.addresses import abs_url
from briefgen.render.feeds.adapter import generator, item_link
from briefgen.render.feeds.media import add_credit, add_photo
from briefgen.render.feeds.xml import legal

if TYPE_CHECKING:
    from lxml.etree import _Element

    from briefgen.model.entry import Entry, SourceFeed
    from briefgen.model.page import Feed, FeedItem

__all__ = ["atom"]

# Atom asks for a moment where an article has none; this one is plainly not a date of anything.
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_LINKS = ("link", "{http://www.w3.org/2005/Atom}link")


def atom(feed: Feed, *, link: str = "own") -> bytes:
    """Return `feed` as Atom; `link` says whose address an entry opens, "own" or "source"."""
    made = generator(feed, _Finish(link), _EPOCH, link=link)
    return bytes(made.atom_str(pretty=True))


class _Finish:
    """What feedgen leaves out of Atom or gets wrong."""

    def __init__(self, link: str) -> None:
        self.link = link

    def feed(self, root: _Element, feed: Feed) -> None:
        own = {"rel": "self", "type": "application/atom+xml"}
        etree.SubElement(root, "link", {"href": abs_url(feed.path, feed.site.url), **own})
        if feed.hub:
            etree.SubElement(root, "link", {"href": feed.hub, "rel": "hub"})
        author = etree.SubElement(root, "author")
        _add(author, "name", feed.site.author or feed.site.title)

    def item(self, element: _Element, feed: Feed, item: FeedItem) -> None:
        entry = item.entry
        # feedgen writes its links without rel, type and title.
        for wrong in [child for child in element if child.tag in _LINKS]:
            element.remove(wrong)
        _links(element, feed, item, self.link)
        for author in entry.authors:
            _add(etree.SubElement(element, "author"), "name", author)
        if entry.published:
            _add(element, "published", entry.published.isoformat())
        if entry.summary:
            _add(element, "summary", entry.summary, type="text")
        if item.html:
            _add(element, "content", item.html, type="html")
        if entry.source_feed:
            _source(element, entry, entry.source_feed)
        for place, figure in enumerate(entry.photos):
            add_photo(element, figure, feed.site.url, default=place == 0)
        for figure in entry.absent[:1]:
            add_credit(element, figure)


def _source(element: _Element, entry: Entry, feed: SourceFeed) -> None:
    """Add the source's feed; Atom wants a moment of it, and that of its article is one.

    Its identifier is not known, so its address stands for it, as for a feed that has none.
    """
    moment = entry.updated or entry.published
    if moment is None:
        return
    source = etree.SubElement(element, "source")
    _add(source, "id", feed.url)
    _add(source, "title", feed.title)
    _add(source, "updated", moment.isoformat())
    _link(source, "self", feed.url)


def _links(element: _Element, feed: Feed, item: FeedItem, link: str) -> None:
    opened = item_link(item, feed, link)
    own = abs_url(item.entry.permalink, feed.site.url)
    _link(element, "alternate", opened, hreflang=item.entry.language)
    if opened != own:
        _link(element, "related", own)
    if item.entry.source_url:
        title = {"title": item.entry.source} if item.entry.source else {}
        _link(element, "via", item.entry.source_url, **title)
    for one in item.entry.also:
        if one.source_url:
            name = one.source or one.title
            _link(element, "related", one.source_url, **({"title": name} if name else {}))


def _link(element: _Element, rel: str, href: str, **attributes: str) -> None:
    etree.SubElement(element, "link", {"rel": rel, "href": legal(href), **_legal(attributes)})


def _add(parent: _Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, name, _legal(attributes)).text = legal(text)


def _legal(attributes: dict[str, str]) -> dict[str, str]:
    return {name: legal(value) for name, value in attributes.items()}
