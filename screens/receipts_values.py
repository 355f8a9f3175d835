"""What the form of a cash receipt line is given, what it answers, and what of it is kept as a draft (rules 12, 15)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from screens.receipts_fields import CHOSEN, NOTHING, OLDEST
from store.rules.money import MoneyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from screens.desk import Desk
    from store.rows.receipts import ApplicableEntry, JournalLineRow

Chosen = tuple[tuple[int, "Decimal | None"], ...]
"""Entry no. and amount to apply (None: as much as is left), in the order in which they are applied."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The interaction that the journal is opened from, and what is told to it.

    Attributes:
        interaction_id: Which.
        keep: Called with what is typed of a receipt, None once it is not typed any more (rule 12).
        entered: Called when a receipt is entered (rule 11).
    """

    interaction_id: str
    keep: Callable[[dict[str, Any] | None], None]
    entered: Callable[[], None]


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """A customer's side of a receipt, read once.

    Attributes:
        customer_no: Who paid.
        customer_name: Its name.
        entries: What a receipt may be applied to, oldest due date first, as the other lines of the journal leave it.
        next_no: The document no. that the series proposes.
    """

    customer_no: str
    customer_name: str
    entries: tuple[ApplicableEntry, ...]
    next_no: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt as it is typed; amounts positive, in its currency unless said otherwise.

    Attributes:
        posting_date: The day on which the money came in.
        document_no: Empty: the next of the series.
        external_document_no: The bank's or the customer's own no.
        currency_code: Empty is LCY.
        amount: What came in.
        amount_lcy: The same in LCY; None: by the booked rates of what it applies to.
        chosen: What it applies to.
        oldest_first: Whether it applies to the oldest entries by due date instead.
    """

    posting_date: date
    document_no: str
    external_document_no: str
    currency_code: str
    amount: Decimal
    amount_lcy: Decimal | None
    chosen: Chosen
    oldest_first: bool


@dataclass(frozen=True, slots=True)
class ReceiptAnswer:
    """A receipt that was confirmed, and whether it is to be posted at once."""

    receipt: Receipt
    post: bool


def first_values(desk: Desk, facts: ReceiptFacts, chosen: Chosen, *, oldest: bool) -> dict[str, Any]:
    """What the form of a new line holds at first."""
    currency = chosen_currency(facts.entries, chosen) if chosen else owed_currency(facts.entries)
    return {
        "posting": desk.short_date(desk.work_date),
        "document": facts.next_no,
        "external": "",
        "currency": desk.currency(currency),
        "amount": "",
        "lcy": "",
        "applies": CHOSEN if chosen else OLDEST if oldest else NOTHING,
        "chosen": packed(chosen),
        "touched": [],
        "focus": "amount",
    }


def values_of_line(desk: Desk, line: JournalLineRow) -> dict[str, Any]:
    """What the form of a line that is there holds at first."""
    code = line.currency_code
    return {
        "posting": desk.short_date(line.posting_date),
        "document": line.document_no,
        "external": line.external_document_no,
        "currency": desk.currency(code),
        "amount": desk.amount(line.amount, code),
        "lcy": "" if line.amount_lcy is None else desk.amount(line.amount_lcy),
        "applies": OLDEST if line.oldest_first else CHOSEN if line.applies_to else NOTHING,
        "chosen": packed(line.applies_to),
        "touched": ["amount", "document"],
        "typed": "",
        "focus": "amount",
    }


def values_of_receipt(desk: Desk, receipt: Receipt) -> dict[str, Any]:
    """A receipt as the form holds it, to go on with where the books refused it."""
    code = receipt.currency_code
    return {
        "posting": desk.short_date(receipt.posting_date),
        "document": receipt.document_no,
        "external": receipt.external_document_no,
        "currency": desk.currency(code),
        "amount": desk.amount(receipt.amount, code),
        "lcy": "" if receipt.amount_lcy is None else desk.amount(receipt.amount_lcy),
        "applies": OLDEST if receipt.oldest_first else CHOSEN if receipt.chosen else NOTHING,
        "chosen": packed(receipt.chosen),
        "touched": ["amount", *(["document"] if receipt.document_no else [])],
        "focus": "amount",
    }


def packed(chosen: Chosen) -> list[list[Any]]:
    """Chosen entries as a draft keeps them."""
    return [[number, None if amount is None else str(amount)] for number, amount in chosen]


def unpacked(kept: object) -> Chosen:
    """Chosen entries of a draft; what cannot be read is none."""
    from decimal import Decimal, InvalidOperation  # noqa: PLC0415 - only where a draft is gone on with

    found: list[tuple[int, Decimal | None]] = []
    for each in kept if isinstance(kept, list) else []:
        try:
            number, amount = each
            found.append((int(number), None if amount is None else Decimal(amount)))
        except (TypeError, ValueError, InvalidOperation):
            continue
    return tuple(found)


def chosen_currency(entries: Iterable[ApplicableEntry], chosen: Chosen) -> str:
    """The currency of the first chosen entry; empty (LCY) where none is chosen."""
    codes = {entry.entry_no: entry.currency_code for entry in entries}
    return next((codes[number] for number, _amount in chosen if number in codes), "")


def owed_currency(entries: Iterable[ApplicableEntry]) -> str:
    """The currency that a customer pays in: LCY where it owes any, else that of its oldest entry by due date."""
    owed = sorted(entries, key=lambda entry: (entry.due_date, entry.entry_no))
    return "" if any(not entry.currency_code for entry in owed) or not owed else owed[0].currency_code


def currencies_known(desk: Desk, entries: Iterable[ApplicableEntry]) -> Mapping[str, str]:
    """What is open in each currency, by its code as shown."""
    sums: dict[str, tuple[int, Any]] = {}
    for entry in entries:
        if entry.remaining > 0:
            count, amount = sums.get(entry.currency_code, (0, 0))
            sums[entry.currency_code] = (count + 1, amount + entry.remaining)
    return {
        desk.currency(code): f"{count} open {'entry' if count == 1 else 'entries'}, {desk.amount(amount, code)}"
        for code, (count, amount) in sums.items()
    }


def positive(amount: Decimal | None, missing: str) -> Decimal:
    """An amount that was typed; raises MoneyError where it is missing or not above zero."""
    if amount is None:
        raise MoneyError(missing)
    if amount <= 0:
        raise MoneyError("A receipt is typed positive: type what came in, such as 1200.")
    return amount
