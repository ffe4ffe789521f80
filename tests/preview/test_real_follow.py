"""Which page `briefgen serve --follow` jumps to when a file was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from preview.real import a_site, article, running, shows

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext


@pytest.mark.parametrize(
    ("file", "text", "page"),
    [
        ("rail.md", article("Rail", "No train runs.", topic="Tracks"), "2026/01/01/rail/"),
        ("topics/tracks.md", "---\ntitle: Tracks\n---\n\nOn all rails.\n", "topics/tracks/"),
        (
            "briefings/2026-01-02.md",
            "---\ntitle: Friday\ndate: 2026-01-02\narticles: [rail]\n---\n\nIn short.\n",
            "briefings/2026-01-02/",
        ),
    ],
)
def test_the_page_of_a_saved_file_is_gone_to(
    file: str, text: str, page: str, tmp_path: Path, tabs: BrowserContext
) -> None:
    """An article, a topic and an edition each have a file and a page; the desk links both."""
    root = a_site(tmp_path)
    (root / "content/rail.md").write_text(article("Rail", "Trains run.", topic="Tracks"))
    with running(root, "--follow") as real:
        shows(real, "/repo/", "Tracks")
        tab = tabs.new_page()
        tab.goto(f"http://localhost:{real.port}/repo/sources/")
        tab.wait_for_timeout(500)
        (root / "content" / file).parent.mkdir(exist_ok=True)
        (root / "content" / file).write_text(text)
        tab.wait_for_url(f"**/repo/{page}", timeout=60_000)
        assert f"content/{file}" in real.ask("/_briefgen/")[1]
