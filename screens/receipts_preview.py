"""What posting will do, before it is done: entries before and after, promises and to-dos (rules 8 and 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from screens.listpage import ListPage
from screens.receipts_columns import with_code
from screens.receipts_outcome import PreviewRow, preview_rows, versions_seen
from screens.receipts_painting import gain_text, sentence_lines
from screens.receipts_reading import Previewed, read_preview
from screens.update_entries_fields import TextLines
from store.requests.receipts import PostJournal, PostResult
from widgets.actions import Action
from widgets.columns import Column
from widgets.common_actions import PLAIN_LIST_ACTIONS
from widgets.totals import Total, TotalsBar, currencies_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from textual.app import ComposeResult

    from screens.desk import Desk
    from screens.receipts_plan import PlannedLine
    from store.requests.base import Done, NotDone
    from widgets.grid import Grid

WITHOUT = {"search", "filter", "sort", "explain", "enter", "undo", "redo"}


class PreviewPage(ListPage[PreviewRow]):
    """A receipt a line, the entries that it pays below it; F9 or Enter posts, Esc goes back.

    Args:
        desk: Where one works.
        line_ids: The journal lines, in the order in which they are posted.
        posted: Called once they are posted, with a sentence, the lines' ids and the entry nos. changed.
    """

    NAME = "Post receipts"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("post", ("f9", "enter", "P"), "Post", "Post these receipts, all of them or none.", 0),
        *(action for action in PLAIN_LIST_ACTIONS if action.id not in WITHOUT),
    )

    def __init__(
        self, desk: Desk, line_ids: Sequence[int], posted: Callable[[str, Sequence[int], Sequence[int]], None]
    ) -> None:
        self.line_ids = tuple(line_ids)
        self.found: Previewed | None = None
        self._posted = posted
        self._posting = False
        self.consequences = (0, 0)
        """How many promises will be kept, how many to-dos will close."""
        self._was: dict[int, Decimal] = {}
        """What remained of the entries in the preview that was refused, by entry no."""
        super().__init__(desk, tickable=False)
        self.problems = TextLines(id="problems")
        self.totals = TotalsBar(id="totals")

    def body(self) -> ComposeResult:
        """The receipts with their entries, and the totals."""
        yield self.grid
        yield self.problems
        yield self.totals

    def columns(self) -> Sequence[Column]:
        """Before, what is taken off, after, and what follows from it."""
        lines = self.found.lines if self.found is not None else ()
        applied = [each for row in lines if row.plan for each in row.plan.applied]
        discount = Column("discount", "Discount", 9, lambda row: row.discount, "right", 1)
        tolerance = Column("tolerance", "Tolerance", 9, lambda row: row.tolerance, "right", 2)
        return (
            Column("document", "Document no.", 12, lambda row: row.document, style=_tone),
            Column("before", "Before", 10, lambda row: row.before, "right", style=_tone),
            Column("applied", "Applied", 10, lambda row: row.applied, "right", style=_tone),
            *((discount,) if any(each.discount for each in applied) else ()),
            *((tolerance,) if any(each.tolerance for each in applied) else ()),
            Column("after", "After", 10, lambda row: row.after, "right", style=_tone),
            Column("currency", "Cur", 3, lambda row: row.currency, priority=4),
            Column("follows", "What follows", 18, lambda row: row.follows, flexible=True, min_width=18, style=_tone),
            Column("posting", "Posting on", 10, lambda row: row.posting, priority=5),
        )

    def caption(self) -> str:
        """How many; nothing is done yet."""
        count = len(self.found.lines) if self.found else len(self.line_ids)
        return f"Post {'1 receipt' if count == 1 else f'{count} receipts'} · what it will do"

    def show_page(self) -> None:
        """Read the lines and their entries as they are now."""
        desk = self.desk
        self.read("preview", self._take, read_preview, self.line_ids, desk.facts.setup, desk.work_date)

    def _take(self, found: Previewed) -> None:
        self.found = found
        self.show_facts()
        self.grid.set_columns(self.columns())
        self.grid.empty_text = "These receipts were posted or deleted meanwhile."
        rows = preview_rows(self.desk, found, self._was)
        self.consequences = sum(row.kept for row in rows), sum(row.todos for row in rows)
        self.grid.set_rows(rows, key=lambda row: row.number)
        self.status.position(self.grid.position_text)
        wrong = [f"{row.line.document_no} cannot be posted: {row.problem}" for row in found.lines if row.plan is None]
        self.problems.show([line for each in wrong for line in sentence_lines(each, "error", self.size.width)])
        self._show_totals(found.lines)
        self.show_keys()
        if found.gone and found.lines:
            self.tell("Some of these receipts were posted or deleted meanwhile; the others are shown.", "warning")

    def _show_totals(self, lines: Sequence[PlannedLine]) -> None:
        desk = self.desk
        came = self._sums(lines, lambda row: row.line.amount)
        applied = [each for row in lines if row.plan for each in row.plan.applied]
        whole = sum((row.plan.amount_lcy for row in lines if row.plan), desk.parse_amount("0"))
        figures = [Total("1 receipt" if len(lines) == 1 else f"{len(lines)} receipts", came)]
        if any(row.line.currency_code for row in lines):
            figures.append(Total(f"({desk.lcy})", f"{desk.amount(whole)}{gain_text(desk, applied)}"))
        if any(row.plan and row.plan.left_over for row in lines):
            left = self._sums(lines, lambda row: row.plan.left_over if row.plan else desk.parse_amount("0"))
            figures.append(Total("left on account", left, "left", "warning"))
        kept, closed = self.consequences
        if closed:
            figures.append(Total(f"{kept} promise{'' if kept == 1 else 's'} kept", tone="success", optional=True))
            figures.append(Total(f"{closed} to-do{' closes' if closed == 1 else 's close'}", tone="success"))
        self.totals.show(figures)

    def _sums(self, lines: Sequence[PlannedLine], pick: Callable[[PlannedLine], Decimal]) -> str:
        sums: dict[str, Decimal] = {}
        for row in lines:
            code = row.line.currency_code
            sums[code] = sums.get(code, self.desk.parse_amount("0")) + pick(row)
        shown = {self.desk.currency(code): self.desk.amount(sums[code], code) for code in sorted(sums)}
        return currencies_text(shown)

    # Posting.

    @property
    def ready(self) -> bool:
        """Keys typed ahead wait until the receipts are posted: they are about the page below."""
        return super().ready and not self._posting

    def why_not(self, action_id: str) -> str | None:
        """What cannot be posted."""
        refused = super().why_not(action_id)
        if refused or action_id != "post":
            return refused
        if self.found is None or self._posting:
            return "These receipts are being read." if self.found is None else "These receipts are being posted."
        if not self.found.lines:
            return "There is nothing to post any more."
        wrong = next((row for row in self.found.lines if row.plan is None), None)
        return f"{wrong.line.document_no} cannot be posted as it is: change it in the journal." if wrong else None

    def action_post(self) -> None:
        """Post them."""
        if self.found is None:
            return
        request = PostJournal(
            actor=self.desk.actor,
            lines=tuple((row.line.id, row.line.version) for row in self.found.lines),
            seen=versions_seen(self.found.lines),
        )
        self._posting = self.submit(request, self._done)

    def _done(self, done: Done) -> None:
        ids = [row.line.id for row in self.found.lines] if self.found else []
        sentence = posted_text(done, self._what())
        if self.is_current:
            self.app.pop_screen()
        self._posted(sentence, ids, done.result.entry_nos if isinstance(done.result, PostResult) else ())

    def _what(self) -> str:
        """What was posted, short: what it was applied to was seen."""
        lines = [row.line for row in self.found.lines] if self.found else []
        if len(lines) != 1:
            return f"Posted {len(lines)} receipts"
        line = lines[0]
        amount = with_code(self.desk, line.amount, line.currency_code)
        return f"Posted {line.document_no}, {amount} of {line.customer_no}"

    def not_saved(self, outcome: NotDone) -> None:
        """Refused: what it was and what it is now are seen, and it can be posted as it is now."""
        super().not_saved(outcome)
        self._posting = False
        if self.found is not None:
            before = {number: entry.remaining for row in self.found.lines for number, entry in row.before.items()}
            self._was = {**before, **self._was}
        self.show_page()

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """A click posts nothing."""
        message.stop()


def posted_text(done: Done, what: str = "") -> str:
    """What a posting did, in a sentence; `what` instead of the books' own words."""
    said = [what or done.summary]
    result = done.result
    if isinstance(result, PostResult):
        if result.promises_kept:
            said.append(f"{result.promises_kept} promise{'s' if result.promises_kept > 1 else ''} kept")
        if result.todos_closed:
            said.append(f"{result.todos_closed} to-do{'s' if result.todos_closed > 1 else ''} closed")
        if result.todos_reopened:
            said.append(f"{result.todos_reopened} to-do{'s' if result.todos_reopened > 1 else ''} open again")
    return f"{'; '.join(said)}."


def _tone(row: PreviewRow) -> str:
    return row.tone


__all__ = ["PreviewPage", "posted_text"]
