"""The fields of Update Selected Entries: the code decides which are asked, the split follows what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from screens.forms import FormScreen
from screens.update_entries_fields import DayField, FullAmountField, TextLines
from screens.update_entries_standing import proposed
from screens.update_entries_values import (
    UpdateAnswer,
    UpdateEntry,
    caption_of,
    code_choices,
    promised_text,
    query_goes_text,
    reason_choices,
    split_lines,
    split_of,
    total_text,
)
from store.rules.promise_split import SplitError
from store.rules.status import groups, next_interaction
from widgets.fields import Field
from widgets.notefield import Caption, NoteField
from widgets.prompt import PromptLine
from widgets.typed_fields import AmountField, ChoiceField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from textual.app import ComposeResult

    from screens.desk import Desk
    from store.rows.setup import StatusCodeRow
    from store.rules.promise_split import Split
    from widgets.painting import Part

NOTE_HINT = "Enter: new line · Tab: next field · F10 confirms · Esc leaves"
HINT = "Enter: next, the last confirms · Tab: note · F10 confirms · Esc leaves"


class UpdateFields(FormScreen[UpdateAnswer | None]):
    """What is asked and typed; `UpdateEntriesForm` confirms it."""

    CSS_PATH = "update_entries.tcss"

    def __init__(
        self,
        desk: Desk,
        entries: Sequence[UpdateEntry],
        *,
        header_next: date | None = None,
        draft: Mapping[str, object] | None = None,
        on_draft: Callable[[dict[str, object]], None] | None = None,
        in_interaction: bool = True,
        error: str = "",
        meanwhile: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.desk = desk
        self.entries = tuple(entries)
        self._header_next = header_next
        self._in_interaction = in_interaction
        self._draft = draft
        self._on_draft = on_draft
        self._error = error
        self._meanwhile = tuple(meanwhile)
        self._touched: set[str] = set()
        codes = sorted({entry.currency for entry in entries})
        self._currency = codes[0] if len(codes) == 1 else ""
        self._make_fields()
        self.split = TextLines(id="split")
        self.meanwhile = TextLines(id="meanwhile")
        self.hint = Caption(HINT, "dim", id="hint")
        self.prompt = PromptLine(covers=self.hint)

    def _make_fields(self) -> None:
        desk = self.desk
        self.status = ChoiceField(
            "Status code",
            choices=code_choices(desk),
            required="Choose a status code by its first letters or the arrows; F4 lists and makes them.",
            changed=self._status_changed,
            id="status",
        )
        self.full = FullAmountField("Full amount", digit=self._part_begun, on=True, changed=self._edited, id="full")
        self.amount = AmountField(
            "Payment amount",
            decimals=desk.decimals(self._currency),
            currency=desk.currency(self._currency),
            decimal_mark=desk.decimal_mark,
            changed=self._edited,
            id="amount",
            disabled=True,
        )
        self.day = self._day_field("Payment date", "day")
        self.target = self._day_field("Resolution target date", "target")
        self.by = Field("Resolution by", changed=self._edited, id="by")
        self.reason = ChoiceField(
            "Reason",
            choices=reason_choices(desk),
            changed=self._edited,
            id="reason",
        )
        self.next = self._day_field("Next interaction date", "next")
        self.note = NoteField("Note (kept with each entry)", id="note")

    def _day_field(self, label: str, name: str) -> DayField:
        desk = self.desk
        return DayField(
            label,
            work_date=desk.work_date,
            order=desk.date_order,
            holidays=desk.facts.setup.holidays,
            changed=self._edited,
            id=name,
        )

    def compose(self) -> ComposeResult:
        """Caption, fields, split, note and the hint."""
        with Vertical(id="form"):
            yield Caption(caption_of(self.desk, self.entries), "bold", id="caption")
            yield self.meanwhile
            yield self.status
            yield from (self.full, self.amount, self.day, self.split)
            yield from (self.target, self.by, self.reason)
            yield self.next
            yield self.note
            yield self.hint
            yield self.prompt

    def on_mount(self) -> None:
        """Begin with the code, or where the draft was left."""
        self.meanwhile.show([[(line, "warning")] for line in self._meanwhile])
        self._show_groups()
        focus: Field | NoteField = self.status
        if self._draft is not None:
            focus = self._restore(self._draft)
        focus.focus()
        if self._error:
            self.hint.show(self._error, "error")

    # What is asked depends on the code.

    @property
    def code(self) -> StatusCodeRow | None:
        """The status code chosen, or None."""
        choice = self.status.choice
        return self.desk.facts.status_code(choice.code) if choice else None

    def _asks(self, group: str) -> bool:
        code = self.code
        return code is not None and group in groups(payment_promised=code.payment_promised, queried=code.queried)

    def _status_changed(self, field: Field) -> None:
        self._show_groups()
        self._edited(field)

    def _show_groups(self) -> None:
        code = self.code
        promise, query = self._asks("promise"), self._asks("query")
        for shown in (self.full, self.amount, self.day, self.split):
            shown.display = promise
        for field in (self.target, self.by, self.reason):
            field.display = query
        if code is not None:
            offered = proposed(self.desk, self.entries, code, self._currency)
            for each in self._fields():
                if each.id in offered:
                    self._default(each, offered[each.id])
        self.next.display = self._proposes_next()
        if self.next.display and code is not None:
            self._default(self.next, next_interaction(None, code.next_interaction, self.desk.work_date))

    def _proposes_next(self) -> bool:
        """Whether the code proposes a next interaction date that the header lacks (rule 5)."""
        code = self.code
        empty = self._in_interaction and self._header_next is None
        return empty and code is not None and bool(code.next_interaction.strip())

    def _default(self, field: Field, value: date | str | None) -> None:
        """Fill in a default where nothing was typed."""
        if field.id not in self._touched:
            field.set_value(value if isinstance(value, str) else self.desk.short_date(value))

    # What is typed.

    def on_descendant_focus(self) -> None:
        """Where one is belongs to the draft; the hint says what Enter does there."""
        if not self._error:
            self._show_hint()
        if self._on_draft is not None:
            self._on_draft(self.values())

    def _edited(self, field: Field) -> None:
        if field.id:
            self._touched.add(field.id)
        self._changed()

    def on_note_field_changed(self, message: NoteField.Changed) -> None:
        """The note was typed on."""
        message.stop()
        if self.note.value:
            self._touched.add("note")
        self._changed()

    def _part_begun(self, digit: str) -> None:
        """A digit on *full amount*: a part is promised, and this belongs to its amount."""
        if self.full.on:
            self.full.set_on(False)
            self.amount.editor.set("")
        self._touched |= {"full", "amount"}
        self.amount.disabled = False
        self.amount.editor.insert(digit)
        self.amount.update_echo()
        self.amount.focus()
        self._changed()

    def _changed(self) -> None:
        if not self.is_attached:
            return
        self.amount.disabled = self.full.on
        for field in self._fields():
            if field.error and (field.disabled or not field.display):
                field.set_error("")
        if self._error:
            self._error = ""
            self._show_hint()
        self._show_split()
        if self._on_draft is not None:
            self._on_draft(self.values())

    def _show_hint(self) -> None:
        """Which keys go on from here."""
        self.hint.show(NOTE_HINT if self._in_note else HINT, "dim")

    @property
    def _in_note(self) -> bool:
        return self.focused is not None and self.focused.parent is self.note

    def _show_split(self) -> None:
        """The split as it would be made now, or why it cannot be."""
        if not self._asks("promise"):
            return
        if not self.full.on and self.amount.amount is None:
            self.split.show([[self._amount_wanted()]])
            return
        try:
            split = self._split()
        except SplitError as error:
            self.split.show([[(f"  {error}", "warning")]])
            return
        lines = split_lines(self.desk, self.entries, split)
        goes = query_goes_text(self.entries)
        promised = (f"  Promised {promised_text(self.desk, split)}", "bold")
        self.split.show([[promised, (f"  {goes}" if goes else "", "warning")], *lines])

    def _amount_wanted(self) -> Part:
        """What is wrong with the amount that is being typed, or up to what one can be."""
        try:
            self.amount.read()
        except ValueError as error:
            return f" {error}", "warning"
        return f"  up to {total_text(self.desk, self.entries)}", "dim"

    def _split(self) -> Split:
        amount: Decimal | None = None if self.full.on else self.amount.amount
        return split_of(self.desk, self.entries, amount)

    # Drafts.

    def _fields(self) -> tuple[Field, ...]:
        return (self.status, self.full, self.amount, self.day, self.target, self.by, self.reason, self.next)

    def values(self) -> dict[str, object]:
        """All that is typed, for a draft."""
        place = "note" if self._in_note else getattr(self.focused, "id", "") or ""
        typed: dict[str, object] = {str(field.id): field.value for field in self._fields()}
        return {**typed, "note": self.note.value, "touched": sorted(self._touched), "focus": place}

    def _restore(self, draft: Mapping[str, object]) -> Field | NoteField:
        """Fill in a draft; the field that had the focus."""
        touched = draft.get("touched")
        self._touched = {str(name) for name in touched} if isinstance(touched, list) else set()
        focus: Field | NoteField = self.status
        for field in self._fields():
            field.set_value(str(draft.get(str(field.id), "")), fresh=field.id not in self._touched)
            if field.id == draft.get("focus"):
                focus = field
        self.note.set_value(str(draft.get("note", "")))
        self._show_groups()
        self.amount.disabled = self.full.on
        self._show_split()
        return self.note if draft.get("focus") == "note" else focus
