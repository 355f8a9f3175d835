"""The cash receipt journal, what receipts can be applied to, and the payments posted here (rule 15, S34)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from store.queries.values import Query, day
from store.rows.receipts import ApplicableEntry, JournalLineRow, PostedReceiptRow
from store.rules.money import from_units
from store.rules.numbering import next_free

if TYPE_CHECKING:
    from decimal import Decimal

    from store.queries.connection import Connection

_LINES: Final = (
    "SELECT l.id, l.version, l.customer_no, c.name, l.interaction_id, l.posting_date, l.document_no,"
    " l.external_document_no, l.description, l.amount, l.currency_code, l.amount_lcy, l.oldest_first, l.user_name"
    " FROM journal_line l JOIN customer c ON c.no = l.customer_no WHERE {within} ORDER BY l.id"
)
_APPLICATIONS: Final = (
    "SELECT a.line_id, a.entry_no, a.amount, e.document_no FROM journal_application a"
    " JOIN customer_ledger_entry e ON e.entry_no = a.entry_no WHERE a.line_id {among} ORDER BY a.line_id, a.position"
)
_APPLICABLE: Final = (
    "SELECT e.entry_no, e.version, e.customer_no, e.posting_date, e.effective_due_date, e.document_type, e.document_no,"
    " e.external_document_no, e.description, e.currency_code, e.original_amount, e.remaining, e.remaining_lcy,"
    " e.payment_discount_date, e.payment_discount, COALESCE(e.status_code, ''), e.promised_date, e.on_hold"
    " FROM customer_ledger_entry e WHERE {within} ORDER BY e.effective_due_date, e.entry_no"
)
_POSTED: Final = (
    "SELECT e.entry_no, e.version, e.customer_no, c.name, e.posting_date, e.document_no, e.external_document_no,"
    " e.currency_code, e.original_amount, e.remaining, p.user_name, p.at FROM customer_ledger_entry e"
    " JOIN customer c ON c.no = e.customer_no JOIN posting p ON p.id = (SELECT MIN(f.id) FROM posting f"
    " WHERE f.payment_entry_no = e.entry_no) WHERE e.entry_no < 0{within} ORDER BY e.entry_no{limit}"
)
_APPLIED: Final = (
    "SELECT d.entry_no, d.applied_entry_no, a.document_no FROM detailed_customer_ledger_entry d"
    " JOIN customer_ledger_entry a ON a.entry_no = d.applied_entry_no"
    " WHERE d.entry_no {among} AND d.kind IN ('application', 'unapplication')"
    " GROUP BY d.entry_no, d.applied_entry_no, a.document_no HAVING SUM(d.amount) <> 0"
    " ORDER BY d.entry_no, d.applied_entry_no"
)
_ENDED: Final = (
    "SELECT d.entry_no, d.kind, CAST(SUM(d.amount) AS BIGINT) FROM detailed_customer_ledger_entry d"
    " WHERE d.entry_no {among} AND d.kind IN ('reversal', 'import_change') GROUP BY d.entry_no, d.kind"
)


def journal_lines(
    c: Connection,
    *,
    customer_no: str | None = None,
    interaction_id: str | None = None,
    user_name: str | None = None,
) -> list[JournalLineRow]:
    """List the lines of the cash receipt journal that are not posted, as they were made.

    Args:
        c: The books.
        customer_no: Only this customer's.
        interaction_id: Only those made from this interaction.
        user_name: Only those that this user made.
    """
    q = Query(c)
    wanted = {"customer_no": customer_no, "interaction_id": interaction_id, "user_name": user_name}
    within = [f"l.{column} = {q.put(value)}" for column, value in wanted.items() if value is not None]
    return _lines(c, q.rows(_LINES, within=" AND ".join(within) or "1 = 1"))


def journal_line(c: Connection, line_id: int) -> JournalLineRow | None:
    """Read one line of the journal; None where it was posted or deleted."""
    q = Query(c)
    return next(iter(_lines(c, q.rows(_LINES, within=f"l.id = {q.put(line_id)}"))), None)


def _lines(c: Connection, found: list[tuple[Any, ...]]) -> list[JournalLineRow]:
    q = Query(c)
    applied: dict[int, list[tuple[int, Decimal | None, str]]] = defaultdict(list)
    for line_id, entry_no, amount, document_no in q.rows(_APPLICATIONS, among=q.among_numbers(row[0] for row in found)):
        applied[line_id].append((entry_no, None if amount is None else from_units(amount), document_no))
    return [_line(row, applied[row[0]]) for row in found]


def _line(row: tuple[Any, ...], applied: list[tuple[int, Decimal | None, str]]) -> JournalLineRow:
    number, version, customer, name, interaction, posted, document, external, text, amount = row[:10]
    currency, lcy, oldest, user = row[10:]
    return JournalLineRow(
        id=number,
        version=version,
        customer_no=customer,
        customer_name=name,
        interaction_id=interaction,
        posting_date=date.fromisoformat(posted),
        document_no=document,
        external_document_no=external,
        description=text,
        amount=from_units(amount),
        currency_code=currency,
        amount_lcy=None if lcy is None else from_units(lcy),
        oldest_first=bool(oldest),
        applies_to=tuple((entry_no, part) for entry_no, part, _ in applied),
        document_nos=tuple(document_no or str(entry_no) for entry_no, _, document_no in applied),
        user_name=user,
    )


def unposted_count(c: Connection, interaction_id: str) -> int:
    """Count the journal lines made from an interaction that are not posted (rule 11)."""
    ((count,),) = c.rows("SELECT COUNT(*) FROM journal_line WHERE interaction_id = :id", id=interaction_id)
    return int(count)


def applicable_entries(c: Connection, customer_no: str, currency_code: str) -> list[ApplicableEntry]:
    """List a customer's open entries of a currency that a receipt can be applied to, the oldest due date first.

    Args:
        c: The books.
        customer_no: Whose.
        currency_code: Blank is LCY.
    """
    q = Query(c)
    within = (
        f"e.open AND e.remaining > 0 AND e.customer_no = {q.put(customer_no)}"
        f" AND e.currency_code = {q.put(currency_code)}"
    )
    return [_applicable(row) for row in q.rows(_APPLICABLE, within=within)]


def _applicable(row: tuple[Any, ...]) -> ApplicableEntry:
    number, version, customer, posted, due, kind, document, external, text, currency = row[:10]
    original, remaining, remaining_lcy, discount_date, discount, status, promised, hold = row[10:]
    return ApplicableEntry(
        entry_no=number,
        version=version,
        customer_no=customer,
        posting_date=date.fromisoformat(posted),
        due_date=date.fromisoformat(due),
        document_type=kind,
        document_no=document,
        external_document_no=external,
        description=text,
        currency_code=currency,
        original_amount=from_units(original),
        remaining=from_units(remaining),
        remaining_lcy=from_units(remaining_lcy),
        payment_discount_date=day(discount_date),
        payment_discount=from_units(discount),
        status_code=status,
        promised_date=day(promised),
        on_hold=hold,
    )


def posted_receipts(
    c: Connection, *, customer_no: str | None = None, limit: int | None = None
) -> list[PostedReceiptRow]:
    """List the payments posted here, the newest first.

    Args:
        c: The books.
        customer_no: Only this customer's.
        limit: At most so many.
    """
    q = Query(c)
    found = q.rows(
        _POSTED,
        within="" if customer_no is None else f" AND e.customer_no = {q.put(customer_no)}",
        limit="" if limit is None else f" LIMIT {q.put(limit)}",
    )
    numbers = [row[0] for row in found]
    documents: dict[int, list[str]] = defaultdict(list)
    q = Query(c)
    for number, entry_no, document_no in q.rows(_APPLIED, among=q.among_numbers(numbers)):
        documents[number].append(document_no or str(entry_no))
    q = Query(c)
    ended: dict[int, set[str]] = defaultdict(set)
    for number, kind, amount in q.rows(_ENDED, among=q.among_numbers(numbers)):
        if amount or kind == "import_change":
            ended[number].add(kind)
    return [_posted(row, tuple(documents[row[0]]), ended[row[0]]) for row in found]


def _posted(row: tuple[Any, ...], documents: tuple[str, ...], ended: set[str]) -> PostedReceiptRow:
    number, version, customer, name, posted, document, external, currency, amount, remaining, user, at = row
    if "import_change" in ended:
        state = "in the source"
    elif "reversal" in ended:
        state = "reversed"
    else:
        state = "applied" if not remaining else "partly applied" if remaining != amount else "open"
    return PostedReceiptRow(
        entry_no=number,
        version=version,
        customer_no=customer,
        customer_name=name,
        posting_date=date.fromisoformat(posted),
        document_no=document,
        external_document_no=external,
        currency_code=currency,
        amount=from_units(-amount),
        unapplied=from_units(-remaining),
        document_nos=documents,
        user_name=user,
        at=at,
        state=state,
    )


_USED: Final = (
    "SELECT document_no FROM journal_line WHERE document_no <> ''"
    " UNION SELECT document_no FROM customer_ledger_entry WHERE entry_no < 0 AND document_no <> ''"
)


def next_document_no(c: Connection) -> str:
    """Propose the document no. of the next receipt: the series' next one that no line and no receipt has."""
    found = c.rows("SELECT next_receipt_no FROM credit_control_setup WHERE id = 1")
    return next_free(found[0][0] if found else "", {number for (number,) in c.rows(_USED)})
