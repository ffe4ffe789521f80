from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Built


def test_a_photo_credited_in_one_of_two_articles_stops_no_build(
    site: Callable[..., Built], tmp_path: Path
) -> None:
    """Where a related article credits the same photo, a page without that credit is still built."""
    (tmp_path / "content").mkdir()
    Image.new("RGB", (64, 48), "navy").save(tmp_path / "content/pier.png")
    built = site("""
        -- content/credited.md --
        {title: Credited, date: 2026-11-01, topic: Ports, photo: pier.png, photo_credit: Jo Lens}
        -- content/bare.md --
        {title: Bare, date: 2026-11-02, topic: Ports, photo: pier.png}
    """)
    assert not built.result.errors
    assert "Jo Lens" in built.text("2026/11/01/credited/index.html")
    assert "pier-" in built.text("2026/11/02/bare/index.html")
