"""Articles read anew in, the site with the files that show them rendered and swapped in out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefgen.build.remember import SITE, remember_amended, retold, still_told
from briefgen.build.replanning import Desk, SiteKeys
from briefgen.build.standing import stands, told_again
from briefgen.build.stock import CHANGES, GIVEN_UP
from briefgen.engine.amending import AmendedFolder, UnfitError
from briefgen.engine.garbage import seldom_collected
from briefgen.engine.ledger import rows_sum, write_rows
from briefgen.engine.output import Keyed, SiteFolder
from briefgen.engine.sight import rows_sight
from briefgen.engine.work import Work
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

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
            showing = _Showing(order, view, since, Desk(order, stock, work))
            try:
                return showing.in_place(read)
            except UnfitError:
                return showing.in_folder(read)
    except GIVEN_UP:
        return None


class _Showing:
    """Shows what was read anew in a site; None asks for a whole build."""

    def __init__(self, order: Order, view: View, since: int, desk: Desk) -> None:
        self._order = order
        self._view = view
        self._since = since
        self._desk = desk
        self._work = desk.work

    def in_place(self, read: Callable[[], bytes]) -> Result | None:
        """Put the files that show it in the place of others, where nothing else is to be done."""
        order, view = self._order, self._view
        with AmendedFolder(order.site, state=order.kept, seen=view.sight) as site:
            fresh = self._desk.stock.fresh(read())
            outputs = self._outputs(fresh, site)
            site.trust()
            if not still_told(order, view):
                return None
            written = site.replace(outputs) if fresh else ()
            self._remember(fresh, site.sum, site.sight)
            return self._told(written)

    def in_folder(self, read: Callable[[], bytes]) -> Result | None:
        """Do that beside the files of others, on a stage that has to be looked at, anywhere."""
        order, view = self._order, self._view
        with SiteFolder(order.site, state=order.kept, seen=view.sight) as folder:
            fresh = self._desk.stock.fresh(read())
            outputs = self._outputs(fresh, SiteKeys(folder.standing))
            if not stands(order, view, folder):
                return None
            if not fresh:
                return told_again(order, view, folder, self._since)
            synced = folder.sync(outputs, instead=[path for path, _ in outputs])
            sight = rows_sight([folder.numbers[path] for path in view.paths])
            self._remember(fresh, folder.sum, sight)
            folder.stand_by()
            return self._told(synced.written)

    def _outputs(
        self, fresh: Mapping[str, Fresh], site: AmendedFolder | SiteKeys
    ) -> list[tuple[str, Keyed]]:
        self._work.stage("plan")
        made = self._desk.made(fresh.values(), site) if fresh else ()
        self._work.stage("render and write")
        return [(one.path, Keyed(one.key, one())) for one in made]

    def _remember(self, fresh: Mapping[str, Fresh], total: bytes, sight: bytes) -> None:
        self._work.stage("remember")
        order, stock = self._order, self._desk.stock
        more = {SITE: total.hex()}
        if fresh:
            changes = order.kept / "cache" / CHANGES
            rows = {name: one.known.row for name, one in fresh.items()}
            write_rows(changes, b"", {**stock.changed, **rows})
            more[CHANGES] = rows_sum(changes).hex()
        prefix = f"{order.content}{os.sep}"
        files = {prefix + path: one.known.file for path, one in fresh.items()}
        remember_amended(order, self._view.made_of(files), self._since, more, sight)

    def _told(self, written: Collection[str]) -> Result:
        return replace(retold(self._order, self._view, written), timings=self._work.timings)
