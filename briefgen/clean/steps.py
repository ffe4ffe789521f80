"""A page -> a cleaned article, by steps in order over one frozen draft."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import TYPE_CHECKING

from briefgen.clean import credit, dates, dom, language
from briefgen.clean.body import Judged, judge
from briefgen.clean.echoes import without_echoes
from briefgen.clean.foreign_pictures import copies, foreign_pictures
from briefgen.clean.lead import announced, lead_figure, lead_photo
from briefgen.clean.lines import lines
from briefgen.clean.metadata import Facts, facts
from briefgen.clean.page import Page
from briefgen.clean.page_data import Statement, picture_statements
from briefgen.clean.photo import Figure, Site, figures, with_statement
from briefgen.clean.pieces import Piece, pieces
from briefgen.clean.standfirst import settled
from briefgen.clean.to_markdown import blocks, joined, origin
from briefgen.clean.unfit import told_as
from briefgen.clean.voices import Voice, voices
from briefgen.errors import SourceError
from briefgen.model.article import Article, Photo
from briefgen.model.document import Cleaned, Document, Evidence, Knowledge, Verdict
from briefgen.values import dataclass, field, replace

if TYPE_CHECKING:
    from collections.abc import Callable


__all__ = ["STEPS", "Draft", "clean_page", "finished"]


_LEAST_UNTITLED = 80  # letters; less without a title is a page's furniture
_NEAR_TITLE = 12
_NEAR_PHOTO = 3
_NO_FACTS = Facts()


@dataclass(frozen=True, slots=True)
class Draft:
    """A page on its way: each step fills in what the next ones stand on."""

    document: Document
    knowledge: Knowledge
    page: Page
    facts: Facts = _NO_FACTS
    stated: Mapping[str, Statement] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    found: tuple[Piece, ...] = ()
    heard: tuple[Voice, ...] = ()
    judged: tuple[Judged, ...] = ()
    kept: tuple[Piece, ...] = ()
    others: frozenset[Piece] = frozenset()
    lead: Photo | None = None
    verdicts: tuple[Verdict, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def clean_page(document: Document, knowledge: Knowledge, page: Page) -> Cleaned:
    """Return the article of a page; SourceError when it has none."""
    draft = Draft(document, knowledge, page)
    return finished(reduce(lambda done, step: step(done), STEPS, draft))


def read_facts(draft: Draft) -> Draft:
    """Read title, dates, authors and the like from the page's head and by-lines."""
    known = facts(draft.page, draft.knowledge)
    given = draft.document
    if given.title and not known.title:
        known = replace(known, title=given.title)
    if known.date is None and given.fallback_date and (when := dates.moment(given.fallback_date)):
        told = Evidence("date", str(when), "what the document came with")
        known = replace(known, date=when, date_source="meta", evidence=(*known.evidence, told))
    return replace(draft, facts=known)


def harvest_figures(draft: Draft) -> Draft:
    """Take the photos with their captions and credits out of the tree, in order."""
    page = draft.page
    stated = picture_statements(page.root)
    names = (draft.facts.source, page.meta("og:site_name"))
    site = Site(page.url, tuple(filter(None, names)))
    return replace(draft, stated=stated, figures=figures(page.body, stated, site))


def read_lines(draft: Draft) -> Draft:
    """Read the page's lines; a figure's own words are no lines."""
    taken: dict[object, Photo | None] = {}
    for figure in draft.figures:
        taken[figure.element] = figure.photo
        taken.update(dict.fromkeys(figure.beside))
    return replace(draft, found=pieces(draft.page.body, taken))


def hear_voices(draft: Draft) -> Draft:
    """Hear what other readers take for the page's text."""
    deep = dom.shape(draft.page.root)[1] > dom.MAX_DEPTH
    return replace(draft, heard=voices(draft.page, deep=deep))


def judge_lines(draft: Draft) -> Draft:
    """Tell the article's lines from the page's."""
    known = draft.facts
    judged = judge(lines(draft.found), draft.heard, known.title, known.summary, known.authors)
    judged = without_echoes(judged, known.authors)
    return replace(draft, judged=judged, verdicts=tuple(row.verdict for row in judged))


def settle_summary(draft: Draft) -> Draft:
    """Take the standfirst for the summary, and out of the text; leave out what says nothing new."""
    summary, judged = settled(draft.facts.summary, draft.judged)
    return replace(
        draft,
        facts=replace(draft.facts, summary=summary),
        judged=judged,
        verdicts=tuple(row.verdict for row in judged),
    )


def keep_figures(draft: Draft) -> Draft:
    """Keep the photos, embeds and code that stand between the article's first and last line."""
    kept = [piece for row in draft.judged if row.verdict.kept for piece in row.line.pieces]
    chosen = set(kept)
    places = [at for at, piece in enumerate(draft.found) if piece in chosen]
    first, last = _reach(draft.found, places)
    others = foreign_pictures(draft.found, draft.judged)
    within = tuple(
        piece
        for at, piece in enumerate(draft.found)
        if piece in chosen
        or (first <= at <= last and _keeps_its_place(piece) and piece not in others)
    )
    return replace(draft, kept=within, others=others)


def _reach(found: tuple[Piece, ...], places: list[int]) -> tuple[int, int]:
    """Return the places of the text's first and last line, or of credited photos at its ends."""
    if not places:
        return 0, -1
    first, last = places[0], places[-1]
    heads = [at for at in range(first) if found[at].box.tag == "h1"]
    for at in range(max(0, (heads or [first])[-1] - _NEAR_PHOTO), first):
        photo = found[at].photo
        if photo and photo.credit and credit.parse(photo.credit):
            first = at
            break
    end = set(found[last].box.up())
    for at in range(last + 1, min(len(found), last + 1 + _NEAR_PHOTO)):
        photo, above = found[at].photo, found[at].box.parent
        if photo and photo.credit and credit.parse(photo.credit) and above in end:
            last = at
    return first, last


def _keeps_its_place(piece: Piece) -> bool:
    """Tell what the judgement of lines knows nothing of: it stays where text stands around it."""
    return bool(piece.photo or piece.embed or "pre" in piece.box.tags)


def choose_lead(draft: Draft) -> Draft:
    """Choose the lead photo, and take it out of the body: front matter shows it."""
    page = draft.page
    said = announced(page.article, page.metas, page.url)
    figure = lead_figure(draft.figures, said, _ranks(draft))
    photo = lead_photo(figure, said)
    photo = photo and with_statement(photo, draft.stated)
    kept = tuple(piece for piece in draft.kept if piece.photo is None or piece.photo != photo)
    again = copies([piece for piece in kept if piece.photo], photo.src if photo else None)
    kept = tuple(piece for piece in kept if piece not in again)
    evidence = []
    if photo and photo.credit:
        evidence.append(Evidence("photo_credit", photo.credit, "beside the lead photo"))
    return replace(draft, lead=photo, kept=kept, evidence=(*draft.evidence, *evidence))


def _ranks(draft: Draft) -> list[float]:
    """Return how well each figure is placed: between title and text best, after the text worst."""
    kept = {piece for row in draft.judged if row.verdict.kept for piece in row.line.pieces}
    texts = [at for at, piece in enumerate(draft.found) if piece in kept]
    first, last = (texts[0], texts[-1]) if texts else (0, 0)
    heads = [at for at, piece in enumerate(draft.found) if piece.box.tag == "h1" and at <= first]
    title = heads[-1] if heads else first
    places = {id(piece.photo): at for at, piece in enumerate(draft.found) if piece.photo}
    foreign = {id(piece.photo) for piece in draft.others}
    return [
        -9.0
        if id(one.photo) in foreign
        else _rank(places.get(id(one.photo)), title, first, last, credited=bool(one.photo.credit))
        for one in draft.figures
    ]


def _rank(place: int | None, title: int, first: int, last: int, *, credited: bool) -> float:
    if place is None:
        return -2.0
    if place < title:
        return (
            2.5
            if credited and title - place <= _NEAR_PHOTO
            else 1.0
            if title - place <= _NEAR_TITLE
            else -2.0
        )
    if place > last:
        return -2.0 if place - last <= _NEAR_TITLE else -4.0
    return 3.0 if place <= first + 1 else 0.5 - min(1.0, (place - first) / 40)


def refuse_unfit(draft: Draft) -> Draft:
    """Refuse a page that is no article: an empty one, a bot check, a consent wall, an error."""
    text = _text(draft.kept)
    all_words = " ".join(piece.text for piece in draft.found)
    told = told_as(draft.facts.title, all_words)
    if told:
        raise SourceError(
            f"this is {told[0]}, not an article", path=draft.document.input, hint=told[1]
        )
    if not text.strip() or (not draft.facts.title and len(text) < _LEAST_UNTITLED):
        raise SourceError(
            "no article was found in the page",
            path=draft.document.input,
            hint="save the article's own page, or copy its text into a .txt file",
        )
    return draft


STEPS: tuple[Callable[[Draft], Draft], ...] = (
    read_facts,
    harvest_figures,
    read_lines,
    hear_voices,
    judge_lines,
    settle_summary,
    keep_figures,
    choose_lead,
    refuse_unfit,
)


def _text(kept: tuple[Piece, ...]) -> str:
    return "\n".join(piece.text for piece in kept if piece.text)


def finished(draft: Draft) -> Cleaned:
    """Return what a draft that went through all steps came to."""
    known = draft.facts
    whole = blocks(draft.kept, draft.page.url)
    text = "\n\n".join(block.text for block in whole if block.text and block.kind != "figure")
    shown = [draft.lead] if draft.lead else []
    article = Article(
        path="",
        title=known.title or "",
        body=joined(whole),
        date=known.date,
        source=known.source,
        source_url=known.source_url,
        authors=known.authors,
        photos=tuple(shown),
        summary=known.summary,
        language=known.language or language.detect(text),
        updated=known.updated,
    )
    return Cleaned(
        article,
        text,
        known.date_source,
        known.section,
        known.keywords,
        (*draft.verdicts, *_figure_verdicts(draft)),
        (*known.evidence, *draft.evidence),
    )


def _figure_verdicts(draft: Draft) -> list[Verdict]:
    kept = set(draft.kept)
    return [
        Verdict(
            piece in kept or piece.photo == draft.lead,
            "harvest figures",
            "is the lead photo"
            if piece.photo == draft.lead
            else "is a figure of the text"
            if piece in kept
            else "belongs to another piece or box"
            if piece in draft.others
            else "stands outside the text",
            (piece.photo.caption or piece.photo.alt or piece.photo.src or "")[:160],
            origin(piece),
        )
        for piece in draft.found
        if piece.photo
    ]
