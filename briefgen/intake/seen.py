"""What was taken from feeds before -> what is new in them now; kept in .briefgen/seen.json.

An item counts as the same by what its feed calls it and by its address. A file that can't be read
counts as empty: what was filed is then known by address and text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

from briefgen.check.alike import address_key
from briefgen.engine.files import write_atomic
from briefgen.values import dataclass, field, replace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefgen.model.document import Document

__all__ = ["Seen", "read_seen", "write_seen"]

_KEY = 32


@dataclass(frozen=True, slots=True)
class Seen:
    """Items seen, and of each feed's address the version seen: (ETag, Last-Modified)."""

    items: frozenset[str] = frozenset()
    versions: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def fresh(self, documents: Iterable[Document]) -> tuple[Document, ...]:
        """The documents that are no feed's items, or new ones."""
        return tuple(one for one in documents if not one.item or _key(one) not in self.items)

    def after(self, documents: Iterable[Document], address: str, version: tuple[str, str]) -> Seen:
        """What is seen once these are taken, from an address in that version if it has any."""
        items = self.items | {_key(one) for one in documents if one.item}
        versions = {**self.versions, address: version} if any(version) else self.versions
        return replace(self, items=items, versions=versions)


def read_seen(path: Path) -> Seen:
    """What was seen by earlier runs."""
    try:
        row = json.loads(path.read_bytes())
        versions = {str(key): (str(one), str(two)) for key, (one, two) in row["versions"].items()}
        return Seen(frozenset(map(str, row["items"])), versions)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return Seen()


def write_seen(path: Path, seen: Seen) -> None:
    """Keep what was seen for the next run."""
    row = {"items": sorted(seen.items), "versions": dict(sorted(seen.versions.items()))}
    write_atomic(path, json.dumps(row, indent=0).encode())


def _key(document: Document) -> str:
    where = address_key(document.url) if document.url else document.title or ""
    return sha256(f"{document.item}\n{where}".encode("utf-8", "replace")).hexdigest()[:_KEY]
