"""A frozen value in, its digest out: equal values of one type share one, all others differ."""

from __future__ import annotations

import marshal
from hashlib import blake2b

from briefgen.engine.record import lowered

__all__ = ["fingerprint"]


def fingerprint(value: object) -> bytes:
    """Return the 16-byte digest of a value; 1, True, 1.0 and "1" differ, as do two zones' noons."""
    # marshal's format 2 knows no back references, so that equal values give equal bytes.
    return blake2b(marshal.dumps(lowered(value), 2), digest_size=16).digest()
