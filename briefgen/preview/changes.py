"""Compare what was shown with what is shown now: addresses that changed, went or were edited."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import compress, count
from operator import is_not
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from briefgen.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.preview.built import Built, PageFact, Served

__all__ = [
    "Change",
    "address_of",
    "changed_paths",
    "destinations",
    "edited_page",
    "key_of",
    "merged",
]


@dataclass(frozen=True, slots=True)
class Change:
    """What one build did: output paths that differ, and where those that went lead now."""

    changed: tuple[str, ...] = ()
    gone: Mapping[str, str] = field(default_factory=dict)
    edited: str = ""

    def __bool__(self) -> bool:
        return bool(self.changed or self.gone)


def merged(changes: Iterable[Change]) -> Change:
    """Return several changes, oldest first, as one."""
    changed: set[str] = set()
    gone: dict[str, str] = {}
    edited = ""
    for change in changes:
        changed = (changed | set(change.changed)) - change.gone.keys()
        came_back = set(change.changed)
        gone = {key: to for key, to in gone.items() if key not in came_back} | dict(change.gone)
        edited = change.edited or edited
    return Change(tuple(sorted(changed)), gone, edited)


def changed_paths(
    before: Mapping[str, Served], after: Mapping[str, Served], touched: frozenset[Path]
) -> tuple[str, ...]:
    """Return the output paths that are new, differ, or are read from a touched file."""
    # Ten thousand files with each save, nearly all the very objects they were: few get a question.
    keys, values = [*after], [*after.values()]
    places: Iterable[int] = range(len(keys))
    if [*before] == keys:
        was = before.values()
        places = compress(count(), map(is_not, was, values))
        places = {*places, *(at for at, one in enumerate(values) if isinstance(one, Path))}
    return tuple(
        sorted(keys[at] for at in places if _differs(before.get(keys[at]), values[at], touched))
    )


def _differs(old: Served | None, new: Served, touched: frozenset[Path]) -> bool:
    # A file read on demand is the same path before and after its bytes change.
    if isinstance(new, Path) and new in touched:
        return True
    return old is not new and old != new


def key_of(url: str, base: str) -> str:
    """Return the output path that a page's full address is served from."""
    inner = unquote(url).removeprefix(base)
    return f"{inner}index.html" if inner == "" or inner.endswith("/") else inner


def address_of(key: str, base: str) -> str:
    """Return the full address of an output path: the reverse of `key_of`."""
    return base + (
        ""
        if key == "index.html"
        else key.removesuffix("/index.html") + "/" * key.endswith("/index.html")
    )


def destinations(
    keys: Iterable[str], before: Built, after: Built, shown: Mapping[str, Served], base: str
) -> dict[str, str]:
    """Return where pages that are no more lead: their source's new address, a parent, a folder."""
    pages = [key for key in sorted(keys) if key.endswith(".html")]
    if not pages:
        return {}
    old = {key_of(page.url, base): page for page in before.pages}
    now = {page.source: page.url for page in after.pages if page.source}
    return {key: _destination(key, old.get(key), now, shown, base) for key in pages}


def _destination(
    key: str, old: PageFact | None, now: Mapping[str, str], shown: Mapping[str, Served], base: str
) -> str:
    if old is not None:
        for url in (now.get(old.source, ""), old.parent):
            if url and key_of(url, base) in shown:
                return quote(unquote(url))
    return _nearest_folder(key, shown, base)


def _nearest_folder(key: str, shown: Mapping[str, Served], base: str) -> str:
    folders = key.split("/")[:-1]
    while folders:
        folders.pop()
        above = "".join(f"{folder}/" for folder in folders)
        if f"{above}index.html" in shown:
            return quote(base + above)
    return quote(base)


def edited_page(
    built: Built, touched: frozenset[Path], root: Path, shown: Mapping[str, Served], base: str
) -> str:
    """Return the address of the page whose source was just saved, "" when none was.

    What was touched is told in full, sources start with `root`, from it on, or in full as well.
    """
    full = Path(os.path.abspath(root))  # noqa: PTH100 — links stay links
    inside = [path.relative_to(full) for path in touched if path.is_relative_to(full)]
    sources = {str(path) for path in (*touched, *inside, *(root / path for path in inside))}
    found = (page.url for page in built.pages if page.source in sources)
    shown_ones = (url for url in found if url and key_of(url, base) in shown)
    return min((quote(unquote(url)) for url in shown_ones), default="")
