"""Facts that explain an entry, on whatever page: what makes its remaining amount, who gave it its status."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from screens.factspage import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from screens.desk import Desk
    from store.rows.calls import PromiseRow, PromiseTodo
    from store.rows.explained import DetailRow, EntryChange
    from store.rows.ledger import EntryRow

KINDS = {
    "initial": "posted",
    "application": "applied",
    "unapplication": "unapplied",
    "discount": "payment discount",
    "tolerance": "payment tolerance",
    "gain_loss": "currency gain or loss",
    "reversal": "reversed",
    "import_payment": "paid",
    "import_credit": "credited",
    "import_change": "changed",
}
"""What a detailed entry did, in words."""
FIGURE = 14
"""Cells of an amount in a list that adds up."""
MOST = 500
"""So many lines are named one by one."""


def figure(text: str) -> str:
    """An amount as it stands under others."""
    return f"{text:>{FIGURE}}"


def remaining_facts(desk: Desk, entry: EntryRow, details: Sequence[DetailRow]) -> Iterator[Fact]:
    """What remains of an entry: all that was recorded of it, and the sum."""
    code = entry.currency_code
    named = f"{desk.currency(code)}, the sum of what was recorded of it"
    yield Fact(f"Remaining {desk.amount(entry.remaining, code)}", named, "bold")
    for row in details[:MOST]:
        yield Fact(
            f"  {desk.short_date(row.posting_date)}",
            f"{figure(desk.amount(row.amount, code))}  {_did(desk, row, code)}",
        )
    if len(details) > 1:
        total = sum((row.amount for row in details), Decimal(0))
        lcy = sum((row.amount_lcy for row in details), Decimal(0))
        also = f"  {desk.lcy} {desk.amount(lcy)}" if code else ""
        yield Fact("  Sum", f"{figure(desk.amount(total, code))}{also}", "bold")
    if code:
        yield Fact(
            f"{desk.lcy} {desk.amount(entry.remaining_lcy)}",
            "as booked in the ledger, never worked out with today's rate",
            "bold",
        )


def _did(desk: Desk, row: DetailRow, code: str) -> str:
    by = " ".join(part for part in (row.applied_document_type, row.applied_document_no) if part)
    how = "imported" if row.imported else ""
    who = " ".join(part for part in (how, f"by {row.user_name}" if row.user_name else "") if part)
    lcy = f"{desk.lcy} {desk.amount(row.amount_lcy)}" if code else ""
    said = (f"{KINDS.get(row.kind, row.kind)}{f' with {by}' if by else ''}", lcy, who)
    return ", ".join(part for part in said if part)


def due_facts(desk: Desk, entry: EntryRow) -> Iterator[Fact]:
    """Whether an entry is overdue, and why."""
    yield Fact(f"Due {desk.short_date(entry.due_date)}", _overdue_text(desk, entry), "bold")


def _overdue_text(desk: Desk, row: EntryRow) -> str:
    if not row.open:
        return "closed: it does not count any more"
    day = desk.short_date(desk.work_date)
    if row.days_overdue:
        days = f"{row.days_overdue} day{'' if row.days_overdue == 1 else 's'}"
        return f"{days} before the work date {day}, so it is overdue"
    return f"not before the work date {day}, so it is not overdue"


def status_facts(
    desk: Desk, entry: EntryRow, changes: Sequence[EntryChange], calls: Mapping[str, str]
) -> Iterator[Fact]:
    """Who gave an entry which status, newest first, and in which interaction.

    Args:
        desk: Where one works.
        entry: The entry.
        changes: Its changes of status, newest first.
        calls: By interaction id, what the interaction is called.
    """
    code = desk.facts.status_code(entry.status_code)
    said = code.description if code else ""
    if not entry.status_code:
        said = "none was given" if not changes else "taken away again"
    elif not changes:
        said = ", ".join(part for part in (said, "given before changes were recorded") if part)
    yield Fact(f"Status {entry.status_code or 'none'}", said, "bold")
    for change in changes[:MOST]:
        what = f"{change.status_before or 'none'} → {change.status_after or 'none'}"
        call = calls.get(change.interaction_id or "", "")
        where = f" in the interaction {call}" if call else ""
        yield Fact(f"  {desk.moment(change.at)}", f"{what} by {change.user_name}{where}")


def promise_facts(desk: Desk, rows: Sequence[PromiseRow], todos: Mapping[int, PromiseTodo]) -> Iterator[Fact]:
    """An entry's promises, newest first: amount, date, state and level, who made it when, its to-do, and its end."""
    for row in reversed(rows):
        tone = {"broken": "error", "kept": "success", "partially kept": "warning"}.get(row.state, "")
        yield Fact(f"Promise {row.level}: {row.state}", promise_text(desk, row, todos.get(row.id)), tone)


def promise_text(desk: Desk, row: PromiseRow, todo: PromiseTodo | None) -> str:
    """All that is known of a promise."""
    code = row.currency_code
    amount = f"{desk.currency(code)} {desk.amount(row.amount, code)}{'' if row.full else ', a part,'}"
    paid = f", {desk.amount(row.paid, code)} paid since" if row.paid else ""
    parts = [
        f"{amount} for {desk.long_date(row.promised_on)}{paid}",
        f"made {desk.short_date(row.made_on)} by {row.made_by}"
        if row.made_by
        else f"made {desk.short_date(row.made_on)}",
    ]
    if row.ended_on is not None:
        why = f": {row.ended_reason}" if row.ended_reason else ""
        parts.append(f"{row.state} {desk.short_date(row.ended_on)}{why}")
    if todo is not None:
        parts.append(_todo_text(desk, todo))
    return "; ".join(parts)


def _todo_text(desk: Desk, todo: PromiseTodo) -> str:
    if todo.state == "open":
        return f"to-do open{f', {todo.owner_code}' if todo.owner_code else ''}"
    return f"to-do closed{_on(desk, todo.closed_on)}: {todo.closed_reason or 'no reason'}"


def _on(desk: Desk, day: date | None) -> str:
    return f" {desk.short_date(day)}" if day else ""


PROMISE_RULE = (
    "open until the promised date and the grace days have passed; kept, partially kept or broken by the payments that"
    " were applied after it was made and posted in time; what is settled by credit is withdrawn"
)
"""The rule that gives a promise its state, in words."""
