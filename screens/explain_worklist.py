"""How a customer's score on the worklist is made, part by part, or why it is left out (rule 19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.desk import host_clock
from screens.explain_facts import figure
from screens.factspage import Fact, FactsPage
from store.queries import worklist

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from screens.desk import Desk
    from store.queries.connection import Connection
    from store.rows.worklist import WorklistRow
    from store.rules.worklist import ScorePart, Weights


def read_score(
    c: Connection, no: str, desk: Desk, session_id: str, now: datetime
) -> tuple[WorklistRow | None, Weights]:
    """Read a customer's parts and what they weigh, in one state of the books."""
    row = worklist.worklist_row(c, no, work_date=desk.work_date, now=now, session_id=session_id)
    return row, worklist.worklist_weights(c)


class ScoreFigures(FactsPage):
    """A score's parts, their weights and their sum."""

    NAME = "Score explained"

    def __init__(self, desk: Desk, customer_no: str) -> None:
        super().__init__(desk)
        self.customer_no = customer_no
        self._name = ""

    def caption(self) -> str:
        """Whose score."""
        return f"Score explained · {self.customer_no} {self._name}".rstrip()

    def show_page(self) -> None:
        """Read the parts."""
        session = self.program.call_session
        held = session.id if session is not None else ""
        self.read("score", self._take, read_score, self.customer_no, self.desk, held, host_clock())

    def _take(self, found: tuple[WorklistRow | None, Weights]) -> None:
        row, weights = found
        self._name = row.name if row is not None else ""
        self.show_facts()
        self.show_lines(self._facts(row, weights))

    def _facts(self, row: WorklistRow | None, weights: Weights) -> Iterator[Fact]:
        if row is None:
            yield Fact("", "This customer is not in the books any more.", "warning")
            return
        desk = self.desk
        if row.left_out is not None:
            yield Fact("Left out", f"{row.left_out.sentence}.", "warning")
        yield Fact(f"Score {row.score:,.1f}", "the sum of these points; setup (7) has the weights", "bold")
        for part in row.parts:
            yield Fact(f"  {part.label}", f"{figure(f'{part.points:,.1f}')}  {_how(desk, part, weights)}")
        yield Fact("  Sum", figure(f"{row.score:,.1f}"), "bold")
        yield Fact(
            f"To ask for {desk.amount(row.overdue_lcy)}",
            "overdue (LCY) without entries that are promised and not due yet, queried or on hold",
            "bold",
        )
        if row.held_back_lcy:
            yield Fact(f"Held back {desk.amount(row.held_back_lcy)}", "overdue (LCY) on such entries")
        if row.unapplied_lcy:
            yield Fact(
                f"Unapplied {desk.amount(row.unapplied_lcy)}", "open payments and credits: they may pay some of it"
            )
        if row.next_todo:
            when = f"{desk.short_date(row.next_todo_on)} {row.next_todo_time}".strip()
            yield Fact("Next to-do", f"{when}  {row.next_todo}")
        last = desk.short_date(row.last_contact_on) if row.last_contact_on else "none yet"
        yield Fact("Last contact", last)


def _how(desk: Desk, part: ScorePart, weights: Weights) -> str:
    if part.amount_lcy is None:
        return f"{part.count} × {part.weight}"
    return f"{desk.amount(part.amount_lcy)} × {part.weight} ÷ {weights.per_amount:,}"
