"""Drafts: what is typed or ticked is in the store within a second, and comes back as it was (rule 12)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from screens.interaction_base import InteractionBase
from store.requests.calls import KeepDraft, TickLines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.timer import Timer

    from screens.desk import Desk
    from screens.interaction_reading import Start
    from store.requests.base import Done
    from store.rows.calls import LineRow
    from widgets.grid import Grid
    from widgets.grid_rows import Key

TICK_SECONDS = 0.05
"""Ticks of one moment are one request."""
DRAFT_SECONDS = 0.35
"""What is typed is kept this long after its first change."""


class Drafting(InteractionBase):
    """Keeps ticks, cursor, half-typed lines and half-filled dialogs."""

    def __init__(self, desk: Desk, interaction_id: str, *, start: Start | None = None, resume: bool = False) -> None:
        super().__init__(desk, interaction_id, start=start, resume=resume)
        self._kept_ticks: frozenset[int] = frozenset()
        self._tick_timer: Timer | None = None
        self._draft_timer: Timer | None = None
        self._kept_draft = ""
        self._line_kind = ""
        self.dialog: dict[str, Any] | None = None
        """A form that is open: its kind, what it works on, and what is typed."""

    # Ticks.

    def ticks_changed(self, grid: Grid[LineRow], added: frozenset[Key], removed: frozenset[Key]) -> None:
        """Paint the totals in the same frame, and keep the ticks."""
        if not self.live:
            self._only_read(grid)
            return
        closed = [key for key in added if key not in self.selection.lines]
        if closed:
            grid.untick_keys(closed)
            self.tell("That entry was paid meanwhile: it cannot be ticked.", "warning")
        self.selection = self.selection.with_all(_numbers(added)).without(_numbers(removed))
        self.show_totals()
        if self._tick_timer is None:
            self._tick_timer = self.set_timer(TICK_SECONDS, self.keep_ticks)

    def _only_read(self, grid: Grid[LineRow]) -> None:
        """The ticks of an interaction that is only read stay as they were."""
        was = frozenset(number for number, line in self.lines.items() if line.ticked)
        if self.header is not None and grid.ticked != was:
            grid.set_ticks(was)
            self.tell("This interaction can only be read: its ticks stay as they are.", "warning")

    def set_ticks(self, numbers: frozenset[int], *, kept: bool) -> None:
        """Tick exactly these, as when the page is opened; `kept`: the store has them already."""
        self.grid.set_ticks(numbers)
        self.selection = self.selection.only(numbers)
        if kept:
            self._kept_ticks = numbers
        self.show_totals()

    def keep_ticks(self) -> None:
        """Ask the books for the ticks that changed since the last time."""
        if self._tick_timer is not None:
            self._tick_timer.stop()
            self._tick_timer = None
        now = self.selection.ticked
        if not self.live or now == self._kept_ticks:
            return
        request = TickLines(
            actor=self.desk.actor,
            interaction_id=self.interaction_id,
            ticked=now - self._kept_ticks,
            unticked=self._kept_ticks - now,
        )
        self._kept_ticks = now
        self.submit(request)

    # Drafts.

    def cursor_moved(self, grid: Grid[LineRow], key: Key | None) -> None:
        """Where the cursor is belongs to the draft."""
        super().cursor_moved(grid, key)
        self.draft_soon()

    def draft_soon(self) -> None:
        """Something is half typed: keep it in a moment."""
        if self.live and self._draft_timer is None:
            self._draft_timer = self.set_timer(DRAFT_SECONDS, self.keep_draft)

    def keep_draft(self) -> None:
        """Ask the books to keep what is half typed, if it changed."""
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        draft = self.draft_text()
        if self.live and draft != self._kept_draft:
            self._kept_draft = draft
            self.submit(KeepDraft(actor=self.desk.actor, interaction_id=self.interaction_id, draft=draft))

    def keep_now(self) -> None:
        """The program is being left: what the timers wait for is kept at once."""
        self.keep_ticks()
        self.keep_draft()

    def draft_text(self) -> str:
        """What is half typed, as it is kept."""
        draft: dict[str, Any] = {"cursor": self.grid.cursor_key}
        if self._line_kind and self.prompt.active:
            draft["line"] = [self._line_kind, self.prompt.value]
        if self.dialog is not None:
            draft["dialog"] = self.dialog
        return json.dumps(draft | self.draft_more(), ensure_ascii=False)

    def draft_more(self) -> dict[str, Any]:
        """What else is kept."""
        return {}

    def restore(self, text: str) -> None:
        """Go on with what was half typed; a draft that cannot be read is none."""
        self._kept_draft = text
        try:
            draft = json.loads(text or "{}")
        except ValueError:
            draft = {}
        if not isinstance(draft, dict):
            return
        if draft.get("cursor") is not None:
            self.grid.go_to(draft["cursor"])
        line = draft.get("line")
        if isinstance(line, list) and len(line) == 2:  # noqa: PLR2004 - kind and text
            self.reopen_line(str(line[0]), str(line[1]))
        dialog = draft.get("dialog")
        if isinstance(dialog, dict):
            self.reopen_dialog(dialog)
        self.restore_more(draft)

    def restore_more(self, draft: dict[str, Any]) -> None:
        """Go on with what else was kept."""

    def reopen_line(self, kind: str, text: str) -> None:
        """Open the prompt line of that kind with what was typed in it."""

    def reopen_dialog(self, dialog: dict[str, Any]) -> None:
        """Open a form again with what was typed in it."""

    def keep_dialog(self, dialog: dict[str, Any] | None) -> None:
        """A form is open and holds this, or is closed."""
        self.dialog = dialog
        self.draft_soon()

    def change(self, *, entered: bool = True, then: Callable[[Done], None] | None = None, **changes: object) -> None:
        """Change header fields; what was half typed has become this, so the draft follows it at once."""
        super().change(entered=entered, then=then, **changes)
        self.keep_draft()

    # Lines that are typed.

    def ask_line(
        self,
        kind: str,
        label: str,
        answer: Callable[[str], None],
        *,
        echo: Callable[[str], str],
        value: str = "",
        fresh: bool = False,
        complete: Callable[[str], Sequence[str]] | None = None,
    ) -> None:
        """Let a line be typed; it is kept while it is, and stays open with a sentence where it is wrong.

        Args:
            kind: Its name in a draft.
            label: What stands before it.
            answer: Takes the text; a ValueError from it is shown and what was typed stays.
            echo: What a text means, in full.
            value: Text to begin with.
            fresh: Whether the first text typed replaces it.
            complete: Candidates for a text.
        """

        def typed(text: str) -> None:
            try:
                self.prompt.set_echo(echo(text))
            except ValueError as error:
                self.prompt.set_echo(str(error), "warning")
            self.draft_soon()

        self._line_kind = kind
        self.prompt.input(
            label,
            lambda text: self._answer_line(kind, answer, text),
            value=value,
            fresh=fresh,
            changed=typed,
            cancel=self._end_line,
            complete=complete,
        )

    def _answer_line(self, kind: str, answer: Callable[[str], None], text: str) -> None:
        """Nothing is being typed any more, unless the answer is refused: then the line stays and is kept on."""
        self._end_line()
        try:
            answer(text)
        except ValueError:
            self._line_kind = kind
            raise

    def _end_line(self) -> None:
        """Nothing is being typed any more."""
        self._line_kind = ""
        self.draft_soon()

    def action_command(self) -> None:
        """Open the `:` line; what is typed in it is kept."""
        self.open_command("")

    def open_command(self, text: str) -> None:
        """Open the `:` line with a text."""
        self._line_kind = "command"
        self.prompt.input(
            ":",
            self._entered_line,
            value=text,
            changed=self._line_changed,
            complete=self._completions,
            cancel=self._end_line,
        )

    def _line_changed(self, text: str) -> None:
        self._line_kind = "command"
        super()._line_changed(text)
        self.draft_soon()

    def _entered_line(self, text: str) -> None:
        self._answer_line("command", super()._entered_line, text)


def _numbers(keys: frozenset[Key]) -> list[int]:
    return [int(key) for key in keys]
