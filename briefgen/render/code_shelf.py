"""Compiled code by name, kept in the user's own cache: read from nowhere that others can write."""

from __future__ import annotations

import marshal
import os
import sys
import tempfile
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from stat import S_IMODE
from types import CodeType

__all__ = ["CodeShelf", "user_cache"]

_SUM = 16
# A theme has some fifteen templates; what was not used for long goes first.
_MOST = 300
_OTHERS_WRITE = 0o022


def user_cache() -> Path | None:
    """Return the folder where the system has programs keep what they can make again.

    By the XDG Base Directory Specification, or as macOS and Windows have it.
    """
    try:
        home = Path.home()
    except RuntimeError:  # a user without a home
        return None
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) / "briefgen" / "Cache" if local else None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "briefgen"
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(chosen) if os.path.isabs(chosen) else home / ".cache"  # noqa: PTH117 - may be ""
    return base / "briefgen"


class CodeShelf:
    """Code by name, under a folder of the user's cache; `stamp` is all it depends on besides.

    Where there is no such folder, or others may write to it, nothing is kept.
    """

    def __init__(self, name: str, stamp: str) -> None:
        self._name = name
        self._stamp = stamp

    def found(self, name: str) -> CodeType | None:
        """Return the code kept under a name, if it is whole."""
        with suppress(OSError, ValueError, EOFError, TypeError):
            if self._folder:
                data = self._place(name).read_bytes()
                if data[:_SUM] == _sum(data[_SUM:]):
                    code = marshal.loads(data[_SUM:])  # noqa: S302 - only we can write there
                    return code if isinstance(code, CodeType) else None
        return None

    def keep(self, name: str, code: CodeType) -> None:
        """Keep code under a name, if that can be done."""
        if not self._folder:
            return
        data = marshal.dumps(code)
        with suppress(OSError):
            number, part = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(number, "wb") as stream:
                stream.write(_sum(data) + data)
            Path(part).replace(self._place(name))
            self._clear()

    @cached_property
    def _folder(self) -> Path | None:
        cache = user_cache()
        if cache is None:
            return None
        folder = cache / self._name
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if all(_is_ours(one) for one in (folder, cache)):
                return folder
        return None

    def _place(self, name: str) -> Path:
        told = f"{self._stamp}\0{name}".encode("utf-8", "surrogatepass")
        return (self._folder or Path()) / blake2b(told, digest_size=_SUM).hexdigest()

    def _clear(self) -> None:
        found = [*(self._folder or Path()).iterdir()]
        if len(found) > _MOST:
            for path in sorted(found, key=lambda one: one.stat().st_mtime)[: -_MOST // 2]:
                path.unlink(missing_ok=True)


def _is_ours(folder: Path) -> bool:
    found = folder.stat()
    if os.name != "posix":  # a user's own folder is closed to others there
        return True
    return found.st_uid == os.getuid() and not S_IMODE(found.st_mode) & _OTHERS_WRITE


def _sum(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SUM).digest()
