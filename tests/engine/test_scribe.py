from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

import pytest

from briefgen.engine.output import Keyed, SiteFolder, sync
from briefgen.engine.scribe import Staged
from briefgen.engine.seals import is_sealed
from briefgen.engine.stage import Stage
from briefgen.engine.work import Work
from briefgen.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefgen.engine.scribe import Scribe

KEY = b"k" * 16


def written(scribe: Scribe, path: str, data: bytes) -> Staged | bytes:
    """Write an output as a worker does."""
    return scribe(path, data)


def by_workers(
    files: dict[str, bytes], seen: list[Staged | bytes], scribe: Scribe
) -> Iterator[tuple[str, Keyed]]:
    """Yield outputs as two processes wrote them."""
    scribe.ready()
    calls = [partial(written, scribe, path, data) for path, data in files.items()]
    with Work(jobs=2) as work:
        # A process with threads, as the tests' own may be, forks none: then all is done here.
        work._pays = lambda _: work.jobs > 1  # type: ignore[method-assign]  # noqa: SLF001 - from the second on
        for path, content in zip(files, work.made(calls, "write"), strict=True):
            assert not isinstance(content, Exception)
            seen.append(content)
            yield path, Keyed(KEY, content)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_workers_write_is_the_site(tmp_path: Path) -> None:
    """Files come from other processes, into shared folders too; the next sync finds them known."""
    site, state = tmp_path / "site", tmp_path / "state"
    files = {f"a/{n % 7}/{n}.html": b"%d" % n for n in range(200)}
    seen: list[Staged | bytes] = []
    with SiteFolder(site, state=state) as folder:
        synced = folder.sync(partial(by_workers, files, seen))
    assert tree(site) == files
    assert sorted(synced.written) == sorted(files)
    assert all(isinstance(content, Staged) for content in seen)
    assert all(is_sealed(os.lstat(path)) for path in site.rglob("*") if path.is_dir())
    with SiteFolder(site, state=state) as folder:
        assert folder.intact
        assert folder.standing == dict.fromkeys(files, KEY)


def test_bytes_that_stand_are_not_written(tmp_path: Path) -> None:
    """A file that comes out the same under another key stays the file that it is."""
    site, state = tmp_path / "site", tmp_path / "state"
    files = {"a.html": b"a", "b/c.html": b"c"}
    sync(files.items(), site, state=state)
    before = (site / "a.html").stat().st_ino
    seen: list[Staged | bytes] = []
    with SiteFolder(site, state=state) as folder:
        synced = folder.sync(partial(by_workers, files | {"b/c.html": b"new"}, seen))
    assert synced.written == ("b/c.html",)
    assert synced.unchanged == ("a.html",)
    assert tree(site) == files | {"b/c.html": b"new"}
    assert (site / "a.html").stat().st_ino == before


def test_files_of_others_are_left_to_the_delivery(tmp_path: Path) -> None:
    """Where others keep files, each output is looked at by the process that knows of them."""
    site, state = tmp_path / "site", tmp_path / "state"
    sync([("a.html", b"a")], site, state=state)
    (site / "mine.html").write_bytes(b"mine")
    seen: list[Staged | bytes] = []
    with (
        SiteFolder(site, state=state) as folder,
        pytest.raises(ContentError, match="briefgen did not make"),
    ):
        folder.sync(partial(by_workers, {"mine.html": b"ours"}, seen))
    assert seen == [b"ours"]
    assert (site / "mine.html").read_bytes() == b"mine"


@pytest.mark.parametrize("path", ["../out.html", "con", "a\\b"])
def test_no_worker_writes_what_the_site_may_not_hold(tmp_path: Path, path: str) -> None:
    """A path that leads elsewhere is refused, and nothing stands there."""
    seen: list[Staged | bytes] = []
    with (
        SiteFolder(tmp_path / "in/site", state=tmp_path / "in/state") as folder,
        pytest.raises(ContentError, match="can't hold a file"),
    ):
        folder.sync(partial(by_workers, {path: b"x"}, seen))
    assert seen == [b"x"]
    assert not (tmp_path / "in/out.html").exists()


def test_what_a_worker_left_is_written_anew(tmp_path: Path) -> None:
    """A file that a worker wrote before it died stands in nobody's way."""
    first, second = Stage(tmp_path / "stage"), Stage(tmp_path / "stage")
    first.put("a/b.html", b"half")
    found = second.put("a/b.html", b"whole")
    assert (tmp_path / "stage/a/b.html").read_bytes() == b"whole"
    first.took("a/b.html", found.st_ino)
    assert first.files == {"a/b.html": found.st_ino}


def test_what_another_process_put_is_known(tmp_path: Path) -> None:
    """A file in a folder's place, and a folder in a file's, are known as they stand now."""
    for path in ("a/x/y", "b"):
        Stage(tmp_path / "stage").put(path, b"1")
    here, there = Stage(tmp_path / "stage"), Stage(tmp_path / "stage")
    for path in ("a/x", "b/c/d"):
        here.took(path, there.put(path, b"2").st_ino)
    now = Stage(tmp_path / "stage")
    assert (here.files, here.folders) == (now.files, now.folders)
    here.seal(())
    assert all(is_sealed(os.lstat(tmp_path / "stage" / path)) for path in here.folders)


def test_no_link_is_written_through(tmp_path: Path) -> None:
    """A folder that became a link since the stage was looked at is not followed."""
    (tmp_path / "stage").mkdir()
    stage = Stage(tmp_path / "stage")
    (tmp_path / "stage/a").symlink_to(tmp_path)
    with pytest.raises(FileExistsError):
        stage.put("a/b.html", b"x")
    assert not (tmp_path / "b.html").exists()
