from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.clean.credit import parse, split_tail, strip_label, unbracketed
from briefgen.clean.credit_line import visible
from briefgen.model.credit import Credit

_TABLE = Path(__file__).parent.parent / "cases" / "credit" / "vectors.tsv"
_ROWS = [row for row in _TABLE.read_text("utf-8").splitlines() if row and not row.startswith("# ")]
_CREDITS = [row for row in _ROWS if "\t" in row]
_OTHERS = [row for row in _ROWS if "\t" not in row]
_WORDS = st.sampled_from(
    [
        *"/|()[]-—,;:.=©＝、",
        " via ",
        " by ",
        "Photo",
        "Foto:",
        "AP",
        "Ana Ruiz",
        "写真：",
        "撮影",
        "2024",
        "a",
    ]
)
_LINES = st.one_of(st.text(max_size=80), st.lists(_WORDS, max_size=14).map("".join))


@pytest.mark.parametrize("row", _CREDITS)
def test_reads_who_is_owed_what(row: str) -> None:
    """A credit line gives its people, its chain, its kind, its licence and its year."""
    line, creators, chain, kind, licence, year, flags = (*row.split("\t"), *[""] * 6)[:7]
    assert parse(line) == Credit(
        verbatim=unbracketed(line),
        creators=tuple(creators.split("; ")) if creators else (),
        chain=tuple(chain.split(" > ")) if chain else (),
        kind=kind or None,  # type: ignore[arg-type]
        licence=licence or None,
        year=int(year) if year else None,
        flags=tuple(flags.split()),
    )


@pytest.mark.parametrize("line", _OTHERS)
def test_leaves_other_text_alone(line: str) -> None:
    """A sentence, a dateline, a by-line, a footer: none of them credits a photo."""
    assert parse(line) is None


def test_the_table_is_large() -> None:
    """At least 150 lines are written down, negatives among them."""
    assert len(_CREDITS) >= 150
    assert len(_OTHERS) >= 40


@pytest.mark.parametrize(
    ("line", "creators", "chain"),
    [
        ("Ana Ruiz", ("Ana Ruiz",), ()),
        ("Harbour Museum", (), ("Harbour Museum",)),
        ("Pictures supplied by the harbour's own staff", (), ()),
        ("VW", (), ("VW",)),
    ],
)
def test_believes_the_page(line: str, creators: tuple[str, ...], chain: tuple[str, ...]) -> None:
    """What the page itself calls a credit is one, read where it can be, verbatim always."""
    credit = parse(line, certain=True)
    assert credit is not None
    assert (credit.verbatim, credit.creators, credit.chain) == (line, creators, chain)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Photo:",
        "© ",
        "–",
        "The minister met the crew on Monday and praised the long work they had done at sea.",
    ],
)
def test_does_not_believe_everything(line: str) -> None:
    """A bare label or a sentence is no credit, even where the page puts one."""
    assert parse(line, certain=True) is None


@pytest.mark.parametrize(
    ("caption", "words", "credit"),
    [
        (
            "Envoys meet on May 4, 2024. KCNA via REUTERS",
            "Envoys meet on May 4, 2024.",
            "KCNA via REUTERS",
        ),
        ("A tram passes (AP Photo/Ana Ruiz, File)", "A tram passes", "AP Photo/Ana Ruiz, File"),
        ("A tram passes. (Ana Ruiz/AP)", "A tram passes.", "Ana Ruiz/AP"),
        ("Der Hafen. Foto: dpa/Max Beispiel", "Der Hafen.", "Foto: dpa/Max Beispiel"),
        ("Der Hafen Foto: Max Beispiel", "Der Hafen", "Foto: Max Beispiel"),
        ("Le port, le 4 mai. © Paul Exemple / AFP", "Le port, le 4 mai.", "© Paul Exemple / AFP"),
        ("Alerta en el puerto. / ANA RUIZ (EFE)", "Alerta en el puerto.", "ANA RUIZ (EFE)"),
        ("The bridge at dusk | Getty Images", "The bridge at dusk", "Getty Images"),
        ("The bridge at dusk – Bild: Max Beispiel", "The bridge at dusk", "Bild: Max Beispiel"),
        ("The bridge\nAna Ruiz/AP", "The bridge", "Ana Ruiz/AP"),
        ("Boats at St. Mary's. Jo Roe—Reuters", "Boats at St. Mary's.", "Jo Roe—Reuters"),
        ("Rescue teams, Thursday. J. J. Sample/AP", "Rescue teams, Thursday.", "J. J. Sample/AP"),
        (
            "Das Boot (Archivbild) © AP/dpa | Max Beispiel",
            "Das Boot (Archivbild)",
            "© AP/dpa | Max Beispiel",
        ),
        ("Der 50. Hafen-Lauf. (Foto: Ana Ruiz/AFP)", "Der 50. Hafen-Lauf.", "Foto: Ana Ruiz/AFP"),
        ("Boote (6.12.2010) Ana Ruiz/REUTERS", "Boote (6.12.2010)", "Ana Ruiz/REUTERS"),
        ("Harbour - North © picture alliance/dpa", "Harbour - North", "© picture alliance/dpa"),
        ("Sail (Image: sailuser / Getty Images)", "Sail", "Image: sailuser / Getty Images"),
        (
            "Smoke. @quay/via REUTERS NO RESALES. NO ARCHIVES.",
            "Smoke.",
            "@quay/via REUTERS NO RESALES. NO ARCHIVES.",
        ),
        ("話す社長＝ロイター", "話す社長", "ロイター"),
        ("話す社長＝13日、東京（共同）", "話す社長＝13日、東京", "共同"),
        ("話す社長（見本太郎撮影）", "話す社長", "見本太郎撮影"),
        ("첫 열차가 들어온다. [사진=연합뉴스]", "첫 열차가 들어온다.", "사진=연합뉴스"),
        ("港口一景。新华社记者李样摄", "港口一景。", "新华社记者李样摄"),
        ("Пожар в порту. Фото: Иван Примеров", "Пожар в порту.", "Фото: Иван Примеров"),
        ("الميناء صباح اليوم (رويترز)", "الميناء صباح اليوم", "رويترز"),
        ("Photo by the door. Photo by Ana Ruiz", "Photo by the door.", "Photo by Ana Ruiz"),
    ],
)
def test_parts_a_caption_from_its_credit(caption: str, words: str, credit: str) -> None:
    """The credit at a caption's end comes off; the caption keeps its full stop."""
    assert split_tail(caption) == (words, credit)


@pytest.mark.parametrize(
    "caption",
    [
        "He spoke to Reuters. He then left.",
        "President Ruiz, left, with the bank's head (centre)",
        "The minister said so to Reuters",
        "The harbour in May (file photo)",
        "KCNA via REUTERS",
        "",
    ],
)
def test_keeps_a_caption_whole(caption: str) -> None:
    """Where no credit is sure, or nothing else is left, the caption stays as it is."""
    assert split_tail(caption) == (caption, None)


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("Photo: Ana Ruiz/AP", "Ana Ruiz/AP"),
        ("(Foto: Max Beispiel)", "Max Beispiel"),
        ("© Paul Exemple", "Paul Exemple"),
        ("写真：ロイター", "ロイター"),
        (", Foto: Max Beispiel", "Max Beispiel"),
        ("Ana Ruiz/AP", "Ana Ruiz/AP"),
    ],
)
def test_strips_the_label(line: str, bare: str) -> None:
    """A credit is compared without its lead-in and brackets."""
    assert strip_label(line) == bare


@given(_LINES)
def test_parse_takes_anything(line: str) -> None:
    """No line breaks the parser; it returns what is seen of the line, less outer brackets."""
    for certain in (False, True):
        credit = parse(line, certain=certain)
        assert credit is None or credit.verbatim == unbracketed(visible(line))


@given(_LINES)
def test_unbracketing_loses_only_brackets(line: str) -> None:
    """The verbatim line is a piece of the line, and unbracketing twice is unbracketing once."""
    assert unbracketed(line) in line
    assert unbracketed(unbracketed(line)) == unbracketed(line)


@given(_LINES, _LINES)
def test_split_tail_loses_only_separators(caption: str, credit: str) -> None:
    """Caption and credit stand in the text in order; only separators stand around them."""
    text = visible(f"{caption}. {credit}")
    words, tail = split_tail(text)
    assert text.strip().startswith(words)
    if tail is not None:
        start = text.rindex(tail)
        between = text.strip()[len(words) : text.strip().rindex(tail)] + text[start + len(tail) :]
        assert not any(c.isalnum() for c in between)


@pytest.mark.parametrize(
    "line", ["(" * 5000, "a / " * 5000, "Photo" + " by" * 4000, ". " * 9000 + "AP", "©" * 9000]
)
def test_comes_back_from_a_trap(line: str) -> None:
    """A line made to make patterns backtrack is read to its end."""
    assert parse(line) is None
    assert strip_label(line) is not None
    assert split_tail(line)[0] is not None
