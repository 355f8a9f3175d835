"""What an import changed: promises, limits, payments, new entries; the last import, and the earlier ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from screens.changes_columns import OF_CUSTOMERS, SHORT, TONES, change_columns
from screens.customer_card_key import CARD
from screens.summed import SummedPage
from screens.word_filter import ByWord
from store.queries.filtering import CHANGE_FIELDS
from store.queries.imports import change_keys, change_rows, imports
from store.rows.imports import ImportChangeRow
from store.rules.import_changes import KINDS
from widgets.actions import Action
from widgets.common_actions import PLAIN_LIST_ACTIONS
from widgets.totals import Total

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from screens.desk import Desk
    from store.queries.connection import Connection
    from store.rows.imports import ImportRow
    from store.rules.filters import Filter
    from widgets.columns import Column
    from widgets.grid import Grid

NONE_YET = "Nothing was imported yet. Leave with Q, then: cctui import Customers.csv 'Customer Ledger Entries.csv'"


WORDS = {
    "all": (),
    "promises": tuple(kind for kind in KINDS if kind.startswith("promise_")),
    "limits": ("over_limit", "under_limit"),
    "paid": ("paid", "part_paid"),
    "reopened": ("reopened",),
    "receipts": ("replaced",),
    "changed": ("changed",),
    "new": ("new", "new_customer"),
    "missing": ("not_in_file",),
}
"""What can be listed, and the kinds of each."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What is listed, read in one state of the books."""

    which: ImportRow | None
    """None where nothing was imported."""
    older: int | None
    """Number of the import before it."""
    newer: int | None
    keys: Sequence[int]


def read_list(
    c: Connection,
    *,
    import_id: int | None,
    kinds: Sequence[str],
    filter: Filter | None,  # noqa: A002 - as queries call it
    work_date: date,
) -> Listed:
    """Read an import, the last one where none is named, with the ones beside it and what it changed."""
    every = imports(c)
    place = next((at for at, each in enumerate(every) if each.id == import_id), 0)
    if not every:
        return Listed(None, None, None, ())
    which = every[place]
    older = every[place + 1].id if place + 1 < len(every) else None
    newer = every[place - 1].id if place else None
    return Listed(which, older, newer, change_keys(c, which.id, work_date, kinds=kinds, filter=filter))


class ChangesPage(ByWord, SummedPage[ImportChangeRow]):
    """A line a change, what somebody should look at first standing first; Enter goes to the customer."""

    NAME = "What an import changed"
    FIELDS = CHANGE_FIELDS
    LISTED = WORDS
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("older_import", ("<",), "Older", "The import before this one.", 1),
        Action("newer_import", (">",), "Newer", "The import after this one.", 2),
        Action("filter", ("f",), "Filter", "Only promises, limits, paid, new …; all again.", 3, group="Find"),
        Action("ledger", ("l",), "Ledger", "The ledger entries of this customer.", 6),
        CARD,
        *(action for action in PLAIN_LIST_ACTIONS if action.id not in {"sort", "explain"}),
    )

    def __init__(self, desk: Desk, import_id: int | None = None) -> None:
        self.import_id = import_id
        self.listed: Listed | None = None
        super().__init__(desk, tickable=False)

    def columns(self) -> Sequence[Column]:
        """The columns of changes."""
        return change_columns(self.desk)

    def mark(self, row: ImportChangeRow) -> str:
        """! where somebody should look."""
        return "!" if TONES.get(row.kind) == "error" else " "

    def row_tone(self, row: ImportChangeRow) -> str:
        """What did not change an amount stands back."""
        return "dim" if row.kind == "changed" else ""

    def caption(self) -> str:
        """Which import."""
        which = self.listed.which if self.listed else None
        return f"{self.NAME} · {which.id}, {self.desk.moment(which.at)} {which.user_name}" if which else self.NAME

    def filter_text(self) -> str:
        """Which kinds are listed, and the search."""
        word = "" if self.word == "all" else self.word
        return "  ".join(part for part in (word, super().filter_text()) if part)

    # Reading.

    def read_keys(self) -> None:
        """What the import changed, as far as it is asked for."""
        self.read(
            "keys",
            self._take_list,
            read_list,
            import_id=self.import_id,
            kinds=WORDS[self.word],
            filter=self.filter,
            work_date=self.desk.work_date,
        )

    def _take_list(self, found: Listed) -> None:
        self.listed = found
        self.show_facts()
        self.take_keys(found.keys)
        if not found.keys:
            self.grid.empty_text = self._empty(found.which)
            self.grid.refresh()
        self.show_totals()

    def _empty(self, which: ImportRow | None) -> str:
        if which is None:
            return NONE_YET
        if self.filter is not None or WORDS[self.word]:
            return self.NOTHING_FOUND if self.filter is not None else "Nothing of this kind; f chooses another, or all."
        return (
            f"The first import: all of its {which.entries_new:,} entries are new." if which.entries_new else self.EMPTY
        )

    def read_rows(self, keys: tuple[int, ...]) -> None:
        """The window that is seen."""
        self.read("rows", self.take_rows, change_rows, keys)

    def show_totals(self) -> None:
        """How many changes of each kind, and what is not listed one by one."""
        which = self.listed.which if self.listed else None
        if which is None:
            self.totals.show([Total("nothing imported")])
            return
        figures = [
            Total(f"{SHORT.get(kind, kind)} {count:,}", tone=TONES.get(kind, ""), optional=True)
            for kind, count in which.counts.items()
        ]
        if which.entries_new and "new" not in which.counts:
            figures.append(Total(f"{which.entries_new:,} new, not listed"))
        if which.missing > which.counts.get("not_in_file", 0) > 0:
            figures.append(Total(f"{which.missing:,} not in file in all"))
        self.totals.show(figures or [Total("nothing listed")])

    # Actions.

    def why_not(self, action_id: str) -> str | None:
        """What needs another import, or a line."""
        if action_id == "older_import" and not (self.listed and self.listed.older):
            return "There is no import before this one."
        if action_id == "newer_import" and not (self.listed and self.listed.newer):
            return "This is the last import."
        if action_id in {"enter", "ledger", "customer_card"} and self.grid.cursor_key is None:
            return "There is no change here."
        return super().why_not(action_id)

    def action_older_import(self) -> None:
        """The import before this one."""
        self._show(self.listed.older if self.listed else None)

    def action_newer_import(self) -> None:
        """The import after this one."""
        self._show(self.listed.newer if self.listed else None)

    def _show(self, import_id: int | None) -> None:
        if import_id is not None:
            self.import_id = import_id
            self.read_keys()

    def echo_import(self, words: str) -> str:
        """The import meant."""
        return f"Show what import {_number(words)} changed" if words else "which import: its number?"

    def line_import(self, words: str) -> None:
        """Show what another import changed, by its number."""
        number = _number(words)
        self.read("import", lambda found: self._found(number, found=bool(found)), imports, import_id=number)

    def _found(self, number: int, *, found: bool) -> None:
        if found:
            self._show(number)
        else:
            self.tell(f"There is no import {number}; < and > go from one to the next.", "warning")

    def customer_here(self) -> str:
        """Whose change it is."""
        row = self.grid.cursor_row
        return row.customer_no if row is not None else ""

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """The customer's ledger, closed entries too where the entry is one; the card where it is about the customer."""
        message.stop()
        row = self.grid.cursor_row
        if row is None:
            return
        if row.kind in OF_CUSTOMERS:
            self.program.open_card(row.customer_no)
        else:
            self.program.open_ledger(row.customer_no, open_only=bool(row.after) and row.kind != "replaced")

    def action_ledger(self) -> None:
        """All ledger entries of the customer."""
        customer_no = self.customer_here()
        if customer_no:
            self.program.open_ledger(customer_no, open_only=False)


def _number(words: str) -> int:
    if not (words.isascii() and words.isdigit() and len(words) < 10):  # noqa: PLR2004 - more than any store has
        raise ValueError("Which import? Type its number, such as :import 3.")
    return int(words)
