"""What was wrong with photos, as it is found in, each told once out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.errors import ContentError, Notice
from briefgen.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.errors import BriefgenError

__all__ = ["Said", "Told"]

Said = tuple[tuple[str, str], ContentError | Notice | int | None]
"""A photo and the file that names it; what is wrong, or the line of one whose file is no good."""


@dataclass(slots=True)
class Told:
    """What was told of photos so far, in order; of one photo in one file nothing is told twice."""

    errors: list[ContentError] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    _about: set[tuple[str, str]] = field(default_factory=set)
    _unfit: dict[str, dict[str, int | None]] = field(default_factory=dict)

    def tell(self, heard: Iterable[Said]) -> None:
        """Tell what was found."""
        for about, told in heard:
            if told is None or isinstance(told, int):
                self._unfit.setdefault(about[0], {}).setdefault(about[1], told)
            elif about not in self._about:
                self._about.add(about)
                if isinstance(told, Notice):
                    self.notices.append(told)
                else:
                    self.errors.append(told)

    def unreadable(self, faults: Mapping[str, BriefgenError]) -> Iterator[Notice]:
        """Yield a notice on each file that is no good, at the first article that would show it.

        `faults` are what is wrong with the files. One bad scan is one thing to mend, in however
        many articles it stands; and their words are worth publishing without it, so only a strict
        build fails.
        """
        for src, places in sorted(self._unfit.items()):
            path, *others = sorted(places)
            fault = faults[src]
            more = (
                f" (in {len(others)} more file{'s' if len(others) > 1 else ''})" if others else ""
            )
            yield Notice(
                "photo-unreadable",
                f"the photo {src}{more} {fault.message}",
                path,
                places[path],
                f"{fault.hint}; until then the text is shown without it",
            )
