"""The `:` line: one command a line, echoed in full before Enter makes it so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.base import PageBase
from store.rules.dates import DateError

if TYPE_CHECKING:
    from collections.abc import Callable


class LineCommands(PageBase):
    """Mixed into pages: `:name words` runs `line_<name>(words)`, or the action of that id or verb.

    `echo_<name>(words)` gives the sentence shown while it is typed; a ValueError from either is shown and nothing done.
    """

    def action_command(self) -> None:
        """Open the line."""
        self.begin_line("")

    def begin_line(self, text: str) -> None:
        """Open the line with something typed already."""
        self.prompt.input(":", self._entered_line, value=text, changed=self._line_changed, complete=self._completions)

    def _line_changed(self, text: str) -> None:
        name, _, words = text.strip().partition(" ")
        echo = self._line(f"echo_{name}")
        if not name or echo is None:
            found = self._action_id(name) if name else None
            action = self.actions.find(found) if found else None
            self.prompt.set_echo(action.help if action else "")
            return
        try:
            self.prompt.set_echo(echo(words.strip()))
        except ValueError as error:
            self.prompt.set_echo(str(error), "warning")

    def _entered_line(self, text: str) -> None:
        """Do it; a ValueError keeps the line open."""
        name, _, words = text.strip().partition(" ")
        if not name:
            return
        command = self._line(f"line_{name}")
        if command is None:
            self._act(name)
            return
        command(words.strip())

    def _act(self, name: str) -> None:
        action_id = self._action_id(name)
        if action_id is None:
            raise ValueError(f"There is no command “{name}”; {self.actions.key('help')} shows what there is.")
        self.run_worker(self.perform(action_id))

    def _line(self, name: str) -> Callable[[str], str] | None:
        found = getattr(self, name, None)
        return found if callable(found) else None

    def _action_id(self, name: str) -> str | None:
        wanted = name.casefold().replace("-", "_")
        for action in self.actions:
            if wanted in {action.id, action.verb.casefold().replace(" ", "_")}:
                return action.id
        return None

    def _names(self) -> list[str]:
        own = [name[5:] for name in dir(self) if name.startswith("line_")]
        return sorted({*own, *(action.id for action in self.actions)})

    def _completions(self, text: str) -> list[str]:
        if " " in text:
            return []
        return [name for name in self._names() if name.startswith(text.casefold())]

    # Commands of every page.

    def line_q(self, words: str) -> None:
        """`:q` leaves in other programs; here it asks for a query's target, and alone names the key that leaves."""
        del words
        self.tell(f":q takes a target and a reason in an interaction; {self.actions.key('quit')} leaves the program.")

    def echo_workdate(self, words: str) -> str:
        """The date meant."""
        return f"Work on {self.desk.long_date(self.desk.parse_date(words))}" if words else "which date?"

    def line_workdate(self, words: str) -> None:
        """Work on another date from now on."""
        if not words:
            raise DateError("Which date? For example :workdate fri, or :workdate 31/3.")
        self.program.change_work_date(self.desk.parse_date(words))

    def line_changes(self, words: str) -> None:
        """What the last import changed."""
        del words
        self.program.open_changes()

    def echo_go(self, words: str) -> str:
        """What is looked for."""
        return f"Go to the customer “{words}”" if words else "which customer: no., part of its name, or a document no.?"

    def line_go(self, words: str) -> None:
        """Go to a customer's open entries, by no., unique part of its name, or a document no."""
        if not words:
            raise ValueError("Which customer? For example :go 10000.")
        self.program.go_to_customer(words)
