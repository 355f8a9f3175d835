"""Postings in the ledger: detailed entries, and the remaining amounts that are kept beside them (rule 15)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from store.commands import finding
from store.commands.work import ChangedMeanwhile, Refusal
from store.rules.application import Terms
from store.rules.instants import instant_text
from store.rules.money import decimals_of
from store.tables.ledger import CustomerLedgerEntry, DetailedCustomerLedgerEntry
from store.tables.receipts import Posting
from store.tables.setup import CreditControlSetup, Currency

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from store.commands.work import Work
    from store.rules.application import Plan


class Inexact(ChangedMeanwhile):
    """A posting would leave less than nothing of an entry, or LCY on a closed one; somebody changed it meanwhile."""

    def __init__(self, entry: CustomerLedgerEntry) -> None:
        super().__init__(f"{name_of(entry)} was paid or changed meanwhile: look again (r)")
        self.entry = entry


@dataclass(frozen=True, slots=True)
class Detail:
    """A detailed entry to be: amounts with the sign that they have in the ledger."""

    entry_no: int
    kind: str
    amount: Decimal
    amount_lcy: Decimal
    applied_entry_no: int | None = None


def name_of(entry: CustomerLedgerEntry) -> str:
    """An entry's document no., else its number."""
    return entry.document_no or str(entry.entry_no)


def locked_setup(work: Work) -> CreditControlSetup:
    """Credit control setup, locked: who posts or takes a document no. waits for the others here."""
    wanted = select(CreditControlSetup).where(CreditControlSetup.id == 1).with_for_update()
    return work.session.exec(wanted.execution_options(populate_existing=True)).one()


def next_entry_no(work: Work) -> int:
    """The number of the next entry posted here: negative, no source issues such (rule 18). Setup is locked."""
    lowest = work.session.exec(select(sa.func.min(CustomerLedgerEntry.entry_no))).one()
    return min(lowest or 0, 0) - 1


def terms_of(work: Work, currency_code: str) -> Terms:
    """What setup says about a receipt in a currency."""
    setup = work.setup
    own = work.session.get(Currency, currency_code) if currency_code else None
    decimals = own.decimals if own else decimals_of(currency_code, setup.lcy_code, setup.lcy_decimals)
    return Terms(
        decimals=decimals,
        lcy_decimals=setup.lcy_decimals,
        discount_grace_days=setup.payment_discount_grace_days,
        tolerance=setup.payment_tolerance,
        lcy_code=setup.lcy_code,
    )


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as the rule of application takes it."""

    entry_no: int
    customer_no: str
    document_no: str
    due_date: date
    currency_code: str
    remaining: Decimal
    remaining_lcy: Decimal
    payment_discount_date: date | None
    payment_discount: Decimal


def items(entries: Iterable[CustomerLedgerEntry]) -> list[Item]:
    """Entries as the rule of application takes them, as they stand."""
    return [
        Item(
            entry_no=entry.entry_no,
            customer_no=entry.customer_no,
            document_no=entry.document_no,
            due_date=entry.effective_due_date,
            currency_code=entry.currency_code,
            remaining=entry.remaining,
            remaining_lcy=entry.remaining_lcy,
            payment_discount_date=entry.payment_discount_date,
            payment_discount=entry.payment_discount,
        )
        for entry in entries
    ]


def oldest_open(work: Work, customer_no: str, currency_code: str) -> list[int]:
    """Entry nos. of a customer's open entries of a currency that owe something."""
    entry = CustomerLedgerEntry
    wanted = select(entry.entry_no).where(
        entry.customer_no == customer_no,
        entry.currency_code == currency_code,
        col(entry.open),
        col(entry.remaining) > Decimal(0),
    )
    return list(work.session.exec(wanted))


def applications(plan: Plan, payment_no: int) -> list[Detail]:
    """The details of a plan: both sides' applications sum to zero, in the currency and in LCY."""
    made = []
    for each in plan.applied:
        made += [
            Detail(payment_no, "application", each.amount, each.receipt_lcy, each.entry_no),
            Detail(each.entry_no, "application", -each.amount, -each.receipt_lcy, payment_no),
        ]
        beside = (
            ("discount", each.discount, each.discount_lcy),
            ("tolerance", each.tolerance, each.tolerance_lcy),
            ("gain_loss", Decimal(0), -each.gain_loss_lcy),
        )
        made += [
            Detail(each.entry_no, kind, -amount, -lcy, payment_no) for kind, amount, lcy in beside if amount or lcy
        ]
    return made


def write(work: Work, posting: Posting, details: Sequence[Detail]) -> dict[int, CustomerLedgerEntry]:
    """Write a posting with its details and bring the entries' remaining amounts in line; those entries by no.

    Nothing is applied before it was posted: where one of the two entries is dated later than the posting, its date
    counts for their application, as in Business Central for a payment that is posted first and applied afterwards.

    Raises:
        Inexact: Less than nothing would be left of an entry.
    """
    work.session.add(posting)
    work.session.flush()
    entries = finding.entries(work, {detail.entry_no for detail in details})
    last: dict[int, date] = {}
    for detail in details:
        entry, other = entries[detail.entry_no], entries.get(detail.applied_entry_no or 0)
        on = max(posting.posting_date, entry.posting_date, other.posting_date if other else entry.posting_date)
        last[detail.entry_no] = max(on, last.get(detail.entry_no, on))
        entry.remaining += detail.amount
        entry.remaining_lcy += detail.amount_lcy
        work.session.add(
            DetailedCustomerLedgerEntry(
                entry_no=detail.entry_no,
                kind=detail.kind,
                posting_date=on,
                amount=detail.amount,
                amount_lcy=detail.amount_lcy,
                applied_entry_no=detail.applied_entry_no,
                transaction_no=posting.id,
                recorded_at=instant_text(work.now),
            )
        )
    for number, entry in entries.items():
        _stand(entry, last[number])
    work.session.flush()
    return entries


def _stand(entry: CustomerLedgerEntry, posting_date: date) -> None:
    """Open or close an entry by what remains of it."""
    overdrawn = entry.remaining * entry.original_amount < 0
    if overdrawn or (not entry.remaining and entry.remaining_lcy):
        raise Inexact(entry)
    entry.open = bool(entry.remaining)
    if entry.open:
        entry.closed_on = None
    else:
        entry.closed_on = entry.closed_on or posting_date


def posting_of(
    work: Work,
    kind: str,
    payment_no: int,
    posting_date: date,
    *,
    interaction_id: str | None,
    reverses: int | None = None,
) -> Posting:
    """A new line of the register, not written yet; `kind` as in the table."""
    return Posting(
        kind=kind,
        payment_entry_no=payment_no,
        interaction_id=interaction_id,
        posting_date=posting_date,
        work_date=work.actor.work_date,
        at=work.now,
        user_name=work.actor.user_name,
        reverses_id=reverses,
    )


def posted_payment(work: Work, entry_no: int) -> CustomerLedgerEntry:
    """A payment posted here, locked.

    Raises:
        Refusal: There is none, the source carries it meanwhile (rule 18), or it was reversed.
    """
    entry = finding.entries(work, [entry_no]).get(entry_no)
    if entry is None or entry.source != "posted":
        raise Refusal("This payment was not posted here: the source itself has to change what it brought.")
    totals = ended(work, entry_no)
    if "import_change" in totals:
        raise Refusal(f"The source carries {name_of(entry)} already: change its application there, then import.")
    if totals.get("reversal"):
        raise Refusal(f"{name_of(entry)} was reversed already.")
    return entry


def ended(work: Work, payment_no: int) -> dict[str, Decimal]:
    """What took a payment itself out of the ledger, by kind: `reversal` here, `import_change` by an import."""
    detail = DetailedCustomerLedgerEntry
    wanted = (
        select(detail.kind, sa.func.sum(detail.amount))
        .where(detail.entry_no == payment_no, col(detail.kind).in_(("reversal", "import_change")))
        .group_by(detail.kind)
    )
    return dict(work.session.exec(wanted).all())
