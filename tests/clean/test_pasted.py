from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.clean.pasted import clean_text
from briefgen.clean.typography import folded
from briefgen.errors import SourceError
from briefgen.model.document import Cleaned, Document, Knowledge, KnownSource

_CASES = sorted((Path(__file__).parent.parent / "cases" / "pasted").glob("*.txt"))


def _cleaned(text: str | bytes, *, today: str | None = None, **fields: str) -> Cleaned:
    data = text.encode() if isinstance(text, str) else text
    return clean_text(Document("pasted.txt", "text", data, **fields), Knowledge(today=today))  # type: ignore[arg-type]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.stem)
def test_makes_what_an_editor_makes(case: Path) -> None:
    """Title, day, source, people, photos and every line of the text come out as an editor's."""
    expected = yaml.safe_load(case.with_suffix(".expected.yml").read_text("utf-8"))
    cleaned = _cleaned(case.read_bytes())
    article = cleaned.article
    if expected["title"]:
        assert article.title == expected["title"]
    assert {
        "source": article.source,
        "date": str(article.date) if article.date else None,
        "date_source": cleaned.date_source,
        "updated": str(article.updated) if article.updated else None,
        "authors": list(article.authors),
        "language": article.language,
        "summary": article.summary,
        "photos": [{"caption": p.caption, "credit": p.credit} for p in article.photos],
    } == {key: expected[key] for key in expected if key not in {"title", "kept", "dropped"}}
    lines = [folded(line) for line in cleaned.text.splitlines() if line]
    rows = [folded(line) for line in expected["kept"]]
    assert lines == rows or lines == [row.removeprefix(f"{n} ") for n, row in _numbered(rows)]
    dropped = " ".join(folded(row.text) for row in cleaned.verdicts if not row.kept)
    assert [line for line in expected["dropped"] if folded(line) not in dropped] == []


def _numbered(rows: list[str]) -> list[tuple[int, str]]:
    """Number list rows as they count up, so that a row's own number can be taken off."""
    number = 0
    out = []
    for row in rows:
        number = number + 1 if row.startswith(f"{number + 1} ") else number
        out.append((number, row))
    return out


def test_there_are_sixty_cases_in_six_languages() -> None:
    """The cases cover what they claim to."""
    assert len(_CASES) >= 60
    assert {case.stem[:2] for case in _CASES} >= {"ar", "de", "en", "es", "fr", "ja"}


def test_every_line_is_in_the_ledger() -> None:
    """Each line kept or dropped has its row, in the order of the text, with a reason."""
    cleaned = _cleaned("Ships leave\n\nThe ships left the harbour at noon.\n\nShare\n")
    assert [(row.kept, row.text, row.origin) for row in cleaned.verdicts] == [
        (False, "Ships leave", "line 1"),
        (True, "The ships left the harbour at noon.", "line 3"),
        (False, "Share", "line 5"),
    ]
    assert all(row.reason and row.step for row in cleaned.verdicts)


def test_text_never_turns_into_markup() -> None:
    """What was a paragraph stays one in Markdown, whatever signs it holds."""
    body = _cleaned(
        "Signs\n\n# is a sign that boatmen paint on a lock which is shut for the winter.\n\n"
        "1. May is the day on which the *old* lock [at the mill] is opened <b>again</b>.\n\n"
        "- he said nothing of it, and then he went home along the river.\n"
    ).article.body
    assert body == (
        "\\# is a sign that boatmen paint on a lock which is shut for the winter.\n\n"
        "1\\. May is the day on which the \\*old\\* lock \\[at the mill\\] is opened \\<b>again\\</b>.\n\n"
        "\\- he said nothing of it, and then he went home along the river."
    )


def test_believes_no_day_after_today() -> None:
    """A day that is yet to come is told and not taken."""
    cleaned = _cleaned(
        "Ships leave\n\nPublished May 4, 2025\n\nThe ships left the harbour at noon.\n",
        today="2025-05-03",
    )
    assert cleaned.article.date is None
    assert [(row.value, row.chosen) for row in cleaned.evidence if row.fact == "date"] == [
        ("2025-05-04", False)
    ]


def test_a_caption_day_must_fit_the_weekday() -> None:
    """A caption's day is not the article's when the text speaks of another weekday."""
    text = (
        "Ships leave\n\nShips in the harbour, March 8, 2025. REUTERS/Ivo Novak\n\n"
        "The ships left the harbour on {} at noon, the port office said.\n"
    )
    assert str(_cleaned(text.format("Saturday")).article.date) == "2025-03-08"
    assert _cleaned(text.format("Wednesday")).article.date is None


def test_an_archive_picture_dates_nothing() -> None:
    """The day of a file photo is older than its article."""
    text = "Ships leave\n\nShips, March 8, 2019. REUTERS/Ivo Novak/File Photo\n\nThe ships left at noon.\n"
    assert _cleaned(text).article.date is None


def test_reads_the_day_in_the_address() -> None:
    """An address with a day in it dates the text, and its host names a known source."""
    document = Document(
        "pasted.txt",
        "text",
        b"Ships leave\n\nThe ships left the harbour at noon.\n",
        url="https://news.example.org/2025/03/08/ships",
    )
    known = Knowledge(sources=(KnownSource("Harbour Post", ("example.org",)),))
    cleaned = clean_text(document, known)
    assert (str(cleaned.article.date), cleaned.date_source) == ("2025-03-08", "url")
    assert cleaned.article.source == "Harbour Post"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_reads_any_encoding(encoding: str) -> None:
    """Bytes are read by their mark, as UTF-8, or by what they look like."""
    text = (
        "Der Hafen öffnet früh\n\nDie Schiffe fuhren am Morgen über die Förde, während die Möwen "
        "größere Kreise zogen und die Bäcker ihre Brötchen für die Fähre übergaben.\n"
    )
    assert _cleaned(text.encode(encoding)).article.title == "Der Hafen öffnet früh"


@pytest.mark.parametrize("data", [b"", b" \n\n ", b"%PDF-1.7\n...", bytes(range(256)) * 20])
def test_refuses_what_is_no_text(data: bytes) -> None:
    """An empty or a binary file is told, with its name."""
    with pytest.raises(SourceError, match=r"pasted\.txt"):
        _cleaned(data)


@pytest.mark.parametrize("text", ["a ship " * 800_000, "A ship left.\n" * 20_001])
def test_refuses_what_is_no_article(text: str) -> None:
    """A text far longer than any article is told, not worked on."""
    with pytest.raises(SourceError, match="too long for one article"):
        _cleaned(text)


def test_an_older_mail_is_not_the_text() -> None:
    """What a reply quotes is dropped; a mail that is quoted as a whole is unquoted."""
    reply = (
        "Ships leave\n\nThe ships left the harbour.\n\nOn Mon, 4 May 2025, Jo Roe wrote:\n> When?\n"
    )
    assert _cleaned(reply).text == "The ships left the harbour."
    forwarded = "> Ships leave\n>\n> The ships left the harbour at noon.\n"
    assert _cleaned(forwarded).text == "The ships left the harbour at noon."


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=400))
def test_takes_anything(text: str) -> None:
    """Any text is cleaned or told; nothing in it is lost from the ledger."""
    try:
        cleaned = _cleaned(text)
    except SourceError:
        return
    assert cleaned.text == cleaned.text.strip() or not cleaned.text.strip()
    assert _cleaned(text) == cleaned
