"""What can be wrong with the disk, the folders and the moment: more rows of docs/faults.md.

Each row is (what it is, what happens to a site that was built, the words of the verb, what is left).
"""

from __future__ import annotations

import fcntl
import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["AS_IT_WAS", "BEGUN", "CAUGHT", "CLEAN", "HELD", "MOMENTS", "REST"]

AS_IT_WAS, CLEAN, REST = "the last site", "as a clean build", "the rest"
BEGUN = "as it was begun; the next build is a clean one's like"
BUILD = ("build", "--jobs", "1")


def _link(path: str, target: str) -> Callable[[Path], None]:
    def link(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)

    return link


def _gone(path: str) -> Callable[[Path], None]:
    return lambda root: shutil.rmtree(root / path)


def _a_file_instead(path: str) -> Callable[[Path], None]:
    def put(root: Path) -> None:
        if (root / path).is_dir():
            shutil.rmtree(root / path)
        (root / path).write_text("x")

    return put


def _a_folder_instead(root: Path) -> None:
    (root / "briefgen.yml").unlink()
    (root / "briefgen.yml").mkdir()


def _theme_with_a_link(root: Path) -> None:
    (root / "themes/mine/assets").mkdir(parents=True)
    (root / "themes/mine/theme.yml").write_text("parent: briefing\n")
    (root / "themes/mine/assets/a.txt").symlink_to("/etc/passwd")
    (root / "briefgen.yml").write_text(f"{(root / 'briefgen.yml').read_text()}theme: mine\n")


def _others_files(root: Path) -> None:
    (root / "elsewhere").mkdir()
    (root / "elsewhere/letter.txt").write_text("mine")


def _no_utf8(root: Path) -> None:
    shutil.copy(root / "content/good.md", os.fsencode(root / "content") + b"/a\xe9.md")


def _cut(root: Path) -> None:
    for path in (root / ".briefgen").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    _edit(root)


def _garbage(root: Path) -> None:
    for path in (root / ".briefgen").rglob("*"):
        if path.is_file():
            path.write_bytes(bytes(255 - byte for byte in path.read_bytes()))
    _edit(root)


def _edit(root: Path) -> None:
    (root / "content/good.md").write_text(
        (root / "content/good.md").read_text().replace("Text.", "Told")
    )


def _edit_unseen(root: Path) -> None:
    before = (root / "content/good.md").stat()
    _edit(root)
    os.utime(root / "content/good.md", ns=(before.st_atime_ns, before.st_mtime_ns))


def _edit_in(year: int) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        _edit(root)
        os.utime(root / "content/good.md", (year * 31_556_952,) * 2)

    return edit


def _page(change: Callable[[Path], object]) -> Callable[[Path], object]:
    return lambda root: change(root / "site/2026/01/01/good/index.html")


def _a_build_under_way(root: Path) -> None:
    (lock,) = (root / ".briefgen/outputs").glob("*/lock")
    held = os.open(lock, os.O_RDWR)
    fcntl.flock(held, fcntl.LOCK_EX)
    HELD.append(held)


HELD: list[int] = []
"""Locks that a row has taken; the test gives them back."""

MOMENTS: tuple[tuple[str, Callable[[Path], object], tuple[str, ...], str], ...] = (
    ("no `content/` any more", _gone("content"), BUILD, AS_IT_WAS),
    ("a file named `content`", _a_file_instead("content"), BUILD, AS_IT_WAS),
    ("a folder named `briefgen.yml`", _a_folder_instead, BUILD, AS_IT_WAS),
    ("a file named `.briefgen`", _a_file_instead(".briefgen"), BUILD, AS_IT_WAS),
    ("a link to nothing", _link("content/a.md", "none.md"), BUILD, REST),
    ("a link out of `content/`", _link("content/a.md", "../briefgen.yml"), BUILD, REST),
    ("a link to a folder elsewhere", _link("content/more", "/"), BUILD, REST),
    ("a link to a device", _link("content/a.md", "/dev/zero"), BUILD, REST),
    ("a link to the folder it stands in", _link("content/loop", "."), BUILD, REST),
    ("a pipe", lambda root: os.mkfifo(root / "content/a.md"), BUILD, REST),
    ("a name that is not UTF-8", _no_utf8, BUILD, REST),
    ("a theme's link to another file", _theme_with_a_link, BUILD, AS_IT_WAS),
    ("an output folder that is a file", _edit, (*BUILD, "-o", "briefgen.yml"), AS_IT_WAS),
    ("an output folder of others", _others_files, (*BUILD, "-o", "elsewhere"), AS_IT_WAS),
    ("an output folder in `content/`", _edit, (*BUILD, "-o", "content/site"), AS_IT_WAS),
    ("an output folder in `.briefgen/`", _edit, (*BUILD, "-o", ".briefgen/site"), AS_IT_WAS),
    ("an output folder that holds all", _edit, (*BUILD, "-o", "."), AS_IT_WAS),
    ("an output folder on no disk", _edit, (*BUILD, "-o", "/dev/null/site"), AS_IT_WAS),
    ("no `.briefgen/` any more, a site", _gone(".briefgen"), BUILD, CLEAN),
    ("a second build", _a_build_under_way, BUILD, AS_IT_WAS),
    ("all that is remembered cut in half", _cut, BUILD, CLEAN),
    ("all that is remembered turned round", _garbage, BUILD, CLEAN),
    ("an edit that keeps size and moment", _edit_unseen, BUILD, CLEAN),
    ("an edit of long ago", _edit_in(20), BUILD, CLEAN),
    ("an edit of a day to come", _edit_in(80), BUILD, CLEAN),
    ("a page changed by hand", _page(lambda page: page.write_text("mine")), BUILD, CLEAN),
    ("a page cut off", _page(lambda page: os.truncate(page, 9)), BUILD, CLEAN),
    ("a page deleted", _page(lambda page: page.unlink()), BUILD, CLEAN),
    ("the site deleted", _gone("site"), BUILD, CLEAN),
)

CAUGHT: tuple[tuple[str, str, str], ...] = (
    ("an article deleted meanwhile", "os.unlink('content/good.md')", BEGUN),
    ("an article edited meanwhile", "open('content/good.md', 'a').write('More.')", BEGUN),
    ("an article added meanwhile", "shutil.copy('content/good.md', 'content/z.md')", BEGUN),
    ("`briefgen.yml` broken meanwhile", "open('briefgen.yml', 'w').write('no')", BEGUN),
    ("a disk that is full", "resource.setrlimit(resource.RLIMIT_FSIZE, (99, 99))", AS_IT_WAS),
)
"""What happens at the moment in which the build opens the article first.md."""
