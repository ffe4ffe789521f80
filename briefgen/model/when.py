"""A day or a moment, as an article's front matter gives it."""

from __future__ import annotations

import datetime as dt

from briefgen.values import dataclass

__all__ = ["When"]


@dataclass(frozen=True, slots=True)
class When:
    """A moment, naive where no zone was written; `day_only` when it was a day without a time.

    Only `placed` gives it a zone, so the machine's own zone can't slip in.
    """

    moment: dt.datetime
    day_only: bool = False

    @classmethod
    def parse(cls, text: str) -> When:
        """Read "2024-09-14", "2024-09-14 08:30" or an ISO 8601 moment; ValueError otherwise."""
        text = text.strip()
        moment = dt.datetime.fromisoformat(text)
        return cls(moment, day_only=len(text) <= len("2024-09-14"))

    def placed(self, zone: dt.tzinfo) -> dt.datetime:
        """Return the aware moment in `zone`; a day is its 00:00, a naive moment stands there."""
        if self.moment.tzinfo is None:
            return self.moment.replace(tzinfo=zone)
        return self.moment.astimezone(zone)

    def __str__(self) -> str:
        if self.day_only:
            return self.moment.date().isoformat()
        return self.moment.isoformat(timespec="seconds")
