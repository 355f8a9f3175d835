"""A list of ledger entries, read in one state of the books."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.queries import aging, ledger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from store.queries.connection import Connection
    from store.rows.ledger import BalanceRow, EntryRow
    from store.rules.aging import AgingBands
    from store.rules.filters import Filter

WHOLE = 2_000
"""A customer's list of so many entries is read at once."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as read: keys in their order, and for one customer its figures and, where they are few, all rows.

    Attributes:
        keys: Entry nos.
        rows: All rows, where they are few.
        balance: The customer's figures.
        remaining_lcy: What a filter leaves comes to, in LCY; None without a filter.
    """

    keys: Sequence[int]
    rows: Mapping[int, EntryRow] | None
    balance: BalanceRow | None
    remaining_lcy: Decimal | None


def read_list(
    c: Connection,
    *,
    work_date: date,
    bands: AgingBands,
    customer_no: str | None,
    open_only: bool,
    filter: Filter | None,  # noqa: A002 - as queries call it
    sort: str,
    descending: bool,
) -> Listed:
    """Read a list of entries in one state of the books."""
    keys = ledger.entry_keys(
        c,
        work_date=work_date,
        customer_no=customer_no,
        open_only=open_only,
        filter=filter,
        sort=sort,
        descending=descending,
    )
    left = None
    if filter is not None:
        left = ledger.remaining_of(c, work_date=work_date, customer_no=customer_no, filter=filter)
    if customer_no is None:
        return Listed(keys, None, None, left)
    rows = ledger.entry_rows(c, keys, work_date) if len(keys) <= WHOLE else None
    return Listed(keys, rows, aging.balance(c, customer_no, work_date, bands), left)
