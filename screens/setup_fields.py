"""The fields that a form of setup is declared with, and the widgets made of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from store.rules.aging import AgingBands
from store.rules.dates import apply_formula, check_formula, echo_date
from store.rules.money import format_amount
from widgets.fields import Field
from widgets.notefield import NoteField
from widgets.typed_fields import AmountField, Choice, ChoiceField, DateField, ToggleField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from screens.desk import Desk

Kind = Literal["text", "lines", "code", "switch", "formula", "date", "number", "amount", "choice", "limits"]

LABELS = 24
LONGEST_CODE = 20
LONGEST_NUMBER = 6
LINES = 6


@dataclass(frozen=True, slots=True)
class Declared:
    """One field of a form.

    Attributes:
        name: The value's name in what the form answers.
        label: Its caption.
        kind: What can be typed.
        required: The sentence shown where it is left empty; empty: it may be.
        fixed: Whether it cannot change once the row is there.
        choices: Of a choice: what there is, in the order shown.
        least: Of a number: the smallest.
        most: Of a number: the largest.
        longest: Of a text: how many characters it may have.
        check: Of a text: gives it as it is kept, or raises ValueError with a sentence.
    """

    name: str
    label: str
    kind: Kind = "text"
    required: str = ""
    fixed: bool = False
    choices: Sequence[Choice] = ()
    least: int = 0
    most: int = 999
    longest: int = 100
    check: Callable[[str], str] = str


class TextField(Field):
    """A text that is checked, and no longer than it may be."""

    def __init__(self, label: str, value: str, *, declared: Declared, **options: Any) -> None:  # noqa: ANN401 - Field's own
        super().__init__(label, value, **options)
        self.declared = declared

    def parse(self, text: str) -> str:
        """The text as it is kept; raises ValueError with a sentence."""
        longest = self.declared.longest
        if len(text) > longest:
            raise ValueError(f"This has {len(text):,} characters: shorten it to {longest:,}.")
        return self.declared.check(text)


class CodeField(Field):
    """A code: capitals, at most 20 characters."""

    def __init__(self, label: str, value: str, *, declared: Declared, **options: Any) -> None:  # noqa: ANN401 - Field's own
        super().__init__(label, value, **options)
        self.declared = declared

    def parse(self, text: str) -> str:
        """The code in capitals; raises ValueError with a sentence."""
        code = " ".join(text.split()).upper()
        if len(code) > LONGEST_CODE:
            raise ValueError(f"A code has at most {LONGEST_CODE} characters: shorten it.")
        return self.declared.check(code)


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


class NumberField(Field):
    """A whole number between two others."""

    def __init__(self, label: str, value: str, *, least: int, most: int, **options: Any) -> None:  # noqa: ANN401 - Field's own
        super().__init__(label, value, **options)
        self.least, self.most = least, most

    def parse(self, text: str) -> int:
        """The number; raises ValueError with a sentence."""
        short = len(text) <= LONGEST_NUMBER
        if short and text.isascii() and text.isdigit() and self.least <= int(text) <= self.most:
            return int(text)
        told = text if short else f"{text[:LONGEST_NUMBER]}…"
        raise ValueError(f"“{told}” is no number from {self.least} to {self.most}: type one.")


class LimitsField(Field):
    """Upper limits of aging bands in days, echoed as the bands that they make (rule 2)."""

    def __init__(self, label: str, value: str, **options: Any) -> None:  # noqa: ANN401 - Field's own
        super().__init__(label, value, **options)
        self.echo = self._echo_text()

    def read(self) -> object:
        """The limits with commas between; none make two bands. Raises ValueError with a sentence."""
        return self.parse(self.value)

    def parse(self, text: str) -> str:
        """The limits with commas between; raises ValueError with a sentence."""
        words = text.replace(",", " ").split()
        if not all(word.isascii() and word.isdigit() and len(word) <= LONGEST_NUMBER for word in words):
            raise ValueError("Aging limits are days, each more than the one before, such as 30, 60, 90.")
        return ",".join(str(limit) for limit in AgingBands(tuple(int(word) for word in words)).limits)

    def update_echo(self) -> None:
        """Show the bands."""
        self.set_echo(self._echo_text())

    def _echo_text(self) -> str:
        try:
            limits = tuple(int(limit) for limit in self.parse(self.value).split(",") if limit)
        except ValueError:
            return ""
        return " | ".join(AgingBands(limits).labels)


def made_note(declared: Declared, value: object) -> NoteField:
    """The widget of a text of several lines."""
    return NoteField(declared.label, str(value or ""), lines=LINES, id=f"field-{declared.name}")


def made_field(
    desk: Desk, declared: Declared, value: object, *, locked: bool, changed: Callable[[Field], None]
) -> Field:
    """The widget of a field of one line, holding a value."""
    options: dict[str, Any] = {
        "label_width": LABELS,
        "required": declared.required,
        "locked": locked,
        "changed": changed,
        "id": f"field-{declared.name}",
    }
    label, text = declared.label, _text(desk, value)
    marks: dict[str, Any] = {"decimals": desk.decimals(""), "currency": desk.lcy, "decimal_mark": desk.decimal_mark}
    makers: dict[str, Callable[[], Field]] = {
        "text": lambda: TextField(label, text, declared=declared, **options),
        "code": lambda: CodeField(label, text, declared=declared, **options),
        "switch": lambda: ToggleField(label, on=bool(value), **options),
        "formula": lambda: FormulaField(label, text, work_date=desk.work_date, **options),
        "date": lambda: DateField(label, text, work_date=desk.work_date, order=desk.date_order, **options),
        "number": lambda: NumberField(label, text, least=declared.least, most=declared.most, **options),
        "amount": lambda: AmountField(label, text, **marks, **options),
        "choice": lambda: ChoiceField(label, text, choices=declared.choices, **options),
        "limits": lambda: LimitsField(label, text, **options),
    }
    return makers[declared.kind]()


def _text(desk: Desk, value: object) -> str:
    """A value as it is typed."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, date):
        return desk.short_date(value)
    if isinstance(value, Decimal):
        return format_amount(value, desk.decimals(""), "", desk.decimal_mark)
    return str(value)


def value_of(declared: Declared, field: Field) -> object:
    """What a field holds, as the requests take it; an empty text is empty. Raises ValueError with a sentence."""
    if isinstance(field, ToggleField):
        return field.on
    found = field.read()
    if isinstance(found, Choice):
        return found.code
    if found is None:
        return declared.least if declared.kind == "number" else Decimal(0) if declared.kind == "amount" else ""
    return found
