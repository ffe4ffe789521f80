from __future__ import annotations

import os
import time
from hashlib import blake2b
from typing import TYPE_CHECKING

import pytest

from briefgen.engine.stat_index import StatIndex

if TYPE_CHECKING:
    from pathlib import Path

LONG_AGO = 1_000_000_000 * 10**9


def digest(data: bytes) -> bytes:
    """Return the digest of a file's bytes."""
    return blake2b(data, digest_size=16).digest()


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Return where the index is kept."""
    return tmp_path / ".briefgen" / "stat"


def test_digest_is_of_the_bytes(index: Path, tmp_path: Path) -> None:
    """Digests come in the order asked; what is no readable file has none."""
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"2")
    asked = [tmp_path / "b", str(tmp_path / "a"), tmp_path / "gone", tmp_path, "nul\0"]
    assert StatIndex(index).digests(asked) == [digest(b"2"), digest(b"1"), None, None, None]


def test_an_edit_is_seen_at_once(index: Path, tmp_path: Path) -> None:
    """Edits of one size in quick succession all count, however fast they follow."""
    page = tmp_path / "page.md"
    for turn in range(300):
        page.write_bytes(b"%03d" % turn)
        known = StatIndex(index)
        assert known.digests([page]) == [digest(b"%03d" % turn)]
        known.save()


def test_an_edit_under_an_old_time_is_seen(index: Path, tmp_path: Path) -> None:
    """A file set back to its old time after an edit of the same size is read again."""
    page = tmp_path / "page.md"
    for text in (b"old", b"new"):
        page.write_bytes(text)
        os.utime(page, ns=(LONG_AGO, LONG_AGO))
        known = StatIndex(index)
        assert known.digests([page]) == [digest(text)]
        known.save()


def test_index_keeps_only_what_it_saw(index: Path, tmp_path: Path) -> None:
    """A file deleted since leaves no row, and an index that says the same is not written again."""
    old = index.parent / "old"
    old.parent.mkdir()
    old.write_bytes(b"1")
    StatIndex(index).save()
    assert not index.exists()
    known = StatIndex(index)
    known.digests([old])
    known.save()
    assert StatIndex(index).digests([tmp_path / "gone"]) == [None]


def test_a_broken_index_is_forgotten(index: Path, tmp_path: Path) -> None:
    """Any bytes where the index should be mean that nothing is known."""
    page = tmp_path / "page.md"
    page.write_bytes(b"1")
    index.parent.mkdir()
    index.write_bytes(b"\xff" * 99)
    assert StatIndex(index).digests([page]) == [digest(b"1")]


def test_an_index_that_cannot_be_kept_is_no_fault(index: Path, tmp_path: Path) -> None:
    """Where it can't be written, the digests are right all the same."""
    (tmp_path / "a").write_bytes(b"1")
    time.sleep(0.15)  # a file just written is doubted, and would not be kept anyway
    known = StatIndex(index)
    index.mkdir(parents=True)
    assert known.digests([tmp_path / "a"]) == [digest(b"1")]
    known.save()
    assert known.digests([tmp_path / "a"]) == [digest(b"1")]
    assert list(index.parent.iterdir()) == [index]


def test_many_files_are_read_in_order(index: Path, tmp_path: Path) -> None:
    """Where two processes share the reading, each file keeps its digest, and is known afterwards."""
    paths = [tmp_path / f"{number}.md" for number in range(1300)]
    for number, path in enumerate(paths):
        path.write_bytes(b"%d" % number)
    gone = [tmp_path / "gone"]
    known = StatIndex(index)
    expected = [*(digest(b"%d" % number) for number in range(1300)), None]
    assert known.digests([*paths, *gone]) == expected
    assert known.seen == {str(path): one for path, one in zip(paths, expected, strict=False)}


def test_a_look_at_some_forgets_no_other(index: Path, tmp_path: Path) -> None:
    """Only a look at all there is tells which files are gone."""
    old, new = tmp_path / "old", tmp_path / "new"
    for path in (old, new):
        path.write_bytes(b"1")
    time.sleep(0.15)
    first = StatIndex(index)
    first.digests([old])
    first.save()
    second = StatIndex(index)
    second.digests([new])
    second.save(whole=False)
    kept = index.read_bytes()
    assert str(old).encode() in kept
    assert str(new).encode() in kept
    third = StatIndex(index)
    third.digests([new])
    third.save()
    assert str(old).encode() not in index.read_bytes()


def test_a_file_that_another_reads_is_known_the_next_time(index: Path, tmp_path: Path) -> None:
    """What is learnt of a file that stood is kept as what was read here."""
    page = tmp_path / "page.md"
    page.write_bytes(b"old")
    os.utime(page, ns=(LONG_AGO, LONG_AGO))
    time.sleep(0.2)
    known = StatIndex(index)
    assert known.standing([page, tmp_path / "gone", tmp_path]) == [b"", None, None]
    known.learn({str(page): digest(b"old")})
    known.save()
    assert StatIndex(index).standing([page]) == [digest(b"old")]


def test_an_edit_after_the_look_is_seen(index: Path, tmp_path: Path) -> None:
    """A file that changed before it was read elsewhere is read again by the next build."""
    page = tmp_path / "page.md"
    for turn in range(100):
        page.write_bytes(b"%03d" % turn)
        known = StatIndex(index)
        known.standing([page])
        page.write_bytes(b"now")
        known.learn({str(page): digest(b"now")})
        page.write_bytes(b"%03d" % (turn + 500))
        known.save()
        assert StatIndex(index).digests([page]) == [digest(b"%03d" % (turn + 500))]


def test_a_file_that_nobody_read_is_not_kept(index: Path, tmp_path: Path) -> None:
    """Without a digest there is nothing to be known by."""
    page = tmp_path / "page.md"
    page.write_bytes(b"old")
    os.utime(page, ns=(LONG_AGO, LONG_AGO))
    time.sleep(0.2)
    known = StatIndex(index)
    known.standing([page])
    known.save()
    assert StatIndex(index).standing([page]) == [b""]
