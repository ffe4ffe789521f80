"""A view of what changed in, the site amended out, where only what a few articles say did.

Most saves change the text of an article, its title or its summary, and no other article's place,
or a theme. Then the pages that show it are planned of what the last build kept, rendered, and
swapped in; everything else stands. What comes out is what building everything would give; where
this can't be seen beforehand, nothing is done, and everything is built.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from briefgen.engine.aside import aside

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.build.look import View
    from briefgen.build.order import Order, Result
    from briefgen.build.stock import Stock

__all__ = ["amended"]

# More files are sooner read with all others, on all cores.
_MOST = 128


def amended(
    order: Order, view: View, since: int, watch: Callable[[str, int, int], None] | None = None
) -> Result | None:
    """Amend the site by what changed since the last build; None asks for a whole build.

    `since` is when reading began, in ns by the disk's clock; `watch` as of `front.build_site`.
    """
    if len(view.changed) > _MOST:
        return None
    content = os.fsencode(order.content)
    if not any(view.inputs[at].startswith(content) for at in view.changed):
        from briefgen.build.restyling import restyled

        return restyled(order, view, since, watch)
    from briefgen.build.stock import GIVEN_UP, Stock

    try:
        stock = Stock(order, view)
    except GIVEN_UP:
        return None
    # Reading articles and showing them take other modules: two processes load them side by side.
    read = aside(partial(_read, order, view, stock))
    from briefgen.build.showing import shown_anew

    try:
        return shown_anew(order, view, since, stock, read)
    finally:
        read()  # nobody is left at work


def _read(order: Order, view: View, stock: Stock) -> bytes:
    from briefgen.build.rereading import reread

    return reread(order, view, stock)
