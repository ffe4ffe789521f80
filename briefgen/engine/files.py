"""A path and bytes in, the file whole on disk out: a person's file is never half written."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

__all__ = ["write_atomic", "write_new"]


def write_atomic(path: Path, data: bytes) -> None:
    """Replace a file, or make it, keeping its mode; a crash leaves the old bytes or the new."""
    path = path.resolve()
    temporary = _written(path, data)
    try:
        with suppress(FileNotFoundError):
            temporary.chmod(path.stat().st_mode & 0o7777)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def write_new(path: Path, data: bytes) -> None:
    """Make a file that is not there yet; a FileExistsError leaves the one that is as it was."""
    temporary = _written(path, data)
    try:
        os.link(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _written(path: Path, data: bytes) -> Path:
    """Return a temporary file beside `path` holding `data`, on the disk for good."""
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=".briefgen-", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o666 & ~_umask())
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        # Writing to an open file names none: who runs out of room must know where.
        error.filename = error.filename or str(path)
        raise
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system lets folders be opened."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
