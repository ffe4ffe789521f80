"""An article in, its entry out: its address, its moment in the site's zone, what may be shown."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import quote
from zoneinfo import ZoneInfo

from briefgen.errors import ContentError, in_quotes
from briefgen.model.article import INBOX
from briefgen.model.config import Config
from briefgen.model.entry import Entry, Figure, SourceFeed, TopicRef
from briefgen.model.slug import slugify
from briefgen.model.urls import host_of, split_url
from briefgen.render.addresses import base_path, safe_link
from briefgen.render.images import photo_src
from briefgen.render.permalinks import article_permalink, slug_of, topic_permalink
from briefgen.render.words import markdown_text, summary_of, word_count
from briefgen.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefgen.model.article import Also, Article, Photo, Policy, Topic
    from briefgen.model.config import SourceConfig
    from briefgen.model.credit import Credit
    from briefgen.model.when import When

__all__ = ["Placing", "body_key", "place", "placing"]

# RFC 4151 wants a day on which the name was held; an article without one gets this.
_NO_DAY = "2000"
_SUMMARY_COLUMNS = 240
# Years of three digits are written in as many ways as there are systems.
_FOUR_DIGITS = 1000


@dataclass(frozen=True, slots=True)
class Placing:
    """All that placing an article needs to know of its site; `topics` are those the site names."""

    config: Config
    topics: tuple[TopicRef, ...] = ()


def placing(config: Config, topics: Iterable[Topic] = ()) -> Placing:
    """Return what placing needs: each named topic once, config's title before the topic file's."""
    refs: dict[str, TopicRef] = {}
    for row in config.topics:
        _add_topic(refs, row.slug or slugify(row.title, stem="topic"), row.title)
    for topic in sorted(topics, key=_topic_order):
        _add_topic(refs, topic.slug, topic.title)
    return Placing(config, tuple(refs.values()))


def place(
    article: Article, *, site: Placing, parse: Callable[[str], Credit | None] | None = None
) -> Entry:
    """Place an article on the site; `parse` reads a credit line.

    ContentError for a photo outside content/ or a source address no reader may follow.
    """
    config = site.config
    zone = ZoneInfo(config.timezone)
    slug = slug_of(article.path, article.slug)
    published = _moment(article, "date", article.date, zone)
    source = _source(article, config)
    policy = article.policy or (source and source.policy) or config.policy
    max_words = (source and source.max_words) or config.max_words
    photos = _figures(article, zone, parse)
    return Entry(
        path=article.path,
        slug=slug,
        permalink=article_permalink(config.permalink, slug, published),
        title=article.title,
        guid=article.id or tag_uri(config.url, published, slug),
        published=published,
        day_only=article.date is None or article.date.day_only,
        updated=_moment(article, "updated", article.updated, zone),
        topics=_topics((t for t in article.topics if t.casefold() != INBOX), site.topics),
        source=article.source or (source.name if source else None),
        source_url=_source_url(article),
        authors=article.authors,
        photo=photos[0] if photos else None,
        photos=photos,
        summary=_summary(article, policy, max_words),
        note=article.note,
        language=article.language or config.language,
        pin=article.pin,
        draft=article.draft,
        policy=policy,
        max_words=max_words,
        aliases=article.aliases,
        tags=tuple(tag for tag in article.tags if tag.casefold() != INBOX),
        added=article.added.placed(zone).date() if article.added else None,
        also=tuple(_followed(one) for one in article.also),
        source_feed=SourceFeed(source.name, source.feed) if source and source.feed else None,
    )


def body_key(article: Article) -> str:
    """Return the digest of what an article's body is made from: text and file."""
    trust = "\0trusted" if article.unsafe_html else ""
    made_from = f"{article.path}\0{article.body_line}\0{article.body}{trust}"
    return blake2b(made_from.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _topic_order(topic: Topic) -> tuple[bool, int, str, str]:
    return (topic.order is None, topic.order or 0, topic.title.casefold(), topic.slug)


def _add_topic(refs: dict[str, TopicRef], slug: str, title: str) -> None:
    refs.setdefault(slug, TopicRef(slug, title, topic_permalink(slug)))


def _topics(titles: Iterable[str], named: Iterable[TopicRef]) -> tuple[TopicRef, ...]:
    """Return an article's topics by slug, so that "Rail" and "rail" are one."""
    known = {ref.slug: ref for ref in named}
    known |= {slugify(ref.title, stem="topic"): ref for ref in named}
    refs: dict[str, TopicRef] = {}
    for title in titles:
        slug = slugify(title, stem="topic")
        ref = known.get(slug)
        _add_topic(refs, ref.slug if ref else slug, ref.title if ref else title)
    return tuple(refs.values())


def _moment(article: Article, key: str, when: When | None, zone: ZoneInfo) -> dt.datetime | None:
    if when is None:
        return None
    try:
        return when.placed(zone)
    except (OverflowError, ValueError) as error:
        raise ContentError(
            f"{key} {when} is out of range", path=article.path, line=article.line(key)
        ) from error


def _source(article: Article, config: Config) -> SourceConfig | None:
    """Return the site's word on the article's source, by its name, else by the address's host."""
    if not config.sources:
        return None
    name = (article.source or "").casefold()
    host = _host(article.source_url or "")
    by_host = None
    for source in config.sources:
        if name and source.name.casefold() == name:
            return source
        if host and any(_same_host(host, known) for known in source.hosts):
            by_host = by_host or source
    return by_host


def _host(address: str) -> str:
    return host_of(address)


def _same_host(host: str, known: str) -> bool:
    known = known.lower().removeprefix("www.")
    return host == known or host.endswith(f".{known}")


def _source_url(article: Article) -> str | None:
    if not article.source_url:
        return None
    address = safe_link(article.source_url)
    if address and not address.lower().startswith("mailto:"):
        return address
    raise ContentError(
        f"source_url {in_quotes(article.source_url)} is not a web address",
        path=article.path,
        line=article.line("source_url"),
        hint="write it whole, beginning with https://",
    )


def _followed(one: Also) -> Also:
    """Return another publisher's row without an address that no reader may follow."""
    return replace(one, source_url=safe_link(one.source_url)) if one.source_url else one


def _figures(
    article: Article, zone: ZoneInfo, parse: Callable[[str], Credit | None] | None
) -> tuple[Figure, ...]:
    if not article.photos:
        return ()
    line = article.line("photo") or article.line("photos")
    return tuple(
        _figure(
            photo,
            photo_src(photo.src, article.path, line),
            _end(article, photo.until, zone),
            parse,
        )
        for photo in article.photos
        if photo.src
    )


def _end(article: Article, until: When | None, zone: ZoneInfo) -> dt.datetime | None:
    """Return when a photo's use ends: a day is the last on which it is shown."""
    if until is None:
        return None
    if until.day_only:
        until = replace(until, moment=until.moment + dt.timedelta(days=1))
    moment = _moment(article, "photo_until", until, zone)
    # In UTC it is kept between builds as it is, whatever clock the site's zone keeps.
    return moment and moment.astimezone(dt.UTC)


def _figure(
    photo: Photo,
    src: str,
    until: dt.datetime | None,
    parse: Callable[[str], Credit | None] | None,
) -> Figure:
    return Figure(
        src=src,
        alt=photo.alt or "",
        caption=photo.caption,
        credit=photo.credit,
        parsed=parse(photo.credit) if parse and photo.credit else None,
        until=until,
    )


def _summary(article: Article, policy: Policy, max_words: int) -> str:
    """Return the curator's summary, else the first sentences as far as the source's policy lets."""
    if article.summary:
        return article.summary.strip()
    if policy == "link":
        return ""
    text = summary_of(markdown_text(article.body), _SUMMARY_COLUMNS)
    if policy == "excerpt" and word_count(text) > max_words:
        return " ".join(text.split()[:max_words]) + "…"
    return text


def tag_uri(site_url: str, published: dt.datetime | None, slug: str) -> str:
    """Return a `tag:` URI (RFC 4151) that keeps to what stays: host, day and slug."""
    host, base = _stand(site_url)
    day = _day(published) if published else _NO_DAY
    return f"tag:{host},{day}:{base}{quote(slug, safe='')}"


def _day(moment: dt.datetime) -> str:
    # strftime() takes eight times as long.
    day = moment.date()
    return day.isoformat() if day.year >= _FOUR_DIGITS else f"{day:%Y-%m-%d}"


@lru_cache(maxsize=64)
def _stand(site_url: str) -> tuple[str, str]:
    """Return a site's host as the name system has it, and its base path."""
    host = (split_url(site_url).hostname or "localhost").encode("idna").decode("ascii")
    return host, base_path(site_url)
