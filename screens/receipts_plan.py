"""Receipts as the rule of application plans them: one that is typed, or the lines of the journal in their order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from store.queries.setup import currency_decimals
from store.rules import application
from store.rules.application import Plan, PlanError, Terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from screens.receipts_values import Chosen, Receipt
    from store.rows.receipts import ApplicableEntry, JournalLineRow
    from store.rows.setup import Setup


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line of the journal and what posting it does after the lines before it.

    Attributes:
        line: The line.
        plan: None where it cannot be posted as it is.
        problem: Why not, a sentence.
        before: Its customer's entries as the lines before it leave them, by entry no.
    """

    line: JournalLineRow
    plan: Plan | None
    problem: str = ""
    before: Mapping[int, ApplicableEntry] = field(default_factory=dict)

    @property
    def paid(self) -> tuple[str, ...]:
        """Document nos. of the entries that it is applied to."""
        return tuple(each.document_no for each in self.plan.applied) if self.plan else ()


def terms_of(setup: Setup, currency_code: str) -> Terms:
    """What setup says about a receipt in a currency."""
    return Terms(
        decimals=currency_decimals(setup, currency_code),
        lcy_decimals=setup.lcy_decimals,
        discount_grace_days=setup.payment_discount_grace_days,
        tolerance=setup.payment_tolerance,
        lcy_code=setup.lcy_code,
    )


def plan_of(setup: Setup, customer_no: str, entries: Sequence[ApplicableEntry], receipt: Receipt) -> Plan:
    """What posting a receipt as it is typed does; raises PlanError with a sentence."""
    money = application.Receipt(
        customer_no, receipt.currency_code, receipt.posting_date, receipt.amount, receipt.amount_lcy
    )
    wanted = None if receipt.oldest_first else receipt.chosen
    return application.plan(money, entries, wanted, terms_of(setup, receipt.currency_code))


def plan_chosen(
    setup: Setup, entries: Sequence[ApplicableEntry], chosen: Chosen, posting_date: date, amount: Decimal | None
) -> Plan | None:
    """What chosen entries of one currency get of an amount; None where none is chosen.

    Args:
        setup: For payment discount and tolerance.
        entries: The entries of one customer and currency.
        chosen: Entry nos. with the amounts that were typed, in order.
        posting_date: For the payment discount.
        amount: Positive; None: as much as they need.

    Raises:
        PlanError: They cannot be paid so; the text is a sentence.
    """
    by_number = {entry.entry_no: entry for entry in entries}
    here = [(number, part) for number, part in chosen if number in by_number]
    if not here:
        return None
    first = by_number[here[0][0]]
    most = sum((by_number[number].remaining for number, _part in here), Decimal(0))
    money = application.Receipt(
        first.customer_no, first.currency_code, posting_date, most if amount is None else amount
    )
    return application.plan(money, entries, here, terms_of(setup, first.currency_code))


def amount_due(setup: Setup, entries: Sequence[ApplicableEntry], chosen: Chosen, posting_date: date) -> Decimal | None:
    """What settles the chosen entries on a day: what remains of them less the payment discount still possible."""
    try:
        plan = plan_chosen(setup, entries, chosen, posting_date, None)
    except PlanError:
        return None
    return None if plan is None else sum((each.amount for each in plan.applied), Decimal(0))


def plan_lines(
    setup: Setup, lines: Iterable[JournalLineRow], entries: Iterable[ApplicableEntry]
) -> tuple[PlannedLine, ...]:
    """What posting lines does, one after the other; a line that cannot be posted leaves the entries as they are."""
    now = {entry.entry_no: entry for entry in entries}
    planned = []
    for line in lines:
        planned.append(_plan_line(setup, line, now))
        now = after(now, planned[-1].plan)
    return tuple(planned)


def after(entries: Mapping[int, ApplicableEntry], plan: Plan | None) -> dict[int, ApplicableEntry]:
    """The entries as a posting leaves them."""
    left = dict(entries)
    for each in plan.applied if plan else ():
        entry = left[each.entry_no]
        taken_lcy = each.amount_lcy + each.discount_lcy + each.tolerance_lcy
        left[each.entry_no] = replace(
            entry, remaining=each.remaining_after, remaining_lcy=entry.remaining_lcy - taken_lcy
        )
    return left


def _plan_line(setup: Setup, line: JournalLineRow, entries: Mapping[int, ApplicableEntry]) -> PlannedLine:
    mine = {number: entry for number, entry in entries.items() if entry.customer_no == line.customer_no}
    money = application.Receipt(line.customer_no, line.currency_code, line.posting_date, line.amount, line.amount_lcy)
    wanted = None if line.oldest_first else line.applies_to
    try:
        plan = application.plan(money, tuple(mine.values()), wanted, terms_of(setup, line.currency_code))
    except PlanError as error:
        return PlannedLine(line, None, str(error), mine)
    return PlannedLine(line, plan, "", mine)
