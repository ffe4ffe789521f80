"""What all requests of one run share, and what browsers are told of a change."""

from __future__ import annotations

import secrets

from briefgen.preview.changes import Change
from briefgen.preview.events import Channel
from briefgen.preview.options import ServeOptions
from briefgen.preview.rebuild import Rebuild
from briefgen.values import dataclass, field

__all__ = ["Session"]

MOST_NAMED = 500


@dataclass(frozen=True, slots=True)
class Session:
    """What the endpoints share: the builds, the listeners, the choices, this run's name."""

    rebuild: Rebuild
    channel: Channel
    options: ServeOptions
    run: str = field(default_factory=lambda: secrets.token_hex(8))

    def message(self, revision: int, change: Change | None, page: str = "") -> dict[str, object]:
        """Return what browsers are told; None is a change that is not known.

        A change too large to name is told as `many`; one page alone may ask whether it has gone.
        """
        many = change is None or len(change.changed) + len(change.gone) > MOST_NAMED
        told = Change() if change is None else change
        return {
            "run": self.run,
            "revision": revision,
            "base": self.options.base,
            "many": many,
            "changed": [] if many else told.changed,
            "gone": {k: to for k, to in told.gone.items() if not many or k == page},
            "edited": told.edited if self.options.follow else "",
        }
