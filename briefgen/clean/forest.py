"""A line's traits -> how surely it is of the article, 0 to 1, by small learned decision trees.

`forest.json` holds the trees: (trait, bound, branch below or at it, branch above it), leaves are
numbers; branches point into the tree. A trait that is absent counts as 0.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from briefgen.clean.traits import Traits

__all__ = ["Forest", "read", "score"]

_Branch: TypeAlias = "float | tuple[int, float, _Branch, _Branch]"


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees grown: a branch names its trait by its place in `traits`."""

    traits: tuple[str, ...]
    trees: tuple[_Branch, ...]

    def score(self, row: Traits) -> float:
        """Return the probability that a line with these traits belongs to the article."""
        values = [row.get(name, 0.0) for name in self.traits]
        total = 0.0
        for tree in self.trees:
            branch = tree
            while isinstance(branch, tuple):
                trait, bound, below, above = branch
                branch = below if values[trait] <= bound else above
            total += branch
        return 1 / (1 + math.exp(-total))


def read(text: str) -> Forest:
    """Return the trees written in `text`, JSON: {"traits": names, "trees": lists of branches}."""
    said = json.loads(text)
    return Forest(tuple(said["traits"]), tuple(_grown(tree, 0) for tree in said["trees"]))


def score(row: Traits) -> float:
    """Return the probability that a line with these traits belongs to the article."""
    return _shipped().score(row)


@cache
def _shipped() -> Forest:
    return read(resources.files("briefgen.clean").joinpath("forest.json").read_text("utf-8"))


def _grown(tree: list[list[float]], at: int) -> _Branch:
    branch = tree[at]
    if len(branch) == 1:
        return branch[0]
    trait, bound, below, above = branch
    return int(trait), bound, _grown(tree, int(below)), _grown(tree, int(above))
