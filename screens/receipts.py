"""Cash receipt journal: money that came in and is not posted yet, what it pays, and its posting (S34, rule 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from screens.customer_card_key import CARD
from screens.read_only import READ_ONLY
from screens.receipts_columns import journal_columns
from screens.receipts_entering import Entering
from screens.receipts_reading import Journal, read_journal
from store.requests.receipts import DeleteJournalLines
from widgets.actions import Action
from widgets.common_actions import LIST_ACTIONS
from widgets.totals import Total, currencies_text, ticked_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from decimal import Decimal

    from screens.desk import Desk
    from screens.receipts_plan import PlannedLine
    from screens.receipts_values import Chosen, Origin
    from store.requests.base import Done
    from store.rows.receipts import JournalLineRow
    from widgets.columns import Column
    from widgets.grid import Grid

WITHOUT = {"search", "sort", "tick_overdue"}
"""What a list of a day's receipts does not need."""
NEEDS_LINE = {"enter", "edit_line", "delete_line", "post_receipts", "explain", "tick", "tick_all", "tick_none"}


class JournalPage(Entering):
    """A line a receipt; Enter changes it, F9 shows what posting will do.

    Args:
        desk: Where one works.
        customer_no: Only this customer's receipts; None: everybody's.
        origin: The interaction it is opened from.
        chosen: The entries that the first receipt applies to.
        begin: Whether to begin with a new receipt where this customer has none.
        draft: What was typed of a receipt before, to go on with (rule 12).
        remark: What to say about the entries chosen.
        posted: Called with the entry nos. that a posting changed.
    """

    NAME = "Cash receipt journal"
    EXPORTS = "journal"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("cash_receipt", ("$", "+"), "New", "Enter a cash receipt.", 1),
        Action("enter", ("enter", "right"), "Change", "Change this receipt.", 3, group="Move"),
        Action("edit_line", ("u",), "Change", "Change this receipt."),
        Action("post_receipts", ("f9", "P"), "Post", "Show what posting will do, then post.", 0),
        Action("delete_line", ("x", "-", "delete"), "Delete", "Delete the ticked receipts, else this one.", 4),
        Action("filter", ("f",), "Posted", "The receipts that were posted: unapply, apply, reverse.", 5, group="Find"),
        Action("ledger", ("l",), "Ledger", "The ledger entries of this customer.", 9),
        CARD,
        *(action for action in LIST_ACTIONS if action.id not in WITHOUT),
    )

    def __init__(
        self,
        desk: Desk,
        customer_no: str | None = None,
        *,
        origin: Origin | None = None,
        chosen: Chosen = (),
        begin: bool = False,
        draft: dict[str, Any] | None = None,
        remark: str = "",
        posted: Callable[[Collection[int]], None] | None = None,
    ) -> None:
        self.customer_no = customer_no
        self.customer_name = ""
        self.journal = Journal()
        super().__init__(desk)
        self.begun_with(origin, chosen, begin=begin, draft=draft, remark=remark, posted=posted)

    def columns(self) -> Sequence[Column]:
        """The customer's too where there are several."""
        return journal_columns(self.desk, customers=self.customer_no is None)

    def mark(self, row: PlannedLine) -> str:
        """! what cannot be posted as it is."""
        return "!" if row.plan is None else " "

    def caption(self) -> str:
        """Whose receipts they are."""
        if self.customer_no is None:
            return f"{self.NAME} · all customers"
        return f"{self.customer_no} {self.customer_name} · cash receipts".replace("  ", " ")

    def filter_text(self) -> str:
        """That these are the ones to be posted."""
        return "not posted"

    # Reading.

    def show_page(self) -> None:
        """Read the receipts and what their entries are now."""
        self.read("journal", self._take, read_journal, self.customer_no, self.desk.facts.setup)

    def _take(self, found: Journal) -> None:
        self.journal = found
        self.customer_name = found.customer_name
        self.show_facts()
        new = self.actions.key("cash_receipt")
        self.grid.empty_text = f"No receipt waits to be posted: {new} enters one, {self.actions.key('filter')} shows"
        self.grid.empty_text += " what was posted."
        self.grid.untick_keys([key for key in self.grid.ticked if key not in {row.line.id for row in found.lines}])
        self.grid.set_rows(found.lines, key=lambda row: row.line.id)
        if self.goal is not None and self.grid.go_to(self.goal):
            self.goal = None
        self.status.position(self.grid.position_text)
        self.show_totals()
        self.show_keys()
        self.begin_once()

    # Totals.

    def show_totals(self) -> None:
        """What is ticked, else all, by currency, and what of it stays on account."""
        ticked = [row for row in self.journal.lines if row.line.id in self.grid.ticked]
        rows = ticked or self.journal.lines
        label = ticked_text(len(ticked)) if ticked else f"{len(rows)} to post"
        left = self._sums(rows, lambda row: row.plan.left_over if row.plan is not None else None)
        figures = [Total(label), Total("Amount", self._sums(rows, lambda row: row.line.amount))]
        if left and any(row.plan is not None and row.plan.left_over for row in rows):
            figures.append(Total("left over", left))
        self.totals.show(figures if rows else ())

    def _sums(self, rows: Sequence[PlannedLine], pick: Callable[[PlannedLine], Decimal | None]) -> str:
        sums: dict[str, Decimal] = {}
        for row in rows:
            amount = pick(row)
            if amount is not None:
                sums[row.line.currency_code] = sums.get(row.line.currency_code, 0 * amount) + amount
        shown = {self.desk.currency(code): self.desk.amount(sums[code], code) for code in sorted(sums)}
        return currencies_text(shown, self.desk.lcy) if shown else self.desk.amount(self.desk.parse_amount("0"))

    # Actions.

    def why_not(self, action_id: str) -> str | None:
        """What changes nothing, and what needs a receipt."""
        if action_id == "enter" and self.desk.books.read_only:
            return READ_ONLY
        refused = super().why_not(action_id)
        if refused is None and action_id in NEEDS_LINE and not len(self.grid.keys):
            return f"There is no receipt to post: {self.actions.key('cash_receipt')} enters one."
        return refused

    def customer_here(self) -> str:
        """Whose receipts they are, or whose the one under the cursor is."""
        row = self.grid.cursor_row
        return self.customer_no or (row.line.customer_no if row is not None else "")

    def lines_here(self) -> list[JournalLineRow]:
        """The ticked receipts, else all of the customer shown, else the one under the cursor; in the list's order."""
        if self.grid.ticked or self.customer_no is None:
            wanted = set(self.grid.targets())
            return [row.line for row in self.journal.lines if row.line.id in wanted]
        return [row.line for row in self.journal.lines]

    def action_post_receipts(self) -> None:
        """Show what posting will do before it is done."""
        self.preview(self.lines_here())

    def action_explain(self) -> None:
        """What posting this receipt will do, entry by entry (rule 19)."""
        row = self.grid.cursor_row
        if row is not None:
            self.preview([row.line])

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """Change the receipt."""
        message.stop()
        if self.why_not("edit_line") is None:
            self.action_edit_line()

    def action_delete_line(self) -> None:
        """Ask, then delete."""
        wanted = set(self.grid.targets())
        lines = [row.line for row in self.journal.lines if row.line.id in wanted]
        if not lines:
            return
        first = lines[0]
        amount = f"{self.desk.currency(first.currency_code)} {self.desk.amount(first.amount, first.currency_code)}"
        what = (
            f"{first.document_no}, {amount} of {first.customer_name}" if len(lines) == 1 else f"{len(lines)} receipts"
        )
        self.prompt.ask(f"Delete {what}?", lambda key: self._delete(lines, key))

    def _delete(self, lines: list[JournalLineRow], key: str) -> None:
        if key == "y":
            seen = tuple((line.id, line.version) for line in lines)
            self.submit(DeleteJournalLines(actor=self.desk.actor, lines=seen), self._deleted)

    def _deleted(self, done: Done) -> None:
        self.tell(f"{done.summary}.", "success")
        self.show_page()

    def action_filter(self) -> None:
        """The receipts that were posted."""
        from screens.receipts_posted import PostedReceiptsPage  # noqa: PLC0415 - start-up

        self.app.push_screen(PostedReceiptsPage(self.desk, self.customer_no))

    def action_ledger(self) -> None:
        """The customer's entries."""
        if self.customer_here():
            self.program.open_ledger(self.customer_here())
