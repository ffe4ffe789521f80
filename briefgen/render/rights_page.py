"""Write the list of rights as a page to read, to print, and to send to an owner who asks.

One block a photo, with its picture: those of the site's own files are held in the page itself, so
that it can be sent as one file. A photo that several pages show is one block that names them all.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefgen.render.rights import Right

__all__ = ["rights_page"]

_STYLE = """
body {
  font: 1rem/1.45 system-ui, sans-serif; max-width: 56rem; margin: 1.5rem auto; padding: 0 1rem;
  color: #111; background: #fff;
}
h1 { line-height: 1.2 }
h2 { margin: 2.5rem 0 .5rem; border-bottom: 2px solid }
.block {
  display: grid; grid-template-columns: 14rem 1fr; gap: 0 1.25rem; padding: 1rem 0;
  border-bottom: 1px solid #bbb; break-inside: avoid;
}
.block > p { margin: 0; align-self: start }
.block img { max-width: 100%; max-height: 14rem }
.none { border: 1px dashed #888; padding: 2rem 1rem; text-align: center }
.credit { font-weight: 600 }
.missing { color: #a00; font-weight: 600 }
dl {
  display: grid; grid-template-columns: max-content 1fr; gap: .15rem .75rem; margin: 0;
  align-content: start;
}
dt { color: #555 }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere }
a { color: #036 }
.text { grid-template-columns: 1fr }
.address { font-size: .8125rem; color: #444 }
@media (max-width: 40rem) { .block { grid-template-columns: 1fr; gap: .5rem } }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 10pt }
  .block { grid-template-columns: 5cm 1fr }
  .block img { max-height: 5cm }
  a { color: #000; text-decoration: none }
}
"""
# The page may be opened from a mail, where no theme's policy stands over it.
_DIGEST = b64encode(sha256(_STYLE.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; img-src data: https: http:; style-src 'sha256-{_DIGEST}';"
    " base-uri 'none'; form-action 'none'"
)
_SHOWN = {
    "full": "in full",
    "excerpt": "an excerpt of {} words at most",
    "link": "its title and a link",
}


def rights_page(rows: Iterable[Right], title: str, pictures: Mapping[str, str]) -> str:
    """Return the page; `pictures` gives the `src` of each picture by the photo's address."""
    photos: dict[tuple[str, ...], list[Right]] = {}
    texts: list[Right] = []
    for row in rows:
        if row.kind == "photo":
            photos.setdefault((row.photo, row.credit, row.caption), []).append(row)
        else:
            texts.append(row)
    bare = sum(not credit for _, credit, _ in photos)
    lacking = f", {bare} without a credit" if bare else ""
    blocks = [_photo(shown, pictures) for shown in photos.values()]
    listed = [_text(row) for row in texts]
    shown = escape(title)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{shown}</title><style>{_STYLE}</style></head>\n<body><h1>{shown}</h1>\n"
        f"{_section('Photos', blocks, lacking)}{_section('Texts', listed)}</body></html>\n"
    )


def _section(name: str, blocks: Sequence[str], more: str = "") -> str:
    return f"<h2>{name} ({len(blocks)}{more})</h2>\n" + "".join(blocks) if blocks else ""


def _photo(rows: Sequence[Right], pictures: Mapping[str, str]) -> str:
    """Return the block of a photo, shown alike on the pages of these rows."""
    row = rows[0]
    owed = _words(row.credit, "credit") if row.credit else _words("no credit", "missing")
    facts = [
        ("Credit", owed),
        ("Caption", _words(row.caption)),
        ("By", _words(row.creators)),
        ("Agency", _words(row.agencies)),
        ("Licence", _words(row.licence)),
        ("Shown until", _words(row.until)),
        ("From", "<br>".join(dict.fromkeys(filter(None, map(_source, rows))))),
        ("Shown on", "<br>".join(dict.fromkeys(_linked(one.page, one.title) for one in rows))),
        ("File", _linked(row.photo)),
    ]
    src = pictures.get(row.photo, row.photo)
    picture = '<p class="none">no picture</p>'
    if src.startswith(("data:image/", "https://", "http://")):
        picture = f'<p><img src="{escape(src)}" alt="{escape(row.caption)}" loading="lazy"></p>'
    return f'<div class="block">{picture}{_facts(facts)}</div>\n'


def _text(row: Right) -> str:
    facts = [
        ("Text", _linked(row.page, row.title)),
        ("From", _source(row)),
        ("By", _words(row.authors)),
        ("Shown", _words(_SHOWN.get(row.policy, row.policy).format(row.words))),
    ]
    return f'<div class="block text">{_facts(facts)}</div>\n'


def _facts(facts: Iterable[tuple[str, str]]) -> str:
    return f"<dl>{''.join(_rows(facts))}</dl>"


def _rows(facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, shown in facts:
        if shown:
            yield f"<dt>{name}</dt><dd>{shown}</dd>"


def _source(row: Right) -> str:
    return _linked(row.source_url, row.source) if row.source_url else _words(row.source)


def _words(text: str, name: str = "") -> str:
    shown = escape(text)
    return f'<span class="{name}">{shown}</span>' if name and text else shown


def _linked(address: str, words: str = "") -> str:
    """Return a link with its address in print below; whatever is no web address stays words."""
    shown = escape(address)
    if not (address.lower().startswith(("https://", "http://")) and address.isprintable()):
        return _words(words or address)
    if not words:
        return f'<a class="address" href="{shown}">{shown}</a>'
    return f'<a href="{shown}">{escape(words)}</a><br><span class="address">{shown}</span>'
