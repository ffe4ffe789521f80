"""What is no file is refused at once: a pipe would have us wait, and a device has no end."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from briefgen.errors import SourceError
from briefgen.intake.past import digest_of
from briefgen.sources import take

if TYPE_CHECKING:
    from pathlib import Path


def pipe(path: Path) -> None:
    """Make a pipe that nobody writes to."""
    os.mkfifo(path)


def device(path: Path) -> None:
    """Make a link to a device without an end."""
    path.symlink_to("/dev/zero")


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices as POSIX has them")
@pytest.mark.parametrize("make", [pipe, device])
@pytest.mark.parametrize("name", ["a.html", "a.eml", "a.txt"])
def test_a_pipe_or_a_device_is_no_source(tmp_path: Path, make: object, name: str) -> None:
    """Its name is told, with the way out; nothing of it is read."""
    make(tmp_path / name)  # type: ignore[operator]
    with pytest.raises(SourceError, match="is no file") as told:
        take(str(tmp_path / name))
    assert "standard input" in told.value.hint
    assert digest_of(str(tmp_path / name)) == ""
