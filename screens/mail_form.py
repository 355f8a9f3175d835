"""A mail as it is written: to whom, what goes with it, subject and text, all of it seen before it goes (S47)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Vertical
from textual.widgets import TextArea

from screens.mail_fields import RecipientField, SendField, copies_text, count_text, file_lines, known_addresses
from screens.mail_making import Wanted, made_files, read_proposed
from screens.receipts_painting import sentence_lines
from screens.saving_files import SavingFiles
from screens.update_entries_fields import TextLines
from store.requests.base import new_id
from widgets.fields import Field
from widgets.notefield import NoteField
from widgets.typed_fields import Choice, ChoiceField, ToggleField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult

    from screens.desk import Desk
    from screens.mail_fields import MailOrigin
    from screens.mail_making import Proposed
    from store.delivery.compose import MailFile
    from widgets.painting import Part

MAKING = "documents"
"""The lane in which documents are made: typing goes on meanwhile."""
LABEL = 12
LOW = 30
"""Lines below which few attachments and remarks are listed."""


class MailForm(SavingFiles):
    """Fields and what is seen of the mail; `MailPage` sends it."""

    DEFAULT_CSS = """
    MailForm #mail { height: 1fr; padding: 0 1; }
    MailForm NoteField { height: 1fr; min-height: 4; }
    """
    FIELDS_KEPT: ClassVar[tuple[str, ...]] = ("to", "statement", "copies", "code", "subject")

    def __init__(
        self,
        desk: Desk,
        customer_no: str,
        entry_nos: Sequence[int] = (),
        *,
        statement: bool = False,
        origin: MailOrigin | None = None,
        draft: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(desk)
        self.customer_no = customer_no
        self.entry_nos = tuple(entry_nos)
        self.origin = origin
        self.found: Proposed | None = None
        self.files: tuple[MailFile, ...] | None = None
        """The documents as they go, None while they are being made."""
        self.wrong = ""
        """Why the documents cannot be made, or the mail was refused."""
        self.identity = str((draft or {}).get("identity") or new_id())
        self._touched = {str(name) for name in (draft or {}).get("touched", ())}
        self._typed = dict((draft or {}).get("values", {}))
        self._focus = str((draft or {}).get("focus", ""))
        self._made = 0
        self._make_fields(statement=statement)
        self.attached = TextLines(id="attached")
        self.remarks = TextLines(id="remarks")

    def _make_fields(self, *, statement: bool) -> None:
        options: dict[str, Any] = {"label_width": LABEL, "changed": self._edited}
        typed = self._typed
        first = self.origin.email if self.origin else ""
        if first:
            self._touched.add("to")
        self.to = RecipientField("To", value=str(typed.get("to", first)), id="to", **options)
        on = bool(typed["statement"]) if "statement" in typed else statement
        self.statement = ToggleField("Statement", on=on, id="statement", **options)
        on = bool(typed.get("copies", self.entry_nos))
        self.copies = ToggleField("Copies", on=on, id="copies", **options)
        self.code = ChoiceField("Wording", str(typed.get("code", "")), choices=(), id="code", **options)
        subject = "This mail has no subject: type one."
        self.subject = Field("Subject", str(typed.get("subject", "")), required=subject, id="subject", **options)
        self.text = NoteField("Text", str(typed.get("text", "")), id="text")
        self.send = SendField(label_width=0, id="send")

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of one line."""
        return (self.to, self.statement, self.copies, self.code, self.subject)

    def body(self) -> ComposeResult:
        """The fields, the text, what goes with it, what is to be known, and the line that sends."""
        with Vertical(id="mail"):
            yield from self.fields
            yield self.text
            yield self.attached
            yield self.remarks
            yield self.send

    def caption(self) -> str:
        """To which customer."""
        name = self.found.data.customer_name if self.found else ""
        return f"Mail · {self.customer_no} {name}".rstrip()

    def customer_here(self) -> str:
        """To whom."""
        return self.customer_no

    def on_mount(self) -> None:
        """The text has what room there is; the draft's fields are gone on with."""
        self.text.query_one(TextArea).styles.height = "1fr"
        self.copies.display = bool(self.entry_nos)
        self.code.display = False
        for field in self.fields:
            field.editor.fresh = str(field.id) not in self._touched
        self._focused(self._focus or ("send" if self.to.value else "to"))

    def _focused(self, name: str) -> None:
        known: dict[str, Field | NoteField] = {str(field.id): field for field in (*self.fields, self.send)}
        known["text"] = self.text
        known.get(name, self.send).focus()

    def on_resize(self, event: events.Resize) -> None:
        """As much of the lists as there is room for."""
        del event
        self.call_after_refresh(self.show_lists)

    # Reading and making.

    @property
    def ready(self) -> bool:
        """Keys typed ahead wait for what is read, not for documents that are made."""
        return not self._reading - {MAKING}

    @property
    def wanted(self) -> Wanted:
        """What the mail shall be about, as it is typed now."""
        choice = self.code.choice
        return Wanted(
            self.customer_no,
            self.entry_nos if self.copies.on else (),
            self.statement.on,
            choice.code if choice else "",
            self.origin.interaction_id if self.origin else None,
        )

    def show_page(self) -> None:
        """Read what the mail is made from, and propose it where nothing else was typed."""
        self.read("mail", self._proposed, read_proposed, self.wanted, self.desk.work_date, self.desk.templates)

    def books_changed(self) -> None:
        """What is shown stays until one looks again: the store refuses a mail that would tell old figures."""
        self.show_facts()

    def _proposed(self, found: Proposed) -> None:
        first, before = self.found is None, self.found
        self.found = found
        self.show_facts()
        self.to.offer(known_addresses(found.contacts))
        codes = [Choice(each.code, each.description) for each in found.data.type_codes]
        self.code.choices = tuple(codes)
        self.code.update_echo()
        several = len({each.document for each in found.data.type_codes}) < len(codes)
        self.code.display = several or bool(self.code.value)
        self.copies.set_echo(copies_text(found.data.documents) if self.copies.on else "none goes with it")
        for field, value in ((self.to, found.draft.recipient), (self.subject, found.draft.subject)):
            if field.id not in self._touched:
                field.set_value(value)
        if "text" not in self._touched and self.text.value != found.draft.body:
            self.text.set_value(found.draft.body)
        if first and self.focused is self.to and self.to.value and not self._focus:
            self.send.focus()
        if before is None or self.files is None or before.data.documents != found.data.documents:
            self._make()
        self.show_lists()
        self.is_read()

    def is_read(self) -> None:
        """What it is made from is there; the page goes on with what was asked."""

    def _make(self) -> None:
        """Make the documents on a thread; newer ones take the place of older ones."""
        found = self.found
        if found is None:
            return
        self.files, self.wrong = None, ""
        self._made += 1
        mine = self._made
        number = len(found.data.documents)
        if number:
            self.tell(f"Making {count_text(number)}…")

        def made(files: tuple[MailFile, ...] | str) -> None:
            if mine == self._made:
                self._take_files(files)

        self.work(MAKING, made, made_files, self.desk.books, found.data, self.desk.templates)

    def _take_files(self, files: tuple[MailFile, ...] | str) -> None:
        if isinstance(files, str):
            self.wrong = files
            self.tell(files, "error")
        else:
            self.files = files
            self.status.clear()
            self.show_keys()
        self.show_lists()
        self.files_made()

    def files_made(self) -> None:
        """The documents are there, or cannot be made; the page goes on with what was asked."""

    # What is seen besides the fields.

    def show_lists(self) -> None:
        """What goes with the mail, and what is to be known before it goes."""
        found = self.found
        if found is None or not self.is_attached:
            return
        low = self.size.height < LOW
        files: list[list[Part]] = [[("  nothing goes with it but the text", "dim")]]
        if found.data.documents:
            files = [[(f"  {count_text(len(found.data.documents))} being made…", "dim")]]
        if self.files:
            files = file_lines(self.files, 3 if low else 12)
        self.attached.show(files)
        said = [(self.wrong, "error"), *((each, "warning") for each in self.sentences())]
        lines = [line for text, tone in said if text for line in sentence_lines(text, tone, self.size.width - 2)]
        self.remarks.show(lines[: 4 if low else 10])
        self.show_send()

    def sentences(self) -> list[str]:
        """What a person should know before it goes."""
        found, mail = self.found, self.desk.mail
        if found is None:
            return []
        known = [found.draft.too_soon, *found.draft.remarks, *(file.note for file in self.files or () if file.note)]
        if mail is not None and mail.test_to:
            known.insert(0, f"Test mode: it goes to {mail.test_to}, not to the customer.")
        return [each for each in known if each]

    def show_send(self) -> None:
        """What Enter does on the last line."""

    # What is typed.

    def _edited(self, field: Field) -> None:
        self._touched.add(str(field.id))
        self.wrong = ""
        if field in {self.statement, self.copies} or (field is self.code and self.code.choice is not None):
            self.show_page()
        else:
            self.show_lists()
        self.keep()

    def on_note_field_changed(self, message: NoteField.Changed) -> None:
        """The text was typed on, unless the program filled it in."""
        message.stop()
        if self.found is not None and self.text.value.strip() != self.found.draft.body.strip():
            self._touched.add("text")
            self.keep()

    def on_field_left(self, message: Field.Left) -> None:
        """Esc in a field."""
        message.stop()
        self.action_back()

    def on_note_field_left(self, message: NoteField.Left) -> None:
        """Esc in the text."""
        message.stop()
        self.action_back()

    def on_descendant_focus(self) -> None:
        """Where one is belongs to the draft."""
        self.keep()

    def keep(self) -> None:
        """What is typed is kept with the interaction (rule 12)."""
        if self.origin is not None and self.found is not None and self.is_active:
            self.origin.keep(self.draft())

    def draft(self) -> dict[str, Any]:
        """All that is typed."""
        inside = self.focused.parent if self.focused is not None else None
        values: dict[str, Any] = {str(field.id): field.value for field in self.fields} | {"text": self.text.value}
        return {
            "entries": list(self.entry_nos),
            "values": {name: text for name, text in values.items() if name in {*self._touched, "statement", "copies"}},
            "touched": sorted(self._touched),
            "focus": "text" if inside is self.text else getattr(self.focused, "id", "") or "",
            "identity": self.identity,
        }
