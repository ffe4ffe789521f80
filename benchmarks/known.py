"""Pages with known answers, read from a data folder as cleaning reads them.

DATA holds `truth.json.gz`, {"SET/ID": {"text", "title", "author", "date", "with", "without"}},
`photo-credit.jsonl`, a row a page, and the pages themselves, `pages/SET/ID.html.gz`.
"""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefgen.clean import page as pages
from briefgen.clean.addresses import host
from briefgen.clean.steps import Draft, harvest_figures, hear_voices, read_facts, read_lines
from briefgen.errors import SourceError
from briefgen.model.document import Document, Knowledge

FOLDS = 5


@dataclass(frozen=True)
class Known:
    """A page and what is known of it; `draft` is None for a page that cannot be read."""

    key: str
    truth: dict[str, Any]
    draft: Draft | None
    fold: int

    @property
    def kind(self) -> str:
        """The set it belongs to."""
        return self.key.split("/", maxsplit=1)[0]


def truths(data: Path) -> dict[str, dict[str, Any]]:
    return json.loads(gzip.decompress((data / "truth.json.gz").read_bytes()))


def credits_known(data: Path) -> dict[str, dict[str, Any]]:
    """The rows on lead photos by page; a row may name a page that has no other answers."""
    lines = (data / "photo-credit.jsonl").read_text("utf-8").splitlines()
    rows = (json.loads(line) for line in lines)
    return {row["page"].removesuffix(".html.gz"): row for row in rows if row.get("page")}


def page_bytes(data: Path, key: str) -> bytes:
    return gzip.decompress((data / "pages" / f"{key}.html.gz").read_bytes())


def read(key: str, data: bytes) -> Draft | None:
    """Take a page up to where its lines are judged."""
    document = Document(key, "html", data)
    try:
        draft = Draft(document, Knowledge(), pages.read(document))
        for step in (read_facts, harvest_figures, read_lines, hear_voices):
            draft = step(draft)
    except SourceError:
        return None
    return draft


def known(data: Path, *, limit: int | None = None) -> list[Known]:
    """All pages with answers, read, in folds that keep pages of one host together."""
    said, credit = truths(data), credits_known(data)
    rows = [(key, said.get(key, {})) for key in sorted({*said, *credit})][:limit]
    found = [Known(key, truth, read(key, page_bytes(data, key)), 0) for key, truth in rows]
    return folded(found)


def folded(found: list[Known]) -> list[Known]:
    """Deal pages into folds: by host, the fullest fold last."""
    by_host: dict[str, list[int]] = {}
    for at, one in enumerate(found):
        url = one.truth.get("url") or (one.draft and one.draft.page.url)
        by_host.setdefault(host(url) or one.key, []).append(at)
    groups = sorted(by_host.items())
    random.Random(0).shuffle(groups)
    groups.sort(key=lambda row: -len(row[1]))
    sizes, places = [0] * FOLDS, {}
    for _, members in groups:
        fold = sizes.index(min(sizes))
        sizes[fold] += len(members)
        places |= dict.fromkeys(members, fold)
    return [replace(one, fold=places[at]) for at, one in enumerate(found)]
