"""A view of sources that say what they said in, the site that was made of them out, as it stood.

A cache that is unpacked beside a fresh checkout holds no site: the last one is brought back from
the stage, and no article is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.build.remember import SITE, remember_amended, retold, still_told
from briefgen.engine.output import SiteFolder
from briefgen.engine.sight import rows_sight

if TYPE_CHECKING:
    from briefgen.build.look import View
    from briefgen.build.order import Order, Result

__all__ = ["brought_back", "stands", "told_again"]


def brought_back(order: Order, view: View, since: int) -> Result | None:
    """Return what was told of a site whose sources did not change, and see that it stands.

    None where others changed the site: only a whole build mends that. `since` is when reading
    began, in ns by the disk's clock.
    """
    with SiteFolder(order.site, state=order.kept, seen=view.sight) as folder:
        return told_again(order, view, folder, since) if stands(order, view, folder) else None


def told_again(order: Order, view: View, folder: SiteFolder, since: int) -> Result:
    """Return what was told of a site that holds, at its place or on the stage still."""
    if not view.standing:
        folder.sync((), instead=())
        folder.stand_by()
    numbers = folder.standing_numbers if view.standing else folder.numbers
    sight = rows_sight([numbers[path] for path in view.paths])
    remember_amended(order, view, since, {SITE: folder.sum.hex()}, sight)
    return retold(order, view)


def stands(order: Order, view: View, folder: SiteFolder) -> bool:
    """Whether a folder holds just the site that was told of, at its place or on the stage.

    A build that was killed may have left a newer one, and another may have come in between.
    """
    if not folder.intact or not still_told(order, view):
        return False
    return view.standing or bool(view.told[SITE] == folder.sum.hex())
