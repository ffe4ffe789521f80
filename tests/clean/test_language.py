from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.clean.language import detect


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "The harbour was closed for the night and the ships that were to leave have not been seen.",
            "en",
        ),
        (
            "Der Hafen wurde in der Nacht geschlossen, und die Schiffe sind nach dem Sturm nicht mehr zu sehen.",
            "de",
        ),
        (
            "Le port est fermé pour la nuit et les navires qui devaient partir sont encore dans la rade.",
            "fr",
        ),
        (
            "El puerto fue cerrado por la noche y los barcos que se iban no han salido de la bahía para nada.",
            "es",
        ),
        (
            "O porto foi fechado à noite e os navios que iam sair não foram vistos na baía, disse a capitania.",
            "pt",
        ),
        (
            "Il porto è stato chiuso per la notte e le navi che dovevano partire sono nella rada con gli altri.",
            "it",
        ),
        (
            "De haven is in de nacht gesloten en het schip dat zou vertrekken is niet meer op het water gezien.",
            "nl",
        ),
        (
            "Hamnen är stängd för natten och fartygen som skulle gå har inte synts till vid kajen under dagen.",
            "sv",
        ),
        (
            "Порт был закрыт на ночь, и суда, что стояли на рейде, не вышли в море, но это не последний случай.",
            "ru",
        ),
        (
            "Liman gece için kapatıldı ve bu gemiler daha sonra bir başka limana gitti, ancak çok geç oldu gibi.",
            "tr",
        ),
        (
            "أغلق الميناء في الليل وقال القبطان إن السفن التي كانت في المرفأ لم تغادر بعد على ما يبدو من هذا المكان",
            "ar",
        ),
        ("港は夜のあいだ閉鎖され、船は出なかった。", "ja"),
        ("港口夜间关闭，船只没有离开港湾。", "zh"),
        ("항구는 밤새 닫혔고 배는 떠나지 않았다.", "ko"),
        (
            "Port został zamknięty na noc i statki, które są w zatoce, nie wyszły w morze, jak się to mówi.",
            "pl",
        ),
    ],
)
def test_names_the_language(text: str, code: str) -> None:
    """A plain text of some twelve words is enough to tell its language."""
    assert detect(text) == code


@pytest.mark.parametrize("text", ["", "Harbour", "Ana Ruiz, Jo Roe", "12 34 56"])
def test_guesses_nothing(text: str) -> None:
    """Where there is too little to tell, no language is named."""
    assert detect(text) is None


@given(st.text(max_size=200))
def test_takes_anything(text: str) -> None:
    """Any text gets a two-letter code or none."""
    code = detect(text)
    assert code is None or len(code) == 2
