"""A cleaned article in, what `briefgen clean` prints of it out: a JSON object, or its ledger."""

from __future__ import annotations

from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING

from briefgen.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.model.article import Photo
    from briefgen.model.document import Cleaned, Evidence, Link, Verdict

__all__ = ["json_row", "ledger_text", "links_text"]

FOLDED_FROM = 3
FOLDED_WIDTH = 60


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
    """The ledger as a person reads it: facts with their evidence, blocks with their reasons.

    Places that tell one fact alike share a row, and so do lines dropped one after another for one
    reason: a page's menus have hundreds.
    """
    told: dict[tuple[str, str], list[Evidence]] = {}
    for row in cleaned.evidence:
        told.setdefault((row.fact, _short(row.value, width)), []).append(row)
    facts = [
        f"  {'*' if any(row.chosen for row in rows) else ' '} {fact:14} {value}  ({_places(rows)})"
        for (fact, value), rows in told.items()
    ]
    runs = groupby(cleaned.verdicts, key=lambda row: (row.kept, row.step, row.reason))
    blocks = [told for _, run in runs for told in _blocks(list(run), width)]
    title = cleaned.article.title or "(no title)"
    parts = [title, "", "Facts (* chosen)", *facts, "", "Blocks", *blocks]
    return printable("\n".join(parts))


def _places(rows: Sequence[Evidence]) -> str:
    """Where a fact was read, the place that decided first."""
    ordered = sorted(rows, key=lambda row: not row.chosen)
    return "; ".join(dict.fromkeys(row.where for row in ordered))


def _blocks(run: Sequence[Verdict], width: int) -> Iterator[str]:
    """A row for each block, or one for all of a run of dropped ones."""
    if run[0].kept or len(run) < FOLDED_FROM:
        for row in run:
            place = f" [{row.origin}]" if row.origin else ""
            verdict = "keep" if row.kept else "DROP"
            yield f"  {verdict}  {_short(row.text, width)}\n        {row.step}: {row.reason}{place}"
        return
    texts = " | ".join(_short(row.text, FOLDED_WIDTH) for row in run)
    rows = wrap(texts, width, break_long_words=False, break_on_hyphens=False)
    ends = [row.origin for row in (run[0], run[-1]) if row.origin]
    place = f" [{' to '.join(dict.fromkeys(ends))}]" if ends else ""
    yield f"  DROP  {len(run)}: " + "\n        ".join(
        [*rows, f"{run[0].step}: {run[0].reason}{place}"]
    )


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
