"""What a receipt may not be applied to, as sentences (rule 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rules.money import MoneyError, format_amount, quantize, to_units

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from store.rules.application import Applicable, Receipt, Terms, Wanted


class PlanError(ValueError):
    """A receipt that cannot be applied so; its text is one sentence saying what is wrong and what to do."""


def check_receipt(receipt: Receipt, terms: Terms) -> None:
    """Refuse a receipt whose own amounts are wrong; raises PlanError."""
    _check_amount(receipt.amount, terms.decimals, receipt.currency_code or terms.lcy_code or "LCY", "the amount")
    if receipt.amount_lcy is None:
        return
    if receipt.amount_lcy:  # a rest of a receipt may be worth nothing in LCY
        _check_amount(receipt.amount_lcy, terms.lcy_decimals, terms.lcy_code or "LCY", "the amount (LCY)")
    if not receipt.currency_code and receipt.amount_lcy != receipt.amount:
        raise PlanError("The amount is in LCY already: leave the amount (LCY) out.")


def _check_amount(amount: Decimal, decimals: int, currency: str, what: str) -> None:
    if amount <= 0:
        raise PlanError(f"{what[0].upper()}{what[1:]} of a receipt is typed positive: type what came in.")
    try:
        to_units(amount)
        fits = quantize(amount, decimals) == amount
    except MoneyError as error:
        raise PlanError(str(error)) from error
    if not fits:
        has = "no decimals" if not decimals else f"{decimals} decimals"
        raise PlanError(f"{amount} has too many decimals: {currency} has {has}.")


def check_wanted(receipt: Receipt, known: Mapping[int, Applicable], wanted: Wanted, terms: Terms) -> None:
    """Refuse entries that the receipt cannot be applied to, and amounts that do not fit; raises PlanError.

    Args:
        receipt: The money.
        known: Entries by no.
        wanted: Entry no. and amount, in order.
        terms: What setup says.
    """
    if len({entry_no for entry_no, _ in wanted}) < len(wanted):
        raise PlanError("An entry is chosen twice: choose each once.")
    for entry_no, amount in wanted:
        entry = known.get(entry_no)
        if entry is None:
            raise PlanError(f"Entry {entry_no} is closed, or another customer's: choose an open one of the customer.")
        _check_entry(receipt, entry)
        if amount is not None:
            _check_part(receipt, entry, amount, terms)


def _check_entry(receipt: Receipt, entry: Applicable) -> None:
    named = entry.document_no or str(entry.entry_no)
    if entry.customer_no != receipt.customer_no:
        raise PlanError(f"{named} is another customer's: choose entries of {receipt.customer_no}.")
    if entry.currency_code != receipt.currency_code:
        raise PlanError(
            f"{named} is in {entry.currency_code or 'LCY'}, the receipt in {receipt.currency_code or 'LCY'}: "
            "a receipt is applied to entries in its own currency."
        )
    if not entry.remaining:
        raise PlanError(f"{named} is closed already: nothing remains to apply the receipt to.")
    if entry.remaining < 0:
        raise PlanError(f"{named} is a credit: a receipt is applied to what the customer owes.")


def _check_part(receipt: Receipt, entry: Applicable, amount: Decimal, terms: Terms) -> None:
    named = entry.document_no or str(entry.entry_no)
    currency = receipt.currency_code or terms.lcy_code or "LCY"
    _check_amount(amount, terms.decimals, currency, f"the amount for {named}")
    if amount > entry.remaining:
        rest = format_amount(entry.remaining, terms.decimals)
        raise PlanError(f"{rest} remains on {named}: {format_amount(amount, terms.decimals)} is more than that.")


def check_left(entry: Applicable, amount: Decimal | None, left: Decimal, terms: Terms) -> None:
    """Refuse more for an entry than what the entries before it left of the receipt; raises PlanError."""
    if amount is not None and amount > left:
        has, asked = format_amount(left, terms.decimals), format_amount(amount, terms.decimals)
        named = entry.document_no or entry.entry_no
        raise PlanError(f"The receipt has {has} left for {named}, less than the {asked} to apply: lower one of them.")
