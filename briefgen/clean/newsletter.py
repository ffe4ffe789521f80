"""A mail's page or text -> the articles it links to, where it is a newsletter made of links."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from lxml.html import HtmlElement

from briefgen.clean import dom, junk
from briefgen.clean.addresses import absolute, host, shown
from briefgen.clean.pasted_lines import decoded, lines
from briefgen.model.document import Link
from briefgen.model.urls import split_url
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.model.document import Document

__all__ = ["articles_in"]

_FEWEST = 3
# An essay with links has more words of its own to each of them than a teaser has.
_MOST_PROSE = 500
_LONGEST_TITLE = 200
_MOST_LINKS = 500
_WIDE = 2.5  # characters of Latin script that tell as much as one of these
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WEB = re.compile(r"https?://[^\s<>\"'()\[\]]+", re.IGNORECASE)
_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|fb|twitter|x|instagram|linkedin|youtube|tiktok|pinterest|threads|reddit"
    r"|whatsapp|telegram|mastodon|bsky|spotify|apple|google|getpocket|flipboard)"
    r"\.(?:com|app|social|org|net)$|^(?:t\.me|wa\.me|youtu\.be|fb\.me|lnkd\.in)$"
)
# What stands in the addresses of a newsletter's own pages, whatever language its words are in.
_OWN_PAGE = re.compile(
    r"unsub|opt-?out|optout|abmeld|abbestell|desabo|desinscri|disiscri|cancell|(?:^|[/_-])baja(?:[/_-]|$)"
    r"|preferenc|profile?[/_-]|settings|account|login|sign-?(?:in|up)|register|privacy|datenschutz"
    r"|confidential|imprint|impressum|legal|terms|contact|kontakt|about-?us|advertis|mediadaten"
    r"|subscri|/abos?(?:[/?]|$)|angebot|offers?[/_-]|shop[/_-]|gift|donate|spenden|refer|webview"
    r"|/view(?:[/?]|$)|browser|forward|share|like(?:[/?]|$)|comments?(?:[/?#]|$)|/nl/|/stop(?:[/?]|$)"
    r"|\.(?:png|jpe?g|gif|pdf|ics|vcf)(?:$|\?)",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"unsubscribe|opt out|abmelden|abbestellen|désabonner|désinscri|darse de baja"
    r"|cancelar (?:la |a )?(?:sus|sub|ins)|disiscri|annulla l.iscrizione|uitschrijven|afmelden"
    r"|avregistrera|отписаться|відписатися|配信停止|購読解除|退订|取消订阅|수신거부|إلغاء الاشتراك"
    r"|wypisz|odhlásit|peruuta tilaus|aboneliğ",
    re.IGNORECASE,
)
_BROWSER = re.compile(
    r"\bbrowser|navigat(?:eur|ore)|navegador|браузер|ブラウザ|浏览器|瀏覽器|브라우저|المتصفح|tarayıcı"
    r"|przeglądar|webläsare|nettleser|selaime|webansicht|online-?version|version web|versione web"
    r"|versión web|web version|versão web",
    re.IGNORECASE,
)
_PASSES_ON = re.compile(
    r"google\.[a-z.]+/url$|safelinks\.protection\.outlook\.com|/(?:redirect|redir|r|click)/?$"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A link with its words, and how many characters of text stand before it."""

    address: str
    words: str
    place: int
    anchor: HtmlElement | None = None


def articles_in(document: Document) -> tuple[Link, ...]:
    """Return the articles a newsletter links to, in its order; none where its text is its own.

    Tracking addresses stay as they are: where they lead only the site knows.
    """
    if document.kind == "text":
        found, length = _in_text(decoded(document.data, document.encoding, document.input))
    else:
        found, length = _in_page(dom.parse(document.data, document.encoding, document.input))
    if len(found) > _MOST_LINKS:
        found, length = found[:_MOST_LINKS], found[_MOST_LINKS].place
    rows = _titled(_before_the_end(found))
    linked = sum(_weight(row.title) for row in rows)
    if len(rows) < _FEWEST or length - linked > _MOST_PROSE * len(rows):
        return ()
    return rows


def _in_page(root: HtmlElement) -> tuple[list[_Found], float]:
    """Return a page's links to elsewhere, and how much text it has."""
    found: list[_Found] = []
    length = 0.0
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "title", "head"):
            length += _weight(element.tail or "")
            continue
        address = absolute(element.get("href"), None) if element.tag == "a" else None
        if address:
            words = " ".join(element.text_content().split())
            found.append(_Found(_aim(address), words, int(length), element))
        length += _weight(element.text or "") + _weight(element.tail or "")
    return found, length


def _in_text(text: str) -> tuple[list[_Found], float]:
    """Return a text's addresses, each with the line that seems to be its title."""
    rows: list[tuple[str, str, int, list[list[str]]]] = []
    length = 0.0
    since: list[list[str]] = [[]]
    for line in lines(text):
        bare = line.text.lstrip(">*•-–#· ").strip()
        if not bare:
            since.append([])
            continue
        addresses = _WEB.findall(bare)
        before = _WEB.sub("", bare).strip(" :-–<>()[]|→»")
        rows += [
            (_aim(one), before, int(length), [part for part in since if part]) for one in addresses
        ]
        if addresses:
            since = [[]]
        else:
            since[-1].append(bare)
            length += _weight(bare)
    # Above the first link stands a greeting too; the others tell where this mail puts its titles.
    apart = [bool(_alone(parts)) for _, _, _, parts in rows[1:] if parts]
    titles_apart = 2 * sum(apart) > len(apart)
    found = [
        _Found(address, _title_of(parts, before, apart=titles_apart), place)
        for address, before, place, parts in rows
    ]
    return found, length


def _alone(paragraphs: Sequence[Sequence[str]]) -> list[str]:
    """Return the paragraphs of one line that are no sentences."""
    return [part[0] for part in paragraphs[:-1] if len(part) == 1 and part[0][-1] not in ".,:;!。"]


def _title_of(paragraphs: Sequence[Sequence[str]], before: str, *, apart: bool) -> str:
    """Return the title of a link in a text, by the paragraphs since the link before it."""
    alone = _alone(paragraphs)
    if apart and alone:
        return alone[-1]
    return paragraphs[-1][0] if paragraphs else before


def _before_the_end(found: Sequence[_Found]) -> Iterator[_Found]:
    """Yield the links above the one that ends the subscription; the small print stands below."""
    leaving = [at for at, one in enumerate(found) if _LEFT.search(one.words)]
    end = leaving[-1] if leaving and leaving[-1] >= len(found) // 2 else len(found)
    yield from (one for one in found[:end] if _may_be_article(one))


def _may_be_article(one: _Found) -> bool:
    parts = split_url(one.address)
    if not parts.path.strip("/") or _SOCIAL.search(host(one.address)):
        return False
    if _OWN_PAGE.search(f"{parts.path}?{parts.query}"):
        return False
    return not _LEFT.search(one.words) and not _BROWSER.search(one.words)


def _aim(address: str) -> str:
    """Return where an address leads that passes on to another, named in it."""
    parts = split_url(address)
    if not _PASSES_ON.search(f"{parts.netloc}{parts.path}"):
        return address
    return next((aim for _, said in parse_qsl(parts.query) if (aim := _web(said))), address)


def _web(said: str) -> str | None:
    return absolute(said, None) if said.startswith(("http://", "https://")) else None


def _titled(found: Iterable[_Found]) -> tuple[Link, ...]:
    """Return each article once, with the best words of its links: not "Read more"."""
    groups: dict[str, list[_Found]] = {}
    for one in found:
        groups.setdefault(shown(one.address, None) or one.address, []).append(one)
    uses = Counter(words for rows in groups.values() for words in {row.words for row in rows})
    titles: dict[str, str] = {}
    for address, rows in groups.items():
        said = [row.words for row in rows if uses[row.words] == 1 and _is_title(row.words)]
        title = max(said, key=_weight, default="") or _beside(rows, groups)
        if title and title not in titles.values():
            titles[address] = title
    return tuple(Link(title, address) for address, title in titles.items())


def _is_title(words: str) -> bool:
    long_enough = _weight(words) >= 12 or words.count(" ") > 1  # noqa: PLR2004
    return long_enough and len(words) <= _LONGEST_TITLE and not junk.reason(words)


def _beside(rows: Sequence[_Found], groups: dict[str, list[_Found]]) -> str:
    """Return the heading, or the first line, of the largest box in which no other article is."""
    mine = {id(row.anchor) for row in rows}
    others = {
        id(one.anchor) for group in groups.values() for one in group if id(one.anchor) not in mine
    }
    first = rows[0].anchor
    box = first
    for above in first.iterancestors() if first is not None else ():
        if any(id(link) in others for link in above.iter("a")):
            break
        box = above
    if box is None:
        return ""
    heads = box.iter("h1", "h2", "h3", "h4", "h5", "h6", "b", "strong")
    said = (" ".join(head.text_content().split()) for head in heads)
    return next((words for words in said if _is_title(words)), "")


def _weight(text: str) -> float:
    """How long a text is, in characters of Latin script."""
    plain = len(" ".join(text.split()))
    return plain + (_WIDE - 1) * len(_IDEOGRAPH.findall(text))
