"""Read photo credits: line -> Credit, caption -> caption and credit, credit -> its bare names.

The grammar is `[lead-in] part (separator part)* [via distributor]* [tail]`, in optional brackets;
its words are data in `credit_words`. Precision comes before recall: a line that could be text is
text.
"""

from __future__ import annotations

from briefgen.clean.credit_line import parse, strip_label, unbracketed
from briefgen.clean.credit_tail import split_tail

__all__ = ["parse", "split_tail", "strip_label", "unbracketed"]
