"""The receipts that were posted here: unapplied, applied again or reversed, never edited (rule 15)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from screens.customer_card_key import CARD
from screens.receipts_columns import posted_columns, state_tone
from screens.receipts_preview import posted_text
from screens.receipts_reading import Posted, customer_entries, read_posted
from screens.summed import SummedPage
from store.requests.receipts import ApplyEntries, ReversePosting, Unapply
from store.rows.receipts import PostedReceiptRow
from widgets.actions import Action
from widgets.common_actions import PLAIN_LIST_ACTIONS
from widgets.totals import Total, currencies_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from screens.desk import Desk
    from screens.receipts_values import Chosen
    from store.requests.base import Done, Request
    from store.rows.receipts import ApplicableEntry
    from widgets.columns import Column
    from widgets.grid import Grid

WITHOUT = {"search", "sort", "explain"}
CHANGES = {"unapply", "apply_entries", "reverse_receipt"}
NAMED = 2
"""Document nos. that a question names before it counts them."""
GONE = {
    "reversed": "That receipt was reversed: enter it anew where it was right.",
    "in the source": "An import brought that receipt: it is changed in the source now.",
}
"""Why nothing can be done with a receipt, by its state."""


class PostedReceiptsPage(SummedPage[PostedReceiptRow]):
    """A line a receipt, the newest first.

    Args:
        desk: Where one works.
        customer_no: Only this customer's; None: everybody's.
    """

    NAME = "Posted receipts"
    EXPORTS = "receipts"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("unapply", ("u",), "Unapply", "Take the receipt off the entries that it paid.", 0),
        Action("apply_entries", ("a",), "Apply", "Apply what is open of the receipt to open entries.", 1),
        Action("reverse_receipt", ("x", "delete"), "Reverse", "Unapply it and take it out of the ledger.", 3),
        Action("filter", ("f",), "Not posted", "Back to the receipts that are not posted.", 4, group="Find"),
        Action("ledger", ("l", "enter", "right"), "Ledger", "All ledger entries of this customer.", 5),
        CARD,
        *(action for action in PLAIN_LIST_ACTIONS if action.id not in {*WITHOUT, "enter"}),
    )
    EMPTY = "No receipt was posted here yet."

    def __init__(self, desk: Desk, customer_no: str | None = None) -> None:
        self.customer_no = customer_no
        self.found = Posted()
        super().__init__(desk, tickable=False)

    def columns(self) -> Sequence[Column]:
        """The customer's too where there are several."""
        return posted_columns(self.desk, customers=self.customer_no is None)

    def row_tone(self, row: PostedReceiptRow) -> str:
        """What was reversed stands back."""
        return "dim" if state_tone(row) == "dim" else ""

    def caption(self) -> str:
        """Whose receipts they are."""
        if self.customer_no is None:
            return f"{self.NAME} · all customers"
        return f"{self.customer_no} {self.found.customer_name} · posted receipts".replace("  ", " ")

    def filter_text(self) -> str:
        """That these are posted."""
        return "posted"

    def show_page(self) -> None:
        """Read the receipts."""
        self.read("posted", self._take, read_posted, self.customer_no)

    def _take(self, found: Posted) -> None:
        self.found = found
        self.show_facts()
        self.grid.empty_text = self.EMPTY
        self.grid.set_rows(found.rows, key=lambda row: row.entry_no)
        self.status.position(self.grid.position_text)
        sums: dict[str, Decimal] = {}
        for row in found.rows:
            if row.unapplied:
                sums[row.currency_code] = sums.get(row.currency_code, 0 * row.unapplied) + row.unapplied
        shown = {self.desk.currency(code): self.desk.amount(sums[code], code) for code in sorted(sums)}
        count = len(found.rows)
        figures = [Total("1 receipt" if count == 1 else f"{count:,} receipts")]
        self.totals.show([*figures, *([Total("not applied", currencies_text(shown))] if shown else [])])
        self.show_keys()

    # Changing.

    def why_not(self, action_id: str) -> str | None:
        """What a receipt's state does not allow."""
        row = self.grid.cursor_row
        if action_id in {*CHANGES, "ledger"} and row is None:
            return self.EMPTY
        refused = super().why_not(action_id)
        if refused or action_id not in CHANGES or row is None:
            return refused
        return self._refused(action_id, row)

    def _refused(self, action_id: str, row: PostedReceiptRow) -> str | None:
        if row.state in GONE:
            return GONE[row.state]
        if action_id == "unapply" and not row.document_nos:
            return f"{row.document_no} is applied to nothing: {self.actions.key('apply_entries')} applies it."
        if action_id == "apply_entries" and not row.unapplied:
            return f"All of {row.document_no} is applied: {self.actions.key('unapply')} unapplies it first."
        return None

    def cursor_moved(self, grid: Grid[PostedReceiptRow], key: object) -> None:
        """Which keys apply depends on the receipt."""
        self.status.position(grid.position_text)
        del key
        self.show_keys()

    def customer_here(self) -> str:
        """Whose receipts they are, or whose the one under the cursor is."""
        row = self.grid.cursor_row
        return self.customer_no or (row.customer_no if row is not None else "")

    def _named(self, row: PostedReceiptRow) -> str:
        amount = f"{self.desk.currency(row.currency_code)} {self.desk.amount(row.amount, row.currency_code)}"
        return f"{row.document_no}, {amount}"

    def action_unapply(self) -> None:
        """Ask, then take the applications back."""
        row = self.grid.cursor_row
        if row is not None:
            request = Unapply(actor=self.desk.actor, payment_entry_no=row.entry_no)
            count = len(row.document_nos)
            paid = ", ".join(row.document_nos) if count <= NAMED else f"{count} entries"
            self._ask(f"Unapply {self._named(row)}, from {paid}?", request)

    def action_reverse_receipt(self) -> None:
        """Ask, then take the receipt out of the ledger."""
        row = self.grid.cursor_row
        if row is not None:
            request = ReversePosting(actor=self.desk.actor, payment_entry_no=row.entry_no)
            self._ask(f"Reverse {self._named(row)} of {row.customer_name}?", request)

    def _ask(self, question: str, request: Request) -> None:
        def answered(key: str) -> None:
            if key == "y":
                self.submit(request, self._changed)

        self.prompt.ask(question, answered)

    def _changed(self, done: Done) -> None:
        self.tell(posted_text(done), "success")
        self.show_page()

    def action_apply_entries(self) -> None:
        """Choose the entries that what is open of the receipt is applied to."""
        row, today = self.grid.cursor_row, self.desk.work_date
        if row is not None:
            then = partial(self._choose_entries, row)
            self.read("apply", then, customer_entries, row.customer_no, today)

    def _choose_entries(self, row: PostedReceiptRow, found: Sequence[ApplicableEntry]) -> None:
        from screens.receipts_apply import ApplyEntriesPage  # noqa: PLC0415 - start-up

        entries = [entry for entry in found if entry.currency_code == row.currency_code]
        if not entries:
            self.tell(f"{row.customer_name} owes nothing in {self.desk.currency(row.currency_code)}.", "warning")
            return

        def chosen(applies_to: Chosen) -> None:
            request = ApplyEntries(actor=self.desk.actor, payment_entry_no=row.entry_no, applies_to=applies_to)
            self.submit(request, self._changed)

        self.app.push_screen(
            ApplyEntriesPage(self.desk, entries, (), chosen, amount=row.unapplied, posting_date=row.posting_date)
        )

    # Going on.

    def action_filter(self) -> None:
        """Back to what is not posted."""
        self.action_back()

    def action_ledger(self) -> None:
        """The customer's entries, closed ones too."""
        self.program.open_ledger(self.customer_here(), open_only=False)
