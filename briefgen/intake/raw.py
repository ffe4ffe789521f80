"""What an article was made from, kept beside the site: its page as it came, its first text.

    raw/pages/<sha256>.gz      the bytes of a page or text, once however many articles it gave
    raw/articles/<sha256>.json for an article by its path under content/: how its page came, and
                               the text that briefgen wrote, which a later cleaning is joined with

Nothing here is needed to build the site, and the folder can be deleted at any time.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from dataclasses import asdict
from hashlib import sha256
from typing import TYPE_CHECKING

from briefgen.check.alike import address_key
from briefgen.engine.files import write_atomic
from briefgen.errors import SourceError
from briefgen.model.article import Photo
from briefgen.model.document import Document
from briefgen.values import dataclass, replace

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Origin", "Raw"]

# A page's packed bytes; those of articles have a tenth of this, and a store has thousands.
MOST_PACKED = 8_000_000
MOST_READ = 50_000_000
_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Origin:
    """How a filed article came about: its document, the text written then, and on which day.

    `path` is the article's under content/. `dated` says that the curator chose its date.
    """

    path: str
    text: str
    document: Document
    address: str = ""
    today: str | None = None
    dated: bool = False


class Raw:
    """The store in `folder`; whatever can't be read from it counts as not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, origin: Origin) -> bool:
        """Keep what an article was made from; False where its page is too large for that."""
        packed = gzip.compress(origin.document.data, mtime=0)
        if len(packed) > MOST_PACKED or len(origin.document.data) > MOST_READ:
            return False
        name = sha256(origin.document.data).hexdigest()
        page = self._page(name)
        if not page.exists():
            write_atomic(page, packed)
        row = asdict(replace(origin, document=replace(origin.document, data=b"")))
        row["document"] = {**row["document"], "data": name}
        write_atomic(self._record(origin.path), json.dumps(row, indent=1).encode())
        return True

    def origin(self, path: str, address: str | None = None) -> Origin:
        """What the article at `path` was made from; one that was moved is found by its address.

        SourceError tells why it is not known.
        """
        found = self._read(self._record(path))
        if found is None and address:
            found = self._at(address_key(address))
        if found is None:
            raise SourceError(
                "its page as it came is not kept here",
                path=path,
                hint="only what `briefgen add` filed on this machine is kept, under .briefgen/raw",
            )
        return replace(found, path=path)

    def _at(self, key: str) -> Origin | None:
        records = sorted(self.folder.glob("articles/*.json"))
        found = (origin for one in records if (origin := self._read(one)))
        return next((one for one in found if one.address and address_key(one.address) == key), None)

    def _read(self, record: Path) -> Origin | None:
        try:
            row = json.loads(record.read_bytes())
            document = row.pop("document")
            name = document.pop("data")
            if not _NAME.fullmatch(name):
                return None
            with gzip.open(self._page(name)) as stream:
                data = stream.read(MOST_READ + 1)
            document["beside"] = tuple(document.get("beside", ()))
            document["sender"] = tuple(document.get("sender") or ()) or None
            document["photos"] = tuple(Photo(**one) for one in document.get("photos", ()))
            return Origin(**row, document=Document(**document, data=data))
        except (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, zlib.error):
            # Another version's record, or one cut short, is no reason to stop a curator's work.
            return None

    def _page(self, name: str) -> Path:
        return self.folder / "pages" / f"{name}.gz"

    def _record(self, path: str) -> Path:
        return self.folder / "articles" / f"{sha256(path.encode()).hexdigest()}.json"
