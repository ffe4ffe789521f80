"""A view of what changed in, the articles that say something else now out, read and placed anew.

Where anything but what they say changed, everything has to be built.
"""

from __future__ import annotations

import os
from operator import attrgetter
from typing import TYPE_CHECKING

import msgspec

from briefgen.build.amends import found_digest
from briefgen.build.preparing import Desk, prepared
from briefgen.build.remember import told_of
from briefgen.build.stock import GIVEN_UP, UNREAD, Reread, anew
from briefgen.content.find import find
from briefgen.engine.survey import digest as digest_of
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.build.look import View
    from briefgen.build.order import Order
    from briefgen.build.pieces import Known
    from briefgen.build.stock import Stock

__all__ = ["reread"]

# More articles, and what shows them, are sooner built with everything, on all cores.
_ARTICLES = 64
# What decides where an article stands, what is derived of it for other pages, and what is told.
_STANDING = attrgetter(
    *("path", "permalink", "slug", "guid", "published", "day_only", "updated", "topics", "pin"),
    *("draft", "policy", "source", "source_url", "language", "aliases"),
    *("photos", "photo"),
)


def reread(order: Order, view: View, stock: Stock) -> bytes:
    """Return what the changed articles say now, as a record of Reread ones, or UNREAD."""
    try:
        return msgspec.msgpack.encode([*_reread(order, view, stock)])
    except GIVEN_UP:
        return UNREAD


def _reread(order: Order, view: View, stock: Stock) -> Iterator[Reread]:
    """Yield the articles that say something else now."""
    for name in _edited(order, view, stock):
        at = stock.places[name]
        data = (order.content / name).read_bytes()
        before = stock.known(at)
        if (digest := digest_of(data)) == before.file:
            continue
        photos = before.piece.entry.photos if before.piece.entry else ()
        lines = {figure.credit: figure.parsed for figure in photos if figure.credit}
        placing = Desk(stock.narrowed, stock.titles, stock.basis.stamp, lines=lines)
        made = prepared((name, digest, data), desk=placing)
        if made.errors:
            anew()
        now = stock.known_of(made.row)
        if not _stands(before, now) or _more_told(view, order, before):
            anew()
        yield Reread(name, made.row, made.body)


def _edited(order: Order, view: View, stock: Stock) -> list[str]:
    """Return the articles that were touched, and nothing else was."""
    prefix = os.fsencode(f"{order.content}{os.sep}")
    names = []
    for at in view.changed:
        path = view.inputs[at]
        name = os.fsdecode(path.removeprefix(prefix))
        if not path.startswith(prefix):
            anew()
        if name in stock.places:
            names.append(name)
        elif not os.path.isdir(path):  # noqa: PTH112 - bytes
            anew()
    if len(names) < len(view.changed):
        # A folder changes when a file in it is replaced, as editors do; its names must stand.
        found = find(order.content)
        if found.errors or view.told.get("found") != found_digest(found):
            anew()
    if len(names) > _ARTICLES:
        anew()
    return names


def _stands(before: Known, now: Known) -> bool:
    """Whether an article stands where it stood, and nothing has to be told of it that was not."""
    old, new = before.piece, now.piece
    if old.entry is None or new.entry is None:
        return False
    if _STANDING(old.entry) != _STANDING(new.entry):
        return False
    if new.entry.aliases and new.entry.title != old.entry.title:
        return False  # its redirects bear its title
    looks = attrgetter("pictures", "photo_line", "notices", "body.figures", "body.links")
    return bool(looks(old) == looks(new))


def _more_told(view: View, order: Order, one: Known) -> bool:
    """Whether anything was told of an article that its file alone does not tell.

    Dead links and photos are told with a line, which may be another by now.
    """
    path = str(order.content / one.piece.path)
    own = {replace(notice, path=path) for notice in one.piece.notices}
    return not own.issuperset(told_of(view, path))
