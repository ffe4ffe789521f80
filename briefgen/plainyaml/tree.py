"""YAML text in, a tree of texts, lists and maps out: no types, tags, anchors or surprises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.plainyaml.plain import Plain
from briefgen.plainyaml.quick import quick_map
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection

    from briefgen.plainyaml.plain import Trail

__all__ = ["Tree", "lines_of", "parse", "parsed"]


@dataclass(frozen=True, slots=True)
class Tree:
    """A YAML map: `values` by key, and the line (from 1) of each key of the first level."""

    values: dict[str, Plain]
    lines: dict[str, int]


def parse(text: str, *, natural: Collection[str] = ()) -> Tree:
    """Read a YAML map; the values under the keys in `natural` keep YAML's own simple types.

    Raises Fault with the line of the first mistake.
    """
    if not natural and (known := quick_map(text)):
        return Tree(*known)
    return parsed(text, natural=natural)


def parsed(text: str, *, natural: Collection[str] = ()) -> Tree:
    """Do what `parse` does for any text, by YAML's parser."""
    from briefgen.plainyaml.walk import Walk

    walk = Walk(text, natural)
    return Tree(walk.values(), walk.lines)


def lines_of(text: str) -> dict[Trail, int]:
    """Return the line (from 1) of every place in a text that `parse` has read."""
    from briefgen.plainyaml.walk import Walk

    lines: dict[Trail, int] = {}
    Walk(text, trace=lines).values()
    return lines
