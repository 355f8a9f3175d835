"""A call session as the program holds it: the customers that are still to be called, and the one in hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from screens.desk import Desk
    from store.requests.sessions import Taken
    from store.rows.sessions import SessionReport
    from store.rules.worklist import Narrowing

ASKED_AT_ONCE: Final = 50
"""So many customers are offered to the books at once: nearly always the first is taken."""


@dataclass(slots=True)
class CallSession:
    """One morning's calls.

    Attributes:
        id: Its id in the books.
        narrowing: Which customers the worklist was narrowed to when it was begun.
        queue: Customer nos. that are still to be called, the best first; None: to be read anew.
        in_hand: The customer that is being called, or was last; None before the first.
        closed: How the interaction in hand was closed: saved, or thrown away; None while it is open.
        report: What came of it so far, as last read.
        lost: The customer in hand of whom it was told that another has it.
    """

    id: str
    narrowing: Narrowing
    queue: list[str] | None = None
    in_hand: Taken | None = None
    closed: bool | None = None
    report: SessionReport | None = None
    lost: Taken | None = None
    _place: int = field(default=0)

    @property
    def left(self) -> int:
        """How many are still to be called; as the books have it, while the worklist is not read anew."""
        if self.queue is None:
            return self.report.left if self.report is not None else 0
        return len(self.queue) - self._place

    def next_candidates(self) -> tuple[str, ...]:
        """Those to be offered next."""
        return tuple((self.queue or [])[self._place : self._place + ASKED_AT_ONCE])

    def fill(self, queue: Sequence[str]) -> None:
        """Take the worklist as it was read."""
        self.queue, self._place = list(queue), 0

    def take(self, taken: Taken, offered: Iterable[str]) -> None:
        """Drop who was taken and who was passed over; where nobody could be taken, all that were offered."""
        gone = {taken.customer_no, *(no for no, _reason in taken.passed_over)} if taken.customer_no else set(offered)
        queue = self.queue or []
        while self._place < len(queue) and queue[self._place] in gone:
            self._place += 1
        self.in_hand, self.closed = (taken if taken.customer_no else None), None


def progress_text(desk: Desk, session: CallSession) -> str:
    """How far it is: `5 done, 35 left, promised GBP 1,200.00 + EUR 300.00`."""
    report = session.report
    if report is None:
        return ""
    said = [f"{report.done} done", f"{session.left} left"]
    sums = [
        f"{desk.currency(each.currency_code)} {desk.amount(each.amount, each.currency_code)}"
        for each in report.promised
    ]
    if sums:
        lcy = (
            f" = {desk.lcy} {desk.amount(report.promised_lcy)}"
            if any(each.currency_code for each in report.promised)
            else ""
        )
        said.append(f"promised {' + '.join(sums)}{lcy}")
    return ", ".join(said)
