"""What a build says of a search index that it could not make, and what the search page says then."""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from conftest import Built

SITE = """
-- briefgen.yml --
title: Desk
url: https://desk.example/
search: true
-- content/a.md --
{title: The night train, date: 2026-11-02, topic: Rail, source: Gazette}
Beds are back on the line.
"""


def search_notices(built: Built) -> list[tuple[str, str]]:
    """The notices on search, with their levels."""
    found = [n for n in built.result.notices if n.code.startswith("search-")]
    return [(notice.code, notice.level) for notice in found]


def test_a_missing_engine_is_told_with_the_way_to_it(
    site: Callable[..., Built], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the extra the site is built, the build names the extra, the page names no engine."""
    monkeypatch.setitem(sys.modules, "cbor2", None)
    built = site(SITE)
    assert search_notices(built) == [("search-missing", "warning")]
    assert "pip install 'briefgen[search]'" in built.told
    assert not (built.site / "pagefind").exists()
    assert "The night train" in built.text("2026/11/02/a/index.html")


def test_an_engine_that_fails_is_told_and_tried_again(
    site: Callable[..., Built], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The engine's own word is told; the next build asks it again and has the index."""
    broken = tmp_path / "engine"
    broken.write_text("#!/bin/sh\necho the index is full >&2\nexit 3\n")
    broken.chmod(stat.S_IRWXU)
    with monkeypatch.context() as patched:
        patched.setattr("pagefind_bin.get_executable", lambda: broken)
        built = site(SITE)
    assert search_notices(built) == [("search-failed", "warning")]
    assert "the index is full" in built.told
    assert not (built.site / "pagefind").exists()
    again = site()
    assert search_notices(again) == []
    assert (again.site / "pagefind/pagefind.js").is_file()
