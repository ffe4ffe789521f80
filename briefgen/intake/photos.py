"""An article with photos elsewhere in; the same with those photos as files beside it out.

Elsewhere is at other sites, or beside the page it was saved with.
"""

from __future__ import annotations

import posixpath
import re
from hashlib import sha256
from pathlib import Path

from briefgen.check.rights import same_words
from briefgen.engine.files import write_new
from briefgen.errors import ContentError, Notice, SourceError
from briefgen.model.article import Article, Photo
from briefgen.sources.media import media_of
from briefgen.sources.picture import PICTURE_BOUNDS, Picture, fetched_picture
from briefgen.values import dataclass, replace

__all__ = ["Brought", "Saved", "brought", "without_repeated_alt"]

_REMOTE = re.compile(r"https?://", re.IGNORECASE)
# An image as cleaning writes it: brackets within its words are escaped.
_IMAGE = re.compile(
    r"(?P<words>!\[(?:[^\[\]\\]|\\.)*\]\()"
    r"(?:<(?P<whole>[^<>\n]+)>|(?P<bare>[^\s<>()]+))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Brought:
    """An article whose photos were fetched: `files` are theirs under content/."""

    article: Article
    files: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """The pictures saved with a page: their paths from the page's `folder`."""

    folder: Path
    names: frozenset[str]


def brought(
    article: Article,
    root: Path,
    *,
    fetch: bool = True,
    allow_private: bool = False,
    saved: Saved | None = None,
) -> Brought:
    """Bring photos of an article to files beside its own under `root`, content/.

    Those saved with its page are copied; those at other sites are fetched where `fetch` says so.
    Words and credit stay as they are; one that can't be brought stays as it is, and is told.
    """
    said = [photo.src for photo in article.photos if photo.src]
    found = dict.fromkeys([*said, *map(_address, _IMAGE.finditer(article.body))])
    names: dict[str, str] = {}
    notices = []
    for address in found:
        beside = saved is not None and address in saved.names
        if not beside and not (fetch and _REMOTE.match(address)):
            continue
        try:
            picture = (
                _copied(saved.folder / address)
                if saved and beside
                else fetched_picture(address, allow_private=allow_private)
            )
            names[address] = _kept(picture, article.path, root)
        except (SourceError, ContentError) as error:
            notices.append(_left(address, error, root / article.path))
    files = (posixpath.join(posixpath.dirname(article.path), name) for name in names.values())
    return Brought(_with(article, names), tuple(dict.fromkeys(files)), tuple(notices))


def without_repeated_alt(article: Article) -> Article:
    """Leave out what pages write as a photo's alt where it only says the caption again."""
    photos = tuple(
        replace(one, alt=None) if one.alt and _says_caption(one) else one for one in article.photos
    )
    return replace(article, photos=photos) if photos != article.photos else article


def _says_caption(photo: Photo) -> bool:
    alt, caption = photo.alt or "", photo.caption or ""
    return bool(caption) and (
        same_words(alt, caption) or same_words(alt, f"{caption} {photo.credit or ''}")
    )


def _copied(file: Path) -> Picture:
    """Read a picture saved with a page; no larger one than would be fetched."""
    try:
        with file.open("rb") as stream:
            data = stream.read(PICTURE_BOUNDS.size + 1)
    except OSError as error:
        raise SourceError(f"it can't be read ({error.strerror})", path=str(file)) from error
    media = media_of(data)
    if media is None or len(data) > PICTURE_BOUNDS.size:
        raise SourceError("it is no picture that pages can show, or too large", path=str(file))
    return Picture("", data, media)


def _kept(picture: Picture, path: str, root: Path) -> str:
    """Look at all of a picture, and write it under a name that is free."""
    # A site that keeps links need not load Pillow.
    from briefgen.render.picture_files import encoders, survey

    folder, stem = (root / path).parent, posixpath.splitext(posixpath.basename(path))[0]
    digest = sha256(picture.data).digest()
    # Else the next build, and not the curator who stands by, would find it broken.
    survey(f"{stem}{picture.ending}", digest, picture.data, encoders())
    return _written(picture, folder, stem)


def _written(picture: Picture, folder: Path, stem: str) -> str:
    number = 1
    while True:
        tail = f"-{number}" if number > 1 else ""
        file = folder / f"{stem}{tail}{picture.ending}"
        try:
            write_new(file, picture.data)
        except FileExistsError:
            # One photo may stand under several addresses, and be there from an earlier try.
            if file.read_bytes() == picture.data:
                return file.name
            number += 1
        else:
            return file.name


def _left(address: str, error: SourceError | ContentError, place: Path) -> Notice:
    said = error.message if isinstance(error, SourceError) else f"it {error.message}"
    return Notice(
        "photo-not-fetched",
        f"the photo {address} stays as it is: {said}",
        str(place),
        hint="save it beside the article and name that file in photo:, or leave it",
    )


def _with(article: Article, names: dict[str, str]) -> Article:
    photos = tuple(
        replace(photo, src=names.get(photo.src or "", photo.src)) for photo in article.photos
    )

    def led(image: re.Match[str]) -> str:
        name = names.get(_address(image))
        # Titles in other scripts make names that only angle brackets hold.
        return image[0] if name is None else f"{image['words']}<{name}>"

    return replace(article, photos=photos, body=_IMAGE.sub(led, article.body))


def _address(image: re.Match[str]) -> str:
    return image["whole"] or image["bare"]
