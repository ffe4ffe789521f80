"""What changes by itself while the real `briefgen serve` runs: days come and pass."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PIL import Image
from preview.real import a_site, article, running, shows, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext


def _soon(seconds: int) -> str:
    moment = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _before_its_moment(save: Callable[[int], None], seen: Callable[[], bool | None]) -> None:
    """Save something for a moment soon to come, until the preview was seen in time before it."""
    for seconds in (2, 4, 8, 16, 32):
        save(seconds)
        until(lambda: seen() is not None, "the save is built")
        if seen():
            return
    raise AssertionError("no save was built in time")


def test_an_article_appears_when_its_day_comes(tmp_path: Path, tabs: BrowserContext) -> None:
    """Held back at first, it comes up in an open tab without any save."""
    root = a_site(tmp_path)

    def save(seconds: int) -> None:
        text = article("Tomorrow", "The day has come.", date=_soon(seconds), slug=f"in-{seconds}")
        (root / "content/tomorrow.md").write_text(text)

    with running(root) as real:
        shows(real, "/repo/", "Rail")
        page = tabs.new_page()
        page.goto(f"http://localhost:{real.port}/repo/")

        def held() -> bool | None:
            listed = "tomorrow.md" in real.ask("/_briefgen/?held=1")[1]
            return True if listed else False if "Tomorrow" in real.ask("/repo/")[1] else None

        _before_its_moment(save, held)
        page.get_by_text("Tomorrow").first.wait_for(timeout=60_000)
        assert "tomorrow.md" not in real.ask("/_briefgen/?held=1")[1]


def test_a_photo_goes_when_its_use_ends(tmp_path: Path) -> None:
    """From the moment on neither page nor file shows it, and the panel says why."""
    root = a_site(tmp_path)
    Image.new("RGB", (800, 600), "navy").save(root / "content/sea.jpg")

    def save(seconds: int) -> None:
        facts = {"photo": "sea.jpg", "photo_credit": "Ada", "photo_until": _soon(seconds)}
        text = article("Rail", f"Shown for {seconds} s.", **facts)
        (root / "content/rail.md").write_text(text)
        shows(real, "/repo/2026/01/01/rail/", f"Shown for {seconds} s.")

    def shown() -> bool:
        return "sea-" in real.ask("/repo/2026/01/01/rail/")[1]

    with running(root) as real:
        _before_its_moment(save, shown)
        until(lambda: not shown(), "the photo goes")
        codes = [one["code"] for one in real.state("2026/01/01/rail/index.html")["notices"]]
        assert "photo-expired" in codes


def test_a_ribbon_goes_when_the_day_comes(tmp_path: Path, tabs: BrowserContext) -> None:
    """With --future the page is there before, with its ribbon until it would be published."""
    root = a_site(tmp_path)
    with (root / "briefgen.yml").open("a") as config:
        config.write("permalink: /{slug}/\n")

    def save(seconds: int) -> None:
        text = article("Rail", f"Due in {seconds} s.", date=_soon(seconds))
        (root / "content/rail.md").write_text(text)
        shows(real, "/repo/rail/", f"Due in {seconds} s.")

    def held() -> bool:
        return real.state("rail/index.html")["held"] == "future"

    with running(root, "--future") as real:
        _before_its_moment(save, held)
        page = tabs.new_page()
        page.goto(f"http://localhost:{real.port}/repo/rail/")
        page.wait_for_selector("#ribbon", state="detached", timeout=60_000)
        until(lambda: not held(), "the state says so too")
