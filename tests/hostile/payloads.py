"""Text made to run a script or to send word out, by the way it tries.

In payloads.txt each line is one, ⏎ a new line in it, and == opens a way. `boo()` is what a script
would call, `leak.example` where a request would go; a plain picture of another host is no payload,
since articles may show those.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["ADDRESSES", "FILE_NAMES", "PAYLOADS", "WAYS"]


def _ways() -> dict[str, tuple[str, ...]]:
    text = (Path(__file__).parent / "payloads.txt").read_text("utf-8")
    blocks = (block.partition("\n") for block in text.removeprefix("== ").split("\n== "))
    return {
        name: tuple(line.replace("⏎", "\n") for line in lines.split("\n") if line.strip())
        for name, _, lines in blocks
    }


_TEXTS = _ways()
ADDRESSES = _TEXTS.pop("addresses")
WAYS = {
    **_TEXTS,
    "addresses in links": tuple(f'<a href="{one}">x</a> [y]({one})' for one in ADDRESSES),
}
PAYLOADS = tuple(dict.fromkeys(one for group in WAYS.values() for one in group))
FILE_NAMES = (
    "<script>boo()<",
    '"><img src=x onerror=boo()>',
    "'onmouseover='boo()",
    "`boo`",
    "{{7*7}}",
    "{% include x %}",
    "javascript:boo()",
    "a&lt;b&gt;",
    "%3Cscript%3E",
    "&#60;img src=x onerror=boo()&#62;",
    "\x1b[31mred\x1b]0;x\x07",
    "\u202efdp.exe",
    "a\nb",
    "-rf",
    "$(boo)",
    "=cmd|' ",
)
