"""A line's traits -> how surely it is of the article, 0 to 1, by small learned decision trees.

`forest.json` holds the trees: (trait, bound, branch below or at it, branch above it), leaves are
numbers; branches point into the tree. A trait that is absent counts as 0.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from briefgen.clean.traits import Traits

__all__ = ["score"]

_Branch: TypeAlias = "float | tuple[int, float, _Branch, _Branch]"


@cache
def _forest() -> tuple[tuple[str, ...], tuple[_Branch, ...]]:
    read = json.loads(resources.files("briefgen.clean").joinpath("forest.json").read_text("utf-8"))
    return tuple(read["traits"]), tuple(_grown(tree, 0) for tree in read["trees"])


def _grown(tree: list[list[float]], at: int) -> _Branch:
    branch = tree[at]
    if len(branch) == 1:
        return branch[0]
    trait, bound, below, above = branch
    return int(trait), bound, _grown(tree, int(below)), _grown(tree, int(above))


def score(row: Traits) -> float:
    """Return the probability that a line with these traits belongs to the article."""
    names, trees = _forest()
    values = [row.get(name, 0.0) for name in names]
    total = 0.0
    for tree in trees:
        branch = tree
        while isinstance(branch, tuple):
            trait, bound, below, above = branch
            branch = below if values[trait] <= bound else above
        total += branch
    return 1 / (1 + math.exp(-total))
