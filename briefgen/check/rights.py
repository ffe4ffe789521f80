"""An article, the config and what its credits say in, notices on photos and excerpts out."""

from __future__ import annotations

import posixpath
from itertools import zip_longest
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefgen.errors import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefgen.model.article import Article, Photo, Policy
    from briefgen.model.config import Config, SourceConfig
    from briefgen.model.credit import Credit

__all__ = ["check_rights", "effective_policy"]


def check_rights(
    article: Article,
    config: Config,
    *,
    credits: Sequence[Credit | None] = (),
    exists: Callable[[str], bool] | None = None,
) -> tuple[Notice, ...]:
    """Return what is wrong with an article's photos and how much of the source it shows.

    `credits` says what each photo's credit was parsed to, in the order of the photos; `exists`
    tells whether a path under content/ is there. What is not given is not checked.
    """
    rows = zip_longest(article.photos, credits[: len(article.photos)])
    found = [
        notice
        for number, (photo, credit) in enumerate(rows)
        for notice in _photo(article, photo, number, credit, exists)
    ]
    return (*found, *_excerpt(article, config))


def effective_policy(article: Article, config: Config) -> tuple[Policy, int]:
    """Return how much of an article may be shown and in how many words at most."""
    source = _source(article, config)
    policy = article.policy or (source and source.policy) or config.policy
    return policy, (source and source.max_words) or config.max_words


def _photo(
    article: Article,
    photo: Photo,
    number: int,
    credit: Credit | None,
    exists: Callable[[str], bool] | None,
) -> Iterator[Notice]:
    yield from _owed(article, photo, number, credit)
    if photo.src is None:
        return
    yield from _described(article, photo, number)
    if exists and not photo.src.lower().startswith(("https:", "http:")):
        path = _under_content(photo.src, article.path)
        if not exists(path):
            yield _notice(
                article,
                number,
                "src",
                "photo-file-missing",
                f"the photo {photo.src} is not there",
                f"put it at content/{path}, or mend photo:",
            )


def _owed(article: Article, photo: Photo, number: int, credit: Credit | None) -> Iterator[Notice]:
    if photo.src is None:
        yield _notice(
            article,
            number,
            "credit" if photo.credit else "caption",
            "photo-file-unknown",
            "a photo has words but no file, so it is not shown",
            "write photo: with its path or address, or delete its caption and credit",
            info=True,
        )
    elif photo.credit is None:
        yield _notice(
            article,
            number,
            "src",
            "photo-credit-missing",
            f"the photo {photo.src} has no credit",
            "write photo_credit: word for word as its owner asks",
        )
    if photo.credit and credit and not (credit.creators or credit.chain):
        yield _notice(
            article,
            number,
            "credit",
            "photo-credit-unread",
            f"the credit {photo.credit!r} names neither a person nor an agency that is known",
            "it is shown as it stands; check its spelling",
            info=True,
        )


def _described(article: Article, photo: Photo, number: int) -> Iterator[Notice]:
    if not photo.alt:
        yield _notice(
            article,
            number,
            "src",
            "photo-alt-missing",
            f"the photo {photo.src} has no words for those who can't see it",
            "write photo_alt: what it shows, in a sentence",
        )
    elif photo.caption and _bare(photo.alt) == _bare(photo.caption):
        yield _notice(
            article,
            number,
            "alt",
            "photo-alt-is-caption",
            "photo_alt says the same as the caption, so it is read out twice",
            "say in photo_alt what can be seen",
            info=True,
        )


def _excerpt(article: Article, config: Config) -> Iterator[Notice]:
    policy, most = effective_policy(article, config)
    words = len((article.summary or "").split())
    if policy != "full" and words > most:
        yield Notice(
            "excerpt-long",
            f"the summary has {words} words; the policy {policy} allows {most}",
            article.path,
            article.line("summary"),
            "shorten it, or say policy: full where the owner allows it",
        )


def _notice(
    article: Article,
    number: int,
    name: str,
    code: str,
    message: str,
    hint: str,
    *,
    info: bool = False,
) -> Notice:
    """Make a notice at the line of a photo's key: the flat one, or `photos` for the other rows."""
    flat = article.line("photo" if name == "src" else f"photo_{name}") if number == 0 else None
    line = flat or article.line("photos") or article.line("photo")
    level = "info" if info else "warning"
    return Notice(code, message, article.path, line, hint, level)


def _source(article: Article, config: Config) -> SourceConfig | None:
    """Return the source the config names, by its name or by the host of the article's address."""
    name = (article.source or "").casefold()
    host = (urlsplit(article.source_url or "").hostname or "").casefold()
    for source in config.sources:
        if name and source.name.casefold() == name:
            return source
    for source in config.sources:
        if any(host == known or host.endswith(f".{known}") for known in source.hosts):
            return source
    return None


def _under_content(src: str, path: str) -> str:
    place = src.lstrip("/") if src.startswith("/") else posixpath.join(posixpath.dirname(path), src)
    return posixpath.normpath(place)


def _bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
