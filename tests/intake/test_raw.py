"""What an article was made from, kept and found again."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from briefgen.errors import SourceError
from briefgen.intake.raw import Origin, Raw
from briefgen.model.document import Document

if TYPE_CHECKING:
    from pathlib import Path

PAGE = Document("in.html", "html", b"<p>\xff\0Hello", url="https://a.example/x", encoding="cp1252")
ORIGIN = Origin("articles/a.md", "---\ntitle: A\n---\n", PAGE, "https://a.example/x", "2026-11-24")


def test_what_was_kept_is_found_by_path_and_by_address(tmp_path: Path) -> None:
    """A moved article is found by the address in it; bytes come back as they were."""
    raw = Raw(tmp_path)
    assert raw.keep(ORIGIN)
    assert raw.origin("articles/a.md") == ORIGIN
    assert raw.origin("moved.md", "http://www.a.example/x?utm_source=q").document == PAGE


def test_one_page_is_kept_once(tmp_path: Path) -> None:
    """Two articles of one page share its bytes, and keeping again writes the same bytes."""
    raw = Raw(tmp_path)
    raw.keep(ORIGIN)
    (page,) = tmp_path.glob("pages/*")
    first = page.read_bytes()
    raw.keep(Origin("articles/b.md", "", PAGE))
    page.unlink()
    raw.keep(ORIGIN)
    assert [one.read_bytes() for one in tmp_path.glob("pages/*")] == [first]


@pytest.mark.parametrize("damage", ["page", "cut", "record", "name", "none"])
def test_a_damaged_store_counts_as_empty(tmp_path: Path, damage: str) -> None:
    """A page lost or cut short, a record of another shape, a name that leads elsewhere: told."""
    raw = Raw(tmp_path)
    raw.keep(ORIGIN)
    (page,), (record,) = tmp_path.glob("pages/*"), tmp_path.glob("articles/*")
    if damage == "page":
        page.unlink()
    elif damage == "cut":
        page.write_bytes(page.read_bytes()[:-9])
    elif damage == "name":
        row = json.loads(record.read_bytes())
        row["document"]["data"] = "../../secret"
        record.write_text(json.dumps(row))
        (tmp_path / "secret.gz").write_bytes(gzip.compress(b"x"))
    else:
        record.write_text("[1]" if damage == "record" else "")
    with pytest.raises(SourceError, match="not kept"):
        raw.origin("articles/a.md", "https://a.example/x")
