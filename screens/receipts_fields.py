"""Fields of a cash receipt line that know more than the common ones (rule 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from widgets.fields import Field
from widgets.typed_fields import Choice, ChoiceField, DateField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual import events

CHOSEN: Final = "chosen"
OLDEST: Final = "oldest"
NOTHING: Final = "nothing"
"""What a receipt applies to: entries that were chosen, the oldest by due date, or nothing yet."""

CODE_LENGTH: Final = 3


class PostingDateField(DateField):
    """A posting date; its echo points out one that is still to come."""

    def _echo_text(self) -> str:
        text, day = super()._echo_text(), self.day
        return text if day is None or day <= self.work_date else f"{text}, after the work date!"


class CurrencyField(Field):
    """A currency code, echoed with what is open in it.

    Args:
        label: Its caption.
        value: The code at first.
        lcy: The company's own code.
        known: What to say beside a code, by code.
        options: As for `Field`.
    """

    def __init__(
        self,
        label: str,
        value: str,
        *,
        lcy: str,
        known: Mapping[str, str],
        **options: Any,  # noqa: ANN401 - Field's own
    ) -> None:
        super().__init__(label, value, **options)
        self.lcy = lcy
        self.known = dict(known)
        self.echo = self._echo_text()

    @property
    def code(self) -> str | None:
        """The code as entries carry it, empty for LCY; None where it is wrong."""
        try:
            code = self.parse(self.value) if self.value.strip() else self.lcy
        except ValueError:
            return None
        return "" if code == self.lcy else code

    def parse(self, text: str) -> str:
        """The code in capitals; raises ValueError with a sentence."""
        code = text.strip().upper()
        if not (code in {self.lcy, *self.known} or (code.isascii() and code.isalpha() and len(code) == CODE_LENGTH)):
            raise ValueError(f"“{text.strip()[: CODE_LENGTH * 4]}” is no currency code: type one such as EUR.")
        return code

    def update_echo(self) -> None:
        """Say what is open in it."""
        self.set_echo(self._echo_text())

    def _echo_text(self) -> str:
        code = self.code
        return "" if code is None else self.known.get(code or self.lcy, "nothing is open in this currency")


class AppliesField(ChoiceField):
    """What the receipt applies to; Space opens the list of entries.

    Args:
        label: Its caption.
        value: `chosen`, `oldest` or `nothing`.
        choose: Called for Space.
        options: As for `Field`.
    """

    def __init__(self, label: str, value: str, *, choose: Callable[[], None], **options: Any) -> None:  # noqa: ANN401 - Field's own
        self._choose = choose
        super().__init__(label, value, choices=applies_choices(""), **options)

    def show_chosen(self, named: str) -> None:
        """Say which entries are chosen; empty: none yet."""
        self.choices = applies_choices(named)
        self.update_echo()

    def _take(self, event: events.Key) -> bool:
        if event.key == "space" and not self.locked:
            self._choose()
            return True
        return super()._take(event)


def applies_choices(named: str) -> tuple[Choice, ...]:
    """What can be chosen; the chosen entries are named."""
    return (
        Choice(CHOSEN, named or "Space chooses the entries"),
        Choice(OLDEST, "oldest due date first"),
        Choice(NOTHING, "stays on account until it is applied"),
    )
