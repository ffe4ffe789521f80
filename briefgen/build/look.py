"""An order in; what the last build told of it out, and what was changed since.

A build keeps the list of all it looked at and of all it wrote, with what the disk says of them.
Where both stand, and nothing falls due, the next build ends after one look: it opens no article and
loads no library, so nothing that is imported here may load one.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from array import array
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from briefgen.build.order import Result
from briefgen.engine.aside import aside
from briefgen.engine.sight import NUMBERS, inputs_numbers, outputs_sight, recent, rows_sight
from briefgen.engine.sums import UNKNOWN, WIDTH, content_sum
from briefgen.engine.synced import Synced
from briefgen.errors import Notice
from briefgen.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from briefgen.build.order import Order, Rendered
    from briefgen.model.library import Held

__all__ = [
    "SITE",
    "View",
    "look",
    "remember",
    "remember_amended",
    "retold",
    "still_told",
    "told_of",
]

SITE = "site"
"""What is told of the files of the site, all together."""
_VERSION = b"told 2"
_SUM = 16
_LENGTH = 8
# No file has these numbers: it is looked at anew.
_DOUBTED = array("Q", (1,) * NUMBERS)
_FACTS = ("code", "message", "path", "line", "hint", "level")
# A search engine that failed may do better the next time.
_PASSING = "search-failed"


@dataclass(frozen=True, slots=True)
class View:
    """What one look showed of all that the last build looked at and wrote.

    `told` is what that build told, `inputs` and `outputs` are the paths, `numbers` what the disk
    says of the inputs now, `changed` the places of those of which it said something else, `sums`
    what each of them held when the site was made of it. `sum` stands for all of it. `sight` gives
    that of the outputs, as a SiteFolder takes it; it has to be called.
    """

    told: dict[str, Any]
    inputs: list[bytes]
    outputs: list[bytes]
    numbers: array[int]
    changed: tuple[int, ...]
    sums: bytes
    sight: Callable[[], bytes]
    sum: bytes

    @property
    def standing(self) -> bool:
        """Whether the outputs stand."""
        return bool(self.sight()[:_SUM].hex() == self.told["outputs"])

    def made_of(self, articles: Mapping[str, bytes]) -> View:
        """Return the view of a site that is made of what these articles hold by now."""
        sums = bytearray(self.sums)
        for at in self.changed:
            if one := articles.get(os.fsdecode(self.inputs[at])):
                sums[at * WIDTH : (at + 1) * WIDTH] = one
        return replace(self, sums=bytes(sums))


def look(order: Order) -> View | None:
    """Look whether what the last build told still holds; None where this would be another build."""
    if order.fresh or (found := _read(order)) is None:
        return None
    told, inputs, outputs, numbers, sums, total = found
    if told["asked"] != _asked(order) or not _holds(told, order.now) or not told["outputs"]:
        return None
    now = inputs_numbers(inputs)
    changed = () if now == numbers else _differing(numbers, now)
    if changed:  # there is more to do meanwhile, and more to be known
        sight = aside(partial(_seen, order, outputs))
    else:
        sight = cache(partial(_sight, order, outputs))
    return View(told, inputs, outputs, now, changed, sums, sight, total)


def _sight(order: Order, outputs: list[bytes], *, alone: bool = False) -> bytes:
    return outputs_sight(outputs, os.fsencode(f"{order.site}{os.sep}"), alone=alone)


def _seen(order: Order, outputs: list[bytes]) -> bytes:
    from briefgen.engine.standby import hidden_tree, home_of, seals

    paths = os.fsdecode(b"\0".join(outputs)).split("\0")
    beside = hidden_tree(home_of(order.site, order.kept))
    return _sight(order, outputs, alone=True) + seals(paths, order.site, beside)


def retold(order: Order, view: View, written: Collection[str] = ()) -> Result:
    """Return what was told, with what was written meanwhile."""
    told = view.told
    paths = os.fsdecode(b"\0".join(view.outputs)).split("\0")
    unchanged = tuple([path for path in paths if path not in written] if written else paths)
    return Result(
        Synced(tuple(written), unchanged, kept=tuple(told["kept"]), atomic=told["atomic"]),
        tuple((word, number) for word, number in told["counts"]),
        tuple(_held(row) for row in told["held"]),
        (),
        tuple(Notice(*row) for row in told["notices"]),
        order.strict,
    )


def still_told(order: Order, view: View) -> bool:
    """Whether what a look showed is still what was told last."""
    with suppress(OSError), _place(order).open("rb") as stream:
        return stream.read(_SUM) == view.sum
    return False


def told_of(view: View, path: str) -> tuple[Notice, ...]:
    """Return what was told of the file at a path."""
    at = _FACTS.index("path")
    return tuple(Notice(*row) for row in view.told["notices"] if row[at] == path)


def remember(  # noqa: PLR0913, PLR0917, what a build leaves
    order: Order,
    rendered: Rendered,
    result: Result,
    since: int,
    more: Mapping[str, str],
    standing: Mapping[str, tuple[int, ...]],
    articles: Mapping[str, bytes],
    seen: Mapping[str, bytes],
) -> None:
    """Keep what a build told that began at `since`, in ns by the disk's clock.

    A mistake is not kept. `more` is what else the next build has to find as it is, `standing` what
    the disk says of each output. `articles` are the sums of the articles' files as they were when
    the site was made of them, `seen` those of all that were looked at.
    """
    _place(order).unlink(missing_ok=True)
    if result.errors or result.synced is None or any(n.code == _PASSING for n in result.notices):
        return
    inputs = [os.fsencode(path) for path in _looked(order, rendered)]
    synced = result.synced
    outputs = sorted((*synced.written, *synced.unchanged))
    head = {
        "asked": _asked(order),
        "since": order.now.isoformat(),
        "due": rendered.due and rendered.due.isoformat(),
        "outputs": rows_sight([standing[path] for path in outputs]).hex(),
        "counts": result.counts,
        "held": [_held_row(one) for one in result.held],
        "notices": [[getattr(one, fact) for fact in _FACTS] for one in result.notices],
        "kept": synced.kept,
        "atomic": synced.atomic,
        **more,
    }
    numbers = inputs_numbers(inputs)
    doubted = {*recent(numbers, since)}
    sums = [
        articles.get(os.fsdecode(path))
        or (UNKNOWN if at in doubted else seen.get(os.fsdecode(path)) or content_sum(path))
        for at, path in enumerate(inputs)
    ]
    encoded = [os.fsencode(path) for path in outputs]
    _write(order, head, inputs, encoded, numbers, b"".join(sums), since)


def remember_amended(
    order: Order,
    view: View,
    since: int,
    more: Mapping[str, str],
    standing: Mapping[str, tuple[int, ...]],
) -> None:
    """Keep what was told once more, after some of the outputs were written anew."""
    paths = os.fsdecode(b"\0".join(view.outputs)).split("\0")
    sight = rows_sight([standing[path] for path in paths]).hex()
    head = {**view.told, "since": order.now.isoformat(), "outputs": sight, **more}
    _place(order).unlink(missing_ok=True)
    _write(order, head, view.inputs, view.outputs, view.numbers, view.sums, since)


def _write(  # noqa: PLR0913, PLR0917, what a file of ours holds
    order: Order,
    head: Mapping[str, Any],
    inputs: list[bytes],
    outputs: list[bytes],
    numbers: array[int],
    sums: bytes,
    since: int,
) -> None:
    # What was changed at about the time it was read may change again within the same tick.
    for at in recent(numbers, since):
        numbers[at * NUMBERS : (at + 1) * NUMBERS] = _DOUBTED
    text = b"\0".join((json.dumps({**head, "count": len(inputs)}).encode(), *inputs, *outputs))
    data = b"".join((len(text).to_bytes(_LENGTH, "little"), text, numbers.tobytes(), sums))
    place = _place(order)
    # Not flushed to the disk for good: a power cut is seen by the sum and costs time alone.
    with suppress(OSError):
        part = place.with_name(f"{place.name}.new-{os.getpid()}")
        part.write_bytes(_sum(data) + data)
        part.replace(place)


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


def _looked(order: Order, rendered: Rendered) -> Iterator[str]:
    """Yield every file and folder that had a say in a build."""
    from briefgen.engine.stamp import OURS
    from briefgen.render.installed import installed_themes
    from briefgen.render.theme import shipped_themes

    yield os.fspath(order.root / "briefgen.yml")
    prefix = f"{order.content}{os.sep}"
    yield from (prefix + path for path in sorted(set(rendered.looked)))
    for folder in dict.fromkeys(
        (order.root / "themes", shipped_themes(), *installed_themes().values(), OURS)
    ):
        yield from _tree(folder)
    yield from (os.fspath(folder) for folder in _libraries())


def _tree(root: Path) -> Iterator[str]:
    yield os.fspath(root)
    for above, folders, names in os.walk(root, followlinks=True):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (os.path.join(above, name) for name in (*folders, *sorted(names)))  # noqa: PTH118


def _libraries() -> list[str]:
    """Return the folders where a library that is put in or taken away leaves its mark."""
    return [folder for folder in sys.path if folder.endswith("-packages")]


def _asked(order: Order) -> str:
    """Return the digest of what the caller chose, and of the Python that does it."""
    root = os.fspath(order.root)
    chosen = (order.base_url, order.strict, order.drafts, order.future, root, _full(order.root))
    told = repr((chosen, _full(order.site), sys.version, _libraries()))
    return blake2b(told.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _holds(told: dict[str, Any], now: dt.datetime) -> bool:
    # A clock that was set back may hide what is shown by now.
    since, due = told["since"], told["due"]
    return dt.datetime.fromisoformat(since) <= now and (
        due is None or now < dt.datetime.fromisoformat(due)
    )


def _read(
    order: Order,
) -> tuple[dict[str, Any], list[bytes], list[bytes], array[int], bytes, bytes] | None:
    with suppress(OSError, ValueError):
        data = _place(order).read_bytes()
        if data[:_SUM] == _sum(data[_SUM:]):
            start = _SUM + _LENGTH
            end = start + int.from_bytes(data[_SUM:start], "little")
            head, *paths = data[start:end].split(b"\0")
            told = json.loads(head)
            count = told["count"]
            numbers = array("Q", data[end : (last := len(data) - count * WIDTH)])
            return told, paths[:count], paths[count:], numbers, data[last:], data[:_SUM]
    return None


def _place(order: Order) -> Path:
    name = blake2b(os.fsencode(_full(order.site)), digest_size=6).hexdigest()
    return order.kept / "cache" / f"told-{name}"


def _full(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - a link that leads elsewhere is seen by the disk


def _sum(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SUM, person=_VERSION).digest()


def _held_row(held: Held) -> list[str | None]:
    row: list[str | None] = [held.path, held.title, held.reason]
    return [*row, held.until.isoformat(), str(held.until.tzinfo)] if held.until else row


def _held(row: list[Any]) -> Held:
    from zoneinfo import ZoneInfo

    from briefgen.model.library import Held

    path, title, reason, *until = row
    if not until:
        return Held(path, title, reason)
    moment, zone = until
    return Held(path, title, reason, dt.datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)))
