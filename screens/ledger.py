"""Customer ledger entries, of one customer or all: what is open, what was promised, what is in dispute (S2, S5, S6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from screens.customer_card_key import CARD, DOCUMENTS, RECEIPT
from screens.ledger_columns import entry_columns, mark_of
from screens.ledger_reading import read_list
from screens.ledger_totals import listed_figures, ticked_figures
from screens.ledger_updates import LedgerUpdates
from screens.mail_key import MAIL, MailFromHere
from screens.repeating import REPEAT
from screens.summed import SummedPage
from screens.ticked_entries import TickedEntries
from store.queries import credit_list, ledger
from store.queries.filtering import ENTRY_FIELDS
from store.rows.ledger import EntryRow
from store.rules.filters import DaysOverdue, Filter
from widgets.actions import Action
from widgets.common_actions import LIST_ACTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from screens.desk import Desk
    from screens.ledger_reading import Listed
    from store.rows.ledger import BalanceRow, CreditTotals
    from widgets.columns import Column
    from widgets.grid import Grid
    from widgets.grid_rows import Key

MOST_TICKS = 5_000
"""More lines than these are never ticked by one key: nobody talks about them in one call."""

NEED_AN_ENTRY = frozenset({"enter", "new_interaction", "update_entries", "repeat", "show_note", "tick"})


class LedgerPage(MailFromHere, LedgerUpdates, SummedPage[EntryRow]):
    """A line an entry, oldest due date first; Enter shows all of it."""

    NAME = "Customer ledger entries"
    EXPORTS = "entries"
    FIELDS = ENTRY_FIELDS
    EMPTY = "Nothing is open here; f shows closed entries as well."
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("new_interaction", ("i",), "Interaction", "Start an interaction about the marked entries.", 1),
        Action("update_entries", ("u",), "Update", "Update status, promise or query of the marked entries.", 2),
        Action("show_note", ("n", "alt+o"), "Notes", "Show the notes of this entry, newest first.", 4),
        Action("filter", ("f",), "Open/all", "Show open entries only, or closed ones as well.", 5, group="Find"),
        *(MAIL, CARD, RECEIPT, DOCUMENTS, REPEAT),
        *LIST_ACTIONS,
    )
    SORTS = (
        ("due", "due date", False),
        ("remaining_lcy", "remaining", True),
        ("document", "document no.", False),
        ("posting", "posting date", True),
        ("status", "status", False),
        ("promised", "promised date", False),
        ("query_target", "query target", False),
        ("type", "type", False),
        ("external", "external document no.", False),
        ("currency", "currency", False),
        ("original", "original amount", True),
        ("customer", "customer", False),
    )

    def __init__(self, desk: Desk, customer_no: str | None = None, *, open_only: bool = True) -> None:
        self.customer_no = customer_no
        self.open_only = open_only
        self.ticked = TickedEntries()
        self.balance: BalanceRow | CreditTotals | None = None
        self.listed_lcy: Decimal | None = None
        self.customer_name = ""
        super().__init__(desk)

    def columns(self) -> Sequence[Column]:
        """The entries' columns; the customer's too where there are several."""
        return entry_columns(self.desk, customers=self.customer_no is None)

    def mark(self, row: EntryRow) -> str:
        """H on hold, ! overdue."""
        return mark_of(row)

    def row_tone(self, row: EntryRow) -> str:
        """Closed entries stand back."""
        return "" if row.open else "dim"

    def caption(self) -> str:
        """Whose entries they are."""
        if self.customer_no is None:
            return f"{self.NAME} {MIDDLE} all customers"
        return f"{self.customer_no} {self.customer_name} {MIDDLE} ledger entries"

    def filter_text(self) -> str:
        """Open or all, and the search."""
        return "  ".join(
            part for part in ("open" if self.open_only else "open and closed", super().filter_text()) if part
        )

    # Reading.

    def read_keys(self) -> None:
        """The entries that the filter leaves, in their order."""
        desk = self.desk
        self.read(
            "keys",
            self._take_list,
            read_list,
            work_date=desk.work_date,
            bands=desk.facts.bands,
            customer_no=self.customer_no,
            open_only=self.open_only,
            filter=self.filter,
            sort=self.sort,
            descending=self.descending,
        )
        if self.customer_no is None:
            self.read(
                "totals", self._take_totals, credit_list.credit_totals, work_date=desk.work_date, bands=desk.facts.bands
            )
        if self.ticked.rows:
            self.read("ticked", self._take_ticked, ledger.entry_rows, tuple(self.ticked.rows), desk.work_date)

    def read_rows(self, keys: tuple[int, ...]) -> None:
        """The window that is seen."""
        self.read("rows", self.take_rows, ledger.entry_rows, keys, self.desk.work_date)

    def _take_list(self, found: Listed) -> None:
        self.listed_lcy = found.remaining_lcy
        if found.balance is not None and found.balance != self.balance:
            self.balance = found.balance
            self.customer_name = found.balance.name
            self.show_facts()
        if found.rows is None:
            self.take_keys(found.keys)
        else:
            self.grid.empty_text = self.NOTHING_FOUND if self.filter is not None else self.EMPTY
            self.grid.set_rows((found.rows[key] for key in found.keys if key in found.rows), key=_number)
            self.status.position(self.grid.position_text)
        self.show_totals()
        self.show_keys()

    def _take_totals(self, totals: CreditTotals) -> None:
        self.balance = totals
        self.show_totals()

    def _take_ticked(self, rows: Mapping[int, EntryRow]) -> None:
        paid = self.ticked.reread(rows)
        if paid:
            self.grid.untick_keys(row.entry_no for row in paid)
            names = ", ".join(row.document_no for row in paid[:4])
            self.tell(f"{names} paid meanwhile: no longer ticked.", "warning")
        self.show_totals()

    # Ticks and totals.

    def ticks_changed(self, grid: Grid[EntryRow], added: frozenset[Key], removed: frozenset[Key]) -> None:
        """Totals follow in the same frame; entries far from the cursor are read first."""
        held = [row for row in (grid.row(key) for key in added) if row is not None]
        self.ticked.change(held, (int(key) for key in removed))
        self.show_totals()
        if len(held) < len(added):
            self.read("more", self._take_more, ledger.entry_rows, self._unread(), self.desk.work_date)

    def _unread(self) -> tuple[int, ...]:
        return tuple(int(key) for key in self.grid.ticked if key not in self.ticked.rows)

    def _take_more(self, rows: Mapping[int, EntryRow]) -> None:
        self.ticked.change((row for number, row in rows.items() if number in self.grid.ticked), ())
        self.show_totals()

    def show_totals(self) -> None:
        """What is ticked, then what is listed and what all open entries come to."""
        # Over all customers, looking for hidden ticks among a million lines at every tick would be felt.
        limited = self.filter is not None or self.customer_no is not None
        hidden = len(self.grid.hidden_ticked()) if limited else 0
        ticked = ticked_figures(self.desk, self.ticked.selection.totals, len(self.grid.ticked), hidden)
        listed = listed_figures(self.desk, self.listed_lcy, self.balance, optional=bool(ticked))
        self.totals.show([*ticked, *listed])

    def action_tick_overdue(self) -> None:
        """Tick all overdue entries of the list."""
        terms = self.filter.terms if self.filter is not None else ()
        overdue = Filter((*terms, DaysOverdue(">", 0)), "")
        self.read(
            "overdue",
            self._tick_found,
            ledger.entry_keys,
            work_date=self.desk.work_date,
            customer_no=self.customer_no,
            filter=overdue,
            limit=MOST_TICKS + 1,
        )

    def _tick_found(self, found: Sequence[int]) -> None:
        if len(found) > MOST_TICKS:
            self.tell(_too_many(len(found)), "warning")
        elif not found:
            self.tell("Nothing is overdue here.")
        else:
            self.grid.tick_keys(found)

    # Going on.

    def why_not(self, action_id: str) -> str | None:
        """What needs an entry, and what a list of a million lines does not do."""
        if action_id in {"enter", "new_interaction", "update_entries", "repeat", "show_note", "tick"} and not len(
            self.grid.keys
        ):
            return "There is no entry in the list."
        if action_id in {"tick_all", "invert"} and len(self.grid.keys) > MOST_TICKS:
            return _too_many(len(self.grid.keys))
        if action_id in {"new_interaction", "mail"} and len(self.ticked.customers()) > 1:
            what = "an interaction is with one" if action_id == "new_interaction" else "a mail goes to one"
            return (
                f"The marked entries belong to {len(self.ticked.customers())} customers, {what}:"
                f" take ticks away ({self.actions.key('tick_none')} takes all)."
            )
        return super().why_not(action_id)

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """All of the entry."""
        from screens.entry_details import EntryDetailsPage  # noqa: PLC0415 - start-up

        message.stop()
        self.app.push_screen(EntryDetailsPage(self.desk, int(message.key)))

    def customer_here(self) -> str:
        """Whose entries they are, or whose the one under the cursor is."""
        row = self.grid.cursor_row
        return self.customer_no or (row.customer_no if row is not None else "")

    def action_new_interaction(self) -> None:
        """A new interaction with what is marked, else with the line under the cursor (rule 4)."""
        row = self.grid.cursor_row
        customers = self.ticked.customers()
        customer_no = self.customer_no or (customers.pop() if customers else row.customer_no if row else "")
        cursor = self.grid.cursor_key
        if customer_no:
            self.program.open_interaction(
                customer_no,
                origin="ledger_entries",
                marked=[int(key) for key in self.grid.targets()] if self.grid.ticked else (),
                cursor=None if cursor is None else int(cursor),
            )

    def action_mail(self) -> None:
        """A mail about what is marked."""
        customer_no = next(iter(self.ticked.customers()), "") or self.customer_here()
        if customer_no:
            self.open_mail(customer_no, [int(key) for key in self.grid.targets()] if self.grid.ticked else ())

    def action_show_note(self) -> None:
        """The notes of the entry under the cursor (S27)."""
        from screens.entry_details import EntryNotesPage  # noqa: PLC0415 - start-up

        row = self.grid.cursor_row
        if row is None or not row.notes:
            self.tell(f"{row.document_no if row else 'This entry'} has no notes.")
            return
        self.app.push_screen(EntryNotesPage(self.desk, row.entry_no))

    def action_filter(self) -> None:
        """Open entries, or all."""
        self.open_only = not self.open_only
        self.show_facts()
        self.read_keys()

    def action_explain(self) -> None:
        """How the balance is made, or why an entry counts as it does (rule 19)."""
        from screens.explain_entry import EntryFigures  # noqa: PLC0415 - start-up

        if self.grid.cursor_key is None:
            super().action_explain()
            return
        self.app.push_screen(EntryFigures(self.desk, int(self.grid.cursor_key)))


MIDDLE = "·"


def _number(row: EntryRow) -> int:
    return row.entry_no


def _too_many(count: int) -> str:
    return f"{count:,} lines are too many to tick at once ({MOST_TICKS:,}): limit the list first, for example /over:60."
