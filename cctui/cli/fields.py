"""The columns of what commands print."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cctui.cli.printing import Field

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cctui.cli.money import Amounts
    from store.rows.balances import AgingRow, CreditTotals
    from store.rows.ledger import EntryRow


def credit_fields(amounts: Amounts, labels: Sequence[str]) -> list[Field]:
    """The columns of Customer Credit Status (S1)."""
    return [
        _text("no", "No."),
        _text("name", "Name"),
        _lcy(amounts, "balance_lcy", "Balance"),
        _lcy(amounts, "overdue_lcy", "Overdue"),
        *_bands(amounts, labels),
        _lcy(amounts, "credit_limit_lcy", "Limit", priority=5),
        Field(
            "over_limit", "", lambda row: "over limit" if row.over_limit else "", lambda row: row.over_limit, priority=7
        ),
        _text("credit_controller_code", "Controller", priority=8),
        _text("payment_terms_code", "Terms", priority=9),
        _day("last_interaction_on", "Last call", priority=4),
        _day("next_action_on", "Next", priority=3),
        _count("open_promises", "Promises", priority=6),
        _count("open_entries", "Entries", priority=10),
    ]


def credit_footer(totals: CreditTotals, amounts: Amounts) -> list[str]:
    """The footer of Customer Credit Status, a text for each of its columns of text."""
    figures = [amounts.shown(each) for each in (totals.balance_lcy, totals.overdue_lcy, *totals.bands_lcy)]
    named = "customer" if totals.customers == 1 else "customers"
    return [str(totals.customers), named, *figures, *[""] * 7, str(totals.open_entries)]


def aging_fields(amounts: Amounts, labels: Sequence[str]) -> list[Field]:
    """The columns of the aging: figures only, so nothing but names is cut."""
    return [
        _text("no", "No."),
        _text("name", "Name"),
        *_bands(amounts, labels, priority=0),
        _lcy(amounts, "balance_lcy", "Balance"),
        _lcy(amounts, "overdue_lcy", "Overdue", priority=1),
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
        _number("entry_no"),
        _day("due_date", "Due"),
        _count("days_overdue", "Overdue", blank_zero=True, priority=2),
        _text("document_type", "Type", priority=3),
        _text("document_no", "Document"),
        _text("external_document_no", "External", priority=6),
        _day("posting_date", "Posted", priority=5),
        _text("description", "Description", priority=9),
        _text("currency_code", "Cur.", priority=1),
        _amount(amounts, "original_amount", "Original", "currency_code", priority=4),
        _amount(amounts, "remaining", "Remaining", "currency_code"),
        _lcy(amounts, "remaining_lcy", "Remaining (LCY)", priority=1),
        Field("open", "", lambda row: "" if row.open else "closed", lambda row: row.open),
        _data("closed_on"),
        _text("status_code", "Status", priority=2),
        _day("promised_date", "Promised", priority=2),
        _amount(amounts, "promised_amount", "Amount", "currency_code", priority=2),
        _day("query_target_date", "Query", priority=7),
        _text("query_by", "By", priority=8),
        _text("on_hold", "Hold", priority=7),
        _data("notes"),
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
        _data("id"),
        _data("kind"),
        _day("due_on", "Due"),
        _text("due_time", "Time", priority=8),
        Field("overdue", "", lambda row: "overdue" if row.overdue else "", lambda row: row.overdue, priority=3),
        _text("customer_no", "Customer"),
        _text("customer_name", "Name"),
        _text("description", "To do"),
        _data("entry_no"),
        _text("document_no", "Document", priority=1),
        _text("currency_code", "Cur.", priority=2),
        _amount(amounts, "promised_amount", "Promised", "currency_code"),
        _text("phone", "Phone", priority=4),
        _text("owner_code", "Owner", priority=5),
        _text("state", "State", priority=6),
        _data("closed_on"),
        _text("closed_reason", "Why closed", priority=7),
    ]


def promise_fields(amounts: Amounts) -> list[Field]:
    """The columns of promises (rule 8)."""
    return [
        _data("id"),
        _day("promised_on", "Promised for"),
        _text("state", "State"),
        _count("level", "Level", priority=4),
        _text("customer_no", "Customer"),
        _text("customer_name", "Name", priority=3),
        _data("entry_no"),
        _text("document_no", "Document"),
        _text("currency_code", "Cur.", priority=1),
        _amount(amounts, "amount", "Amount", "currency_code"),
        _lcy(amounts, "amount_lcy", "Amount (LCY)", priority=2),
        Field("full", "", lambda row: "" if row.full else "part", lambda row: row.full, priority=5),
        _amount(amounts, "paid", "Paid since", "currency_code", priority=1),
        _day("made_on", "Made", priority=6),
        _text("made_by", "By", priority=7),
        _data("ended_on"),
        _data("ended_reason"),
    ]


def _bands(amounts: Amounts, labels: Sequence[str], priority: int = 2) -> list[Field]:
    told = Field("bands_lcy", value=lambda row: [amounts.plain(each) for each in row.bands_lcy], spread=labels)
    return [told, *(_band(amounts, label, place, priority) for place, label in enumerate(labels))]


def _band(amounts: Amounts, label: str, place: int, priority: int) -> Field:
    return Field(label, label, lambda row: amounts.shown(row.bands_lcy[place]), right=True, priority=priority)


def _text(key: str, title: str, *, priority: int = 0) -> Field:
    return Field(key, title, lambda row: getattr(row, key), lambda row: getattr(row, key), priority=priority)


def _data(key: str) -> Field:
    return Field(key, value=lambda row: getattr(row, key))


def _number(key: str) -> Field:
    return Field(
        key, "Entry", lambda row: str(getattr(row, key)), lambda row: getattr(row, key), right=True, priority=6
    )


def _count(key: str, title: str, *, priority: int = 0, blank_zero: bool = False) -> Field:
    def text(row: Any) -> str:  # noqa: ANN401 - a row of any kind
        count = getattr(row, key)
        return "" if blank_zero and not count else str(count)

    return Field(key, title, text, lambda row: getattr(row, key), right=True, priority=priority)


def _day(key: str, title: str, *, priority: int = 0) -> Field:
    def text(row: Any) -> str:  # noqa: ANN401 - a row of any kind
        day: date | None = getattr(row, key)
        return day.isoformat() if day else ""

    return Field(key, title, text, lambda row: getattr(row, key), priority=priority)


def _lcy(amounts: Amounts, key: str, title: str, *, priority: int = 0) -> Field:
    return Field(
        key,
        title,
        lambda row: amounts.shown(getattr(row, key)),
        lambda row: amounts.plain(getattr(row, key)),
        right=True,
        priority=priority,
    )


def _amount(amounts: Amounts, key: str, title: str, currency: str, *, priority: int = 0) -> Field:
    return Field(
        key,
        title,
        lambda row: amounts.shown(getattr(row, key), getattr(row, currency)),
        lambda row: amounts.plain(getattr(row, key), getattr(row, currency)),
        right=True,
        priority=priority,
    )
