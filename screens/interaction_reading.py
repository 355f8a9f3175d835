"""What an interaction page reads, and the header it shows before the interaction is in the store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from screens.desk import host_clock
from screens.session_reading import read_past
from store.queries import aging, contacts, customers, explained, interactions, ledger, todos
from store.queries.sessions import session_report
from store.rows.calls import InteractionRow, LineRow
from store.rules.phones import read_phone
from store.rules.selection import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from screens.session_reading import Past
    from store.queries.connection import Connection
    from store.requests.base import Actor
    from store.rows.calls import CallWarnings
    from store.rows.documents import CustomerContacts
    from store.rows.explained import EntryChange
    from store.rows.ledger import AgingRow, CustomerRow, EntryRow
    from store.rows.sessions import SessionReport
    from store.rules.aging import AgingBands


@dataclass(frozen=True, slots=True)
class Start:
    """How a new interaction is begun (rule 4).

    Attributes:
        customer_no: With whom.
        origin: `credit_list`, `customer_card`, `ledger_entries` or `todo`.
        marked: Entry nos. marked where it is started from.
        cursor: Entry no. under the cursor there.
        todo_id: The to-do it is made from.
        session_id: The call session that it belongs to; empty: none.
    """

    customer_no: str
    origin: str
    marked: tuple[int, ...] = ()
    cursor: int | None = None
    todo_id: int | None = None
    session_id: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first paint of a new interaction needs; entries oldest due date first."""

    customer: CustomerRow | None
    entries: tuple[EntryRow, ...]
    warnings: CallWarnings
    aging: AgingRow
    todo_entry: int | None
    contacts: CustomerContacts
    past: Past | None
    """In a call session."""
    report: SessionReport | None
    """How far the session is."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An interaction as the store has it, and its entries as they are now."""

    header: InteractionRow | None
    lines: tuple[LineRow, ...]
    entries: Mapping[int, EntryRow]
    warnings: CallWarnings | None
    aging: AgingRow | None
    changes: Mapping[int, EntryChange]
    """Who changed the entries that are not any more as the interaction has them."""
    contacts: CustomerContacts | None


def read_opening(c: Connection, start: Start, work_date: date, bands: AgingBands) -> Opening:
    """Read a customer with its open entries and all that must be known before speaking."""
    no = start.customer_no
    made_from = None if start.todo_id is None else todos.todo(c, start.todo_id, work_date)
    return Opening(
        customer=customers.customer(c, no),
        entries=tuple(ledger.entries(c, work_date=work_date, customer_no=no)),
        warnings=interactions.warnings(c, no, None, work_date),
        aging=aging.customer_aging(c, no, work_date, bands),
        todo_entry=made_from.entry_no if made_from else None,
        contacts=_contacts(c, no),
        past=read_past(c, no, work_date, start.session_id) if start.session_id else None,
        report=session_report(c, start.session_id, host_clock()) if start.session_id else None,
    )


def read_shown(c: Connection, interaction_id: str, work_date: date, bands: AgingBands) -> Shown:
    """Read an interaction with its lines, and what is to be known of its customer now."""
    header = interactions.interaction(c, interaction_id)
    if header is None:
        return Shown(None, (), {}, None, None, {}, None)
    lines = tuple(interactions.lines(c, interaction_id, work_date))
    made = header.state == "open"
    if not made:
        lines = tuple(_as_left(line) for line in lines)
    changed = [line.entry_no for line in lines if line.changed]
    return Shown(
        header=header,
        lines=lines,
        entries=ledger.entry_rows(c, [line.entry_no for line in lines], work_date) if made else {},
        warnings=interactions.warnings(c, header.customer_no, interaction_id, work_date),
        aging=aging.customer_aging(c, header.customer_no, work_date, bands),
        changes=explained.last_changes(c, changed) if changed else {},
        contacts=_contacts(c, header.customer_no),
    )


def _contacts(c: Connection, customer_no: str) -> CustomerContacts:
    """Read a customer's contacts; what reads phone numbers is loaded here, where nobody waits for a key."""
    found = contacts.customer_contacts(c, customer_no)
    for phone in {found.phone, *(row.phone for row in found.rows)}:
        read_phone(phone, found.country)
    return found


def _as_left(line: LineRow) -> LineRow:
    """A line of a closed interaction: what became of its entry since is no part of it."""
    return replace(
        line,
        remaining_now=line.remaining,
        remaining_lcy_now=line.remaining_lcy,
        status_now=line.status_code,
        promised_now=line.promised_date,
    )


def first_header(
    interaction_id: str, start: Start, customer: CustomerRow, actor: Actor, at: datetime, controller: str
) -> InteractionRow:
    """The header as the program fills it in (S8, S9, S10, S12); it is in the store a moment later."""
    return InteractionRow(
        id=interaction_id,
        customer_no=customer.no,
        customer_name=customer.name,
        at=at.isoformat(),
        state="open",
        origin=start.origin,
        todo_id=start.todo_id,
        interaction_type_id=None,
        description="",
        contact_id=customer.contact_id,
        contact_name=customer.contact_name,
        phone=customer.phone,
        email=customer.email,
        next_interaction_on=None,
        next_interaction_time="",
        credit_controller_code=customer.credit_controller_code or controller,
        notes="",
        entered=False,
        user_name=actor.user_name,
        holder=actor.holder,
        draft="",
        version=1,
    )


def first_line(entry: EntryRow, *, ticked: bool) -> LineRow:
    """A line of the snapshot, as the entry is now (S13)."""
    return LineRow(
        entry_no=entry.entry_no,
        ticked=ticked,
        updated=False,
        posting_date=entry.posting_date,
        due_date=entry.due_date,
        document_type=entry.document_type,
        document_no=entry.document_no,
        external_document_no=entry.external_document_no,
        description=entry.description,
        currency_code=entry.currency_code,
        original_amount=entry.original_amount,
        remaining=entry.remaining,
        remaining_lcy=entry.remaining_lcy,
        days_overdue=entry.days_overdue,
        on_hold=entry.on_hold,
        status_code=entry.status_code,
        promised_date=entry.promised_date,
        promised_amount=entry.promised_amount,
        query_target_date=entry.query_target_date,
        query_by=entry.query_by,
        query_reason=entry.query_reason,
        notes=entry.notes,
        links=entry.links,
        open_now=True,
        remaining_now=entry.remaining,
        remaining_lcy_now=entry.remaining_lcy,
        status_now=entry.status_code,
        promised_now=entry.promised_date,
    )


def by_number(lines: Iterable[LineRow]) -> dict[int, LineRow]:
    """Lines by entry no., in their order."""
    return {line.entry_no: line for line in lines}


def selectable(lines: Mapping[int, LineRow], *, closed: bool = False) -> list[Line]:
    """The lines that can be ticked, with what remains of them now.

    Args:
        lines: An interaction's lines.
        closed: Whether it is shown as it was left: then what was paid since counts as it did.
    """
    return [
        Line(line.entry_no, line.currency_code, line.remaining_now, line.remaining_lcy_now, line.days_overdue > 0)
        for line in lines.values()
        if line.open_now or closed
    ]
