"""What a build told and looked at in, remembered for the next one, and told again by that."""

from __future__ import annotations

import datetime as dt
import os
from array import array
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.build.look import asked_digest, libraries, told_place
from briefgen.build.order import Result
from briefgen.build.told import write_told
from briefgen.engine.sight import NUMBERS, inputs_numbers, recent, rows_sight
from briefgen.engine.sums import UNKNOWN, content_sum
from briefgen.engine.synced import Synced
from briefgen.errors import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.build.look import View
    from briefgen.build.order import Order, Rendered
    from briefgen.model.library import Held

__all__ = ["remember", "remember_touched", "retold", "tree"]

# No file has these numbers: it is looked at anew.
_DOUBTED = array("Q", (1,) * NUMBERS)
_FACTS = ("code", "message", "path", "line", "hint", "level")
# A search engine that failed may do better the next time.
_PASSING = "search-failed"


def retold(order: Order, view: View) -> Result:
    """Return what the last build reported, where nothing changed since."""
    told = view.told
    return Result(
        Synced((), tuple(view.paths), kept=tuple(told["kept"]), atomic=told["atomic"]),
        tuple((word, number) for word, number in told["counts"]),
        tuple(_held(row) for row in told["held"]),
        (),
        tuple(Notice(*row) for row in told["notices"]),
        order.strict,
    )


def remember(  # noqa: PLR0913, PLR0917, what a build leaves
    order: Order,
    rendered: Rendered,
    result: Result,
    since: int,
    standing: Mapping[str, tuple[int, ...]],
    articles: Mapping[str, bytes],
    seen: Mapping[str, bytes],
) -> None:
    """Keep what a build told that began at `since`, in ns by the disk's clock.

    A mistake is not kept. `standing` is what the disk says of each output. `articles` are the sums
    of the articles' files as they were when the site was made of them, `seen` those of all that
    were looked at.
    """
    _forget(order)
    if result.errors or result.synced is None or any(n.code == _PASSING for n in result.notices):
        return
    inputs = [os.fsencode(path) for path in _looked(order, rendered)]
    synced = result.synced
    outputs = sorted((*synced.written, *synced.unchanged))
    head = {
        "asked": asked_digest(order),
        "since": order.now.isoformat(),
        "due": rendered.due and rendered.due.isoformat(),
        "outputs": rows_sight([standing[path] for path in outputs]).hex(),
        "counts": result.counts,
        "held": [_held_row(one) for one in result.held],
        "notices": [[getattr(one, fact) for fact in _FACTS] for one in result.notices],
        "kept": synced.kept,
        "atomic": synced.atomic,
    }
    numbers = inputs_numbers(inputs)
    doubted = {*recent(numbers, since)}
    sums = [
        articles.get(os.fsdecode(path))
        or (UNKNOWN if at in doubted else seen.get(os.fsdecode(path)) or content_sum(path))
        for at, path in enumerate(inputs)
    ]
    names = b"\0".join((*inputs, *map(os.fsencode, outputs)))
    _write(order, head, names, numbers, b"".join(sums), since)


def remember_touched(order: Order, view: View, since: int) -> None:
    """Keep the last report with the times of files that were touched and not changed."""
    head = {**view.told, "since": order.now.isoformat(), "outputs": view.record.outputs}
    _forget(order)
    _write(order, head, view.record.names, view.numbers, view.sums, since)


def _forget(order: Order) -> None:
    Path(told_place(order)).unlink(missing_ok=True)


def _write(  # noqa: PLR0913, PLR0917, what a file of ours holds
    order: Order,
    head: Mapping[str, Any],
    names: bytes,
    numbers: array[int],
    sums: bytes,
    since: int,
) -> None:
    # What was changed at about the time it was read may change again within the same tick.
    for at in recent(numbers, since):
        numbers[at * NUMBERS : (at + 1) * NUMBERS] = _DOUBTED
    write_told(told_place(order), head, names, numbers, sums)


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
        yield from tree(folder)
    yield from (os.fspath(folder) for folder in libraries())


def tree(root: Path) -> Iterator[str]:
    """Yield all that had a say where a folder had, itself first."""
    yield os.fspath(root)
    for above, folders, names in os.walk(root, followlinks=True):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (os.path.join(above, name) for name in (*folders, *sorted(names)))  # noqa: PTH118


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
