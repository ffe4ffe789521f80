"""Say what stops a site from being published: its mistakes and warnings, counted and listed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefgen.cli.tell import flat, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from briefgen.errors import BriefgenError, Notice
    from briefgen.model.config import Config

__all__ = ["UNCREDITED", "blocking", "counted", "tell_warnings"]

UNCREDITED = "photo-credit-missing"
_LINES = 20
_FEWEST = 3
_WORDS = {
    UNCREDITED: "photo(s) without a credit",
    "photo-alt-missing": "photo(s) without a description",
    "photo-unreadable": "photo(s) that can't be read",
    "source-missing": "article(s) without a source",
    "date-missing": "article(s) without a date",
    "topic-missing": "article(s) without a topic",
    "link-dead": "dead link(s)",
    "address-wrong": "link(s) that can't be right",
    "tag-unclosed": "tag(s) never closed",
    "topic-unknown": "unknown topic(s)",
    "text-lost": "text(s) not shown whole",
    "front-matter-key-unknown": "unknown key(s)",
}


def counted(errors: Iterable[BriefgenError], notices: Iterable[Notice]) -> str:
    """Return what stops a publish, "8 photos without a credit and 1 dead link"; "" if nothing."""
    codes = Counter(notice.code for notice in notices if notice.level == "warning")
    rows = [
        _said(number, _WORDS.get(code, f"warning(s) [{code}]")) for code, number in codes.items()
    ]
    if mistakes := len(flat(errors)):
        rows.insert(0, _said(mistakes, "mistake(s)"))
    return " and ".join(filter(None, (", ".join(rows[:-1]), *rows[-1:])))


def blocking(path: str, root: Path, config: Config) -> str:
    """Return what of the article at `path` under `root`, content/, would stop a publish."""
    from briefgen.check import check_editorial, check_rights
    from briefgen.content.read import read_article
    from briefgen.render.to_html import to_body

    article = read_article(path, (root / path).read_bytes()).value
    if article.draft:
        return ""
    longest = config.limits.article_bytes
    body = to_body(article.body, path, first_line=article.body_line, longest=longest)
    notices = (*check_editorial(article, config), *check_rights(article, config, body=body))
    # The topics that have a file of their own are not known here.
    return counted((), [notice for notice in notices if notice.code != "topic-unknown"])


def tell_warnings(notices: Sequence[Notice]) -> None:
    """Print the warnings by kind, as many of each as a screen holds, with each kind's hint once."""
    kinds: dict[str, list[Notice]] = {}
    for notice in notices:
        if notice.level == "warning":
            kinds.setdefault(notice.code, []).append(notice)
    most = max(_FEWEST, _LINES // max(len(kinds), 1))
    for rows in kinds.values():
        for notice in rows[:most]:
            tell(f"warning: {str(notice).partition(chr(10))[0]}", colour="yellow")
        if len(rows) > most:
            tell(f"  and {len(rows) - most} more [{rows[0].code}]: briefgen check lists them all")
        if rows[0].hint:
            tell(f"  hint: {rows[0].hint}")


def _said(number: int, words: str) -> str:
    return f"{number:,} {words.replace('(s)', '' if number == 1 else 's')}"
