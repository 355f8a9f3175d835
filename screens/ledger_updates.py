"""Updating entries from the ledger page: the same dialog and the same rules as in an interaction (S18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens.entry_documents import EntryDocuments
from store.queries import ledger
from store.requests.calls import UpdateEntries, UpdateResult

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.ticked_entries import TickedEntries
    from screens.update_entries import UpdateAnswer
    from store.requests.base import Done, NotDone
    from store.rows.ledger import EntryRow
    from widgets.grid import Grid


class LedgerUpdates(EntryDocuments):
    """Mixed into the ledger page."""

    grid: Grid[Any]
    ticked: TickedEntries
    _draft: dict[str, object] | None = None

    def targets(self) -> list[EntryRow]:
        """The marked entries, else the one under the cursor; in the list's order."""
        rows = (self.ticked.rows.get(int(key)) or self.grid.row(key) for key in self.grid.targets())
        return [row for row in rows if row is not None]

    def document_entries(self) -> list[EntryRow]:
        """The marked entries, else the one under the cursor."""
        return self.targets()

    def action_update_entries(self) -> None:
        """Open the dialog for the marked entries."""
        rows = self.targets()
        closed = [row.document_no for row in rows if not row.open]
        if closed:
            are = "is" if len(closed) == 1 else "are"
            self.tell(f"{', '.join(closed[:4])} {are} closed: nothing can be promised or queried there.", "warning")
            return
        self._draft = None
        self._open_form(rows)

    def action_cash_receipt(self) -> None:
        """A receipt for the marked entries of one customer, else for the one under the cursor (S34)."""
        from screens.receipts_chosen import choosable  # noqa: PLC0415 - start-up

        rows = self.targets()
        customers = {row.customer_no for row in rows} or {self.customer_here()}
        if len(customers) > 1:
            self.tell(f"The marked entries belong to {len(customers)} customers, a receipt is from one.", "warning")
        elif customers == {""}:
            self.tell("There is no customer here.")
        else:
            chosen, remark = choosable(rows)
            self.program.open_receipts(customers.pop(), chosen, remark, self.grid.untick_keys)

    def _open_form(self, rows: Sequence[EntryRow], error: str = "") -> None:
        from screens.update_entries import UpdateEntriesForm, UpdateEntry  # noqa: PLC0415 - start-up

        entries = tuple(UpdateEntry.of(row) for row in rows)
        form = UpdateEntriesForm(
            self.desk, entries, draft=self._draft, on_draft=self._keep, in_interaction=False, error=error
        )
        self.app.push_screen(form, lambda answer: self._update(rows, answer))

    def _keep(self, draft: dict[str, object]) -> None:
        self._draft = draft

    def _update(self, rows: Sequence[EntryRow], answer: UpdateAnswer | None) -> None:
        if answer is None:
            return
        self.submit(
            UpdateEntries(
                actor=self.desk.actor,
                entries=tuple((row.entry_no, row.version) for row in rows),
                status_code=answer.status_code,
                promise=answer.promise,
                query=answer.query,
                note=answer.note,
            ),
            self._updated,
        )

    def not_saved(self, outcome: NotDone) -> None:
        """A refused update comes back to the dialog with everything typed, for the entries as they are now."""
        super().not_saved(outcome)
        request = outcome.request
        if isinstance(request, UpdateEntries):
            numbers = [number for number, _version in request.entries]
            self.read(
                "again",
                lambda rows: self._again(list(rows.values()), outcome.sentence),
                ledger.entry_rows,
                numbers,
                self.desk.work_date,
            )

    def _again(self, rows: Sequence[EntryRow], sentence: str) -> None:
        still = [row for row in rows if row.open]
        self.show_page()
        if still:
            self._open_form(still, sentence)

    def _updated(self, done: Done) -> None:
        self.grid.tick_none()
        self.tell(updated_text(done.result) if isinstance(done.result, UpdateResult) else done.summary, "success")
        self.show_page()


def updated_text(result: UpdateResult) -> str:
    """What an update did, in a sentence."""
    count = len(result.updated)
    told = [f"{count} {'entry' if count == 1 else 'entries'} updated"]
    if result.promised:
        told.append(f"{len(result.promised)} promised")
    if result.got_nothing:
        told.append(f"{len(result.got_nothing)} got nothing of the promise")
    if result.withdrawn:
        told.append(f"{result.withdrawn} earlier promise{'s' if result.withdrawn > 1 else ''} withdrawn")
    return f"{', '.join(told)}."
