"""The frozen value that the steps of pasted text hand on: paragraphs left, facts found, ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from typing import TypeAlias

from briefgen.clean.pasted_paragraphs import Paragraph
from briefgen.model.article import Photo
from briefgen.model.document import DateSource, Document, Evidence, Knowledge, Verdict
from briefgen.values import dataclass, replace

__all__ = ["Dated", "Draft", "Step"]


@dataclass(frozen=True, slots=True)
class Dated:
    """A day that a line names, with the line's kind; `update` when it tells of a later change."""

    day: dt.date
    where: DateSource
    text: str
    update: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What is left of a text and what is known of it after a step."""

    document: Document
    knowledge: Knowledge
    rest: tuple[Paragraph, ...]
    title: str | None = None
    source: str | None = None
    section: str | None = None
    summary: str | None = None
    authors: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    dates: tuple[Dated, ...] = ()
    # Lines that open or close the text proper: a standfirst stands before the first of them.
    marks: tuple[int, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def without(self, gone: Collection[Paragraph], step: str, reason: str) -> Draft:
        """Drop paragraphs for one reason, each with a row in the ledger."""
        return self.without_each([(part, reason) for part in gone], step)

    def without_each(self, gone: Collection[tuple[Paragraph, str]], step: str) -> Draft:
        """Drop paragraphs, each for its reason."""
        rows = tuple(
            Verdict(False, step, reason, part.text, f"line {part.line}") for part, reason in gone
        )
        lines = {part.line for part, _ in gone}
        left = tuple(part for part in self.rest if part.line not in lines)
        return replace(self, rest=left, verdicts=self.verdicts + rows)

    def proven(self, fact: str, value: str, where: str, *, chosen: bool = True) -> Draft:
        """Note where a fact was read."""
        return replace(self, evidence=(*self.evidence, Evidence(fact, value, where, chosen)))


Step: TypeAlias = Callable[[Draft], Draft]
