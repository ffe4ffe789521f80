"""A map of texts in, typed values out; what is wrong is collected, so that all is told at once."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError, CombinedError, nearest
from briefgen.model.day_words import read_day
from briefgen.model.invisible import without_invisible
from briefgen.model.when import When
from briefgen.plainyaml.plain import Trail
from briefgen.plainyaml.tree import lines_of
from briefgen.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.plainyaml.plain import Plain

__all__ = ["MOST_TOLD", "Fields", "Mistakes", "moment"]

_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[Tt ]+(?P<time>\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)? ?(?P<zone>[Zz]|UTC|GMT|[-+]\d\d:?\d\d)?)?",
    re.ASCII,
)
# A day in words or with dots, alone or with a time; which of its numbers is what, `read_day` knows.
_WRITTEN = re.compile(
    r"((?:\d{1,2}[^\w\n]{1,3}){2}\d{4}"
    r"|\d{1,2}\S{0,2}\s+(?:(?:de|of)\s+)?[^\W\d_]{3,12}\.?,?\s+(?:del?\s+)?\d{4}"
    r"|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})"
    r"(?:,?\s+(\d\d:\d\d))?"
)
_YEARS = range(1000, 9999)
_BREAK = re.compile(r"[\t\n\r\x85\u2028\u2029]+")
_WHOLE = re.compile(r"[-+]?[0-9]{1,15}")
_LONGEST_SHOWN = 60
_LONGEST_MESSAGE = 300
MOST_TOLD = 20
"""How many mistakes, or unknown keys, of one file are told."""


def moment(text: str) -> When:
    """Read a day or a moment, seconds at the finest; ValueError tells what is wrong with it."""
    found = _MOMENT.fullmatch(text.strip())
    if (
        not found
        and (written := _WRITTEN.fullmatch(text.strip()))
        and (day := read_day(written[1]))
    ):
        # "27 November 2026", "27.11.2026": what can only be one day.
        return moment(f"{day} {written[2]}" if written[2] else str(day))
    if not found:
        raise ValueError("is not a date such as 2024-09-14 or 2024-09-14 08:30")
    zone = (found["zone"] or "").upper().replace("UTC", "Z").replace("GMT", "Z")
    try:
        when = When.parse(
            f"{found['day']}T{found['time']}{zone}" if found["time"] else found["day"]
        )
    except ValueError:
        raise ValueError("names a day or an hour that does not exist") from None
    if when.moment.year not in _YEARS:
        raise ValueError(f"is out of range: years go from {_YEARS[0]} to {_YEARS[-1]}")
    return when


@dataclass(slots=True)
class Mistakes:
    """The mistakes found in one file so far; `text` is its YAML, read again only to find a line."""

    kind: type[BriefgenError]
    path: str
    text: str
    found: list[BriefgenError] = field(default_factory=list)
    more: int = 0
    lines: dict[Trail, int] | None = None

    def line(self, trail: Trail) -> int | None:
        """Return the line of the value at `trail`, or of the nearest place above it."""
        if self.lines is None:
            self.lines = lines_of(self.text)
        while trail and trail not in self.lines:
            trail = trail[:-1]
        return self.lines.get(trail)

    def add(self, message: str, trail: Trail, hint: str = "") -> None:
        """Note a mistake in the value at `trail`; beyond a screenful they are only counted."""
        if len(self.found) == MOST_TOLD:
            self.more += 1
            return
        if len(message) > _LONGEST_MESSAGE:
            message = f"{message[:_LONGEST_MESSAGE]}…"
        self.found.append(self.kind(message, path=self.path, line=self.line(trail) or 1, hint=hint))

    def tell(self) -> None:
        """Raise what was found: one error as itself, several together; nothing when all is well."""
        if len(self.found) == 1:
            raise self.found[0]
        if self.more:
            self.found.append(self.kind(f"and {self.more:,} more mistakes", path=self.path))
        if self.found:
            raise CombinedError(self.found)


class Fields:
    """A map's values by key, asked for by their types; a mistake is noted and the default given."""

    __slots__ = ("_mistakes", "_trail", "_values")

    def __init__(self, values: Mapping[str, Plain], mistakes: Mistakes, trail: Trail = ()) -> None:
        self._values = values
        self._mistakes = mistakes
        self._trail = trail

    def __contains__(self, key: str) -> bool:
        return self._values.get(key) is not None

    def line(self) -> int | None:
        """Return the line of this map in its file."""
        return self._mistakes.line(self._trail)

    def wrong(self, key: str, message: str, hint: str = "") -> None:
        """Note that the value of `key` is wrong."""
        self._mistakes.add(f"{self._name(key)} {message}", (*self._trail, key), hint)

    def value(self, key: str) -> Plain | None:
        """Return a value as it is written, of whatever type."""
        return self._values.get(key)

    def text(self, key: str) -> str | None:
        """Return a text of one line, None where nothing is written."""
        value = self._scalar(key)
        return _one_line(value) or None if value is not None else None

    def lines(self, key: str) -> str | None:
        """Return a text that may have several lines, None where nothing is written."""
        value = self._scalar(key)
        return _lines(value) or None if value is not None else None

    def required(self, key: str, hint: str) -> str:
        """Return a text of one line that has to be there."""
        value = self.text(key)
        if value is None and isinstance(self._values.get(key), str | None):
            others = [other for other in self._values if other != key]
            import difflib

            near = difflib.get_close_matches(key, others, n=1)
            self.wrong(key, "is missing", f"{near[0]} may be meant for {key}" if near else hint)
        return value or ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; one text is a list of one; doubles are dropped."""
        value = self._values.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or any(isinstance(row, list | dict) for row in value):
            self.wrong(key, "must be a text or a list of texts", f"write {key}: [one, another]")
            return ()
        return tuple(dict.fromkeys(text for row in value if row and (text := _one_line(row))))

    def texts_by_language(self, key: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return a list of texts, or one for each of some languages, each with its code.

        A list that names no language stands under "".
        """
        value = self._values.get(key)
        if not isinstance(value, dict):
            texts = self.texts(key)
            return (("", texts),) if texts else ()
        rows = self.section(key)
        return tuple((code, texts) for code in value if (texts := rows.texts(code)))

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false, however it is spelt."""
        value = self._scalar(key)
        if value is None:
            return default
        if (flag := _FLAGS.get(value.strip().lower())) is None:
            self.wrong(key, f"must be true or false, not {_shown(value)}")
            return default
        return flag

    def whole(self, key: str, *, within: range) -> int | None:
        """Return a whole number within a range."""
        value = self._scalar(key)
        if value is None:
            return None
        if not _WHOLE.fullmatch(value.strip()) or int(value) not in within:
            self.wrong(
                key,
                f"must be a whole number from {within[0]} to {within[-1]}, not {_shown(value)}",
            )
            return None
        return int(value)

    def wholes(self, key: str, *, within: range) -> tuple[int, ...]:
        """Return a list of whole numbers within a range."""
        texts = self.texts(key)
        if any(not _WHOLE.fullmatch(text) or int(text) not in within for text in texts):
            self.wrong(key, f"must be whole numbers from {within[0]} to {within[-1]}")
            return ()
        return tuple(int(text) for text in texts)

    def choice(self, key: str, options: tuple[str, ...]) -> str | None:
        """Return one of a few words."""
        value = self.text(key)
        if value is None or value in options:
            return value
        self.wrong(key, f"must be {_either(options)}, not {_shown(value)}", nearest(value, options))
        return None

    def when(self, key: str) -> When | None:
        """Return a day or a moment."""
        value = self._scalar(key)
        if value is None or not value.strip():
            return None
        try:
            return moment(value)
        except ValueError as error:
            self.wrong(key, f"{_shown(value)} {error}", _date_hint(value))
            return None

    def rows(self, key: str, short: str) -> tuple[Fields, ...]:
        """Return a list of maps; a row that is only a text is a map with that text as `short`."""
        value = self._values.get(key)
        if value is None:
            return ()
        if isinstance(value, dict):
            value = [value]
        if not isinstance(value, list):
            self.wrong(
                key, f"must be a list, not {_shown(value)}", f"write - {short}: … below {key}:"
            )
            return ()
        return tuple(self._rows(key, short, value))

    def section(self, key: str) -> Fields:
        """Return a map within the map, an empty one where nothing is written."""
        value = self._values.get(key)
        if value is not None and not isinstance(value, dict):
            self.wrong(key, f"must have lines of its own below it, not {_shown(value)}")
        trail = (*self._trail, key)
        return Fields(value if isinstance(value, dict) else {}, self._mistakes, trail)

    def unknown(self, known: Iterable[str]) -> Iterator[tuple[str, int | None, str]]:
        """Return a screenful of keys not known, with line and the hint that names the nearest."""
        extra = [key for key in self._values if key not in known]
        for key in extra[:MOST_TOLD]:
            yield key, self._mistakes.line((*self._trail, key)), nearest(key, known)

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Note each key that is not known as a mistake."""
        for key, _, hint in self.unknown(known):
            keys = hint or f"known are {', '.join(sorted(known))}"
            self._mistakes.add(
                f"{self._name(_cut(key))} is not a setting", (*self._trail, key), keys
            )

    def _rows(self, key: str, short: str, values: list[Plain]) -> Iterator[Fields]:
        for number, row in enumerate(values):
            trail = (*self._trail, key, number)
            if isinstance(row, str):
                yield Fields({short: row}, self._mistakes, trail)
            elif isinstance(row, dict):
                yield Fields(row, self._mistakes, trail)
            elif row is not None:
                self._mistakes.add(f"a row of {self._name(key)} must be a text or a map", trail)

    def _scalar(self, key: str) -> str | None:
        value = self._values.get(key)
        if value is None or isinstance(value, str):
            return value
        kind = "a list" if isinstance(value, list) else "a map"
        self.wrong(
            key, f"must be one text, not {kind}", "put quotes round it if it begins with a bracket"
        )
        return None

    def _name(self, key: str) -> str:
        words = [str(step) for step in self._trail if isinstance(step, str)]
        return ".".join((*words, key))


def _one_line(text: str) -> str:
    if not text.isprintable():
        text = " ".join(part.strip(" ") for part in _BREAK.split(text) if part)
        text = without_invisible(text)
    return text.strip()


def _lines(text: str) -> str:
    if not text.isprintable():
        text = without_invisible(re.sub(r"\r\n?|[\x85\u2028\u2029]", "\n", text))
    return text.strip()


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def _shown(value: Plain) -> str:
    if isinstance(value, str):
        return f'"{_cut(value)}"'
    return "a list" if isinstance(value, list) else "a map"


def _either(options: tuple[str, ...]) -> str:
    return f"{', '.join(options[:-1])} or {options[-1]}"


def _date_hint(text: str) -> str:
    """Return the day as it should be written where only zeros or other dashes are in the way."""
    found = re.fullmatch(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\s*", text, re.ASCII)
    if not found:
        return "write the year, the month and the day: 2024-09-14"
    try:
        return f"write {dt.date(int(found[1]), int(found[2]), int(found[3])).isoformat()}"
    except ValueError:
        return "write the year, the month and the day: 2024-09-14"
