from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import textwrap
from hashlib import blake2b
from pathlib import Path

import pytest

from briefgen.engine.cache import Cache


def key(name: str) -> bytes:
    """Return a key as work makes them."""
    return blake2b(name.encode(), digest_size=16).digest()


ROWS = {key("a"): b"1", key("b"): b"", key("c"): b"\0" * 9000}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the cache is kept."""
    return tmp_path / "cache" / "work.sqlite"


def filled(path: Path) -> bytes:
    """Keep the rows and return the file's bytes."""
    cache = Cache(path)
    cache.keep(ROWS)
    cache.close()
    return path.read_bytes()


def asked(path: Path) -> dict[bytes, bytes]:
    """Return what a fresh cache finds."""
    cache = Cache(path)
    try:
        return cache.found([*ROWS])
    finally:
        cache.close()


def test_rows_outlive_the_process(path: Path) -> None:
    """What is kept is found by the next, and only that."""
    filled(path)
    assert asked(path) == ROWS
    cache = Cache(path)
    assert cache.found([key("unknown")]) == {}
    cache.close()


def test_many_keys_are_found(path: Path) -> None:
    """A question is not limited by what SQLite takes at once."""
    rows = {key(str(n)): b"%d" % n for n in range(3000)}
    cache = Cache(path)
    cache.keep(rows)
    assert cache.found([*rows]) == rows
    cache.close()


def test_a_cut_file_never_lies(path: Path) -> None:
    """A file cut anywhere gives the right rows or none, and is of use again at once."""
    data = filled(path)
    for end in sorted({*range(0, len(data), 97), *range(120), *range(4080, 4110), len(data) - 1}):
        path.write_bytes(data[:end])
        assert asked(path).items() <= ROWS.items()
        cache = Cache(path)
        cache.keep(ROWS)
        cache.close()
        cache = Cache(path)
        found = cache.found([*ROWS])
        cache.close()
        assert found in ({}, ROWS)  # {}: the damage was met while keeping, and thrown away


def test_an_altered_file_never_lies(path: Path) -> None:
    """Whatever bytes are flipped, no wrong row comes back."""
    data = filled(path)
    chance = random.Random(5)  # noqa: S311 - any damage will do
    for _ in range(300):
        altered = bytearray(data)
        for at in chance.sample(range(len(data)), chance.choice([1, 3, 200])):
            altered[at] ^= chance.randrange(1, 256)
        path.write_bytes(altered)
        assert asked(path).items() <= ROWS.items()


def test_no_sqlite_file_at_all_is_replaced(path: Path) -> None:
    """Text where the cache should be is thrown away, and the next run keeps again."""
    path.parent.mkdir()
    path.write_text("not a database, but long enough to be taken for one at first sight" * 99)
    filled(path)
    assert asked(path) == ROWS


def test_another_version_starts_afresh(path: Path) -> None:
    """Tables of another briefgen are dropped, not read."""
    filled(path)
    other = sqlite3.connect(path)
    other.execute("PRAGMA user_version = 999")
    other.close()
    assert asked(path) == {}
    filled(path)
    assert asked(path) == ROWS


def test_rows_bear_their_own_key(path: Path) -> None:
    """A value that got under another key is not found."""
    filled(path)
    other = sqlite3.connect(path)
    other.execute("UPDATE kept SET value = (SELECT value FROM kept WHERE key = ?)", (key("a"),))
    other.commit()
    other.close()
    assert asked(path) == {key("a"): b"1"}


def test_size_is_bounded(path: Path) -> None:
    """Beyond the limit what was unused longest goes; what this run used stays."""
    for run in range(30):
        cache = Cache(path, limit=500_000)
        cache.found([key("keep")])
        cache.keep({key("keep"): b"k"} if not run else {key(f"{run}"): b"x" * 100_000})
        cache.close()
    assert path.stat().st_size < 1_200_000
    cache = Cache(path)
    assert cache.found([key("keep"), key("29"), key("1")]).keys() == {key("keep"), key("29")}
    cache.close()


def test_a_busy_file_is_left_alone(path: Path) -> None:
    """While another writes for long, nothing is kept and nothing thrown away."""
    filled(path)
    other = sqlite3.connect(path)
    cache = Cache(path, patience=0)
    other.execute("BEGIN EXCLUSIVE")
    cache.keep({key("d"): b"4"})
    cache.close()
    other.rollback()
    other.close()
    assert asked(path) == ROWS


def test_a_folder_that_is_closed_is_no_error(tmp_path: Path) -> None:
    """Where there can be no file, nothing is kept."""
    (tmp_path / "cache").write_bytes(b"a file")
    filled_cache = Cache(tmp_path / "cache" / "work.sqlite")
    filled_cache.keep(ROWS)
    assert filled_cache.found([*ROWS]) == {}
    filled_cache.close()


def test_a_kill_leaves_a_cache_of_use(path: Path) -> None:
    """Killed while keeping, the file holds whole rows and goes on."""
    script = f"""
        from pathlib import Path
        from hashlib import blake2b
        from briefgen.engine.cache import Cache
        cache = Cache(Path({str(path)!r}))
        for turn in range(10**6):
            keys = [blake2b(b"%d" % n, digest_size=16).digest() for n in range(turn * 50, turn * 50 + 50)]
            cache.keep({{key: key * 40 for key in keys}})
            print(turn, flush=True)
    """
    for kill in range(12):
        with subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(script)],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        ) as keeper:
            assert keeper.stdout
            for _ in range(3 + kill):
                keeper.stdout.readline()
            keeper.kill()
        keys = [key(str(n)) for n in range(5000)]
        cache = Cache(path)
        found = cache.found(keys)
        cache.close()
        assert len(found) >= 50 * (3 + kill)
        assert found == {name: name * 40 for name in found}
