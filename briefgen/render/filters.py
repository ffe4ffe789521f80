"""What templates call: addresses, assets, dates, words and texts, bound to one site and theme."""

from __future__ import annotations

import datetime as dt
from base64 import b64encode
from functools import cache, lru_cache
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from briefgen.errors import ThemeError, nearest
from briefgen.model.entry import Body
from briefgen.render import addresses, metadata, spoken
from briefgen.render.catalogues import catalogue
from briefgen.render.json_ld import Voice, json_ld
from briefgen.render.pictures import KINDS, srcset_of
from briefgen.render.to_html import to_body
from briefgen.render.words import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from briefgen.model.entry import Entry, Figure
    from briefgen.model.page import FeedRef, Page, Site
    from briefgen.model.theme import Theme

__all__ = ["by_day", "filters", "functions"]

_STYLES = ("short", "medium", "long", "full")
_FORMATS = {"atom": "Atom", "json": "JSON Feed"}
_MEMO = 20_000
_MOMENTS = 2_000
_ICON = "icon.svg"
_SCRIPT = 4
# Where Chinese is written in traditional characters (CLDR's likely subtags).
_TRADITIONAL = frozenset(("tw", "hk", "mo"))
_TEXT = frozenset({str})
# Inside a script only these can end it or open a comment; JSON may write them as escapes.
_ENDS = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
# Markup's own way to make one looks for what a text can't have.
_marked = str.__new__


def filters(theme: Theme, site: Site) -> dict[str, Callable[..., Any]]:
    """Return the filters of a site's templates by name."""

    @cache
    def url(path: str) -> str:
        return addresses.url(path, site.base_path)

    return {
        "abs_url": lambda path: addresses.abs_url(path, site.url),
        "asset": _asset(theme, site),
        "body": lambda body: _shown(body.html, site),
        "by_day": by_day,
        "credit_line": _credit_line,
        "date": _date(site),
        "excerpt": _excerpt,
        "feed_format": _feed_format,
        "isodate": _isodate,
        "json_ld": _json_ld(theme, site),
        "lang_name": lambda language: spoken.language_name(language, site.language),
        "link": addresses.safe_link,
        "markdown": _markdown(site),
        "number": _number(site),
        "picture_type": KINDS.__getitem__,
        "sha256": _sha256,
        "srcset": _srcset(site),
        "url": url,
    }


def functions(theme: Theme, site: Site) -> dict[str, Callable[..., Any]]:
    """Return the functions of a site's templates by name."""
    words = catalogue(theme.words, site.language)
    gettext = lru_cache(_MEMO)(words.gettext)
    number = _number(site)

    def t(text: str, /, **values: object) -> str | Markup:
        said = gettext(text)
        return _filled(said, values) if values else said

    def nt(one: str, many: str, n: int, /, **values: object) -> Markup:
        return _filled(words.ngettext(one, many, n), {"n": number(n), **values})

    return {
        "dir_of": spoken.direction,
        "lang": _lang(site),
        "nt": nt,
        "social": metadata.social,
        "t": t,
    }


def by_day(entries: Iterable[Entry]) -> list[tuple[dt.date | None, bool, list[Entry]]]:
    """Group entries, kept in their order, as (day or None, pinned, entries)."""

    def day(entry: Entry) -> tuple[dt.date | None, bool]:
        if entry.pin:
            return None, True
        return entry.published.date() if entry.published else None, False

    return [(*key, list(group)) for key, group in groupby(entries, day)]


def _filled(text: str, values: dict[str, object]) -> Markup:
    if _TEXT.issuperset(map(type, values.values())):
        return _filled_with(text, *values.items())
    return _filled_anew(text, values)


@lru_cache(_MEMO)
def _filled_with(text: str, *values: tuple[str, str]) -> Markup:
    return _filled_anew(text, dict(values))


def _filled_anew(text: str, values: Mapping[str, object]) -> Markup:
    try:
        return escape(text) % values
    except (KeyError, TypeError, ValueError) as error:
        raise ThemeError(
            f"the words {text!r} do not fit their values: {error!r}",
            hint=f"they may name: {', '.join(values)}",
        ) from None


def _asset(theme: Theme, site: Site) -> Callable[[str], str]:
    def asset(name: str) -> str:
        if name not in theme.assets:
            raise ThemeError(
                f"the theme has no asset {name!r}",
                hint=nearest(name, theme.assets) or f"it has: {', '.join(theme.assets)}",
            )
        return addresses.url(theme.assets[name].path, site.base_path)

    return asset


def _date(site: Site) -> Callable[..., str]:
    def date(value: dt.date, style: str = "long", language: str = site.language) -> str:
        if isinstance(value, dt.datetime):
            if style == "time":
                return spoken.time(value.hour, value.minute, language)
            value = value.date()
        return spoken.day(value, style, language)

    return date


def _isodate(value: dt.date, day_only: bool = False) -> str:
    if not isinstance(value, dt.datetime):
        return value.isoformat()
    if day_only:
        return value.date().isoformat()
    # Two moments of two zones may be equal, and are written otherwise.
    return _minute(value, value.tzinfo, value.fold)


@lru_cache(_MOMENTS)
def _minute(value: dt.datetime, _zone: dt.tzinfo | None, _fold: int) -> str:
    """Return a moment as its page, and the pages around it, write it some ten times."""
    return value.isoformat(timespec="minutes")


def _markdown(site: Site) -> Callable[[str], Markup]:
    @lru_cache(_MEMO)
    def markdown(text: str) -> Markup:
        return _shown(to_body(text, "").html, site)

    return markdown


def _shown(html: str, site: Site) -> Markup:
    # Bodies come from to_body, which has sanitised them.
    return _marked(Markup, addresses.resolve(html, site.base_path))


def _excerpt(text: str | Body, words: int = 40) -> str:
    """Return the first words as plain text, with an ellipsis where it was cut."""
    found = plain(text.html if isinstance(text, Body) else text).split()
    return " ".join(found[:words]) + ("…" if len(found) > words else "")


def _credit_line(figure: Figure) -> str:
    return figure.credit or ""


def _srcset(site: Site) -> Callable[[Figure, str], str]:
    def srcset(figure: Figure, kind: str) -> str:
        """Return a photo's files of a kind with their widths; empty for a photo of elsewhere."""
        made = figure.renditions
        if made is None:
            return ""
        return srcset_of(made, kind, lambda path: addresses.url(path, site.base_path))

    return srcset


def _feed_format(feed: FeedRef) -> str:
    return _format_of(feed.type)


@lru_cache(_MEMO)
def _format_of(media_type: str) -> str:
    return next((name for key, name in _FORMATS.items() if key in media_type), "RSS")


def _json_ld(theme: Theme, site: Site) -> Callable[[Page], Markup]:
    logo = theme.assets.get(str(theme.settings.get("logo") or _ICON))
    voice = Voice(catalogue(theme.words, site.language).gettext, logo.path if logo else None)

    def said(page: Page) -> Markup:
        text = json_ld(page, voice)
        for sign, escaped in _ENDS.items():
            if sign in text:  # asked ten times as fast as replaced
                text = text.replace(sign, escaped)
        return _marked(Markup, text)

    return said


def _sha256(text: str) -> str:
    """Return the hash by which a content security policy allows an inline text."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _number(site: Site) -> Callable[[int], str]:
    return lambda value: spoken.number(value, site.language)


def _spoken_alike(one: str, other: str) -> bool:
    """Tell whether two tags are of one language in one script: regions make no other language."""
    return _base(one) == _base(other)


@cache
def _base(language: str) -> tuple[str, str]:
    base, *more = language.lower().split("-")
    script = next((part for part in more if len(part) == _SCRIPT), "")
    if base == "zh" and not script:
        script = "hant" if _TRADITIONAL & set(more) else "hans"
    return base, script


def _lang(site: Site) -> Callable[[str], Markup]:
    @cache
    def lang(language: str) -> Markup:
        """Return the attributes of a text in another language than the site's, else nothing."""
        if not language or _spoken_alike(language, site.language):
            return Markup()
        direction = spoken.direction(language)
        tail = f' dir="{direction}"' if direction != site.direction else ""
        return Markup(' lang="{}"').format(language) + Markup(tail)  # noqa: S704

    return lang
