"""The exact reverse of postings: for unapplying, and for undo and redo of what was posted (rules 15 and 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlmodel import col, select

from store.commands import finding
from store.commands.changes import decoded
from store.commands.posting import Detail, Inexact, ended, name_of, posting_of, write
from store.commands.work import ChangedMeanwhile
from store.tables.audit import AuditChange, AuditRecord
from store.tables.ledger import CustomerLedgerEntry, DetailedCustomerLedgerEntry
from store.tables.receipts import Posting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.commands.work import Work

POSTED: Final = frozenset({"posting", "detailed_customer_ledger_entry", "customer_ledger_entry"})
"""Tables whose rows a posting's undo never brings back as they were: it adds the reverse."""

_KIND: Final = {"receipt": "reversal", "reversal": "receipt", "application": "unapplication"}
_DETAIL_KIND: Final = {"application": "unapplication", "unapplication": "application", "initial": "reversal"}
_OF_PAYMENT: Final = ("initial", "reversal")
"""What brings the payment itself into the ledger or takes it out."""


def standing(work: Work, payment_no: int) -> list[Posting]:
    """The postings of a payment whose applications stand, the newest first."""
    wanted = select(Posting).where(Posting.payment_entry_no == payment_no).order_by(col(Posting.id).desc())
    postings = list(work.session.exec(wanted))
    reversed_ids = {posting.reverses_id for posting in postings}
    return [
        posting
        for posting in postings
        if posting.id not in reversed_ids
        and posting.kind in {"receipt", "application"}
        and any(detail.kind == "application" for detail in _details(work, posting))
    ]


def _details(work: Work, posting: Posting) -> list[DetailedCustomerLedgerEntry]:
    detail = DetailedCustomerLedgerEntry
    wanted = select(detail).where(detail.transaction_no == posting.id).order_by(col(detail.id))
    return list(work.session.exec(wanted))


def unapply(work: Work, posting: Posting) -> dict[int, CustomerLedgerEntry]:
    """Take back what a posting applied, not the payment itself; the entries by no."""
    details = [detail for detail in _details(work, posting) if detail.kind not in _OF_PAYMENT]
    return _reverse(work, posting, "unapplication", details)


def take_out(work: Work, payment: CustomerLedgerEntry) -> dict[int, CustomerLedgerEntry]:
    """Take a payment that is applied to nothing out of the ledger; raises Inexact where it is applied."""
    if payment.remaining != payment.original_amount:
        raise Inexact(payment)
    new = posting_of(work, "reversal", payment.entry_no, payment.posting_date, interaction_id=None)
    return write(work, new, [Detail(payment.entry_no, "reversal", -payment.remaining, -payment.remaining_lcy)])


def _reverse(
    work: Work, posting: Posting, kind: str, details: Sequence[DetailedCustomerLedgerEntry]
) -> dict[int, CustomerLedgerEntry]:
    """Write the opposite of details, dated as they are: an earlier date shows nothing twice."""
    new = posting_of(
        work,
        kind,
        posting.payment_entry_no,
        posting.posting_date,
        interaction_id=posting.interaction_id,
        reverses=posting.id,
    )
    opposite = [
        Detail(
            detail.entry_no,
            _DETAIL_KIND.get(detail.kind, detail.kind),
            -detail.amount,
            -detail.amount_lcy,
            detail.applied_entry_no,
        )
        for detail in details
    ]
    return write(work, new, opposite)


def take_back(work: Work, record: AuditRecord, changes: Sequence[AuditChange]) -> None:
    """Reverse every posting that a change made, the last first; closing dates are those of before (rule 20).

    Raises:
        ChangedMeanwhile: Somebody unapplied, applied or paid the same since, or an import brought the payment.
    """
    made = [int(change.row_key) for change in changes if change.table_name == "posting" and change.before is None]
    if not made:
        return
    finding.entries(work, {int(each.row_key) for each in changes if each.table_name == "customer_ledger_entry"})
    try:
        for number in sorted(made, reverse=True):
            _take_back_posting(work, record, work.session.get_one(Posting, number))
    except Inexact as error:
        raise ChangedMeanwhile(_who(work, record, error.entry)) from error
    _close_as_before(work, changes)


def _take_back_posting(work: Work, record: AuditRecord, posting: Posting) -> None:
    payment = work.session.get_one(CustomerLedgerEntry, posting.payment_entry_no)
    if "import_change" in ended(work, payment.entry_no):
        raise ChangedMeanwhile(
            f"This cannot be undone: the source carries {name_of(payment)} since an import ({record.summary})."
        )
    last, steps = _end_of_chain(work, posting)
    if steps % 2:
        raise Inexact(payment)
    details = _details(work, last)
    _reverse(work, last, _KIND.get(last.kind, "application"), details)
    came_in = any(detail.kind == "initial" for detail in _details(work, posting))
    if came_in and not any(detail.kind in _OF_PAYMENT for detail in details):
        take_out(work, payment)


def _end_of_chain(work: Work, posting: Posting) -> tuple[Posting, int]:
    """The last reverse of the reverse of a posting, and how many there are: with an odd number it does not stand."""
    steps = 0
    while True:
        following = work.session.exec(select(Posting).where(Posting.reverses_id == posting.id)).first()
        if following is None:
            return posting, steps
        posting, steps = following, steps + 1


def _close_as_before(work: Work, changes: Sequence[AuditChange]) -> None:
    for change in changes:
        if change.table_name == "customer_ledger_entry" and change.before is not None:
            entry = work.session.get_one(CustomerLedgerEntry, int(change.row_key))
            before = decoded(CustomerLedgerEntry, change.before)
            if not entry.open and before["closed_on"] is not None:
                entry.closed_on = before["closed_on"]


def _who(work: Work, record: AuditRecord, entry: CustomerLedgerEntry) -> str:
    """Say who posted to an entry since a change."""
    same = select(AuditChange.audit_id).where(
        AuditChange.table_name == "customer_ledger_entry", AuditChange.row_key == str(entry.entry_no)
    )
    posted = select(AuditChange.audit_id).where(AuditChange.table_name == "posting")
    number = col(AuditRecord.id)
    wanted = select(AuditRecord).where(number > record.id, number.in_(same), number.in_(posted))
    last = work.session.exec(wanted.order_by(number.desc()).limit(1)).first()
    if last is None:
        return f"This cannot be undone: {name_of(entry)} was paid or changed by an import since ({record.summary})."
    return f"This cannot be undone: {last.user_name or 'somebody'} changed {name_of(entry)} since ({last.summary})."
