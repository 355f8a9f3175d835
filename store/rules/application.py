"""How a receipt is applied to open entries: amounts, payment discount, tolerance, and gain or loss in LCY (rule 15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Protocol

from store.rules.application_checks import PlanError, check_left, check_receipt, check_wanted
from store.rules.money import part_lcy, quantize

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Applicable", "Applied", "Plan", "PlanError", "Receipt", "Terms", "Wanted", "plan"]

Wanted = Sequence[tuple[int, Decimal | None]]
"""Entry no. and amount to apply (positive; None: as much as is needed and left), in the order of application."""

_NOTHING: Final = Decimal(0)


class Applicable(Protocol):
    """What a plan needs to know of an entry; amounts in its currency, positive is owed by the customer."""

    @property
    def entry_no(self) -> int:
        """The customer ledger entry's number."""

    @property
    def customer_no(self) -> str:
        """Whose entry it is."""

    @property
    def document_no(self) -> str:
        """Names it in sentences."""

    @property
    def due_date(self) -> date:
        """Effective due date (rule 1)."""

    @property
    def currency_code(self) -> str:
        """Blank is LCY."""

    @property
    def remaining(self) -> Decimal:
        """In the entry's currency; 0 is closed."""

    @property
    def remaining_lcy(self) -> Decimal:
        """As booked."""

    @property
    def payment_discount_date(self) -> date | None:
        """The last day of the payment discount."""

    @property
    def payment_discount(self) -> Decimal:
        """What may be taken off, in the entry's currency, with the entry's sign."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money that came in.

    Attributes:
        customer_no: From whom.
        currency_code: Blank is LCY.
        posting_date: Decides about the payment discount.
        amount: Positive, in the currency.
        amount_lcy: Positive, as typed; None: by the booked rates of what it is applied to.
    """

    customer_no: str
    currency_code: str
    posting_date: date
    amount: Decimal
    amount_lcy: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What setup says.

    Attributes:
        decimals: Of the receipt's currency.
        lcy_decimals: Of LCY.
        discount_grace_days: Days after the discount date on which the discount is still given.
        tolerance: What may be missing of an entry, in LCY.
        lcy_code: For sentences.
    """

    decimals: int = 2
    lcy_decimals: int = 2
    discount_grace_days: int = 0
    tolerance: Decimal = _NOTHING
    lcy_code: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """What one entry gets of the receipt; all amounts positive but `gain_loss_lcy`.

    Attributes:
        entry_no: The entry.
        document_no: Its document no.
        amount: Taken from the receipt, in the currency.
        discount: Payment discount that closes it, in the currency.
        tolerance: Payment tolerance that closes it, in the currency.
        remaining_after: What is open of it then; 0 where it closes.
        amount_lcy: The entry's booked LCY of `amount`.
        discount_lcy: The entry's booked LCY of `discount`.
        tolerance_lcy: The entry's booked LCY of `tolerance`.
        receipt_lcy: The receipt's own LCY of `amount`.
        gain_loss_lcy: `receipt_lcy` less `amount_lcy`: a gain is positive.
        closes: Whether nothing is left of it.
    """

    entry_no: int
    document_no: str
    amount: Decimal
    discount: Decimal
    tolerance: Decimal
    remaining_after: Decimal
    amount_lcy: Decimal
    discount_lcy: Decimal
    tolerance_lcy: Decimal
    receipt_lcy: Decimal
    gain_loss_lcy: Decimal
    closes: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What posting a receipt does; amounts positive.

    Attributes:
        amount: The receipt, in its currency.
        amount_lcy: The receipt in LCY.
        applied: What it is applied to, in that order; entries that get nothing are left out.
        left_over: What stays unapplied, in the currency.
        left_over_lcy: The same in LCY.
    """

    amount: Decimal
    amount_lcy: Decimal
    applied: tuple[Applied, ...]
    left_over: Decimal
    left_over_lcy: Decimal


@dataclass(frozen=True, slots=True)
class _Taken:
    """An entry with what it gets, before the receipt's LCY is known."""

    entry: Applicable
    amount: Decimal
    discount: Decimal
    tolerance: Decimal
    amount_lcy: Decimal

    @property
    def closing(self) -> Decimal:
        return self.amount + self.discount + self.tolerance


def plan(receipt: Receipt, entries: Sequence[Applicable], wanted: Wanted | None, terms: Terms) -> Plan:
    """Work out how a receipt is applied, for the preview and for posting alike (rule 15).

    An entry never gets more than remains of it. Its payment discount is taken where the posting date is in time and the
    receipt covers the rest; a rest of at most the tolerance is closed by the last money of the receipt. An entry takes
    off its booked LCY in proportion, all of it where it closes; what the receipt's own LCY differs is gain or loss.

    Args:
        receipt: The money.
        entries: The customer's entries in any order; among them all that are wanted.
        wanted: What it is applied to, nothing if empty; None: the oldest first, by due date, then entry no.
        terms: What setup says.

    Raises:
        PlanError: An amount or an entry does not fit; the text is a sentence.
    """
    check_receipt(receipt, terms)
    known = {entry.entry_no: entry for entry in entries}
    if wanted is None:
        wanted = [(entry.entry_no, None) for entry in _oldest_first(receipt, entries)]
    else:
        check_wanted(receipt, known, wanted, terms)
    left = receipt.amount
    taken: list[_Taken] = []
    for entry_no, amount in wanted:
        check_left(known[entry_no], amount, left, terms)
        found = _take(known[entry_no], amount, left, receipt, terms)
        if found.amount:
            taken.append(found)
            left -= found.amount
    return _in_lcy(receipt, taken, left, terms)


def _oldest_first(receipt: Receipt, entries: Sequence[Applicable]) -> list[Applicable]:
    mine = (receipt.customer_no, receipt.currency_code)
    fit = [entry for entry in entries if (entry.customer_no, entry.currency_code) == mine and entry.remaining > 0]
    return sorted(fit, key=lambda entry: (entry.due_date, entry.entry_no))


def _take(entry: Applicable, amount: Decimal | None, left: Decimal, receipt: Receipt, terms: Terms) -> _Taken:
    """What an entry gets of what is left of the receipt."""
    possible = _discount(entry, receipt.posting_date, terms.discount_grace_days)
    if amount is None:
        amount = min(left, entry.remaining - possible)
    rest = entry.remaining - amount
    discount = rest if amount and rest <= possible else _NOTHING
    tolerance = _NOTHING
    if amount and amount == left and not discount and _tolerated(entry, rest, terms):
        tolerance = rest
    closes = not rest or bool(discount or tolerance)
    lcy = part_lcy(amount, entry.remaining, entry.remaining_lcy, terms.lcy_decimals)
    if closes and not discount and not tolerance:
        lcy = entry.remaining_lcy
    return _Taken(entry, amount, discount, tolerance, lcy)


def _discount(entry: Applicable, posting_date: date, grace_days: int) -> Decimal:
    """The payment discount that can be taken on a day; 0 where there is none or it is over."""
    day, discount = entry.payment_discount_date, entry.payment_discount
    if day is None or not 0 < discount < entry.remaining or (posting_date - day).days > grace_days:
        return _NOTHING
    return discount


def _tolerated(entry: Applicable, rest: Decimal, terms: Terms) -> bool:
    """Whether a rest is at most the tolerance, at the entry's booked rate."""
    if not terms.tolerance or not rest:
        return False
    return part_lcy(rest, entry.remaining, entry.remaining_lcy, terms.lcy_decimals) <= terms.tolerance


def _in_lcy(receipt: Receipt, taken: Sequence[_Taken], left: Decimal, terms: Terms) -> Plan:
    """Share the receipt's LCY out over what it is applied to, so that nothing of it is lost."""
    total = _receipt_lcy(receipt, taken, left, terms)
    by_rate = receipt.amount_lcy is None and receipt.currency_code
    applied = []
    done, done_lcy = _NOTHING, _NOTHING
    for each in taken:
        done += each.amount
        share = each.amount_lcy
        if not by_rate:
            share = part_lcy(done, receipt.amount, total, terms.lcy_decimals) - done_lcy
        done_lcy += share
        applied.append(_applied(each, share, terms))
    return Plan(receipt.amount, total, tuple(applied), left, total - done_lcy)


def _receipt_lcy(receipt: Receipt, taken: Sequence[_Taken], left: Decimal, terms: Terms) -> Decimal:
    if not receipt.currency_code:
        return receipt.amount
    if receipt.amount_lcy is not None:
        return receipt.amount_lcy
    if not taken:
        raise PlanError(
            f"Nothing tells what {receipt.currency_code} {receipt.amount} is in {terms.lcy_code or 'LCY'}: type the "
            "amount (LCY), or choose entries to apply it to."
        )
    booked = sum((each.amount_lcy for each in taken), _NOTHING)
    return booked + quantize(left * booked / (receipt.amount - left), terms.lcy_decimals)


def _applied(taken: _Taken, receipt_lcy: Decimal, terms: Terms) -> Applied:
    entry = taken.entry
    after = entry.remaining - taken.closing
    tolerance_lcy = discount_lcy = _NOTHING
    if taken.discount:
        discount_lcy = entry.remaining_lcy - taken.amount_lcy
    elif taken.tolerance:
        tolerance_lcy = entry.remaining_lcy - taken.amount_lcy
    return Applied(
        entry_no=entry.entry_no,
        document_no=entry.document_no,
        amount=taken.amount,
        discount=taken.discount,
        tolerance=taken.tolerance,
        remaining_after=quantize(after, terms.decimals),
        amount_lcy=taken.amount_lcy,
        discount_lcy=discount_lcy,
        tolerance_lcy=tolerance_lcy,
        receipt_lcy=receipt_lcy,
        gain_loss_lcy=receipt_lcy - taken.amount_lcy,
        closes=not after,
    )
