"""The columns of the cash receipt journal and of posted receipts (S34)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.columns import Column

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from screens.desk import Desk
    from screens.receipts_plan import PlannedLine
    from store.rows.receipts import PostedReceiptRow

ON_ACCOUNT = "on account"


def journal_columns(desk: Desk, *, customers: bool) -> Sequence[Column]:
    """The lines not posted: which, how much, for what; what can be spared last.

    Args:
        desk: For amounts and dates as configured.
        customers: Whether lines of several customers are listed.
    """

    def amount(row: PlannedLine) -> str:
        return with_code(desk, row.line.amount, row.line.currency_code)

    def left(row: PlannedLine) -> str:
        if row.plan is None:
            return "cannot post"
        return desk.amount(row.plan.left_over, row.line.currency_code) if row.plan.left_over else ""

    def lcy(row: PlannedLine) -> str:
        value = row.plan.amount_lcy if row.plan is not None else row.line.amount_lcy
        return "" if value is None else desk.amount(value)

    customer = Column("customer", "Customer", 8, lambda row: row.line.customer_no)
    name = Column("name", "Name", 18, lambda row: row.line.customer_name, priority=6, flexible=True, min_width=16)
    return (
        Column("document", "Document no.", 12, lambda row: row.line.document_no),
        *((customer,) if customers else ()),
        Column("amount", "Amount", 11, amount, "right"),
        Column("applies", "Applies to", 14, applies_text, flexible=True, min_width=16, style=_tone),
        Column("left", "Left over", 11, left, "right", 2, _tone),
        Column("posting", "Posting on", 10, lambda row: desk.short_date(row.line.posting_date), priority=3),
        Column("external", "External doc.", 13, lambda row: row.line.external_document_no, priority=5),
        *((name,) if customers else ()),
        Column("lcy", f"Amount ({desk.lcy})", 12, lcy, "right", 7),
        Column("user", "By", 8, lambda row: row.line.user_name, priority=8),
    )


def with_code(desk: Desk, amount: Decimal, currency_code: str) -> str:
    """An amount, with its currency unless that is LCY."""
    return f"{currency_code} {desk.amount(amount, currency_code)}".strip()


def applies_text(row: PlannedLine) -> str:
    """The entries that a line pays, by their document nos."""
    if row.line.oldest_first:
        paid = ", ".join(row.paid)
        return f"oldest: {paid}" if paid else "oldest first"
    return ", ".join(row.line.document_nos) or ON_ACCOUNT


def _tone(row: PlannedLine) -> str:
    return "warning" if row.plan is None else ""


def posted_columns(desk: Desk, *, customers: bool) -> Sequence[Column]:
    """The receipts posted here, what of each is not applied, and where it stands."""

    def money(row: PostedReceiptRow) -> str:
        return with_code(desk, row.amount, row.currency_code)

    def unapplied(row: PostedReceiptRow) -> str:
        return desk.amount(row.unapplied, row.currency_code) if row.unapplied else ""

    customer = Column("customer", "Customer", 8, lambda row: row.customer_no)
    name = Column("name", "Name", 18, lambda row: row.customer_name, priority=6, flexible=True, min_width=16)
    return (
        Column("document", "Document no.", 12, lambda row: row.document_no),
        *((customer,) if customers else ()),
        Column("amount", "Amount", 11, money, "right"),
        Column("state", "State", 14, lambda row: row.state, style=state_tone),
        Column("unapplied", "Unapplied", 11, unapplied, "right", 2),
        Column("applied", "Applied to", 14, lambda row: ", ".join(row.document_nos), flexible=True, min_width=12),
        Column("posting", "Posted on", 10, lambda row: desk.short_date(row.posting_date), priority=3),
        *((name,) if customers else ()),
        Column("external", "External doc.", 13, lambda row: row.external_document_no, priority=5),
        Column("user", "By", 8, lambda row: row.user_name, priority=7),
        Column("at", "At", 16, lambda row: desk.moment(row.at), priority=8),
    )


def state_tone(row: PostedReceiptRow) -> str:
    """What is not applied stands out, what was reversed stands back."""
    return "dim" if row.state == "reversed" else "warning" if row.unapplied else ""
