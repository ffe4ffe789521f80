"""What the W3C feed validator complains of, rule by rule: a feed in, what is wrong with it out.

A rule has the name of the validator's message (https://validator.w3.org/feed/docs/). JSON Feed is
none of the validator's formats: its rules are those of https://jsonfeed.org/version/1.1.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import lxml.html
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
CREATIVE_COMMONS = "{http://backend.userland.com/creativeCommonsRssModule}"
OLDEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)

_RELATIONS = """
    alternate current describedby edit enclosure first hub last license next next-archive payment
    prev-archive previous related replies search self service up via
"""
RELATIONS = frozenset(_RELATIONS.split())
# Of the list of the EBU, those that a picture can have.
ROLES = frozenset(
    {
        *("artist", "author", "camera operator", "correspondent", "distribution company"),
        *("editor", "graphic designer", "illustrator", "photographer", "producer"),
        *("publishing company", "reporter"),
    }
)
# Elements and attributes of a text that no reader need be afraid of.
_TEXT = """
    a abbr address article aside b bdi blockquote br caption cite code col colgroup dd del details
    dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main
    mark nav ol p pre q rp rt ruby s samp section small span strong sub summary sup table tbody
    td tfoot th thead time tr u ul var wbr
"""
TEXT = frozenset(_TEXT.split())
_MARKS = """
    abbr alt cite class colspan datetime dir headers height href hreflang id lang open reversed
    rowspan scope src start title width
"""
MARKS = frozenset(_MARKS.split())
RSS_ITEM = frozenset(
    {
        *("author", "category", "comments", "description", "enclosure", "guid", "link"),
        *("pubDate", "source", "title", f"{CONTENT}encoded", f"{DC}creator"),
        *(f"{MEDIA}content", f"{CREATIVE_COMMONS}license"),
    }
)
PHOTO = frozenset(f"{MEDIA}{name}" for name in ("copyright", "credit", "description", "title"))
_TAG = re.compile(r"</(\w+)>|&(?:amp|lt|gt|quot|apos|nbsp|#\w+)\b")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?://)?[A-Za-z0-9;/?:@&=+$.\-_!~*'()%,#]+")
_TAG_URI = re.compile(
    r"tag:[a-z0-9.-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:[A-Za-z0-9;/?:@&=+$.\-_!~*'()%,]*"
)
_RFC822 = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d\d? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r" \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d\d[03]0|GMT|UT|Z)"
)
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_MAIL = re.compile(r"[\w.+'-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+ \([^()]+\)")
_BAD = re.compile("[\x80-\x9f\ufffd]")


@dataclass(frozen=True)
class Told:
    """A feed as it was read: its root, where it was found, and when."""

    root: etree._Element
    address: str
    now: dt.datetime

    @property
    def atom(self) -> bool:
        """Whether it is Atom, and not RSS."""
        return self.root.tag == f"{ATOM}feed"

    @property
    def head(self) -> etree._Element:
        """The element that holds what is said of the feed itself."""
        return self.root if self.atom else self.root.find("channel")

    @property
    def items(self) -> list[etree._Element]:
        """Its items or entries."""
        return self.head.findall(f"{ATOM}entry" if self.atom else "item")

    @property
    def links(self) -> Iterator[etree._Element]:
        """Every Atom link, in either format."""
        return self.root.iter(f"{ATOM}link")

    @property
    def texts(self) -> list[etree._Element]:
        """What holds HTML."""
        if self.atom:
            return [
                e for e in self.root.iter() if isinstance(e.tag, str) and e.get("type") == "html"
            ]
        return [e for i in self.items for e in i if e.tag in {"description", f"{CONTENT}encoded"}]

    @cached_property
    def html(self) -> list[lxml.html.HtmlElement]:
        """The elements of all texts."""
        trees = (lxml.html.fragment_fromstring(e.text or "", "div") for e in self.texts)
        return [e for tree in trees for e in tree.iterdescendants() if isinstance(e.tag, str)]


Rule = "Callable[[Told], Iterator[str]]"


def _missing_self(told: Told) -> Iterator[str]:
    if not [link for link in told.head.findall(f"{ATOM}link") if link.get("rel") == "self"]:
        yield "no link with rel=self"


def _relative_self(told: Told) -> Iterator[str]:
    for link in told.head.findall(f"{ATOM}link"):
        if link.get("rel") == "self" and not urlsplit(link.get("href", "")).netloc:
            yield str(link.get("href"))


def _self_elsewhere(told: Told) -> Iterator[str]:
    for link in told.head.findall(f"{ATOM}link"):
        if link.get("rel") == "self" and urljoin(told.address, link.get("href")) != told.address:
            yield f"{link.get('href')} is read at {told.address}"


def _missing(told: Told) -> Iterator[str]:
    head = ("id", "title", "updated") if told.atom else ("title", "link", "description", "language")
    item = ("id", "title", "updated") if told.atom else ("title",)
    name = ATOM if told.atom else ""
    yield from (child for child in head if told.head.find(f"{name}{child}") is None)
    for one in told.items:
        yield from (f"item: {child}" for child in item if one.find(f"{name}{child}") is None)
        authors = [*one.iter(f"{ATOM}author"), *told.head.findall(f"{ATOM}author")]
        if told.atom and not authors:
            yield "entry: author"


def _missing_guid(told: Told) -> Iterator[str]:
    yield from ("item" for item in told.items if item.find("guid") is None)


def _guid(told: Told) -> Iterator[str]:
    for item in told.items:
        guid = item.find("guid")
        if guid is None or guid.get("isPermaLink") == "false":
            continue
        text = guid.text or ""
        if not text.startswith(("http://", "https://")) or text != item.findtext("link"):
            yield text


def _one_guid(told: Told) -> Iterator[str]:
    yield from _twice(item.findtext("guid") for item in told.items)


def _one_id(told: Told) -> Iterator[str]:
    yield from _twice(entry.findtext(f"{ATOM}id") for entry in told.items)


def _all_one_id(told: Told) -> Iterator[str]:
    ids = {entry.findtext(f"{ATOM}id") for entry in told.items}
    if len(told.items) > 9 and len(ids) == 1:
        yield f"all entries have the id {ids.pop()}"


def _one_moment(told: Told) -> Iterator[str]:
    yield from _twice(entry.findtext(f"{ATOM}updated") for entry in told.items)


def _one_alternate(told: Told) -> Iterator[str]:
    for element in (told.head, *told.items):
        links = [e for e in element.findall(f"{ATOM}link") if e.get("rel") == "alternate"]
        yield from _twice(f"{e.get('type')} {e.get('hreflang')}" for e in links)


def _one_enclosure(told: Told) -> Iterator[str]:
    yield from (f"{len(f)} enclosures" for i in told.items if len(f := i.findall("enclosure")) > 1)


def _once(told: Told) -> Iterator[str]:
    many = {"category", f"{DC}creator", f"{MEDIA}content", f"{MEDIA}credit"}
    many |= {f"{ATOM}{name}" for name in ("author", "category", "contributor", "entry", "link")}
    for element in (told.head, *told.items):
        yield from _twice(e.tag for e in element if e.tag not in many | {"item", "enclosure"})


def _one_meaning(told: Told) -> Iterator[str]:
    pairs = (
        *(("author", f"{DC}creator"), ("category", f"{DC}subject"), ("pubDate", f"{DC}date")),
        *(("pubDate", f"{ATOM}published"), ("guid", f"{ATOM}id"), ("source", f"{DC}source")),
    )
    for item in told.items:
        tags = {child.tag for child in item}
        yield from (f"{core} and {more}" for core, more in pairs if {core, more} <= tags)


def _plain(told: Told) -> Iterator[str]:
    names = ("title", "subtitle", "rights", "summary")
    if told.atom:
        found = [e for name in names for e in told.root.iter(f"{ATOM}{name}")]
        found = [e for e in found if e.get("type", "text") == "text"]
    else:
        found = [e for e in told.head if e.tag in {"title", "description", "copyright"}]
        found += [e for i in told.items for e in i if e.tag in {"title", "category", "source"}]
    found += list(told.root.iter(f"{MEDIA}description", f"{MEDIA}copyright"))
    yield from (f"{e.tag}: {e.text}" for e in found if _TAG.search(e.text or ""))


def _relative(told: Told) -> Iterator[str]:
    for element in told.html:
        for name in ("href", "src"):
            address = element.get(name)
            if address is not None and not urlsplit(address).scheme:
                yield address


def _risky_tag(told: Told) -> Iterator[str]:
    yield from (str(element.tag) for element in told.html if element.tag not in TEXT)


def _risky_attribute(told: Told) -> Iterator[str]:
    for element in told.html:
        yield from (f"{element.tag} {name}" for name in element.attrib if name not in MARKS)


def _contact(told: Told) -> Iterator[str]:
    people = [told.head.find("managingEditor"), told.head.find("webMaster")]
    people += [item.find("author") for item in told.items]
    yield from (str(e.text) for e in people if e is not None and not _MAIL.fullmatch(e.text or ""))


def _dates(told: Told) -> list[str]:
    names = (f"{ATOM}updated", f"{ATOM}published") if told.atom else ("pubDate", "lastBuildDate")
    return [element.text or "" for element in told.root.iter(*names)]


def _rfc822(told: Told) -> Iterator[str]:
    for text in _dates(told):
        if not _RFC822.fullmatch(text) or f"{parsedate_to_datetime(text):%a}" != text[:3]:
            yield text


def _rfc3339(told: Told) -> Iterator[str]:
    yield from (text for text in _dates(told) if not _RFC3339.fullmatch(text))


def _implausible(told: Told) -> Iterator[str]:
    for text in _dates(told):
        moment = dt.datetime.fromisoformat(text) if told.atom else parsedate_to_datetime(text)
        if not OLDEST <= moment <= told.now + dt.timedelta(minutes=10):
            yield text


def _blank(told: Told) -> Iterator[str]:
    names = ("author", "contributor", "source")
    holders = [told.head, *told.items, *told.root.iter(*(f"{ATOM}{name}" for name in names))]
    for element in (child for holder in holders for child in holder):
        empty = not len(element) and not (element.text or "").strip()
        if empty and element.tag not in {f"{ATOM}link", f"{ATOM}category", "enclosure"}:
            yield str(element.tag)
    for element in told.root.iter(f"{ATOM}link", f"{ATOM}category"):
        yield from (f"{element.tag} {n}" for n, value in element.items() if not value.strip())


def _bad_characters(told: Told) -> Iterator[str]:
    for element in told.root.iter():
        values = [element.text or "", *(str(value) for value in element.attrib.values())]
        yield from (repr(value) for value in values if _BAD.search(value))


def _description_first(told: Told) -> Iterator[str]:
    for item in told.items:
        tags = [child.tag for child in item]
        if f"{CONTENT}encoded" not in tags:
            continue
        if "description" not in tags[: tags.index(f"{CONTENT}encoded")]:
            yield str(item.findtext("title"))


def _image_like_channel(name: str) -> Rule:
    def rule(told: Told) -> Iterator[str]:
        image = told.head.find("image")
        if image is not None and image.findtext(name) != told.head.findtext(name):
            yield str(image.findtext(name))

    return rule


def _groups(told: Told) -> Iterator[str]:
    for group in told.root.iter(f"{MEDIA}group"):
        if len(group.findall(f"{MEDIA}content")) < 2:
            yield "a group of one"


def _roles(told: Told) -> Iterator[str]:
    for credit in told.root.iter(f"{MEDIA}credit"):
        if credit.get("role") is not None and credit.get("role") not in ROLES:
            yield str(credit.get("role"))


def _unknown(told: Told) -> Iterator[str]:
    for content in told.root.iter(f"{MEDIA}content"):
        yield from (str(child.tag) for child in content if child.tag not in PHOTO)
    for item in () if told.atom else told.items:
        yield from (str(child.tag) for child in item if child.tag not in RSS_ITEM)


def _addresses(told: Told) -> Iterator[str]:
    """Every place where a whole address has to stand."""
    found = [link.get("href") for link in told.links]
    found += [e.get("url") for e in told.root.iter(f"{MEDIA}content", "enclosure", "source")]
    found += [e.get("scheme") or e.get("domain") for e in told.root.iter("category")]
    found += [e.text for e in told.root.iter("link", f"{ATOM}id")]
    yield from (str(address) for address in found)


def _whole_address(told: Told) -> Iterator[str]:
    for address in _addresses(told):
        form = _TAG_URI if address.startswith("tag:") else _URI
        if not form.fullmatch(address):
            yield address


def _canonical(told: Told) -> Iterator[str]:
    for element in told.root.iter(f"{ATOM}id"):
        address = element.text or ""
        if address != canonical(address):
            yield address


def canonical(address: str) -> str:
    """An address in the form of RFC 3986, 6.2.2: letters, escapes, port and dots as they should be."""
    scheme, _, rest = address.partition(":")
    escapes = re.compile("%([0-9a-fA-F]{2})")

    def escaped(found: re.Match[str]) -> str:
        sign = chr(int(found[1], 16))
        return sign if sign.isascii() and (sign.isalnum() or sign in "-._~") else found[0].upper()

    rest = escapes.sub(escaped, rest)
    if rest.startswith("//"):
        host, slash, path = rest[2:].partition("/")
        host = host.lower().removesuffix({"http": ":80", "https": ":443"}.get(scheme.lower(), ":"))
        path = "/".join(part for part in path.split("/") if part not in {".", ".."})
        rest = f"//{host}/{path}" if slash else f"//{host}/"
    return f"{scheme.lower()}:{rest}"


def _summary(told: Told) -> Iterator[str]:
    for entry in told.items:
        content = entry.find(f"{ATOM}content")
        if content is None or entry.find(f"{ATOM}summary") is not None:
            continue
        if content.get("src") or content.get("type", "text") not in {"text", "html", "xhtml"}:
            yield str(entry.findtext(f"{ATOM}title"))


def _textual(told: Told) -> Iterator[str]:
    for entry in told.items:
        if entry.find(f"{ATOM}content") is None and entry.find(f"{ATOM}summary") is None:
            yield str(entry.findtext(f"{ATOM}title"))


def _content_or_alternate(told: Told) -> Iterator[str]:
    for entry in told.items:
        relations = {link.get("rel", "alternate") for link in entry.findall(f"{ATOM}link")}
        if entry.find(f"{ATOM}content") is None and "alternate" not in relations:
            yield str(entry.findtext(f"{ATOM}title"))


def _relations(told: Told) -> Iterator[str]:
    for link in told.links:
        relation = link.get("rel", "alternate")
        if relation not in RELATIONS and ":" not in relation:
            yield relation


def _prefix(told: Told) -> Iterator[str]:
    named = {row for element in told.root.iter() for row in element.nsmap.items()}
    yield from (prefix for prefix, address in named if prefix and address == ATOM[1:-1])


def _source(told: Told) -> Iterator[str]:
    for source in told.root.iter(f"{ATOM}source"):
        wanted = ("id", "title", "updated")
        yield from (name for name in wanted if source.find(f"{ATOM}{name}") is None)


def _twice(values: Iterator[object]) -> Iterator[str]:
    yield from (f"{value}: {n} times" for value, n in Counter(values).items() if n > 1)


BOTH: dict[str, Rule] = {
    "BadCharacters": _bad_characters,
    "ContainsRelRef": _relative,
    "DuplicateElement": _once,
    "ImplausibleDate": _implausible,
    "InvalidCreditRole": _roles,
    "InvalidFullLink": _whole_address,
    "MediaGroupWithoutAlternatives": _groups,
    "MissingElement": _missing,
    "NotBlank": _blank,
    "RelativeSelf": _relative_self,
    "SecurityRisk": _risky_tag,
    "SecurityRiskAttr": _risky_attribute,
    "SelfDoesntMatchLocation": _self_elsewhere,
    "UndefinedElement": _unknown,
    "UnregisteredAtomLinkRel": _relations,
}
RSS: dict[str, Rule] = {
    **BOTH,
    "ContainsHTML": _plain,
    "DuplicateEnclosure": _one_enclosure,
    "DuplicateItemSemantics": _one_meaning,
    "DuplicateValue": _one_guid,
    "ImageLinkDoesntMatch": _image_like_channel("link"),
    "ImageTitleDoesntMatch": _image_like_channel("title"),
    "InvalidContact": _contact,
    "InvalidHttpGUID": _guid,
    "InvalidRFC2822Date": _rfc822,
    "MissingAtomSelfLink": _missing_self,
    "MissingGuid": _missing_guid,
    "NeedDescriptionBeforeContent": _description_first,
}
ATOM_RULES: dict[str, Rule] = {
    **BOTH,
    "AvoidNamespacePrefix": _prefix,
    "ContainsUndeclaredHTML": _plain,
    "DuplicateAtomLink": _one_alternate,
    "DuplicateEntries": _one_id,
    "DuplicateIds": _all_one_id,
    "DuplicateUpdated": _one_moment,
    "InvalidRFC3339Date": _rfc3339,
    "MissingContentOrAlternate": _content_or_alternate,
    "MissingSelf": _missing_self,
    "MissingSourceElement": _source,
    "MissingSummary": _summary,
    "MissingTextualContent": _textual,
    "NonCanonicalURI": _canonical,
}


@dataclass(frozen=True)
class ToldJson:
    """A JSON Feed as it was read."""

    data: dict[str, object]
    address: str
    now: dt.datetime

    @property
    def items(self) -> list[dict[str, object]]:
        """Its items."""
        return list(self.data.get("items", []))

    @cached_property
    def html(self) -> list[lxml.html.HtmlElement]:
        """The elements of all texts."""
        texts = [str(item.get("content_html") or "") for item in self.items]
        trees = [lxml.html.fragment_fromstring(text, "div") for text in texts]
        return [e for tree in trees for e in tree.iterdescendants() if isinstance(e.tag, str)]


def _json_version(told: ToldJson) -> Iterator[str]:
    if told.data.get("version") != "https://jsonfeed.org/version/1.1":
        yield str(told.data.get("version"))


def _json_missing(told: ToldJson) -> Iterator[str]:
    yield from (key for key in ("version", "title", "items") if not told.data.get(key))
    yield from ("item: id" for item in told.items if not item.get("id"))


def _json_self(told: ToldJson) -> Iterator[str]:
    if told.data.get("feed_url") != told.address:
        yield str(told.data.get("feed_url"))


def _json_ids(told: ToldJson) -> Iterator[str]:
    yield from (str(i.get("id")) for i in told.items if not isinstance(i.get("id"), str))
    yield from _twice(str(item.get("id")) for item in told.items)


def _json_content(told: ToldJson) -> Iterator[str]:
    for item in told.items:
        if not {"content_html", "content_text"} & item.keys():
            yield str(item.get("title"))


def _json_dates(told: ToldJson) -> Iterator[str]:
    for item in told.items:
        for key in ("date_published", "date_modified"):
            text = item.get(key)
            if text is not None and not _RFC3339.fullmatch(str(text)):
                yield str(text)


def _json_addresses(told: ToldJson) -> Iterator[str]:
    keys = ("home_page_url", "feed_url", "next_url", "icon", "favicon")
    found = [told.data[key] for key in keys if key in told.data]
    keys = ("url", "external_url", "image", "banner_image")
    found += [item[key] for item in told.items for key in keys if key in item]
    found += [one.get("url") for i in told.items for one in i.get("attachments", [])]
    yield from (str(a) for a in found if not str(a).startswith(("http://", "https://")))


def _json_attachments(told: ToldJson) -> Iterator[str]:
    for item in told.items:
        for one in item.get("attachments", []):
            yield from (key for key in ("url", "mime_type") if not one.get(key))


def _json_authors(told: ToldJson) -> Iterator[str]:
    authors = [*told.data.get("authors", [])]
    authors += [one for item in told.items for one in item.get("authors", [])]
    yield from (str(one) for one in authors if not any(str(v).strip() for v in one.values()))


def _json_empty(told: ToldJson) -> Iterator[str]:
    for whole in (told.data, *told.items):
        yield from (key for key, value in whole.items() if value is None or value == [])


JSON: dict[str, Callable[[ToldJson], Iterator[str]]] = {
    "addresses": _json_addresses,
    "attachments": _json_attachments,
    "authors": _json_authors,
    "content": _json_content,
    "dates": _json_dates,
    "elements": _risky_tag,
    "attributes": _risky_attribute,
    "empty": _json_empty,
    "ids": _json_ids,
    "missing": _json_missing,
    "relative": _relative,
    "self": _json_self,
    "version": _json_version,
}


def read(data: bytes, address: str, now: dt.datetime) -> Told | ToldJson:
    """A feed's bytes, as the rules take them."""
    if data.lstrip().startswith(b"{"):
        return ToldJson(json.loads(data), address, now)
    return Told(etree.fromstring(data), address, now)
