"""Update Selected Entries (S18–S26): the code decides what is asked, and the split is seen before it is confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from screens.update_entries_form import UpdateFields
from screens.update_entries_values import UpdateAnswer, UpdateEntry, code_choices, reason_choices, total_text
from store.requests.calls import PromiseInput, QueryInput
from store.rules.promise_split import SplitError
from store.rules.status import check_promise_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.binding import BindingType

    from store.rows.setup import StatusCodeRow
    from widgets.fields import Field
    from widgets.typed_fields import DateField

__all__ = ["UpdateAnswer", "UpdateEntriesForm", "UpdateEntry"]


class UpdateEntriesForm(UpdateFields):
    """The dialog; dismissed with an `UpdateAnswer`, or None where it was left.

    Args:
        desk: Where one works.
        entries: The entries it works on, at least one, in the order named in the caption.
        header_next: The interaction's next interaction date; a code's proposal fills it only where there is none.
        draft: What was typed before, to go on with (rule 12).
        on_draft: Called with what is typed after every change, for the draft.
        in_interaction: Whether there is a header that a next interaction date belongs to.
        error: A sentence to begin with, where the books refused what was confirmed before.
        meanwhile: What others made of the entries before they refused it, a line an entry.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("f4", "status_codes", "Status codes")]

    def touched(self) -> bool:
        """Whether anything was typed."""
        return bool(self._touched)

    def last_field(self) -> Field:
        """The last of the fields that the code asks for."""
        return [field for field in self._fields() if field.display and not field.disabled][-1]

    def action_confirm(self) -> None:
        """Confirm if all is right; else the first wrong field says why and has the focus."""
        for field in self._wrong():
            field.focus()
            self._show_split()
            return
        code = self.code
        if code is not None:
            self.dismiss(self._answer(code))

    def _wrong(self) -> Iterable[Field]:
        """The fields that are wrong, each with its sentence, in their order."""
        checks: list[tuple[Field, Callable[[], object]]] = [(self.status, self.status.read)]
        if self._asks("promise"):
            checks += [(self.full if self.full.on else self.amount, self._check_amount), (self.day, self._check_day)]
        if self._asks("query"):
            checks += [(self.target, lambda: self._check_ahead(self.target, "A query needs a resolution target date"))]
            checks += [(self.by, self.by.read), (self.reason, self.reason.read)]
        if self.next.display and self.next.value.strip():
            checks += [(self.next, lambda: self._check_ahead(self.next, ""))]
        for field, check in checks:
            try:
                check()
            except ValueError as error:
                field.set_error(str(error))
                yield field

    def _check_amount(self) -> None:
        if not self.full.on and self.amount.read() is None:
            raise SplitError(f"Type the payment amount, up to {total_text(self.desk, self.entries)}.")
        self._split()

    def _check_day(self) -> None:
        self.day.read()
        check_promise_date(self.day.day, self.desk.work_date)

    def _check_ahead(self, field: DateField, missing: str) -> None:
        field.read()
        day = field.day
        if day is None and missing:
            raise ValueError(f"{missing}: type one, such as fri, +7 or 15.")
        if day is not None and day < self.desk.work_date:
            today = self.desk.long_date(self.desk.work_date)
            raise ValueError(f"That is before the work date, {today}: type that day or a later one.")

    def _answer(self, code: StatusCodeRow) -> UpdateAnswer:
        promise = query = None
        if self._asks("promise") and self.day.day is not None:
            full = self.full.on
            promise = PromiseInput(self.day.day, full=full, amount=None if full else self.amount.amount)
        if self._asks("query") and self.target.day is not None:
            reason = self.reason.choice
            query = QueryInput(self.target.day, by=self.by.value.strip(), reason=reason.code if reason else "")
        next_day = self.next.day if self.next.display else None
        return UpdateAnswer(code.code, promise, query, self.note.value.strip(), next_day)

    def action_status_codes(self) -> None:
        """Look status codes up, change or make one (S17); going back comes back to what was typed."""
        from screens.status_codes import StatusCodesPage  # noqa: PLC0415 - start-up

        self.app.push_screen(StatusCodesPage(self.desk))

    def facts_changed(self) -> None:
        """Codes or reasons were made or changed: they can be chosen at once."""
        self.status.choices, self.reason.choices = code_choices(self.desk), reason_choices(self.desk)
        self.status.update_echo()
        self.reason.update_echo()
        self._show_groups()
