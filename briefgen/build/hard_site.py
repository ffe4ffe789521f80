"""A theme's name in, the files of a site that is hard to set well out.

What makes pages break is here once each: titles without end, no photo, no date, nothing in a topic
and five hundred articles in another, scripts that run the other way or know no blanks.
"""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BASE_URL", "MANY", "NOW", "hard_site"]

NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
BASE_URL = "https://rehearsal.example/deep/path/"
MANY = 500

_WORD = "Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
_LONG = f"{_WORD} & what it found on the river, <in the harbour> and at the end of the day " * 2
_PARAGRAPH = "The harbour keeps its own hours, and the boats keep theirs.\n\n"
_RICH = """\
## A heading within

A paragraph with **weight**, *stress*, `code` and [a link](https://far.example/a?b=1&c=2).

> A quotation that
> runs over two lines.

1. first
2. second

| a column | another with a long head that will not fit a phone |
|---|--:|
| x | 1 |

    code that is far wider than any phone is wide, since nobody breaks such lines by hand at all

![What it shows.](hard.jpg "The pier at noon."){ credit="Photo: Jo Lens/Quay Photos" }

A note.[^1]

[^1]: At the foot.
"""


def hard_site(
    theme: str, settings: Mapping[str, object], language: str, many: int = MANY
) -> dict[str, bytes]:
    """Return the site's files by path, the theme's apart; one topic has `many` articles."""
    config = {
        "title": "Tides & <Trains> of the Outer Isles, Reported Weekly",
        "url": BASE_URL,
        "language": language,
        "timezone": "Europe/Oslo",
        "theme": theme,
        "settings": dict(settings),
        "description": "What moved on the water.",
        "topics": ["Nothing Yet", "Just One", "Very Many", _WORD, "海と港", "الموانئ"],
    }
    files = {"briefgen.yml": yaml.safe_dump(config, allow_unicode=True)}
    for name, (facts, body) in _articles(many).items():
        front = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False)
        files[f"content/{name}.md"] = f"---\n{front}---\n{body}"
    rich = _RICH.replace("hard.jpg", "../hard.jpg")
    files["content/topics/just-one.md"] = f"---\ntitle: Just One\n---\n{rich}"
    files["content/briefings/picked.md"] = (
        "---\ntitle: Picked by hand\ndate: 2026-05-20\narticles:\n"
        "  - slug: full\n    note: Read this first.\n  - slug: bare\n---\nThe desk's own word.\n"
    )
    packed = {path: text.encode() for path, text in files.items()}
    pictures = {"hard.jpg": (1600, 900), "tall.jpg": (300, 1200)}
    return packed | {f"content/{name}": _picture(size) for name, size in pictures.items()}


def _articles(count: int) -> dict[str, tuple[dict[str, object], str]]:
    many: dict[str, tuple[dict[str, object], str]] = {
        f"row-{number:03}": (
            {
                "title": f"Row {number}",
                "date": str((NOW - dt.timedelta(days=2 * number)).date()),
                "topic": "Very Many",
                "source": f"Paper {number % 30}",
            },
            "One line.\n",
        )
        for number in range(count)
    }
    return many | {
        "full": (
            {
                "title": _LONG,
                "date": "2026-05-19 08:30",
                "updated": "2026-05-20 10:00",
                "topics": ["Just One", _WORD, "Very Many"],
                "authors": ["A. B. <Ågot>", "O'Neill & Daughters"],
                "source": "Coast & Courier",
                "source_url": "https://coast.example/a?b=1&c=2",
                "summary": _LONG,
                "note": "The desk adds: *read it twice*.",
                "photo": "hard.jpg",
                "photo_alt": "A pier.",
                "photo_caption": _LONG,
                "photo_credit": "(C) A. B. <Ágence> & Co/Pool via X",
                "aliases": ["/old/full/"],
            },
            _RICH + _PARAGRAPH * 20,
        ),
        "bare": ({"title": "Bare"}, ""),
        "undated": ({"title": "No date", "topic": "Very Many"}, _PARAGRAPH),
        "tall": (
            {
                "title": "A tall picture",
                "date": "2026-05-18",
                "topic": "Very Many",
                "source": "Paper 1",
                "photo": "tall.jpg",
                "photo_alt": "A mast.",
                "photo_credit": "Photo: Nia Mast",
            },
            _PARAGRAPH,
        ),
        "far": (
            {
                "title": "Another site's picture",
                "date": "2026-05-17",
                "topic": "Very Many",
                "source": "Paper 2",
                "source_url": "https://paper.example/far",
                "policy": "excerpt",
                "photo": "https://pictures.example/p.jpg?a=1&b=2",
                "photo_alt": "Far.",
                "photo_credit": "Far & Wide",
            },
            _PARAGRAPH * 60,
        ),
        "arabic": (
            {
                "title": "عودة خط العبّارات إلى الجزر الخارجية بعد ثلاث سنوات",
                "date": "2026-05-16",
                "topic": "الموانئ",
                "language": "ar",
                "source": "صحيفة الميناء",
                "photo": "hard.jpg",
                "photo_alt": "رصيف.",
                "photo_credit": "تصوير: ليلى حداد",
            },
            "عاد الخط يوم الثلاثاء.\n",
        ),
        "japanese": (
            {
                "title": "離島航路が三年ぶりに再開し島民と観光客が最初の便で港に到着した" * 2,
                "date": "2026-05-15",
                "topic": "海と港",
                "language": "ja",
                "source": "港新聞",
            },
            "火曜日に再開した。\n" * 10,
        ),
        "draft": ({"title": "A draft", "topic": "Very Many", "draft": True}, _PARAGRAPH),
    }


def _picture(size: tuple[int, int]) -> bytes:
    from PIL import Image

    stream = BytesIO()
    Image.radial_gradient("L").resize(size).convert("RGB").save(stream, "JPEG", quality=60)
    return stream.getvalue()
