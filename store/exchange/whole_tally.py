"""Sums that tell whether two tables are equal."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class Tally:
    """Rows as they pass: how many, and a sum over their values that no order changes."""

    def __init__(self, rows: Iterator[Sequence[Any]], passed: Callable[[int], None]) -> None:
        self._rows = rows
        self._passed = passed
        self.count = 0
        self.sum = 0

    def __iter__(self) -> Iterator[Sequence[Any]]:
        for row in self._rows:
            told = repr(tuple(row)).encode("utf-8", "surrogatepass")
            self.sum = (self.sum + int.from_bytes(blake2b(told, digest_size=16).digest())) % (1 << 128)
            self.count += 1
            if not self.count % 1_000:
                self._passed(self.count)
            yield row
