"""How what an import changed is told: its columns, its tone, and where Enter leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.rules.import_changes import KINDS
from widgets.columns import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.desk import Desk
    from store.rows.imports import ImportChangeRow

TONES: Final = {
    "promise_broken": "error",
    "promise_partially_kept": "warning",
    "over_limit": "error",
    "reopened": "warning",
    "not_in_file": "warning",
    "changed": "dim",
}
"""By kind; the kind itself is told in words."""

SHORT: Final = KINDS | {
    "promise_partially_kept": "promise part kept",
    "promise_withdrawn": "promise credited",
    "promise_open": "promise open",
    "under_limit": "within limit again",
    "over_limit": "over limit",
    "replaced": "in the source now",
    "not_in_file": "not in file",
}
"""Words that fit a narrow terminal."""

OF_CUSTOMERS: Final = frozenset({"over_limit", "under_limit", "new_customer"})
"""What is told of a customer, whose card says more; the others are told of an entry."""


def change_columns(desk: Desk) -> Sequence[Column]:
    """What happened, to whom, to which document, and the amounts before and after."""

    def before(row: ImportChangeRow) -> str:
        return "" if row.before is None else desk.amount(row.before, row.currency_code)

    def after(row: ImportChangeRow) -> str:
        return "" if row.after is None else desk.amount(row.after, row.currency_code)

    def promised(row: ImportChangeRow) -> str:
        return "" if row.promised is None else desk.amount(row.promised, row.currency_code)

    def limit(row: ImportChangeRow) -> str:
        return desk.amount(row.credit_limit_lcy) if row.kind in {"over_limit", "under_limit"} else ""

    return (
        Column("kind", "What", 18, lambda row: SHORT.get(row.kind, row.kind), style=tone_of),
        Column("customer", "No.", 8, lambda row: row.customer_no, priority=4),
        Column("name", "Customer", 16, lambda row: row.customer_name, priority=1, flexible=True, min_width=12),
        Column("document", "Document no.", 12, lambda row: row.document_no),
        Column("due", "Due date", 10, lambda row: desk.short_date(row.due_date), priority=5),
        Column("promised_on", "Promised", 10, lambda row: desk.short_date(row.promised_on), priority=6),
        Column("before", "Before", 10, before, "right"),
        Column("after", "After", 10, after, "right"),
        Column("currency", "Cur", 3, lambda row: row.currency_code, priority=2),
        Column("promised", "Prom. amount", 12, promised, "right", 7),
        Column("limit", "Limit", 11, limit, "right", 3),
        Column("now", "Now", 12, lambda row: row.replaced_by, priority=8),
        Column("external", "External doc.", 13, lambda row: row.external_document_no, priority=9),
    )


def tone_of(row: ImportChangeRow) -> str:
    """The tone of what happened."""
    return TONES.get(row.kind, "")
