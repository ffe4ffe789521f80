"""Render texts made to keep a parser busy, each as large as is let through, and print what it took.

    python benchmarks/bombs.py [KIND ...]

Each kind grows until it is refused by name or has as many characters as an article may have; the
worst CPU time and memory on the way are printed, each measured in a process of its own. Exit code 1
when one took more than 2 seconds of CPU or 300 MB.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError
from briefgen.render.bombs import LONGEST
from briefgen.render.to_html import to_body

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS, MEGABYTES = 2.0, 300
GROWTH, REFINED = 1.8, 6
KINDS: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "[" * n,
    "brackets with words": lambda n: "[a " * n,
    "brackets closed": lambda n: "[" * n + "]" * n,
    "quotes": lambda n: ">" * n + " x",
    "lists": lambda n: "\n".join(" " * (4 * i) + "- x" for i in range(n)),
    "emphasis": lambda n: "*a " * n,
    "emphasis of two lengths": lambda n: "**a*" * n,
    "underscores": lambda n: "_a__b_" * n,
    "backticks": lambda n: "`" * n,
    "backticks of growing length": lambda n: " ".join("`" * i for i in range(1, n)),
    "tags": lambda n: "<b>" * n,
    "tags closed": lambda n: "<b>" * n + "</b>" * n,
    "backslashes": lambda n: "\\*" * n,
    "cells": lambda n: "|a" * n + "|\n" + "|-" * n + "|\n" + "|b" * n + "|",
    "rows": lambda n: "|a|b|\n|-|-|\n" + "|c|d|\n" * n,
    "headings": lambda n: "# a\n\n" * n,
    "underlined headings": lambda n: "a\n=\n\n" * n,
    "definitions": lambda n: "\n".join(f"t{i}\n: d\n" for i in range(n)),
    "references": lambda n: (
        "\n".join(f"[r{i}]: /x{i}" for i in range(n))
        + "\n\n"
        + "".join(f"[r{i}] " for i in range(n))
    ),
    "footnotes": lambda n: (
        " ".join(f"[^{i}]" for i in range(n)) + "\n\n" + "\n".join(f"[^{i}]: x" for i in range(n))
    ),
    "one footnote": lambda n: "[^a] " * n + "\n\n[^a]: x",
    "abbreviations": lambda n: (
        "\n".join(f"*[A{i}]: x" for i in range(n)) + "\n\n" + "A1 " * (10 * n)
    ),
    "links": lambda n: "[a](http://a.example/) " * n,
    "images": lambda n: "![a](http://a.example/a.jpg) " * n,
    "bare addresses": lambda n: "<http://a.example/> " * n,
    "entities": lambda n: "&amp;" * n,
    "signs of less": lambda n: "<" * n,
    "comments": lambda n: "<!--" * n,
    "character data": lambda n: "<![CDATA[" * n,
    "fences": lambda n: "```\na\n```\n" * n,
    "open fences": lambda n: "```\n" * n,
    "rules": lambda n: "---\n\n" * n,
    "words": lambda n: "word " * n,
    "one word": lambda n: "x" * n,
    "empty lines": lambda n: "\n" * n + "x",
    "blanks": lambda n: " " * n + "x",
    "attribute lists": lambda n: "# a {: #b .c }\n\n" * n,
    "blocks of HTML": lambda n: "<div>\n\n" * n,
    "blocks of Markdown": lambda n: "<div markdown=1>\n" * n,
    "lines": lambda n: "a\n" * n,
    "emphasis in emphasis": lambda n: "***a** b*" * n,
    "rows of a list": lambda n: "1. a\n" * n,
    "rows set apart": lambda n: "- a\n\n" * n,
    "quotation marks": lambda n: '"\'--..." ' * n,
    "a little of all": lambda n: "\n\n".join(
        ("**a*" * n, "\\*" * n, "<b>" * n + "</b>" * n, "&amp;" * n, "[a](/b) " * n, "- a\n\n" * n)
    ),
}


def measured(kind: str, number: int) -> tuple[float, int, str]:
    """Return the CPU seconds, the megabytes and "" or why it was refused."""
    words = [sys.executable, __file__, "--one", kind, str(number)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=True)
    seconds, megabytes, refused = json.loads(done.stdout)
    return seconds, megabytes, refused


def one(kind: str, number: int) -> None:
    text = KINDS[kind](number)
    to_body("A *first* text loads what is needed.", "a.md")
    began, refused = time.process_time(), ""
    try:
        to_body(text, "a.md")
    except BriefgenError as error:
        refused = error.message.partition(":")[0]
    took = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps([took, peak, refused]))


def worst(kind: str) -> tuple[float, int, int, str]:
    """Return the worst seconds, megabytes and number of one kind, and what ended its growth."""
    number, rows, end = 20, [], f"{LONGEST:,} characters"
    low = high = 0
    while len(KINDS[kind](number)) <= LONGEST:
        seconds, megabytes, refused = measured(kind, number)
        rows.append((seconds, megabytes, number))
        if refused:
            high, end = number, refused
            break
        low, number = number, int(number * GROWTH)
    else:
        high = number
    for _ in range(REFINED):
        middle = (low + high) // 2
        if middle in {low, high}:
            break
        if len(KINDS[kind](middle)) > LONGEST:
            high = middle
            continue
        seconds, megabytes, refused = measured(kind, middle)
        rows.append((seconds, megabytes, middle))
        low, high, end = (low, middle, refused) if refused else (middle, high, end)
    top = max(rows)
    return top[0], max(row[1] for row in rows), top[2], end


def main(chosen: list[str]) -> int:
    bad = 0
    for kind in chosen or KINDS:
        seconds, megabytes, number, end = worst(kind)
        bad += seconds > SECONDS or megabytes > MEGABYTES
        print(f"{seconds:6.2f} s {megabytes:5} MB  {number:7} x {kind}; ended by {end}", flush=True)
    return int(bad > 0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], int(sys.argv[3]))
    else:
        sys.exit(main(sys.argv[1:]))
