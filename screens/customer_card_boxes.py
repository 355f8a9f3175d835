"""The boxes of the customer card: log, to-dos, promises, contacts, documents; each a list of the same rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from screens.todo_columns import short_what
from store.rules.files import size_text
from store.rules.todos import due_state
from widgets.columns import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from screens.customer_card_reading import Card
    from screens.desk import Desk
    from store.rows.calls import PromiseRow, TodoRow
    from store.rows.statistics import LogRow


ENTRIES_WIDTH: Final = 14
"""Cells that the log has for document nos."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box.

    Attributes:
        name: Its name on the page.
        none: What is said where it is empty.
        columns: Its columns, the most important to the left.
        rows: Its rows of a card, in their order.
        tone: Tone of a row.
        interaction: The interaction that Enter on a row opens; empty or None where there is none.
    """

    name: str
    none: str
    columns: Callable[[Desk], Sequence[Column]]
    rows: Callable[[Card], Sequence[Any]]
    tone: Callable[[Any], str]
    interaction: Callable[[Card, Any], str | None]


def _log_columns(desk: Desk) -> Sequence[Column]:
    def what(row: LogRow) -> str:
        said = row.description or row.type_description or "(no description)"
        return f"(open) {said}" if row.state == "open" else said

    def entries(row: LogRow) -> str:
        every = ", ".join(row.documents)
        # a document no. is never cut: others are counted
        return every if len(every) <= ENTRIES_WIDTH else f"{row.documents[0]} +{len(row.documents) - 1}"

    return (
        Column("at", "Date", 16, lambda row: desk.moment(row.at)),
        Column("what", "What", 24, what, flexible=True, min_width=12),
        Column("by", "By", 8, lambda row: row.user_name, priority=1),
        Column("entries", "Entries", ENTRIES_WIDTH, entries, priority=1),
        Column("promised", "Promised", 12, lambda row: amounts_text(desk, row.promised), "right", 1),
        Column("promised_on", "For", 10, lambda row: desk.short_date(next(iter(row.promised_on), None)), priority=1),
        Column("status", "Status", 12, lambda row: ", ".join(row.status_codes), priority=3),
        Column("next", "Next", 10, lambda row: desk.short_date(row.next_interaction_on), priority=2),
    )


def _todo_columns(desk: Desk) -> Sequence[Column]:
    def due_tone(row: TodoRow) -> str:
        late = due_state(row.due_on, desk.work_date) if row.state == "open" else ""
        return {"overdue": "warning", "today": "bold"}.get(late, "")

    return (
        Column("due", "Due", 10, lambda row: desk.short_date(row.due_on), style=due_tone),
        Column("time", "Time", 5, lambda row: row.due_time[:5], priority=4),
        Column("what", "What", 30, lambda row: short_what(row.description), flexible=True, min_width=16),
        Column("document", "Document no.", 12, lambda row: row.document_no, priority=1),
        Column("amount", "Promised", 12, lambda row: _todo_amount(desk, row), "right", 2),
        Column("owner", "Owner", 8, lambda row: row.owner_code, priority=3),
        Column("state", "State", 6, lambda row: row.state, priority=1),
        Column("reason", "Why closed", 16, lambda row: row.closed_reason, priority=3, flexible=True, min_width=10),
    )


def _promise_columns(desk: Desk) -> Sequence[Column]:
    def paid(row: PromiseRow) -> str:
        return desk.amount(row.paid, row.currency_code) if row.paid else ""

    return (
        Column("promised_on", "Promised", 10, lambda row: desk.short_date(row.promised_on)),
        Column("document", "Document no.", 12, lambda row: row.document_no),
        Column("amount", "Amount", 16, lambda row: amounts_text(desk, ((row.currency_code, row.amount),)), "right"),
        Column("state", "State", 14, lambda row: row.state, style=promise_tone),
        Column("paid", "Paid", 12, paid, "right", 2),
        Column("level", "Level", 5, lambda row: str(row.level), "right", 4),
        Column("made", "Made", 10, lambda row: desk.short_date(row.made_on), priority=3),
        Column("by", "By", 8, lambda row: row.made_by, priority=2, flexible=True, min_width=8),
    )


def _contact_columns(_desk: Desk) -> Sequence[Column]:
    return (
        Column("name", "Contact", 20, lambda row: row.name or "–", flexible=True, min_width=14),
        Column("phone", "Phone", 18, lambda row: row.phone or "no phone", priority=1),
        Column("email", "E-mail", 24, lambda row: row.email or "no e-mail", priority=1, flexible=True, min_width=14),
        Column("role", "", 14, lambda row: "credit control" if row.credit_control else "", priority=2),
    )


def _document_columns(desk: Desk) -> Sequence[Column]:
    return (
        Column("at", "Linked", 16, lambda row: desk.moment(row.made_at)),
        Column("name", "Document", 24, lambda row: row.name, flexible=True, min_width=16),
        Column("size", "Size", 9, lambda row: size_text(row.size), "right", 2),
        Column("entry", "Entries", 12, lambda row: row.document_no, priority=1, flexible=True, min_width=8),
        Column("by", "By", 8, lambda row: row.made_by, priority=3),
        Column("description", "Description", 24, lambda row: row.description, priority=4, flexible=True, min_width=20),
    )


def amounts_text(desk: Desk, amounts: Sequence[tuple[str, Any]]) -> str:
    """Amounts by currency, each by itself; LCY without its code where it is alone."""
    return " · ".join(
        f"{desk.currency(code)} {desk.amount(amount, code)}" if code or len(amounts) > 1 else desk.amount(amount, code)
        for code, amount in amounts
    )


def _todo_amount(desk: Desk, row: TodoRow) -> str:
    return "" if row.promised_amount is None else amounts_text(desk, ((row.currency_code, row.promised_amount),))


def promise_tone(row: PromiseRow) -> str:
    """A broken promise stands out, a kept one is good; words say it too."""
    return {"broken": "error", "partially kept": "warning", "kept": "success"}.get(row.state, "")


BOXES: Final = (
    Box(
        "Interaction log",
        "No interaction yet; i starts the first.",
        _log_columns,
        lambda card: card.log,
        lambda row: "accent" if row.state == "open" else "",
        lambda _card, row: row.id,
    ),
    Box(
        "To-dos",
        "Nothing to do.",
        _todo_columns,
        lambda card: card.todos,
        lambda row: "" if row.state == "open" else "dim",
        lambda _card, row: row.interaction_id,
    ),
    Box(
        "Promises",
        "No promise yet.",
        _promise_columns,
        lambda card: card.promises,
        lambda row: "dim" if row.state in {"withdrawn", "superseded"} else "",
        lambda card, row: card.made_by.get(row.id),
    ),
    Box(
        "Contacts",
        "No contacts.",
        _contact_columns,
        lambda card: card.contacts,
        lambda row: "bold" if row.credit_control else "",
        lambda _card, _row: None,
    ),
    Box(
        "Documents",
        "No document is linked; drop a file here, or d links one by its path.",
        _document_columns,
        lambda card: card.documents,
        lambda _row: "",
        lambda _card, row: row.interaction_id,
    ),
)
