"""Choosing the entries that a receipt applies to, and how much of each (rule 15)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from screens.receipts_plan import plan_chosen
from screens.summed import SummedPage
from store.rules.application import PlanError
from widgets.actions import Action
from widgets.columns import Column
from widgets.common_actions import LIST_ACTIONS
from widgets.totals import Total, ticked_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from screens.desk import Desk
    from screens.receipts_values import Chosen
    from store.rows.receipts import ApplicableEntry
    from widgets.grid import Grid
    from widgets.grid_rows import Key

WITHOUT = {"search", "filter", "sort", "refresh", "explain", "undo", "redo", "enter"}
"""What a list of one customer's entries over a form does not need; another page would close the form."""


@dataclass(frozen=True, slots=True)
class ApplyRow:
    """An entry, and what the receipt takes off it; None where it is not chosen."""

    entry: ApplicableEntry
    applied: Decimal | None = None
    taken: Decimal | None = None
    """Discount and tolerance besides."""
    typed: bool = False
    """Whether the amount was typed."""


class ApplyEntriesPage(SummedPage[ApplyRow]):
    """A line an entry that can be paid, oldest due date first; Enter applies to the ticked ones.

    Args:
        desk: Where one works.
        entries: What can be applied to, in one currency, oldest due date first.
        chosen: What is ticked at first.
        answer: Takes what was chosen; it is not called where the page is left.
        amount: What can be applied, positive; None: as much as is ticked.
        posting_date: For the payment discount.
    """

    NAME = "Apply to entries"
    EMPTY = "Nothing is open in this currency."
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("take", ("enter", "f10"), "Apply to these", "Apply to the ticked entries, else the one here.", 1),
        Action("amount", ("u", "="), "Amount", "Type how much to apply to this entry; empty: as much as is left.", 2),
        *(action for action in LIST_ACTIONS if action.id not in WITHOUT and action.group != "Pages"),
    )

    def __init__(
        self,
        desk: Desk,
        entries: Sequence[ApplicableEntry],
        chosen: Chosen,
        answer: Callable[[Chosen], None],
        *,
        amount: Decimal | None,
        posting_date: date,
    ) -> None:
        self.entries = {entry.entry_no: entry for entry in entries if entry.remaining > 0}
        self.receipt = amount
        self.posting_date = posting_date
        self._answer = answer
        self._amounts: dict[int, Decimal] = {number: amount for number, amount in chosen if amount is not None}
        self._first = [number for number, _amount in chosen if number in self.entries]
        self._code = next((entry.currency_code for entry in entries), "")
        super().__init__(desk)

    def columns(self) -> Sequence[Column]:
        """What the receipt takes off an entry stands first: it changes with every tick."""
        desk, code = self.desk, self._code

        def money(value: Decimal | None) -> str:
            return "" if value is None else desk.amount(value, code)

        def discount(row: ApplyRow) -> str:
            entry = row.entry
            if not entry.payment_discount or entry.payment_discount_date is None:
                return ""
            return f"{money(entry.payment_discount)} till {desk.short_date(entry.payment_discount_date)}"

        return (
            Column("document", "Document no.", 12, lambda row: row.entry.document_no, flexible=True, min_width=12),
            Column("applied", "Apply", 11, lambda row: money(row.applied), "right", style=_typed),
            Column("remaining", "Remaining", 11, lambda row: money(row.entry.remaining), "right"),
            Column("due", "Due date", 10, lambda row: desk.short_date(row.entry.due_date)),
            Column("taken", "Disc./tol.", 10, lambda row: money(row.taken), "right", 4),
            Column("promised", "Promised", 10, lambda row: desk.short_date(row.entry.promised_date), priority=2),
            Column("status", "Status", 11, lambda row: row.entry.status_code, priority=3),
            Column("discount", "Discount possible", 24, discount, priority=5),
            Column("hold", "Hold", 4, lambda row: row.entry.on_hold, priority=6),
            Column("external", "External doc.", 13, lambda row: row.entry.external_document_no, priority=7),
            Column("description", "Description", 20, lambda row: row.entry.description, priority=8),
        )

    def mark(self, row: ApplyRow) -> str:
        """! overdue."""
        return "!" if row.entry.due_date < self.desk.work_date else " "

    def caption(self) -> str:
        """Whose entries, and in which currency."""
        return f"{self.NAME} · {self.desk.currency(self._code)}"

    def show_page(self) -> None:
        """Show the entries that were given; nothing is read."""
        if self._first:
            self.grid.set_rows([ApplyRow(entry) for entry in self.entries.values()], key=_number)
            first, self._first = self._first, []
            self.grid.set_ticks(first)
            self.grid.go_to(first[0])
        self._show()
        self.show_keys()

    def ticks_changed(self, grid: Grid[ApplyRow], added: frozenset[Key], removed: frozenset[Key]) -> None:
        """What each entry gets follows in the same frame."""
        del grid, added
        for number in removed:
            self._amounts.pop(int(number), None)
        self._show()

    # What is chosen.

    def chosen(self) -> Chosen:
        """The ticked entries in the list's order, with the amounts that were typed."""
        return tuple((int(key), self._amounts.get(int(key))) for key in self.grid.ticked_in_order())

    def _show(self) -> None:
        """Each entry with what it gets, and the totals."""
        chosen, rows = self.chosen(), {number: ApplyRow(entry) for number, entry in self.entries.items()}
        figures = [Total(ticked_text(len(chosen)))]
        try:
            plan = plan_chosen(
                self.desk.facts.setup, tuple(self.entries.values()), chosen, self.posting_date, self.receipt
            )
        except PlanError as error:
            figures.append(Total(str(error), tone="warning"))
        else:
            applied = plan.applied if plan is not None else ()
            for each in applied:
                typed = each.entry_no in self._amounts
                taken = each.discount + each.tolerance or None
                rows[each.entry_no] = ApplyRow(self.entries[each.entry_no], each.amount, taken, typed)
            figures += self._figures(sum((each.amount for each in applied), Decimal(0)))
        self.grid.set_rows(rows.values(), key=_number)
        self.totals.show(figures)
        self.status.position(self.grid.position_text)

    def _figures(self, applied: Decimal) -> list[Total]:
        desk, code = self.desk, self._code
        currency = desk.currency(code)
        figures = [Total(f"Applied {currency}", desk.amount(applied, code))]
        if self.receipt is not None:
            figures.append(Total("of", desk.amount(self.receipt, code)))
            figures.append(Total("left", desk.amount(self.receipt - applied, code)))
        return figures

    def action_tick_overdue(self) -> None:
        """Tick all that is overdue."""
        late = [number for number, entry in self.entries.items() if entry.due_date < self.desk.work_date]
        self.grid.tick_keys(late)
        if not late:
            self.tell("Nothing is overdue here.")

    def action_amount(self) -> None:
        """Type how much to apply to the entry under the cursor."""
        row = self.grid.cursor_row
        if row is None:
            return
        number, entry = row.entry.entry_no, row.entry
        value = self._amounts.get(number)
        self.prompt.input(
            f"Apply to {entry.document_no} ",
            lambda text: self._amount_typed(number, text),
            value="" if value is None else self.desk.amount(value, self._code),
            fresh=True,
            changed=lambda text: self._echo_amount(entry, text),
        )

    def _echo_amount(self, entry: ApplicableEntry, text: str) -> None:
        try:
            amount = self._parsed(entry, text)
        except ValueError as error:
            self.prompt.set_echo(str(error), "warning")
            return
        currency = self.desk.currency(self._code)
        rest = self.desk.amount(entry.remaining, self._code)
        self.prompt.set_echo(
            f"as much as is left, at most {rest}"
            if amount is None
            else f"{currency} {self.desk.amount(amount, self._code)} of {rest}"
        )

    def _parsed(self, entry: ApplicableEntry, text: str) -> Decimal | None:
        """The amount meant, None for as much as is left; raises ValueError with a sentence."""
        if not text.strip():
            return None
        amount = self.desk.parse_amount(text, self._code)
        rest = self.desk.amount(entry.remaining, self._code)
        if amount <= 0 or amount > entry.remaining:
            raise ValueError(f"Between 0 and {rest}, what remains of {entry.document_no}.")
        return amount

    def _amount_typed(self, number: int, text: str) -> None:
        amount = self._parsed(self.entries[number], text)
        if amount is None:
            self._amounts.pop(number, None)
        else:
            self._amounts[number] = amount
        if number in self.grid.ticked:
            self._show()
        else:
            self.grid.tick_keys([number])

    def why_not(self, action_id: str) -> str | None:
        """What needs an entry."""
        if action_id in {"take", "amount", "tick"} and not len(self.grid.keys):
            return self.EMPTY
        return super().why_not(action_id)

    def action_take(self) -> None:
        """Apply to the ticked entries, else to the one under the cursor."""
        chosen = self.chosen() or tuple((int(key), None) for key in self.grid.targets())
        self.app.pop_screen()
        self._answer(chosen)

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """A second click applies."""
        message.stop()
        self.action_take()


def _number(row: ApplyRow) -> int:
    return row.entry.entry_no


def _typed(row: ApplyRow) -> str:
    return "accent" if row.typed else ""
