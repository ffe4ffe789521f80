"""Articles read anew in, the site with the files that show them rendered and swapped in out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefgen.build.remember import SITE, remember_amended, retold
from briefgen.build.replanning import Desk
from briefgen.build.standing import stands, told_again
from briefgen.build.stock import CHANGES, GIVEN_UP
from briefgen.engine.garbage import seldom_collected
from briefgen.engine.ledger import rows_sum, write_rows
from briefgen.engine.output import Keyed, SiteFolder
from briefgen.engine.work import Work
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefgen.build.look import View
    from briefgen.build.order import Order, Result
    from briefgen.build.stock import Fresh, Stock

__all__ = ["shown_anew"]


def shown_anew(
    order: Order, view: View, since: int, stock: Stock, read: Callable[[], bytes]
) -> Result | None:
    """Show what `read` gives, a record of Reread ones; None asks for a whole build.

    `since` is when reading began, in ns by the disk's clock. `stock` was opened after the look.
    """
    try:
        with seldom_collected(), Work(order.kept / "cache", stamp=stock.basis.stamp) as work:
            work.stage("read")
            desk = Desk(order, stock, work)
            with SiteFolder(order.site, state=order.kept, seen=view.sight) as folder:
                fresh = stock.fresh(read())
                return _shown(order, view, folder, since, desk, fresh)
    except GIVEN_UP:
        return None


def _shown(  # noqa: PLR0913, PLR0917, all that a build has open
    order: Order,
    view: View,
    folder: SiteFolder,
    since: int,
    desk: Desk,
    fresh: Mapping[str, Fresh],
) -> Result | None:
    work, stock = desk.work, desk.stock
    work.stage("plan")
    made = desk.made(fresh.values(), folder.standing) if fresh else ()
    work.stage("render and write")
    outputs = [(one.path, Keyed(one.key, one())) for one in made]
    if not stands(order, view, folder):
        return None
    if not fresh:
        return told_again(order, view, folder, since)
    synced = folder.sync(outputs, instead=[one.path for one in made])
    work.stage("remember")
    changes = order.kept / "cache" / CHANGES
    write_rows(changes, b"", {**stock.changed, **{n: one.known.row for n, one in fresh.items()}})
    more = {CHANGES: rows_sum(changes).hex(), SITE: folder.sum.hex()}
    prefix = f"{order.content}{os.sep}"
    files = {prefix + path: one.known.file for path, one in fresh.items()}
    remember_amended(order, view.made_of(files), since, more, folder.numbers)
    folder.stand_by()
    return replace(retold(order, view, synced.written), timings=work.timings)
