"""Every feed of the sample, and of articles that are hard on feeds, by the validator's rules."""

from __future__ import annotations

import copy
import datetime as dt
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import feed_rules
import pytest
from conftest import write_files
from lxml import etree

from briefgen.build import Order, build_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from feed_rules import Told, ToldJson

ROOT = Path(__file__).resolve().parent.parent
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
SAMPLE = "https://briefs.example/repo/"
NAMES = {"feed.xml": "rss", "atom.xml": "atom", "feed.json": "json"}
KINDS = {"rss": feed_rules.RSS, "atom": feed_rules.ATOM_RULES, "json": feed_rules.JSON}

# What has spoilt a feed of ours, or of others: each line is there for one of the rules.
HARD_ADDRESS = "https://xn--bro-hoa.example/r%C3%A9po/"
HARD = """
-- briefgen.yml --
title: 簡報 & "Büro" <Desk>
url: HTTPS://Büro.example:443/répo/
timezone: Asia/Kathmandu
language: zh-Hant
publish: {hub: "https://hub.example/"}
sources:
  - name: Näher & Co
    hosts: [näher.example]
    feed: https://näher.example/früh.xml
  - name: Hill Wire
    hosts: [hillwire.example]
    policy: excerpt
    max_words: 5
  - {name: Bay Wire, policy: link}
-- content/cjk.md --
---
title: 無人駅に本棚 <b> AT&T < "R&D"
date: 2026-01-02
updated: 2026-01-03
topic: 鐵道 & 港
language: ja
source: Näher & Co
source_url: https://näher.example/記事?頁=1
author: [佐藤 花, "B & C"]
tags: [駅]
photos:
  - src: https://p.example/写真.jpg
    alt: 駅
    caption: 駅の <本棚> & 猫
    credit: 佐藤 花/North Wire via Globe Pictures
  - src: https://p.example/b.png?x=<1>
    caption: Two
    credit: Ada Holm, CC BY-SA 4.0, via Open Pictures
  - caption: Not at hand
    credit: Jo Lens/Hill Wire
also:
  - {source: Øst, source_url: "https://øst.example/å"}
---
本文[脚注](#notes)と[他](arabic.md#x)。[^1]

[^1]: 註。
-- content/arabic.md --
---
title: ميناء الصغير يفتح رصيفه
date: 2026-01-02
topic: ميناء
language: ar
source: صحيفة الميناء
source_url: https://hillwire.example/x
author: سلمى الراوي
---
نص عن الميناء. <bdo dir="ltr">abc</bdo> وهنا كلمات أكثر من الحد المسموح به في المقتطف.
-- content/undated.md --
---
title: No date, no author
topic: Ports
---
Text with a picture: ![a ship](https://p.example/ship.jpg "A ship"){ credit="Jo Lens" }

And one on its own line:

![a ship](https://p.example/ship.jpg "A ship"){ credit="Jo Lens" }

| a | b |
|---|--:|
| 1 | 2 |
-- content/also-undated.md --
---
title: No date either
id: "123"
---
Text.
-- content/excerpt.md --
---
title: An excerpt
date: 2026-01-02
topic: Ports
source: Hill Wire
source_url: https://hillwire.example/y
---
One two three four five six seven eight nine ten.
-- content/nothing.md --
---
title: Nothing but a title
date: 2026-01-02
source: Bay Wire
---
A text that may not be shown.
-- content/note.md --
---
title: A note and no text
date: 2026-01-02
topic: Ports
source: Bay Wire
source_url: https://bay.example/z
note: Mind <this> & that.
---
A text that may not be shown.
-- content/trusted.md --
---
title: HTML of our own
date: 2026-01-02
topic: Ports
unsafe_html: true
---
<iframe src="https://x.example/"></iframe><script>alert(1)</script><style>p {color: red}</style>

<p style="position: fixed" onclick="x()" class="big">Words <a href="excerpt/">there</a></p>

<form action="/x"><input name="q"></form><video src="v.mp4" controls></video>
-- content/odd.md --
---
title: "Odd \\uFFFD characters"
date: 2026-01-01 10:00:00 +05:45
topic: Ports
author: ["\\uFFFD"]
---
Text.
-- content/briefings/2026-01-03.md --
---
title: 本週 & more
date: 2026-01-03
articles: [cjk, nothing]
---
An intro with a [link within](#below).
"""


@pytest.fixture(scope="module")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Told | ToldJson]]:
    """All feeds of three sites by their kind: the sample, the hard one, and that with other links."""
    sample = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "content", sample / "content")
    shutil.copy(ROOT / "briefgen.yml", sample)
    sites = [(sample, SAMPLE, SAMPLE)]
    for more in ("", "feeds: {link: source, content: excerpt}\n"):
        root = tmp_path_factory.mktemp("hard")
        write_files(root, HARD)
        (root / "briefgen.yml").write_text((root / "briefgen.yml").read_text("utf-8") + more)
        sites.append((root, None, HARD_ADDRESS))
    found: dict[str, list[Told | ToldJson]] = {"rss": [], "atom": [], "json": []}
    for root, base, address in sites:
        built = build_site(Order(root=root, now=NOW, base_url=base))
        assert not built.errors
        for path in sorted((root / "site").rglob("*")):
            if path.name in NAMES:
                at = address + quote(path.relative_to(root / "site").as_posix())
                found[NAMES[path.name]].append(feed_rules.read(path.read_bytes(), at, NOW))
    return found


@pytest.mark.parametrize(
    ("kind", "rule"), [(kind, rule) for kind, rules in KINDS.items() for rule in rules]
)
def test_no_feed_breaks_a_rule(
    feeds: dict[str, list[Told | ToldJson]], kind: str, rule: str
) -> None:
    """No feed of any of the sites, each looked at whole."""
    told = feeds[kind]
    assert len(told) > 15
    assert sum(len(feed.items) for feed in told) > 100
    assert {feed.address: found for feed in told if (found := [*KINDS[kind][rule](feed)])} == {}


# How each rule is broken: given a feed's root, its first item, and a way to add an element to one.
def _add(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> None:
    etree.SubElement(parent, tag, attributes).text = text


def _text(parent: etree._Element, tag: str, text: str) -> None:
    parent.find(tag).text = text


def _drop(parent: etree._Element, tag: str) -> None:
    parent.remove(parent.find(tag))


def _copied(parent: etree._Element, tag: str) -> None:
    parent.append(copy.deepcopy(parent.find(tag)))


def _own(told: Told) -> etree._Element:
    return next(link for link in told.links if link.get("rel") == "self")


def _no_own(told: Told) -> None:
    _own(told).getparent().remove(_own(told))


def _no_content(told: Told) -> None:
    for tag in ("content", "summary", "link"):
        for child in told.items[0].findall(ATOM + tag):
            told.items[0].remove(child)


def _prefixed(told: Told) -> None:
    etree.SubElement(told.root, f"{ATOM}rights", nsmap={"atom": ATOM[1:-1]})


def _all_alike(told: Told) -> None:
    for entry in told.items:
        _text(entry, f"{ATOM}id", "tag:x.example,2026:a")


ATOM = feed_rules.ATOM
MEDIA = feed_rules.MEDIA
SHARED: dict[str, Callable[[Told], object]] = {
    "BadCharacters": lambda t: _add(t.items[0], f"{MEDIA}credit", "Caf\x82"),
    "DuplicateElement": lambda t: _copied(t.items[0], f"{ATOM}title" if t.atom else "title"),
    "InvalidCreditRole": lambda t: _add(t.items[0], f"{MEDIA}credit", "A", role="Photographer"),
    "InvalidFullLink": lambda t: _add(t.items[0], f"{MEDIA}content", url="https://a.example/ä"),
    "MediaGroupWithoutAlternatives": lambda t: _add(t.items[0], f"{MEDIA}group"),
    "MissingElement": lambda t: _drop(t.head, f"{ATOM}title" if t.atom else "title"),
    "NotBlank": lambda t: _text(t.items[0], f"{ATOM}title" if t.atom else "title", " "),
    "RelativeSelf": lambda t: _own(t).set("href", "feed.xml"),
    "SelfDoesntMatchLocation": lambda t: _own(t).set("href", "https://other.example/"),
    "UndefinedElement": lambda t: _add(t.root.find(f".//{MEDIA}content"), f"{MEDIA}headline", "x"),
    "UnregisteredAtomLinkRel": lambda t: _own(t).set("rel", "myself"),
}
HTML = {
    "ContainsRelRef": '<p><a href="#notes">1</a></p>',
    "SecurityRisk": "<p>a</p><script>b()</script>",
    "SecurityRiskAttr": '<p onclick="b()">a</p>',
}
BROKEN: dict[str, dict[str, Callable[[Told], object]]] = {
    "rss": {
        **SHARED,
        **{name: lambda t, h=h: _text(t.items[0], "description", h) for name, h in HTML.items()},
        "ContainsHTML": lambda t: _text(t.items[0], "title", "One <b>two</b>"),
        "DuplicateEnclosure": lambda t: [
            _add(
                t.items[0], "enclosure", url=f"https://a.example/{n}", length="1", type="image/png"
            )
            for n in (1, 2)
        ],
        "DuplicateItemSemantics": lambda t: _add(t.items[0], f"{feed_rules.DC}date", "2026-01-02"),
        "DuplicateValue": lambda t: _text(t.items[0], "guid", t.items[1].findtext("guid")),
        "ImageLinkDoesntMatch": lambda t: _image(t, "link"),
        "ImageTitleDoesntMatch": lambda t: _image(t, "title"),
        "ImplausibleDate": lambda t: _text(
            t.items[0], "pubDate", "Thu, 01 Jan 1970 00:00:00 +0000"
        ),
        "InvalidContact": lambda t: _add(t.head, "managingEditor", "The Desk"),
        "InvalidHttpGUID": lambda t: t.items[0].find("guid").set("isPermaLink", "true"),
        "InvalidRFC2822Date": lambda t: _text(
            t.items[0], "pubDate", "Mon, 02 Jan 2026 00:00:00 +0545"
        ),
        "MissingAtomSelfLink": _no_own,
        "MissingGuid": lambda t: _drop(t.items[0], "guid"),
        "NeedDescriptionBeforeContent": lambda t: _drop(t.items[0], "description"),
    },
    "atom": {
        **SHARED,
        **{name: lambda t, h=h: _text(t.items[0], f"{ATOM}content", h) for name, h in HTML.items()},
        "AvoidNamespacePrefix": _prefixed,
        "ContainsUndeclaredHTML": lambda t: _text(t.items[0], f"{ATOM}summary", "Fish &amp; chips"),
        "DuplicateAtomLink": lambda t: _copied(t.items[0], f"{ATOM}link"),
        "DuplicateEntries": lambda t: _text(
            t.items[0], f"{ATOM}id", t.items[1].findtext(f"{ATOM}id")
        ),
        "DuplicateIds": _all_alike,
        "DuplicateUpdated": lambda t: _text(
            t.items[0], f"{ATOM}updated", t.items[1].findtext(f"{ATOM}updated")
        ),
        "ImplausibleDate": lambda t: _text(t.items[0], f"{ATOM}updated", "2027-01-01T00:00:00Z"),
        "InvalidRFC3339Date": lambda t: _text(t.items[0], f"{ATOM}updated", "2026-01-02T00:00:00"),
        "MissingContentOrAlternate": _no_content,
        "MissingSelf": _no_own,
        "MissingSourceElement": lambda t: _add(t.items[0], f"{ATOM}source"),
        "MissingSummary": lambda t: [
            _drop(t.items[0], f"{ATOM}summary"),
            t.items[0].find(f"{ATOM}content").set("src", "https://a.example/x.pdf"),
        ],
        "MissingTextualContent": _no_content,
        "NonCanonicalURI": lambda t: _text(t.head, f"{ATOM}id", "https://A.example:443/%7eb"),
    },
}


def _image(told: Told, differs: str) -> None:
    image = etree.SubElement(told.head, "image")
    for name in ("title", "link"):
        _add(image, name, "other" if name == differs else told.head.findtext(name))


JSON_BROKEN: dict[str, Callable[[dict[str, object]], object]] = {
    "addresses": lambda d: d["items"][0].update(external_url="/x"),
    "attachments": lambda d: d["items"][0].update(attachments=[{"url": "https://a.example/b"}]),
    "attributes": lambda d: d["items"][0].update(content_html=HTML["SecurityRiskAttr"]),
    "authors": lambda d: d["items"][0].update(authors=[{"name": ""}]),
    "content": lambda d: d["items"][0].pop("content_html"),
    "dates": lambda d: d["items"][0].update(date_published="2026-01-02"),
    "elements": lambda d: d["items"][0].update(content_html=HTML["SecurityRisk"]),
    "empty": lambda d: d["items"][0].update(tags=[]),
    "ids": lambda d: d["items"][0].update(id=d["items"][1]["id"]),
    "missing": lambda d: d.pop("title"),
    "relative": lambda d: d["items"][0].update(content_html=HTML["ContainsRelRef"]),
    "self": lambda d: d.update(feed_url="https://other.example/feed.json"),
    "version": lambda d: d.update(version="https://jsonfeed.org/version/1"),
}


@pytest.mark.parametrize(
    ("kind", "rule"), [(kind, rule) for kind in ("rss", "atom") for rule in KINDS[kind]]
)
def test_each_rule_finds_what_breaks_it(
    feeds: dict[str, list[Told | ToldJson]], kind: str, rule: str
) -> None:
    """The feed of the sample, good as it is, less or more one thing."""
    good = next(feed for feed in feeds[kind] if feed.address == SAMPLE + feed.address[-8:])
    bad = feed_rules.Told(copy.deepcopy(good.root), good.address, good.now)
    BROKEN[kind][rule](bad)
    assert list(KINDS[kind][rule](bad))


@pytest.mark.parametrize("rule", feed_rules.JSON)
def test_each_rule_of_json_feed_finds_what_breaks_it(
    feeds: dict[str, list[Told | ToldJson]], rule: str
) -> None:
    """The same for the third format."""
    good = next(feed for feed in feeds["json"] if feed.address == f"{SAMPLE}feed.json")
    data = copy.deepcopy(good.data)
    JSON_BROKEN[rule](data)
    assert list(feed_rules.JSON[rule](feed_rules.ToldJson(data, good.address, good.now)))


def test_each_rule_is_broken_once() -> None:
    """No rule is without a feed that breaks it."""
    assert {kind: set(broken) for kind, broken in BROKEN.items()} == {
        kind: set(KINDS[kind]) for kind in ("rss", "atom")
    }
    assert set(JSON_BROKEN) == set(feed_rules.JSON)
