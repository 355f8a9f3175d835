"""`?` and Ctrl+P: the keys of this page, and everything that can be done, to be found and performed by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.linecommands import LineCommands
from widgets.actions import keys_of
from widgets.keynames import key_text

if TYPE_CHECKING:
    from screens.keys import Entry
    from widgets.actions import Action

LINE = "line:"
ELSEWHERE = "elsewhere:"
OWN = "Here"
"""Heading of what a page does itself."""


class ActionHelp(LineCommands):
    """Mixed into pages: lists actions from their declarations and performs the one chosen."""

    def action_help(self) -> None:
        """The keys of this page, grouped."""
        self._choose(f"Keys of {self.NAME}", [*self._here(), *self._line_entries()])

    def action_palette(self) -> None:
        """All there is: this page's actions, the commands of the `:` line, and what other pages do."""
        here = self._here()
        names = {action.id for action in self.actions}
        self._choose("Find an action", [*here, *self._line_entries(), *self._elsewhere(names)])

    def _choose(self, caption: str, entries: list[Entry]) -> None:
        from screens.keys import ActionList  # noqa: PLC0415 - start-up

        self.app.push_screen(ActionList(caption, entries, narrow=self.desk.narrow), self._chosen)

    def _chosen(self, chosen: str | None) -> None:
        if chosen is None:
            return
        if chosen.startswith(LINE):
            self.call_after_refresh(self.begin_line, f"{chosen.removeprefix(LINE)} ")
        elif chosen.startswith(ELSEWHERE):
            self.tell(f"That is done on another page: {chosen.removeprefix(ELSEWHERE).partition(':')[0]}.")
        else:
            self.run_worker(self.perform(chosen))

    # The lines.

    def _here(self) -> list[Entry]:
        groups: dict[str, list[Action]] = {}
        for action in self.actions:
            groups.setdefault(action.group or OWN, []).append(action)
        return [self._entry(action, group) for group, actions in groups.items() for action in actions]

    def _entry(self, action: Action, group: str) -> Entry:
        from screens.keys import Entry  # noqa: PLC0415 - start-up

        why_not = self.why_not(action.id) or ""
        return Entry(action.id, group, self._keys(action), action.verb, action.help, why_not)

    def _keys(self, action: Action) -> str:
        return " ".join(key_text(key) for key in keys_of(action, self.desk.keymap))

    def _line_entries(self) -> list[Entry]:
        from screens.keys import Entry  # noqa: PLC0415 - start-up

        names = sorted(name for name in dir(self) if name.startswith("line_"))
        found = []
        for name in names:
            told = (getattr(self, name).__doc__ or "").strip().partition("\n")[0]
            found.append(Entry(f"{LINE}{name[5:]}", "Line", ":", name[5:], told))
        return found

    def _elsewhere(self, here: set[str]) -> list[Entry]:
        from screens.keys import Entry  # noqa: PLC0415 - start-up

        seen = set(here)
        found = []
        for page, action in self.program.every_action():
            if action.id not in seen:
                seen.add(action.id)
                why = f"On {page}: {action.help}"
                found.append(
                    Entry(f"{ELSEWHERE}{page}:{action.id}", "Elsewhere", self._keys(action), action.verb, "", why)
                )
        return found
