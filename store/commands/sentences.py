"""What a change did, as a sentence for status line, undo and audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.commands.finding import named
from store.rules.dates import echo_date
from store.rules.money import decimals_of, format_amount

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from store.commands.work import Work
    from store.requests.calls import UpdateEntries
    from store.rules.promise_split import Split
    from store.tables.ledger import CustomerLedgerEntry
    from store.tables.setup import StatusCode


def amount(work: Work, value: Decimal, currency_code: str) -> str:
    """An amount with its currency's decimals, the code before it where it is not LCY."""
    decimals = decimals_of(currency_code, work.setup.lcy_code, work.setup.lcy_decimals)
    return f"{currency_code} {format_amount(value, decimals)}".strip()


def told(
    work: Work,
    code: StatusCode,
    entries: Sequence[CustomerLedgerEntry],
    split: Split | None,
    request: UpdateEntries,
) -> str:
    """`Promised 1,200.00 on INV-1 and INV-2 for Fri 10 Apr 2026`; a query and any other code alike."""
    documents = {entry.entry_no: entry.document_no or str(entry.entry_no) for entry in entries}
    sentences = []
    if split and request.promise:
        total = " and ".join(amount(work, value, currency) for currency, value in split.by_currency)
        on = named([documents[part.entry_no] for part in split.parts if part.amount is not None])
        sentences.append(f"Promised {total} on {on} for {echo_date(request.promise.promised_on)}")
    if request.query:
        target = echo_date(request.query.target_date)
        sentences.append(f"Queried {named(list(documents.values()))}, to be resolved by {target}")
    return "; ".join(sentences) or f"{code.code} on {named(list(documents.values()))}"
