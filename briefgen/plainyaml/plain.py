"""What YAML comes to as curators write it, as types: texts, lists, maps, and where they stand."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["NATURAL", "Plain", "Trail"]

Plain = Any
"""A text, None for what is left empty, a list or a map of these."""

Trail = tuple[str | int, ...]
"""Where a value stands: ("topics", 2, "title")."""

NATURAL = re.compile(r"(?P<flag>true|false)|[-+]?[0-9]{1,15}(?:\.[0-9]{1,15})?", re.IGNORECASE)
"""The plain values that are no texts where natural types are asked for."""
