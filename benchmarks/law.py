"""Run the law of the build over many sequences of edits: `python benchmarks/law.py [500]`.

The same edits and the same assertion as in the tests, where twenty sequences must do; the first
sequence that breaks the law is told, made as short as it can be.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LAW = Path(__file__).parents[1] / "tests/test_build_law.py"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    spec = importlib.util.spec_from_file_location("law", LAW)
    if spec is None or spec.loader is None:
        sys.exit(f"{LAW} can't be loaded")
    law = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(law)
    checked = law.test_an_incremental_build_equals_a_clean_one.hypothesis.inner_test
    edits = 0

    def counted(edit_list: list[tuple[str, object, object]]) -> None:
        nonlocal edits
        edits += len(edit_list)
        checked(edit_list)

    start = time.perf_counter()
    chosen = settings(
        max_examples=count,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    chosen(given(st.lists(law.edits, min_size=1, max_size=12))(counted))()
    seconds = time.perf_counter() - start
    print(f"{count} sequences, {edits} edits: the law held; {seconds:.0f} s")


if __name__ == "__main__":
    main()
