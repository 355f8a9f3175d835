"""The columns of imports and of what they changed, and the lines that an import's summary has of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cctui.cli.kinds import amount, count, data, day, lcy, text
from cctui.cli.printing import Field
from store.rules.import_changes import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cctui.cli.money import Amounts
    from store.exchange.outcome import ImportSummary
    from store.rows.imports import ImportChangeRow, ImportRow

_NAMED: Final = 5
"""Customers that a line of the summary names before it counts the others."""


def change_fields(amounts: Amounts) -> list[Field]:
    """The columns of what an import changed."""
    return [
        data("id"),
        Field("kind", "What", lambda row: KINDS.get(row.kind, row.kind), lambda row: row.kind),
        text("customer_no", "No."),
        text("customer_name", "Customer", priority=3),
        count("entry_no", "Entry", priority=8, blank=True),
        text("document_type", "Type", priority=7),
        text("document_no", "Document"),
        data("external_document_no"),
        day("due_date", "Due", priority=5),
        day("promised_on", "Promised for", priority=1),
        amount(amounts, "promised", "Promised", "currency_code", priority=2),
        Field("currency_code", "Cur.", lambda row: row.currency_code, lambda row: amounts.code(row.currency_code)),
        amount(amounts, "before", "Before", "currency_code"),
        amount(amounts, "after", "After", "currency_code"),
        Field("before_lcy", value=lambda row: amounts.plain(row.before_lcy)),
        lcy(amounts, "after_lcy", "After (LCY)", priority=6),
        Field("credit_limit_lcy", "Limit", lambda row: _limit(amounts, row), _plain_limit(amounts), right=True),
        text("replaced_by", "Now", priority=4),
    ]


def import_fields() -> list[Field]:
    """The columns of imports."""
    return [
        count("id", "Import"),
        Field("at", "When", lambda row: row.at.replace("T", " ")[:16], lambda row: row.at),
        day("work_date", "Work date", priority=2),
        text("user_name", "By", priority=1),
        Field("files", "Files", lambda row: ", ".join(row.files), lambda row: row.files),
        count("entries_new", "New", blank=True),
        *(_counted(kind, title) for kind, title in _COUNTED),
        Field("counts", value=lambda row: {kind: row.counts[kind] for kind in row.counts}),
    ]


def counted(row: ImportRow) -> str:
    """Say what an import changed, such as `paid 2, promise kept 1`; empty where nothing is kept one by one."""
    return ", ".join(f"{KINDS.get(kind, kind)} {number:,}" for kind, number in row.counts.items())


def told(row: ImportRow) -> str:
    """Say which import it was."""
    return (
        f"Import {row.id} of {row.at.replace('T', ' ')[:16]}, {row.user_name or 'nobody named'}: {', '.join(row.files)}"
    )


def summary_lines(done: ImportSummary, *, dry_run: bool) -> Iterator[str]:
    """Say what an import meant: promises, limits, receipts, and where the changes are listed."""
    promises = (
        (done.promises_kept, "kept"),
        (done.promises_partially_kept, "partially kept"),
        (done.promises_broken, "broken"),
    )
    said = [f"{number} {what}" for number, what in promises if number]
    if said or done.todos_closed:
        yield f"Promises: {', '.join(said) or 'none settled'}; to-dos closed: {done.todos_closed}"
    for kind, number, what in (
        ("over_limit", done.over_limit, "Over their credit limit now"),
        ("under_limit", done.under_limit, "Within their credit limit again"),
    ):
        if number:
            yield f"{what}: {_customers(number, [row for row in done.rows if row.kind == kind])}"
    if done.receipts_replaced:
        yield f"Receipts posted here that the source brings now: {done.receipts_replaced}"
    if done.recorded and not dry_run:
        yield "What changed, line by line: cctui changes"


def _customers(number: int, rows: Sequence[ImportChangeRow]) -> str:
    names = ", ".join(f"{row.customer_no} {row.customer_name}" for row in rows[:_NAMED])
    return f"{number} ({names}{' …' if number > len(rows[:_NAMED]) else ''})"


def _limit(amounts: Amounts, row: ImportChangeRow) -> str:
    return amounts.shown(row.credit_limit_lcy) if row.kind in {"over_limit", "under_limit"} else ""


def _plain_limit(amounts: Amounts) -> Any:  # noqa: ANN401 - a function of a row
    return lambda row: amounts.plain(row.credit_limit_lcy)


_COUNTED: Final = (
    ("paid", "Paid"),
    ("part_paid", "Part paid"),
    ("reopened", "Reopened"),
    ("promise_kept", "Kept"),
    ("promise_broken", "Broken"),
    ("over_limit", "Over limit"),
)


def _counted(kind: str, title: str) -> Field:
    return Field("", title, lambda row: str(row.counts.get(kind, "")), right=True, priority=3)
