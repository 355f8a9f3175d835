"""A fault of the program itself: one sentence and a private log, never a traceback with people's data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import App

from cctui.leaving import report_crash

if TYPE_CHECKING:
    from rich.console import RenderableType


class Faults(App[None]):
    """An app that ends with a sentence where Textual would print a traceback with the values of variables."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the app's own
        super().__init__(*args, **kwargs)
        self.crash_sentence = ""
        """What is said on stderr once the terminal is its own again."""

    def _handle_exception(self, error: Exception) -> None:
        self._return_code = 1
        if not self.crash_sentence:
            self._exception = error
            self.crash_sentence = report_crash(error)
            self._exception_event.set()
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """End; Textual calls this where the thread that reads the keyboard fails, with a traceback to be printed."""
        traces = [trace for trace in (getattr(part, "trace", None) for part in renderables) if trace is not None]
        told = "; ".join(f"{stack.exc_type}: {stack.exc_value}" for trace in traces for stack in trace.stacks)
        self._handle_exception(RuntimeError(told or "the terminal cannot be read"))
