"""Figures and what their files are in; figures as they are shown, and bodies with them, out."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from hashlib import blake2b
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from briefgen.model.picture import Renditions, Stamp
from briefgen.model.slug import slugify
from briefgen.render.addresses import INNER, inner
from briefgen.render.licences import licence_url
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from briefgen.model.credit import Credit
    from briefgen.model.entry import Figure
    from briefgen.model.picture import Picture

    Parse = Callable[[str], Credit | None]
    Split = Callable[[str], tuple[str, str | None]]

__all__ = [
    "KINDS",
    "disagreement",
    "dressed",
    "dressed_html",
    "filled",
    "renditions",
    "srcset_of",
    "stamp_of",
    "widths_of",
]

KINDS = {
    "avif": "image/avif",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}
"""The endings of files that are made of pictures, with their media types."""

# An image in a text is as wide as the text, which themes keep to some 40 rem.
# Drawn by the browser, or moving: one file will do.
_ALONE = {("svg",), ("webp",)}
_SIZES = "(min-width: 44rem) 40rem, 92vw"
_STEM_LONGEST = 60
_LONGEST = 2_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_FIGURE = re.compile(r"<figure(?: [^>]*)?>(?:(?!</?figure\b).)*</figure>", re.DOTALL)
_IMAGE = re.compile(rf'<img(?: [a-z][a-z0-9:-]*="[^"]*")*? src="({INNER})?([^"]*)"[^>]*>')
_SIZED = re.compile(r' (?:width|height)="\d*"')


def filled(figure: Figure, picture: Picture, parse: Parse, split: Split) -> Figure:
    """Return a figure with what its file says where the article says nothing.

    `parse` reads a credit line, `split` takes a credit off a caption's end.
    """
    words = picture.words
    caption, credit = figure.caption, figure.credit
    if caption is None and words.caption:
        caption, _ = split(words.caption)
    if credit is None:
        credit = words.credit_line
    parsed = figure.parsed if credit == figure.credit else parse(credit or "")
    return replace(
        figure, alt=figure.alt or words.alt or "", caption=caption, credit=credit, parsed=parsed
    )


def disagreement(figure: Figure, picture: Picture) -> str | None:
    """Return the credit in the picture's own file where the page's says otherwise.

    Spelling, order and marks are no disagreement: only a name that the page's credit lacks is.
    """
    words = picture.words
    if not figure.credit or not words.credit_line:
        return None
    shown = _bare(figure.credit)
    named = (*words.creators, *filter(None, (words.credit,))) or (words.credit_line,)
    agrees = all(_bare(name) in shown for name in named) or shown in _bare(words.credit_line)
    return None if agrees else words.credit_line


def dressed(figure: Figure, picture: Picture, widths: Sequence[int], maker: str) -> Figure:
    """Return a figure as it is shown: by the files made of its picture, with their measures.

    `maker` names the program that makes them, since another's bytes differ.
    """
    made = renditions(picture, widths, stamp_of(figure, picture), maker)
    width = made.widths[-1]
    height = max(1, round(picture.height * width / picture.width))
    return replace(figure, src=made.fallback, width=width, height=height, renditions=made)


def renditions(picture: Picture, widths: Sequence[int], stamp: Stamp, maker: str) -> Renditions:
    """Return the files to be made of a picture: their names tell all that their bytes depend on."""
    wanted = widths_of(picture, widths)
    told = repr((picture.digest, picture.kinds, picture.flat, wanted, stamp, maker))
    mark = blake2b(told.encode("utf-8", "replace"), digest_size=6).hexdigest()
    return Renditions(f"{_stem(picture.path)}-{mark}", picture.kinds, wanted)


@lru_cache(maxsize=1024)
def _stem(path: str) -> str:
    folder, name = posixpath.split(path)
    stem = slugify(posixpath.splitext(name)[0], _STEM_LONGEST, stem="picture")
    return posixpath.join(folder, stem)


def widths_of(picture: Picture, widths: Sequence[int]) -> tuple[int, ...]:
    """Return the widths to be made: none above the picture's own, which stands in for those."""
    if picture.kinds in _ALONE:
        own = picture.width
        return (own if picture.kinds == ("svg",) else min(own, max(widths)),)
    fitting = {width for width in widths if width < picture.width}
    if len(fitting) < len(set(widths)):
        fitting.add(picture.width)
    return tuple(sorted(fitting))


def stamp_of(figure: Figure, picture: Picture) -> Stamp:
    """Return what is written into a photo's files: the words owed, as the page shows them."""
    words, parsed = picture.words, figure.parsed
    # Where the page's word is not the file's, the file's further facts may be another's.
    agrees = figure.credit in {words.credit, words.credit_line}
    creators = (parsed.creators if parsed else ()) or (words.creators if agrees else ())
    return Stamp(
        creators=tuple(map(_clean, creators)),
        credit=_clean(figure.credit or "") or None,
        rights=words.rights or _clean(figure.credit or "") or None,
        source=words.source if agrees else None,
        instructions=words.instructions,
        web_statement=words.web_statement or licence_url(parsed),
    )


def srcset_of(made: Renditions, kind: str, address: Callable[[str], str]) -> str:
    """Return the `srcset` of one kind, `address` giving the address of a path."""
    # Commas part the candidates, so one in an address has to be written otherwise.
    return ", ".join(
        f"{address(made.path(width, kind)).replace(',', '%2C')} {width}w" for width in made.widths
    )


def dressed_html(
    body: str,
    written: Sequence[Figure],
    figures: Sequence[Figure | None],
    loose: Mapping[str, Figure | None],
) -> str:
    """Return a body's HTML with its figures as they are shown.

    `written` are the body's own in their order and `figures` what is shown for each, `loose`
    pictures amid words by path; None stands for one not to be shown, which takes its words along.
    """
    waiting: dict[str, list[Figure | None]] = {}
    for before, after in zip(written, figures, strict=True):
        waiting.setdefault(before.src, []).append(after)

    def framed(found: re.Match[str]) -> str:
        image = _IMAGE.search(found.group())
        path = _path(image) if image else ""
        if image is None or not waiting.get(path):
            return found.group()
        figure = waiting[path].pop(0)
        if figure is None:
            return ""
        shown = found.group().replace(image.group(), _pictured(image.group(), figure), 1)
        return _captioned(shown, figure)

    def alone(found: re.Match[str]) -> str:
        path = _path(found)
        if path not in loose:
            return found.group()
        figure = loose[path]
        return "" if figure is None else _image(found.group(), figure)

    # The first pass leaves none of its own addresses for the second to find.
    return _IMAGE.sub(alone, _FIGURE.sub(framed, body))


def _path(image: re.Match[str]) -> str:
    address = unescape(image[2])
    return unquote(address) if image[1] else address


def _pictured(tag: str, figure: Figure) -> str:
    made = figure.renditions
    if made is None or made.alone:
        return _image(tag, figure)
    *better, last = (
        f'srcset="{escape(srcset_of(made, kind, inner))}" sizes="{_SIZES}">' for kind in made.kinds
    )
    sources = "".join(
        f'<source type="{KINDS[kind]}" {files}'
        for kind, files in zip(made.kinds, better, strict=False)
    )
    return f"<picture>{sources}{_image(tag, figure)[:-1]} {last}</picture>"


def _image(tag: str, figure: Figure) -> str:
    """Return an image's tag with its new address and, where the author gives none, its measures."""
    tag = re.sub(rf' src="{INNER}[^"]*"', lambda _: f' src="{escape(inner(figure.src))}"', tag)
    if ' alt=""' in tag and figure.alt:
        tag = tag.replace(' alt=""', f' alt="{escape(figure.alt)}"', 1)
    if figure.width and figure.height and not _SIZED.search(tag):
        tag = f'{tag[:-1]} width="{figure.width}" height="{figure.height}">'
    return tag


def _captioned(shown: str, figure: Figure) -> str:
    """Add the credit and the caption that came from the picture's own file."""
    credit = f'<span class="credit">{escape(figure.credit or "", quote=False)}</span>'
    if "<figcaption" not in shown:
        words = escape(figure.caption or "", quote=False)
        told = " ".join(filter(None, (words, credit if figure.credit else "")))
        return (
            shown.replace("</figure>", f"<figcaption>{told}</figcaption></figure>")
            if told
            else shown
        )
    if figure.credit and 'class="credit"' not in shown:
        return shown.replace("</figcaption>", f" {credit}</figcaption>", 1)
    return shown


def _bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _clean(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())[:_LONGEST]
