"""An article with photos of other sites in; the same with those photos as files beside it out."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from briefgen.engine.files import write_new
from briefgen.errors import ContentError, Notice, SourceError
from briefgen.model.article import Article
from briefgen.sources.picture import fetched_picture

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.sources.picture import Picture

__all__ = ["Brought", "brought"]

_REMOTE = re.compile(r"https?://", re.IGNORECASE)
# An image as cleaning writes it: brackets within its words are escaped.
_IMAGE = re.compile(
    r"(?P<words>!\[(?:[^\[\]\\]|\\.)*\]\()"
    r"(?:<(?P<whole>https?://[^<>\n]+)>|(?P<bare>https?://[^\s<>()]+))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Brought:
    """An article whose photos were fetched: `files` are theirs under content/."""

    article: Article
    files: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


def brought(article: Article, root: Path, *, allow_private: bool = False) -> Brought:
    """Fetch each remote photo of an article to a file beside its own under `root`, content/.

    Words and credit stay as they are; one that can't be fetched stays a link, and is told.
    """
    remote = [photo.src for photo in article.photos if photo.src and _REMOTE.match(photo.src)]
    found = dict.fromkeys([*remote, *map(_address, _IMAGE.finditer(article.body))])
    names: dict[str, str] = {}
    notices = []
    for address in found:
        try:
            names[address] = _kept(address, article.path, root, allow_private)
        except (SourceError, ContentError) as error:
            notices.append(_left(address, error, root / article.path))
    files = (posixpath.join(posixpath.dirname(article.path), name) for name in names.values())
    return Brought(_with(article, names), tuple(dict.fromkeys(files)), tuple(notices))


def _kept(address: str, path: str, root: Path, allow_private: bool) -> str:
    """Fetch a picture, look at all of it, and write it under a name that is free."""
    # A site that keeps links need not load Pillow.
    from briefgen.render.picture_files import encoders, survey

    picture = fetched_picture(address, allow_private=allow_private)
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
        f"the photo {address} stays a link: {said}",
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
