"""Lift captions with their credits out of pasted text: a draft -> the draft with its photos."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from briefgen.clean.credit import parse, split_tail, unbracketed
from briefgen.clean.dateline import dateline
from briefgen.clean.pasted_paragraphs import ends_sentence
from briefgen.clean.pasted_zones import is_text
from briefgen.clean.typography import folded, width
from briefgen.model.article import Photo
from briefgen.values import replace

if TYPE_CHECKING:
    from briefgen.clean.pasted_draft import Draft
    from briefgen.clean.pasted_paragraphs import Paragraph
    from briefgen.model.credit import Credit

__all__ = ["lift_photos"]

_LABEL: Final = re.compile(
    r"^(?:image|photo|picture)?\s*caption\s*[,:：]\s*"
    r"|^(?:image|photo|picture|bild|foto|imagen|immagine)\s*[:：]\s*(?=\S+\s+\S+\s+\S)"
    r"|^(?:bildunterschrift|légende|pie de foto|図説|사진설명|图注)\s*[:：]\s*",
    re.IGNORECASE,
)
_SOURCE_LABEL: Final = re.compile(
    r"^(?:image|photo|media|picture)\s(?:source|credit)\s*,\s*", re.IGNORECASE
)
# What only a caption says; without a credit beside it nothing else is sure enough.
_CUE: Final = re.compile(
    r"in this (?:photo|image|picture|file photo|handout|undated)|"
    r"\((?:archivbild|archivfoto|file photo|file|symbolbild)\)\.?$"
    r"|^file photo\s*[:：]|^archivbild\s*[:：]|^photo d'archives|資料写真[）)]?$"
    r"|자료사진[\])]?$|（资料图片?）$|\(صورة أرشيفية\)$",
    re.IGNORECASE,
)
_NAME_IN_CAPITALS: Final = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+(?:\s+[A-ZÀ-Þ][A-ZÀ-Þ'’.-]*){1,3}"
# Above the text: "The bus at its stop. ÓSCAR LENTE", "The ferry leaves. | COAST DAILY / JO LENS"
_IN_CAPITALS: Final = re.compile(
    rf"(?P<caption>.{{20,}}?)(?:(?<=[.!?])\s+|\s*[|｜]\s*)"
    rf"(?P<credit>{_NAME_IN_CAPITALS}(?:\s*[/(]\s*{_NAME_IN_CAPITALS}\)?)?"
    rf"(?:\s+(?:POUR|FOR|PARA|FÜR|PER)\s+[«“\"]?\s*{_NAME_IN_CAPITALS}\s*[»”\"]?)?)$"
)
_NAME: Final = r"[A-ZÀ-Þ][\w'’.-]+(?:\s+[A-ZÀ-Þ][\w'’.-]*){1,2}"
# Below a bracket or a full stop: The north quay. / Jo Lente
_AFTER_STROKE: Final = re.compile(
    rf"(?P<caption>.{{15,}}?[.!?…)»”\"])\s*(?P<credit>(?:/\s*|[A-Z]{{2,5}}/){_NAME})$"
)
# 「再開した渡し船＝20日、潮見港、見本太郎撮影」
_TAKEN_BY: Final = re.compile(r"(?P<caption>.{4,}＝.*)[、，](?P<credit>[^、，。＝\s]{2,12}撮影)$")
_LONGEST: Final = 700
_LONGEST_CAPTION: Final = 320
_TEXT: Final = 120
_MOST_PHOTOS: Final = 200


def lift_photos(draft: Draft) -> Draft:
    """Take each caption and credit out of the text; said twice, the second is only dropped."""
    index = 0
    while index < len(draft.rest) and len(draft.photos) < _MOST_PHOTOS:
        before = draft.rest
        draft = _lifted(draft, index)
        # A caption standing over its credit takes the paragraph before it away too.
        index += 1 - (len(before) - len(draft.rest))
        index = max(index, 0)
    return draft


def _lifted(draft: Draft, index: int) -> Draft:
    part = draft.rest[index]
    if part.kind not in {"paragraph", "heading"} or len(part.text) > _LONGEST:
        return draft
    line = _SOURCE_LABEL.sub("", part.text)
    credit = parse(line, certain=line != part.text)
    if credit and (credit.chain or credit.creators or credit.licence):
        return _with_credit_line(draft, index, credit)
    caption, tail = split_tail(part.text)
    if tail is not None and _is_caption(draft, index, caption, tail):
        return _with(draft, (part,), _LABEL.sub("", caption), tail)
    if owed := _owed_by_form(draft, index):
        return _with(draft, (part,), owed["caption"], owed["credit"].lstrip("/ "))
    if (agency := _opening_agency(part.text)) and not ends_sentence(part.text):
        return _with(draft, (part,), part.text[len(agency) :], agency)
    if _LABEL.match(part.text) or (_CUE.search(part.text) and width(part.text) <= 400):  # noqa: PLR2004
        return _with(draft, (part,), _LABEL.sub("", part.text), None)
    return draft


def _owed_by_form(draft: Draft, index: int) -> re.Match[str] | None:
    """Read a credit that only its form and its place, above the text, tell."""
    text = draft.rest[index].text
    if any(map(is_text, draft.rest[:index])):
        return _TAKEN_BY.match(text)
    return _TAKEN_BY.match(text) or _IN_CAPITALS.match(text) or _AFTER_STROKE.match(text)


def _opening_agency(text: str) -> str | None:
    """Return the agency a caption opens with where a screen reader's label ran into it."""
    tokens = text.split()
    for count in (4, 3, 2):
        head = " ".join(tokens[:count])
        credit = parse(head) if len(tokens) > count + 3 else None
        if credit and credit.chain and not credit.creators and tokens[count][:1].isupper():
            return head
    return None


def _is_caption(draft: Draft, index: int, caption: str, tail: str) -> bool:
    """Tell a caption from a last paragraph that names its agency: "... on Monday. (AP)"."""
    credit = parse(tail)
    if credit is None:
        return False
    if _says_more_than_agency(credit, tail):
        return True
    later = any(width(part.text) > 120 for part in draft.rest[index + 1 :])  # noqa: PLR2004
    return later and width(caption) <= 300  # noqa: PLR2004


def _says_more_than_agency(credit: Credit, tail: str) -> bool:
    labelled = folded(tail) != folded(" ".join(credit.chain))
    return bool(credit.creators or credit.kind or len(credit.chain) > 1 or labelled)


def _with_credit_line(draft: Draft, index: int, credit: Credit) -> Draft:
    """Take a credit on its own line, with the caption over it when there is one."""
    part = draft.rest[index]
    above = draft.rest[index - 1] if index else None
    if above is not None and _stands_over(above, part, draft, index):
        return _with(draft, (above, part), _LABEL.sub("", above.text), credit.verbatim)
    below = draft.rest[index + 1] if index + 1 < len(draft.rest) else None
    if below is not None and _LABEL.match(below.text):
        return _with(draft, (part, below), _LABEL.sub("", below.text), credit.verbatim)
    if not _says_more_than_agency(credit, part.text) and index > len(draft.rest) - 3 > 0:
        return draft.without((part,), "agency", "the agency's name under its text").proven(
            "agency", credit.chain[0], f"line {part.line}"
        )
    return _with(draft, (part,), None, credit.verbatim)


def _stands_over(above: Paragraph, part: Paragraph, draft: Draft, index: int) -> bool:
    """Tell whether the paragraph over a credit is its caption rather than the text."""
    if above.kind not in {"paragraph", "heading"} or width(above.text) > _LONGEST_CAPTION:
        return False
    if _LABEL.match(above.text):
        return True
    if dateline(above.text) is not None:
        return False
    if part.line - above.last == 1 and _alone(draft, index):
        return True
    # The first paragraph left under the title, right over a credit, is the lead photo's caption.
    later = any(map(is_text, draft.rest[index + 1 :]))
    above_text = not any(map(is_text, draft.rest[: index - 1]))
    first = above_text and not draft.photos and draft.title is not None
    return first and later and width(above.text) <= _TEXT + 100


def _alone(draft: Draft, index: int) -> bool:
    """Tell whether caption and credit stand in a block of their own, blank lines around them."""
    above, part = draft.rest[index - 1], draft.rest[index]
    before = draft.rest[index - 2].last if index > 1 else 0
    after = draft.rest[index + 1].line if index + 1 < len(draft.rest) else part.last + 9
    return above.line - before > 1 and after - part.last > 1


def _with(
    draft: Draft, gone: tuple[Paragraph, ...], caption: str | None, credit: str | None
) -> Draft:
    words = caption.strip() if caption and caption.strip() else None
    owed = unbracketed(credit) if credit else None
    if _known(draft, words, owed):
        return draft.without(gone, "photos", "a caption or credit again")
    photo = Photo(caption=words, credit=owed)
    draft = replace(draft, photos=(*draft.photos, photo))
    draft = draft.without(gone, "photos", "a photo's caption and credit")
    where = f"line {gone[0].line}"
    draft = draft.proven("photo caption", words, where) if words else draft
    return draft.proven("photo credit", owed, where) if owed else draft


def _known(draft: Draft, caption: str | None, credit: str | None) -> bool:
    for photo in draft.photos:
        same_credit = folded(photo.credit or "") == folded(credit or "")
        if same_credit and (caption is None or folded(photo.caption or "") == folded(caption)):
            return True
    return False
