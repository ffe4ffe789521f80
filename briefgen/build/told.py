"""What a build told and looked at in, one checked file out, and back: at first its head alone."""

from __future__ import annotations

import os
from array import array

from briefgen.engine.digest import blake2b
from briefgen.engine.sums import WIDTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

__all__ = ["Told", "write_told"]

_VERSION = b"told 3"
_SUM = 16
_LENGTH = 8


class Told:
    """What a build told; a ValueError says that it can't be read.

    `asked` stands for what it was asked at `since`, `due` is when something changes by itself;
    `outputs` is the sight of the files of the site. `counts` are told, and nothing else where it is
    `silent`; `all` holds that too. `inputs` and `paths` are what it looked at and what it wrote,
    `names` both as they stand in the file. `numbers` are what the disk said of the inputs, `sums`
    what each of them held. `sum` stands for all.
    """

    __slots__ = (
        *("asked", "counts", "due", "inputs", "names", "numbers", "outputs", "paths"),
        *("silent", "since", "sum", "sums", "_all", "_data", "_text"),
    )

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.sum = data[:_SUM]
        start = _SUM + _LENGTH
        end = start + int.from_bytes(data[_SUM:start], "little")
        head, self._text, self.names = data[start:end].split(b"\0", 2)
        paths = self.names.split(b"\0")
        self.asked, self.since, self.due, self.outputs, silent, size, *counts = head.decode().split(
            "\n"
        )
        self.silent = bool(silent)
        self.counts = tuple([_count(line) for line in counts])
        count = int(size)
        self.inputs, self.paths = paths[:count], paths[count:]
        last = len(data) - count * WIDTH
        self.numbers = array("Q", data[end:last])
        self.sums = data[last:]
        self._all: dict[str, Any] | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing of it was cut or altered."""
        return _sum(self._data[_SUM:]) == self.sum

    @property
    def all(self) -> dict[str, Any]:
        """All that was told, and what the next build has to find as it is."""
        if self._all is None:
            import json

            self._all = json.loads(self._text)
        return self._all


def write_told(
    place: str,
    told: Mapping[str, Any],
    names: bytes,
    numbers: array[int],
    sums: bytes,
) -> None:
    """Keep what a build told, where the disk has room for it."""
    import json

    head = _head(told, len(sums) // WIDTH).encode()
    text = b"\0".join((head, json.dumps(told).encode(), names))
    data = b"".join((len(text).to_bytes(_LENGTH, "little"), text, numbers.tobytes(), sums))
    part = f"{place}.new-{os.getpid()}"
    # Not flushed to the disk for good: a power cut is seen by the sum and costs time alone.
    try:
        with open(part, "wb") as stream:  # noqa: PTH123 - a text
            stream.writelines((_sum(data), data))
        os.replace(part, place)  # noqa: PTH105
    except OSError:
        return


def _head(told: Mapping[str, Any], count: int) -> str:
    """Return the lines of what a look has to know, so that no JSON is read for it."""
    silent = "" if told["held"] or told["notices"] else "silent"
    counts = [f"{number} {word}" for word, number in told["counts"]]
    facts = (told["asked"], told["since"], told["due"] or "", told["outputs"], silent, str(count))
    return "\n".join((*facts, *counts))


def _count(line: str) -> tuple[str, int]:
    number, _, word = line.partition(" ")
    return word, int(number)


def _sum(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SUM, person=_VERSION).digest()
