"""A cash receipt line: what came in, and what it applies to (S34, rule 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from screens.receipts_form_fields import ReceiptFields
from screens.receipts_values import ReceiptAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.binding import BindingType

    from widgets.fields import Field

__all__ = ["ReceiptForm"]


class ReceiptForm(ReceiptFields):
    """The form; dismissed with a `ReceiptAnswer`, or None where it was left.

    Args:
        desk: Where one works.
        facts: The customer, what can be applied to, and the next document no.
        values: What the fields hold at first (see `receipts_values`).
        caption: What the form is of.
        on_draft: Called with what is typed after every change, for a draft (rule 12).
        error: A sentence to begin with, where the books refused what was confirmed before.
        remark: A sentence to begin with that is no error.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        ("f10,ctrl+enter,alt+enter", "confirm", "Keep"),
        ("f9,alt+p", "post", "Post"),
        ("f8,alt+l", "choose", "Entries"),
        ("escape,ctrl+q", "leave", "Leave"),
    ]

    def on_field_confirmed(self, message: Field.Confirmed) -> None:
        """Enter on the last field keeps the line."""
        message.stop()
        if message.field is self.applies:
            self.action_confirm()

    def action_confirm(self) -> None:
        """Keep it in the journal if all is right; else the first wrong field says why and has the focus."""
        self._confirm(post=False)

    def action_post(self) -> None:
        """Keep it, and go on to posting it."""
        self._confirm(post=True)

    def _confirm(self, *, post: bool) -> None:
        for field in self._wrong():
            field.focus()
            return
        self.dismiss(ReceiptAnswer(self.receipt(), post))

    def _wrong(self) -> Iterable[Field]:
        """The fields that are wrong, each with its sentence, in their order."""
        checks: list[tuple[Field, Callable[[], object]]] = [
            (self.posting, self.posting.read),
            (self.currency, self.currency.read),
            (self.amount, self.amount_typed),
            (self.lcy, self._amount_lcy),
            (self.applies, self.applies.read),
        ]
        for field, check in checks:
            try:
                check()
            except ValueError as error:
                field.set_error(str(error))
                yield field

        yield from self._not_planned()

    def _not_planned(self) -> Iterable[Field]:
        """Where a receipt that cannot be posted so is put right; why not stands below the fields already."""
        try:
            self.planned(self.receipt())
        except ValueError:
            missing = self.lcy.display and not self.lcy.value.strip() and not self.chosen_here()
            yield self.lcy if missing else self.applies

    def on_field_left(self, message: Field.Left) -> None:
        """Esc in a field."""
        message.stop()
        self.action_leave()

    def action_leave(self) -> None:
        """Leave without keeping it; what was typed is asked about first."""
        if not self._begun:
            self.dismiss(None)
            return
        self.prompt.ask_leave(lambda: self.dismiss(None))
