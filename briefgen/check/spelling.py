"""What articles call their topics in, a notice for each topic that goes by two names out."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from briefgen.errors import Notice, in_quotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["topic_spellings"]


def topic_spellings(named: Iterable[tuple[str, str, str]]) -> Iterator[Notice]:
    """Yield a notice for each name that shares another's address; rows are (file, slug, name).

    "Rail" and "rail" are one name, "Air & Sea" and "Air - Sea" are not: one page shows both,
    under one of the names.
    """
    first: dict[str, tuple[str, str]] = {}
    told = set()
    for path, slug, name in named:
        known, where = first.setdefault(slug, (name, path))
        if name == known or _folded(name) == _folded(known) or (slug, name) in told:
            continue
        told.add((slug, name))
        yield Notice(
            "topic-spelling",
            f"the topic {in_quotes(name)} is one briefing with {in_quotes(known)} of {where}",
            path,
            None,
            f"write topic: {known}, or give one a file in content/topics/ with another slug:",
        )


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
