"""What posting a receipt does, in lines under a form and as rows of the preview (rule 15)."""

from __future__ import annotations

from decimal import Decimal
from textwrap import wrap
from typing import TYPE_CHECKING

from widgets.columns import cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from screens.desk import Desk
    from store.rows.receipts import ApplicableEntry
    from store.rules.application import Applied, Plan
    from widgets.painting import Part

    Pick = Callable[[Applied], Decimal]

PLAN_LINES = 7
"""Entries that are told one by one under the form; the rest is counted."""
DOCUMENT, MONEY = 14, 13
NOTHING = Decimal(0)


def plan_text(
    desk: Desk, entries: Iterable[ApplicableEntry], plan: Plan, currency_code: str, wanted: int
) -> list[list[Part]]:
    """What posting does, entry by entry, and what of the receipt is left over.

    Args:
        desk: For amounts as configured.
        entries: The entries with what remains of them before.
        plan: What posting does.
        currency_code: The receipt's.
        wanted: How many entries were chosen.
    """
    before = {entry.entry_no: entry.remaining for entry in entries}
    columns = _columns(plan.applied)
    lines: list[list[Part]] = []
    if plan.applied:
        heads = "".join(f"{title:>{MONEY}}" for title, _pick in columns)
        lines.append([(f"  {cell('Posting it', DOCUMENT)}{'Remaining':>{MONEY}}{heads}{'After':>{MONEY}}", "header")])
    for each in plan.applied[:PLAN_LINES]:
        values = (before[each.entry_no], *(pick(each) for _title, pick in columns))
        figures = "".join(f"{_money(desk, value, currency_code):>{MONEY}}" for value in values)
        after = "closed" if each.closes else desk.amount(each.remaining_after, currency_code)
        lines.append([(f"  {cell(each.document_no, DOCUMENT)}{figures}{after:>{MONEY}}", "")])
    if len(plan.applied) > PLAN_LINES:
        lines.append([(f"  and {len(plan.applied) - PLAN_LINES} more", "dim")])
    return [*lines, _rest(desk, plan, currency_code, wanted - len(plan.applied))]


def _columns(applied: Sequence[Applied]) -> list[tuple[str, Pick]]:
    """The amounts that there are."""
    columns: list[tuple[str, Pick]] = [("Applied", lambda each: each.amount)]
    if any(each.discount for each in applied):
        columns.append(("Discount", lambda each: each.discount))
    if any(each.tolerance for each in applied):
        columns.append(("Tolerance", lambda each: each.tolerance))
    return columns


def _money(desk: Desk, value: Decimal, currency_code: str) -> str:
    return desk.amount(value, currency_code) if value else ""


def _rest(desk: Desk, plan: Plan, currency_code: str, nothing: int) -> list[Part]:
    """What is left over, and for a foreign currency what it is in LCY."""
    currency = desk.currency(currency_code)
    said: list[Part] = [("  ", "")]
    if plan.left_over:
        left = f"{currency} {desk.amount(plan.left_over, currency_code)}"
        said.append((f"{left} stays on account, not applied", "warning"))
    else:
        said.append(("All of it is applied", "success"))
    if currency_code:
        said.append((f" · {desk.lcy} {desk.amount(plan.amount_lcy)}{gain_text(desk, plan.applied)}", ""))
    if nothing > 0:
        said.append((f" · {nothing} chosen {'entry gets' if nothing == 1 else 'entries get'} nothing", "warning"))
    return said


def sentence_lines(text: str, tone: str, width: int) -> list[list[Part]]:
    """A sentence in as many lines as it needs, so that none of it is cut."""
    return [[(f" {line}", tone)] for line in wrap(text, max(20, width - 2))]


def gain_text(desk: Desk, applied: Iterable[Applied]) -> str:
    """Gain or loss in LCY, empty where there is none."""
    gain = sum((each.gain_loss_lcy for each in applied), NOTHING)
    return f", {'gain' if gain > 0 else 'loss'} {desk.amount(abs(gain))}" if gain else ""
