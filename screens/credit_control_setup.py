"""Credit control setup: the company, aging bands, promises, payments and imports (rules 2, 4, 8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from screens.listpage import ListPage
from screens.read_only import READ_ONLY
from screens.setup_fields import Declared
from screens.setup_form import SetupForm, Values
from screens.setup_list import WITHOUT
from store.queries import setup as setup_queries
from store.requests.setup import ChangeSetup
from widgets.actions import Action
from widgets.columns import Column
from widgets.common_actions import PLAIN_LIST_ACTIONS
from widgets.typed_fields import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.desk import Desk
    from store.requests.base import Done, NotDone
    from store.rows.credit_setup import Setup
    from widgets.grid import Grid

BASES = (
    Choice("due", "age by due date"),
    Choice("posting", "age by posting date"),
    Choice("document", "age by document date"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One field of setup: its name, label, value as shown, and what it does."""

    name: str
    label: str
    value: str
    meaning: str


MEANINGS = {
    "company_name": "your company",
    "lcy_code": "code of your own currency; fixed once there are entries",
    "lcy_decimals": "decimals of your own currency; fixed once there are entries",
    "aging_basis": "the date by which a balance is aged",
    "aging_limits": "days that part the aging bands; up to 10 bands",
    "promise_grace_days": "days after its date until a promise is broken",
    "payment_tolerance": "how much less still keeps a promise",
    "preselect_several": "tick all marked entries in a new interaction",
    "import_warning_days": "days until an import counts as old",
    "default_controller_code": "who gets new customers of an import",
}


class CreditControlSetupPage(ListPage[Line]):
    """A line a field; Enter changes it, in one form with all others."""

    NAME = "Credit control setup"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("enter", ("enter", "right"), "Change", "Change this field, or any of the others.", 0, group="Setup"),
        *(action for action in PLAIN_LIST_ACTIONS if action.id not in WITHOUT),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tickable=False)
        self._typed: dict[str, Values] = {}

    def columns(self) -> Sequence[Column]:
        """Label, value, meaning."""
        return (
            Column("label", "Field", 24, lambda row: row.label),
            Column("value", "Value", 22, lambda row: row.value, flexible=True, min_width=12),
            Column("meaning", "What it does", 50, lambda row: row.meaning, priority=1, style=lambda _row: "dim"),
        )

    def fields(self) -> Sequence[Declared]:
        """All fields of setup."""
        controllers = tuple(Choice(row.code, row.name) for row in self.desk.facts.controllers)
        return (
            Declared("company_name", "Company name"),
            Declared("lcy_code", "Own currency (LCY)", "code", "Your own currency needs a code, such as GBP."),
            Declared("lcy_decimals", "Its decimals", "number", most=4),
            Declared(
                "aging_basis", "Aging by", "choice", "By which date? Choose due, posting or document.", choices=BASES
            ),
            Declared("aging_limits", "Aging limits in days", "limits"),
            Declared("promise_grace_days", "Promise grace days", "number"),
            Declared("payment_tolerance", "Payment tolerance", "amount"),
            Declared("preselect_several", "Preselect several", "switch"),
            Declared("import_warning_days", "Import is old after days", "number"),
            Declared("default_controller_code", "Default controller", "choice", choices=controllers),
        )

    def values(self, setup: Setup) -> Values:
        """What setup says, as the form and the requests take it."""
        values: Values = {each.name: getattr(setup, each.name) for each in self.fields()}
        values["aging_limits"] = ",".join(str(limit) for limit in setup.aging_limits)
        values["default_controller_code"] = setup.default_controller_code or ""
        return values

    def show_page(self) -> None:
        """The fields as they are."""
        values = self.values(self.desk.facts.setup)
        lines = [
            Line(each.name, each.label, self._shown(values, each.name), MEANINGS[each.name]) for each in self.fields()
        ]
        self.grid.set_rows(lines, key=lambda row: row.name)
        self.status.position(self.grid.position_text)
        self.show_keys()

    def _shown(self, values: Values, name: str) -> str:
        value = values[name]
        if name == "payment_tolerance":
            return f"{self.desk.lcy} {self.desk.amount(self.desk.facts.setup.payment_tolerance)}"
        if name == "aging_limits":
            return " | ".join(self.desk.facts.bands.labels)
        if name == "default_controller_code":
            return str(value) or "nobody"
        return ("yes" if value else "no") if isinstance(value, bool) else str(value)

    def why_not(self, action_id: str) -> str | None:
        """Nothing is changed in books that are only read."""
        if action_id == "enter" and self.desk.books.read_only:
            return READ_ONLY
        return super().why_not(action_id)

    # Changing.

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """The form, with this field first."""
        message.stop()
        row = self.grid.cursor_row
        if row is not None and self.why_not("enter") is None:
            self._open(self.desk.facts.setup, first=row.name)

    def _open(self, setup: Setup, typed: Values | None = None, *, first: str = "", error: str = "") -> None:
        seen = self.values(setup)
        typed = typed or seen
        form = SetupForm(self.desk, self.NAME, self.fields(), typed, there=True, error=error, first=first)
        self.app.push_screen(form, lambda answer: self._save(seen, answer))

    def _save(self, seen: Values, typed: Values | None) -> None:
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
            self._typed[request.request_id] = typed

    def _stored(self, done: Done) -> None:
        self._typed.pop(done.request.request_id, None)
        self.tell(f"{done.summary}." if done.summary else "Nothing was changed.", "success")

    def not_saved(self, outcome: NotDone) -> None:
        """What was refused comes back to the form with everything that was typed."""
        super().not_saved(outcome)
        typed = self._typed.pop(outcome.request.request_id, None)
        if typed is not None:
            self.read("again", lambda now: self._open(now, typed, error=outcome.sentence), setup_queries.setup)
