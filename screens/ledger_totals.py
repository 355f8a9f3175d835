"""The figures below the ledger: what is ticked, what a search leaves, and what all open entries come to (S14, S15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.totals import Total, currencies_text, ticked_text

if TYPE_CHECKING:
    from decimal import Decimal

    from screens.desk import Desk
    from store.rows.ledger import BalanceRow, CreditTotals
    from store.rules.selection import Totals


def ticked_figures(desk: Desk, chosen: Totals, ticked: int, hidden: int) -> list[Total]:
    """What is ticked, each currency by itself and in LCY (rule 3); nothing where nothing is.

    Args:
        desk: For amounts as configured.
        chosen: The totals of the ticked entries.
        ticked: How many lines are ticked.
        hidden: How many of them a search hides.
    """
    if not chosen.count:
        return []
    amounts = {desk.currency(code): desk.amount(amount, code) for code, amount in chosen.by_currency}
    lcy = Total(f"({desk.lcy})", desk.amount(chosen.lcy))
    remaining = Total("Remaining", currencies_text(amounts, desk.lcy), "Rem.", optional=len(amounts) > 1)
    return [
        Total(ticked_text(ticked, hidden)),
        *((lcy, remaining) if len(amounts) > 1 else (remaining, lcy)),
        Total("overdue", desk.amount(chosen.overdue_lcy), "overdue", optional=True),
    ]


def listed_figures(
    desk: Desk, listed_lcy: Decimal | None, balance: BalanceRow | CreditTotals | None, *, optional: bool
) -> list[Total]:
    """What a search leaves and what all open entries come to.

    Args:
        desk: For amounts as configured.
        listed_lcy: What the listed open entries come to, in LCY; None where all are listed.
        balance: What all open entries come to; None while that is read.
        optional: Whether they may be left out for want of room.
    """
    figures = []
    every = ""
    if listed_lcy is not None:
        figures.append(Total(f"Listed ({desk.lcy})", desk.amount(listed_lcy), "Listed", optional=optional))
        every = "All: "
    if balance is not None:
        figures += [
            Total(f"{every}Balance ({desk.lcy})", desk.amount(balance.balance_lcy), f"{every}Bal.", optional=optional),
            Total("Overdue", desk.amount(balance.overdue_lcy), "Overdue", "warning", optional=optional),
            Total(f"in {balance.open_entries:,} open", optional=True),
        ]
    return figures
