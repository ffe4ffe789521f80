from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefgen.engine.stamp import code_stamp

if TYPE_CHECKING:
    from pathlib import Path


def test_code_counts_by_its_bytes(tmp_path: Path) -> None:
    """An edit, a new module or a new name changes the stamp; a new time or a cache does not."""
    code = tmp_path / "code"
    (code / "inner").mkdir(parents=True)
    (code / "inner" / "a.py").write_text("1")
    stamps = [code_stamp([code], [])]
    os.utime(code / "inner" / "a.py", (1, 1))
    (code / "__pycache__").mkdir()
    (code / "__pycache__" / "b.py").write_text("1")
    (code / "notes.txt").write_text("1")
    assert code_stamp([code], []) == stamps[0]
    (code / "inner" / "a.py").write_text("2")
    stamps.append(code_stamp([code], []))
    (code / "b.py").write_text("")
    stamps.append(code_stamp([code], []))
    (code / "b.py").rename(code / "c.py")
    stamps.append(code_stamp([code], []))
    assert len({*stamps}) == 4


def test_libraries_count_by_version(tmp_path: Path) -> None:
    """Another release of a library is other code, wherever it is installed."""
    stamps = []
    for version in ("1.0", "1.1"):
        packages = tmp_path / version / "site-packages"
        (packages / f"lib-{version}.dist-info").mkdir(parents=True)
        stamps.append(code_stamp([], [str(packages), str(tmp_path / "gone-packages"), ""]))
    assert len({*stamps}) == 2


def test_own_stamp_is_stable() -> None:
    """Two looks at the same installation agree."""
    assert code_stamp() == code_stamp()
