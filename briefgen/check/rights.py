"""An article, the config and what its credits say in, notices on photos and excerpts out."""

from __future__ import annotations

import posixpath
from itertools import zip_longest
from typing import TYPE_CHECKING

from briefgen.errors import Notice, in_quotes
from briefgen.model.urls import host_of
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefgen.model.article import Article, Photo, Policy
    from briefgen.model.config import Config, SourceConfig
    from briefgen.model.credit import Credit
    from briefgen.model.entry import Body

__all__ = ["check_photos_within", "check_rights", "effective_policy", "same_words"]


def check_rights(
    article: Article,
    config: Config,
    *,
    parsed: Sequence[Credit | None] = (),
    body: Body | None = None,
    exists: Callable[[str], bool] | None = None,
) -> tuple[Notice, ...]:
    """Return what is wrong with an article's photos and how much of the source it shows.

    `parsed` says what each photo's credit was parsed to, in the order of the photos; `body` is the
    text as HTML, whose photos owe a credit like all others where they are shown; `exists` tells
    whether a path under content/ is there. What is not given is not checked.
    """
    rows = zip_longest(article.photos, parsed[: len(article.photos)])
    found = [
        replace(notice, path=article.path, line=_line(article, number, key))
        for number, (photo, credit) in enumerate(rows)
        for key, notice in _photo(photo, credit, article.path, exists)
    ]
    if body and _shows_photos(body, article, config):
        found += check_photos_within(body, article.path, lambda src: _line_in_body(article, src))
    return (*found, *_excerpt(article, config))


def check_photos_within(
    body: Body, path: str, line_of: Callable[[str], int | None] = lambda _: None
) -> Iterator[Notice]:
    """Yield the notices on the photos of a text: its figures, then those amid words."""
    for figure in body.figures:
        if figure.credit is None:
            hint = 'write its credit behind it: ![…](…){ credit="…" }; or delete the photo'
            yield replace(_uncredited(figure.src, hint), path=path, line=line_of(figure.src))
        elif figure.parsed and not (figure.parsed.creators or figure.parsed.chain):
            yield replace(_unread(figure.credit), path=path, line=line_of(figure.src))
    for src in body.inline:
        hint = 'put it in a paragraph of its own: ![…](…){ credit="…" }; or delete the photo'
        yield replace(_uncredited(src, hint), path=path, line=line_of(src))


def effective_policy(article: Article, config: Config) -> tuple[Policy, int]:
    """Return how much of an article may be shown and in how many words at most."""
    source = _source(article, config)
    policy = article.policy or (source and source.policy) or config.policy
    return policy, (source and source.max_words) or config.max_words


def _photo(
    photo: Photo, credit: Credit | None, path: str, exists: Callable[[str], bool] | None
) -> Iterator[tuple[str, Notice]]:
    """Give each notice on a photo with the key it is about: src, alt, caption or credit."""
    yield from _owed(photo, credit)
    if photo.src is None:
        return
    yield from _described(photo)
    if exists and not photo.src.lower().startswith(("https:", "http:")):
        place = _under_content(photo.src, path)
        if not exists(place):
            yield (
                "src",
                Notice(
                    "photo-file-missing",
                    f"the photo {photo.src} is not there",
                    hint=f"write /{photo.src}: the path of that file begins under content/"
                    if exists(posixpath.normpath(photo.src.lstrip("/")))
                    else f"put it at content/{place}, or mend photo:",
                ),
            )


def _owed(photo: Photo, credit: Credit | None) -> Iterator[tuple[str, Notice]]:
    if photo.src is None:
        yield (
            "credit" if photo.credit else "caption",
            Notice(
                "photo-file-unknown",
                "a photo has words but no file, so it is not shown",
                hint="write photo: with its path or address, or delete its caption and credit",
                level="info",
            ),
        )
    elif photo.credit is None:
        yield (
            "src",
            _uncredited(
                photo.src,
                "write photo_credit: word for word, as its owner asks; or remove photo:",
            ),
        )
    if photo.credit and credit and not (credit.creators or credit.chain):
        yield "credit", _unread(photo.credit)


def _shows_photos(body: Body, article: Article, config: Config) -> bool:
    """Whether the pages show the photos of a text: what is cut by the source's policy has none."""
    policy, most = effective_policy(article, config)
    return policy == "full" or (policy == "excerpt" and body.words <= most)


def _uncredited(src: str, hint: str) -> Notice:
    return Notice("photo-credit-missing", f"the photo {src} has no credit", hint=hint)


def _unread(credit: str) -> Notice:
    return Notice(
        "photo-credit-unread",
        f"the credit {in_quotes(credit)} names no person and no agency",
        hint="it is shown as it stands; check its spelling",
        level="info",
    )


def _line_in_body(article: Article, src: str) -> int | None:
    """Return the line of a text that names a picture: its address whole, else its file's name."""
    for words in (src, src.rpartition("/")[2]):
        if (at := article.body.find(words)) >= 0:
            return article.body_line + article.body.count("\n", 0, at)
    return article.body_line


def _described(photo: Photo) -> Iterator[tuple[str, Notice]]:
    if not photo.alt:
        yield (
            "src",
            Notice(
                "photo-alt-missing",
                f"the photo {photo.src} has no words for those who can't see it",
                hint="write photo_alt: what it shows, in a sentence",
                # A caption tells them something; a photo without any tells them nothing.
                level="info" if photo.caption else "warning",
            ),
        )
    elif photo.caption and same_words(photo.alt, photo.caption):
        yield (
            "alt",
            Notice(
                "photo-alt-is-caption",
                "photo_alt says the same as the caption, so it is read out twice",
                hint="say in photo_alt what can be seen",
                level="info",
            ),
        )


def _excerpt(article: Article, config: Config) -> Iterator[Notice]:
    policy, most = effective_policy(article, config)
    if policy == "full" or not article.summary:
        return
    words = len(article.summary.split())
    if words > most:
        yield Notice(
            "excerpt-long",
            f"the summary has {words} words; the policy {policy} allows {most}",
            article.path,
            article.line("summary"),
            "shorten it, or say policy: full where the owner allows it",
        )


def _line(article: Article, number: int, key: str) -> int | None:
    """Return the line of a photo's key: the flat one, or `photos` for the other rows."""
    flat = article.line("photo" if key == "src" else f"photo_{key}") if number == 0 else None
    return flat or article.line("photos") or article.line("photo")


def _source(article: Article, config: Config) -> SourceConfig | None:
    """Return the source the config names, by its name or by the host of the article's address."""
    if not config.sources:
        return None
    name = (article.source or "").casefold()
    host = host_of(article.source_url)
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


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same letters and digits, looked at no further than they have."""
    return all(a == b for a, b in zip_longest(_bare(one), _bare(other)))


def _bare(text: str) -> Iterator[str]:
    return filter(str.isalnum, text.casefold())
