"""A file's path and bytes in, an Article, Topic or Edition out, with notices on odd keys."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from dataclasses import fields
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from briefgen.content.frontmatter import FrontMatter, front_matter
from briefgen.errors import ContentError, Notice, in_quotes
from briefgen.model.article import Also, Article, Edition, EditionItem, Photo, Topic
from briefgen.model.slug import old_permalink, path_slug, slug_fault, slugify
from briefgen.model.urls import split_url
from briefgen.plainyaml import Fields, Mistakes, moment
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model.article import Policy
    from briefgen.model.when import When

__all__ = [
    "ARTICLE_KEYS",
    "EDITION_KEYS",
    "POLICIES",
    "TOPIC_KEYS",
    "Reading",
    "read_article",
    "read_edition",
    "read_topic",
]

Value = TypeVar("Value")

POLICIES = ("full", "excerpt", "link")
_FLAT = {
    "photo": "src",
    "photo_alt": "alt",
    "photo_caption": "caption",
    "photo_credit": "credit",
    "photo_until": "until",
}
_ROW_KEYS = tuple(_FLAT.values())
_ALSO_KEYS = ("title", "source", "source_url")
_LISTS = ("topics", "tags")
ARTICLE_KEYS = (
    "title",
    "date",
    "topic",
    "topics",
    "source",
    "source_url",
    "author",
    *_FLAT,
    "photos",
    "slug",
    "summary",
    "language",
    "updated",
    "draft",
    "pin",
    "note",
    "policy",
    "aliases",
    "id",
    "tags",
    "also",
    "added",
    "unsafe_html",
)
"""An article's front matter keys, in the order in which they are written."""
TOPIC_KEYS = ("title", "slug", "description", "order", "lead", "keywords", "sections")
EDITION_KEYS = ("title", "slug", "date", "draft", "articles")

# How other generators' front matter says `draft: true`: Jekyll, Obsidian, Pelican, Ghost.
_UNPUBLISHED = {
    "published": {"false", "no", "off"},
    "publish": {"false", "no", "off"},
    "status": {"draft", "hidden", "pending", "private"},
    "visibility": {"hidden", "private"},
}

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_WEB = re.compile(r"https?://[^\s/?#]\S*", re.IGNORECASE)
_WEB_HOST = re.compile(r"https?://[a-z0-9.-]+(?:/[!-~]*)?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ORDERS = range(-100_000, 100_001)
_NO_PHOTO = Photo()


@dataclass(frozen=True, slots=True)
class Reading(Generic[Value]):
    """A value as it was read, with what the curator should know of it."""

    value: Value
    notices: tuple[Notice, ...] = ()


def read_article(path: str, data: bytes) -> Reading[Article]:
    """Read an article's file; `path` is relative to content/.

    Raises ContentError, or CombinedError when several things are wrong.
    """
    front, take, mistakes = _opened(path, data)
    article = Article(
        path=path,
        title=take.required("title", 'write a line title: "…"'),
        body=front.body,
        date=take.when("date"),
        topics=tuple(dict.fromkeys(take.texts("topic") + take.texts("topics"))),
        source=take.text("source"),
        source_url=_web_address(take, "source_url"),
        authors=take.texts("author"),
        photos=_photos(take, path),
        slug=_slug(take, "slug"),
        summary=take.lines("summary"),
        language=_language(take),
        updated=take.when("updated"),
        draft=_is_draft(take),
        pin=take.flag("pin"),
        note=take.lines("note"),
        policy=cast("Policy | None", take.choice("policy", POLICIES)),
        aliases=_aliases(take),
        id=take.text("id"),
        tags=take.texts("tags"),
        also=_also(take),
        unsafe_html=take.flag("unsafe_html"),
        added=take.when("added"),
        lines=tuple(front.lines.items()),
        body_line=front.body_line,
    )
    mistakes.tell()
    notices = (*_unknown_keys(take, ARTICLE_KEYS, path), *_one_text(front, path))
    return Reading(article, notices)


def read_topic(path: str, data: bytes) -> Reading[Topic]:
    """Read `content/topics/<slug>.md`; its slug is the file's name unless it names another."""
    front, take, mistakes = _opened(path, data)
    topic = Topic(
        path=path,
        slug=_slug(take, "slug") or path_slug(path),
        title=take.required("title", 'write a line title: "…"'),
        description=take.lines("description"),
        order=take.whole("order", within=_ORDERS),
        lead=_slug(take, "lead"),
        keywords=take.texts_by_language("keywords"),
        sections=take.texts("sections"),
        intro=front.body,
        lines=tuple(front.lines.items()),
    )
    mistakes.tell()
    return Reading(topic, _unknown_keys(take, TOPIC_KEYS, path))


def read_edition(path: str, data: bytes) -> Reading[Edition]:
    """Read `content/briefings/<slug>.md`; a date as its name is its date when none is written."""
    front, take, mistakes = _opened(path, data)
    date = take.when("date") or (None if "date" in take else _date_of_name(path))
    if date is None and "date" not in take:
        take.wrong("date", "is missing", "write a line date: 2024-09-14")
    rows = take.rows("articles", "slug")
    items = tuple(_edition_item(row) for row in rows)
    title = take.required("title", 'write a line title: "…"')
    slug = _slug(take, "slug") or _stem_slug(path)
    draft = _is_draft(take)
    for row in rows:
        row.refuse_unknown(("slug", "note"))
    mistakes.tell()
    edition = Edition(
        path=path,
        slug=slug,
        title=title,
        date=cast("When", date),
        items=items,
        intro=front.body,
        draft=draft,
        lines=tuple(front.lines.items()),
    )
    return Reading(edition, _unknown_keys(take, EDITION_KEYS, path))


def _opened(path: str, data: bytes) -> tuple[FrontMatter, Fields, Mistakes]:
    front = front_matter(data, path)
    mistakes = Mistakes(ContentError, path, front.head)
    return front, Fields(front.values, mistakes), mistakes


def _is_draft(take: Fields) -> bool:
    """Whether the article or edition is held back, in our words or another generator's."""
    return take.flag("draft") or any(_says_unpublished(take, key) for key in _UNPUBLISHED)


def _says_unpublished(take: Fields, key: str) -> bool:
    value = take.value(key)
    return isinstance(value, str) and value.strip().lower() in _UNPUBLISHED.get(key, ())


def _unknown_keys(take: Fields, known: tuple[str, ...], path: str) -> tuple[Notice, ...]:
    return tuple(
        Notice("front-matter-key-unknown", f"the key {key[:60]} is not known", path, line, hint)
        for key, line, hint in take.unknown(known)
        if "draft" not in known or not _says_unpublished(take, key)
    )


def _one_text(front: FrontMatter, path: str) -> Iterator[Notice]:
    """Yield a notice for each list that is written as one text with commas."""
    for key in _LISTS:
        value = front.values.get(key)
        if isinstance(value, str) and "," in value:
            rows = ", ".join(filter(None, map(str.strip, value.split(","))))
            said = f"{key}: {value[:60]} is one text, not a list"
            hint = f"write {key}: [{rows}]"
            yield Notice("front-matter-list", said, path, front.lines.get(key), hint)


def _photos(take: Fields, path: str) -> tuple[Photo, ...]:
    flat = _photo(take, tuple(_FLAT), path)
    rows = [(row, _photo(row, _ROW_KEYS, path)) for row in take.rows("photos", "src")]
    for row, _ in rows:
        row.refuse_unknown(_ROW_KEYS)
    photos = tuple(photo for _, photo in rows if photo != _NO_PHOTO)
    if flat != _NO_PHOTO:
        photos = (_joined(take, flat, photos[0]), *photos[1:]) if photos else (flat,)
    return photos


def _photo(take: Fields, keys: tuple[str, ...], path: str) -> Photo:
    src, alt, caption, credit, until = keys
    address = take.text(src)
    if address and (fault := _src_fault(address, path)):
        take.wrong(src, f"{in_quotes(address)} {fault[0]}", fault[1])
    words = (take.text(alt), take.lines(caption), take.text(credit))
    return Photo(address, *words, take.when(until))


def _also(take: Fields) -> tuple[Also, ...]:
    rows = take.rows("also", "source_url")
    found = []
    for row in rows:
        one = Also(row.text("title"), row.text("source"), _web_address(row, "source_url"))
        row.refuse_unknown(_ALSO_KEYS)
        if one.source or one.source_url:
            found.append(one)
        elif "source_url" not in row:
            row.wrong("source", "is missing", "say who published it, or where: source_url: …")
    return tuple(dict.fromkeys(found))


def _joined(take: Fields, flat: Photo, row: Photo) -> Photo:
    """Return the first photo as the flat keys and the first row tell it together."""
    for key, name in _FLAT.items():
        one, other = getattr(flat, name), getattr(row, name)
        if one and other and one != other:
            take.wrong(
                key,
                f"differs from {name} in the first row of photos",
                "the flat photo keys are that row: keep one of the two",
            )
    return Photo(*(getattr(flat, f.name) or getattr(row, f.name) for f in fields(Photo)))


def _src_fault(src: str, path: str) -> tuple[str, str] | None:
    """Return what is wrong with a photo's address and the way out, or None."""
    if _is_web(src):
        return None
    if _SCHEME.match(src) or src.startswith("//"):
        return "is no address of a photo", "write a path under content/, or an https address"
    if "\\" in src:
        return "holds a backslash", "write paths with / on every system"
    if ".." not in src:
        return None
    place = src.lstrip("/") if src.startswith("/") else f"{posixpath.dirname(path)}/{src}"
    if posixpath.normpath(place.lstrip("/")).split("/")[0] == "..":
        return "leads out of content/", "put the photo under content/"
    return None


def _web_address(take: Fields, key: str) -> str | None:
    value = take.text(key)
    if value is None:
        return None
    if not _is_web(value):
        take.wrong(key, f"must be an address such as https://example.org/a, not {in_quotes(value)}")
        return None
    return value


def _is_web(address: str) -> bool:
    # Nothing in such a host but names needs to be taken apart.
    if _WEB_HOST.fullmatch(address):
        return True
    return bool(_WEB.fullmatch(address) and split_url(address).hostname)


def _slug(take: Fields, key: str) -> str | None:
    value = take.text(key)
    if value is None:
        return None
    value = unicodedata.normalize("NFC", value)
    if fault := slug_fault(value):
        take.wrong(key, f"{fault}: {in_quotes(value[:60])}", f"write {key}: {slugify(value)}")
        return None
    return value


def _stem_slug(path: str) -> str:
    """Return an edition's slug: its file's whole name, since a date is a good one."""
    stem = unicodedata.normalize("NFC", path.rpartition("/")[2][:-3])
    return slugify(stem) if slug_fault(stem) else stem


def _language(take: Fields) -> str | None:
    value = take.text("language")
    if value is None or _LANGUAGE.fullmatch(value):
        return value
    take.wrong("language", f"must be a code such as en or pt-BR, not {in_quotes(value)}")
    return None


def _aliases(take: Fields) -> tuple[str, ...]:
    aliases = take.texts("aliases")
    for alias in aliases:
        try:
            old_permalink(alias)
        except ValueError as fault:
            take.wrong(
                "aliases", f"{in_quotes(alias)} {fault}", "write the old path alone: /old/address/"
            )
    return aliases


def _edition_item(row: Fields) -> EditionItem:
    slug = row.required("slug", "write - slug: … or only - …")
    return EditionItem(slug, row.lines("note"), row.line())


def _date_of_name(path: str) -> When | None:
    try:
        return moment(path.rpartition("/")[2][:10])
    except ValueError:
        return None
