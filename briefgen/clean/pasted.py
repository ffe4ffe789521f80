"""Text copied off a page, or a plain mail, -> the article in it, with the ledger of every line."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Final

from briefgen.clean.dateline_days import days
from briefgen.clean.language import detect
from briefgen.clean.pasted_dates import chosen_day, gather_days
from briefgen.clean.pasted_draft import Dated, Draft
from briefgen.clean.pasted_lines import decoded, lines, without_mail
from briefgen.clean.pasted_paragraphs import paragraphs
from briefgen.clean.pasted_photos import lift_photos
from briefgen.clean.pasted_steps import (
    drop_furniture,
    drop_other_pieces,
    read_byline,
    read_dateline,
    read_standfirst,
)
from briefgen.clean.pasted_title import read_icon, read_masthead, read_title
from briefgen.clean.pasted_zones import drop_around, drop_repeated
from briefgen.clean.to_markdown import escaped, joined
from briefgen.errors import SourceError
from briefgen.model.article import Article
from briefgen.model.document import Block, Cleaned, Verdict
from briefgen.values import replace

if TYPE_CHECKING:
    from briefgen.clean.pasted_draft import Step
    from briefgen.clean.pasted_paragraphs import Paragraph
    from briefgen.model.document import Document, Knowledge

__all__ = ["clean_text"]

STEPS: Final[tuple[Step, ...]] = (
    read_icon,
    read_masthead,
    read_title,
    drop_repeated,
    drop_other_pieces,
    read_byline,
    read_standfirst,
    drop_furniture,
    lift_photos,
    drop_around,
    read_dateline,
    gather_days,
)

_MOST_CHARACTERS: Final = 5_000_000
_MOST_LINES: Final = 20_000


def clean_text(document: Document, knowledge: Knowledge) -> Cleaned:
    """Return the article in pasted text; SourceError when there is no text in it."""
    text = decoded(document.data, document.encoding, document.input)
    found = lines(text)
    if len(text) > _MOST_CHARACTERS or len(found) > _MOST_LINES:
        raise SourceError(
            f"it is too long for one article ({len(text):,} characters, {len(found):,} lines)",
            path=document.input,
            hint="give one article a file",
        )
    mail = without_mail(found)
    dropped = tuple(
        Verdict(False, "mail", why, line.text, f"line {line.number}") for line, why in mail.dropped
    )
    given = (
        document if document.title or not mail.subject else replace(document, title=mail.subject)
    )
    sent = tuple(
        Dated(day.date, "meta", f"the mail's header: {mail.sent}")
        for day in days(mail.sent or "")
        if day.date
    )
    start = Draft(given, knowledge, paragraphs(mail.lines), dates=sent, verdicts=dropped)
    return _cleaned(reduce(lambda draft, step: step(draft), STEPS, _known_source(start)))


def _known_source(draft: Draft) -> Draft:
    host = (
        (draft.document.url or "").partition("://")[2].partition("/")[0].partition(":")[0].lower()
    )
    for known in draft.knowledge.sources:
        if host and any(host == name or host.endswith(f".{name}") for name in known.hosts):
            return replace(draft, source=known.name).proven("source", known.name, "the address")
    return draft


def _cleaned(draft: Draft) -> Cleaned:
    draft, day, origin, updated = chosen_day(draft)
    blocks = tuple(map(_block, draft.rest))
    text = "\n\n".join(block.text for block in blocks)
    draft = _titled(draft)
    language = detect(text)
    if language:
        draft = draft.proven("language", language, "the text's own words")
    article = Article(
        path="",
        title=draft.title or "",
        body=joined(blocks),
        date=day,
        source=draft.source,
        source_url=draft.document.url,
        authors=draft.authors,
        photos=draft.photos,
        summary=draft.summary,
        language=language,
        updated=updated,
    )
    kept = tuple(
        Verdict(True, "text", f"a {part.kind} of the text", part.text, f"line {part.line}")
        for part in draft.rest
    )
    ledger = sorted((*draft.verdicts, *kept), key=lambda row: int(row.origin.removeprefix("line ")))
    return Cleaned(
        article=article,
        text=text,
        date_source=origin,
        section=draft.section,
        verdicts=tuple(ledger),
        evidence=draft.evidence,
    )


def _titled(draft: Draft) -> Draft:
    """Call an article without a title by its first words; the ledger says so."""
    if draft.title or not draft.rest:
        return draft
    words = draft.rest[0].text.split("\n")[0]
    title = words if len(words) <= 80 else f"{words[:79].rsplit(' ', 1)[0]}…"  # noqa: PLR2004
    return replace(draft, title=title).proven(
        "title", title, "the text's first words, for want of a title"
    )


def _block(part: Paragraph) -> Block:
    origin = f"line {part.line}"
    if part.kind == "heading":
        return Block("heading", part.text, f"## {escaped(part.text)}", level=2, origin=origin)
    if part.kind == "quote":
        return Block("quote", part.text, f"> {escaped(part.text)}", origin=origin)
    if part.kind in {"list", "numbered"}:
        marks = [f"{n}." if part.kind == "numbered" else "-" for n in range(1, len(part.rows) + 1)]
        rows = [f"{mark} {escaped(row)}" for mark, row in zip(marks, part.rows, strict=True)]
        return Block("list", part.text, "\n".join(rows), origin=origin)
    return Block("paragraph", part.text, escaped(part.text), origin=origin)
