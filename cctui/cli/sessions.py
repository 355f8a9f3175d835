"""The command that reports a call session."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cctui.cli.kinds import count, data, lcy, text
from cctui.cli.money import Amounts
from cctui.cli.printing import Field, Report, report
from cctui.cli.problems import ExitCode, Problem
from cctui.cli.state import user_name
from store.queries.sessions import last_session, session_report
from store.queries.setup import setup
from store.rules.outcomes import LABELS
from store.rules.text import clean

if TYPE_CHECKING:
    from cctui.cli.state import State
    from store.books import Books
    from store.rows.sessions import SessionReport, Sum


def print_session(state: State, *, session_id: str | None = None, user: str | None = None) -> int:
    """Print what a call session came to, the user's last one unless another is named, and its customers."""
    with state.books() as books:
        settings = books.read(setup)
        found = _found(books, session_id, user)
    amounts = Amounts(state.settings, settings)
    fields = _fields(amounts)
    if found is None:
        return report(state, Report("session", fields, [], {}, None, "There was no call session yet."))
    if state.json or state.csv:
        return report(state, Report("session", fields, found.customers, _about(found, amounts)))
    from cctui.cli.output import write_lines  # noqa: PLC0415 - start-up

    write_lines(_lines(found, amounts))
    return report(state, Report("session", fields, found.customers)) if found.customers else ExitCode.DONE


def _fields(amounts: Amounts) -> tuple[Field, ...]:
    return (
        count("position", ""),
        text("customer_no", "No."),
        text("name", "Name"),
        text("state", "State"),
        Field("outcome", "Outcome", lambda row: _said(row.outcome), lambda row: row.outcome),
        lcy(amounts, "promised_lcy", "Promised (LCY)", priority=1),
        lcy(amounts, "queried_lcy", "Queried (LCY)", priority=2),
        text("description", "Description", priority=4),
        text("reason", "Reason", priority=3),
        Field("score", "Score", lambda row: str(row.score), lambda row: str(row.score), right=True, priority=5),
        data("interaction_id"),
    )


def _found(books: Books, session_id: str | None, user: str | None) -> SessionReport | None:
    now = datetime.now()  # noqa: DTZ005 - leases are kept by the host's own clock
    if session_id is not None:
        found = books.read(session_report, session_id, now)
        if found is None:
            raise Problem(ExitCode.REFUSED, f"There is no call session “{clean(session_id)[:60]}”.")
        return found
    last = books.read(last_session, user or user_name())
    return books.read(session_report, last.id, now) if last else None


def _said(outcome: str) -> str:
    return next((label for kind, label in LABELS.items() if kind == outcome), outcome)


def _about(found: SessionReport, amounts: Amounts) -> dict[str, object]:
    """What JSON tells beside the customers."""
    row = found.session
    return {
        "session": row.id,
        "user": row.user_name,
        "state": row.state,
        "session_work_date": row.work_date,
        "started_at": row.started_at,
        "ended_at": row.ended_at,
        "done": found.done,
        "skipped": found.skipped,
        "left": found.left,
        "promised": [_sum(each, amounts) for each in found.promised],
        "promised_lcy": amounts.plain(found.promised_lcy),
        "queried": [_sum(each, amounts) for each in found.queried],
        "queried_lcy": amounts.plain(found.queried_lcy),
        "outcomes": dict(found.outcomes),
        "mails": found.mails,
        "todos": found.todos,
    }


def _sum(each: Sum, amounts: Amounts) -> dict[str, object]:
    return {
        "currency_code": amounts.code(each.currency_code),
        "amount": amounts.plain(each.amount, each.currency_code),
        "amount_lcy": amounts.plain(each.amount_lcy),
        "count": each.count,
    }


def _lines(found: SessionReport, amounts: Amounts) -> list[str]:
    """The session in a few lines, for people."""
    row = found.session
    when = row.started_at.replace("T", " ")[:16]
    until = f" until {row.ended_at[11:16]}" if row.ended_at else f", {row.state}"
    told = [
        ("Done", str(found.done)),
        ("Skipped", str(found.skipped)),
        ("Left", str(found.left)),
        ("Promised", _amounts(found.promised, amounts)),
        ("Queried", _amounts(found.queried, amounts)),
        ("Mails", str(found.mails)),
        ("Open to-dos", str(found.todos)),
    ]
    outcomes = ", ".join(f"{_said(outcome)} {times}" for outcome, times in found.outcomes)
    wide = max(len(label) for label, _ in told)
    lines = [f"  {label:<{wide}}  {figure}" for label, figure in told]
    return [f"Call session of {row.user_name}, {when}{until}", *lines, *([f"  {outcomes}"] if outcomes else [])]


def _amounts(sums: tuple[Sum, ...], amounts: Amounts) -> str:
    """Amounts by currency, and all in LCY where one of them is in another."""
    told = [f"{amounts.code(each.currency_code)} {amounts.shown(each.amount, each.currency_code)}" for each in sums]
    if not told:
        return "nothing"
    total = amounts.shown(sum((each.amount_lcy for each in sums[1:]), sums[0].amount_lcy))
    foreign = any(each.currency_code not in {"", amounts.setup.lcy_code} for each in sums)
    return " · ".join(told) + (f" = {amounts.code('')} {total}" if foreign else "")
