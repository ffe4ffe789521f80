"""A cleaned article in, what `briefgen clean` prints of it out: a JSON object, or its ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.errors import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model.article import Photo
    from briefgen.model.document import Cleaned, Evidence, Link, Verdict

__all__ = ["json_row", "ledger_text", "links_text"]


def json_row(source: str, cleaned: Cleaned, *, ledger: bool = False) -> dict[str, object]:
    """One line of `clean --json`; absent facts are None, never guessed."""
    article = cleaned.article
    lead = article.photos[0] if article.photos else None
    row: dict[str, object] = {
        "input": source,
        "title": article.title or None,
        "date": str(article.date) if article.date else None,
        "date_source": cleaned.date_source,
        "updated": str(article.updated) if article.updated else None,
        "topic": article.topics[0] if article.topics else None,
        "topics": list(article.topics),
        "source": article.source,
        "source_url": article.source_url,
        "author": list(article.authors),
        "language": article.language,
        "photo": lead.src if lead else None,
        "photo_alt": lead.alt if lead else None,
        "photo_caption": lead.caption if lead else None,
        "photo_credit": lead.credit if lead else None,
        "photos": [_photo_row(photo) for photo in article.photos],
        "summary": article.summary,
        "markdown": article.body,
        "text": cleaned.text,
    }
    if ledger:
        row["ledger"] = {
            "blocks": [_verdict_row(verdict) for verdict in cleaned.verdicts],
            "facts": [_evidence_row(evidence) for evidence in cleaned.evidence],
        }
    return row


def _photo_row(photo: Photo) -> dict[str, str | None]:
    return {
        "src": photo.src,
        "alt": photo.alt,
        "caption": photo.caption,
        "credit": photo.credit,
    }


def _verdict_row(verdict: Verdict) -> dict[str, object]:
    return {
        "kept": verdict.kept,
        "step": verdict.step,
        "reason": verdict.reason,
        "text": verdict.text,
        "origin": verdict.origin,
    }


def _evidence_row(evidence: Evidence) -> dict[str, object]:
    return {
        "fact": evidence.fact,
        "value": evidence.value,
        "where": evidence.where,
        "chosen": evidence.chosen,
    }


def ledger_text(cleaned: Cleaned, width: int = 100) -> str:
    """The ledger as a person reads it: facts with their evidence, blocks with their reasons."""
    facts = [
        f"  {'*' if row.chosen else ' '} {row.fact:14} {_short(row.value, width)}  ({row.where})"
        for row in cleaned.evidence
    ]
    blocks = [
        f"  {'keep' if row.kept else 'DROP'}  {_short(row.text, width)}\n"
        f"        {row.step}: {row.reason}{f' [{row.origin}]' if row.origin else ''}"
        for row in cleaned.verdicts
    ]
    title = cleaned.article.title or "(no title)"
    parts = [title, "", "Facts (* chosen)", *facts, "", "Blocks", *blocks]
    return printable("\n".join(parts))


def _short(text: str, width: int) -> str:
    """A text on one line, cut with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 1]}…"


def links_text(source: str, links: Sequence[Link]) -> str:
    """What a newsletter links to, with the two ways to take it."""
    told = "".join(f"\n  {link.title}\n    {link.url}" for link in links)
    ways = "--newsletter links fetches and takes them, --newsletter itself takes the mail"
    return printable(
        f"{source}: a newsletter, with links to {len(links)} articles{told}\n  hint: {ways}"
    )
