"""A view of what changed in, the site amended out, where only what a few articles say did.

Most saves change the text of an article, its title or its summary, and no other article's place.
Then the pages that show it are planned of what the last build kept, rendered, and swapped in;
everything else stands. What comes out is what building everything would give; where this can't be
seen beforehand, nothing is done, and everything is built.
"""

from __future__ import annotations

import os
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from briefgen.build import preparing
from briefgen.build.amends import found_digest
from briefgen.build.look import remember_amended, retold, told_of
from briefgen.build.replanning import Desk, Fresh
from briefgen.build.stock import CHANGES, AnewError, Stock, anew
from briefgen.content.find import find
from briefgen.engine.garbage import seldom_collected
from briefgen.engine.ledger import rows_sum, write_rows
from briefgen.engine.output import Keyed, SiteFolder
from briefgen.engine.stat_index import disk_time
from briefgen.engine.survey import digest as digest_of
from briefgen.engine.work import Work
from briefgen.errors import ConfigError, ContentError, ThemeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.build.look import View
    from briefgen.build.order import Order, Result
    from briefgen.build.pieces import Known

__all__ = ["amended"]

# More articles, and what shows them, are sooner built with everything, on all cores.
_ARTICLES = 64
# What decides where an article stands, what is derived of it for other pages, and what is told.
_STANDING = attrgetter(
    *("path", "permalink", "slug", "guid", "published", "day_only", "updated", "topics", "pin"),
    *("draft", "policy", "source", "source_url", "language", "aliases"),
    *("photos", "photo", "absent"),
)


def amended(order: Order, view: View) -> Result | None:
    """Amend the site by what changed since the last build; None asks for a whole build."""
    try:
        with (
            seldom_collected(),
            SiteFolder(order.site, state=order.kept, seen=_seen(view)) as folder,
        ):
            return _amended(order, view, folder)
    except (AnewError, ContentError, ThemeError, ConfigError, OSError, ValueError):
        return None


def _amended(order: Order, view: View, folder: SiteFolder) -> Result:
    store = order.kept / "cache"
    since = disk_time(store / "told")
    if not folder.intact or len(view.changed) > 2 * _ARTICLES:
        anew()
    stock = Stock(order, view)
    with Work(store, stamp=stock.basis.stamp) as work:
        work.stage("read")
        fresh = dict(_read_again(order, view, stock))
        if not fresh:
            remember_amended(order, view, since, {}, folder.standing_numbers)
            return retold(order, view)
        work.stage("plan")
        desk = Desk(order, stock, fresh, work)
        made = desk.made(folder.standing)
        work.stage("render and write")
        outputs = [(one.path, Keyed(one.key, one())) for one in made]
        synced = folder.sync(outputs, instead=[one.path for one in made])
        work.stage("remember")
        changed = {**stock.changed, **{path: one.known.row for path, one in fresh.items()}}
        write_rows(store / CHANGES, b"", changed)
        more = {CHANGES: rows_sum(store / CHANGES).hex()}
        remember_amended(order, view, since, more, folder.numbers)
        return replace(retold(order, view, synced.written), timings=work.timings)


def _seen(view: View) -> bytes:
    return bytes.fromhex(view.told["outputs"]) if view.standing else b""


def _read_again(order: Order, view: View, stock: Stock) -> Iterator[tuple[str, Fresh]]:
    """Yield the articles that say something else now."""
    for name in _edited(order, view, stock):
        at = stock.places[name]
        data = (order.content / name).read_bytes()
        before = stock.known(at)
        if (digest := digest_of(data)) == before.file:
            continue
        photos = before.piece.entry.photos if before.piece.entry else ()
        lines = {figure.credit: figure.parsed for figure in photos if figure.credit}
        placing = preparing.Desk(stock.narrowed, stock.titles, stock.basis.stamp, lines=lines)
        made = preparing.prepared((name, digest, data), desk=placing)
        if made.errors:
            anew()
        now = stock.known_of(made.row)
        if not _stands(before, now) or _more_told(view, order, before):
            anew()
        yield name, Fresh(at, now, made.body)


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
