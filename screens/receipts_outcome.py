"""The rows of the preview: each receipt, the entries that it pays, and what becomes of promises and queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.rules.promise_outlook import Outlook, outlook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from screens.desk import Desk
    from screens.receipts_plan import PlannedLine
    from screens.receipts_reading import Previewed
    from store.rows.calls import PromiseRow
    from store.rules.application import Applied

SETTLED = {"kept", "withdrawn", "superseded"}
"""Promises that a payment does not change."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A receipt, or an entry that it pays; amounts as shown."""

    number: int
    document: str
    before: str = ""
    applied: str = ""
    discount: str = ""
    tolerance: str = ""
    after: str = ""
    currency: str = ""
    follows: str = ""
    posting: str = ""
    tone: str = ""
    kept: int = 0
    """Promises that are kept by it."""
    todos: int = 0
    """To-dos that close."""


def preview_rows(desk: Desk, found: Previewed, was: Mapping[int, Decimal]) -> list[PreviewRow]:
    """The rows in the order in which the receipts are posted.

    Args:
        desk: For amounts as configured and for setup.
        found: What was read.
        was: What remained of entries in an earlier preview, where they changed meanwhile.
    """
    last = {row.entry_no: row for row in found.promises}  # as they were made: the last one stays
    rows: list[PreviewRow] = []
    for line in found.lines:
        rows.append(_receipt_row(desk, line, len(rows)))
        for each in line.plan.applied if line.plan else ():
            rows.append(_entry_row(desk, line, each, len(rows), last.get(each.entry_no), was.get(each.entry_no)))
    return rows


def _receipt_row(desk: Desk, row: PlannedLine, number: int) -> PreviewRow:
    line, plan = row.line, row.plan
    code = line.currency_code
    currency, amount = desk.currency(code), desk.amount(line.amount, code)
    who, day = f"{line.customer_no} {line.customer_name}", desk.short_date(line.posting_date)
    if plan is None:
        return PreviewRow(number, line.document_no, amount, currency=currency, follows="cannot be posted", tone="error")
    used = desk.amount(plan.amount - plan.left_over, code)
    left = desk.amount(plan.left_over, code)
    return PreviewRow(
        number, line.document_no, amount, used, after=left, currency=currency, follows=who, posting=day, tone="bold"
    )


def _entry_row(
    desk: Desk, row: PlannedLine, each: Applied, number: int, promise: PromiseRow | None, was: Decimal | None
) -> PreviewRow:
    entry, code = row.before[each.entry_no], row.line.currency_code
    changed = was is not None and was != entry.remaining

    def money(value: Decimal) -> str:
        return desk.amount(value, code) if value else ""

    said = [f"was {desk.amount(was, code)}"] if changed and was is not None else []
    found = _outlook(desk, row, each, promise)
    said += [found.value] if found.value else []
    status = desk.facts.status_code(entry.status_code)
    answered = each.closes and status is not None and status.queried
    said += ["query ends"] if answered else []
    said += ["closed"] if each.closes and not said else []
    return PreviewRow(
        number,
        f"  {each.document_no}",
        money(entry.remaining),
        money(each.amount),
        money(each.discount),
        money(each.tolerance),
        desk.amount(each.remaining_after, code),
        desk.currency(code),
        ", ".join(said),
        tone="warning" if changed else "",
        kept=int(found is Outlook.KEPT),
        todos=int(found is not Outlook.AS_IT_WAS) + int(answered),
    )


def _outlook(desk: Desk, row: PlannedLine, each: Applied, promise: PromiseRow | None) -> Outlook:
    if promise is None or promise.state in SETTLED:
        return Outlook.AS_IT_WAS
    setup = desk.facts.setup
    return outlook(
        promise.amount,
        promise.paid,
        promise.promised_on,
        applied=each.amount + each.discount + each.tolerance,
        remaining_after=each.remaining_after,
        posting_date=row.line.posting_date,
        grace_days=setup.promise_grace_days,
        tolerance=setup.payment_tolerance,
        amount_lcy=promise.amount_lcy,
    )


def versions_seen(lines: Sequence[PlannedLine]) -> tuple[tuple[int, int], ...]:
    """Entry no. and version of every entry that the preview shows."""
    return tuple(sorted(_seen(lines)))


def _seen(lines: Iterable[PlannedLine]) -> set[tuple[int, int]]:
    return {
        (each.entry_no, row.before[each.entry_no].version) for row in lines if row.plan for each in row.plan.applied
    }
