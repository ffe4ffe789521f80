"""The environment in, the moment that a run is as of out."""

from __future__ import annotations

import os
from datetime import UTC, datetime

__all__ = ["moment"]


def moment() -> datetime:
    """Now, asked once; SOURCE_DATE_EPOCH (seconds since 1970) stands in where it is set."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if fixed is None:
        return datetime.now(UTC)
    if not fixed.isdigit():
        from click import BadParameter

        raise BadParameter(f"SOURCE_DATE_EPOCH must be seconds since 1970, not {fixed!r}")
    return datetime.fromtimestamp(int(fixed), UTC)
