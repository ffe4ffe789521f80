"""A frozen value in, its digest out: equal values of one type share one, all others differ."""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING, Any

from briefgen.engine.digest import blake2b
from briefgen.engine.record import ATOMS, RECORDS, lowered

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Fingerprints", "fingerprint"]


def fingerprint(value: object) -> bytes:
    """Return the 16-byte digest of a value; 1, True, 1.0 and "1" differ, as do two zones' noons."""
    return Fingerprints()(value)


class Fingerprints:
    """Digests of many values: a record that many of them share is digested once.

    It tells records by identity, so all values have to live as long as it does. `known` are values
    whose digest was taken before.
    """

    def __init__(self, known: Iterable[tuple[object, bytes]] = ()) -> None:
        self._known: dict[int, list[Any]] = {id(value): ["digest", d] for value, d in known}

    def fork(self) -> Fingerprints:
        """Return digests that know what these know, and keep to themselves what they learn."""
        one = Fingerprints()
        one._known = self._known.copy()
        return one

    def __call__(self, value: object, start: bytes = b"") -> bytes:
        """Return the digest of a value, seeded with `start`."""
        return _digest(lowered(value, self._part), start)

    def _part(self, value: object) -> Any:
        kind = type(value)
        if kind in ATOMS:
            return value
        if known := self._known.get(id(value)):
            return known
        tree = lowered(value, self._part)
        if kind not in RECORDS:
            return tree
        known = self._known[id(value)] = ["digest", _digest(tree)]
        return known


def _digest(tree: Any, start: bytes = b"") -> bytes:
    # marshal's format 2 knows no back references, so that equal values give equal bytes.
    return blake2b(start + marshal.dumps(tree, 2), digest_size=16).digest()
