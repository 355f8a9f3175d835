"""Text pictures: what a screen shows, as plain text in a file beside the test, compared line by line."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from tests.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import App


def screen_text(screen: App[Any] | Terminal | str) -> str:
    """The plain text that a running app, a terminal or a string shows, without the blanks at the ends of its lines."""
    if isinstance(screen, Terminal):
        return screen.screen_text()
    lines = screen.splitlines() if isinstance(screen, str) else _app_lines(screen)
    return "\n".join(line.rstrip() for line in lines)


def _app_lines(app: App[Any]) -> list[str]:
    return [strip.text for strip in app.screen._compositor.render_strips()]


class Pictures:
    """Compares screens with the pictures of one folder.

    Args:
        folder: Where the pictures lie, one text file each.
        update: Write what is shown instead of comparing.
    """

    def __init__(self, folder: Path, *, update: bool) -> None:
        self._folder = folder
        self._update = update

    def __call__(self, screen: App[Any] | Terminal | str, name: str) -> None:
        """Fail unless `screen` shows what the picture `name` holds; a picture that is missing fails too."""
        shown = screen_text(screen) + "\n"
        path = self._folder / f"{name}.txt"
        if self._update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(shown, encoding="utf-8")
            return
        if not path.exists():
            raise AssertionError(f"No picture {path.name} yet; look at it and run with --update-pictures:\n{shown}")
        kept = path.read_text(encoding="utf-8")
        if shown != kept:
            lines = difflib.unified_diff(
                kept.splitlines(), shown.splitlines(), "the picture", "the screen", lineterm=""
            )
            raise AssertionError(f"The screen is not as in {path.name}:\n" + "\n".join(lines))
