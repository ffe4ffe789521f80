"""An order in; what the last build told of it out, where nothing at all was changed since.

A build keeps the list of all it looked at and of all it wrote, with a digest of what the disk says
of them. Where both stand, and nothing falls due, the next build ends after one look: it opens no
article and loads no library, so nothing that is imported here may load one.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from briefgen.build.order import Result
from briefgen.engine.aside import aside
from briefgen.engine.sight import inputs_sight, outputs_sight, settled
from briefgen.engine.synced import Synced
from briefgen.errors import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefgen.build.order import Order, Rendered
    from briefgen.model.library import Held

__all__ = ["recalled", "remember"]

_SUM = 16
_FACTS = ("code", "message", "path", "line", "hint", "level")
# A search engine that failed may do better the next time.
_PASSING = "search-failed"


def recalled(order: Order) -> Result | None:
    """Return what the last build told, if this one would do and tell the same; else None."""
    if order.fresh or (found := _read(order)) is None:
        return None
    told, inputs, outputs = found
    if told["asked"] != _asked(order) or not _holds(told, order.now):
        return None
    standing = aside(partial(_standing, order, outputs))
    seen = inputs_sight(inputs).hex()
    if not told["outputs"] or told["outputs"] != standing().decode() or told["inputs"] != seen:
        return None
    paths = os.fsdecode(b"\0".join(outputs)).split("\0")
    return Result(
        Synced(unchanged=tuple(paths), kept=tuple(told["kept"]), atomic=told["atomic"]),
        tuple((word, number) for word, number in told["counts"]),
        tuple(_held(row) for row in told["held"]),
        (),
        tuple(Notice(*row) for row in told["notices"]),
        order.strict,
    )


def remember(order: Order, rendered: Rendered, result: Result, since: int) -> None:
    """Keep what a build told that began at `since`, in ns by the disk's clock.

    A mistake is not kept, nor what a file says that was changed about then or since: another
    change could go unnoticed.
    """
    place = _place(order)
    place.unlink(missing_ok=True)
    if result.errors or result.synced is None or any(n.code == _PASSING for n in result.notices):
        return
    inputs = [os.fsencode(path) for path in _looked(order, rendered)]
    if not settled(inputs, since):
        return
    synced = result.synced
    outputs = [os.fsencode(path) for path in sorted((*synced.written, *synced.unchanged))]
    head = {
        "asked": _asked(order),
        "since": order.now.isoformat(),
        "due": rendered.due and rendered.due.isoformat(),
        "inputs": inputs_sight(inputs).hex(),
        "outputs": _standing(order, outputs).decode(),
        "count": len(inputs),
        "counts": result.counts,
        "held": [_held_row(one) for one in result.held],
        "notices": [[getattr(one, fact) for fact in _FACTS] for one in result.notices],
        "kept": synced.kept,
        "atomic": synced.atomic,
    }
    data = b"\0".join((json.dumps(head).encode(), *inputs, *outputs))
    # Not flushed to the disk for good: a power cut is seen by the sum and costs time alone.
    with suppress(OSError):
        part = place.with_name(f"{place.name}.new-{os.getpid()}")
        part.write_bytes(_sum(data) + data)
        part.replace(place)


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


def _standing(order: Order, outputs: Sequence[bytes]) -> bytes:
    return outputs_sight(outputs, os.fsencode(f"{order.site}{os.sep}")).hex().encode()


def _read(order: Order) -> tuple[dict[str, Any], list[bytes], list[bytes]] | None:
    with suppress(OSError, ValueError):
        data = _place(order).read_bytes()
        if data[:_SUM] == _sum(data[_SUM:]):
            head, *paths = data[_SUM:].split(b"\0")
            told = json.loads(head)
            return told, paths[: told["count"]], paths[told["count"] :]
    return None


def _place(order: Order) -> Path:
    name = blake2b(os.fsencode(_full(order.site)), digest_size=6).hexdigest()
    return order.kept / "cache" / f"told-{name}"


def _full(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - a link that leads elsewhere is seen by the disk


def _sum(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SUM).digest()


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
