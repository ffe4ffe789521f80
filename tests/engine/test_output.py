from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.engine.output import Keyed, SiteFolder, Synced, sync
from briefgen.engine.staging import StagingTree
from briefgen.errors import BriefgenError, CombinedError, ContentError

REPOSITORY = Path(__file__).parents[2]


def files(folder: Path) -> dict[str, bytes]:
    """Return a folder's files by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Return where briefgen remembers its work."""
    return tmp_path / ".briefgen"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return the output folder, not made yet."""
    return tmp_path / "site"


def test_site_holds_the_outputs_and_nothing_else(site: Path, state: Path) -> None:
    """A second sync writes what is new, removes what is gone and leaves the rest."""
    sync([("index.html", b"1"), ("old/index.html", b"2"), ("same.css", b"3")], site, state=state)
    done = sync([("index.html", b"9"), ("new/a.html", b"4"), ("same.css", b"3")], site, state=state)
    assert done == Synced(("index.html", "new/a.html"), ("same.css",), ("old/index.html",), ())
    assert files(site) == {"index.html": b"9", "new/a.html": b"4", "same.css": b"3"}
    assert sorted(path.name for path in site.iterdir()) == ["index.html", "new", "same.css"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["a", "b", "b/c", "b/d", "e/f/g", "e/h", "é/i"]),
            st.sampled_from([b"", b"1", b"22"]),
            max_size=5,
        ).filter(lambda outputs: "b" not in outputs or not {"b/c", "b/d"} & outputs.keys()),
        max_size=6,
    )
)
def test_any_sequence_ends_at_its_last_outputs(
    tmp_path_factory: pytest.TempPathFactory, sequence: list[dict[str, bytes]]
) -> None:
    """What a folder holds depends on the last sync alone, whatever came before."""
    root = tmp_path_factory.mktemp("sequence")
    for outputs in sequence:
        sync(outputs.items(), root / "site", state=root / ".briefgen")
        assert files(root / "site") == outputs
        with SiteFolder(root / "site", state=root / ".briefgen") as folder:
            assert folder.intact
            assert folder.standing.keys() == outputs.keys()


def test_an_unchanged_site_is_not_touched(site: Path, state: Path) -> None:
    """Files keep inode and time, and the folder stays the same folder."""
    outputs = [("index.html", b"1"), ("a/b.html", b"2")]
    sync(outputs, site, state=state)
    before = [(p, p.stat().st_ino, p.stat().st_mtime_ns) for p in (site, *sorted(site.rglob("*")))]
    assert sync(outputs, site, state=state) == Synced((), ("a/b.html", "index.html"))
    after = [(p, p.stat().st_ino, p.stat().st_mtime_ns) for p in (site, *sorted(site.rglob("*")))]
    assert before == after


def test_unchanged_files_keep_their_inode(site: Path, state: Path) -> None:
    """A changed page costs no other page a copy."""
    sync([("a.html", b"1"), ("b.html", b"2")], site, state=state)
    inode = (site / "a.html").stat().st_ino
    sync([("a.html", b"1"), ("b.html", b"3")], site, state=state)
    assert (site / "a.html").stat().st_ino == inode


def test_a_known_key_needs_no_content(site: Path, state: Path) -> None:
    """An output that stands under its key is neither made nor read again."""
    key = b"k" * 16
    sync([("a.html", Keyed(key, b"1"))], site, state=state)
    with SiteFolder(site, state=state) as folder:
        assert folder.standing == {"a.html": key}
        assert folder.sync([("a.html", Keyed(key))]) == Synced((), ("a.html",))
    assert files(site) == {"a.html": b"1"}


def test_a_new_key_with_the_same_bytes_is_no_change(site: Path, state: Path) -> None:
    """The bytes decide; the new key is remembered."""
    sync([("a.html", Keyed(b"k" * 16, b"1"))], site, state=state)
    assert sync([("a.html", Keyed(b"n" * 16, b"1"))], site, state=state).written == ()
    with SiteFolder(site, state=state) as folder:
        assert folder.standing == {"a.html": b"n" * 16}


def test_a_file_is_copied_not_linked(site: Path, state: Path, tmp_path: Path) -> None:
    """A person's picture and the site's are two files."""
    picture = tmp_path / "picture.jpg"
    picture.write_bytes(b"jpg")
    sync([("images/picture.jpg", picture)], site, state=state)
    assert (site / "images/picture.jpg").read_bytes() == b"jpg"
    assert (site / "images/picture.jpg").stat().st_ino != picture.stat().st_ino


def test_a_file_that_is_gone_is_told_by_name(site: Path, state: Path, tmp_path: Path) -> None:
    """A picture deleted during the build is a mistake of content, not of the site."""
    with pytest.raises(ContentError, match=r"gone\.jpg: the file can't be read"):
        sync([("a.jpg", tmp_path / "gone.jpg"), ("b.html", b"1")], site, state=state)
    assert not site.exists()


def test_the_folder_keeps_its_mode(site: Path, state: Path) -> None:
    """Who may read the site is not changed by a sync."""
    site.mkdir()
    site.chmod(0o2750)
    sync([("a.html", b"1")], site, state=state)
    sync([("a.html", b"2")], site, state=state)
    assert site.stat().st_mode & 0o7777 == 0o2750


def test_a_hand_edited_page_is_written_again(site: Path, state: Path) -> None:
    """The site says what the content says, whoever changed a page since."""
    outputs = [("a.html", b"1"), ("b/c.html", b"2"), ("d.html", b"3")]
    sync(outputs, site, state=state)
    (site / "a.html").write_bytes(b"X")
    (site / "b/c.html").unlink()
    with SiteFolder(site, state=state) as folder:
        assert not folder.intact
        assert folder.standing.keys() == {"d.html"}
    assert sync(outputs, site, state=state).written == ("a.html", "b/c.html")
    assert files(site) == dict(outputs)


def test_only_what_takes_a_sites_place_waits_for_the_disk(
    site: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first site has no other to lose; one that takes its place is whole on the disk before."""
    flushed = []
    monkeypatch.setattr(StagingTree, "flush", lambda tree: flushed.append(files(tree.root)))
    sync([("a.html", b"1")], site, state=state)
    assert not flushed
    sync([("a.html", b"2")], site, state=state)
    assert flushed == [{"a.html": b"2"}]


def test_what_a_power_cut_leaves_of_a_first_site_is_made_whole(site: Path, state: Path) -> None:
    """Files whose bytes did not get to the disk are empty, those whose names did not are gone."""
    outputs = [(f"{name}/index.html", name.encode() * 9) for name in "abcd"]
    sync(outputs, site, state=state)
    for name, size in (("a", 0), ("b", 4)):
        page = site / name / "index.html"
        found = page.stat()
        os.truncate(page, size)
        os.utime(page, ns=(found.st_atime_ns, found.st_mtime_ns))
    (site / "c/index.html").unlink()
    (site / "c").rmdir()
    again = sync(outputs, site, state=state)
    assert again.written == ("a/index.html", "b/index.html", "c/index.html")
    assert files(site) == dict(outputs)


def test_a_deleted_site_is_made_again(site: Path, state: Path) -> None:
    """What was remembered of a site that is gone does no harm."""
    sync([("a.html", b"1")], site, state=state)
    (site / "a.html").unlink()
    site.rmdir()
    assert sync([("a.html", b"1")], site, state=state).written == ("a.html",)


def test_a_touched_or_copied_site_stands(site: Path, state: Path) -> None:
    """Other times and inodes alone, as after a checkout, change nothing."""
    sync([("a.html", b"1"), ("b/c.html", b"2")], site, state=state)
    for path in [p for p in site.rglob("*") if p.is_file()]:
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
    assert sync([("a.html", b"1"), ("b/c.html", b"2")], site, state=state).written == ()


def test_files_of_others_are_kept(site: Path, state: Path) -> None:
    """A placeholder, a git folder and a file put there later outlive every sync."""
    (site / ".git/refs/tags").mkdir(parents=True)
    (site / ".git/HEAD").write_bytes(b"ref")
    (site / ".gitkeep").touch()
    sync([("a/index.html", b"1")], site, state=state)
    (site / "a/mine.txt").write_bytes(b"mine")
    for version in (b"2", b"3"):
        done = sync([("a/index.html", version)], site, state=state)
        assert done.kept == (".git/HEAD", ".gitkeep", "a/mine.txt")
    assert files(site) == {
        ".git/HEAD": b"ref",
        ".gitkeep": b"",
        "a/index.html": b"3",
        "a/mine.txt": b"mine",
    }
    assert (site / ".git/refs/tags").is_dir()


def test_an_output_never_replaces_a_file_of_others(site: Path, state: Path) -> None:
    """A file that someone put where a page should go stops the sync by its name."""
    sync([("a.html", b"1")], site, state=state)
    (site / "b.html").write_bytes(b"by hand")
    with pytest.raises(ContentError, match=r"b\.html"):
        sync([("a.html", b"1"), ("b.html", b"2")], site, state=state)
    assert files(site) == {"a.html": b"1", "b.html": b"by hand"}
    assert sync([("b.html", b"by hand")], site, state=state).removed == ("a.html",)


def test_a_link_in_the_site_leads_nowhere_else(site: Path, state: Path, tmp_path: Path) -> None:
    """A folder of the site replaced by a link does not lead a page out of it."""
    sync([("a/b.html", b"1"), ("c.html", b"1")], site, state=state)
    outside = tmp_path / "outside"
    outside.mkdir()
    (site / "a/b.html").unlink()
    (site / "a").rmdir()
    (site / "a").symlink_to(outside)
    with pytest.raises(ContentError, match="did not make"):
        sync([("a/b.html", b"2"), ("c.html", b"1")], site, state=state)
    assert list(outside.iterdir()) == []


def test_a_folder_of_someone_else_is_refused(site: Path, state: Path) -> None:
    """A folder with files and no word of ours stays as it is."""
    site.mkdir()
    (site / "thesis.txt").write_bytes(b"ten years")
    with pytest.raises(BriefgenError, match=r"thesis\.txt.*\n.*-o"):
        sync([("index.html", b"1")], site, state=state)
    assert files(site) == {"thesis.txt": b"ten years"}


def test_the_output_folder_holds_no_memory_of_itself(tmp_path: Path) -> None:
    """A build into the project's own folder is refused."""
    with pytest.raises(BriefgenError, match="a folder of its own"):
        sync([("index.html", b"1")], tmp_path, state=tmp_path / ".briefgen")


def test_a_linked_site_is_its_target(site: Path, state: Path, tmp_path: Path) -> None:
    """The link stays a link and its target gets the pages."""
    (tmp_path / "www").mkdir()
    site.symlink_to(tmp_path / "www")
    sync([("a.html", b"1")], site, state=state)
    sync([("a.html", b"2")], site, state=state)
    assert site.is_symlink()
    assert files(tmp_path / "www") == {"a.html": b"2"}


def test_all_bad_paths_are_told_together(site: Path, state: Path) -> None:
    """One mistake does not hide the next, and nothing is written."""
    with pytest.raises(CombinedError) as raised:
        sync([("../a", b""), ("b/", b""), ("ok", b"")], site, state=state)
    assert len(raised.value.errors) == 2
    assert not site.exists()


def test_a_full_disk_leaves_the_old_site(site: Path, state: Path) -> None:
    """A write that fails says so, and what was staged is gone."""
    sync([("a.html", b"1")], site, state=state)
    script = f"""
        import resource, sys
        from pathlib import Path
        from briefgen.engine.output import sync
        from briefgen.errors import BriefgenError
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        try:
            sync([("a.html", b"2"), ("b.html", b"x" * 9999)], Path({str(site)!r}), state=Path({str(state)!r}))
        except BriefgenError as error:
            sys.exit(str(error))
    """
    done = _python(script)
    assert "make room on the disk" in done.stderr
    assert "the old one stands" in done.stderr
    assert files(site) == {"a.html": b"1"}
    assert not list(state.rglob("*.html"))
    assert sync([("a.html", b"2")], site, state=state).written == ("a.html",)


def test_a_second_build_says_who_is_at_work(site: Path, state: Path) -> None:
    """Two syncs of one folder never meet."""
    with (
        SiteFolder(site, state=state),
        pytest.raises(BriefgenError, match=f"process {os.getpid()}"),
    ):
        sync([("a.html", b"1")], site, state=state, wait=0)


def test_a_lost_memory_is_replaced_without_loss(site: Path, state: Path) -> None:
    """An unreadable manifest deletes nothing; the next sync knows its pages again."""
    sync([("a.html", b"1"), ("b.html", b"2")], site, state=state)
    (manifest,) = state.rglob("manifest")
    manifest.write_bytes(manifest.read_bytes()[:-1])
    assert sync([("a.html", b"9")], site, state=state).kept == ("b.html",)
    assert sync([("a.html", b"9")], site, state=state).unchanged == ("a.html",)
    assert files(site) == {"a.html": b"9", "b.html": b"2"}


def test_a_kill_leaves_one_site_whole(site: Path, state: Path) -> None:
    """Whenever a sync is killed, the folder holds the old pages or the new ones, never both."""
    script = f"""
        import itertools, sys
        from pathlib import Path
        from briefgen.engine.output import sync
        for turn in itertools.count(int(sys.argv[1])):
            names = [f"{{n % 7}}/page-{{n}}/index.html" for n in range(turn % 3, 90 + turn % 3)]
            sync(((name, b"%d" % turn) for name in names), Path({str(site)!r}), state=Path({str(state)!r}))
            print(turn, flush=True)
    """
    last = 0
    for kill in range(40):
        with subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(script), str(last + 1)],
            stdout=subprocess.PIPE,
            cwd=REPOSITORY,
        ) as builder:
            assert builder.stdout
            builder.stdout.readline()
            with pytest.raises(subprocess.TimeoutExpired):
                builder.wait(0.003 * (kill % 11) + 0.0007 * kill)
            builder.kill()
        built = files(site)
        (version,) = set(built.values())
        last = int(version)
        assert built.keys() == {
            f"{n % 7}/page-{n}/index.html" for n in range(last % 3, 90 + last % 3)
        }
    sync([("a.html", b"1")], site, state=state)
    assert files(site) == {"a.html": b"1"}


def _python(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        capture_output=True,
        text=True,
        check=False,
        cwd=REPOSITORY,
    )


def children() -> set[str]:
    """The processes that this one started and that are there still, as Linux tells them."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {number for task in tasks for number in task.read_text().split()}
