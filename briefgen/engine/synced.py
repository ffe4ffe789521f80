"""What became of a site folder, as a value: it loads nothing of what writes one."""

from __future__ import annotations

from briefgen.values import dataclass

__all__ = ["Synced"]


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did, as paths under the folder, sorted; `kept` are files briefgen did not write.

    `atomic` is False where the folder can't be swapped (a mount, or its parent is read-only): there
    a kill may leave some files new and some old until the next sync.
    """

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    atomic: bool = True
