"""A page's lines and what was heard of them -> which are the article, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.clean import forest, junk
from briefgen.clean.hearing import listen
from briefgen.clean.lines import Line
from briefgen.clean.running import is_running
from briefgen.clean.to_markdown import origin
from briefgen.clean.traits import traits
from briefgen.clean.voices import glued
from briefgen.model.document import Verdict
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml.html import HtmlElement

    from briefgen.clean.hearing import Hearing
    from briefgen.clean.pieces import Piece
    from briefgen.clean.traits import Traits
    from briefgen.clean.voices import Voice

__all__ = ["Judged", "judge"]

# A line too many is seen and deleted by who reads the text; a lost one is not seen.
_KEPT = 0.4
_SAID = 0.5
_FEWEST_LETTERS = 120
_TOLD = 160
_HEAD = 5
_SHORT = 60
_SIGNED = 8
_TENTH = 10
_LINKED = 0.5
_ALL = 0.9
_MENU = 3
_LONG = 150
_PART = 24
_MOST = 0.8
_TABLES = frozenset(("table",))
_LISTS = frozenset(("ul", "ol"))
_ARTICLES = frozenset(("article",))
_SEVERAL = 3
# What a dropped line is told as: the first of these that it shows.
_REASONS = (
    ("hidden", "the page hides it"),
    ("title", "repeats the title"),
    ("in nav", "stands in the navigation"),
    ("in footer", "stands in a footer"),
    ("below comment", "stands among the comments"),
    ("reach comment", "stands among the comments"),
    ("below related", "points to other articles"),
    ("reach related", "points to other articles"),
    ("below share", "stands in a share bar"),
    ("below promo", "stands in a sign-up or promotion box"),
    ("reach promo", "stands in a sign-up or promotion box"),
    ("below legal", "is a legal or cookie notice"),
    ("is byline", "is a by-line or date line"),
    ("below byline", "is a by-line or date line"),
    ("is tags", "is a line of tags"),
    ("below tags", "is a line of tags"),
    ("below picture", "belongs to a picture"),
    ("in aside", "stands in a side column"),
    ("short linked", "is a link"),
    ("all linked", "is a link"),
    ("before title", "stands before the title"),
    ("after all", "stands after the text"),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A line with its score, 0 to 1, and its verdict."""

    line: Line
    score: float
    verdict: Verdict


def judge(  # noqa: PLR0913 - all that is known of a page
    found: Sequence[Line],
    heard: Sequence[Voice],
    title: str | None,
    summary: str | None,
    writers: Sequence[str] = (),
    *,
    score: Callable[[Sequence[Traits]], Sequence[float]] = forest.scores,
) -> tuple[Judged, ...]:
    """Return every line with a text judged, in order."""
    said = [line for line in found if line.whole.text]
    whole = [line.whole for line in said]
    hearing = listen(whole, heard)
    rows = traits(whole, hearing, title, summary, writers)
    scores = score(rows)
    kept = [one > _KEPT for one in scores]
    junked = [_furniture(line) for line in said]
    kept = [fit and not why for fit, why in zip(kept, junked, strict=True)]
    kept = _without_head(said, kept, glued(title or ""), tuple(map(glued, writers)))
    kept = _whole_tables(said, kept, [len(hearing.who_says(at)) for at in range(len(said))])
    kept = _announced_lists(said, kept)
    kept = _one_article(whole, kept, [bool(row["article titled"]) for row in rows])
    if _letters(said, kept) < _FEWEST_LETTERS:
        kept = _loudest(said, rows, hearing, kept)
    again = _hidden_copies(whole, kept)
    kept = [fit and at not in again for at, fit in enumerate(kept)]
    junked = [
        "is hidden and says what is shown" if at in again else why for at, why in enumerate(junked)
    ]
    return tuple(
        Judged(
            line,
            scores[at],
            _verdict(line, rows[at], hearing.who_says(at), kept[at], junked[at]),
        )
        for at, line in enumerate(said)
    )


def _hidden_copies(lines: Sequence[Piece], kept: Sequence[bool]) -> set[int]:
    """Return the kept lines that the page hides and that other kept lines say.

    Machines get the whole text once more in a box that is not shown.
    """
    keys = {at: glued(lines[at].text) for at, fit in enumerate(kept) if fit}
    shown = [key for at, key in keys.items() if not lines[at].box.hidden]
    whole, known = "".join(shown), set(shown)
    found = set()
    for at, key in keys.items():
        if not lines[at].box.hidden:
            continue
        if key in known or (len(key) >= _LONG and _holds(whole, key)):
            found.add(at)
        known.add(key)
    return found


def _holds(text: str, key: str) -> bool:
    """Tell whether a glued text has most of another, cut in small parts, somewhere in it."""
    parts = [key[at : at + _PART] for at in range(0, len(key) - _PART + 1, _PART)]
    return sum(part in text for part in parts) > _MOST * len(parts)


def _whole_tables(said: Sequence[Line], kept: list[bool], voices: Sequence[int]) -> list[bool]:
    """Return what is kept, with the whole of each table that the text goes on into: none is cut.

    It does so where a tenth of the rows are kept, or where several `voices` say most of a table
    that stands between kept lines. Rows of links are left: old pages set their menus beside the
    text, in one table with it.
    """
    tables: dict[HtmlElement, list[int]] = {}
    for at, line in enumerate(said):
        if line.whole.box.tag == "tr" and (table := line.whole.box.nearest(_TABLES)):
            tables.setdefault(table.element, []).append(at)
    places = [at for at, fit in enumerate(kept) if fit] or [0]
    whole: set[int] = set()
    for rows in tables.values():
        heard = 2 * sum(voices[at] >= _SEVERAL for at in rows) > len(rows)
        between = places[0] < rows[0] and rows[-1] < places[-1]
        if sum(kept[at] for at in rows) >= len(rows) / _TENTH or (heard and between):
            whole.update(rows)
    return [
        fit or (at in whole and line.whole.linked < _LINKED)
        for at, (line, fit) in enumerate(zip(said, kept, strict=True))
    ]


def _announced_lists(said: Sequence[Line], kept: list[bool]) -> list[bool]:
    """Return what is kept, with the list of links that a line ending in a colon announces."""
    found = list(kept)
    announced, home = False, None
    for at, line in enumerate(said):
        items = line.whole.box.nearest(_LISTS)
        if items is None:
            ends = line.whole.text.rstrip().endswith((":", "："))
            announced, home = kept[at] and ends and is_running(line.whole), None
        elif announced:
            home = items.element if home is None else home
            found[at] = kept[at] or home is items.element
    return found


def _one_article(lines: Sequence[Piece], kept: list[bool], titled: Sequence[bool]) -> list[bool]:
    """Return what is kept less other articles shown below the one with the title.

    Only where that one has most of what is kept: a page may set its heading in a box of its own.
    """
    homes = [line.box.outermost(_ARTICLES) for line in lines]
    own = {home for home, fit in zip(homes, titled, strict=True) if home and fit}
    mine = [at for at, home in enumerate(homes) if kept[at] and home in own]
    whole = sum(len(line.text) for line, fit in zip(lines, kept, strict=True) if fit)
    if 2 * sum(len(lines[at].text) for at in mine) < whole or not mine:
        return kept
    return [
        fit and (at < mine[-1] or home is None or home in own)
        for at, (fit, home) in enumerate(zip(kept, homes, strict=True))
    ]


def _without_head(
    said: Sequence[Line], kept: list[bool], title: str, writers: tuple[str, ...]
) -> list[bool]:
    """Return what is kept less the title and the by-line among the first lines of the text."""
    first = [at for at, fit in enumerate(kept) if fit][:_HEAD]
    return [
        fit and not (at in first and _is_head(line, title, writers))
        for at, (line, fit) in enumerate(zip(said, kept, strict=True))
    ]


def _is_head(line: Line, title: str, writers: tuple[str, ...]) -> bool:
    said = glued(line.whole.text)
    if said == title and title:
        return True
    signed = any(
        said.endswith(name) and len(said) <= len(name) + _SIGNED for name in writers if name
    )
    return signed and not line.whole.level


def _letters(said: Sequence[Line], kept: Sequence[bool]) -> int:
    return sum(len(line.whole.text) for line, fit in zip(said, kept, strict=True) if fit)


def _loudest(
    said: Sequence[Line], rows: Sequence[Traits], hearing: Hearing, kept: list[bool]
) -> list[bool]:
    """Return what the voice with most to say says, when the trees find next to nothing."""
    choices = [kept] + [
        [told > _SAID for told in hearing.of(name)] for name in ("trafilatura", "json-ld")
    ]
    if max(_letters(said, choice) for choice in choices) < _FEWEST_LETTERS:
        choices.append([_runs(row) for row in rows])
    return max(choices, key=lambda choice: _letters(said, choice))


def _runs(row: Traits) -> bool:
    """Tell a line of running text by itself: long, hardly linked, in no part that only serves."""
    long = bool(row["long"] or row["medium"]) and not row["short linked"] and not row["hidden"]
    return long and not any(row.get(name) for name in ("all linked", "in nav", "in footer"))


def _furniture(line: Line) -> str | None:
    """Return what a short line is where its words are a page's everywhere: "Advertisement"."""
    text = line.whole.text
    if len(text) < _SHORT and (why := junk.reason(text)):
        return why
    rows = text.split("\n")
    menu = len(rows) >= _MENU and line.whole.linked > _ALL and max(map(len, rows)) < _SHORT / 2
    return "is a menu" if menu else None


def _verdict(
    line: Line, row: Traits, heard: tuple[str, ...], kept: bool, junked: str | None
) -> Verdict:
    text = line.whole.text[:_TOLD]
    if kept:
        reason = f"also heard by {', '.join(heard)}" if heard else "stands in the article's text"
    else:
        reason = junked or next(
            (why for name, why in _REASONS if row.get(name)), "is not part of the text"
        )
    return Verdict(kept, "judge lines", reason, text, origin(line.whole))
