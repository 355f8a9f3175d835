"""The form of one status code (S17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Vertical
from textual.screen import ModalScreen

from store.rows.setup import StatusCodeRow
from store.rules.dates import apply_formula, check_formula, echo_date
from widgets.fields import Field
from widgets.notefield import Caption
from widgets.prompt import PromptLine
from widgets.typed_fields import ToggleField

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from screens.desk import Desk

HINT = "Enter goes on, at the last field it saves · Space switches · F10 saves · Esc leaves"
LONGEST = 20
LABELS = 24


class FormulaField(Field):
    """A date formula such as 1W or CM+10D, echoed as the date that it gives from the work date."""

    def __init__(self, label: str, value: str, *, work_date: date, **options: Any) -> None:  # noqa: ANN401 - Field's own
        super().__init__(label, value, **options)
        self.work_date = work_date
        self.echo = self._echo_text()

    def parse(self, text: str) -> str:
        """The formula in its normal form; raises ValueError with a sentence."""
        formula = check_formula(text)
        apply_formula(formula, self.work_date)
        return formula

    def update_echo(self) -> None:
        """Show the date that it gives."""
        self.set_echo(self._echo_text())

    def _echo_text(self) -> str:
        if not self.value.strip():
            return ""
        try:
            return f"from today: {echo_date(apply_formula(check_formula(self.value), self.work_date))}"
        except ValueError:
            return ""


class StatusCodeForm(ModalScreen[StatusCodeRow | None]):
    """Dismissed with the code as typed, its version that of the row shown (0: a new one), or None where it was left.

    Args:
        desk: Where one works.
        row: The code to change, or what was typed before; None for a new one.
        taken: Codes that are there already.
        error: A sentence to begin with, where the books refused what was typed before.
    """

    CSS_PATH = "status_code_form.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        ("f10,ctrl+enter,alt+enter", "confirm", "Save"),
        ("escape", "leave", "Leave"),
    ]

    def __init__(
        self, desk: Desk, row: StatusCodeRow | None, *, taken: frozenset[str] = frozenset(), error: str = ""
    ) -> None:
        super().__init__()
        self.desk = desk
        self.row = row or StatusCodeRow("", "", version=0)
        self._taken = taken
        self._touched = bool(error)
        self._fields = self._make_fields()
        self.hint = Caption(error or HINT, "error" if error else "dim", id="hint")
        self.prompt = PromptLine(covers=self.hint)

    def _make_fields(self) -> tuple[Field, ...]:
        row = self.row
        options: dict[str, Any] = {"label_width": LABELS, "changed": self._edited}
        self.code = Field(
            "Code",
            row.code,
            required="A status code needs a code, such as PROMISED.",
            locked=row.version > 0,
            **options,
        )
        self.description = Field("Description", row.description, **options)
        self.promised = ToggleField("Payment promised", on=row.payment_promised, **options)
        self.queried = ToggleField("Queried", on=row.queried, **options)
        formula: dict[str, Any] = {"work_date": self.desk.work_date, **options}
        self.target = FormulaField("Query resolution target", row.query_resolution_target, **formula)
        self.by_me = ToggleField("Query resolution by me", on=row.query_resolution_by_me, **options)
        self.hold = ToggleField("Default on hold", on=row.default_on_hold, **options)
        self.next = FormulaField("Next interaction", row.next_interaction, **formula)
        return (
            self.code,
            self.description,
            self.promised,
            self.queried,
            self.target,
            self.by_me,
            self.hold,
            self.next,
        )

    def compose(self) -> ComposeResult:
        """Caption, fields and the hint."""
        with Vertical(id="form"):
            yield Caption(f"Status code {self.row.code}" if self.row.version else "New status code", "bold")
            yield from self._fields
            yield self.hint
            yield self.prompt

    def on_mount(self) -> None:
        """Begin where something can be typed."""
        (self.description if self.row.version else self.code).focus()

    def _edited(self, field: Field) -> None:
        del field
        if not self._touched:
            self._touched = True
        self.hint.show(HINT, "dim")

    def on_field_confirmed(self, message: Field.Confirmed) -> None:
        """Enter on the last field saves."""
        message.stop()
        if message.field is self.next:
            self.action_confirm()

    def action_confirm(self) -> None:
        """Save if all is right; else the first wrong field says why and has the focus."""
        for field in self._fields:
            if not field.check():
                field.focus()
                return
        code = self.code.value.strip().upper()
        wrong = self._wrong_code(code)
        if wrong:
            self.code.set_error(wrong)
            self.code.focus()
            return
        self.dismiss(self._answer(code))

    def _wrong_code(self, code: str) -> str:
        if len(code) > LONGEST:
            return f"A status code has at most {LONGEST} characters: shorten it."
        if not self.row.version and code in self._taken:
            return f"There is a status code {code} already: change that one, or choose another code."
        return ""

    def _answer(self, code: str) -> StatusCodeRow:
        return StatusCodeRow(
            code=code,
            description=self.description.value.strip(),
            payment_promised=self.promised.on,
            queried=self.queried.on,
            query_resolution_target=check_formula(self.target.value),
            query_resolution_by_me=self.by_me.on,
            default_on_hold=self.hold.on,
            next_interaction=check_formula(self.next.value),
            position=self.row.position,
            version=self.row.version,
        )

    def on_field_left(self, message: Field.Left) -> None:
        """Esc in a field."""
        message.stop()
        self.action_leave()

    def action_leave(self) -> None:
        """Leave without saving; what was typed is asked about first."""
        if not self._touched:
            self.dismiss(None)
            return
        self.prompt.ask("Leave without saving? What you typed goes.", self._left)

    def _left(self, key: str) -> None:
        if key == "y":
            self.dismiss(None)
