"""A page with a list, its totals, status line, prompt and key bar: what every page of the program is made of."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, ComposeResult
from textual.screen import Screen

from widgets.actions import Action, ActionHost, bindings_for
from widgets.columns import Column
from widgets.common_actions import LIST_ACTIONS, GridActions
from widgets.grid import Grid
from widgets.keybar import KeyBar
from widgets.prompt import PromptLine
from widgets.statusline import StatusLine
from widgets.textguard import TextGuard
from widgets.totals import Total, TotalsBar, ticked_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.filter import LineFilter

    from widgets.grid_rows import Key

NAMES = ("Adatum Corporation", "Trey Research", "School of Fine Art", "Alpine Ski House", "Relecloud")


@dataclass(frozen=True, slots=True)
class Entry:
    """One made-up ledger entry; `remaining` in hundredths."""

    entry_no: int
    document_no: str
    name: str
    due: str
    remaining: int
    status: str = ""


def entry(number: int) -> Entry:
    """The entry of that number: the same in every list."""
    return Entry(
        number,
        f"INV-{100_000 + number}",
        NAMES[number % len(NAMES)],
        f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}",
        number * 98_765 % 9_000_000 + 100,
        "PROMISED" if number % 5 == 0 else "",
    )


def money(hundredths: int) -> str:
    return f"{hundredths // 100:,}.{hundredths % 100:02}"


COLUMNS = (
    Column("document_no", "Document No.", 12, lambda row: row.document_no, priority=0),
    Column("name", "Description", 24, lambda row: row.name, flexible=True, priority=2),
    Column("due", "Due Date", 10, lambda row: row.due, priority=1),
    Column("remaining", "Remaining", 12, lambda row: money(row.remaining), align="right", priority=0),
    Column("lcy", "Rem. (LCY)", 12, lambda row: money(row.remaining), align="right", priority=4),
    Column(
        "status", "Status", 10, lambda row: row.status, priority=3, style=lambda row: "accent" if row.status else ""
    ),
)


class ListPage(GridActions, ActionHost, Screen[None]):
    """The page."""

    AUTO_FOCUS = "Grid"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("ask", ("y",), "Ask", "Ask a question.", 20),
        Action("never", ("x",), "Never", "Do what never applies.", 21),
        *LIST_ACTIONS,
    )
    BINDINGS = bindings_for(ACTIONS)

    def __init__(self, rows: int, *, narrow: bool = False, columns: Sequence[Column] = COLUMNS) -> None:
        super().__init__()
        self.answers: list[str] = []
        self.entered: list[Key] = []
        self.asked: list[tuple[Key, ...]] = []
        self.grid: Grid[Entry] = Grid(
            columns,
            mark=lambda row: "!" if row.entry_no % 7 == 0 else "",
            narrow_highlight=narrow,
            on_ticks=self.show_totals,
            on_cursor=lambda grid, _key: self.status.position(grid.position_text),
            id="list",
        )
        self.totals = TotalsBar()
        self.status = StatusLine()
        self.keybar = KeyBar()
        self.prompt = PromptLine(self.status)
        self.rows = rows

    def compose(self) -> ComposeResult:
        yield self.totals
        yield self.grid
        yield self.status
        yield self.keybar
        yield self.prompt

    def on_mount(self) -> None:
        self.status.fact("work date", "2026-03-31")
        self.status.fact("import", "import 2 h old")
        self.keybar.show_actions(self.ACTIONS)
        self.show_totals(self.grid, frozenset(), frozenset())
        self.grid.set_keys(range(1, self.rows + 1))
        self.status.position(self.grid.position_text)

    def on_grid_window_needed(self, message: Grid.WindowNeeded) -> None:
        self.asked.append(message.keys)
        message.grid.put_rows({key: entry(int(key)) for key in message.keys})

    def on_grid_entered(self, message: Grid.Entered) -> None:
        self.entered.append(message.key)

    def show_totals(self, grid: Grid[Entry], added: frozenset[Key], removed: frozenset[Key]) -> None:
        amount = money(sum(entry(int(key)).remaining for key in grid.ticked))
        self.totals.show(
            (
                Total(ticked_text(len(grid.ticked), len(grid.hidden_ticked()))),
                Total("Selected Entries Remaining Amount", amount, "Selected"),
                Total("(LCY)", amount),
                Total("overdue", amount, optional=True),
            )
        )
        if added or removed:
            self.call_later(self.status.save_state, "saved")

    def why_not(self, action_id: str) -> str | None:
        return "That never applies [/]." if action_id == "never" else None

    def tell(self, text: str, kind: str = "info") -> None:
        self.status.message(text, kind)

    def before_action(self) -> None:
        self.status.clear()

    def action_ask(self) -> None:
        self.prompt.ask("Close?", self.answers.append)

    def action_command(self) -> None:
        self.prompt.input(":", self.answers.append, changed=lambda text: self.prompt.set_echo(f"means {text}"))


class ListApp(App[None]):
    """The program around it."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, rows: int = 200, *, narrow: bool = False, columns: Sequence[Column] = COLUMNS) -> None:
        super().__init__()
        self.page = ListPage(rows, narrow=narrow, columns=columns)
        self.guard = TextGuard()

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self.guard]

    def on_mount(self) -> None:
        self.push_screen(self.page)

    def action_quit(self) -> None:  # type: ignore[override]  # nothing to wait for
        self.exit()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", type=int)
    parser.add_argument("--narrow", action="store_true")
    given = parser.parse_args()
    ListApp(given.rows, narrow=given.narrow).run(mouse=False)
