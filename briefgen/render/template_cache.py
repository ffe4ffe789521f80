"""Keep the bytecode of compiled templates between runs, in the user's own cache folder.

Bytecode is code: it is never read from the site's folder, which may have come from anybody.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from pickle import UnpicklingError
from stat import S_IMODE
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

    from briefgen.model.page import Site
    from briefgen.model.theme import Theme

__all__ = ["template_cache", "user_cache"]

_OTHERS_WRITE = 0o022
# A theme has some thirty templates; the oldest files go first.
_MOST_FILES = 300


class _TemplateCache(FileSystemBytecodeCache):
    """Jinja's file cache, keyed also by what its compiler may work out ahead of rendering.

    Jinja calls a filter on a constant, such as `'style.css'|asset`, while it compiles; such code
    holds addresses and words of one site and one theme.
    """

    def __init__(self, folder: Path, salt: str) -> None:
        super().__init__(str(folder), "%s")
        self._salt = salt

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name of a template's file in the cache."""
        return f"{super().get_cache_key(name, filename)}-{self._salt[:16]}"

    def get_source_checksum(self, source: str) -> str:
        """Return the checksum that bytecode of a template's text must carry."""
        return super().get_source_checksum(source + self._salt)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket; a damaged file counts as none."""
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, ValueError, TypeError, UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a bucket's bytecode; on a full disk it is compiled again next time."""
        with suppress(OSError):
            super().dump_bytecode(bucket)
            self._prune()

    def _prune(self) -> None:
        files = [*Path(self.directory).iterdir()]
        if len(files) > _MOST_FILES:
            for path in sorted(files, key=lambda one: one.stat().st_mtime)[: -_MOST_FILES // 2]:
                path.unlink(missing_ok=True)


def template_cache(theme: Theme, site: Site) -> FileSystemBytecodeCache | None:
    """Return the cache for a theme's templates as one site shows them, None where there is none."""
    folder = _private_folder()
    if folder is None:
        return None
    assets = sorted((name, asset.path) for name, asset in theme.assets.items())
    facts = (sys.version, site.url, site.language, site.timezone, assets)
    words = sorted(theme.words.items())
    settings = sorted(theme.settings.items())
    salt = sha256(repr((facts, words, settings)).encode("utf-8", "surrogatepass")).hexdigest()
    return _TemplateCache(folder, salt)


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


def _private_folder() -> Path | None:
    """Return the folder for templates; None where it can't be made or others may write to it."""
    cache = user_cache()
    if cache is None:
        return None
    folder = cache / "templates"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if all(_is_ours(one) for one in (folder, cache)):
            return folder
    return None


def _is_ours(folder: Path) -> bool:
    found = folder.stat()
    if os.name != "posix":  # a user's own folder is closed to others there
        return True
    return found.st_uid == os.getuid() and not S_IMODE(found.st_mode) & _OTHERS_WRITE
