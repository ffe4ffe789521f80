"""What came of each source in; its articles filed, remembered and told out."""

from __future__ import annotations

import shlex
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.moment import moment
from briefgen.cli.tell import tell, tell_error, tell_notices
from briefgen.errors import in_quotes

if TYPE_CHECKING:
    from briefgen.errors import BriefgenError
    from briefgen.intake import Choices, Filed, Known, Past, Raw, Saved, Shelf, SiteTopics, Taken
    from briefgen.model.article import Article
    from briefgen.model.config import Config
    from briefgen.model.document import Document

__all__ = ["Desk"]

TOLD_SINGLY = 10


class Desk:
    """Files articles under `root`, content/, as the curator chose; `failed` says not all could."""

    def __init__(
        self,
        config: Config,
        root: Path,
        choices: Choices,
        shelf: Shelf,
        raw: Raw,
        past: Past,
        topics: SiteTopics,
    ) -> None:
        self.failed = False
        self._config, self._root, self._choices = config, root, choices
        self._shelf, self._raw, self._past, self._topics = shelf, raw, past, topics
        self._known = self._deleted = self._waiting = 0
        self._unnamed: set[str] = set()

    def receive(self, taken: Taken) -> None:
        """File the articles of one source, and remember at once that it was taken."""
        from briefgen.cli.rows import links_text
        from briefgen.intake import Came, file_article, name_of
        from briefgen.model.urls import host_of

        if taken.links:
            tell(links_text(taken.input, taken.links), err=False)
            return
        if taken.known:
            self._tell_known(taken.input, taken.known)
            return
        if taken.error:
            self.failed = True
            tell_error(taken.error)
        news = self._news(taken)
        places = []
        for document, cleaned in zip(taken.documents, taken.cleaned, strict=True):
            keep = partial(self._keep, document=document)
            filed = file_article(
                cleaned,
                self._config,
                self._root,
                self._shelf,
                self._choices,
                self._topics,
                keep,
                _saved(taken.input, document),
            )
            _tell_filed(filed, self._root, news)
            self._tell_stops(filed)
            self._waiting += filed.waits
            host = host_of(cleaned.article.source_url)
            source = cleaned.article.source
            if filed.path and host and (not source or host_of(f"//{source}") == host):
                self._unnamed.add(host)
            places.append(filed.path or filed.same_as or "")
            # News that is not taken over yet is told again the next time.
            if news and not filed.path:
                return
        _tell_feed(taken)
        mistake = _lasting(taken.error)
        if taken.digest and (places or mistake):
            source = taken.source or name_of(taken.input)
            self._past.add(Came(taken.digest, source, tuple(places), mistake))

    def close(self) -> None:
        """Tell how many more were taken before than were told one by one, and how many wait."""
        more = self._known - TOLD_SINGLY
        if more > 0:
            tell(f"and {more:,} more that were taken before")
        more = self._deleted - TOLD_SINGLY
        if more > 0:
            tell(f"and {more:,} more whose articles you deleted")
        if self._deleted:
            tell(
                "  hint: name a file itself to have its article again; "
                "without .briefgen/taken.jsonl all come again"
            )
        if self._unnamed:
            self._tell_unnamed(sorted(self._unnamed))
        if self._waiting:
            waits = "waits" if self._waiting == 1 else "wait"
            hint = "briefgen file lists them with the topics they may have"
            tell(f"{self._waiting:,} {waits} in the inbox\n  hint: {hint}", colour="yellow")

    def _tell_unnamed(self, hosts: list[str]) -> None:
        """Offer rows for the settings where no page named its outlet."""
        rows = "".join(f'\n    - {{name: "…", hosts: [{host}]}}' for host in hosts[:TOLD_SINGLY])
        left = len(hosts) - TOLD_SINGLY
        more = f"\n    and {left} more" if left > 0 else ""
        tell(
            "some sources are known by their address alone"
            f"\n  hint: name them under sources: in briefgen.yml{rows}{more}"
        )

    def _tell_stops(self, filed: Filed) -> None:
        from briefgen.cli.stops import blocking

        if filed.path and (stops := blocking(filed.path, self._root, self._config)):
            tell(f"  {stops} will stop a publish until mended", colour="yellow")

    def _keep(self, article: Article, document: Document) -> None:
        from briefgen.content.write import article_text
        from briefgen.intake import Origin

        text, today = article_text(article), moment().date().isoformat()
        dated = self._choices.date is not None
        address = article.source_url or ""
        self._raw.keep(Origin(article.path, text, document, address, today, dated))

    def _tell_known(self, source: str, known: Known) -> None:
        if known.articles:
            self._known += 1
            if self._known <= TOLD_SINGLY:
                places = ", ".join(str(self._root / one) for one in known.articles)
                tell(f"already there: {source} is {places} (taken before)", colour="yellow")
            return
        self._deleted += 1
        if self._deleted <= TOLD_SINGLY:
            gone = ", ".join(str(self._root / one) for one in known.deleted)
            tell(f"left out: {source}: you deleted {gone}", colour="yellow")

    def _news(self, taken: Taken) -> str:
        """What to do about a file that is no longer as it was when it was taken."""
        from briefgen.intake import name_of

        if taken.source or not taken.digest:
            return ""
        if not self._past.changed(name_of(taken.input), taken.digest):
            return ""
        name = shlex.quote(taken.input)
        return f"this file has changed since it was taken: briefgen add --again {name}"


def _saved(source: str, document: Document) -> Saved | None:
    from briefgen.intake import Saved

    if not document.beside:
        return None
    return Saved(Path(source).resolve().parent, frozenset(document.beside))


def _lasting(error: BriefgenError | None) -> tuple[str, str] | None:
    """The mistake of a source that it makes each time it is cleaned."""
    from briefgen.errors import SourceError

    return (error.message, error.hint) if isinstance(error, SourceError) else None


def _tell_feed(taken: Taken) -> None:
    """Tell how much of a feed was taken before."""
    if taken.unchanged:
        tell(f"{taken.input}: nothing new")
    elif taken.passed:
        said = f"{len(taken.fresh)} new of {len(taken.fresh) + taken.passed} items"
        tell(f"{taken.input}: {said}; the others were taken before")


def _tell_filed(filed: Filed, root: Path, news: str) -> None:
    if filed.path is None:
        place = f"{root / (filed.same_as or '')}"
        if filed.grouped:
            title = in_quotes(filed.title)
            said = f"grouped: {title} is now named in {place}, under also: ({filed.why})"
            tell(f"{said}\n  hint: --separate files it on its own", colour="green")
            return
        hint = f"\n  hint: {news}" if news else ""
        said = (
            f"already there: {in_quotes(filed.title)} is {place} ({filed.why}); not written{hint}"
        )
        tell(said, colour="yellow")
        return
    tell(f"filed: {root / filed.path}", colour="green", err=False)
    for photo in filed.photos:
        tell(f"photo: {root / photo}", err=False)
    tell_notices(filed.notices)
