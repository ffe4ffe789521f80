"""A page in, what it says of itself in schema.org's words out (JSON-LD as a dict)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefgen.model.page import ArticlePage, EditionPage, HomePage, TopicPage, TopicsPage
from briefgen.render.addresses import abs_url, safe_link
from briefgen.render.licences import licence_url
from briefgen.render.media_types import media_type
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.model.article import Also
    from briefgen.model.credit import Credit
    from briefgen.model.entry import Entry, Figure, TopicRef
    from briefgen.model.page import Page, Site

__all__ = ["Voice", "json_ld"]

Thing = dict[str, object]

# A list of a curator's is in the order of its places, a topic's has the newest first.
_AS_CHOSEN = "https://schema.org/ItemListOrderAscending"
_NEWEST_FIRST = "https://schema.org/ItemListOrderDescending"


@dataclass(frozen=True, slots=True)
class Voice:
    """How a site speaks of itself: its theme's words in its language, and its logo's address."""

    words: Callable[[str], str] = str
    logo: str | None = None


_PLAIN = Voice()


def json_ld(page: Page, voice: Voice = _PLAIN) -> Thing:
    """Return the page's structured data; empty for a page that says nothing of its own."""
    match page:
        case ArticlePage():
            things = [_article(page, voice), _trail(page, _article_steps(page))]
        case HomePage():
            rows = (page.lead, *page.rows) if page.lead else page.rows
            shown = [row.entry for row in rows]
            things = [_website(page.site), _collection(page, shown, voice, _AS_CHOSEN)]
        case TopicPage():
            entries = (page.lead, *page.entries) if page.lead else page.entries
            about = _about([page.topic])
            things = [
                _collection(page, entries, voice, _NEWEST_FIRST) | {"about": about},
                _trail(page, [(voice.words("Topics"), "topics/"), (page.title, page.permalink)]),
            ]
        case EditionPage():
            things = [
                _edition(page, voice),
                _trail(page, [(voice.words("Archive"), "archive/"), (page.title, page.permalink)]),
            ]
        case TopicsPage():
            name = voice.words("Topics")
            things = [
                _collection(page, (), voice) | {"name": name},
                _trail(page, [(name, page.permalink)]),
            ]
        case _:
            return {}
    return {"@context": "https://schema.org", "@graph": things}


def _article(page: ArticlePage, voice: Voice) -> Thing:
    entry, site = page.entry, page.site
    photos = (*entry.photos, *page.body.figures)
    ours = site.author or site.title
    owner = _owner(entry)
    address = abs_url(page.permalink, site.url)
    return _present(
        {
            # A NewsArticle is text of our own; a source's stays the source's.
            "@type": "Article" if owner else "NewsArticle",
            "headline": entry.title,
            "url": address,
            "mainEntityOfPage": address,
            "description": entry.summary,
            "abstract": entry.summary,
            "datePublished": entry.published and entry.published.isoformat(),
            "dateModified": entry.updated and entry.updated.isoformat(),
            "inLanguage": entry.language,
            "author": _people(entry.authors) or owner or _organisation(ours),
            "publisher": _publisher(site, voice),
            "articleSection": [topic.title for topic in entry.topics],
            "about": _about(entry.topics),
            "keywords": list(entry.tags),
            "image": [
                _image(figure, site, lead=figure is entry.photo and place == 0)
                for place, figure in enumerate(photos)
            ],
            "isBasedOn": _original(entry) if owner else None,
            "citation": [
                *([entry.source_url] if _followed(entry.source_url) else []),
                *(_elsewhere(one) for one in entry.also),
            ],
            "creditText": entry.source,
            "copyrightHolder": owner or _organisation(ours),
            "copyrightYear": entry.published and entry.published.year,
            "sdPublisher": _organisation(site.title) if owner else None,
        }
    )


def _owner(entry: Entry) -> Thing | None:
    """Return whose text it is where it is not the site's own."""
    if entry.source:
        return _organisation(entry.source)
    address = _followed(entry.source_url)
    return _organisation(urlsplit(address).hostname or address) if address else None


def _original(entry: Entry) -> Thing:
    address = _followed(entry.source_url)
    return _present(
        {
            "@type": "NewsArticle",
            "@id": address,
            "url": address,
            "headline": entry.title,
            "author": _people(entry.authors),
            "publisher": _owner(entry),
            "datePublished": _day(entry),
        }
    )


def _day(entry: Entry) -> str | None:
    """Return when the source published a text, with its time of day where that is known."""
    if entry.published is None:
        return None
    return (entry.published.date() if entry.day_only else entry.published).isoformat()


def _elsewhere(one: Also) -> Thing:
    return _present(
        {
            "@type": "NewsArticle",
            "url": _followed(one.source_url),
            "headline": one.title,
            "publisher": _organisation(one.source) if one.source else None,
        }
    )


def _followed(address: str | None) -> str | None:
    """Return an address of elsewhere if a program may follow it as a reader may."""
    return safe_link(address) if address else None


def _image(figure: Figure, site: Site, *, lead: bool = False) -> Thing:
    credit = figure.parsed
    address = abs_url(figure.src, site.url)
    return _present(
        {
            "@type": "ImageObject",
            "contentUrl": address,
            "url": address,
            "caption": figure.caption,
            "description": figure.alt,
            "creditText": figure.credit,
            "creator": _creators(credit) if credit else None,
            "copyrightNotice": figure.credit,
            "license": licence_url(credit),
            "encodingFormat": media_type(figure.src),
            "width": figure.width,
            "height": figure.height,
            "representativeOfPage": lead or None,
        }
    )


def _creators(credit: Credit) -> list[Thing]:
    """Return who made a photo: the people named, else the organisation it comes from."""
    return _people(credit.creators) or [_organisation(name) for name in credit.chain[:1]]


def _edition(page: EditionPage, voice: Voice) -> Thing:
    entries = [row.entry for row in page.edition.rows]
    topics = {topic.slug: topic for entry in entries for topic in entry.topics}
    return _collection(page, entries, voice, _AS_CHOSEN) | _present(
        {"isPartOf": _issue(page), "about": _about(topics.values())}
    )


def _collection(
    page: Page, entries: Iterable[Entry], voice: Voice, order: str | None = None
) -> Thing:
    listed = list({entry.path: entry for entry in entries}.values())
    rows = [
        {"@type": "ListItem", "position": place, **_listed(entry, page.site)}
        for place, entry in enumerate(listed, 1)
    ]
    found = {
        "@type": "ItemList",
        "itemListOrder": order,
        "numberOfItems": len(rows),
        "itemListElement": rows,
    }
    return _present(
        {
            "@type": "CollectionPage",
            "name": page.title,
            "url": abs_url(page.permalink, page.site.url),
            "description": page.description,
            "inLanguage": page.language,
            "publisher": _publisher(page.site, voice),
            "mainEntity": found if rows else None,
        }
    )


def _listed(entry: Entry, site: Site) -> Thing:
    """Return an entry as a list's row: with its photo's credit where it has one."""
    url = abs_url(entry.permalink, site.url)
    if entry.photo is None:
        return {"url": url}
    image = _image(entry.photo, site)
    article = {"@type": "Article", "url": url, "headline": entry.title, "image": image}
    return {"url": url, "item": article}


def _issue(page: EditionPage) -> Thing:
    return {
        "@type": "PublicationIssue",
        "issueNumber": page.edition.slug,
        "datePublished": page.edition.date.isoformat(),
        "isPartOf": {"@type": "Periodical", "name": page.site.title, "url": page.site.url},
    }


def _website(site: Site) -> Thing:
    return _present(
        {
            "@type": "WebSite",
            "name": site.title,
            "url": site.url,
            "description": site.description,
            "inLanguage": site.language,
        }
    )


def _publisher(site: Site, voice: Voice) -> Thing:
    logo = voice.logo and {"@type": "ImageObject", "url": abs_url(voice.logo, site.url)}
    return _organisation(site.title) | _present({"url": site.url, "logo": logo})


def _about(topics: Iterable[TopicRef]) -> list[Thing]:
    return [{"@type": "Thing", "name": topic.title} for topic in topics]


def _article_steps(page: ArticlePage) -> list[tuple[str, str]]:
    topics = [(topic.title, topic.permalink) for topic in page.entry.topics[:1]]
    return [*topics, (page.title, page.permalink)]


def _trail(page: Page, steps: Iterable[tuple[str, str]]) -> Thing:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": name,
                "item": abs_url(permalink, page.site.url),
            }
            for place, (name, permalink) in enumerate([(page.site.title, ""), *steps], 1)
        ],
    }


def _people(names: Iterable[str]) -> list[Thing]:
    return [{"@type": "Person", "name": name} for name in names]


def _organisation(name: str) -> Thing:
    return {"@type": "Organization", "name": name}


def _present(thing: Thing) -> Thing:
    # Most are there, and to compare a dict with each costs more than to ask whether it is empty.
    return {name: value for name, value in thing.items() if value or value not in (None, "", [])}
