"""The columns of what looks back: interactions and changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cctui.cli.kinds import count, data, day, text
from cctui.cli.printing import Field

if TYPE_CHECKING:
    from cctui.cli.money import Amounts
    from store.rows.statistics import LogRow

MOST_NAMED = 4
"""Names that a cell of a table has before it counts the others."""


def history_fields(amounts: Amounts) -> list[Field]:
    """The columns of a customer's interactions (S37)."""
    return [
        data("id"),
        _moment("at", "When"),
        text("state", "State", priority=6),
        text("type_description", "Type", priority=4),
        text("description", "Description"),
        text("user_name", "By", priority=3),
        text("credit_controller_code", "Controller", priority=9),
        text("contact_name", "Contact", priority=7),
        _several("documents", "Documents", priority=2),
        _several("status_codes", "Status", priority=2),
        _promised(amounts),
        _several("promised_on", "For", priority=1),
        day("next_interaction_on", "Next", priority=5),
        text("notes", "Notes", priority=8),
        Field(
            "entry_notes",
            "Entry notes",
            lambda row: "; ".join(f"{document}: {said}" for document, said in row.entry_notes),
            lambda row: tuple({"document_no": document, "text": said} for document, said in row.entry_notes),
            priority=10,
        ),
    ]


def audit_fields() -> list[Field]:
    """The columns of changes."""
    return [
        count("id", "Change"),
        _moment("at", "When"),
        day("work_date", "Work date", priority=3),
        text("user_name", "By"),
        text("host", "Host", priority=4),
        text("summary", "What"),
        count("undoes_id", "Undoes", priority=1, blank=True),
        count("taken_back_by", "Undone by", priority=2, blank=True),
        data("command"),
    ]


def change_fields() -> list[Field]:
    """The columns of what one change did to its rows."""
    return [
        text("table", "Table"),
        text("row_key", "Row"),
        text("what", "Was", priority=1),
        text("column", "Column"),
        _value("before", "Before"),
        _value("after", "After"),
    ]


def _moment(key: str, title: str) -> Field:
    return Field(
        key, title, lambda row: getattr(row, key).replace("T", " ")[:16], lambda row: getattr(row, key), whole=True
    )


def _several(key: str, title: str, *, priority: int) -> Field:
    def shown(row: Any) -> str:  # noqa: ANN401 - a row of any kind
        found = [str(each) for each in getattr(row, key)]
        more = len(found) - MOST_NAMED
        return ", ".join(found) if more <= 1 else f"{', '.join(found[:MOST_NAMED])} and {more} more"

    return Field(key, title, shown, lambda row: getattr(row, key), priority=priority)


def _promised(amounts: Amounts) -> Field:
    def shown(row: LogRow) -> str:
        return ", ".join(f"{amounts.shown(each, code)} {amounts.code(code)}" for code, each in row.promised)

    def told(row: LogRow) -> dict[str, str | None]:
        return {amounts.code(code): amounts.plain(each, code) for code, each in row.promised}

    return Field("promised", "Promised", shown, told, right=True, priority=1)


def _value(key: str, title: str) -> Field:
    def shown(row: Any) -> str:  # noqa: ANN401 - a row of any kind
        value = getattr(row, key)
        return "" if value is None else ("no", "yes")[value] if isinstance(value, bool) else str(value)

    return Field(key, title, shown, lambda row: getattr(row, key))
