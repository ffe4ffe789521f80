"""What is asked in; what the last build told of it out, and what was changed since.

A build keeps the list of all it looked at and of all it wrote, with what the disk says of them.
Where both stand, and nothing falls due, the next build ends after one look: it opens no article and
loads no library, so nothing that is imported here may load one.
"""

from __future__ import annotations

import os
import sys
from array import array
from datetime import datetime

from briefgen.build.told import Told
from briefgen.engine.digest import blake2b
from briefgen.engine.sight import NUMBERS, inputs_numbers, outputs_sight
from briefgen.values import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from briefgen.build.order import Order

__all__ = ["Asked", "View", "asked_digest", "libraries", "look", "told_place"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a build is asked, as far as a look has to know: an Order whose paths are texts."""

    root: str
    site: str
    kept: str
    now: datetime
    base_url: str | None = None
    strict: bool = False
    drafts: bool = False
    future: bool = False
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """What one look showed of all that the last build looked at and wrote.

    `record` is what that build told. `numbers` are what the disk says of the inputs now, `changed`
    the places of those of which it said something else, `sums` what each of them held when the site
    was made of it; `standing` says whether the outputs stand as they were written.
    """

    record: Told
    numbers: array[int]
    changed: tuple[int, ...]
    sums: bytes
    standing: bool

    @property
    def told(self) -> dict[str, Any]:
        """All that was told, and what the next build has to find as it is."""
        return self.record.all

    @property
    def inputs(self) -> list[bytes]:
        """The paths of all that was looked at."""
        return self.record.inputs

    @property
    def paths(self) -> list[str]:
        """The paths of all that was written, under the site."""
        return os.fsdecode(b"\0".join(self.record.paths)).split("\0")


def look(order: Order | Asked) -> View | None:
    """Look whether what the last build told still holds; None where this would be another build."""
    if order.fresh or (record := _read(order)) is None:
        return None
    if record.asked != asked_digest(order) or not _holds(record, order.now) or not record.outputs:
        return None
    if not record.whole:
        return None
    now = inputs_numbers(record.inputs)
    changed = () if now == record.numbers else _differing(record.numbers, now)
    folder = os.fsencode(f"{os.fspath(order.site)}{os.sep}")
    standing = outputs_sight(record.paths, folder).hex() == record.outputs
    return View(record, now, changed, record.sums, standing)


def _differing(before: array[int], now: array[int]) -> tuple[int, ...]:
    """Return the places of the rows that differ: halves that are alike are not looked into."""
    return tuple(_unlike(before, now, 0, len(now) // NUMBERS))


def _unlike(before: array[int], now: array[int], start: int, end: int) -> Iterator[int]:
    rows = slice(start * NUMBERS, end * NUMBERS)
    if now[rows] == before[rows]:
        return
    if end - start == 1:
        yield start
        return
    middle = (start + end) // 2
    yield from _unlike(before, now, start, middle)
    yield from _unlike(before, now, middle, end)


def libraries() -> list[str]:
    """Return the folders where a library that is put in or taken away leaves its mark."""
    return [folder for folder in sys.path if folder.endswith("-packages")]


def asked_digest(order: Order | Asked) -> str:
    """Return the digest of what the caller chose, and of the Python that does it."""
    root = os.fspath(order.root)
    chosen = (order.base_url, order.strict, order.drafts, order.future, root, _full(root))
    told = repr((chosen, _full(order.site), sys.version, libraries()))
    return blake2b(told.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def told_place(order: Order | Asked) -> str:
    """Return where the record of what was told of a site stands."""
    name = blake2b(os.fsencode(_full(order.site)), digest_size=6).hexdigest()
    return os.path.join(os.fspath(order.kept), "cache", f"told-{name}")  # noqa: PTH118 - a text


def _holds(record: Told, now: datetime) -> bool:
    # A clock that was set back may hide what is shown by now.
    since, due = record.since, record.due
    return datetime.fromisoformat(since) <= now and (not due or now < datetime.fromisoformat(due))


def _read(order: Order | Asked) -> Told | None:
    try:
        with open(told_place(order), "rb", buffering=0) as stream:  # noqa: PTH123 - a text
            return Told(stream.read())
    except (OSError, ValueError):
        return None


def _full(path: str | os.PathLike[str]) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - a link that leads elsewhere is seen by the disk
