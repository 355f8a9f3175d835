"""How a promise is split over the selected entries (rule 7)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from store.rules.money import decimals_of, format_amount, part_lcy, quantize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


class SplitError(ValueError):
    """A promise that cannot be made; its text is one sentence saying what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class SplitEntry:
    """One selected entry.

    Attributes:
        entry_no: The customer ledger entry's number.
        document_no: Its document number.
        due: Its due date, else document date, else posting date (rule 1).
        currency: Currency code; blank is LCY.
        remaining: Remaining amount in that currency, credits negative.
        remaining_lcy: Booked remaining amount in LCY, credits negative.
    """

    entry_no: int
    document_no: str
    due: date
    currency: str
    remaining: Decimal
    remaining_lcy: Decimal


@dataclass(frozen=True, slots=True)
class Part:
    """What one entry gets of a promise.

    Attributes:
        entry_no: The customer ledger entry's number.
        amount: Promised amount in the entry's currency, positive; None where the entry gets no promise.
        amount_lcy: The same in LCY; None where the entry gets no promise.
        full: Whether all that remains on the entry is promised.
    """

    entry_no: int
    amount: Decimal | None
    amount_lcy: Decimal | None
    full: bool


@dataclass(frozen=True, slots=True)
class Split:
    """A promise split over entries.

    Attributes:
        parts: One a selected entry, in split order: overdue first, oldest due date, entry no.
        total: Promised amount, where all is in one currency; None where it is in several, which are never summed.
        by_currency: Currency code and promised amount in it, sorted by code.
        total_lcy: Sum of the parts' LCY amounts.
        got_nothing: Entry nos. without a promise, credits among them, in split order.
    """

    parts: tuple[Part, ...]
    total: Decimal | None
    by_currency: tuple[tuple[str, Decimal], ...]
    total_lcy: Decimal
    got_nothing: tuple[int, ...]


def split_full(entries: Iterable[SplitEntry], work_date: date, lcy_decimals: int = 2, lcy_code: str = "LCY") -> Split:
    """Promise the full amount: each entry its remaining, or with credits selected the net of each currency.

    Args:
        entries: The selected entries, any order, any currencies.
        work_date: The program's today; decides what is overdue.
        lcy_decimals: Decimals of LCY.
        lcy_code: Code of the company's own currency, as sentences name it.

    Raises:
        SplitError: Nothing is selected, or a currency's net is zero or less.
    """
    ordered = _ordered(entries, work_date)
    nets = {code: _net(ordered, code) for code in sorted({entry.currency for entry in ordered})}
    for code, net in nets.items():
        if net <= 0:
            raise SplitError(_nothing_owed(code or lcy_code, net, decimals_of(code, "", lcy_decimals)))
    return _split(ordered, nets, lcy_decimals)


def split_part(
    entries: Iterable[SplitEntry], amount: Decimal, work_date: date, lcy_decimals: int = 2, lcy_code: str = "LCY"
) -> Split:
    """Promise an amount: each entry in split order gets what is left of it, up to its remaining.

    Args:
        entries: The selected entries, any order, one currency.
        amount: Promised amount in that currency, positive, at most the entries' net.
        work_date: The program's today; decides what is overdue.
        lcy_decimals: Decimals of LCY.
        lcy_code: Code of the company's own currency, as sentences name it.

    Raises:
        SplitError: Nothing is selected, several currencies, an amount of zero or less or of too many decimals, or more
            than remains.
    """
    ordered = _ordered(entries, work_date)
    codes = sorted({entry.currency for entry in ordered})
    if len(codes) > 1:
        named = ", ".join(code or lcy_code for code in codes[:-1]) + f" and {codes[-1]}"
        raise SplitError(f"A part promise needs one currency, but {named} are selected: update each by itself.")
    limit = _net(ordered, codes[0])
    code, decimals = codes[0] or lcy_code, decimals_of(codes[0], "", lcy_decimals)
    if limit <= 0:
        raise SplitError(_nothing_owed(code, limit, decimals))
    _check_amount(amount, limit, code, decimals)
    return _split(ordered, {codes[0]: amount}, lcy_decimals)


def _ordered(entries: Iterable[SplitEntry], work_date: date) -> list[SplitEntry]:
    """Bring entries into split order."""
    ordered = sorted(entries, key=lambda entry: (entry.due >= work_date, entry.due, entry.entry_no))
    if not ordered:
        raise SplitError("No entry is selected: tick the entries that are promised.")
    return ordered


def _net(entries: Iterable[SplitEntry], currency: str) -> Decimal:
    """Sum what remains in one currency, credits lowering it."""
    return sum((entry.remaining for entry in entries if entry.currency == currency), Decimal(0))


def _check_amount(amount: Decimal, limit: Decimal, code: str, decimals: int) -> None:
    """Refuse an amount that cannot be promised on these entries."""
    if not amount.is_finite() or amount <= 0:
        raise SplitError(
            f"A promised amount is more than zero: type one up to {code} {format_amount(limit, decimals)}."
        )
    if amount > limit:
        raise SplitError(
            f"{code} {format_amount(amount, decimals)} is more than the {format_amount(limit, decimals)} "
            "that remains: type less, or tick more."
        )
    if quantize(amount, decimals) != amount:
        raise SplitError(f"{amount} has more decimals than {code} has ({decimals}): type fewer.")


def _split(ordered: Sequence[SplitEntry], promised: dict[str, Decimal], lcy_decimals: int) -> Split:
    """Hand out the promised amount of each currency along the split order."""
    left = dict(promised)
    parts = []
    for entry in ordered:
        amount = min(left[entry.currency], entry.remaining)
        if amount <= 0:
            parts.append(Part(entry.entry_no, None, None, full=False))
            continue
        left[entry.currency] -= amount
        in_lcy = part_lcy(amount, entry.remaining, entry.remaining_lcy, lcy_decimals)
        parts.append(Part(entry.entry_no, amount, in_lcy, full=amount == entry.remaining))
    return Split(
        parts=tuple(parts),
        total=next(iter(promised.values())) if len(promised) == 1 else None,
        by_currency=tuple(promised.items()),
        total_lcy=sum((part.amount_lcy for part in parts if part.amount_lcy is not None), Decimal(0)),
        got_nothing=tuple(part.entry_no for part in parts if part.amount is None),
    )


def _nothing_owed(code: str, net: Decimal, decimals: int) -> str:
    """Say that the selected entries of a currency come to nothing that could be promised."""
    return f"{code} {format_amount(net, decimals)} in all is nothing to promise: untick credits or tick more invoices."
