"""A few files put in the place of others: the site is what a SiteFolder would have made it, or not touched."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from briefgen.engine import amending as module
from briefgen.engine.amending import AmendedFolder, UnfitError
from briefgen.engine.output import Keyed, SiteFolder, sync
from briefgen.engine.seals import SEAL, hidden_place, home_place, seals
from briefgen.engine.sight import outputs_sight
from briefgen.engine.survey import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

FIRST = {"a.html": b"1", "b/c.html": b"2", "b/d.html": b"3", "é.html": b"4"}


def keyed(files: Mapping[str, bytes]) -> list[tuple[str, Keyed]]:
    """Files with a key each."""
    return [(path, Keyed(digest(b"key" + data), data)) for path, data in files.items()]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of a few files, with a tree beside it."""
    with SiteFolder(tmp_path / "site", state=tmp_path / "state") as folder:
        folder.sync(keyed(FIRST))
        folder.stand_by()
    return tmp_path / "site"


def files(root: Path) -> dict[str, bytes]:
    """All files of a folder."""
    found = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def standby(site: Path) -> Path:
    """The tree beside the site."""
    (found,) = (site.parent / "state/outputs").glob("*/standby")
    return found


def seen(site: Path) -> bytes:
    """What a look shows of the files we wrote."""
    names = sorted(FIRST)
    sight = outputs_sight([os.fsencode(name) for name in names], os.fsencode(f"{site}/"))
    home = home_place(str(site), str(site.parent / "state"))
    return sight + seals(names, str(site), hidden_place(home))


def amend(site: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Put some files in the place of others, and say which were written."""
    with AmendedFolder(site, state=site.parent / "state", seen=lambda: seen(site)) as folder:
        written = folder.replace(keyed(files))
        assert folder.sight == seen(site)[:16]
        assert dict(folder.keys({}))[b"b/c.html"] == folder.key("b/c.html")
        return written


def test_files_are_replaced_one_edit_after_another(site: Path) -> None:
    """The site holds the new ones, the tree beside it the site before."""
    now = dict(FIRST)
    edits = (
        {"a.html": b"10"},
        {"b/c.html": b"20", "é.html": b"x"},
        {"a.html": b"11", "b/d.html": b"3"},
    )
    for edit in edits:
        assert amend(site, edit) == tuple(sorted(p for p in edit if edit[p] != now[p]))
        assert files(standby(site)) == now
        now |= edit
        assert files(site) == now
        assert seen(site)[16:] == b"\1\1"


def test_what_follows_knows_what_was_written(site: Path) -> None:
    """A whole sync after it writes nothing where nothing differs, and finds the tree beside."""
    amend(site, {"a.html": b"10"})
    with SiteFolder(site, state=site.parent / "state") as folder:
        assert folder.standing["a.html"] == digest(b"key10")
        synced = folder.sync(keyed({**FIRST, "a.html": b"10", "b/d.html": b"30"}))
    assert synced.written == ("b/d.html",)
    assert files(site) == {**FIRST, "a.html": b"10", "b/d.html": b"30"}


def test_the_same_bytes_under_another_key_are_not_written(site: Path) -> None:
    """The key is remembered, and the tree beside stays known."""
    with AmendedFolder(site, state=site.parent / "state", seen=lambda: seen(site)) as folder:
        assert folder.replace([("a.html", Keyed(b"k" * 16, b"1"))]) == ()
        assert folder.key("a.html") == b"k" * 16
    assert amend(site, {"a.html": b"10"}) == ("a.html",)
    assert files(site) == {**FIRST, "a.html": b"10"}


def _opened(folder: Path) -> None:
    os.utime(folder, ns=(SEAL, SEAL + 1))


UNFIT: dict[str, Callable[[Path], object]] = {
    "a file of others": lambda site: (site / "b/mine.txt").write_text("mine"),
    "a file changed by hand": lambda site: (site / "a.html").write_text("other"),
    "a file that is gone": lambda site: (site / "b/c.html").unlink(),
    "a name gone beside": lambda site: (standby(site) / "b/c.html").unlink(),
    "a folder opened beside": lambda site: _opened(standby(site) / "b"),
    "nothing known of beside": lambda site: (standby(site).parent / "before").unlink(),
    "a sync that was killed": lambda site: (standby(site).parent / "manifest.next").write_bytes(
        b""
    ),
    "a manifest cut": lambda site: (standby(site).parent / "manifest").write_bytes(b"cut"),
    "no site": lambda site: site.rename(site.with_name("elsewhere")),
}


@pytest.mark.parametrize("change", UNFIT.values(), ids=UNFIT)
def test_what_is_not_as_we_left_it_is_left_alone(
    site: Path, change: Callable[[Path], object]
) -> None:
    """Nothing is done to the site, and a SiteFolder sees to it."""
    change(site)
    before = files(site)
    with pytest.raises(UnfitError):
        amend(site, {"a.html": b"10"})
    assert files(site) == before


def test_a_path_that_is_new_is_unfit(site: Path) -> None:
    """Only files that stand are replaced."""
    with pytest.raises(UnfitError):
        amend(site, {"new.html": b"10"})
    assert files(site) == FIRST


@pytest.mark.parametrize("step", ["write_atomic", "swap", "keep_differing"])
def test_at_a_kill_the_site_is_the_old_one_or_the_new_one(
    site: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Before the swap the old one, after it the new one; the next sync makes what it should."""
    amend(site, {"b/c.html": b"20"})

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, step, killed)
        with pytest.raises(KeyboardInterrupt):
            amend(site, {"a.html": b"10", "b/d.html": b"30"})
    old = {**FIRST, "b/c.html": b"20"}
    new = {**old, "a.html": b"10", "b/d.html": b"30"}
    assert files(site) == (new if step == "keep_differing" else old)
    # What the killed one left on the stage comes to nothing.
    assert sync(
        keyed({**old, "é.html": b"40"}).__iter__(), site, state=site.parent / "state"
    ).written
    assert files(site) == {**old, "é.html": b"40"}
