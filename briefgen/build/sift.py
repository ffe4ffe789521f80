"""A view of what changed in, the same without what bears another time alone out.

A fresh checkout stamps every file anew.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefgen.engine.stat_index import StatIndex
from briefgen.engine.sums import UNKNOWN, WIDTH, content_sum
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.build.look import View
    from briefgen.build.order import Order

__all__ = ["sifted"]

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
