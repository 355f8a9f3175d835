"""Document nos. of a series: the next one counts up the last digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

FIRST: Final = "CR00001"
"""The first document no. of cash receipts where setup has none."""

_LAST_DIGITS: Final = re.compile(r"([0-9]+)([^0-9]*)$", re.ASCII)


def incremented(number: str) -> str:
    """Count up the last digits of a document no., `CR00099` to `CR00100`; without digits a 1 is added."""
    found = _LAST_DIGITS.search(number)
    if found is None:
        return f"{number}1"
    digits = found[1]
    return f"{number[: found.start()]}{int(digits) + 1:0{len(digits)}d}{found[2]}"


def next_free(number: str, used: Collection[str]) -> str:
    """Find the first document no. of a series, from this one on, that is not used."""
    number = number or FIRST
    while number in used:
        number = incremented(number)
    return number
