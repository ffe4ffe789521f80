"""Rows of bytes by name in, one checksummed file out, and back: all of them at one reading.

Ten thousand look-ups in a store cost as much as a build; one file of the same rows is read in
milliseconds. A file that is cut, altered or of another stamp holds no rows: they are made anew.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["read_rows", "write_rows"]

_MAGIC = b"briefgen rows 1\n"
_SUM = 16


def read_rows(path: Path, stamp: bytes) -> dict[str, bytes]:
    """Return the rows kept at `path` under `stamp`, none where there are no such rows."""
    from msgspec import MsgspecError
    from msgspec.msgpack import Decoder

    with suppress(OSError, MsgspecError, ValueError):
        data = path.read_bytes()
        head = len(_MAGIC) + _SUM
        if data.startswith(_MAGIC + _sum(memoryview(data)[head:])):
            kept, rows = Decoder(tuple[bytes, dict[str, bytes]]).decode(memoryview(data)[head:])
            return rows if kept == stamp else {}
    return {}


def write_rows(path: Path, stamp: bytes, rows: Mapping[str, bytes]) -> None:
    """Keep rows at `path`; where the disk is full or closed, nothing is kept."""
    from msgspec.msgpack import Encoder

    body = Encoder().encode((stamp, rows))
    temporary = path.with_name(f"{path.name}.new-{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Not flushed to the disk for good: a power cut is seen by the sum and costs time alone.
        temporary.write_bytes(_MAGIC + _sum(body) + body)
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _sum(body: bytes | memoryview) -> bytes:
    return blake2b(body, digest_size=_SUM).digest()
