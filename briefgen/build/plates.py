"""Pictures as they are to be drawn in, the files made of them out, from a store that keeps them.

The pixels of a picture are encoded once; a file of it is those with the stamp of one credit.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.build.order import Made
from briefgen.engine.fingerprint import fingerprint
from briefgen.model.picture import Drawing, Stamp
from briefgen.render.restamp import restamped
from briefgen.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.engine.workers import Workers

__all__ = ["Plate", "Rendition", "draw_ahead", "drawn_file", "maker", "plate_of"]

# Raised when the bytes made of a picture change, since files are known by their names.
_RECIPE = 2
_SUM = 16
_PLATE = Stamp(credit="briefgen")


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file made of a picture: called, it is a plate from the store with its own stamp."""

    drawing: Drawing
    plate: Plate
    width: int
    kind: str

    def __call__(self) -> bytes:
        """The file's bytes."""
        if self.kind == "svg":
            return self._alone()
        data = _plate(self.plate, self.width, self.kind)
        if self.drawing.stamp == Stamp():
            return data
        return restamped(data, self.kind, _PLATE, self.drawing.stamp) or self._alone()

    def _alone(self) -> bytes:
        from briefgen.render.renditions import drawn

        made = {(w, k): data for w, k, data in drawn(self.drawing, self.plate.source.read_bytes())}
        return made[self.width, self.kind]


@dataclass(frozen=True, slots=True, eq=False)
class Plate:
    """A picture's files with a stamp that stands in for that of each photo credit.

    The pixels are encoded once, however many credits the picture is shown by.
    """

    drawing: Drawing
    source: Path
    store: Path

    def kept(self, width: int, kind: str) -> bytes | None:
        """What the store has; a file that was cut off or tampered with counts as not there."""
        try:
            data = self.places[width, kind].read_bytes()
        except OSError:
            return None
        return data[_SUM:] if data[:_SUM] == _sum(data[_SUM:]) else None

    @property
    def whole(self) -> bool:
        """Whether the store has all its files."""
        return all(self.kept(*place) is not None for place in self.places)

    @property
    def places(self) -> dict[tuple[int, str], Path]:
        """Where the store keeps each width and kind."""
        name = fingerprint((maker(), self.drawing)).hex()
        return {
            (width, kind): self.store / name[:2] / f"{name}-{width}.{kind}"
            for width in self.drawing.widths
            for kind in self.drawing.kinds
        }

    def draw(self) -> dict[tuple[int, str], bytes]:
        """Make all its files and put them in the store."""
        from briefgen.render.renditions import drawn

        made, places = {}, self.places
        for width, kind, data in drawn(self.drawing, self.source.read_bytes()):
            made[width, kind] = data
            # On a full disk a picture is drawn each time it is shown, and it is shown.
            with suppress(OSError):
                _store(places[width, kind], data)
        return made


def _store(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        # The sum tells what a crash has cut off, so no disk has to be waited for.
        part.write_bytes(_sum(data) + data)
        part.replace(place)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def drawn_file(path: str, drawing: tuple[Drawing, Plate, int, str]) -> Made:
    """Return the file at `path` that is made of a drawing, in a width and a kind."""
    told = b"picture\0" + path.encode("utf-8", "surrogatepass")
    return Made(path, blake2b(told, digest_size=16).digest(), Rendition(*drawing))


# The files of a picture are asked for one after the other, by their names.
@lru_cache(maxsize=16)
def _plate(plate: Plate, width: int, kind: str) -> bytes:
    data = plate.kept(width, kind)
    return plate.draw()[width, kind] if data is None else data


def draw_ahead(outputs: Iterable[Made], standing: Mapping[str, bytes], workers: Workers) -> None:
    """Make on all cores the pictures that neither stand nor are kept; forget those not wanted."""
    plates: dict[Plate, bool] = {}
    for made in outputs:
        if isinstance(made.content, Rendition) and made.content.kind != "svg":
            plate = made.content.plate
            plates[plate] = plates.get(plate, False) or standing.get(made.path) != made.key
    if not any(plates.values()):
        return
    # A picture that can't be made is told by the file that needs it.
    stale = [plate for plate, wanted in plates.items() if wanted and not plate.whole]
    workers.map(_draw, stale)
    wanted = {os.fspath(place) for plate in plates for place in plate.places.values()}
    for store in {plate.store for plate in plates}:
        for folder, _, names in os.walk(store):
            for name in names:
                if (path := f"{folder}{os.sep}{name}") not in wanted:
                    Path(path).unlink(missing_ok=True)


def _draw(plate: Plate) -> None:
    plate.draw()


@cache
def maker() -> str:
    """Return what the bytes of a file depend on besides its picture: our recipe and Pillow."""
    from PIL import __version__

    return f"{_RECIPE} {__version__}"


def plate_of(drawing: Drawing, content: Path, store: Path) -> Plate:
    """Return what a drawing is printed from: one for all the credits of a picture."""
    stamp = _PLATE if drawing.stamp != Stamp() else Stamp()
    return Plate(replace(drawing, stamp=stamp), content / drawing.picture.path, store)


def _sum(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SUM).digest()
