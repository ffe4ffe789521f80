"""Where documents come from: source -> Document, each kind in its own module.

take    which kind a source is; folders spread out into their files
files   saved pages and texts
mail    saved mails and MHTML archives
feed    RSS, Atom and JSON feeds saved as files
web     pages by address
"""

from __future__ import annotations

from briefgen.sources.take import expand, take

__all__ = ["expand", "take"]
