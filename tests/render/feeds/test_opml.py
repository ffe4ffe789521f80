from __future__ import annotations

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
