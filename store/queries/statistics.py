"""What the customer card shows besides balances (S4, S37, S38): statistics, interaction log, contacts."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from store.queries.aging import balance
from store.queries.promises import promises
from store.queries.values import Query, day
from store.rows.statistics import CardContact, CustomerStatistics, LastPayment, LogRow, PaidInvoice, PromiseTally
from store.rules.money import from_units
from store.rules.promise_life import State
from store.rules.statistics import average_days, kept_rate, limit_left, tally

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from store.queries.connection import Connection
    from store.rows.calls import PromiseRow
    from store.rules.aging import AgingBands

# A first import gives an entry that was closed before its own work date where the source does not say when it was
# paid, and so does one that holds all open entries: such a day says nothing about how somebody pays. What was unapplied
# again did not pay it: each payment's applications are taken together with what took them back.
_PAID: Final = (
    "SELECT e.entry_no, e.document_no, COALESCE(e.document_date, e.posting_date), e.effective_due_date, e.closed_on"
    " FROM customer_ledger_entry e WHERE e.customer_no = {no} AND NOT e.open AND e.document_type = 'Invoice'"
    " AND e.original_amount > 0 AND e.closed_on IS NOT NULL"
    " AND EXISTS (SELECT 1 FROM detailed_customer_ledger_entry d"
    " LEFT JOIN customer_ledger_entry a ON a.entry_no = d.applied_entry_no"
    " WHERE d.entry_no = e.entry_no AND d.kind IN ('application', 'unapplication', 'import_payment', 'import_change')"
    " AND COALESCE(a.document_type, '') <> 'Credit Memo' GROUP BY d.applied_entry_no HAVING SUM(d.amount) < 0)"
    " AND NOT EXISTS (SELECT 1 FROM detailed_customer_ledger_entry d JOIN import_batch b ON b.id = d.import_id"
    " WHERE d.entry_no = e.entry_no AND d.kind = 'import_change' AND d.posting_date = e.closed_on"
    " AND b.work_date = e.closed_on)"
    " ORDER BY e.closed_on DESC, e.entry_no DESC"
)
_LOG: Final = (
    "SELECT i.id, i.at, i.state, COALESCE(t.description, ''), i.description, i.user_name,"
    " COALESCE(i.credit_controller_code, ''), i.contact_name, i.notes, i.next_interaction_on"
    " FROM interaction i LEFT JOIN interaction_type t ON t.id = i.interaction_type_id"
    " WHERE i.customer_no = {no} ORDER BY i.at DESC, i.id"
)
_UPDATED: Final = (
    "SELECT l.interaction_id, l.document_no, COALESCE(l.status_code, ''), l.currency_code, l.promised_amount,"
    " l.promised_date FROM interaction i JOIN interaction_line l ON l.interaction_id = i.id"
    " WHERE i.customer_no = {no} AND l.updated ORDER BY l.due_date, l.entry_no"
)
_NOTED: Final = (
    "SELECT n.interaction_id, e.document_no, n.text FROM interaction i JOIN entry_note n ON n.interaction_id = i.id"
    " JOIN customer_ledger_entry e ON e.entry_no = n.entry_no WHERE i.customer_no = {no} ORDER BY n.id"
)


def customer_statistics(
    c: Connection, no: str, work_date: date, bands: AgingBands, made: Iterable[PromiseRow] | None = None
) -> CustomerStatistics | None:
    """Read how a customer stands, pays and keeps its word; None: no such customer.

    Args:
        c: The books.
        no: Customer no.
        work_date: The program's today.
        bands: How the balance is aged.
        made: All promises of the customer at the work date, where they are read already.
    """
    standing = balance(c, no, work_date, bands)
    if standing is None:
        return None
    paid = paid_invoices(c, no)
    found = promises(c, work_date=work_date, customer_no=no) if made is None else made
    tallies = tally((row.state, row.amount_lcy) for row in found)
    rates = kept_rate(tallies)
    return CustomerStatistics(
        balance_lcy=standing.balance_lcy,
        overdue_lcy=standing.overdue_lcy,
        unapplied_credits_lcy=standing.unapplied_credits_lcy,
        open_entries=standing.open_entries,
        credit_limit_lcy=standing.credit_limit_lcy,
        limit_left_lcy=limit_left(standing.credit_limit_lcy, standing.balance_lcy),
        paid_invoices=len(paid),
        average_days_to_pay=average_days([row.days_to_pay for row in paid]),
        average_days_late=average_days([row.days_late for row in paid]),
        last_payment=_last_payment(c, no),
        promises=tuple(
            PromiseTally(state.value, each.count, each.amount_lcy)
            for state in State
            if (each := tallies.get(state.value))
        ),
        kept_by_count=rates[0] if rates else None,
        kept_by_amount=rates[1] if rates else None,
    )


def paid_invoices(c: Connection, no: str) -> list[PaidInvoice]:
    """List the invoices a customer paid on a date that is known, last paid first.

    Invoices settled by credit memos alone, and those of which only the day of an import is known, are left out.
    """
    q = Query(c)
    return [_paid(*row) for row in q.rows(_PAID, no=q.put(no))]


def log_rows(c: Connection, no: str) -> list[LogRow]:
    """List a customer's interactions with what was done in each, newest first (S37)."""
    updated, noted = _by_interaction(c, _UPDATED, no), _by_interaction(c, _NOTED, no)
    q = Query(c)
    found = q.rows(_LOG, no=q.put(no))
    return [_logged(row, updated[row[0]], noted[row[0]]) for row in found]


def contacts(c: Connection, no: str) -> list[CardContact]:
    """List a customer's contacts, the credit control contact first, then by name (rule 14)."""
    q = Query(c)
    found = q.rows(
        "SELECT k.id, k.name, k.phone, k.email, c.credit_control_contact_id FROM contact k"
        " JOIN customer c ON c.no = k.customer_no WHERE k.customer_no = {no} ORDER BY k.name, k.id",
        no=q.put(no),
    )
    rows = [CardContact(number, name, phone, email, number == chosen) for number, name, phone, email, chosen in found]
    return sorted(rows, key=lambda row: not row.credit_control)


def promise_interactions(c: Connection, no: str) -> dict[int, str]:
    """Tell which interaction made each of a customer's promises, by the promise's id; others are left out."""
    q = Query(c)
    found = q.rows(
        "SELECT p.id, p.interaction_id FROM promise p JOIN customer_ledger_entry e ON e.entry_no = p.entry_no"
        " WHERE e.customer_no = {no} AND p.interaction_id IS NOT NULL",
        no=q.put(no),
    )
    return dict(found)


def _paid(entry_no: int, document_no: str, counted: str, due: str, closed: str) -> PaidInvoice:
    start, due_date, closed_on = map(date.fromisoformat, (counted, due, closed))
    to_pay, late = (closed_on - start).days, (closed_on - due_date).days
    return PaidInvoice(entry_no, document_no, start, due_date, closed_on, to_pay, late)


def _last_payment(c: Connection, no: str) -> LastPayment | None:
    """The last payment that stands: not one that was reversed, nor one whose place an imported one took."""
    q = Query(c)
    found = q.rows(
        "SELECT e.document_no, e.posting_date, e.currency_code, e.original_amount FROM customer_ledger_entry e"
        " WHERE e.customer_no = {no} AND e.document_type = 'Payment' AND e.original_amount < 0"
        " AND (e.entry_no > 0 OR (SELECT COALESCE(SUM(d.amount), 0) FROM detailed_customer_ledger_entry d"
        " WHERE d.entry_no = e.entry_no AND d.kind IN ('reversal', 'import_change')) = 0)"
        " ORDER BY e.posting_date DESC, e.entry_no DESC LIMIT 1",
        no=q.put(no),
    )
    if not found:
        return None
    document_no, posted, currency, amount = found[0]
    return LastPayment(document_no, date.fromisoformat(posted), currency, -from_units(amount))


def _by_interaction(c: Connection, sql: str, no: str) -> defaultdict[str, list[tuple[Any, ...]]]:
    q = Query(c)
    made: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for interaction_id, *rest in q.rows(sql, no=q.put(no)):
        made[interaction_id].append(tuple(rest))
    return made


def _logged(row: tuple[Any, ...], updated: list[tuple[Any, ...]], noted: list[tuple[Any, ...]]) -> LogRow:
    number, at, state, kind, description, user, controller, contact, notes, following = row
    amounts: defaultdict[str, Decimal] = defaultdict(lambda: from_units(0))
    for _document, _code, currency, amount, _on in updated:
        if amount is not None:
            amounts[currency] += from_units(amount)
    days = {on for *_others, on in updated if on}
    return LogRow(
        id=number,
        at=at,
        state=state,
        type_description=kind,
        description=description,
        user_name=user,
        credit_controller_code=controller,
        contact_name=contact,
        notes=notes,
        next_interaction_on=day(following),
        documents=tuple(document for document, *_others in updated),
        status_codes=tuple(dict.fromkeys(code for _document, code, *_others in updated if code)),
        promised=tuple(sorted(amounts.items())),
        promised_on=tuple(date.fromisoformat(on) for on in sorted(days)),
        entry_notes=tuple((document, text) for document, text in noted),
    )
