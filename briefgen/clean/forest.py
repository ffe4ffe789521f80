"""A line's traits -> how surely it is of the article, 0 to 1, by small learned decision trees.

`forest.json` holds the trees: (trait, bound, branch below or at it, branch above it), leaves are
numbers; branches point into the tree. A trait that is absent counts as 0.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.clean.traits import Traits

__all__ = ["score"]

_Tree = list[list[float]]


@cache
def _forest() -> tuple[tuple[str, ...], float, tuple[_Tree, ...]]:
    read = json.loads(resources.files("briefgen.clean").joinpath("forest.json").read_text("utf-8"))
    return tuple(read["traits"]), read["base"], tuple(read["trees"])


def score(row: Traits) -> float:
    """Return the probability that a line with these traits belongs to the article."""
    names, total, trees = _forest()
    values = [row.get(name, 0.0) for name in names]
    for tree in trees:
        at = 0
        while len(branch := tree[at]) > 1:
            at = int(branch[2] if values[int(branch[0])] <= branch[1] else branch[3])
        total += tree[at][0]
    return 1 / (1 + math.exp(-total))
