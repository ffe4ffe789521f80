"""Clean the pasted cases and print, by language, junk lines taken out and good lines kept.

    python benchmarks/pasted.py [DIR]

DIR (default tests/cases/pasted) holds NAME.txt with NAME.expected.yml: `kept` and `dropped` lines.
A junk line is out when no line of the cleaned text equals it; a good line is kept when one does.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

import yaml

from briefgen.clean.pasted import clean_text
from briefgen.clean.typography import folded
from briefgen.model.document import Document, Knowledge

CASES = Path(__file__).parent.parent / "tests" / "cases" / "pasted"


def score(case: Path) -> Counter[str]:
    """Count one case's lines: junk, junk out, good, good kept; name what went wrong on stderr."""
    expected = yaml.safe_load(case.with_suffix(".expected.yml").read_text("utf-8"))
    document = Document(case.name, "text", case.read_bytes())
    text = clean_text(document, Knowledge()).text
    lines = {folded(line) for line in text.splitlines() if folded(line)}
    lost = [line for line in expected["kept"] if not lines & _forms(line)]
    left = [line for line in expected["dropped"] if folded(line) in lines]
    for what, rows in (("lost", lost), ("left", left)):
        for row in rows:
            print(f"{case.stem}: {what}: {row[:90]}", file=sys.stderr)
    return Counter(
        {
            "cases": 1,
            "junk": len(expected["dropped"]),
            "out": len(expected["dropped"]) - len(left),
            "good": len(expected["kept"]),
            "kept": len(expected["kept"]) - len(lost),
        }
    )


def _forms(line: str) -> set[str]:
    """Fold a line with and without a number before it: a list's rows have lost their marks."""
    number, _, rest = folded(line).partition(" ")
    return {folded(line), rest} if number.isdecimal() and rest else {folded(line)}


def main() -> None:
    """Print a row a language and one for all."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CASES
    totals: dict[str, Counter[str]] = {}
    start = time.perf_counter()
    for case in sorted(folder.glob("*.txt")):
        found = score(case)
        for name in (case.stem.split("-")[0], "all"):
            totals.setdefault(name, Counter()).update(found)
    spent = time.perf_counter() - start
    print("language  cases  junk lines out    good lines kept")
    for name, sums in totals.items():
        print(
            f"{name:8}  {sums['cases']:5}  {sums['out']:4} of {sums['junk']:4} "
            f"{sums['out'] / max(1, sums['junk']):6.1%}  {sums['kept']:4} of {sums['good']:4} "
            f"{sums['kept'] / max(1, sums['good']):6.1%}"
        )
    print(f"{1000 * spent / max(1, totals['all']['cases']):.1f} ms a case")


if __name__ == "__main__":
    main()
