"""Updating entries from the ledger page: the same dialog and the same rules as in an interaction (S18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens.entry_documents import EntryDocuments
from screens.meanwhile import Refused, now_lines, read_now
from screens.repeating import Repeating
from store.requests.calls import UpdateEntries, UpdateResult

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from screens.interaction_oneline import OneLine
    from screens.meanwhile import Now
    from screens.ticked_entries import TickedEntries
    from screens.update_entries import UpdateAnswer
    from screens.update_entries_values import UpdateEntry
    from store.requests.base import Done, NotDone
    from store.rows.ledger import EntryRow
    from widgets.grid import Grid


class LedgerUpdates(EntryDocuments, Repeating):
    """Mixed into the ledger page."""

    grid: Grid[Any]
    ticked: TickedEntries
    refused: tuple[Refused, ...] = ()
    """Updates that the books refused, and that wait until nothing else is being typed."""
    _asked: Mapping[str, dict[str, Any]] = {}
    """What was typed for each update that is on its way, by request."""

    def targets(self) -> list[EntryRow]:
        """The marked entries, else the one under the cursor; in the list's order."""
        rows = (self.ticked.rows.get(int(key)) or self.grid.row(key) for key in self.grid.targets())
        return [row for row in rows if row is not None]

    def document_entries(self) -> list[EntryRow]:
        """The marked entries, else the one under the cursor."""
        return self.targets()

    def action_update_entries(self) -> None:
        """Open the dialog for the marked entries; for what was refused before, first."""
        if self.ask_again():
            return
        try:
            self._open_form(self._open_targets())
        except ValueError as error:
            self.tell(str(error), "warning")

    def _open_targets(self) -> list[EntryRow]:
        """The entries that can be updated. Raises ValueError with a sentence where there is none, or one is closed."""
        rows = self.targets()
        if not rows:
            raise ValueError("There is no entry in the list.")
        closed = [row.document_no for row in rows if not row.open]
        if closed:
            are = "is" if len(closed) == 1 else "are"
            raise ValueError(f"{', '.join(closed[:4])} {are} closed: nothing can be promised or queried there.")
        return rows

    def targeted(self) -> list[UpdateEntry]:
        """The same as the update takes them; raises as `_open_targets`."""
        from screens.update_entries_values import UpdateEntry  # noqa: PLC0415 - start-up

        return [UpdateEntry.of(row) for row in self._open_targets()]

    def one_line(self, line: OneLine) -> None:
        """Update as a line asks for."""
        from screens.update_entries_values import typed_of  # noqa: PLC0415 - start-up

        rows = self._open_targets()
        self._update(rows, line.answer, typed_of(self.desk, line.answer, rows[0].currency_code))

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

    def _open_form(
        self,
        rows: Sequence[EntryRow],
        typed: dict[str, Any] | None = None,
        error: str = "",
        meanwhile: Sequence[str] = (),
    ) -> None:
        from screens.update_entries import UpdateEntriesForm, UpdateEntry  # noqa: PLC0415 - start-up

        form = UpdateEntriesForm(
            self.desk,
            tuple(UpdateEntry.of(row) for row in rows),
            draft=typed,
            in_interaction=False,
            error=error,
            meanwhile=meanwhile,
        )
        self.app.push_screen(form, lambda answer: self._update(rows, answer, form.values()))

    def _update(self, rows: Sequence[EntryRow], answer: UpdateAnswer | None, typed: dict[str, Any]) -> None:
        if answer is None:
            return
        request = UpdateEntries(
            actor=self.desk.actor,
            entries=tuple((row.entry_no, row.version) for row in rows),
            status_code=answer.status_code,
            promise=answer.promise,
            query=answer.query,
            note=answer.note,
        )
        self._asked = {**self._asked, request.request_id: typed}
        self.program.last_update = answer
        self.submit(request, self._updated)

    # What the books refuse.

    def not_saved(self, outcome: NotDone) -> None:
        """A refused update comes back to the dialog with everything typed, for the entries as they are now."""
        super().not_saved(outcome)
        request = outcome.request
        if isinstance(request, UpdateEntries):
            typed = self._asked.get(request.request_id, {})
            self.refused = (*self.refused, Refused(dict(request.entries), typed, outcome.sentence))
            self.show_page()
            self.ask_again()

    def on_screen_resume(self) -> None:
        """The page or form that was in front is left: a refused update may have its turn."""
        self.call_after_refresh(self.ask_again)

    def ask_again(self) -> bool:
        """Open the dialog for a refused update, unless something else is being typed; whether there is one."""
        if not self.refused:
            return False
        if self._busy:
            self.tell(f"{self.refused[0].sentence} {self.actions.key('update_entries')} shows it again.", "error")
            return False
        self.read("refused", self._open_refused, read_now, self.refused[0].versions, self.desk.work_date)
        return True

    @property
    def _busy(self) -> bool:
        return not self.is_active or self.prompt.active

    def _open_refused(self, now: Now) -> None:
        if self._busy or not self.refused:
            return
        refused, *rest = self.refused
        self.refused = tuple(rest)
        still = [row for row in now.rows.values() if row.open]
        lines = now_lines(self.desk, refused.versions, now)
        if still:
            self._open_form(still, refused.typed, refused.sentence, lines)
        else:
            self.tell(f"Nothing is left to update: {'; '.join(lines)}.", "warning")

    def _updated(self, done: Done) -> None:
        self._asked = {key: typed for key, typed in self._asked.items() if key != done.request.request_id}
        result = done.result
        if isinstance(result, UpdateResult):
            self.grid.untick_keys(result.updated)
            self.tell(updated_text(result), "success")
        else:
            self.tell(done.summary, "success")
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
