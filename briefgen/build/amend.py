"""A view of what changed in, the site amended out, where only what a few articles say did.

Most saves change the text of an article, its title or its summary, and no other article's place.
Then the pages that show it are planned of what the last build kept, rendered, and swapped in;
everything else stands. What comes out is what building everything would give; where this can't be
seen beforehand, nothing is done, and everything is built.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from briefgen.build.look import SITE, remember_amended, retold
from briefgen.build.replanning import Desk
from briefgen.build.sift import stands, told_again
from briefgen.build.stock import CHANGES, UNREAD, AnewError, Stock, anew
from briefgen.engine.aside import aside
from briefgen.engine.garbage import seldom_collected
from briefgen.engine.ledger import rows_sum, write_rows
from briefgen.engine.output import Keyed, SiteFolder
from briefgen.engine.stat_index import disk_time
from briefgen.engine.work import Work
from briefgen.errors import ConfigError, ContentError, ThemeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.build.look import View
    from briefgen.build.order import Order, Result

__all__ = ["amended"]

_GIVEN_UP = (AnewError, ContentError, ThemeError, ConfigError, OSError, ValueError)


def amended(order: Order, view: View) -> Result | None:
    """Amend the site by what changed since the last build; None asks for a whole build."""
    since = disk_time(order.kept / "cache/told")
    # Reading articles and showing them take other modules: two processes load them side by side.
    read = aside(partial(_read, order, view))
    try:
        with (
            seldom_collected(),
            SiteFolder(order.site, state=order.kept, seen=view.seen) as folder,
        ):
            return _amended(order, view, folder, since, read)
    except _GIVEN_UP:
        return None
    finally:
        read()  # nobody is left at work


def _read(order: Order, view: View) -> bytes:
    """Return what was read anew, as `stock.fresh` takes it."""
    from briefgen.build.rereading import reread

    try:
        return reread(order, view)
    except _GIVEN_UP:
        return UNREAD


def _amended(
    order: Order, view: View, folder: SiteFolder, since: int, read: Callable[[], bytes]
) -> Result:
    store = order.kept / "cache"
    if not stands(view, folder):
        anew()
    stock = Stock(order, view)
    with Work(store, stamp=stock.basis.stamp) as work:
        work.stage("read")
        fresh = stock.fresh(read())
        if not fresh:
            return told_again(order, view, folder, since)
        work.stage("plan")
        desk = Desk(order, stock, fresh, work)
        made = desk.made(folder.standing)
        work.stage("render and write")
        outputs = [(one.path, Keyed(one.key, one())) for one in made]
        synced = folder.sync(outputs, instead=[one.path for one in made])
        work.stage("remember")
        changed = {**stock.changed, **{path: one.known.row for path, one in fresh.items()}}
        write_rows(store / CHANGES, b"", changed)
        more = {CHANGES: rows_sum(store / CHANGES).hex(), SITE: folder.sum.hex()}
        prefix = f"{order.content}{os.sep}"
        files = {prefix + path: one.known.file for path, one in fresh.items()}
        remember_amended(order, view.made_of(files), since, more, folder.numbers)
        folder.stand_by()
        return replace(retold(order, view, synced.written), timings=work.timings)
