"""What came of a call session: done, promised, queried, sent, left; customer by customer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from screens.desk import host_clock
from screens.explain_facts import figure
from screens.factspage import Fact, FactsPage
from store.queries import sessions
from store.rules.outcomes import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from screens.desk import Desk
    from store.queries.connection import Connection
    from store.rows.sessions import SessionCustomerRow, SessionReport, Sum

STATES = {"claimed": "in hand", "waiting": "put back", "done": "done", "skipped": "skipped", "left": "left"}


def read_report(c: Connection, session_id: str, user_name: str, now: datetime) -> SessionReport | None:
    """Read a session's report, or that of a user's last one; None where there is none."""
    if not session_id:
        last = sessions.last_session(c, user_name)
        session_id = last.id if last is not None else ""
    return sessions.session_report(c, session_id, now) if session_id else None


class SessionReportPage(FactsPage):
    """The figures of one session."""

    NAME = "Call session"
    EMPTY = "There was no call session yet: > on the worklist (3) begins one."

    def __init__(self, desk: Desk, session_id: str = "") -> None:
        super().__init__(desk)
        self.session_id = session_id

    def show_page(self) -> None:
        """Read the report."""
        self.read("report", self._take, read_report, self.session_id, self.desk.actor.user_name, host_clock())

    def _take(self, found: SessionReport | None) -> None:
        self.grid.empty_text = self.EMPTY
        if found is None:
            self.show_lines(())
            return
        self.session_id = found.session.id
        self.show_lines(self._facts(found))

    def _facts(self, found: SessionReport) -> Iterator[Fact]:
        desk, session = self.desk, found.session
        began = datetime.fromisoformat(session.started_at)
        until = datetime.fromisoformat(session.ended_at).strftime(" to %H:%M") if session.ended_at else ""
        state = {"running": "going on", "paused": "paused", "ended": "ended"}[session.state]
        day = desk.long_date(session.work_date)
        yield Fact("Session", f"{day}, {began:%H:%M}{until}, {state}, by {session.user_name}", "bold")
        yield Fact("Called", f"{found.done} done, {found.skipped} skipped, {found.left} left")
        yield from self._sums("Promised", found.promised, found.promised_lcy)
        yield from self._sums("Queried", found.queried, found.queried_lcy)
        if found.outcomes:
            named = ", ".join(f"{LABELS.get(kind, kind)} {count}" for kind, count in found.outcomes)  # type: ignore[call-overload]  # a kind of a later version stays its own name
            yield Fact("Outcomes", named)
        yield Fact("Mails", f"{found.mails} sent or queued")
        yield Fact("To-dos", f"{found.todos} made and still open")
        yield Fact("Customers", "", "bold")
        for row in found.customers:
            yield Fact(f"  {row.position:>3} {row.customer_no}", self._customer(row), _tone(row))

    def _sums(self, label: str, sums: Iterable[Sum], total: Decimal) -> Iterator[Fact]:
        desk = self.desk
        rows = tuple(sums)
        for place, each in enumerate(rows):
            count = f"{each.count} {'entry' if each.count == 1 else 'entries'}"
            amount = figure(desk.amount(each.amount, each.currency_code))
            yield Fact("" if place else label, f"{amount} {desk.currency(each.currency_code)}  {count}")
        if not rows:
            yield Fact(label, "nothing")
        elif len(rows) > 1 or rows[0].currency_code:
            yield Fact("", f"{figure(desk.amount(total))} {desk.lcy}  in all", "bold")

    def _customer(self, row: SessionCustomerRow) -> str:
        """What became of a customer, and what its calls came to."""
        said = [STATES.get(row.state, row.state)]
        said += [f"({row.reason})"] if row.reason else []
        outcome = LABELS.get(row.outcome, "") if row.outcome else ""  # type: ignore[call-overload]  # as above
        sums = [self._came_to("promised", row.promised), self._came_to("queried", row.queried)]
        what = [part for part in (*sums, row.description or outcome) if part]
        return f"{row.name}  {' '.join(said)}{': ' if what else ''}{', '.join(what)}"

    def _came_to(self, what: str, sums: Iterable[Sum]) -> str:
        amounts = [
            f"{self.desk.currency(each.currency_code)} {self.desk.amount(each.amount, each.currency_code)}"
            for each in sums
        ]
        return f"{what} {' and '.join(amounts)}" if amounts else ""


def _tone(row: SessionCustomerRow) -> str:
    return {"skipped": "dim", "left": "dim", "claimed": "accent", "waiting": "accent"}.get(row.state, "")
