"""A page in, what it says of itself in schema.org's words out: JSON-LD as it stands there."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from briefgen.model.page import ArticlePage, EditionPage, HomePage, TopicPage, TopicsPage
from briefgen.model.urls import host_of
from briefgen.render import schema_org
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

# A list of a curator's is in the order of its places, a topic's has the newest first.
_AS_CHOSEN = "https://schema.org/ItemListOrderAscending"
_NEWEST_FIRST = "https://schema.org/ItemListOrderDescending"
_SITES = 64
_WAYS = 1024  # by topics


@dataclass(frozen=True, slots=True)
class Voice:
    """How a site speaks of itself: its theme's words in its language, and its logo's address."""

    words: Callable[[str], str] = str
    logo: str | None = None


_PLAIN = Voice()


def json_ld(page: Page, voice: Voice = _PLAIN) -> str:
    """Return the page's structured data; empty for a page that says nothing of its own."""
    things = _things(page, voice)
    if not things:
        return ""
    data = {"@context": "https://schema.org", "@graph": things}
    try:
        return msgspec.json.encode(data).decode()
    except UnicodeEncodeError:  # half a surrogate pair
        told = msgspec.to_builtins(data)
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _things(page: Page, voice: Voice) -> tuple[schema_org.Thing, ...]:
    match page:
        case ArticlePage():
            return _article(page, voice), _trail(page, *_article_steps(page))
        case HomePage():
            rows = (page.lead, *page.rows) if page.lead else page.rows
            shown = [row.entry for row in rows]
            return _website(page.site), _collection(page, shown, voice, order=_AS_CHOSEN)
        case TopicPage():
            entries = (page.lead, *page.entries) if page.lead else page.entries
            about = _about([page.topic])
            return (
                _collection(page, entries, voice, order=_NEWEST_FIRST, about=about),
                _trail(page, (voice.words("Topics"), "topics/"), (page.title, page.permalink)),
            )
        case EditionPage():
            return (
                _edition(page, voice),
                _trail(page, (voice.words("Archive"), "archive/"), (page.title, page.permalink)),
            )
        case TopicsPage():
            name = voice.words("Topics")
            return _collection(page, (), voice, name=name), _trail(page, (name, page.permalink))
        case _:
            return ()


def _article(page: ArticlePage, voice: Voice) -> schema_org.Article:
    entry, site = page.entry, page.site
    source_url = _followed(entry.source_url)
    owner = _owner(entry.source, source_url)
    ours = owner is not None and owner.name in {site.author, site.title}
    address = abs_url(page.permalink, site.url)
    published, summary = entry.published, entry.summary or None
    moment = published.isoformat() if published else None
    people = _people(entry.authors)
    # Whose text it is where no source is known nobody can say: the site does not claim it.
    return (schema_org.NewsArticle if ours else schema_org.Article)(
        headline=entry.title or None,
        url=address,
        main_entity_of_page=address,
        description=summary,
        abstract=summary,
        date_published=moment,
        date_modified=entry.updated.isoformat() if entry.updated else None,
        in_language=entry.language or None,
        author=people or owner,
        publisher=_publisher(site.title, site.url, voice.logo),
        article_section=tuple([topic.title for topic in entry.topics]) or None,
        about=_about(entry.topics),
        keywords=entry.tags or None,
        image=_images(page),
        is_based_on=None if ours else _original(entry, source_url, owner, people, moment),
        citation=_citation(entry, source_url),
        credit_text=entry.source or None,
        copyright_holder=owner,
        copyright_year=published.year if published and owner else None,
        sd_publisher=None if ours else schema_org.Organisation(name=site.title),
    )


def _images(page: ArticlePage) -> tuple[schema_org.Image, ...] | None:
    entry, figures = page.entry, page.body.figures
    if not entry.photos and not figures:
        return None
    return tuple(
        [
            _image(figure, page.site, lead=figure is entry.photo and place == 0)
            for place, figure in enumerate((*entry.photos, *figures))
        ]
    )


def _citation(entry: Entry, source_url: str | None) -> tuple[str | schema_org.Original, ...] | None:
    # As the curator wrote it, where it may be followed.
    source = (entry.source_url,) if source_url and entry.source_url else ()
    return (*source, *map(_elsewhere, entry.also)) or None


def _owner(source: str | None, source_url: str | None) -> schema_org.Organisation | None:
    """Return whose text it is where it is not the site's own."""
    if source:
        return schema_org.Organisation(name=source)
    if source_url:
        return schema_org.Organisation(name=host_of(source_url) or source_url)
    return None


def _original(
    entry: Entry,
    source_url: str | None,
    owner: schema_org.Organisation | None,
    people: schema_org.People | None,
    moment: str | None,
) -> schema_org.Original | None:
    """Return what a source published, with its time of day, `moment`, where that is known."""
    if owner is None:
        return None
    if entry.day_only and entry.published:
        moment = entry.published.date().isoformat()
    return schema_org.Original(
        id=source_url or None,
        url=source_url or None,
        headline=entry.title or None,
        author=people,
        publisher=owner,
        date_published=moment,
    )


def _elsewhere(one: Also) -> schema_org.Original:
    return schema_org.Original(
        url=_followed(one.source_url) or None,
        headline=one.title or None,
        publisher=schema_org.Organisation(name=one.source) if one.source else None,
    )


def _followed(address: str | None) -> str | None:
    """Return an address of elsewhere if a program may follow it as a reader may."""
    return safe_link(address) if address else None


def _image(figure: Figure, site: Site, *, lead: bool = False) -> schema_org.Image:
    credit = figure.parsed
    address = abs_url(figure.src, site.url)
    return schema_org.Image(
        content_url=address,
        url=address,
        caption=figure.caption or None,
        description=figure.alt or None,
        credit_text=figure.credit or None,
        creator=_creators(credit) if credit else None,
        copyright_notice=figure.credit or None,
        license=licence_url(credit),
        encoding_format=media_type(figure.src),
        width=figure.width,
        height=figure.height,
        representative_of_page=lead or None,
    )


def _creators(credit: Credit) -> schema_org.Makers | None:
    """Return who made a photo: the people named, else the organisation it comes from."""
    makers = tuple([schema_org.Organisation(name=name) for name in credit.chain[:1]])
    return _people(credit.creators) or makers or None


def _edition(page: EditionPage, voice: Voice) -> schema_org.Collection:
    entries = [row.entry for row in page.edition.rows]
    topics = {topic.slug: topic for entry in entries for topic in entry.topics}
    about = _about(topics.values())
    issue = _issue(page)
    return _collection(page, entries, voice, order=_AS_CHOSEN, issue=issue, about=about)


def _collection(  # noqa: PLR0913 - what differs between pages that list articles
    page: Page,
    entries: Iterable[Entry],
    voice: Voice,
    *,
    name: str = "",
    order: str | None = None,
    issue: schema_org.Issue | None = None,
    about: schema_org.Topics | None = None,
) -> schema_org.Collection:
    site = page.site
    listed = {entry.path: entry for entry in entries}.values()
    rows = tuple([_listed(entry, site, place) for place, entry in enumerate(listed, 1)])
    return schema_org.Collection(
        name=name or page.title or None,
        url=abs_url(page.permalink, site.url),
        description=page.description or None,
        in_language=page.language or None,
        publisher=_publisher(site.title, site.url, voice.logo),
        main_entity=schema_org.List(
            item_list_order=order, number_of_items=len(rows), item_list_element=rows
        )
        if rows
        else None,
        is_part_of=issue,
        about=about,
    )


def _listed(entry: Entry, site: Site, place: int) -> schema_org.Row:
    """Return an entry as a list's row: with its photo's credit where it has one."""
    url = abs_url(entry.permalink, site.url)
    if entry.photo is None:
        return schema_org.Row(position=place, url=url)
    article = schema_org.Listed(url=url, headline=entry.title, image=_image(entry.photo, site))
    return schema_org.Row(position=place, url=url, item=article)


def _issue(page: EditionPage) -> schema_org.Issue:
    return schema_org.Issue(
        issue_number=page.edition.slug,
        date_published=page.edition.date.isoformat(),
        is_part_of=schema_org.Periodical(name=page.site.title, url=page.site.url),
    )


def _website(site: Site) -> schema_org.Website:
    return schema_org.Website(
        name=site.title or None,
        url=site.url,
        description=site.description or None,
        in_language=site.language or None,
    )


@lru_cache(_SITES)
def _publisher(name: str, url: str, logo: str | None) -> schema_org.Organisation:
    image = schema_org.Image(url=abs_url(logo, url)) if logo else None
    return schema_org.Organisation(name=name, url=url, logo=image)


def _about(topics: Iterable[TopicRef]) -> schema_org.Topics | None:
    return tuple([schema_org.Topic(name=topic.title) for topic in topics]) or None


def _article_steps(page: ArticlePage) -> list[tuple[str, str]]:
    topics = [(topic.title, topic.permalink) for topic in page.entry.topics[:1]]
    return [*topics, (page.title, page.permalink)]


def _trail(page: Page, *steps: tuple[str, str]) -> schema_org.Trail:
    """Return the way to a page from the front page."""
    site = page.site
    *way, (title, permalink) = steps
    rows = _way(site.title, site.url, *way)
    last = schema_org.Step(position=len(rows) + 1, name=title, item=abs_url(permalink, site.url))
    return schema_org.Trail(item_list_element=(*rows, last))


@lru_cache(_WAYS)
def _way(title: str, url: str, *steps: tuple[str, str]) -> tuple[schema_org.Step, ...]:
    return tuple(
        [
            schema_org.Step(position=place, name=name, item=abs_url(permalink, url))
            for place, (name, permalink) in enumerate(((title, ""), *steps), 1)
        ]
    )


def _people(names: tuple[str, ...]) -> schema_org.People | None:
    return tuple([schema_org.Person(name=name) for name in names]) if names else None
