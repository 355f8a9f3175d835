"""Document nos. of cash receipts: a series of their own, and typed ones that nothing else may have (rule 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlmodel import col, select

from store.commands.posting import ended
from store.commands.work import Refusal
from store.rules import text
from store.rules.numbering import FIRST, incremented, next_free
from store.tables.ledger import CustomerLedgerEntry
from store.tables.receipts import JournalLine
from store.tables.setup import CreditControlSetup

if TYPE_CHECKING:
    from store.commands.work import Work

LONGEST_NO: Final = 35


def document_no(work: Work, setup: CreditControlSetup, typed: str, line_id: int | None) -> str:
    """The document no. of a line: as typed, else the series' next that nothing has. Setup is locked.

    Raises:
        Refusal: Another line or a posted receipt has the typed one.
    """
    number = text.clean(typed).strip()[:LONGEST_NO]
    if not number:
        return next_free(setup.next_receipt_no, _taken(work))
    check_free(work, number, line_id)
    return number


def check_free(work: Work, number: str, line_id: int | None) -> None:
    """Refuse a document no. that another line has, or a posted receipt that was not reversed; raises Refusal."""
    lines = select(JournalLine.id).where(JournalLine.document_no == number)
    if any(other != line_id for other in work.session.exec(lines)):
        raise Refusal(f"Another line of the journal has the document no. {number}: type another, or leave it out.")
    entry = CustomerLedgerEntry
    posted = select(entry.entry_no).where(entry.document_no == number, entry.entry_no < 0)
    if any(not ended(work, entry_no).get("reversal") for entry_no in work.session.exec(posted)):
        raise Refusal(f"A receipt with the document no. {number} is posted already: type another, or leave it out.")


def _taken(work: Work) -> set[str]:
    posted = select(CustomerLedgerEntry.document_no).where(CustomerLedgerEntry.entry_no < 0)
    return {*work.session.exec(posted), *work.session.exec(select(JournalLine.document_no))}


def go_on(work: Work, setup: CreditControlSetup, posted: str) -> None:
    """Let the series go on behind a document no. that was posted.

    Not a change of setup that somebody made: it is not undone, and a setup page that is open stays valid.
    """
    if posted != (setup.next_receipt_no or FIRST):
        return
    work.session.execute(
        sa.update(CreditControlSetup)
        .where(col(CreditControlSetup.id) == 1)
        .values(next_receipt_no=incremented(posted))
        .execution_options(synchronize_session=False)
    )
    work.session.refresh(setup, ["next_receipt_no"])
