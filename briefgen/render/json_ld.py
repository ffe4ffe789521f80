"""A page in, what it says of itself in schema.org's words out (JSON-LD as a dict)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model.page import ArticlePage, EditionPage, HomePage, TopicPage, TopicsPage
from briefgen.render.addresses import abs_url
from briefgen.render.licences import licence_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.model.article import Also
    from briefgen.model.credit import Credit
    from briefgen.model.entry import Entry, Figure
    from briefgen.model.page import Page, Site

__all__ = ["json_ld"]

Thing = dict[str, object]


def json_ld(page: Page) -> Thing:
    """Return the page's structured data; empty for a page that says nothing of its own."""
    match page:
        case ArticlePage():
            things = [_article(page), _trail(page, _article_steps(page))]
        case HomePage():
            rows = (page.lead, *page.rows) if page.lead else page.rows
            things = [_website(page.site), _collection(page, [row.entry for row in rows])]
        case TopicPage():
            entries = (page.lead, *page.entries) if page.lead else page.entries
            steps = [("Topics", "topics/"), (page.title, page.permalink)]
            things = [_collection(page, entries), _trail(page, steps)]
        case EditionPage():
            issue = _collection(page, [row.entry for row in page.edition.rows])
            things = [issue | {"isPartOf": _issue(page)}]
        case TopicsPage():
            things = [_collection(page, ())]
        case _:
            return {}
    return {"@context": "https://schema.org", "@graph": things}


def _article(page: ArticlePage) -> Thing:
    entry, site = page.entry, page.site
    photos = (*entry.photos, *page.body.figures)
    return _present(
        {
            # A NewsArticle is text of our own; a source's stays the source's.
            "@type": "Article" if entry.source_url else "NewsArticle",
            "headline": entry.title,
            "url": abs_url(page.permalink, site.url),
            "mainEntityOfPage": abs_url(page.permalink, site.url),
            "description": entry.summary,
            "datePublished": entry.published and entry.published.isoformat(),
            "dateModified": entry.updated and entry.updated.isoformat(),
            "inLanguage": entry.language,
            "author": _people(entry.authors) or _organisation(site.author or site.title),
            "publisher": _organisation(site.title) | {"url": site.url},
            "articleSection": [topic.title for topic in entry.topics],
            "keywords": list(entry.tags),
            "image": [_image(figure, site) for figure in photos],
            "isBasedOn": _original(entry),
            "citation": [_elsewhere(one) for one in entry.also],
        }
    )


def _original(entry: Entry) -> Thing | None:
    if not entry.source_url:
        return None
    return _present(
        {
            "@type": "NewsArticle",
            "url": entry.source_url,
            "headline": entry.title,
            "author": _people(entry.authors),
            "publisher": _organisation(entry.source) if entry.source else None,
        }
    )


def _elsewhere(one: Also) -> Thing:
    return _present(
        {
            "@type": "NewsArticle",
            "url": one.source_url,
            "headline": one.title,
            "publisher": _organisation(one.source) if one.source else None,
        }
    )


def _image(figure: Figure, site: Site) -> Thing:
    credit = figure.parsed
    return _present(
        {
            "@type": "ImageObject",
            "contentUrl": abs_url(figure.src, site.url),
            "caption": figure.caption,
            "creditText": figure.credit,
            "creator": _creators(credit) if credit else None,
            "copyrightNotice": figure.credit,
            "license": licence_url(credit),
            "width": figure.width,
            "height": figure.height,
        }
    )


def _creators(credit: Credit) -> list[Thing]:
    """Return who made a photo: the people named, else the organisation it comes from."""
    return _people(credit.creators) or [_organisation(name) for name in credit.chain[:1]]


def _collection(page: Page, entries: Iterable[Entry]) -> Thing:
    listed = list({entry.path: entry for entry in entries}.values())
    rows = [
        {"@type": "ListItem", "position": place, **_listed(entry, page.site)}
        for place, entry in enumerate(listed, 1)
    ]
    return _present(
        {
            "@type": "CollectionPage",
            "name": page.title,
            "url": abs_url(page.permalink, page.site.url),
            "description": page.description,
            "inLanguage": page.language,
            "publisher": _organisation(page.site.title) | {"url": page.site.url},
            "mainEntity": {"@type": "ItemList", "numberOfItems": len(rows), "itemListElement": rows}
            if rows
            else None,
        }
    )


def _listed(entry: Entry, site: Site) -> Thing:
    """Return an entry as a list's row: with its photo's credit where it has one."""
    url = abs_url(entry.permalink, site.url)
    if entry.photo is None:
        return {"url": url}
    image = _image(entry.photo, site)
    return {"item": {"@type": "Article", "url": url, "headline": entry.title, "image": image}}


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
    return {name: value for name, value in thing.items() if value not in (None, "", [])}
