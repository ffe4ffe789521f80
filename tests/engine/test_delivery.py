from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.engine.delivery import Delivery, Place
from briefgen.engine.manifest import Manifest
from briefgen.engine.survey import survey

if TYPE_CHECKING:
    from pathlib import Path


def deliver(root: Path, outputs: dict[str, bytes]) -> Delivery:
    """Sync outputs into a folder that can't be swapped, as a mounted one."""
    manifest = Manifest(root / "state")
    folder = root / "site"
    known = survey(folder, manifest.rows, manifest.other_rows)
    delivery = Delivery(Place(folder, root / "stage", atomic=False), known, adopts=False)
    for path, data in outputs.items():
        delivery.add(path, data)
    delivery.finish(manifest, b"")
    return delivery


def test_a_mounted_folder_is_changed_file_by_file(tmp_path: Path) -> None:
    """The folder keeps its inode, gets what changed and loses what is gone."""
    site = tmp_path / "site"
    site.mkdir()
    (site / ".gitkeep").touch()
    inode = site.stat().st_ino
    deliver(tmp_path, {"a.html": b"1", "b/c.html": b"2", "d": b"3"})
    done = deliver(tmp_path, {"a.html": b"1", "d/e.html": b"4", "b": b"5"})
    assert (done.atomic, done.written, done.unchanged) == (False, ["d/e.html", "b"], ["a.html"])
    assert sorted(path.relative_to(site).as_posix() for path in site.rglob("*")) == [
        ".gitkeep",
        "a.html",
        "b",
        "d",
        "d/e.html",
    ]
    assert site.stat().st_ino == inode


def test_pages_of_a_killed_delivery_are_ours(tmp_path: Path) -> None:
    """A page that a killed delivery left in a mounted folder is taken for ours the next time."""
    deliver(tmp_path, {"a.html": b"1"})
    rows = deliver(tmp_path, {"a.html": b"1", "b.html": b"2"}).rows
    manifest = Manifest(tmp_path / "state")
    manifest.replace({"a.html": rows["a.html"]}, b"")
    manifest.announce(rows, b"")
    assert deliver(tmp_path, {"a.html": b"1"}).rows.keys() == {"a.html"}
    assert not (tmp_path / "site/b.html").exists()
