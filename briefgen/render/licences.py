"""What a credit says of its licence in, the address at which that licence can be read out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.model.credit import Credit

__all__ = ["licence_url"]

_CREATIVE_COMMONS = re.compile(r"CC[ -](BY(?:-(?:NC|SA|ND))*)[ -](\d\.\d)", re.IGNORECASE)


def licence_url(credit: Credit | None) -> str | None:
    """Return the address of a Creative Commons licence; programs take no other form."""
    found = _CREATIVE_COMMONS.search((credit and credit.licence) or "")
    if found is None:
        return None
    return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
