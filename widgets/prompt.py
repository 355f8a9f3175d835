"""The prompt line: a question answered by one key, or one line of text, with no dialog and no change of focus."""

from __future__ import annotations

from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from widgets.columns import cut
from widgets.keysink import claim, release
from widgets.lineeditor import LineEditor
from widgets.painting import PaintedLine, Part, parts_width
from widgets.tones import Warned

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.screen import Screen

YES_NO: Final = (("y", "yes"), ("n", "no"))
LEAVE_STAY: Final = (("y", "leave"), ("n", "stay"))
HISTORY: Final = 50
SHORT_LABEL: Final = 12
"""Cells that are left of a label beside a sentence that needs the room."""


class PromptLine(PaintedLine):
    """One line at the foot of a page. While it is open it takes all keys of its screen.

    Args:
        covers: A line of the page (status line or key bar) over which the prompt is painted while it is open, with
            no row of its own; the status line costs the fewest bytes. None: it has a row of its own.
    """

    def __init__(
        self,
        covers: PaintedLine | None = None,
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002  # Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._covers = covers
        self.display = covers is None
        self._label = ""
        self._echo: Part = ("", "")
        self._editor: LineEditor | None = None
        self._choices: tuple[tuple[str, str], ...] = ()
        self._answer: Callable[[str], None] | None = None
        self._cancel: Callable[[], None] | None = None
        self._changed: Callable[[str], None] | None = None
        self._complete: Callable[[str], Sequence[str]] | None = None
        self._histories: dict[str, list[str]] = {}
        self._place = 0
        self._seen_at = 0.0
        self._claimed: Screen[object] | None = None

    # What the page does.

    @property
    def active(self) -> bool:
        """Whether a question or an input is open."""
        return self._claimed is not None

    @property
    def value(self) -> str:
        """What has been typed so far; empty while a question is open."""
        return self._editor.value if self._editor else ""

    def ask(
        self,
        question: str,
        answer: Callable[[str], None],
        *,
        choices: Sequence[tuple[str, str]] = YES_NO,
        cancel: Callable[[], None] | None = None,
        unasked: bool = False,
    ) -> None:
        """Ask a question that one key answers.

        Args:
            question: A sentence; data in it stays text.
            answer: Called with the key that was pressed, such as "y" or "n".
            choices: Keys and their words, in order.
            cancel: Called for Esc; None: nothing happens then.
            unasked: It comes by itself, not upon a key: what was typed before it was painted was meant for something
                else, and is dropped.
        """
        self._begin(question, answer, cancel)
        self._choices = tuple(choices)
        self._editor = None
        self._open()
        if unasked:
            self._seen_at = inf
            self.call_after_refresh(self._seen)

    def ask_leave(self, leave: Callable[[], object]) -> None:
        """Ask before what was typed is thrown away; `leave` is called for y, anything else stays."""

        def answered(key: str) -> None:
            if key == "y":
                leave()

        self.ask("Leave without keeping what you typed?", answered, choices=LEAVE_STAY)

    def input(
        self,
        label: str,
        answer: Callable[[str], None],
        *,
        value: str = "",
        fresh: bool = False,
        changed: Callable[[str], None] | None = None,
        cancel: Callable[[], None] | None = None,
        complete: Callable[[str], Sequence[str]] | None = None,
    ) -> None:
        """Let a line be typed.

        Args:
            label: What stands before it, such as ":" or "/"; each label has a history of its own (up and down).
            answer: Called with the text at Enter. Where it raises a ValueError, the line stays open with what was
                typed, and the sentence beside it.
            value: Text to begin with.
            fresh: Whether the first text typed replaces it.
            changed: Called with the text after every change, to set the echo.
            cancel: Called for Esc.
            complete: Candidates for a text; Tab takes the first, or what they have in common.
        """
        self._begin(label, answer, cancel)
        self._editor = LineEditor(value, fresh=fresh)
        self._changed = changed
        self._complete = complete
        self._place = len(self._histories.get(label, ()))
        self._open()
        if changed is not None:
            changed(value)

    def set_echo(self, text: str, tone: str = "") -> None:
        """Show what the typed text means, or what is wrong with it, to the right of it.

        Args:
            text: The sentence; a `Warned` one points something out.
            tone: Its tone; by default dim, or for a `Warned` one that of a warning.
        """
        self._echo = (text, tone or ("warning" if isinstance(text, Warned) else "dim"))
        self._show()

    def close(self) -> None:
        """Close without an answer."""
        if self._claimed is not None:
            release(self._claimed, self)
            self._claimed = None
        self._echo = ("", "")
        self._show()

    # Keys.

    def take_key(self, event: events.Key) -> None:
        """Take a key of the screen."""
        if event.time < self._seen_at:
            return
        if event.key == "escape":
            self._finish(self._cancel)
        elif self._editor is None:
            self._take_choice(event)
        else:
            self._take_edit(self._editor, event)

    def take_paste(self, text: str) -> None:
        """Take pasted text as one line."""
        if self._editor is not None:
            self._editor.insert(text)
            self._typed()

    def _take_choice(self, event: events.Key) -> None:
        pressed = (event.character or "").lower()
        if any(pressed == key for key, _word in self._choices):
            answer = self._answer
            self._finish(None if answer is None else lambda: answer(pressed))

    def _take_edit(self, editor: LineEditor, event: events.Key) -> None:
        if event.key == "enter":
            self._enter(editor)
        elif event.key in {"up", "down"}:
            self._recall(editor, -1 if event.key == "up" else 1)
        elif event.key == "tab":
            self._take_completion(editor)
        elif event.key == "backspace" and not editor.value:
            self._finish(self._cancel)
        elif editor.key(event.key):
            self._typed()
        elif event.is_printable and event.character:
            editor.insert(event.character)
            self._typed()

    def _enter(self, editor: LineEditor) -> None:
        """Give the answer; one that is refused is typed on, else what comes next would run as keys of the page."""
        label, answer, cancel = self._label, self._answer, self._cancel
        changed, complete = self._changed, self._complete
        if answer is None:
            return
        self.close()
        try:
            answer(editor.value)
        except ValueError as error:
            self._begin(label, answer, cancel)
            self._editor, self._changed, self._complete = editor, changed, complete
            self._echo = (str(error), "warning")
            self._open()
            return
        self._remember(label, editor.value)

    def _remember(self, label: str, text: str) -> None:
        history = self._histories.setdefault(label, [])
        if text and text not in history[-1:]:
            history.append(text)
            del history[:-HISTORY]

    def _recall(self, editor: LineEditor, step: int) -> None:
        history = self._histories.get(self._label, [])
        self._place = max(0, min(len(history), self._place + step))
        editor.set(history[self._place] if self._place < len(history) else "")
        self._typed()

    def _take_completion(self, editor: LineEditor) -> None:
        candidates = list(self._complete(editor.value)) if self._complete else []
        if candidates:
            editor.set(_common_start(candidates) if len(candidates) > 1 else candidates[0])
            self._typed()

    def _typed(self) -> None:
        self._echo = ("", "")
        if self._changed is not None and self._editor is not None:
            self._changed(self._editor.value)
        self._show()

    # Opening, closing, painting.

    def _seen(self) -> None:
        """The question is painted: keys that are typed from now on answer it."""
        if self._seen_at == inf:
            self._seen_at = monotonic()

    def _begin(self, label: str, answer: Callable[[str], None], cancel: Callable[[], None] | None) -> None:
        self._seen_at = 0.0
        self._label, self._answer, self._cancel = label, answer, cancel
        self._echo = ("", "")
        self._changed = self._complete = None

    def _open(self) -> None:
        self._claimed = self.screen
        claim(self._claimed, self)
        self._show()

    def _finish(self, then: Callable[[], None] | None) -> None:
        """Close first: what follows may ask the next question."""
        self.close()
        if then is not None:
            then()

    def _show(self) -> None:
        if self._covers is not None:
            self._covers.cover(self._open_parts(self._covers.size.width) if self.active else None)
        else:
            self.repaint()

    def parts(self, width: int) -> list[Part]:
        """The open question or input; an empty line otherwise."""
        return self._open_parts(width) if self.active else []

    def _open_parts(self, width: int) -> list[Part]:
        if self._editor is None:
            answers = "  ".join(f"[{key}] {word}" for key, word in self._choices) + "  [Esc] cancel"
            return [(cut(self._label, max(8, width - cell_len(answers) - 2)), "bold"), (f"  {answers}", "")]
        before, under, rest = self._editor.visible(max(8, width - cell_len(self._label) - 1))
        typed: list[Part] = [(before, ""), (under, "cursor"), (rest, "")]
        if self._editor.fresh:
            typed = [(before, "cursor"), (" ", "")]
        label = self._label
        if self._echo[1] == "warning":  # what is wrong matters more than what was asked
            label = cut(label, max(SHORT_LABEL, width - parts_width(typed) - cell_len(self._echo[0]) - 3))
        typed.insert(0, (label, ""))
        room = width - parts_width(typed) - 3
        return [*typed, ("   ", ""), (cut(self._echo[0], max(0, room)), self._echo[1])]


def _common_start(texts: Sequence[str]) -> str:
    """What all the texts begin with."""
    first, last = min(texts), max(texts)
    count = 0
    while count < len(first) and first[count] == last[count]:
        count += 1
    return first[:count]
