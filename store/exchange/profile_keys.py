"""Entry nos. and customer nos. of ledgers that have none of ours: the same at each import."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from store.exchange.profile_readers import MADE_OF

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.exchange.profile import KeyRules

_FIRST: Final = 10**14
_NUMBERS: Final = 9 * _FIRST
"""Fifteen digits: a spreadsheet and JSON keep them, and no ledger counts so far."""
_UNNUMBERED: Final = ("posting_date", "currency_code", "original")


class EntryNumbers:
    """Makes entry nos. of what a row says.

    Args:
        rules: Which fields tell one entry from another.
    """

    def __init__(self, rules: KeyRules) -> None:
        self._fields = rules.entry_no_from or MADE_OF
        self._another = rules.repeated == "another"
        self._times: dict[int, int] = {}

    def of(self, columns: Mapping[str, Sequence[object]], count: int) -> list[int]:
        """The entry nos. of rows.

        Args:
            columns: Values by field.
            count: How many rows there are.
        """
        blank: Sequence[object] = [""] * count
        numbered = columns.get("document_no", blank)
        named = "entry_no" in self._fields
        parts = [columns.get(field, blank) for field in self._fields]
        more = [columns.get(field, blank) for field in _UNNUMBERED if field not in self._fields]
        keys = zip(*parts, strict=True)
        others = zip(*more, strict=True) if more else iter([()] * count)
        made = []
        for key, other, document in zip(keys, others, numbered, strict=True):
            number = _number(key if document or named else (*key, *other))
            if self._another:
                time = self._times[number] = self._times.get(number, 0) + 1
                number = number if time == 1 else _number((number, time))
            made.append(number)
        return made


def _number(parts: tuple[object, ...]) -> int:
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return _FIRST + int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % _NUMBERS


def customer_no(rules: KeyRules, no: str, name: str) -> str:
    """A customer's no. here, blank where nothing tells it.

    Args:
        rules: What is its no.
        no: The source's no.
        name: Its name.
    """
    found = name if rules.customer == "name" else no
    if not found and rules.customer == "no or name":
        found = name
    if found.isascii() and found.isdigit():
        found = found.zfill(rules.customer_digits)
    return rules.customer_prefix + found if found else ""
