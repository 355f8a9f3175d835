"""Updating entries from the ledger page: the same dialog and the same rules as in an interaction (S18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens.page import Page
from store.requests.calls import UpdateEntries, UpdateResult

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.ticked_entries import TickedEntries
    from screens.update_entries import UpdateAnswer
    from store.requests.base import Done
    from store.rows.ledger import EntryRow
    from widgets.grid import Grid


class LedgerUpdates(Page):
    """Mixed into the ledger page."""

    grid: Grid[Any]
    ticked: TickedEntries

    def targets(self) -> list[EntryRow]:
        """The marked entries, else the one under the cursor; in the list's order."""
        rows = (self.ticked.rows.get(int(key)) or self.grid.row(key) for key in self.grid.targets())
        return [row for row in rows if row is not None]

    def action_update(self) -> None:
        """Open the dialog for the marked entries."""
        from screens.update_entries import UpdateEntriesForm, UpdateEntry  # noqa: PLC0415 - start-up

        rows = self.targets()
        closed = [row.document_no for row in rows if not row.open]
        if closed:
            self.tell(f"{', '.join(closed[:4])} closed: nothing can be promised or queried there.", "warning")
            return
        entries = tuple(
            UpdateEntry(
                entry_no=row.entry_no,
                version=row.version,
                document_no=row.document_no,
                due=row.due_date,
                currency=row.currency_code,
                remaining=row.remaining,
                remaining_lcy=row.remaining_lcy,
            )
            for row in rows
        )
        form = UpdateEntriesForm(self.desk, entries, header_next=None, draft=None, on_draft=None)
        self.app.push_screen(form, lambda answer: self._update(rows, answer))

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
