"""Says at the end how many pages were opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hostile.reader import Reader

if TYPE_CHECKING:
    import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the count that SECURITY.md gives."""
    for how, pages in sorted(Reader.in_all.items()):
        terminalreporter.write_line(f"{pages:,} pages opened in Chromium {how}")
