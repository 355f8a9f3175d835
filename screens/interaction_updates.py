"""Updating entries from an interaction, by dialog or in one line (S18–S26)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens.interaction_oneline import promise_line, query_line
from screens.interaction_refused import Refusable
from screens.repeating import Repeating
from screens.update_entries import UpdateEntriesForm, UpdateEntry
from screens.update_entries_values import typed_of
from store.queries import ledger
from store.requests.calls import UpdateEntries, UpdateResult

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from screens.desk import Desk
    from screens.interaction_oneline import OneLine
    from screens.interaction_reading import Start
    from screens.update_entries import UpdateAnswer
    from store.requests.base import Done
    from store.rows.ledger import EntryRow


class Updating(Refusable, Repeating):
    """Update selected entries, `:p` and `:q`."""

    def __init__(self, desk: Desk, interaction_id: str, *, start: Start | None = None, resume: bool = False) -> None:
        super().__init__(desk, interaction_id, start=start, resume=resume)
        self._unticked: frozenset[int] = frozenset()
        self.stale = False
        """Whether the entries are being changed or read again: what is held is not what the ledger has."""

    # The dialog.

    def targets(self) -> list[int]:
        """The entries that an update works on: the ticked ones, else the one under the cursor."""
        return [int(key) for key in self.grid.targets()]

    def action_update_entries(self) -> None:
        """Update the ticked entries, else the one under the cursor."""
        if self.ask_again():
            return
        self.keep_ticks()
        if self.stale:
            self._read_entries(self.targets(), self.open_update)
        else:
            self.open_update(self.held(self.targets()))

    def held(self, numbers: list[int]) -> list[UpdateEntry]:
        """Those of the entries that are open, as they were last read."""
        rows = [self.entries[number] for number in numbers if number in self.entries]
        return [UpdateEntry.of(row) for row in rows if row.open]

    def _read_entries(self, numbers: list[int], then: Callable[[list[UpdateEntry]], None]) -> None:
        """Read entries as they are now, so that what is shown is what is updated."""

        def found(rows: Mapping[int, EntryRow]) -> None:
            then([UpdateEntry.of(rows[number]) for number in numbers if number in rows and rows[number].open])

        self.read("entries", found, ledger.entry_rows, numbers, self.desk.work_date)

    def open_update(
        self,
        entries: list[UpdateEntry],
        draft: dict[str, Any] | None = None,
        error: str = "",
        meanwhile: Sequence[str] = (),
    ) -> None:
        """Open the dialog for these entries, with what was typed before and what was changed meanwhile."""
        header = self.header
        if not entries or header is None:
            self.tell("That entry was paid meanwhile: there is nothing to update.", "warning")
            return
        versions = [[entry.entry_no, entry.version] for entry in entries]

        def keep(typed: dict[str, Any]) -> None:
            if form.is_current:  # its focus goes last of all, once it is answered
                self.keep_dialog({"kind": "update", "entries": versions, "values": typed})

        self.keep_dialog({"kind": "update", "entries": versions, "values": draft or {}})
        form = UpdateEntriesForm(
            self.desk,
            entries,
            header_next=header.next_interaction_on,
            draft=draft or None,
            on_draft=keep,
            error=error,
            meanwhile=meanwhile,
        )
        self.app.push_screen(form, lambda answer: self._update_answered(entries, form, answer))

    def _update_answered(
        self, entries: list[UpdateEntry], form: UpdateEntriesForm, answer: UpdateAnswer | None
    ) -> None:
        self.keep_dialog(None)
        if answer is not None:
            self.update_entries(entries, answer, form.values())

    def update_entries(self, entries: list[UpdateEntry], answer: UpdateAnswer, typed: dict[str, Any]) -> None:
        """Ask the books for an update; `typed` opens the dialog again where they refuse it."""
        request = UpdateEntries(
            actor=self.desk.actor,
            interaction_id=self.interaction_id,
            entries=tuple((entry.entry_no, entry.version) for entry in entries),
            status_code=answer.status_code,
            promise=answer.promise,
            query=answer.query,
            note=answer.note,
            next_interaction_on=answer.next_interaction_on,
        )
        self.program.last_update = answer
        self._asked[request.request_id] = ({entry.entry_no: entry.version for entry in entries}, typed)
        self.entered = self.stale = True
        self.submit(request, self._updated)
        self.keep_draft()

    def _updated(self, done: Done) -> None:
        """Say what was done; the ticks go, so that the next update works on what is ticked then."""
        said = [done.summary]
        result = done.result
        if isinstance(result, UpdateResult):
            if result.got_nothing:
                gets = "1 entry gets" if len(result.got_nothing) == 1 else f"{len(result.got_nothing)} entries get"
                said.append(f"{gets} nothing")
            if result.withdrawn:
                said.append(f"{result.withdrawn} earlier promise{'s' if result.withdrawn > 1 else ''} withdrawn")
            self._unticked = self.selection.ticked & frozenset(result.updated)
            self.grid.untick_keys(result.updated)
            self.keep_ticks()
        self.tell(f"{'; '.join(said)}.", "success")
        self.sync()

    def _told(self, done: Done) -> None:
        """After an undo of the update the ticks are as before it."""
        super()._told(done)
        self.grid.tick_keys(self._unticked)
        self._unticked = frozenset()

    # In one line.

    def echo_p(self, words: str) -> str:
        """The promise and its split, as a sentence."""
        return self._promise(words).sentence if words else "amount and date, or a date alone for all of it"

    def line_p(self, words: str) -> None:
        """Promise on the ticked entries, else the one under the cursor."""
        self.one_line(self._promise(words))

    def _promise(self, words: str) -> OneLine:
        return promise_line(self.desk, words, self.targeted(), self.header_next())

    def echo_q(self, words: str) -> str:
        """The query, as a sentence."""
        if not words:
            return f"a target date and a reason: :q 1w price; {self.actions.key('quit')} leaves the program"
        return query_line(self.desk, words, self.targeted(), self.header_next()).sentence

    def line_q(self, words: str) -> None:
        """Query the ticked entries, else the one under the cursor; alone it does nothing."""
        if not words:
            super().line_q(words)
            return
        self.one_line(query_line(self.desk, words, self.targeted(), self.header_next()))

    def targeted(self) -> list[UpdateEntry]:
        """The entries that a line works on; raises ValueError where there is none."""
        self.must_be_live()
        entries = self.held(self.targets())
        if not entries:
            raise ValueError("There is no open entry: tick one, or move the cursor to it.")
        return entries

    def header_next(self) -> date | None:
        """The next interaction date that stands: no code's proposal takes its place (rule 5)."""
        return self.header.next_interaction_on if self.header is not None else None

    def one_line(self, line: OneLine) -> None:
        """Do what a line asks for."""
        entries = self.targeted()
        self.keep_ticks()
        self.update_entries(entries, line.answer, typed_of(self.desk, line.answer, entries[0].currency))

    # Drafts.

    def reopen_line(self, kind: str, text: str) -> None:
        """Open the prompt line of that kind with what was typed in it."""
        reopen: dict[str, Callable[[str], None]] = {
            "command": self.open_command,
            "next": self._ask_next,
            "type": self._ask_type,
            "controller": self._ask_controller,
            "contact": self._ask_contact,
        }
        if kind in reopen:
            reopen[kind](text)

    def reopen_dialog(self, dialog: dict[str, Any]) -> None:
        """Open a form again with what was typed in it."""
        kind, values = dialog.get("kind"), dialog.get("values")
        if kind == "notes" and isinstance(values, str):
            self._open_notes(values)
        elif kind == "contact" and isinstance(values, dict):
            self._open_contact(str(dialog.get("how", "c")), values)
        elif kind == "update" and isinstance(values, dict) and isinstance(dialog.get("entries"), list):
            self._reopen_update(dict(dialog["entries"]), values)

    def _reopen_update(self, versions: dict[int, int], typed: dict[str, Any]) -> None:
        """Open the dialog again, unless it had been confirmed and the program ended just after that."""

        def found(entries: list[UpdateEntry]) -> None:
            if self.dialog is not None:
                return  # another form was opened while they were read
            numbers = [entry.entry_no for entry in entries if entry.version != versions[entry.entry_no]]
            if entries and all(self.lines[number].updated for number in numbers) and len(numbers) == len(entries):
                return
            self.open_update(entries, typed)

        self._read_entries(list(versions), found)
