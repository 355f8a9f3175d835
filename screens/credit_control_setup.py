"""Credit control setup: the company, aging bands, promises, payments, documents and imports (rules 2, 4, 8, 15, 16)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from screens.credit_control_fields import MEANINGS, Part, parts_of, shown, values_of
from screens.desk import read_facts
from screens.listpage import ListPage
from screens.read_only import READ_ONLY
from screens.setup_form import SetupForm, Values
from screens.setup_list import WITHOUT
from store.requests.setup import ChangeSetup
from widgets.actions import Action
from widgets.columns import Column
from widgets.common_actions import PLAIN_LIST_ACTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.desk import Desk, Facts
    from store.requests.base import Done, NotDone
    from widgets.grid import Grid


@dataclass(frozen=True, slots=True)
class Line:
    """One field of setup: its part, name, label, value as shown, and what it does."""

    part: str
    name: str
    label: str
    value: str
    meaning: str


class CreditControlSetupPage(ListPage[Line]):
    """A line a field; Enter changes it, in one form with the others of its part."""

    NAME = "Credit control setup"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("enter", ("enter", "right"), "Change", "Change this field, or others of its part.", 0, group="Setup"),
        Action("next_part", ("tab",), "Next part", "Go to the next part of the fields.", 1),
        Action("previous_part", ("shift+tab",), "Part before", "Go to the part before."),
        *(action for action in PLAIN_LIST_ACTIONS if action.id not in WITHOUT),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tickable=False)
        self._typed: dict[str, tuple[Part, Values]] = {}

    def columns(self) -> Sequence[Column]:
        """Part, label, value, meaning."""
        return (
            Column("part", "Part", 8, lambda row: row.part, style=lambda _row: "accent"),
            Column("label", "Field", 24, lambda row: row.label),
            Column("value", "Value", 22, lambda row: row.value, flexible=True, min_width=12),
            Column("meaning", "What it does", 44, lambda row: row.meaning, priority=1, style=lambda _row: "dim"),
        )

    def show_page(self) -> None:
        """The fields as they are."""
        values = values_of(self.desk, self.desk.facts)
        lines = [
            Line(part.name, each.name, each.label, shown(self.desk, values, each.name), MEANINGS[each.name])
            for part in parts_of(self.desk)
            for each in part.fields
        ]
        self.grid.set_rows(lines, key=lambda row: row.name)
        self.status.position(self.grid.position_text)
        self.show_keys()

    def why_not(self, action_id: str) -> str | None:
        """Nothing is changed in books that are only read."""
        if action_id == "enter" and self.desk.books.read_only:
            return READ_ONLY
        return super().why_not(action_id)

    # From part to part.

    def action_next_part(self) -> None:
        """The first field of the next part, after the last one of the first."""
        self._go_to_part(1)

    def action_previous_part(self) -> None:
        """The first field of the part before."""
        self._go_to_part(-1)

    def _go_to_part(self, step: int) -> None:
        parts = parts_of(self.desk)
        place = next((place for place, part in enumerate(parts) if part == self._part()), 0)
        self.grid.go_to(parts[(place + step) % len(parts)].fields[0].name)

    def _part(self) -> Part:
        """The part of the field under the cursor."""
        parts = parts_of(self.desk)
        here = self.grid.cursor_key
        return next((part for part in parts if any(each.name == here for each in part.fields)), parts[0])

    # Changing.

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """The form of its part, with this field first."""
        message.stop()
        row = self.grid.cursor_row
        if row is not None and self.why_not("enter") is None:
            self._open(self._part(), self.desk.facts, first=row.name)

    def _open(self, part: Part, facts: Facts, typed: Values | None = None, *, first: str = "", error: str = "") -> None:
        every = values_of(self.desk, facts)
        seen = {each.name: every[each.name] for each in part.fields}
        caption = f"{self.NAME}: {part.name}"
        form = SetupForm(self.desk, caption, part.fields, typed or seen, there=True, error=error, first=first)
        self.app.push_screen(form, lambda answer: self._save(part, seen, answer))

    def _save(self, part: Part, seen: Values, typed: Values | None) -> None:
        """Only what was changed is asked for, and only where nobody else changed it since."""
        if typed is None:
            return
        changed = tuple(name for name, value in typed.items() if value != seen[name])
        if not changed:
            self.tell("Nothing was changed.")
            return
        request = ChangeSetup(
            actor=self.desk.actor,
            changes=tuple((name, typed[name]) for name in changed),
            seen=tuple(
                (name, seen[name] or (None if name == "default_controller_code" else seen[name])) for name in changed
            ),
        )
        if self.submit(request, self._stored):
            self._typed[request.request_id] = (part, typed)

    def _stored(self, done: Done) -> None:
        self._typed.pop(done.request.request_id, None)
        self.tell(f"{done.summary}." if done.summary else "Nothing was changed.", "success")

    def not_saved(self, outcome: NotDone) -> None:
        """What was refused comes back to the form with everything that was typed."""
        super().not_saved(outcome)
        left = self._typed.pop(outcome.request.request_id, None)
        if left is not None:
            part, typed = left
            self.read(
                "again",
                lambda now: self._open(part, now, typed, error=outcome.sentence),
                read_facts,
                self.desk.actor.user_name,
            )
