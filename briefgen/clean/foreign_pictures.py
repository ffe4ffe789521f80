"""Tell the pictures that are none of the article's: of teasers, promotions, videos, or shown twice.

A picture goes with the words around it. The smallest box around it that has lines of text shows
what it belongs to: where all of them were dropped, it is dropped with them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.clean import credit
from briefgen.clean.boxes import words
from briefgen.clean.pictures import file_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from lxml.html import HtmlElement

    from briefgen.clean.body import Judged
    from briefgen.clean.boxes import Box
    from briefgen.clean.pieces import Piece

__all__ = ["copies", "foreign_pictures"]

# Lines that stand beside an article's own picture and are no part of its text.
_OWN = frozenset(
    (
        "repeats the title",
        "is a by-line or date line",
        "belongs to a picture",
        "stands before the title",
        "stands in a share bar",
        "a time stamp",
        "a share or copy button",
    )
)
_ELSEWHERE = frozenset(
    ("is a link", "points to other articles", "a link to other pieces", "stands in the navigation")
)
_PROMOTIONS = frozenset(("stands in a sign-up or promotion box", "an advertisement"))
_FEWEST_WORDS = 4
_SERVING = re.compile(
    r"newsletter|sign-?up|subscri|promo|(?<![a-z])ads?(?![a-z])|advert|sponsor|related|recommend"
    r"|teaser|read-?(?:more|also)|most-?(?:read|popular)|trending|(?<![a-z])nav(?![a-z])|recirc"
    r"|author-?(?:bio|box|card|info|image|photo)|taboola|outbrain|affiliate|comment"
)
_VIDEO = re.compile(r"(?<![a-z])(?:video|player|jwplayer|brightcove)(?![a-z])")


def foreign_pictures(found: Sequence[Piece], judged: Sequence[Judged]) -> frozenset[Piece]:
    """Return the pictures that belong to something else than the article's text."""
    kept: set[HtmlElement] = set()
    dropped: dict[HtmlElement, set[str]] = {}
    for row in judged:
        for box in row.line.whole.box.up():
            if row.verdict.kept:
                kept.add(box.element)
            else:
                reasons = dropped.setdefault(box.element, set())
                if len(row.line.whole.text.split()) >= _FEWEST_WORDS:
                    reasons.add(row.verdict.reason)
    return frozenset(one for one in found if one.photo and _is_foreign(one, kept, dropped))


def _is_foreign(
    picture: Piece, kept: Collection[HtmlElement], dropped: Mapping[HtmlElement, set[str]]
) -> bool:
    photo = picture.photo
    # A teaser's by-line, read as a credit, does not say of itself that it is one.
    credited = bool(photo and photo.credit and credit.parse(photo.credit))
    bare = photo is not None and not (photo.caption or photo.credit)
    own = list(_own_boxes(picture, kept))
    said = " ".join(words(box.element) for box in own)
    if not credited and (_SERVING.search(said) or _VIDEO.search(said)):
        return True
    reasons = next((dropped[box.element] for box in own if dropped.get(box.element)), None)
    if not reasons or reasons & _OWN:
        return False
    return bare or (not credited and bool(reasons & (_ELSEWHERE | _PROMOTIONS)))


def _own_boxes(picture: Piece, kept: Collection[HtmlElement]) -> Iterator[Box]:
    """Yield the boxes around a picture that hold nothing of the text, inside out."""
    for box in picture.box.up():
        if box.element in kept or box.tag in ("body", "main"):
            return
        yield box


def copies(pictures: Sequence[Piece], lead: str | None) -> frozenset[Piece]:
    """Return the pictures that show a file again: that of the lead or of a picture above."""
    seen = {file_key(lead)} if lead else set()
    again = set()
    for one in pictures:
        key = file_key(one.photo.src if one.photo else None)
        if key and key in seen:
            again.add(one)
        seen.add(key)
    return frozenset(again)
