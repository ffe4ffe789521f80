"""A view of what changed in; without what bears another time alone, and the site that still holds.

A fresh checkout stamps every file anew, and a cache that is unpacked beside it holds no site. Where
every file says what it said, the site is the last one: it is brought back, and no article is read.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.build.look import SITE, remember_amended, retold
from briefgen.engine.output import SiteFolder
from briefgen.engine.stat_index import StatIndex, disk_time
from briefgen.engine.sums import UNKNOWN, WIDTH, content_sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.build.look import View
    from briefgen.build.order import Order, Result

__all__ = ["brought_back", "sifted", "stands"]

# So many files are read by two processes, and a whole build may have to know them as well.
_MANY = 256


def sifted(order: Order, view: View) -> View:
    """Return a view without what changed in nothing but its time: it holds what it held."""
    paths = [view.inputs[at] for at in view.changed]
    before = [view.sums[at * WIDTH : (at + 1) * WIDTH] for at in view.changed]
    rows = zip(view.changed, before, _sums_now(order, paths), strict=True)
    return replace(view, changed=tuple(at for at, old, now in rows if old != now or now == UNKNOWN))


def _sums_now(order: Order, paths: Sequence[bytes]) -> Iterable[bytes]:
    if len(paths) < _MANY:
        return map(content_sum, paths)
    index = StatIndex(order.kept / "index")
    found = index.digests(map(os.fsdecode, paths))
    index.save(whole=False)
    return [one or content_sum(path) for one, path in zip(found, paths, strict=True)]


def brought_back(order: Order, view: View) -> Result | None:
    """Return what was told of a site whose sources did not change, and see that it stands.

    None where others changed the site: only a whole build mends that.
    """
    since = disk_time(order.kept / "cache" / "told")
    with SiteFolder(order.site, state=order.kept, seen=view.seen) as folder:
        return told_again(order, view, folder, since) if stands(view, folder) else None


def told_again(order: Order, view: View, folder: SiteFolder, since: int) -> Result:
    """Return what was told of a site that holds, at its place or on the stage still."""
    if not view.standing:
        folder.sync((), instead=())
        folder.stand_by()
    numbers = folder.standing_numbers if view.standing else folder.numbers
    remember_amended(order, view, since, {SITE: folder.sum.hex()}, numbers)
    return retold(order, view)


def stands(view: View, folder: SiteFolder) -> bool:
    """Whether a folder holds just the site that was told of, at its place or on the stage.

    A build that was killed may have left a newer one.
    """
    return folder.intact and (view.standing or view.told[SITE] == folder.sum.hex())
