from __future__ import annotations

import datetime as dt

from lxml import etree

from briefgen.model.entry import TopicRef
from briefgen.model.page import Site
from briefgen.render.feeds.opml import opml


def test_opml_lists_the_site_and_its_topics() -> None:
    """Each outline has what readers import: text, type, feed and page."""
    site = Site("Desk & co", "https://desk.example/repo/", "/repo/", author="Ada")
    root = etree.fromstring(opml(site, [TopicRef("rail", "Rail", "topics/rail/")]))
    assert root.findtext("head/ownerName") == "Ada"
    assert [dict(o.attrib) for o in root.findall("body/outline")] == [
        {
            "type": "rss",
            "text": title,
            "title": title,
            "xmlUrl": f"https://desk.example/repo/{home}feed.xml",
            "htmlUrl": f"https://desk.example/repo/{home}",
            "language": "en",
        }
        for title, home in (("Desk & co", ""), ("Rail – Desk & co", "topics/rail/"))
    ]


def test_opml_is_dated_by_what_its_feeds_hold() -> None:
    """Its moment is that of the newest change; without one it has none."""
    site = Site("Desk", "https://desk.example/", "/")
    moment = dt.datetime(2026, 1, 2, 12, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    dated = etree.fromstring(opml(site, (), changed=moment))
    assert dated.findtext("head/dateModified") == "Fri, 02 Jan 2026 12:00:00 +0100"
    assert etree.fromstring(opml(site, ())).find("head/dateModified") is None
