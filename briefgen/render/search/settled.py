"""The files that Pagefind wrote in, the same with everything in a fixed order out.

Pagefind writes filters and languages in an order that changes with every run, and names files by
their bytes. Its index is CBOR behind twelve bytes that say so, compressed or plain.
"""

from __future__ import annotations

import gzip
import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import cbor2

from briefgen.errors import BriefgenError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["settled"]

_MARK = b"pagefind_dcd"
_ENTRY = "pagefind-entry.json"


def settled(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return Pagefind's files so that the same documents give the same bytes.

    BriefgenError for an index of a form that this briefgen does not know.
    """
    found = dict(files)
    try:
        entry = json.loads(found.pop(_ENTRY))
        for language, facts in entry["languages"].items():
            facts["hash"] = _language(found, language, str(facts["hash"]))
    except (KeyError, TypeError, ValueError, cbor2.CBORDecodeError, OSError) as error:
        raise BriefgenError(
            f"the search index is of an unknown form [{type(error).__name__}: {error}]",
            hint="install the Pagefind that briefgen asks for: pip install 'briefgen[search]'",
        ) from None
    entry["languages"] = dict(sorted(entry["languages"].items()))
    found[_ENTRY] = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
    return dict(sorted(found.items()))


def _language(files: dict[str, bytes], language: str, mark: str) -> str:
    """Settle the index of one language in place; return the mark of its new name."""
    version, pages, words, filters, sorts, *rest = _read(files.pop(f"pagefind.{mark}.pf_meta"))
    named = []
    for name, old in sorted(filters):
        title, values = _read(files.pop(f"filter/{old}.pf_filter"))
        data = _written([title, sorted(values)])
        new = f"{language}_{_digest(data, 4)}"
        files[f"filter/{new}.pf_filter"] = data
        named.append([name, new])
    data = _written([version, pages, words, named, sorted(sorts), *rest])
    new = f"{language}_{_digest(data, 5)}"
    files[f"pagefind.{new}.pf_meta"] = data
    return new


def _read(data: bytes) -> Any:
    plain = gzip.decompress(data)
    if not plain.startswith(_MARK):
        raise ValueError("it does not begin as Pagefind's files do")
    return cbor2.loads(plain[len(_MARK) :])


def _written(value: object) -> bytes:
    # Left plain, which Pagefind reads as well: how zlib packs differs from machine to machine.
    return _MARK + cbor2.dumps(value)


def _digest(data: bytes, size: int) -> str:
    return blake2b(data, digest_size=size).hexdigest()
