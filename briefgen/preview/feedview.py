"""A feed's bytes → what a reader makes of it: title, entries, their content."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

from briefgen.values import dataclass

__all__ = ["Feed", "FeedEntry", "read_feed"]

_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_LARGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry as a reader lists it; `content` is HTML, not to be trusted."""

    title: str
    link: str
    date: str
    content: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as a reader lists it."""

    kind: str
    title: str
    entries: tuple[FeedEntry, ...]


def read_feed(body: bytes) -> Feed | None:
    """Return the feed, None when `body` is not one."""
    if len(body) > _LARGEST:
        return None
    return _json_feed(body) if body.lstrip()[:1] == b"{" else _xml_feed(body)


def _json_feed(body: bytes) -> Feed | None:
    try:
        feed = json.loads(body)
    except ValueError:
        return None
    if not isinstance(feed, dict) or "jsonfeed.org" not in str(feed.get("version")):
        return None
    entries = tuple(
        FeedEntry(
            str(entry.get("title", "")),
            str(entry.get("url", "")),
            str(entry.get("date_published", "")),
            str(entry.get("content_html") or entry.get("content_text") or ""),
        )
        for entry in feed.get("items", [])
        if isinstance(entry, dict)
    )
    return Feed("JSON Feed", str(feed.get("title", "")), entries)


def _xml_feed(body: bytes) -> Feed | None:
    try:
        root = ET.fromstring(body)  # noqa: S314 — the build's own output
    except ET.ParseError:
        return None
    if root.tag == "rss":
        entries = tuple(_rss_entry(element) for element in root.iter("item"))
        return Feed("RSS", root.findtext("channel/title", ""), entries)
    if root.tag == f"{_ATOM}feed":
        entries = tuple(_atom_entry(element) for element in root.iter(f"{_ATOM}entry"))
        return Feed("Atom", root.findtext(f"{_ATOM}title", ""), entries)
    return None


def _rss_entry(element: ET.Element) -> FeedEntry:
    return FeedEntry(
        element.findtext("title", ""),
        element.findtext("link", ""),
        element.findtext("pubDate", ""),
        element.findtext(_CONTENT) or element.findtext("description") or "",
    )


def _atom_entry(element: ET.Element) -> FeedEntry:
    links = [
        link for link in element.iter(f"{_ATOM}link") if link.get("rel") in {None, "alternate"}
    ]
    return FeedEntry(
        element.findtext(f"{_ATOM}title", ""),
        links[0].get("href", "") if links else "",
        element.findtext(f"{_ATOM}updated", ""),
        element.findtext(f"{_ATOM}content") or element.findtext(f"{_ATOM}summary") or "",
    )
