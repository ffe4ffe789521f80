"""Lines' traits -> how surely each is of the article, 0 to 1, by small learned decision trees.

`forest.json` holds the trees: (trait, bound, branch below or at it, branch above it), leaves are
numbers; branches point into the tree. A trait that is absent counts as 0.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, TypeAlias

from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.clean.traits import Traits

__all__ = ["Forest", "read", "scores"]

_Branch: TypeAlias = "float | tuple[int, float, _Branch, _Branch]"


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees grown: a branch names its trait by its place in `traits`."""

    traits: tuple[str, ...]
    trees: tuple[_Branch, ...]

    def scores(self, rows: Sequence[Traits]) -> list[float]:
        """Return the probability that a line belongs to the article, for each line's traits."""
        columns = [[row.get(name, 0.0) for row in rows] for name in self.traits]
        totals = [0.0] * len(rows)
        for tree in self.trees:
            _add(tree, columns, totals)
        return [1 / (1 + math.exp(-total)) for total in totals]


def _add(tree: _Branch, columns: list[list[float]], totals: list[float]) -> None:
    """Add to each line's total the leaf of a tree that it falls to; all lines go down at once."""
    waiting: list[tuple[_Branch, Sequence[int]]] = [(tree, range(len(totals)))]
    while waiting:
        branch, members = waiting.pop()
        if not isinstance(branch, tuple):
            for at in members:
                totals[at] += branch
            continue
        trait, bound, below, above = branch
        column = columns[trait]
        low = [at for at in members if column[at] <= bound]
        if low:
            waiting.append((below, low))
        if len(low) < len(members):
            waiting.append(
                (above, [at for at in members if column[at] > bound] if low else members)
            )


def read(text: str) -> Forest:
    """Return the trees written in `text`, JSON: {"traits": names, "trees": lists of branches}."""
    said = json.loads(text)
    return Forest(tuple(said["traits"]), tuple(_grown(tree, 0) for tree in said["trees"]))


def scores(rows: Sequence[Traits]) -> list[float]:
    """Return the probability that a line belongs to the article, for each line's traits."""
    return _shipped().scores(rows)


@cache
def _shipped() -> Forest:
    return read(resources.files("briefgen.clean").joinpath("forest.json").read_text("utf-8"))


def _grown(tree: list[list[float]], at: int) -> _Branch:
    branch = tree[at]
    if len(branch) == 1:
        return branch[0]
    trait, bound, below, above = branch
    return int(trait), bound, _grown(tree, int(below)), _grown(tree, int(above))
