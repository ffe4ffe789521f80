"""YAML text in, its map of texts, lists and maps out, by YAML's parser, event by event.

Most front matter is so plain that it is never asked for (see quick).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from briefgen.plainyaml.faults import (
    Fault,
    colon_hint,
    forbidden_character,
    mark_fault,
    quoted_hint,
    syntax_fault,
)
from briefgen.plainyaml.plain import NATURAL, Plain, Trail
from briefgen.plainyaml.quick import ABSENT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

__all__ = ["Walk"]

Event = Any  # its kind tells which attributes it has

_DEEPEST = 12
_SHORT = 60
_ODD_BREAKS = re.compile("[\x85\u2028\u2029]")
_LONGEST = 250_000


if yaml.__with_libyaml__:
    from yaml.cyaml import CParser as _Events  # type: ignore[attr-defined]  # the stubs hide it
else:
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class _Events(Reader, Scanner, Parser):  # type: ignore[no-redef]  # stands in for it
        """The same events from pure Python, where PyYAML was built without libyaml."""

        def __init__(self, text: str) -> None:
            Reader.__init__(self, text)
            Scanner.__init__(self)
            Parser.__init__(self)


class Walk:
    """One pass over the events; composing nodes would let depth overflow libyaml's C stack."""

    def __init__(
        self, text: str, natural: Collection[str] = (), trace: dict[Trail, int] | None = None
    ) -> None:
        self.text = _with_plain_breaks(text)
        self.natural = natural
        self.trace = trace
        self.lines: dict[str, int] = {}
        self.next: Callable[[], Event]

    def values(self) -> dict[str, Plain]:
        """Return the map; after that `lines` has the line of each key of its first level."""
        if len(self.text) > _LONGEST:
            raise Fault(
                f"{len(self.text):,} characters of keys and values are too many",
                1,
                f"at most {_LONGEST:,} are read; is the closing --- missing?",
            )
        if fault := forbidden_character(self.text):
            raise fault
        self.next = _Events(self.text).get_event
        try:
            return self._root()
        except yaml.MarkedYAMLError as error:
            raise syntax_fault(error, self.text) from None
        except Fault:
            raise
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            # Pure Python lets chr() refuse an escape such as \U99999999 itself.
            raise Fault(f"this can't be read: {error}", 1, "look at its escapes") from None

    def _root(self) -> dict[str, Plain]:
        self.next()  # the stream's start
        if type(self.next()) is StreamEndEvent:
            return {}
        event = self.next()
        if type(event) is not MappingStartEvent:
            if _is_absent(event):
                return {}
            raise Fault(
                "this is not a list of `key: value` lines",
                _line(event),
                colon_hint(self._source(event)),
            )
        self._refuse_marks(event)
        found = self._map((), natural=False)
        self.next()  # the document's end
        event = self.next()
        if type(event) is not StreamEndEvent:
            raise Fault("a second document begins here", _line(event), "delete the line ---")
        return found

    def _map(self, trail: Trail, *, natural: bool) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        lines = {} if trail else self.lines
        while type(event := self.next()) is not MappingEndEvent:
            key, line = self._key(event), _line(event)
            if key in found:
                raise Fault(
                    f"{_short(key)} is written twice: first on line {lines[key]}",
                    line,
                    "keep one of the two",
                )
            lines[key] = line
            here = (*trail, key)
            if self.trace is not None:
                self.trace[here] = line
            typed = natural or (not trail and key in self.natural)
            found[key] = self._value(self.next(), here, natural=typed)
        return found

    def _list(self, trail: Trail, *, natural: bool) -> list[Plain]:
        found: list[Plain] = []
        while type(event := self.next()) is not SequenceEndEvent:
            here = (*trail, len(found))
            if self.trace is not None:
                self.trace[here] = _line(event)
            found.append(self._value(event, here, natural=natural))
        return found

    def _key(self, event: Event) -> str:
        if type(event) is ScalarEvent and event.value and not event.anchor and not event.tag:
            return _wellformed(event)
        self._refuse_marks(event)
        raise Fault(
            "a key must be a word, not a list, a map or nothing",
            _line(event),
            quoted_hint(self._source(event)),
        )

    def _value(self, event: Event, trail: Trail, *, natural: bool) -> Plain:
        kind = type(event)
        if kind is AliasEvent or event.anchor or event.tag:
            self._refuse_marks(event)
        if kind is ScalarEvent:
            value = _wellformed(event)
            if not event.implicit[0]:
                return value
            return None if value in ABSENT else _typed(value) if natural else value
        if len(trail) > _DEEPEST:
            raise Fault(
                f"lists and maps stand more than {_DEEPEST} deep", _line(event), "take a level out"
            )
        if kind is MappingStartEvent:
            return self._map(trail, natural=natural)
        return self._list(trail, natural=natural)

    def _refuse_marks(self, event: Event) -> None:
        """Refuse anchors, aliases and tags: they make bombs and objects, and bite `*Star*`."""
        if type(event) is AliasEvent:
            name = "alias"
        elif event.anchor:
            name = "anchor"
        elif event.tag:
            name = "tag"
        else:
            return
        raise mark_fault(name, _line(event), self._source(event))

    def _source(self, event: Event) -> str:
        return self.text.split("\n")[_line(event) - 1]


def _with_plain_breaks(text: str) -> str:
    """Leave only the line breaks that editors count, so that YAML's line numbers are theirs."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else _ODD_BREAKS.sub(" ", text)


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1


def _is_absent(event: Event) -> bool:
    return type(event) is ScalarEvent and event.implicit[0] and event.value in ABSENT


def _wellformed(event: ScalarEvent) -> str:
    """Return a scalar's text; escapes in double quotes can hold what no file may."""
    value: str = event.value
    if not value.isprintable() and (fault := forbidden_character(value)):
        raise Fault(fault.message, _line(event), "write the character itself, or leave it out")
    return value


def _typed(value: str) -> Plain:
    found = NATURAL.fullmatch(value)
    if not found:
        return value
    if found["flag"]:
        return value.lower() == "true"
    return float(value) if "." in value else int(value)


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
