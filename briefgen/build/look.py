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
from briefgen.engine.aside import Aside, aside
from briefgen.engine.digest import blake2b
from briefgen.engine.seals import hidden_place, home_place, seals
from briefgen.engine.sight import NUMBERS, inputs_numbers, outputs_sight
from briefgen.engine.sums import WIDTH
from briefgen.values import dataclass, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
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
    was made of it. `looking` gives the sight of the outputs, and after that the seals of their
    folders; it has to be asked for the last of it, or dropped.
    """

    record: Told
    numbers: array[int]
    changed: tuple[int, ...]
    sums: bytes
    looking: Aside

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

    @property
    def standing(self) -> bool:
        """Whether the outputs stand."""
        return self.looking(0).hex() == self.record.outputs

    def sight(self) -> bytes:
        """Return what a SiteFolder takes as seen."""
        return self.looking(0) + self.looking(1)

    def made_of(self, articles: Mapping[str, bytes]) -> View:
        """Return the view of a site that is made of what these articles hold by now."""
        sums = bytearray(self.sums)
        for at in self.changed:
            if one := articles.get(os.fsdecode(self.inputs[at])):
                sums[at * WIDTH : (at + 1) * WIDTH] = one
        return replace(self, sums=bytes(sums))


def look(order: Order | Asked) -> View | None:
    """Look whether what the last build told still holds; None where this would be another build."""
    if order.fresh or (record := _read(order)) is None:
        return None
    if record.asked != asked_digest(order) or not _holds(record, order.now) or not record.outputs:
        return None
    outputs = _Outputs(order, record)
    # One process looks at what was written while another looks at what it was made of.
    looking = aside(outputs.sight, outputs.seals)
    now = inputs_numbers(record.inputs, alone=True)
    if not record.whole:
        looking.drop()
        return None
    changed = () if now == record.numbers else _differing(record.numbers, now)
    return View(record, now, changed, record.sums, looking)


class _Outputs:
    """What is looked at of the files of a site."""

    def __init__(self, order: Order | Asked, record: Told) -> None:
        self._site = os.fspath(order.site)
        self._kept = os.fspath(order.kept)
        self._record = record
        self._sight = b""

    def sight(self) -> bytes:
        """Return the sight of all that was written."""
        if not self._sight:
            folder = os.fsencode(f"{self._site}{os.sep}")
            self._sight = outputs_sight(self._record.paths, folder, alone=True)
        return self._sight

    def seals(self) -> bytes:
        """Return the seals of a site that stands, and those of the tree beside it."""
        if self.sight().hex() != self._record.outputs:
            return b""
        paths = os.fsdecode(b"\0".join(self._record.paths)).split("\0")
        return seals(paths, self._site, hidden_place(home_place(self._site, self._kept)))


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
