"""What may befall the files of a site while the real `briefgen serve` shows it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from preview.real import a_site, article, running, shows, until

if TYPE_CHECKING:
    from pathlib import Path

    from preview.real import Real

RAIL = "/repo/2026/01/01/rail/"


def test_a_thousand_saves_at_once_are_few_builds(tmp_path: Path) -> None:
    """After a storm over a thousand articles each page has its last words, for a handful of builds."""
    names = [f"n{number}" for number in range(1000)]
    root = a_site(tmp_path, **dict.fromkeys(names, "Before."))
    with running(root) as real:
        shows(real, "/repo/2026/01/01/n999/", "Before.")
        first = real.state()["revision"]
        for name in names:
            (root / f"content/{name}.md").write_text(article(name.upper(), f"Storm {name}."))
        shows(real, "/repo/2026/01/01/n999/", "Storm n999.")
        for name in names[::50]:
            assert f"Storm {name}." in real.ask(f"/repo/2026/01/01/{name}/")[1]
        assert "<title>N500" in real.ask("/repo/2026/01/01/n500/")[1]
        assert 1 <= real.state()["revision"] - first < 20


BREAKS = {
    "an article": ("content/rail.md", "---\ntitle: [Rail\n---\n\nText.\n"),
    "the configuration": ("briefgen.yml", "title: Desk\nurl: nowhere\n"),
    "the theme": ("themes/mine/theme.yml", "parent: none\n"),
    "a template": ("themes/mine/article.html", "{% extends 'base.html' %}\n{% wrong %}\n"),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_fifty_times_broken_and_mended(broken: str, tmp_path: Path) -> None:
    """Each mistake is told over the last good page, each repair shows what was saved meanwhile."""
    root = a_site(tmp_path, rail="Round -1.")
    path, wrong = BREAKS[broken]
    template = "{% extends '@parent/article.html' %}\n"
    (root / "themes/mine/article.html").write_text(template)
    good = (root / path).read_text()

    def told(real: Real) -> list[str]:
        return [place for place, _ in real.wrong("2026/01/01/rail/index.html")]

    with running(root) as real:
        for number in range(50):
            shows(real, RAIL, f"Round {number - 1}.")
            (root / path).write_text(wrong)
            until(lambda: told(real) == [path], f"{path} is told")
            assert f"Round {number - 1}." in real.ask(RAIL)[1]
            good = article("Rail", f"Round {number}.") if path == "content/rail.md" else good
            (root / path).write_text(good)
            (root / "content/rail.md").write_text(article("Rail", f"Round {number}."))
            until(lambda: told(real) == [], "all is mended")
        shows(real, RAIL, "Round 49.")


def test_content_that_is_deleted_and_put_back(tmp_path: Path) -> None:
    """The last good site stays; the new folder is read and watched like the old one."""
    root = a_site(tmp_path)
    with running(root) as real:
        shows(real, RAIL, "Trains run.")
        shutil.copytree(root / "content", root / "away")
        shutil.rmtree(root / "content")
        until(lambda: ("content", "there is no such folder") in real.wrong(), "it is told")
        assert "Trains run." in real.ask(RAIL)[1]
        shutil.copytree(root / "away", root / "content")
        until(lambda: real.wrong() == [], "it is back")
        (root / "content/rail.md").write_text(article("Rail", "Watched again."))
        shows(real, RAIL, "Watched again.")


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="limits another process")


@on_linux
def test_a_disk_that_fills_up_stops_no_words(tmp_path: Path) -> None:
    """Without room for what it remembers, the preview shows each save all the same."""
    root = a_site(tmp_path)
    with running(root) as real:
        shows(real, RAIL, "Trains run.")
        room(real, 0)
        for number in range(5):
            (root / "content/rail.md").write_text(article("Rail", f"Full {number}."))
            shows(real, RAIL, f"Full {number}.")
        for number in range(5):
            (root / f"content/more{number}.md").write_text(article("More", f"New {number}."))
            shows(real, f"/repo/2026/01/01/more{number}/", f"New {number}.")
        assert real.wrong() == []
        room(real, None)
        (root / "content/rail.md").write_text(article("Rail", "There is room."))
        shows(real, RAIL, "There is room.")
    assert (
        subprocess.run([sys.executable, "-m", "briefgen", "build", root], check=False).returncode
        == 0
    )
    assert "There is room." in (root / "site/2026/01/01/rail/index.html").read_text()


@on_linux
def test_a_disk_that_is_full_from_the_start_stops_no_words(tmp_path: Path) -> None:
    """The first build is shown, also when nothing of it can be kept."""
    root = a_site(tmp_path)
    with running(root, python=("-c", FULL, "serve", "--port", "0")) as real:
        shows(real, RAIL, "Trains run.")
        (root / "content/rail.md").write_text(article("Rail", "They stand."))
        shows(real, RAIL, "They stand.")
        assert real.wrong() == []


@on_linux
def test_a_photo_is_shown_on_a_full_disk(tmp_path: Path) -> None:
    """Its widths can't be kept, so they are drawn for whoever asks; half a file is left nowhere."""
    root = a_site(tmp_path)
    Image.new("RGB", (800, 600), "navy").save(root / "content/sea.jpg")
    with running(root) as real:
        shows(real, RAIL, "Trains run.")
        room(real, 0)
        (root / "content/rail.md").write_text(
            article("Rail", "By the sea.", photo="sea.jpg", photo_credit="Ana Reis")
        )
        shows(real, RAIL, "/repo/sea-")
        address = re.search(r'src="(/repo/sea-[^"]+)"', real.ask(RAIL)[1])
        assert address
        assert real.ask(address[1])[0] == 200
        assert real.wrong() == []
    kept = root / ".briefgen/renditions"
    assert [path for path in kept.rglob("*") if path.is_file()] == []


def test_a_folder_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    """Where .briefgen is a file, the overlay names it, and the next save after its end builds."""
    root = a_site(tmp_path)
    (root / ".briefgen").write_text("in the way")
    with running(root) as real:
        until(lambda: [place for place, _ in real.wrong()] == [".briefgen/index"], "it is told")
        assert real.ask(RAIL)[0] == 404
        (root / ".briefgen").unlink()
        (root / "content/rail.md").write_text(article("Rail", "Out of the way."))
        shows(real, RAIL, "Out of the way.")


FULL = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
from briefgen.cli import main
main()
"""


def room(real: Real, size: int | None) -> None:
    """Let the process write files of this size only, as if the disk were full."""
    import resource

    limit = resource.RLIM_INFINITY if size is None else size
    pid, kind = real.process.pid, resource.RLIMIT_FSIZE
    resource.prlimit(pid, kind, (limit, resource.RLIM_INFINITY))
