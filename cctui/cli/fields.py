"""The columns of what commands print."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cctui.cli.kinds import amount, code, count, data, day, lcy, number, text
from cctui.cli.printing import Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cctui.cli.money import Amounts
    from store.rows.balances import AgingRow, CreditTotals
    from store.rows.ledger import EntryRow


THEN_UNKNOWN = frozenset(
    ("status_code", "promised_date", "promised_amount", "query_target_date", "query_by", "on_hold", "notes")
)
"""Columns of an entry that are known of today only."""


def credit_fields(amounts: Amounts, labels: Sequence[str]) -> list[Field]:
    """The columns of Customer Credit Status (S1)."""
    return [
        code("no", "No."),
        text("name", "Name"),
        lcy(amounts, "balance_lcy", "Balance"),
        lcy(amounts, "overdue_lcy", "Overdue"),
        *_bands(amounts, labels),
        lcy(amounts, "credit_limit_lcy", "Limit", priority=5),
        Field(
            "over_limit", "", lambda row: "over limit" if row.over_limit else "", lambda row: row.over_limit, priority=7
        ),
        text("credit_controller_code", "Controller", priority=8),
        text("payment_terms_code", "Terms", priority=9),
        day("last_interaction_on", "Last call", priority=4),
        day("next_action_on", "Next", priority=3),
        count("open_promises", "Promises", priority=6),
        count("open_entries", "Entries", priority=10),
    ]


def credit_footer(totals: CreditTotals, amounts: Amounts) -> list[str]:
    """The footer of Customer Credit Status, a text for each of its columns of text."""
    figures = [amounts.shown(each) for each in (totals.balance_lcy, totals.overdue_lcy, *totals.bands_lcy)]
    named = "customer" if totals.customers == 1 else "customers"
    return [str(totals.customers), named, *figures, *[""] * 7, str(totals.open_entries)]


def aging_fields(amounts: Amounts, labels: Sequence[str]) -> list[Field]:
    """The columns of the aging: figures only, so nothing but names is cut."""
    return [
        code("no", "No."),
        text("name", "Name"),
        *_bands(amounts, labels, priority=0),
        lcy(amounts, "balance_lcy", "Balance"),
        lcy(amounts, "overdue_lcy", "Overdue", priority=1),
        Field("open_entries", "Entries", lambda row: str(sum(row.entries)), lambda row: sum(row.entries), right=True,
              priority=2),
        Field("entries", value=lambda row: list(row.entries), spread=[f"{label} entries" for label in labels]),
    ]  # fmt: skip


def aging_footer(total: AgingRow, amounts: Amounts) -> list[str]:
    """The footer of the aging."""
    figures = [amounts.shown(each) for each in (*total.bands_lcy, total.balance_lcy, total.overdue_lcy)]
    return ["", "Total", *figures, str(sum(total.entries))]


def entry_fields(amounts: Amounts) -> list[Field]:
    """The columns of customer ledger entries (S13, S16, S24)."""
    return [
        number("entry_no"),
        day("due_date", "Due"),
        count("days_overdue", "Overdue", blank=True, priority=2),
        text("document_type", "Type", priority=3),
        code("document_no", "Document"),
        code("external_document_no", "External", priority=6),
        day("posting_date", "Posted", priority=5),
        text("description", "Description", priority=9),
        code("currency_code", "Cur.", priority=1),
        amount(amounts, "original_amount", "Original", "currency_code", priority=4),
        amount(amounts, "remaining", "Remaining", "currency_code"),
        lcy(amounts, "remaining_lcy", "Remaining (LCY)", priority=1),
        Field("open", "", lambda row: "" if row.open else "closed", lambda row: row.open),
        data("closed_on"),
        text("status_code", "Status", priority=2),
        day("promised_date", "Promised", priority=2),
        amount(amounts, "promised_amount", "Amount", "currency_code", priority=2),
        day("query_target_date", "Query", priority=7),
        text("query_by", "By", priority=8),
        text("on_hold", "Hold", priority=7),
        data("notes"),
    ]


def entry_footer(rows: Sequence[EntryRow], amounts: Amounts) -> list[str]:
    """The footer of customer ledger entries: their remaining amount in LCY."""
    shown = [each.key for each in entry_fields(amounts) if each.text is not None]
    total = amounts.shown(sum((row.remaining_lcy for row in rows), Decimal(0)))
    return [
        {"remaining_lcy": total, "document_no": f"{len(rows)} {'entry' if len(rows) == 1 else 'entries'}"}.get(key, "")
        for key in shown
    ]


def todo_fields(amounts: Amounts) -> list[Field]:
    """The columns of to-dos (S41)."""
    return [
        data("id"),
        data("kind"),
        day("due_on", "Due"),
        code("due_time", "Time", priority=8),
        Field("overdue", "", lambda row: "overdue" if row.overdue else "", lambda row: row.overdue, priority=3),
        code("customer_no", "Customer"),
        text("customer_name", "Name"),
        text("description", "To do"),
        data("entry_no"),
        code("document_no", "Document", priority=1),
        code("currency_code", "Cur.", priority=2),
        amount(amounts, "promised_amount", "Promised", "currency_code"),
        code("phone", "Phone", priority=4),
        text("owner_code", "Owner", priority=5),
        text("state", "State", priority=6),
        data("closed_on"),
        text("closed_reason", "Why closed", priority=7),
    ]


def promise_fields(amounts: Amounts) -> list[Field]:
    """The columns of promises (rule 8)."""
    return [
        data("id"),
        day("promised_on", "Promised for"),
        text("state", "State"),
        count("level", "Level", priority=4),
        code("customer_no", "Customer"),
        text("customer_name", "Name", priority=3),
        data("entry_no"),
        code("document_no", "Document"),
        code("currency_code", "Cur.", priority=1),
        amount(amounts, "amount", "Amount", "currency_code"),
        lcy(amounts, "amount_lcy", "Amount (LCY)", priority=2),
        Field("full", "", lambda row: "" if row.full else "part", lambda row: row.full, priority=5),
        amount(amounts, "paid", "Paid since", "currency_code", priority=1),
        day("made_on", "Made", priority=6),
        text("made_by", "By", priority=7),
        data("ended_on"),
        data("ended_reason"),
    ]


def _bands(amounts: Amounts, labels: Sequence[str], priority: int = 2) -> list[Field]:
    told = Field("bands_lcy", value=lambda row: [amounts.plain(each) for each in row.bands_lcy], spread=labels)
    return [told, *(_band(amounts, label, place, priority) for place, label in enumerate(labels))]


def _band(amounts: Amounts, label: str, place: int, priority: int) -> Field:
    return Field(label, label, lambda row: amounts.shown(row.bands_lcy[place]), right=True, priority=priority)
