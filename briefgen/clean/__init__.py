"""Document -> Cleaned: a page or a pasted text becomes an article; no I/O.

steps        the page's way, step by step
dom page jsonld class_words boxes pieces lines     reading the tree
titles dates authors metadata     the facts
voices traits company wording forest body echoes unfit        which lines are the article
pictures photo lead beside document_facts   photos with caption and credit
to_markdown table_grid addresses       what is written
newsletter                             a mail made of links, and where they lead
nearest_topic                          the topic that articles filed already point to
credit dateline junk language typography pasted     what both kinds share, and pasted text
"""

from __future__ import annotations

from briefgen.model.document import Cleaned, Document, Knowledge
from briefgen.values import replace

__all__ = ["clean"]


def clean(document: Document, knowledge: Knowledge | None = None) -> Cleaned:
    """Return the article in a document; SourceError tells what it is when it is none."""
    knowledge = _as_of(document, knowledge or Knowledge())
    if document.kind == "text":
        # Pasted text needs none of the tree's libraries, nor does a build that reads credits.
        from briefgen.clean.pasted import clean_text

        cleaned = clean_text(document, knowledge)
    else:
        cleaned = _clean_page(document, knowledge)
    if not document.photos and not document.sender and not document.item:
        return cleaned
    from briefgen.clean.document_facts import with_document_facts

    return with_document_facts(cleaned, document, knowledge)


def _clean_page(document: Document, knowledge: Knowledge) -> Cleaned:
    from briefgen.clean import beside, page, steps

    read = page.read(document)
    if not document.beside:
        return steps.clean_page(document, knowledge, read)
    beside.lead_beside(read.root, frozenset(document.beside))
    return beside.as_saved(steps.clean_page(document, knowledge, read))


def _as_of(document: Document, knowledge: Knowledge) -> Knowledge:
    """What is known, with no day after the one on which the document was saved."""
    known = [day for day in (knowledge.today, document.latest) if day]
    return replace(knowledge, today=min(known)) if known else knowledge
