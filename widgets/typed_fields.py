"""Fields for dates, amounts, choices and switches: each says in full what was understood before it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from store.rules.dates import DateOrder, echo_date, parse_date
from store.rules.money import format_amount, parse_amount
from widgets.fields import Field
from widgets.marks import DOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from textual import events

    from widgets.painting import Part


class DateField(Field):
    """A date as people type it, echoed in full.

    Args:
        label: Its caption.
        value: What it holds at first.
        work_date: The work date, from which "fri" or "1w" is counted.
        order: Order of day and month in digits.
        options: As for `Field`.
    """

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        work_date: date,
        order: DateOrder = "dmy",
        **options: Any,  # noqa: ANN401  # Field's own
    ) -> None:
        super().__init__(label, value, **options)
        self.work_date = work_date
        self.order = order
        self.echo = self._echo_text()

    @property
    def day(self) -> date | None:
        """The date, or None if the field is empty or wrong."""
        try:
            return self.parse(self.value) if self.value.strip() else None
        except ValueError:
            return None

    def parse(self, text: str) -> date:
        """The date that the text means, seen from the work date.

        Raises:
            ValueError: With a sentence, if it means none.
        """
        return parse_date(text, self.work_date, order=self.order)

    def update_echo(self) -> None:
        """Show the date in full."""
        self.set_echo(self._echo_text())

    def _echo_text(self) -> str:
        day = self.day
        return "" if day is None else echo_date(day)


class AmountField(Field):
    """An amount in one currency, echoed in full.

    Args:
        label: Its caption.
        value: What it holds at first.
        decimals: Decimals of the currency.
        currency: Its code, for the echo.
        decimal_mark: "." or ",", as configured.
        options: As for `Field`.
    """

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        decimals: int = 2,
        currency: str = "",
        decimal_mark: str = ".",
        **options: Any,  # noqa: ANN401  # Field's own
    ) -> None:
        super().__init__(label, value, **options)
        self.decimals = decimals
        self.currency = currency
        self.decimal_mark = decimal_mark
        self.echo = self._echo_text()

    @property
    def amount(self) -> Decimal | None:
        """The amount with its sign, or None if the field is empty or wrong."""
        try:
            return self.parse(self.value) if self.value.strip() else None
        except ValueError:
            return None

    def parse(self, text: str) -> Decimal:
        """The amount that the text means.

        Raises:
            ValueError: With a sentence, if it is none or has more decimals than the currency.
        """
        return parse_amount(text, decimals=self.decimals, decimal_mark=self.decimal_mark, currency=self.currency)

    def update_echo(self) -> None:
        """Show the amount in full with its currency."""
        self.set_echo(self._echo_text())

    def _echo_text(self) -> str:
        amount = self.amount
        if amount is None:
            return ""
        thousands = "." if self.decimal_mark == "," else ","
        return f"{self.currency} {format_amount(amount, self.decimals, thousands, self.decimal_mark)}".strip()


INSIDE: Final = 3
"""Letters from which a text is looked for inside words."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen: its code and what it means."""

    code: str
    description: str = ""


class ChoiceField(Field):
    """A code from a list: typed from its beginning or found by a word of its description; arrows go through the list.

    One letter never picks a code by what stands inside a word.

    Args:
        label: Its caption.
        value: The code chosen at first.
        choices: What can be chosen, in the order shown.
        options: As for `Field`.
    """

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        choices: Sequence[Choice],
        **options: Any,  # noqa: ANN401  # Field's own
    ) -> None:
        super().__init__(label, value, **options)
        self.choices = tuple(choices)
        self._before = ""
        self.echo = self._echo_text()

    @property
    def choice(self) -> Choice | None:
        """What the field says: that code, or the only candidate; else None."""
        try:
            return self.parse(self.value) if self.value.strip() else None
        except ValueError:
            return None

    def candidates(self, text: str) -> list[Choice]:
        """What a text may mean: codes that begin with it, else words that do, else, from three letters, any part."""
        typed = text.strip().casefold()
        starts = [one for one in self.choices if one.code.casefold().startswith(typed)]
        words = [one for one in self.choices if f" {typed}" in f" {one.code} {one.description}".casefold()]
        inside = [one for one in self.choices if typed in f"{one.code} {one.description}".casefold()]
        return starts or words or (inside if len(typed) >= INSIDE else [])

    def parse(self, text: str) -> Choice:
        """The choice that a text means.

        Raises:
            ValueError: With a sentence, if there is none or more than one.
        """
        exact = [one for one in self.choices if one.code.casefold() == text.strip().casefold()]
        found = exact or self.candidates(text)
        if not found:
            codes = ", ".join(one.code for one in self.choices) or "none"
            raise ValueError(f'There is no "{text.strip()}" here; choose one of {codes}.')
        if len(found) > 1:
            raise ValueError(f"That can be {' or '.join(one.code for one in found[:4])}; type more of it.")
        return found[0]

    def confirm(self) -> None:
        """Enter takes the code in full."""
        self._complete()
        super().confirm()

    def on_blur(self) -> None:
        """Leaving the field takes the code in full."""
        self._complete()
        super().on_blur()

    def step(self, delta: int) -> None:
        """The arrows choose the next or the one before, among all."""
        if self.locked or not self.choices:
            return
        now = self.choice
        place = self.choices.index(now) + delta if now in self.choices else (0 if delta > 0 else -1)
        self.editor.set(self.choices[place % len(self.choices)].code, fresh=True)
        self.edited()

    def _complete(self) -> None:
        now = self.choice
        if now is not None and now.code != self.value:
            self.editor.set(now.code, fresh=True)
            self.edited()

    def update_echo(self) -> None:
        """Show what is chosen, or what can be."""
        self.set_echo(self._echo_text())

    def _echo_text(self) -> str:
        now = self.choice
        if now is not None:
            return now.description if now.code == self.value else f"{now.code} {now.description}".strip()
        return f" {DOT} ".join(one.code for one in self.candidates(self.value))


class ToggleField(Field):
    """Yes or no: Space changes it. Its value is "yes" or the empty text.

    Args:
        label: Its caption.
        on: Whether it is on at first.
        options: As for `Field`.
    """

    def __init__(self, label: str, *, on: bool = False, **options: Any) -> None:  # noqa: ANN401  # Field's own
        super().__init__(label, "yes" if on else "", **options)

    @property
    def on(self) -> bool:
        """Whether it is on."""
        return bool(self.value)

    def set_on(self, on: bool) -> None:  # noqa: FBT001  # a switch's own value
        """Set it from the program."""
        self.set_value("yes" if on else "")

    def _take(self, event: events.Key) -> bool:
        if event.key == "space" and not self.locked:
            self.editor.set("" if self.on else "yes")
            self.edited()
            return True
        return super()._take(event) if event.key in {"enter", "escape", "up", "down"} else bool(event.is_printable)

    def on_paste(self, event: events.Paste) -> None:
        """Nothing can be pasted here."""
        event.stop()

    def content_parts(self, width: int) -> list[Part]:  # noqa: ARG002  # always three cells
        """A box with an x in it."""
        box = "[x]" if self.on else "[ ]"
        return [(box, "cursor" if self.has_focus else "dim" if self.disabled or self.locked else "")]
