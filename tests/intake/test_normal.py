from __future__ import annotations

from unicodedata import normalize

import pytest

from briefgen.intake.normal import cleaned_document
from briefgen.model.document import Document, Knowledge

FRENCH = (
    "Le port de la ville est resté fermé dimanche et les bateaux ne sont pas partis avant le soir,"
    " a dit le maître du port dans une lettre qui est arrivée à la rédaction. "
) * 3
GERMAN = (
    "Der Hafen der Stadt blieb am Sonntag geschlossen und die Schiffe sind nicht vor dem Abend"
    " ausgelaufen, sagte der Hafenmeister in einem Brief, der an die Redaktion ging. "
) * 3
CATALAN = (
    "El port de la ciutat va romandre tancat diumenge i els vaixells no van sortir abans del"
    " vespre, va dir el mestre del port en una carta que va arribar a la redacció. "
) * 3
JAPANESE = "日曜日、町の港は閉ざされ、船は夕方まで出られなかったと港長は手紙で述べた。" * 4


def page(language: str, text: str, title: str = "A title of the page") -> Document:
    """Return a page that says it is in a language."""
    markup = (
        f'<html lang="{language}"><head><title>{title}</title></head><body><article>'
        f"<h1>{title}</h1><p>{text}</p><p>{text}</p></article></body></html>"
    )
    return Document("page.html", "html", markup.encode())


def language_of(language: str, text: str) -> str | None:
    """Return the language of the article cleaned from such a page."""
    return cleaned_document(page(language, text), Knowledge()).article.language


@pytest.mark.parametrize(
    ("said", "text", "found"),
    [("en", FRENCH, "fr"), ("en-US", GERMAN, "de"), ("fr", GERMAN, "de"), ("en", JAPANESE, "ja")],
)
def test_a_language_that_the_text_contradicts_is_not_believed(
    said: str, text: str, found: str
) -> None:
    """The page's word stands only as long as the article's own words do not say otherwise."""
    assert language_of(said, text) == found
    cleaned = cleaned_document(page(said, text), Knowledge())
    rows = [row for row in cleaned.evidence if row.fact == "language" and row.chosen]
    assert [(row.value, row.where) for row in rows] == [(found, "the text's own words")]


@pytest.mark.parametrize(
    ("said", "text"),
    [("fr", FRENCH), ("de", GERMAN), ("ca", CATALAN), ("en", "Le port est fermé.")],
)
def test_a_language_that_is_right_or_can_not_be_told_is_kept(said: str, text: str) -> None:
    """Languages that briefgen can't tell are believed, and a few words prove nothing."""
    assert language_of(said, text) == said


def test_text_is_composed() -> None:
    """Letters and their accents become one sign; the address of a picture stays as it is."""
    title = normalize("NFD", "Évacuation à Nîmes")
    text = normalize("NFD", FRENCH)
    picture = normalize("NFD", "https://quay.example/é.jpg")
    body = f'{text}</p><figure><img src="{picture}" alt="{title}" width=900 height=600></figure><p>'
    article = cleaned_document(page("fr", body, title), Knowledge()).article
    assert article.title == "Évacuation à Nîmes"
    assert normalize("NFC", article.body) == article.body.replace(
        picture, normalize("NFC", picture)
    )
    assert "resté fermé" in article.body
