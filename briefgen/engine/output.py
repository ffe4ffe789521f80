"""Finished outputs in, the site folder holding just them out, changed in one step or not at all."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Synced", "sync"]


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did, as paths under the folder, sorted; `kept` are files briefgen did not write."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def sync(outputs: Iterable[tuple[str, bytes | Path]], folder: Path, *, state: Path) -> Synced:
    """Make `folder` hold `outputs`; `state` is the folder of the manifest, `.briefgen` beside the site."""
    state.mkdir(parents=True, exist_ok=True)
    stage = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(stage, ignore_errors=True)
    before = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    written: list[str] = []
    unchanged: list[str] = []
    for path, content in outputs:
        data = content.read_bytes() if isinstance(content, Path) else content
        target = stage / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        old = before.pop(path, None)
        (unchanged if old and old.read_bytes() == data else written).append(path)
    kept = sorted(path for path in before if path.startswith("."))
    for path in kept:
        (stage / path).parent.mkdir(parents=True, exist_ok=True)
        before.pop(path).replace(stage / path)
    shutil.rmtree(folder, ignore_errors=True)
    stage.replace(folder)
    return Synced(*map(tuple, map(sorted, (written, unchanged, before, kept))))
