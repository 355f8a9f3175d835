"""The key bar: the keys that apply now, as many as fit into one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from widgets.actions import Action, Keymap, keys_of
from widgets.keynames import key_text
from widgets.painting import PaintedLine, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


@dataclass(frozen=True, slots=True)
class KeyHint:
    """One key in the bar: as people read it, what it does, and its place (0 stays longest)."""

    key: str
    verb: str
    priority: int = 0


def hints_for(
    actions: Iterable[Action], applies: Callable[[str], bool] | None = None, keymap: Keymap | None = None
) -> list[KeyHint]:
    """The hints of the actions that want to be in the bar and apply now, in order of priority.

    Args:
        actions: The page's actions.
        applies: Whether the action of an id applies now; None: all do.
        keymap: Remapped keys by action id.
    """
    hints = [
        KeyHint(key_text(keys_of(action, keymap)[0]), action.verb, action.show_priority)
        for action in actions
        if action.show_priority is not None and keys_of(action, keymap) and (applies is None or applies(action.id))
    ]
    return sorted(hints, key=lambda hint: hint.priority)


class KeyBar(PaintedLine):
    """One line of keys; painted anew only when they change."""

    DEFAULT_CSS = """
    KeyBar { background: $panel; }
    """

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(name=name, id=id, classes=classes)
        self._hints: tuple[KeyHint, ...] = ()

    def show(self, hints: Sequence[KeyHint]) -> None:
        """Show these keys, in their order."""
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self.repaint()

    def show_actions(
        self, actions: Iterable[Action], applies: Callable[[str], bool] | None = None, keymap: Keymap | None = None
    ) -> None:
        """Show the keys of the actions that apply now (see `hints_for`)."""
        self.show(hints_for(actions, applies, keymap))

    def parts(self, width: int) -> list[Part]:
        """As many whole hints as fit; those of the highest priority number leave first."""
        kept = sorted(self._hints, key=lambda hint: hint.priority)
        while kept and 1 + sum(_hint_width(hint) for hint in kept) > width:
            kept.pop()
        parts: list[Part] = [(" ", "")]
        for hint in self._hints:
            if hint in kept:
                parts.extend(((hint.key, "key"), (f" {hint.verb}  ", "")))
        return parts


def _hint_width(hint: KeyHint) -> int:
    return cell_len(hint.key) + cell_len(hint.verb) + 3
